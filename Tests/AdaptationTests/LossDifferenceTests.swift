import Adaptation
import Networks
import Tensors
import Testing

/// Gradients against differences of the loss, along random directions.
@Suite struct LossDifferenceTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test func consistency() {
    var random = RandomStream(seed: 21)
    let (first, second) = (Self.draw([15, 6], &random), Self.draw([15, 6], &random))
    func loss(_ first: Tensor, _ second: Tensor) -> ContrastiveLoss {
      ContrastiveLoss(
        BorrowedRows(first, on: pool), BorrowedRows(second, on: pool), temperature: 0.5, on: pool)
    }
    let (forFirst, forSecond) = (loss(first, second).firstGradient, loss(first, second).secondGradient)
    check(forFirst.tensor, at: first, &random) { loss($0, second).value }
    check(forSecond.tensor, at: second, &random) { loss(first, $0).value }
  }

  @Test func compactness() {
    var random = RandomStream(seed: 22)
    let features = Self.draw([12, 4], &random)
    let memory = FeatureMemory(
      rows: Self.draw([9, 4], &random), owners: (0..<9).map { Int32($0 % 3) }, next: 0)
    let samples = TokenSamples(counts: [5, 7])
    func loss(_ features: Tensor) -> CompactnessLoss {
      CompactnessLoss(
        of: features, samples: samples, owners: [0, 7], memory: memory, cap: 2, on: pool)
    }
    check(loss(features).gradient, at: features, &random) { loss($0).value }
  }

  @Test func instances() {
    var random = RandomStream(seed: 23)
    let patches = Self.draw([30, 5], &random)
    let clusters = InstanceClusters(
      of: [patches], samples: TokenSamples(counts: [18, 12]), count: 3, rounds: 20, random: random, on: pool)
    let means = clusters.means(of: patches)
    #expect(clusters.samples.tokenCount == means.rows && means.rows == 6)
    let weights = Self.draw(means.shape, &random)
    var gradient = Tensor(shape: patches.shape)
    clusters.backward(weights, addingTo: &gradient)
    check(gradient, at: patches, &random) { Float(Self.dot(clusters.means(of: $0), weights)) }
  }

  /// The five-point rule; single precision leaves three to four digits.
  private func check(
    _ gradient: Tensor, at point: Tensor, _ random: inout RandomStream, _ loss: (Tensor) -> Float
  ) {
    let direction = Self.draw(point.shape, &random)
    func moved(_ step: Float) -> Double {
      let elements = zip(point.elements, direction.elements).map { $0 + step * $1 }
      return Double(loss(Tensor(shape: point.shape, elements: elements)))
    }
    let step: Float = 0x1p-8
    let slope = (8 * (moved(step) - moved(-step)) - moved(2 * step) + moved(-2 * step)) / Double(12 * step)
    let expected = Self.dot(gradient, direction)
    #expect(abs(slope - expected) <= 2e-3 * max(1, abs(slope)), "\(expected), not \(slope)")
  }

  private static func draw(_ shape: [Int], _ stream: inout RandomStream) -> Tensor {
    Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in stream.normal() })
  }

  private static func dot(_ first: Tensor, _ second: Tensor) -> Double {
    zip(first.elements, second.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
