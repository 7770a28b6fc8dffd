import Adaptation
import Tensors
import TestSupport
import Testing

/// The whitening of appearance against PyTorch in double precision; see `Tools/reference/adaptation.py`.
@Suite struct WhiteningTests {
  private let golden: GoldenTensors
  private let pool = WorkerPool(threadCount: 2)

  init() throws { golden = try GoldenTensors("adaptation_whitening") }

  @Test func productsAreThoseOfTheReference() throws {
    let whitening = try fit(on: pool)
    #expect(whitening.count == 6)
    let rows = (0..<3).flatMap { index in
      let whitened = whitening(golden["sample.\(index)"], on: pool)
      return (0..<whitened.rows).map { Array(whitened.row($0)) }
    }
    let expected = golden["products"]
    for (first, row) in rows.enumerated() {
      for (second, other) in rows.enumerated() {
        let product = zip(row, other).reduce(Float(0)) { $0 + $1.0 * $1.1 }
        // Products of six features of variance one are sums of some units; single precision leaves 1e-4 of them.
        #expect(abs(product - expected[first, second]) < 2e-4 * (1 + abs(expected[first, second])))
      }
    }
  }

  @Test func threadsDoNotMatter() throws {
    let results = try [1, 2, 3].map { try fit(on: WorkerPool(threadCount: $0)) }
    #expect(results[0] == results[1] && results[0] == results[2])
  }

  @Test(arguments: [4, 12]) func variancesAreOneInTheMean(count: Int) throws {
    let samples = samples()
    let whitening = try fit(count: count, on: pool)
    #expect(whitening.count == count)
    let rows = samples.flatMap { sample in
      let whitened = whitening(sample.appearance, on: pool)
      return (0..<whitened.rows).map { Array(whitened.row($0)) }
    }
    let variances = (0..<count).map { column in
      rows.reduce(Float(0)) { $0 + $1[column] * $1[column] } / Float(rows.count)
    }
    #expect(abs(variances.reduce(0, +) / Float(count) - 1) < 1e-3)
  }

  @Test func equalPatchesAreWhitenedToZero() throws {
    let sample = SampleFeatures(
      appearance: Tensor(shape: [5, 20], elements: [Float](repeating: 3, count: 100)),
      geometry: Tensor(shape: [5, 2]))
    let whitening = try Whitening(
      appearanceOf: TrainingSamples([sample]), count: 4, random: RandomStream(seed: 1), on: pool)
    #expect(whitening(sample.appearance, on: pool).elements.allSatisfy { $0 == 0 })
  }

  private func samples() -> [SampleFeatures] {
    (0..<3).map { index in
      let rows = golden["sample.\(index)"]
      return SampleFeatures(appearance: rows, geometry: Tensor(shape: [rows.rows, 2]))
    }
  }

  private func fit(count: Int = 6, on pool: WorkerPool) throws -> Whitening {
    try Whitening(
      appearanceOf: TrainingSamples(samples()), count: count, random: RandomStream(seed: 7), on: pool)
  }
}
