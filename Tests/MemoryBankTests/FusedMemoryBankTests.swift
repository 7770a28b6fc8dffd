import MemoryBank
import Tensors
import TestSupport
import Testing

@Suite struct FusedMemoryBankTests {
  let pool = WorkerPool(threadCount: 2)

  @Test(arguments: [("nearest", nil), ("excluded", 3)] as [(String, Int32?)])
  func distancesAreThoseOfNumPy(name: String, owner: Int32?) throws {
    let fixture = try Fixture()
    let bank = try FusedMemoryBank(tensors: fixture.tensors, prefix: "bank.", on: pool)
    let found = try bank.search(
      appearance: fixture["query.appearance"], geometry: fixture["query.geometry"],
      hasGeometry: fixture.flags("query.has_geometry"), excludingOwner: owner, on: pool)
    #expect(relativeError(found.appearance, fixture["\(name).appearance"].elements) < 1e-6)
    #expect(relativeError(found.geometry, fixture["\(name).geometry"].elements) < 1e-6)
    #expect(relativeError(found.fused, fixture["\(name).fused"].elements) < 1e-6)
    #expect(found.appearanceRows == fixture.indices("\(name).appearance.rows"))
    #expect(found.geometryRows == fixture.indices("\(name).geometry.rows"))
    #expect(found.fusedRows == fixture.indices("\(name).fused.rows"))
    for query in 0..<found.count {
      #expect(found.hasGeometry(query) == fixture.flags("query.has_geometry")[query])
    }
  }

