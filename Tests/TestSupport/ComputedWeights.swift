import Tensors

/// Weights that are computed from their names, as `Tools/reference/point_transformer_network.py` describes.
public enum ComputedWeights {
  /// `count` numbers uniform in `0..<1`.
  public static func uniform(_ name: String, count: Int) -> [Float] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return (1...max(count, 1)).prefix(count).map { index in
      var mixed = hash &+ UInt64(index) &* 0x9e37_79b9_7f4a_7c15
      mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
      mixed ^= mixed >> 31
      return Float(mixed >> 40) * 0x1p-24
    }
  }

  /// The weight of a name.
  public static func tensor(_ name: String, shape: [Int]) -> Tensor {
    let values = uniform(name, count: shape.reduce(1, *))
    if shape.count > 1 {
      let limit = (3 / Float(shape[1])).squareRoot()
      return Tensor(shape: shape, elements: values.map { (2 * $0 - 1) * limit })
    }
    let isScale = name.hasSuffix(".weight") || name.hasSuffix("running_var")
    return Tensor(shape: shape, elements: values.map { isScale ? 0.5 + $0 : 0.5 * (2 * $0 - 1) })
  }

  /// Groups of points about their centres, and the centres.
  public static func groups(_ count: Int, members: Int) -> (groups: Tensor, centers: Tensor) {
    let points = uniform("groups", count: count * members * 3).map { 0.1 * (2 * $0 - 1) }
    let centers = uniform("centers", count: count * 3).map { 2 * $0 - 1 }
    return (
      Tensor(shape: [count, members, 3], elements: points), Tensor(shape: [count, 3], elements: centers)
    )
  }

  /// The tensors of a point transformer under their published names.
  ///
  /// Those of a small network by default; its heads are 12 wide.
  public static func pointTransformer(
    depth: Int = 3, width: Int = 36, hidden: Int = 50, encoder: [Int] = [10, 20, 30], position: Int = 7
  ) -> [String: Tensor] {
    var shapes: [String: [Int]] = [
      "pos_embed.0.weight": [position, 3], "pos_embed.0.bias": [position],
      "pos_embed.2.weight": [width, position], "pos_embed.2.bias": [width],
      "norm.weight": [width], "norm.bias": [width],
    ]
    let layers = [
      ("first_conv", 3, encoder[0], encoder[1]), ("second_conv", 2 * encoder[1], encoder[2], width),
    ]
    for (name, inputs, middle, outputs) in layers {
      shapes["encoder.\(name).0.weight"] = [middle, inputs, 1]
      shapes["encoder.\(name).3.weight"] = [outputs, middle, 1]
      shapes["encoder.\(name).3.bias"] = [outputs]
      for part in ["0.bias", "1.weight", "1.bias", "1.running_mean", "1.running_var"] {
        shapes["encoder.\(name).\(part)"] = [middle]
      }
    }
    for block in 0..<depth {
      let name = "blocks.blocks.\(block)"
      for part in [
        "norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias", "attn.proj.bias", "mlp.fc2.bias",
      ] {
        shapes["\(name).\(part)"] = [width]
      }
      shapes["\(name).attn.qkv.weight"] = [3 * width, width]
      shapes["\(name).attn.proj.weight"] = [width, width]
      shapes["\(name).mlp.fc1.weight"] = [hidden, width]
      shapes["\(name).mlp.fc1.bias"] = [hidden]
      shapes["\(name).mlp.fc2.weight"] = [width, hidden]
    }
    let named = shapes.map { ("MAE_encoder." + $0, tensor("MAE_encoder." + $0, shape: $1)) }
    return Dictionary(uniqueKeysWithValues: named)
  }
}
