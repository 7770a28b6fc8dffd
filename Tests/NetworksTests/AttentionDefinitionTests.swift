import Foundation
import Networks
import Tensors
import TestSupport
import Testing

/// Attention and its gradients against their definition in double precision, for heads of every kind of kernel.
@Suite struct AttentionDefinitionTests {
  private let pool = WorkerPool(threadCount: 2)

  /// Features and heads; samples are longer than one block of queries, and one is empty.
  @Test(arguments: [[6, 2], [16, 2], [18, 2], [40, 1], [99, 3]]) func heads(sizes: [Int]) {
    let (features, headCount) = (sizes[0], sizes[1])
    var random = RandomStream(seed: UInt64(features))
    var attention = MultiHeadAttention(features: features, headCount: headCount)
    // Identities: queries, keys and values are the input scaled, and the heads are the output.
    let scales: [Float] = [1.5, 0.8, -1.2]
    for index in 0..<3 * features {
      attention.queriesKeysValues.weight[index, index % features] = scales[index / features]
    }
    for index in 0..<features { attention.projection.weight[index, index] = 1 }
    let samples = TokenSamples(counts: [61, 0, 120])
    let shape = [samples.tokenCount, features]
    let input = Self.draw(shape, &random)
    let outputGradient = Self.draw(shape, &random)
    let (output, context) = attention.forward(input, samples: samples, on: pool)
    var gradient = attention.zeroed
    let inputGradient = attention.backward(outputGradient, context, addingTo: &gradient, on: pool)
    var expected = (output: [Float](), gradient: [Float](repeating: 0, count: input.count))
    expected.output = expected.gradient
    for sample in samples.ranges {
      for head in 0..<headCount {
        let definition = HeadDefinition(
          tokens: sample, columns: head * features / headCount..<(head + 1) * features / headCount,
          scales: scales.map(Double.init))
        definition.add(input, outputGradient, to: &expected.output, &expected.gradient)
      }
    }
    expectClose(output, Tensor(shape: shape, elements: expected.output), within: 2e-6)
    expectClose(inputGradient, Tensor(shape: shape, elements: expected.gradient), within: 3e-6)
  }

  private static func draw(_ shape: [Int], _ random: inout RandomStream) -> Tensor {
    Tensor(shape: shape, elements: (0..<shape.reduce(1, *)).map { _ in random.normal() })
  }
}

/// One head whose queries, keys and values are `scales` times the columns of its input.
private struct HeadDefinition {
  let tokens: Range<Int>
  let columns: Range<Int>
  let scales: [Double]

  /// Adds the output, and the gradient with respect to the input.
  func add(_ input: Tensor, _ outputGradient: Tensor, to output: inout [Float], _ gradient: inout [Float]) {
    func vector(_ tensor: Tensor, _ token: Int) -> [Double] { columns.map { Double(tensor[token, $0]) } }
    func dot(_ first: [Double], _ second: [Double]) -> Double {
      zip(first, second).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let width = input.rowCount
    let factor = scales[0] * scales[1] / Double(columns.count).squareRoot()
    for query in tokens {
      let (own, slope) = (vector(input, query), vector(outputGradient, query))
      let powers = tokens.map { exp(factor * dot(own, vector(input, $0))) }
      let weights = powers.map { $0 / powers.reduce(0, +) }
      let weightGradients = tokens.map { scales[2] * dot(slope, vector(input, $0)) }
      let mean = dot(weights, weightGradients)
      for (position, key) in tokens.enumerated() {
        let other = vector(input, key)
        let score = weights[position] * (weightGradients[position] - mean) * factor
        for (index, column) in columns.enumerated() {
          output[query * width + column] += Float(weights[position] * scales[2] * other[index])
          gradient[query * width + column] += Float(score * other[index])
          gradient[key * width + column] += Float(
            score * own[index] + weights[position] * scales[2] * slope[index])
        }
      }
    }
  }
}
