import TensorFiles
import Tensors

extension FusedMemoryBank {
  /// The bank as named tensors, from which it can be made again bit for bit.
  ///
  /// Flags and owners become floats; an owner below 2^24 is exact. Names: `rows`, `has_geometry`, `owners`,
  /// `covering_radius`, and `center` and `typical_distance` under `appearance.` and `geometry.`.
  ///
  /// - Parameter prefix: What stands before every name, so that several banks fit one file.
  /// - Returns: Tensors by name.
  /// - Throws: `MemoryBankError.file` when rows that stay in their file cannot be read.
  public func tensors(prefix: String = "") throws(MemoryBankError) -> [String: Tensor] {
    var tensors = ["rows": try rows]
    tensors["has_geometry"] = Tensor(shape: [count], elements: hasGeometry.map { $0 ? 1 : 0 })
    tensors["owners"] = Tensor(shape: [count], elements: owners.map(Float.init))
    tensors["covering_radius"] = Tensor(shape: [], elements: [coveringRadius])
    for (name, scale) in [("appearance", appearanceScale), ("geometry", geometryScale)] {
      tensors["\(name).center"] = Tensor(shape: [scale.center.count], elements: scale.center)
      tensors["\(name).typical_distance"] = Tensor(shape: [], elements: [scale.typicalDistance])
    }
    return Dictionary(uniqueKeysWithValues: tensors.map { (prefix + $0.key, $0.value) })
  }

  /// Makes a bank from named tensors; tensors without the prefix are ignored.
  ///
  /// - Parameters:
  ///   - tensors: What `tensors(prefix:)` gave; every number is finite.
  ///   - stored: Tensors that stay in their file; `rows` may be there.
  ///   - prefix: What stands before every name.
  ///   - pool: The threads to work on.
  /// - Throws: `MemoryBankError` that names the tensor that is missing or does not fit the others.
  public init(
    tensors: [String: Tensor], stored: [String: StoredTensor] = [:], prefix: String = "", on pool: WorkerPool
  ) throws(MemoryBankError) {
    let reader = BankReader(tensors: tensors, stored: stored, prefix: prefix)
    let appearance = try reader.scale("appearance")
    let geometry = try reader.scale("geometry")
    let count = try reader.rowCount(width: appearance.center.count + geometry.center.count)
    let hasGeometry = try reader.flags("has_geometry", count: count)
    self.init(
      try reader.search(split: appearance.center.count, hasGeometry: hasGeometry, on: pool),
      hasGeometry: hasGeometry, owners: try reader.owners(count: count), appearanceScale: appearance,
      geometryScale: geometry,
      coveringRadius: try reader.number("covering_radius", "a distance") { $0 >= 0 })
  }
}
