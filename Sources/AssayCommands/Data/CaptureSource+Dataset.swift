import Datasets
import Detection

extension CaptureSource {
  /// The parts of a data set, read when they are needed.
  init(_ samples: [DatasetSample], in dataset: Dataset) {
    self.init(count: samples.count) { index in
      try Capture(samples[index], dataset.load(samples[index]))
    }
  }
}

extension Capture {
  /// A part of a data set to learn from or to measure on.
  ///
  /// - Throws: `DatasetError` when its cloud has no valid point, and what pairing throws.
  init(_ sample: DatasetSample, _ pair: SamplePair) throws {
    try pair.requirePoints(from: sample.geometry.path)
    try self.init(id: sample.name, image: pair.rgb, cloud: pair.cloud, inspected: pair.pixelMask)
  }
}
