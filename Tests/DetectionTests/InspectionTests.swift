import Detection
import Foundation
import PointClouds
import Tensors
import TestSupport
import Testing

/// Regions of interest and ignored regions, of a product and of a part.
@Suite struct InspectionTests {
  private let pool = WorkerPool(threadCount: 2)
  private let band = Plate.mask { _, column in (8..<24).contains(column) }

  private func fit(_ mask: PixelMask?) throws -> Detector {
    var configuration = Plate.configuration
    configuration.preprocessing.inspected = mask
    return try Detector.fit(
      configuration, training: Plate().captures(0..<4), validation: Plate().captures(4..<24), on: pool)
  }

  @Test func aMaskOfEverythingChangesNoByte() throws {
    let (plain, masked) = (try fit(nil), try fit(Plate.mask { _, _ in true }))
    #expect(masked.bank == plain.bank)
    #expect(masked.calibration == plain.calibration)
    let capture = try Plate(dent: (20, 30)).capture(99)
    let (first, second) = (try plain.score(capture, on: pool), try masked.score(capture, on: pool))
    #expect(first.maps.fused == second.maps.fused && first.scores == second.scores)
    #expect(first.regions == second.regions)
  }

  @Test func nothingOutsideTheRegionCounts() throws {
    let detector = try fit(band)
    #expect(detector.bank.count <= 4 * 16)  // of 8 x 8 patches a quarter
    let good = try detector.score(Plate().capture(99), on: pool)
    let outside = try detector.score(Plate(dent: (30, 48)).capture(99), on: pool)
    let inside = try detector.score(Plate(dent: (30, 14)).capture(99), on: pool)
    #expect(good.verdict == .pass && outside.verdict == .pass)
    #expect(abs(outside.scores.fused - good.scores.fused) < 0.05 * good.scores.fused)
    #expect(inside.verdict == .fail && inside.scores.fused > 2 * good.scores.fused)
    #expect(try fit(nil).score(Plate(dent: (30, 48)).capture(99), on: pool).verdict == .fail)
    for part in [good, outside, inside] {
      #expect(part.inspected == band)
      for pixel in band.isInspected.indices where !band.isInspected[pixel] {
        #expect(part.maps.fused[flat: pixel] == 0)
      }
    }
  }

  @Test func aPartMayIgnoreAPlaceOfItsOwn() throws {
    let detector = try fit(nil)
    let label = Plate.mask { row, column in !(4..<44).contains(row) || !(0..<34).contains(column) }
    let plate = Plate(dent: (24, 14))
    #expect(try detector.score(plate.capture(96), on: pool).verdict == .fail)
    let part = try detector.score(plate.capture(96, inspected: label), on: pool)
    #expect(part.verdict != .fail && part.inspected == label)
    // What is left is as good as it is on a plate without the dent.
    let good = try detector.score(Plate().capture(96), on: pool)
    #expect(abs(part.scores.fused / good.scores.fused - 1) < 0.01)
    // A second dent beside the label is still seen.
    var captured = try Plate(dent: (50, 50)).capture(96, inspected: label)
    #expect(try detector.score(captured, on: pool).verdict == .fail)
    // Both masks together: the product's band and the part's label.
    captured = try plate.capture(96, inspected: label)
    #expect(try fit(band).score(captured, on: pool).inspected == band.intersection(label))
  }

  @Test func masksOfOtherSizesAreRefusedByName() throws {
    let wide = PixelMask(height: 64, width: 65, isInspected: [Bool](repeating: true, count: 64 * 65))
    #expect(throws: DetectionError.maskMismatch(id: "3", mask: [64, 65], frame: [64, 64])) {
      try Plate().capture(3, inspected: wide)
    }
    #expect(throws: DetectionError.maskMismatch(id: "0", mask: [64, 65], frame: [64, 64])) { try fit(wide) }
  }

  @Test func aMaskOfNothingIsRefused() throws {
    #expect(throws: DetectionError.nothingInspected(id: "0")) { try fit(Plate.mask { _, _ in false }) }
    let detector = try fit(nil)
    #expect(throws: DetectionError.nothingInspected(id: "3")) {
      try detector.score(Plate().capture(3, inspected: Plate.mask { _, _ in false }), on: pool)
    }
  }

  @Test func aBundleKeepsTheMask() throws {
    let folder = try TemporaryFolder()
    let mask = Plate.mask { row, column in (row + column) % 7 != 0 && column < 50 }
    let bundle = ModelBundle(detector: try fit(mask), training: TrainingFacts(category: "plate", parts: 4))
    #expect(bundle.description.format == 6)
    try bundle.write(to: folder.file("plate.assay"))
    let read = try ModelBundle(reading: folder.file("plate.assay"), on: pool)
    #expect(read.detector.configuration.preprocessing.inspected == mask)
    let capture = try Plate(dent: (20, 30)).capture(99)
    #expect(
      try read.detector.score(capture, on: pool).maps.fused
        == bundle.detector.score(capture, on: pool).maps.fused)
  }

  @Test func storedFeaturesKeepTheMask() throws {
    var configuration = Plate.configuration
    configuration.preprocessing.inspected = band
    let extractor = FeatureExtractor(configuration)
    let features = try FeatureSource(of: Plate().captures(0..<4), by: extractor, on: pool)
    let stored = FeatureSource(count: 4) { index in
      try #require(PartDescription(features.load(index).file, from: extractor))
    }
    let fresh = try Detector.fit(
      configuration, extractor: extractor, training: features, validation: features, rate: .atLeast(0.1),
      on: pool)
    let again = try Detector.fit(
      configuration, extractor: extractor, training: stored, validation: stored, rate: .atLeast(0.1), on: pool
    )
    #expect(fresh.calibration == again.calibration && fresh.bank == again.bank)
  }

  @Test func masksSurviveJSON() throws {
    var random = RandomStream(seed: 5)
    for share in [0, 0.01, 0.5, 1] as [Float] {
      let mask = PixelMask(height: 7, width: 11, isInspected: (0..<77).map { _ in random.uniform() < share })
      let data = try JSONEncoder().encode(mask)
      #expect(try JSONDecoder().decode(PixelMask.self, from: data) == mask)
    }
  }

  @Test(arguments: [
    #"{"height":2,"width":2,"runs":"1 2"}"#, #"{"height":2,"width":2,"runs":"1 4"}"#,
    #"{"height":2,"width":2,"runs":"-1 5"}"#, #"{"height":0,"width":2,"runs":""}"#,
    #"{"height":4611686018427387904,"width":4,"runs":"0"}"#, #"{"height":2,"width":2,"runs":"a 4"}"#,
    #"{"height":2,"width":2}"#,
  ]) func masksThatAreNoneAreRefused(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(PixelMask.self, from: Data(json.utf8)) }
  }
}
