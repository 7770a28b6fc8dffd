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

  /// The category of a name or of a place among the sorted ones, from 0.
  func chosenCategory(_ name: String?, index: Int?) throws -> DatasetCategory {
    guard let index else { return try chosenCategory(name) }
    guard categories.indices.contains(index) else {
      let list = categories.enumerated().map { "\($0.offset) \($0.element.name)" }
      throw CommandFailure(
        .usage, "--category-index \(index): expected one of \(list.joined(separator: ", "))")
    }
    return categories[index]
  }

  /// The categories of some names; all of them for none or for `all`.
  func chosenCategories(_ names: [String]) throws -> [DatasetCategory] {
    if names.isEmpty || names == ["all"] { return categories }
    return try names.map { try category($0) }
  }
}
