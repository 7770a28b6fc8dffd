import Tensors

/// One test sample with what each row of the results table says about it.
public struct EvaluatedSample: Sendable {
  /// What one row, such as `fused/frozen`, says about a sample; higher is more anomalous.
  public struct Prediction: Sendable {
    /// The score of the whole sample.
    public var score: Float

    /// The score of each pixel, `[height, width]` at the original size.
    public var map: Tensor

    /// A score and a map.
    public init(score: Float, map: Tensor) {
      self.score = score
      self.map = map
    }
  }

  /// The name of the sample in messages.
  public var id: String

  /// What is known about it.
  public var truth: GroundTruth

  /// The prediction of each row, by the row's name.
  public var predictions: [String: Prediction]

  /// Whether each pixel counts, row-major; all do when nil.
  ///
  /// Pixels that do not count are no part of any pixel figure.
  public var isCounted: [Bool]?

  /// A sample with its predictions.
  public init(
    id: String, truth: GroundTruth, predictions: [String: Prediction], isCounted: [Bool]? = nil
  ) {
    self.id = id
    self.truth = truth
    self.predictions = predictions
    self.isCounted = isCounted
  }
}
