/// A window of pixels that slides over an image, row by row and column by column.
public struct ImageWindow: Sendable, Equatable {
  /// The window along the rows, from top to bottom.
  public let vertical: Axis

  /// The window along the columns, from left to right.
  public let horizontal: Axis

  /// A square window.
  ///
  /// - Parameters:
  ///   - size: Its rows and columns.
  ///   - stride: The pixels from one place to the next.
  ///   - padding: The pixels beyond each edge that it may cover.
  public init(size: Int, stride: Int = 1, padding: Int = 0) {
    vertical = Axis(size: size, stride: stride, padding: padding)
    horizontal = vertical
  }

  /// A window with different extents along its axes.
  public init(vertical: Axis, horizontal: Axis) {
    self.vertical = vertical
    self.horizontal = horizontal
  }

  /// The window along one axis.
  public struct Axis: Sendable, Equatable {
    /// The pixels that the window covers.
    public let size: Int

    /// The pixels from one place to the next.
    public let stride: Int

    /// The pixels beyond each edge that the window may cover.
    public let padding: Int

    /// A window along one axis.
    public init(size: Int, stride: Int = 1, padding: Int = 0) {
      precondition(
        size > 0 && stride > 0 && padding >= 0 && padding < size,
        "a window of \(size) with stride \(stride) and padding \(padding)")
      self.size = size
      self.stride = stride
      self.padding = padding
    }

    /// The places of the window along `length` pixels.
    public func places(along length: Int) -> Int {
      length + 2 * padding < size ? 0 : (length + 2 * padding - size) / stride + 1
    }

    /// The pixel under a position of the window at a place; nil beyond the edge.
    func pixel(at place: Int, position: Int, length: Int) -> Int? {
      let pixel = place * stride + position - padding
      return pixel >= 0 && pixel < length ? pixel : nil
    }

    /// The place at which a position of the window covers a pixel; nil when there is none.
    func place(covering pixel: Int, position: Int, places: Int) -> Int? {
      let start = pixel + padding - position
      guard start >= 0, start % stride == 0, start / stride < places else { return nil }
      return start / stride
    }
  }
}
