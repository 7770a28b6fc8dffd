import Tensors

/// Separable resampling of images with a triangle filter that widens when shrinking.
///
/// The weights are those of Pillow's `BILINEAR` resize (support 1 input pixel when enlarging, one output
/// pixel when shrinking, renormalised at the borders), in float throughout.
package struct AntialiasedResize {
  private let rows: ResamplingWeights
  private let columns: ResamplingWeights

  /// Prepares the weights of a mapping; output pixels in its padding stay zero.
  package init(_ mapping: FrameMapping) {
    rows = ResamplingWeights(mapping.rows, size: mapping.side)
    columns = ResamplingWeights(mapping.columns, size: mapping.side)
  }

  /// Resamples an image, `[height, width, channels]` to `[side, side, channels]`.
  package func resize(_ image: Tensor, on pool: WorkerPool) -> Tensor {
    let channels = image.shape[2]
    let narrow = columns.resampleColumns(of: image, channels: channels, needing: rows.usedRange, on: pool)
    return rows.resampleRows(of: narrow, from: rows.usedRange.lowerBound, channels: channels, on: pool)
  }

  /// Resamples an image, as `resize`, in whole numbers that are rounded to 8 bits after each pass.
  ///
  /// This is what Pillow does with 8-bit images, byte for byte.
  package func resizeInEightBits(_ image: Tensor, on pool: WorkerPool) -> Tensor {
    let narrow = columns.resampleBytes(
      ByteImage(image), lines: rows.usedRange, along: .columns, on: pool)
    let view = rows.resampleBytes(
      narrow, lines: 0..<narrow.width, along: .rows, from: rows.usedRange.lowerBound, on: pool)
    return view.tensor
  }
}
