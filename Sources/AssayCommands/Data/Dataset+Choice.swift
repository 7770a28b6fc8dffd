import Datasets

extension Dataset {
  /// The category of a name, or the only one when no name is given.
  func chosenCategory(_ name: String?) throws -> DatasetCategory {
    if let name { return try category(name) }
    guard categories.count == 1 else {
      throw CommandFailure(
        .usage, "choose a category with --category: \(categories.map(\.name).joined(separator: ", "))")
    }
    return categories[0]
  }

  /// The categories of some names; all of them for none or for `all`.
  func chosenCategories(_ names: [String]) throws -> [DatasetCategory] {
    if names.isEmpty || names == ["all"] { return categories }
    return try names.map { try category($0) }
  }
}
