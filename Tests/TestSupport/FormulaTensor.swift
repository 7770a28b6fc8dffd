import Tensors

/// Tensors that Swift and Python compute alike from their names, so that large weights need no fixture.
///
/// The rule stands in `Tools/reference/residual_network.py`.
public enum FormulaTensor {
  /// Weights of a network: kernels, statistics of batch normalisation and biases, told apart by name and shape.
  public static func weights(_ name: String, shape: [Int]) -> Tensor {
    let place: (Double) -> Double
    if shape.count == 4 {
      let bound = (6 / Double(shape[1] * shape[2] * shape[3])).squareRoot()
      place = { (2 * $0 - 1) * bound }
    } else if name.hasSuffix("running_var") {
      place = { 0.5 + $0 }
    } else if name.hasSuffix("weight") {
      place = { 0.5 + $0 / 2 }
    } else {
      place = { (2 * $0 - 1) / 10 }
    }
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, elements: uniform(name, count: count).map { Float(place(Double($0))) })
  }

  /// Numbers uniform in `0..<1`: SplitMix64 from the FNV-1a hash of the name.
  public static func uniform(_ name: String, count: Int) -> [Float] {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (0..<count).map { _ in
      state &+= 0x9e37_79b9_7f4a_7c15
      var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      return Float((mixed ^ (mixed >> 31)) >> 40) * 0x1p-24
    }
  }
}
