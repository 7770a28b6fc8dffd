import Tensors

/// A seeded Gaussian projection that keeps distances within some per cent (Johnson & Lindenstrauss 1984).
///
/// With 128 dimensions the standard error of a projected squared distance is `sqrt(2 / 128)`, 12 %.
public struct RandomProjection: Sendable {
  /// The directions, `[inputs, outputs]`, normal with variance `1 / outputs`; nil leaves rows as they are.
  private let directions: Tensor?

  /// The number of features before.
  public let inputCount: Int

  /// The number of features after.
  public let outputCount: Int

  /// Draws a projection.
  ///
  /// - Parameters:
  ///   - inputCount: Features before.
  ///   - outputCount: Features after; rows stay as they are when that would not make them shorter.
  ///   - random: The stream that directions are drawn from.
  public init(inputCount: Int, outputCount: Int, random: RandomStream) {
    precondition(inputCount >= 1 && outputCount >= 1, "a projection from \(inputCount) to \(outputCount)")
    self.inputCount = inputCount
    self.outputCount = min(inputCount, outputCount)
    guard outputCount < inputCount else {
      directions = nil
      return
    }
    var random = random
    let scale = 1 / Float(outputCount).squareRoot()
    let normals = (0..<inputCount * outputCount).map { _ in random.normal() * scale }
    directions = Tensor(shape: [inputCount, outputCount], elements: normals)
  }

  /// Rows per product; fixed, so that results do not depend on the number of threads.
  static let blockRows = 256

  /// Writes the projections of `count` rows over `target`.
  func project(_ rows: UnsafePointer<Float>, count: Int, into target: UnsafeMutablePointer<Float>) {
    guard let directions else {
      target.update(from: rows, count: count * inputCount)
      return
    }
    directions.withUnsafeElements { directions in
      guard let directions = directions.baseAddress else { return }
      MatrixProduct.multiply(
        rows, directions, rows: count, columns: outputCount, depth: inputCount, into: target)
    }
  }

  /// The projections of rows.
  ///
  /// - Parameters:
  ///   - rows: `[rows, inputCount]`.
  ///   - pool: The threads to work on.
  /// - Returns: `[rows, outputCount]`.
  public func projected(_ rows: Tensor, on pool: WorkerPool) -> Tensor {
    precondition(
      rows.shape.count == 2 && rows.shape[1] == inputCount,
      "cannot project shape \(rows.shape) from \(inputCount) features")
    return pool.tensor(shape: [rows.rows, outputCount], blockRows: Self.blockRows) { range, block in
      rows.withUnsafeElements { elements in
        guard let elements = elements.baseAddress, let block = block.baseAddress else { return }
        project(elements + range.lowerBound * inputCount, count: range.count, into: block)
      }
    }
  }
}
