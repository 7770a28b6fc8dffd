import Detection
import Tensors
import Testing

/// Calibrating anew on the training parts, which must be those of the fit.
@Suite struct CrossFitTests {
  private let pool = WorkerPool(threadCount: 2)

  /// Parts of one colour look alike in every patch, so only their shape tells which is which.
  @Test(arguments: [SIMD3<Float>(0.6, 0.5, 0.4), .zero])
  func theSamePartsAreRecognisedAndOthersAreNot(color: SIMD3<Float>) throws {
    let plate = Plate(color: color)
    let fitted = try Detector.fit(Plate.configuration, training: plate.captures(0..<8), on: pool)
    var detector = fitted
    try detector.crossCalibrate(on: plate.captures(0..<8), rate: .atLeast(0.01), pool: pool)
    #expect(detector.calibration == fitted.calibration)
    let swapped = CaptureSource(try [7, 1, 2, 3, 4, 5, 6, 0].map { try plate.capture($0) })
    for others in [swapped, try plate.captures(8..<16)] {
      #expect(
        throws: DetectionError.otherTrainingParts(problem: "found other files in its training split")
      ) {
        try detector.crossCalibrate(on: others, rate: .atLeast(0.01), pool: pool)
      }
    }
  }
}
