import Adaptation
import Detection
import Tensors
import TestSupport
import Testing

/// Good parts of a changed product, taken in without the parts of before.
@Suite struct AppendTests {
  private let pool = WorkerPool(threadCount: 2)
  private let old = Plate()
  private let new = Plate(periods: (9, 5), color: [0.3, 0.5, 0.7])

  private func fit(adapted: Bool = false, maximumRows: Int? = nil) throws -> Detector {
    var configuration = Plate.configuration
    if let maximumRows { configuration.bank.maximumRows = maximumRows }
    if adapted {
      var options = AdaptationOptions()
      options.stepCount = 6
      options.batchSize = 2
      options.adaptors.sharedFeatures = 24
      options.compactness.patchMemory = 60
      configuration.adaptation = options
    }
    return try Detector.fit(
      configuration, training: old.captures(0..<8), validation: old.captures(8..<28), on: pool)
  }

  private func failures(_ plate: Plate, _ indices: Range<Int>, _ detector: Detector) throws -> Int {
    try indices.count { try detector.score(plate.capture($0), on: pool).verdict == .fail }
  }

  @Test func theNewKindPassesTheOldStillDoesAndDefectsFail() throws {
    let before = try fit()
    #expect(try failures(new, 200..<220, before) == 20)
    var after = before
    let report = try after.append(
      new.captures(100..<108), validation: new.captures(108..<128), category: "new", on: pool)
    #expect(report.parts == 8 && report.rows[1] > report.rows[0] && report.keptRows == report.rows[0])
    #expect(report.calibration != .kept && report.validationFailures <= 1)
    // One in 21 may fail, on average.
    #expect(try failures(new, 200..<220, after) <= 3)
    #expect(try failures(old, 200..<220, after) <= failures(old, 200..<220, before))
    for plate in [old, new] {
      var dented = plate
      dented.dent = (30, 30)
      #expect(try failures(dented, 300..<306, after) == 6)
    }
  }

  @Test func noGoodPartOfBeforeScoresHigherWhileAllRowsStay() throws {
    let before = try fit()
    var after = before
    _ = try after.append(new.captures(100..<108), category: "new", on: pool)
    for index in 200..<206 {
      let scores = try [before, after].map { try $0.score(old.capture(index), on: pool).scores }
      #expect(scores[1].fused <= scores[0].fused && scores[1].appearance <= scores[0].appearance)
    }
    #expect(after.calibration == before.calibration && after.configuration == before.configuration)
  }

  @Test func withoutEnoughValidationPartsThresholdsStay() throws {
    var detector = try fit()
    let threshold = detector.calibration.threshold
    let report = try detector.append(
      new.captures(100..<104), validation: new.captures(104..<106), category: "new", on: pool)
    #expect(report.calibration == .kept && report.validationParts == 2)
    #expect(detector.calibration.threshold == threshold)
    #expect(throws: DetectionError.self) {
      try detector.append(
        new.captures(110..<112), validation: new.captures(112..<114), rate: 0.05, category: "new", on: pool)
    }
    #expect(throws: DetectionError.tooFewParts(found: 0, needed: 1)) {
      try detector.append(.empty, category: "new", on: pool)
    }
  }

  @Test func thresholdsNeverFall() throws {
    let before = try fit()
    var after = before
    // The same product again: its scores are those of before, or lower.
    let report = try after.append(
      old.captures(100..<108), validation: old.captures(108..<128), category: "again", on: pool)
    #expect([.confirmed, .raised].contains(report.calibration))
    #expect(after.calibration.threshold >= before.calibration.threshold)
    #expect(after.calibration.falseAlarmRate == before.calibration.falseAlarmRate)
  }

  @Test func aFullBankMakesRoom() throws {
    var detector = try fit(maximumRows: 300)
    #expect(detector.bank.count == 300)
    let radius = detector.bank.coveringRadius
    let report = try detector.append(new.captures(100..<108), category: "new", on: pool)
    #expect(detector.bank.count == 300 && report.keptRows < 300 && report.keptRows > 50)
    #expect(detector.bank.coveringRadius > radius)
    #expect(try failures(new, 200..<206, detector) < 6)
  }

  @Test func adaptorsStayAndTheirSpaceGrows() throws {
    let before = try fit(adapted: true)
    var after = before
    _ = try after.append(new.captures(100..<104), category: "new", on: pool)
    let spaces = [try #require(before.adapted), try #require(after.adapted)]
    #expect(spaces[0].adaptors.tensors == spaces[1].adaptors.tensors)
    #expect(spaces[1].bank.count > spaces[0].bank.count)
    #expect(spaces[1].bank.appearanceScale == spaces[0].bank.appearanceScale)
    #expect(Set(spaces[1].bank.owners).isSuperset(of: [8, 9, 10, 11]))
    let banks = try spaces.map { try #require($0.featureBank) }
    #expect(banks[1].count > banks[0].count && Set(banks[1].owners).isSuperset(of: [8, 9, 10, 11]))
  }

  @Test func aBundleRemembersWhatWasAppended() throws {
    let folder = try TemporaryFolder()
    var bundle = ModelBundle(detector: try fit(), training: TrainingFacts(category: "old", parts: 8))
    let report = try bundle.detector.append(new.captures(100..<104), category: "new", on: pool)
    bundle.training = bundle.training.appending(report)
    try bundle.write(to: folder.file("a.assay"))
    var read = try ModelBundle(reading: folder.file("a.assay"), on: pool)
    #expect(read.training.parts == 12 && read.training.appended == [report])
    #expect(read.detector.bank == bundle.detector.bank)
    let card = try String(contentsOfFile: folder.file("a.assay/README.md"), encoding: .utf8)
    #expect(card.contains("4 of `new` (thresholds kept)"))
    // Appending goes on from a stored bundle as from the one in memory.
    let again = try read.detector.append(
      new.captures(104..<106), category: "new", on: WorkerPool(threadCount: 1))
    #expect(try bundle.detector.append(new.captures(104..<106), category: "new", on: pool) == again)
    #expect(read.detector.bank == bundle.detector.bank)
  }
}
