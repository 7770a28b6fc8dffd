import Tensors

/// A view of a storage.
struct TorchTensor: Equatable {
  let storage: TorchStorage

  /// The first element, counted from the start of the storage.
  let offset: Int
  let shape: [Int]

  /// Elements from one step of each axis to the next.
  let strides: [Int]

  /// A view that lies inside its storage and has no more elements than it; nil for any other.
  init?(_ storage: TorchStorage, offset: Int, shape: [Int], strides: [Int]) {
    guard shape.count == strides.count, shape.count <= Self.axisLimit,
      (0...storage.count).contains(offset),
      shape.allSatisfy({ $0 >= 0 }), strides.allSatisfy({ $0 >= 0 }),
      let count = Self.product(shape), count <= storage.count,
      count == 0 || Self.reach(offset, shape, strides).map({ $0 < storage.count }) == true
    else { return nil }
    self.storage = storage
    self.offset = offset
    self.shape = shape
    self.strides = strides
  }

  private static let axisLimit = 8

  /// The number of elements; nil when it, or the product of the extents that are not 0, overflows.
  private static func product(_ extents: [Int]) -> Int? {
    var product = 1
    for extent in extents {
      let (next, overflow) = product.multipliedReportingOverflow(by: max(extent, 1))
      if overflow { return nil }
      product = next
    }
    return extents.contains(0) ? 0 : product
  }

  /// The position of the last element; nil when it overflows.
  private static func reach(_ offset: Int, _ shape: [Int], _ strides: [Int]) -> Int? {
    var position = offset
    for (extent, stride) in zip(shape, strides) {
      let (step, overflow) = stride.multipliedReportingOverflow(by: extent - 1)
      let (next, carry) = position.addingReportingOverflow(step)
      if overflow || carry { return nil }
      position = next
    }
    return position
  }
}

extension TorchTensor {
  /// The elements, row-major.
  ///
  /// The name is for messages; the budget shrinks by the size of the storage.
  func values(
    _ name: String, in file: some TorchFile, _ budget: inout TorchTensorBudget
  ) throws(TensorFileError) -> Tensor {
    try budget.spend(storage)
    let bytes = try file.bytes(of: storage)
    let stored = bytes.withUnsafeBytes { storage.type.floats($0) } ?? []
    let elements = isCompact ? Array(stored[offset..<offset + shape.reduce(1, *)]) : gathered(stored)
    if let index = firstNonFinite(elements) {
      throw .notFinite(path: budget.path, name: name, index: index)
    }
    return Tensor(shape: shape, elements: elements)
  }

  /// Whether the elements follow each other as they are wanted.
  private var isCompact: Bool {
    var expected = 1
    for (extent, stride) in zip(shape, strides).reversed() {
      if extent != 1 && stride != expected { return shape.contains(0) }
      expected *= max(extent, 1)
    }
    return true
  }

  private func gathered(_ stored: [Float]) -> [Float] {
    var positions = [offset]
    for (extent, stride) in zip(shape, strides) {
      positions = positions.flatMap { start in (0..<extent).map { start + $0 * stride } }
    }
    return positions.map { stored[$0] }
  }
}

/// How many bytes of storages may be read in all: a file that names one storage again and again must not
/// take more memory than its size explains.
struct TorchTensorBudget {
  let path: String
  private let limit: Int
  private var left: Int

  init(fileSize: Int, path: String) {
    limit = 4 * fileSize
    left = limit
    self.path = path
  }

  /// Takes the size of a storage off the budget.
  mutating func spend(_ storage: TorchStorage) throws(TensorFileError) {
    guard let bytes = storage.byteCount, bytes <= left else {
      throw .overLimit(
        path: path, quantity: "bytes of tensors for a file of \(limit / 4) bytes", limit: limit,
        found: max(storage.byteCount ?? .max, limit + 1))
    }
    left -= bytes
  }
}