  @Test func fullBanksKnowTheirPatches() throws {
    let patches = trainingPatches()
    var options = FusedMemoryBank.Options()
    options.budget = .ratio(1)
    let bank = try build(patches, options)
    #expect(bank.count == patches.count)
    let found = try search(bank, patches)
    #expect(found.appearance.allSatisfy { $0 == 0 })
    #expect(found.fused.allSatisfy { $0 == 0 })
    let new = try search(bank, patches, excluding: 2)
    for patch in 0..<patches.count where patches.owners[patch] == 2 { #expect(new.appearance[patch] > 0) }
    for patch in 0..<patches.count where patches.owners[patch] != 2 { #expect(new.appearance[patch] == 0) }
  }

  @Test func bothModalitiesWeighTheSame() throws {
    let patches = trainingPatches()
    let bank = try build(patches)
    let rows = try bank.rows
    for columns in [0..<21, 21..<26] {
      var total: Float = 0
      for row in 1..<bank.count where bank.hasGeometry[row] && bank.hasGeometry[row - 1] {
        let left = rows.row(row)[(row * 26) + columns.lowerBound..<(row * 26) + columns.upperBound]
        let right = rows.row(0)[columns]
        total += PlainSearch.squaredDistance(left, right).squareRoot() / Float(bank.count)
      }
      #expect(total > 0.3 && total < 2)
    }
  }

  @Test func threadsBatchesAndOrderDoNotMatter() throws {
    let patches = trainingPatches()
    let bank = try build(patches)
    let whole = try search(bank, patches)
    for threads in [1, 3] {
      let pool = WorkerPool(threadCount: threads)
      #expect(try build(patches, on: pool) == bank)
      #expect(try search(bank, patches, on: pool) == whole)
    }
    let backwards = Array((0..<patches.count).reversed())
    #expect(try search(bank, take(backwards, of: patches)).fused == whole.fused.reversed())
    for start in stride(from: 0, to: patches.count, by: 37) {
      let batch = Array(start..<min(start + 37, patches.count))
      #expect(try search(bank, take(batch, of: patches)).fused == batch.map { whole.fused[$0] })
    }
  }

  @Test func banksOfOneModalityHaveItsDistancesOnly() throws {
    let both = trainingPatches()
    let none = Tensor(shape: [both.count, 0])
    let appearance = TrainingPatches(
      appearance: both.appearance, geometry: none, hasGeometry: both.hasGeometry, owners: both.owners)
    let found = try search(try build(appearance), appearance)
    #expect(found.appearanceRows.allSatisfy { $0 >= 0 })
    #expect(found.geometryRows.allSatisfy { $0 == -1 } && found.fusedRows.allSatisfy { $0 == -1 })
    let geometry = TrainingPatches(
      appearance: none, geometry: both.geometry, hasGeometry: both.hasGeometry, owners: both.owners)
    let other = try search(try build(geometry), geometry)
    #expect(other.geometryRows.map { $0 >= 0 } == both.hasGeometry)
    #expect(other.appearanceRows.allSatisfy { $0 == -1 } && other.fused.allSatisfy { $0 == 0 })
  }

  @Test func aBankWithoutTheOthersHasNoDistance() throws {
    let patches = trainingPatches()
    let single = TrainingPatches(
      appearance: patches.appearance, geometry: patches.geometry, hasGeometry: patches.hasGeometry,
      owners: [Int32](repeating: 7, count: patches.count))
    let found = try search(try build(single), single, excluding: 7)
    #expect(found.appearanceRows.allSatisfy { $0 == -1 } && found.appearance.allSatisfy { $0 == 0 })
  }

  @Test func distancesAreFiniteWhateverIsAsked() throws {
    let bank = try build(trainingPatches())
    let values: [Float] = [.nan, .infinity, -.infinity, 1e38, 1e19, -.leastNonzeroMagnitude]
    let patches = TrainingPatches(
      appearance: Tensor(shape: [6, 21], elements: values.flatMap { [Float](repeating: $0, count: 21) }),
      geometry: Tensor(shape: [6, 5], elements: values.flatMap { [Float](repeating: $0, count: 5) }),
      hasGeometry: [Bool](repeating: true, count: 6), owners: [Int32](repeating: 0, count: 6))
    let found = try search(bank, patches)
    for distances in [found.appearance, found.geometry, found.fused] {
      #expect(distances.allSatisfy { $0.isFinite })
      #expect(distances.prefix(4).allSatisfy { $0 > 1e18 })
    }
    #expect(found.fusedRows.allSatisfy { $0 >= 0 })
  }

  @Test func whatCannotBeUsedIsRefused() throws {
    var options = FusedMemoryBank.Options()
    options.budget = .rows(0)
    let patches = trainingPatches()
    #expect(throws: MemoryBankError.badBudget(.rows(0), patches: patches.count)) {
      try build(patches, options)
    }
    var spoiled = patches.appearance
    spoiled[3, 4] = .infinity
    let bad = TrainingPatches(
      appearance: spoiled, geometry: patches.geometry, hasGeometry: patches.hasGeometry,
      owners: patches.owners)
    #expect(throws: MemoryBankError.unusableFeatures(.appearance)) { try build(bad) }
  }

  @Test func estimatesFollowTheBudget() throws {
    var options = FusedMemoryBank.Options()
    options.budget = .rows(1_000)
    let estimate = try BankEstimate(patches: 31_360, features: 711, options: options, threads: 2)
    #expect(estimate.rows == 1_000)
    #expect(estimate.bankBytes == 1_000 * 711 * 5)
    #expect(estimate.buildingSeconds > 0.05 && estimate.buildingSeconds < 5)
    options.budget = .rows(2_000)
    let larger = try BankEstimate(patches: 31_360, features: 711, options: options, threads: 2)
    #expect(larger.buildingSeconds > estimate.buildingSeconds)
    #expect(larger.searchSecondsPerPatch == 2 * estimate.searchSecondsPerPatch)
  }
}

// MARK: - Helpers

extension FusedMemoryBankTests {
  private func trainingPatches() -> TrainingPatches {
    TrainingPatches(
      appearance: Rows.normal([600, 21], seed: 20), geometry: Rows.normal([600, 5], seed: 21),
      hasGeometry: (0..<600).map { $0 % 7 != 3 }, owners: (0..<600).map { Int32($0 / 60) })
  }

  private func build(
    _ patches: TrainingPatches, _ options: FusedMemoryBank.Options = FusedMemoryBank.Options(),
    on pool: WorkerPool? = nil
  ) throws -> FusedMemoryBank {
    try FusedMemoryBank.build(
      from: patches, options: options, random: RandomStream(seed: 22), on: pool ?? self.pool)
  }

  private func search(
    _ bank: FusedMemoryBank, _ patches: TrainingPatches, excluding owner: Int32? = nil,
    on pool: WorkerPool? = nil
  ) throws -> NearestDistances {
    try bank.search(
      appearance: patches.appearance, geometry: patches.geometry, hasGeometry: patches.hasGeometry,
      excludingOwner: owner, on: pool ?? self.pool)
  }

  private func take(_ indices: [Int], of patches: TrainingPatches) -> TrainingPatches {
    TrainingPatches(
      appearance: patches.appearance.rows(at: indices), geometry: patches.geometry.rows(at: indices),
      hasGeometry: indices.map { patches.hasGeometry[$0] }, owners: indices.map { patches.owners[$0] })
  }
}
