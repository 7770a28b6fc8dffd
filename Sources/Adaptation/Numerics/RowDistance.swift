import CKernels
import Networks
import Tensors

/// Distances of single rows.
enum RowDistance {
  /// The squared distance of a row of one matrix and a row of another.
  static func squared(_ first: Tensor, _ row: Int, _ second: Tensor, _ other: Int) -> Float {
    let width = first.rowCount
    var result: Float = 0
    withElements(of: first, second) { first, second in
      result = assay_squared_distance(first + row * width, second + other * width, width)
    }
    return result
  }
}
