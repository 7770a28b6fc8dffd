import Adaptation
import MemoryBank
import TensorFiles
import Tensors

extension AdaptedSpace {
  /// Inputs, whitening, adaptors and banks by name, `inputs.…`, `whitening.…`, `adaptors.…`, `bank.…` and `features.…`.
  ///
  /// - Throws: `MemoryBankError.file` when rows that stay in their file cannot be read.
  func tensors() throws(MemoryBankError) -> [String: Tensor] {
    var tensors = try bank.tensors(prefix: "bank.")
    if let featureBank { tensors.merge(try featureBank.tensors(prefix: "features.")) { $1 } }
    for (name, tensor) in adaptors.tensors { tensors["adaptors.\(name)"] = tensor }
    if !inputs.areOfBank { tensors.merge(inputs.tensors) { $1 } }
    if let whitening {
      tensors["whitening.center"] = whitening.center
      tensors["whitening.directions"] = whitening.directions
    }
    return tensors
  }

  /// Reads what `tensors()` gave.
  ///
  /// - Parameters:
  ///   - tensors: Tensors by name.
  ///   - stored: Tensors that stay in their file.
  ///   - options: The options that the adaptors were trained with.
  ///   - columns: The features that the branches give adaptors.
  ///   - frozen: The frozen bank, whose features and scale adaptors of earlier versions take.
  ///   - pool: The threads to use.
  /// - Throws: `AdaptationError` or `MemoryBankError` that names the tensor that does not fit.
  init(
    tensors: [String: Tensor], stored: [String: StoredTensor], options: AdaptationOptions,
    columns: FeatureColumns, frozen: FusedMemoryBank, on pool: WorkerPool
  ) throws {
    inputs = try AdaptorInputs(tensors: tensors, columns: columns) ?? AdaptorInputs(of: frozen)
    let (wide, geometry) = (inputs.columns.appearance.count, inputs.columns.geometry.count)
    whitening = try Self.whitening(in: tensors, features: wide)
    let shapes = AdaptorPair(
      appearanceFeatures: whitening?.count ?? wide, geometryFeatures: geometry,
      options: options.adaptors, random: RandomStream(seed: 0))
    adaptors = try AdaptorPair(reading: tensors, prefix: "adaptors.", like: shapes)
    bank = try FusedMemoryBank(tensors: tensors, stored: stored, prefix: "bank.", on: pool)
    let hasFeatures = tensors["features.owners"] != nil
    featureBank =
      hasFeatures
      ? try FusedMemoryBank(tensors: tensors, stored: stored, prefix: "features.", on: pool) : nil
    let shared = options.adaptors.sharedFeatures
    try Self.check(bank, "bank.rows", [shared, shared])
    if let featureBank {
      try Self.check(featureBank, "features.rows", [whitening?.count ?? wide, geometry])
    }
  }

  private static func check(
    _ bank: FusedMemoryBank, _ name: String, _ expected: [Int]
  ) throws(AdaptationError) {
    guard [bank.appearanceCount, bank.geometryCount] != expected else { return }
    throw .tensor(
      name: name,
      problem: "expected \(expected[0]) and \(expected[1]) features, found \(bank.appearanceCount) and"
        + " \(bank.geometryCount)")
  }

  private static func whitening(
    in tensors: [String: Tensor], features: Int
  ) throws(AdaptationError) -> Whitening? {
    guard let directions = tensors["whitening.directions"] else { return nil }
    guard directions.shape.count == 2, directions.rows > 0, directions.rowCount == features else {
      throw .tensor(
        name: "whitening.directions",
        problem: "expected rows of \(features) features, found the shape \(directions.shape)")
    }
    guard let center = tensors["whitening.center"], center.shape == [features] else {
      throw .tensor(name: "whitening.center", problem: "expected \(features) features")
    }
    return Whitening(center: center, directions: directions)
  }
}

extension AdaptorInputs {
  /// The scales by name: `inputs.appearance.center`, `inputs.appearance.distance`, and the same of geometry.
  fileprivate var tensors: [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (name, scale) in [("appearance", scales.appearance), ("geometry", scales.geometry)] {
      tensors["inputs.\(name).center"] = Tensor(shape: [scale.center.count], elements: scale.center)
      tensors["inputs.\(name).distance"] = Tensor(shape: [1], elements: [scale.typicalDistance])
    }
    return tensors
  }

  /// Reads what `tensors` gave; nil when there is nothing of it, as in bundles of format 4 and before.
  fileprivate init?(tensors: [String: Tensor], columns: FeatureColumns) throws(AdaptationError) {
    guard tensors.keys.contains(where: { $0.hasPrefix("inputs.") }) else { return nil }
    func scale(_ name: String, _ columns: Range<Int>) throws(AdaptationError) -> FeatureScale {
      let (center, distance) = ("inputs.\(name).center", "inputs.\(name).distance")
      guard let values = tensors[center], values.shape == [columns.count] else {
        throw .tensor(name: center, problem: "expected \(columns.count) features")
      }
      guard let size = tensors[distance], size.shape == [1], size[flat: 0] > 0, size[flat: 0].isFinite else {
        throw .tensor(name: distance, problem: "expected one positive number")
      }
      return FeatureScale(center: values.elements, typicalDistance: size[flat: 0])
    }
    self.init(
      columns: columns,
      scales: ModalityPair(
        appearance: try scale("appearance", columns.appearance),
        geometry: try scale("geometry", columns.geometry)))
  }
}
