import Networks
import Tensors
import TestSupport
import Testing

@Suite struct PointEncoderTests {
  private let pool = WorkerPool(threadCount: 2)

  private var configuration: PointEncoderConfiguration {
    var configuration = PointEncoderConfiguration()
    (configuration.memberCount, configuration.pointWidth) = (5, 7)
    (configuration.width, configuration.headCount, configuration.depth) = (8, 2, 2)
    return configuration
  }

  @Test func gradientsAreCentralDifferences() {
    var random = RandomStream(seed: 1)
    var encoder = PointEncoder(configuration, random: &random)
    encoder.forEachParameter { $1 = draw($1.shape, 0.5, &random) }
    let groups = groups(9, samples: TokenSamples(counts: [4, 5]), &random)
    let (output, context) = encoder.forward(groups, on: pool)
    let weights = draw(output.shape, 1, &random)
    var gradient = encoder.zeroed
    encoder.backward(weights, context, addingTo: &gradient, on: pool)
    for parameter in gradient.parameters {
      let direction = draw(parameter.value.shape, 1, &random)
      let loss = { (step: Float) in
        var moved = encoder
        moved.forEachParameter { name, value in
          guard name == parameter.name else { return }
          value = Tensor(
            shape: value.shape, elements: zip(value.elements, direction.elements).map { $0 + step * $1 })
        }
        return dot(moved.forward(groups, on: pool).output, weights)
      }
      // A small step: the maximum over members changes its member now and then.
      let step: Float = 0x1p-12
      let slope = (loss(step) - loss(-step)) / Double(2 * step)
      let expected = dot(parameter.value, direction)
      #expect(abs(slope - expected) < 1e-2 * max(1, abs(expected)), "\(parameter.name)")
    }
  }

  @Test func partsDoNotSeeEachOther() {
    var random = RandomStream(seed: 2)
    let encoder = PointEncoder(configuration, random: &random)
    let both = groups(9, samples: TokenSamples(counts: [4, 5]), &random)
    let first = PointGroups(
      members: Tensor(shape: [20, 6], elements: Array(both.members.elements[..<120])),
      positions: Tensor(shape: [4, 3], elements: Array(both.positions.elements[..<12])))
    let expected = encoder.forward(first, on: pool).output
    let output = encoder.forward(both, on: pool).output
    expectClose(output.rows(at: [0, 1, 2, 3]), expected, within: 1e-6)
  }

  @Test func filesRoundTrip() throws {
    var random = RandomStream(seed: 3)
    let encoder = PointEncoder(configuration, random: &random)
    let tensors = Dictionary(uniqueKeysWithValues: encoder.storedTensors.map { ($0.name, $0.value) })
    let read = try PointEncoder(tensors: tensors, metadata: configuration.metadata, path: "a")
    #expect(read.configuration == configuration)
    #expect(read.parameters == encoder.parameters)
    for name in tensors.keys.sorted() {
      var rest = tensors
      rest[name] = nil
      #expect(
        throws: WeightsError.tensors(path: "a", missing: [name], misshapen: [], unknown: [])
      ) { try PointEncoder(tensors: rest, metadata: configuration.metadata, path: "a") }
    }
  }

  @Test(arguments: [
    ("width", "0"), ("width", "4097"), ("heads", "3"), ("depth", "-1"), ("reach", "nan"), ("reach", "0"),
    ("extent", "inf"), ("group_size", "1e9"), ("architecture", "resnet18"),
  ])
  func wrongSettings(key: String, text: String) {
    var metadata = configuration.metadata
    metadata[key] = text
    #expect {
      try PointEncoder(tensors: [:], metadata: metadata, path: "a")
    } throws: {
      guard case .setting(_, let found, _, _) = $0 as? WeightsError else { return false }
      return found == key
    }
  }

  private func groups(
    _ count: Int, samples: TokenSamples, _ random: inout RandomStream
  ) -> PointGroups {
    PointGroups(
      members: draw([count * 5, 6], 1, &random), positions: draw([count, 3], 1, &random), samples: samples)
  }

  private func draw(_ shape: [Int], _ deviation: Float, _ random: inout RandomStream) -> Tensor {
    Tensor(
      shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() * deviation })
  }

  private func dot(_ first: Tensor, _ second: Tensor) -> Double {
    zip(first.elements, second.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}
