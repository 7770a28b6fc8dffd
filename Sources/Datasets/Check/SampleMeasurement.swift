/// What a check learns from the files of one part.
struct SampleMeasurement: Sendable {
  /// Something that keeps a part from being read.
  enum Fault: Sendable, Equatable {
    /// A file that cannot be read.
    case unreadable(DatasetError, path: String)

    /// A file that holds something else than expected.
    case wrongType(DatasetError, path: String)

    /// Image and geometry differ in size.
    case pairSize(DatasetError, isTransposed: Bool)

    /// Mask and image differ in size.
    case maskSize(DatasetError)
  }

  /// The part.
  let sample: DatasetSample

  /// What keeps it from being used.
  var faults: [Fault] = []

  /// The size of the image, when its header can be read.
  var size: PixelSize?

  /// The SHA-256 of the decoded image.
  var imageDigest: [UInt8]?

  /// The SHA-256 of the stored coordinates or depths.
  var geometryDigest: [UInt8]?

  /// Whether all pixels of the image have one colour.
  var isConstantImage = false

  /// Measures of the geometry.
  var geometry: GeometryMeasurement?

  /// The share of pixels that the mask marks, 0...1.
  var markedShare: Double?
}
