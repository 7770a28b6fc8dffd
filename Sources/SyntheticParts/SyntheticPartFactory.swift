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

  /// The focal length as a share of the image's width; nil when each product has a rig of its own.
  public let focalRatio: Float?

  private let make: @Sendable (SampleRequest, WorkerPool) -> SyntheticSample

  /// Draws a product and its rig.
  ///
  /// - Parameters:
  ///   - family: The family of parts.
  ///   - imageSize: The height and width of all images, in pixels; 32 or more.
  ///   - seed: The seed of the product and of all of its samples.
  ///   - focalRatio: The focal length as a share of the image's width, 1 or more, for layouts that prescribe a
  ///     camera; nil lets each product have a rig of its own. The camera stands where the part fills the same share of
  ///     the image.
  public init(family: PartFamily, imageSize: Int = 256, seed: UInt64 = 0, focalRatio: Float? = nil) {
    precondition(imageSize >= 32, "an image of \(imageSize) pixels is too small to show a part")
    precondition(focalRatio ?? 1 >= 1, "a focal length of \(focalRatio ?? 1) image widths")
    self.family = family
    self.imageSize = imageSize
    self.focalRatio = focalRatio
    let stream = RandomStream(seed: seed).stream(family.rawValue)
    make = Self.maker(family, imageSize, focalRatio, stream)
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
    _ family: PartFamily, _ size: Int, _ focalRatio: Float?, _ stream: RandomStream
  ) -> @Sendable (SampleRequest, WorkerPool) -> SyntheticSample {
    switch family {
    case .biscuit: SampleMaker<BiscuitDesign>(size, focalRatio, stream).sample
    case .bottleCap: SampleMaker<BottleCapDesign>(size, focalRatio, stream).sample
    case .bearing: SampleMaker<BearingDesign>(size, focalRatio, stream).sample
    case .gear: SampleMaker<GearDesign>(size, focalRatio, stream).sample
    case .brakePad: SampleMaker<BrakePadDesign>(size, focalRatio, stream).sample
    case .chocolateBar: SampleMaker<ChocolateBarDesign>(size, focalRatio, stream).sample
    case .soap: SampleMaker<SoapDesign>(size, focalRatio, stream).sample
    case .dowel: SampleMaker<DowelDesign>(size, focalRatio, stream).sample
    case .bracket: SampleMaker<BracketDesign>(size, focalRatio, stream).sample
    case .connector: SampleMaker<ConnectorDesign>(size, focalRatio, stream).sample
    case .tile: SampleMaker<TileDesign>(size, focalRatio, stream).sample
    }
  }
}
