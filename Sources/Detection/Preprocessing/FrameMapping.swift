import PointClouds

/// How the pixels of a frame of any size and the pixels of the square view correspond.
///
/// A rectangle of the frame (all of it, or the region of interest of a product) is scaled with its aspect kept and
/// centred on a square of `side` pixels; the rest of the square is padding. Positions are continuous: pixel `i`
/// spans `i..<i + 1`.
public struct FrameMapping: Sendable, Equatable {
  /// The rows of the frame.
  public let height: Int

  /// The columns of the frame.
  public let width: Int

  /// The part of the frame that the view shows, in pixels of the frame.
  public let region: PixelRectangle

  /// Where the region lands on the view.
  public let letterbox: Letterbox

  /// Places a region of a frame on a square.
  ///
  /// - Parameters:
  ///   - height: The rows of the frame.
  ///   - width: The columns of the frame.
  ///   - side: The rows and columns of the square.
  ///   - region: The part of the frame to show; all of it when nil.
  public init(height: Int, width: Int, side: Int, region: PixelRectangle? = nil) {
    let whole = PixelRectangle(x: 0, y: 0, width: width, height: height)
    let shown = region.map { $0.intersection(whole) } ?? whole
    self.height = height
    self.width = width
    self.region = shown
    letterbox = Letterbox(sourceHeight: shown.height, sourceWidth: shown.width, side: side)
  }

  /// The rows and columns of the view.
  public var side: Int { letterbox.side }

  /// View pixels for one frame pixel along the longer side.
  public var scale: Double { Double(side) / Double(max(region.width, region.height)) }

  /// The rows: frame on one side, view on the other.
  var rows: AxisMapping { AxisMapping(source: region.rows, target: letterbox.rows) }

  /// The columns: frame on one side, view on the other.
  var columns: AxisMapping { AxisMapping(source: region.columns, target: letterbox.columns) }
}

/// One axis of a `FrameMapping`.
struct AxisMapping {
  /// The pixels of the frame that are shown.
  let source: Range<Int>

  /// The pixels of the view that show them.
  let target: Range<Int>

  /// Frame pixels for one view pixel.
  var step: Double { Double(source.count) / Double(target.count) }

  /// The position in the frame of a position in the view.
  func framePosition(_ position: Double) -> Double {
    (position - Double(target.lowerBound)) * step + Double(source.lowerBound)
  }

  /// The position in the view of a position in the frame.
  func viewPosition(_ position: Double) -> Double {
    (position - Double(source.lowerBound)) / step + Double(target.lowerBound)
  }
}
