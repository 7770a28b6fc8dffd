import Tensors

extension DirectConvolution {
  /// What was packed, one entry for each part of a sum; the whole bias stands in the first.
  package var weights: [ConvolutionWeights] {
    let total = parts.reduce(0) { $0 + $1.positions }
    var first = 0
    return parts.map { part in
      defer { first += part.positions }
      let kernel = kernel(of: part, from: first, of: total)
      let bias = first == 0 ? bias.elements : [Float](repeating: 0, count: outputChannels)
      return ConvolutionWeights(kernel: kernel, bias: bias, stride: part.stride)
    }
  }

  /// A part's kernel, `[outputs, inputs, side, side]`, from the order of windows.
  private func kernel(of part: Geometry, from first: Int, of total: Int) -> Tensor {
    let area = part.side * part.side
    let inputs = part.inputChannels
    let elements = (0..<outputChannels * inputs * area).map { index in
      let (channel, place) = (index / area % inputs, index % area)
      return packed.weight(index / area / inputs, first + place * inputs + channel, positions: total)
    }
    return Tensor(shape: [outputChannels, inputs, part.side, part.side], elements: elements)
  }
}
