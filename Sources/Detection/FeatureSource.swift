import Tensors

/// The features of good parts, each made or read when it is needed.
public typealias FeatureSource = PartSource<PartDescription>

extension PartSource<PartDescription> {
  /// The features of captures, computed anew each time.
  ///
  /// - Parameters:
  ///   - captures: The parts.
  ///   - extractor: Describes them.
  ///   - pool: The threads to use.
  public init(of captures: CaptureSource, by extractor: FeatureExtractor, on pool: WorkerPool) {
    self.init(count: captures.count) { index in
      PartDescription(try extractor.describe(captures.load(index), on: pool))
    }
  }
}
