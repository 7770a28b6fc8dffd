import Tensors

/// Reads parts of a stored state and says by name what does not fit.
struct StateReader {
  private let tensors: [String: Tensor]

  init(_ tensors: [String: Tensor]) { self.tensors = tensors }

  /// A tensor of a known shape with finite numbers.
  func tensor(_ name: String, shape: [Int]) throws(AdaptationError) -> Tensor {
    guard let tensor = tensors[name] else { throw .tensor(name: name, problem: "it is missing") }
    guard tensor.shape == shape else {
      throw .tensor(name: name, problem: "expected shape \(shape), found \(tensor.shape)")
    }
    guard tensor.elements.allSatisfy(\.isFinite) else {
      throw .tensor(name: name, problem: "expected finite numbers")
    }
    return tensor
  }

  /// A whole number that is at least 0 and below a bound.
  func whole(_ name: String, below bound: Int) throws(AdaptationError) -> Int {
    let value = try tensor(name, shape: [])[flat: 0]
    guard value >= 0, value < Float(bound), value == value.rounded() else {
      throw .tensor(name: name, problem: "expected a whole number below \(bound), found \(value)")
    }
    return Int(value)
  }

  /// A memory as large as another.
  func memory(_ name: String, like other: FeatureMemory) throws(AdaptationError) -> FeatureMemory {
    let owners = try tensor("\(name).owners", shape: [other.owners.count]).elements
    guard owners.allSatisfy({ $0 >= -1 && $0 < 0x1p24 && $0 == $0.rounded() }) else {
      throw .tensor(name: "\(name).owners", problem: "expected whole numbers from -1")
    }
    return FeatureMemory(
      rows: try tensor("\(name).rows", shape: other.rows.shape), owners: owners.map { Int32($0) },
      next: try whole("\(name).next", below: max(owners.count, 1)))
  }
}
