import Tensors

/// Makes samples of one product: a family of parts, a rig and a seed.
///
/// A sample depends on the family, the seed, the image size, the kind of defect and the index alone: the same
/// arguments give the same bytes for any number of threads and any order of calls.
public struct SyntheticPartFactory: Sendable {
  /// The family of the product.
  public let family: PartFamily

  /// The height and width of all images, in pixels.
  public let imageSize: Int

  private let make: @Sendable (SampleRequest, WorkerPool) -> SyntheticSample

  /// Draws a product and its rig.
  ///
  /// - Parameters:
  ///   - family: The family of parts.
  ///   - imageSize: The height and width of all images, in pixels; 32 or more.
  ///   - seed: The seed of the product and of all of its samples.
  public init(family: PartFamily, imageSize: Int = 256, seed: UInt64 = 0) {
    precondition(imageSize >= 32, "an image of \(imageSize) pixels is too small to show a part")
    self.family = family
    self.imageSize = imageSize
    let stream = RandomStream(seed: seed).stream(family.rawValue)
    make = Self.maker(family, imageSize, stream)
  }

  /// A good part.
  ///
  /// - Parameters:
  ///   - index: Which one; any number.
  ///   - withLightings: Whether to add the six photographs under separate lights.
  ///   - pool: The threads to render on; the result does not depend on it.
  /// - Returns: The sample.
  public func good(
    index: Int, withLightings: Bool = false, on pool: WorkerPool = WorkerPool(threadCount: 1)
  ) -> SyntheticSample {
    make(SampleRequest(kind: nil, index: index, severity: 0, withLightings: withLightings), pool)
  }

  /// A part with one defect.
  ///
  /// - Parameters:
  ///   - kind: The kind of defect.
  ///   - index: Which one; any number. Parts of the same index differ between kinds.
  ///   - severity: From 0, barely visible, to 1, obvious.
  ///   - withLightings: Whether to add the six photographs under separate lights.
  ///   - pool: The threads to render on; the result does not depend on it.
  /// - Returns: The sample.
  public func defective(
    kind: DefectKind, index: Int, severity: Float, withLightings: Bool = false,
    on pool: WorkerPool = WorkerPool(threadCount: 1)
  ) -> SyntheticSample {
    let severity = severity.isFinite ? clamp(severity, 0, 1) : 0.5
    return make(
      SampleRequest(kind: kind, index: index, severity: severity, withLightings: withLightings), pool)
  }

  /// The same part as `defective` shows, in the same pose and light and with the same noise, before the damage.
  public func undamaged(
    kind: DefectKind, index: Int, on pool: WorkerPool = WorkerPool(threadCount: 1)
  ) -> SyntheticSample {
    make(SampleRequest(kind: kind, index: index, severity: 0, withLightings: false, isUndamaged: true), pool)
  }

  /// The renderer of a family: one closure each, so that the tracer is compiled for each shape.
  private static func maker(
    _ family: PartFamily, _ size: Int, _ stream: RandomStream
  ) -> @Sendable (SampleRequest, WorkerPool) -> SyntheticSample {
    switch family {
    case .biscuit: SampleMaker<BiscuitDesign>(size, stream).sample
    case .bottleCap: SampleMaker<BottleCapDesign>(size, stream).sample
    case .bearing: SampleMaker<BearingDesign>(size, stream).sample
    case .gear: SampleMaker<GearDesign>(size, stream).sample
    case .brakePad: SampleMaker<BrakePadDesign>(size, stream).sample
    case .chocolateBar: SampleMaker<ChocolateBarDesign>(size, stream).sample
    case .soap: SampleMaker<SoapDesign>(size, stream).sample
    case .dowel: SampleMaker<DowelDesign>(size, stream).sample
    case .bracket: SampleMaker<BracketDesign>(size, stream).sample
    case .connector: SampleMaker<ConnectorDesign>(size, stream).sample
    case .tile: SampleMaker<TileDesign>(size, stream).sample
    }
  }
}
