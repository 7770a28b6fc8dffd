import Detection
import PointClouds
import TensorFiles
import Tensors
import Testing

/// Features that were stored and read again fit a detector like fresh ones.
@Suite struct PartDescriptionTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test func storedFeaturesFitTheSameDetector() throws {
    let captures = try (0..<6).map(Self.capture)
    let training = CaptureSource(Array(captures.prefix(4)))
    let validation = CaptureSource(Array(captures.suffix(2)))
    let fresh = try Detector.fit(configuration, training: training, validation: validation, on: pool)
    let fitted = try configuration.showing(training, on: pool)
    let extractor = FeatureExtractor(fitted)
    func stored(_ source: CaptureSource) -> FeatureSource {
      let features = FeatureSource(of: source, by: extractor, on: pool)
      return FeatureSource(count: features.count) { index in
        let bytes = try features.load(index).file.encoded(path: "part")
        return try #require(PartDescription(try SafetensorsFile.decode(bytes, path: "part"), from: extractor))
      }
    }
    let again = try Detector.fit(
      fitted, extractor: extractor, training: stored(training), validation: stored(validation),
      rate: .atLeast(0.01), on: pool)
    #expect(again.configuration == fresh.configuration)
    #expect(again.calibration == fresh.calibration)
    #expect(try again.bank.tensors() == fresh.bank.tensors())
  }

  @Test func featuresThatDoNotFitAreNotRead() throws {
    let extractor = FeatureExtractor(configuration)
    let file = try FeatureSource(of: CaptureSource([Self.capture(1)]), by: extractor, on: pool).load(0).file
    #expect(PartDescription(file, from: extractor) != nil)
    for name in file.tensors.keys {
      var other = file
      other.tensors[name] = nil
      #expect(PartDescription(other, from: extractor) == nil, "\(name) missing")
      other.tensors[name] = Tensor(shape: [3, 2])
      #expect(PartDescription(other, from: extractor) == nil, "\(name) misshapen")
    }
    for name in file.integers.keys {
      var other = file
      other.integers[name] = IntegerTensor(shape: [2], elements: [-1, 7])
      #expect(PartDescription(other, from: extractor) == nil, "\(name) out of range")
    }
  }

  private var configuration: DetectorConfiguration {
    var configuration = DetectorConfiguration()
    configuration.preprocessing.inputSide = 64
    return configuration
  }

  /// A bumpy disc in front of a plane.
  private static func capture(_ index: Int) throws -> Capture {
    var random = RandomStream(seed: UInt64(index))
    let side = 64
    var (image, points): ([Float], [Float]) = ([], [])
    for row in 0..<side {
      for column in 0..<side {
        let isPart = (row - 32) * (row - 32) + (column - 32) * (column - 32) < 400
        let bump = 0.3 + 0.2 * Float((row / 5 + column / 7) % 3) + 0.02 * random.normal()
        image += [bump, bump * 0.8, isPart ? bump : 0.9]
        points += [Float(column) * 1e-3, Float(row) * 1e-3, isPart ? 0.48 - 2e-3 * bump : 0.5]
      }
    }
    return try Capture(
      id: "\(index)", image: Tensor(shape: [side, side, 3], elements: image),
      cloud: OrganizedCloud(xyz: Tensor(shape: [side, side, 3], elements: points)))
  }
}
