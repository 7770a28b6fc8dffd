import Tensors

/// Takes a stored bank apart and checks each tensor against the others.
struct BankReader {
  let tensors: [String: Tensor]
  let prefix: String

  /// Features beyond this overflow when they are squared and added.
  static let largestFeature: Float = 1e15

  func scale(_ name: String) throws(MemoryBankError) -> FeatureScale {
    let center = try tensor("\(name).center", "[features]") { $0.count == 1 }
    try check("\(name).center", center, "moderate numbers") { abs($0) < Self.largestFeature }
    let distance = try number("\(name).typical_distance", "a positive number") { $0 > 0 && $0.isFinite }
    return FeatureScale(center: center.elements, typicalDistance: distance)
  }

  func rows(width: Int) throws(MemoryBankError) -> Tensor {
    let rows = try tensor("rows", "[rows, \(width)] with at least one row and one feature") {
      $0.count == 2 && $0[0] > 0 && $0[1] == width && width > 0
    }
    try check("rows", rows, "moderate numbers") { abs($0) < Self.largestFeature }
    return rows
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
    guard let tensor = tensors[prefix + name] else { throw .missingTensor(name: prefix + name) }
    guard isRight(tensor.shape) else {
      throw .wrongShape(name: prefix + name, expected: expected, found: tensor.shape)
    }
    return tensor
  }

  private func check(
    _ name: String, _ tensor: Tensor, _ expected: String, where isRight: (Float) -> Bool
  ) throws(MemoryBankError) {
    guard let index = tensor.elements.firstIndex(where: { !isRight($0) }) else { return }
    throw .wrongValue(
      name: prefix + name, index: index, expected: expected, found: tensor[flat: index])
  }
}
