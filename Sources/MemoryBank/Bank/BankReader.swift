import Files
import TensorFiles
import Tensors

/// Takes a stored bank apart and checks each tensor against the others.
struct BankReader {
  let tensors: [String: Tensor]
  let stored: [String: StoredTensor]
  let prefix: String

  /// Features beyond this overflow when they are squared and added.
  static let largestFeature: Float = 1e15

  func scale(_ name: String) throws(MemoryBankError) -> FeatureScale {
    let center = try tensor("\(name).center", "[features]") { $0.count == 1 }
    try check("\(name).center", center, "moderate numbers") { abs($0) < Self.largestFeature }
    let distance = try number("\(name).typical_distance", "a positive number") { $0 > 0 && $0.isFinite }
    return FeatureScale(center: center.elements, typicalDistance: distance)
  }

  /// The number of rows, which have `width` features.
  func rowCount(width: Int) throws(MemoryBankError) -> Int {
    let shape = stored[prefix + "rows"]?.shape ?? tensors[prefix + "rows"]?.shape
    return try self.shape("rows", shape, "[rows, \(width)] with at least one row and one feature") {
      $0.count == 2 && $0[0] > 0 && $0[1] == width && width > 0
    }[0]
  }

  /// The rows, once their shape is known to be right.
  func search(
    split: Int, hasGeometry: [Bool], on pool: WorkerPool
  ) throws(MemoryBankError) -> BankSearch {
    let isRight = { (feature: Float) in abs(feature) < Self.largestFeature }
    guard let rows = stored[prefix + "rows"] else {
      let rows = try tensor("rows", "rows") { _ in true }
      try check("rows", rows, "moderate numbers", where: isRight)
      return BankSearch(rows, split: split, hasGeometry: hasGeometry, on: pool)
    }
    try check("rows", rows, "moderate numbers", where: isRight)
    return try BankSearch(rows, split: split, hasGeometry: hasGeometry, on: pool)
  }

  func flags(_ name: String, count: Int) throws(MemoryBankError) -> [Bool] {
    let flags = try tensor(name, "[\(count)]") { $0 == [count] }
    try check(name, flags, "0 or 1") { $0 == 0 || $0 == 1 }
    return flags.elements.map { $0 == 1 }
  }

  func owners(count: Int) throws(MemoryBankError) -> [Int32] {
    let owners = try tensor("owners", "[\(count)]") { $0 == [count] }
    try check("owners", owners, "a whole number in 0..<2^24") {
      $0 >= 0 && $0 < 0x1p24 && $0 == $0.rounded()
    }
    return owners.elements.map { Int32($0) }
  }

  func number(
    _ name: String, _ expected: String, where isRight: (Float) -> Bool
  ) throws(MemoryBankError) -> Float {
    let tensor = try tensor(name, "[]") { $0 == [] }
    try check(name, tensor, expected, where: isRight)
    return tensor[flat: 0]
  }

  private func tensor(
    _ name: String, _ expected: String, where isRight: ([Int]) -> Bool
  ) throws(MemoryBankError) -> Tensor {
    let tensor = tensors[prefix + name]
    try shape(name, tensor?.shape, expected, where: isRight)
    guard let tensor else { throw .missingTensor(name: prefix + name) }
    return tensor
  }

  @discardableResult private func shape(
    _ name: String, _ shape: [Int]?, _ expected: String, where isRight: ([Int]) -> Bool
  ) throws(MemoryBankError) -> [Int] {
    guard let shape else { throw .missingTensor(name: prefix + name) }
    guard isRight(shape) else { throw .wrongShape(name: prefix + name, expected: expected, found: shape) }
    return shape
  }

  private func check(
    _ name: String, _ tensor: Tensor, _ expected: String, where isRight: (Float) -> Bool
  ) throws(MemoryBankError) {
    guard let index = tensor.elements.firstIndex(where: { !isRight($0) }) else { return }
    throw .wrongValue(
      name: prefix + name, index: index, expected: expected, found: tensor[flat: index])
  }

  /// The same for a tensor that stays in its file, a few rows at a time.
  private func check(
    _ name: String, _ stored: StoredTensor, _ expected: String, where isRight: (Float) -> Bool
  ) throws(MemoryBankError) {
    for row in 0..<stored.shape[0] {
      let wrong = try MemoryBankError.reading { () throws(FileError) in
        try stored.withRows(row..<row + 1) { features in
          features.firstIndex { !isRight($0) }.map { (column: $0, value: features[$0]) }
        }
      }
      guard let wrong else { continue }
      throw .wrongValue(
        name: prefix + name, index: row * stored.shape[1] + wrong.column, expected: expected,
        found: wrong.value)
    }
  }
}
