import Tensors

/// The part in a frame: which pixels belong to it, and what it lies on.
public struct Foreground: Sendable, Equatable {
  /// Whether a pixel belongs to the part, row-major; pixels inside its outline without a point do too.
  public let mask: [Bool]

  /// The plane that the part lies on; nil when none was found, and then every valid point is the part's.
  public let background: BackgroundPlane?

  /// How the part is told from the background.
  ///
  /// Lengths are metres and suit parts of some centimetres.
  public struct Options: Sendable, Equatable {
    /// How the background plane is searched for.
    public var background = BackgroundPlane.Options()

    /// The height above the plane from which a point is the part's, in metres.
    public var leastHeight: Float = 0.005

    /// Another height at which a point is the part's, in multiples of the background's noise.
    ///
    /// The lower of this and `leastHeight` counts, so that flat parts are seen where the sensor allows it;
    /// infinite: only `leastHeight`.
    public var leastHeightInNoise: Float = .infinity

    /// How far apart two points near each other in the grid may be to be connected, in metres.
    public var linkDistance: Float = 0.006

    /// How far apart in the grid two points may be to be connected, in pixels, so that lines of missing points
    /// do not cut a part in two.
    public var linkPixels = 2

    /// The size, as a share of the largest connected piece, from which other pieces belong to the part too;
    /// 1 keeps the largest alone.
    public var leastShare: Float = 0.05

    /// Whether pixels enclosed by the part belong to it: through holes, missing points.
    public var fillsHoles = true

    /// The pixels by which the mask grows in the end.
    public var dilation = 0

    /// Whether a frame without a background keeps only its largest pieces.
    public var connectsWithoutBackground = false

    /// The usual values.
    public init() {}

    /// The usual values for parts `scale` times as large as the usual ones, or for clouds in another unit.
    public static func scaled(by scale: Float) -> Options {
      var options = Options()
      options.background.inlierDistance *= scale
      options.leastHeight *= scale
      options.linkDistance *= scale
      return options
    }
  }

  /// Finds the part in a frame.
  ///
  /// Points higher above the background plane than a threshold, the large connected pieces of them, and the
  /// holes inside. When nothing stands out from the plane (a flat part that fills the frame, or no part), every
  /// valid point is the part's and `background` is nil.
  ///
  /// - Parameters:
  ///   - cloud: The frame.
  ///   - options: How to tell part from background.
  public init(of cloud: OrganizedCloud, options: Options = Options()) {
    if let background = BackgroundPlane.detect(in: cloud, options: options.background) {
      let raised = Self.pointsAbove(background, in: cloud, options: options)
      let pieces = Self.largePieces(of: raised, in: cloud, options: options)
      if pieces.contains(true) {
        self.background = background
        mask = Self.finished(pieces, in: cloud, options: options)
        return
      }
    }
    background = nil
    let all = cloud.isValid
    let kept =
      options.connectsWithoutBackground ? Self.largePieces(of: all, in: cloud, options: options) : all
    mask = Self.finished(kept, in: cloud, options: options)
  }

  /// The height of each pixel's point above the background, `[height, width]` in metres; 0 without point or plane.
  public func heights(of cloud: OrganizedCloud) -> Tensor {
    guard let plane = background?.plane else { return Tensor(shape: [cloud.height, cloud.width]) }
    let heights = (0..<cloud.pixelCount).map { cloud.point(at: $0).map(plane.height(of:)) ?? 0 }
    return Tensor(shape: [cloud.height, cloud.width], elements: heights)
  }

  private static func pointsAbove(
    _ background: BackgroundPlane, in cloud: OrganizedCloud, options: Options
  ) -> [Bool] {
    let inNoise = background.noise > 0 ? options.leastHeightInNoise * background.noise : .infinity
    let threshold = min(options.leastHeight, inNoise)
    return (0..<cloud.pixelCount).map { pixel in
      cloud.point(at: pixel).map { background.plane.height(of: $0) > threshold } ?? false
    }
  }

  private static func largePieces(
    of mask: [Bool], in cloud: OrganizedCloud, options: Options
  ) -> [Bool] {
    let pieces = GridComponents(
      of: mask, in: cloud, linkDistance: options.linkDistance, linkPixels: options.linkPixels)
    return pieces.mask(leastShare: options.leastShare)
  }

  private static func finished(_ mask: [Bool], in cloud: OrganizedCloud, options: Options) -> [Bool] {
    var mask = GridMask(height: cloud.height, width: cloud.width, isSet: mask)
    if options.fillsHoles { mask.fillHoles() }
    mask.dilate(by: options.dilation)
    return mask.isSet
  }
}
