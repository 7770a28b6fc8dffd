import Tensors

/// The pixels under a sliding window, one row for each place: with them a convolution is a matrix product.
struct ConvolutionColumns: Sendable {
  let window: ImageWindow
  let images: Int
  let height: Int
  let width: Int
  let channels: Int

  /// - Parameters:
  ///   - shape: `[images, height, width, channels]`.
  ///   - window: The sliding window.
  init(of shape: [Int], window: ImageWindow) {
    precondition(shape.count == 4, "images of shape \(shape), not [images, height, width, channels]")
    self.window = window
    (images, height, width, channels) = (shape[0], shape[1], shape[2], shape[3])
  }

  var places: (rows: Int, columns: Int) {
    (window.vertical.places(along: height), window.horizontal.places(along: width))
  }

  /// The length of a row: window rows, window columns, channels.
  var depth: Int { window.vertical.size * window.horizontal.size * channels }

  /// Gathers `[images · rows · columns, depth]`; pixels beyond the edge are 0.
  func gather(_ input: Tensor, on pool: WorkerPool) -> Tensor {
    let places = places
    let shape = [images * places.rows, places.columns, depth]
    let gathered = pool.tensor(shape: shape, blockRows: 1) { range, block in
      withElements(of: input) { input in
        guard let line = range.first, let block = block.baseAddress else { return }
        let image = input + line / places.rows * height * width * channels
        gatherLine(image, row: line % places.rows, columns: places.columns, into: block)
      }
    }
    return gathered.reshaped(to: [images * places.rows * places.columns, depth])
  }

  /// The transpose of `gather`: adds up what all windows hold for each pixel, `[images, height, width, channels]`.
  func scatter(_ columns: Tensor, on pool: WorkerPool) -> Tensor {
    let lines = pool.tensor(shape: [images * height, width * channels], blockRows: 1) { range, block in
      withElements(of: columns) { columns in
        guard let line = range.first, let block = block.baseAddress else { return }
        let image = columns + line / height * places.rows * places.columns * depth
        addLine(image, row: line % height, into: block)
      }
    }
    return lines.reshaped(to: [images, height, width, channels])
  }

  private func gatherLine(
    _ image: UnsafePointer<Float>, row: Int, columns: Int, into line: UnsafeMutablePointer<Float>
  ) {
    forEachPosition { vertical, horizontal, offset in
      guard let y = window.vertical.pixel(at: row, position: vertical, length: height) else { return }
      for column in 0..<columns {
        guard let x = window.horizontal.pixel(at: column, position: horizontal, length: width) else {
          continue
        }
        (line + column * depth + offset).update(from: image + (y * width + x) * channels, count: channels)
      }
    }
  }

  private func addLine(
    _ columns: UnsafePointer<Float>, row: Int, into line: UnsafeMutablePointer<Float>
  ) {
    let places = places
    forEachPosition { vertical, horizontal, offset in
      guard let y = window.vertical.place(covering: row, position: vertical, places: places.rows)
      else { return }
      for column in 0..<width {
        guard
          let x = window.horizontal.place(covering: column, position: horizontal, places: places.columns)
        else { continue }
        add(
          columns + (y * places.columns + x) * depth + offset, to: line + column * channels, count: channels)
      }
    }
  }

  /// Calls `body` with each position in the window and where its channels lie in a row.
  private func forEachPosition(_ body: (_ vertical: Int, _ horizontal: Int, _ offset: Int) -> Void) {
    for vertical in 0..<window.vertical.size {
      for horizontal in 0..<window.horizontal.size {
        body(vertical, horizontal, (vertical * window.horizontal.size + horizontal) * channels)
      }
    }
  }
}
