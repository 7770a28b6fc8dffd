import Networks
import Tensors
import Testing

/// What a file has to hold, and what is said when it does not.
@Suite struct PointTransformerFileTests {
  private let tensors = PointTransformerTests.small()

  @Test(arguments: ["", "module.", "module.MAE_encoder.", "MAE_encoder."])
  func prefixes(prefix: String) throws {
    var renamed: [String: Tensor] = [:]
    for (name, tensor) in tensors { renamed[prefix + name.dropFirst("MAE_encoder.".count)] = tensor }
    #expect(try load(renamed).architecture.width == 36)
  }

  @Test func decoderIsNotNeeded() throws {
    var tensors = tensors
    for name in [
      "mask_token", "decoder_pos_embed.0.weight", "MAE_decoder.norm.bias", "module.increase_dim.0.bias",
    ] {
      tensors[name] = Tensor(shape: [1])
    }
    tensors["MAE_encoder.encoder.first_conv.1.num_batches_tracked"] = Tensor(shape: [])
    #expect(try load(tensors).architecture.depth == 3)
  }

  @Test func everyWrongTensorIsNamed() {
    var tensors = tensors
    tensors["MAE_encoder.norm.bias"] = nil
    tensors["MAE_encoder.blocks.blocks.1.attn.qkv.weight"] = nil
    tensors["MAE_encoder.pos_embed.2.bias"] = Tensor(shape: [35])
    tensors["cls_token"] = Tensor(shape: [1])
    let expected = WeightsError.tensors(
      path: "a.safetensors",
      missing: ["MAE_encoder.blocks.blocks.1.attn.qkv.weight", "MAE_encoder.norm.bias"],
      misshapen: [
        WeightsError.MisshapenTensor(name: "MAE_encoder.pos_embed.2.bias", expected: [36], found: [35])
      ],
      unknown: ["cls_token"])
    #expect(throws: expected) { try load(tensors) }
    for name in ["qkv.weight", "norm.bias", "pos_embed.2.bias", "expected [36], found [35]", "cls_token"] {
      #expect(expected.description.contains(name))
    }
  }

  @Test func anyMissingTensorIsNamed() {
    for name in tensors.keys.sorted() {
      var rest = tensors
      rest[name] = nil
      #expect { try load(rest) } throws: { ($0 as? WeightsError)?.description.contains(name) ?? false }
    }
  }

  @Test func hostileShapes() {
    for shape in [[], [0], [1 << 40, 0], [3, 0, 7]] {
      for name in tensors.keys.sorted() {
        var changed = tensors
        changed[name] = Tensor(shape: shape)
        #expect(throws: WeightsError.self) { try load(changed) }
      }
    }
    #expect(throws: WeightsError.self) { try load([:]) }
  }

  @Test(arguments: [
    ["heads": "5"], ["heads": "0"], ["heads": "-3"], ["heads": "x"], ["heads": "99999999999999999999"],
    ["heads": "3", "blocks": "3"], ["heads": "3", "blocks": "1,0"], ["heads": "3", "blocks": ""],
    ["heads": "3", "groups": "0"], ["heads": "3", "group_size": "1e3"],
  ])
  func wrongSettings(metadata: [String: String]) {
    #expect {
      try PointTransformer(tensors: tensors, metadata: metadata, path: "a.safetensors")
    } throws: {
      guard case .setting(let path, let key, _, let found) = $0 as? WeightsError else { return false }
      return path == "a.safetensors" && metadata[key] == found
    }
  }

  @Test func settings() throws {
    let metadata = ["heads": "6", "blocks": "0, 2", "groups": "10", "group_size": "4"]
    let architecture = try PointTransformer(tensors: tensors, metadata: metadata, path: "a").architecture
    #expect(architecture.headCount == 6 && architecture.takenBlocks == [0, 2])
    #expect(architecture.groupCount == 10 && architecture.memberCount == 4)
    #expect(architecture.featureCount == 72)
  }

  private func load(_ tensors: [String: Tensor]) throws -> PointTransformer {
    try PointTransformer(tensors: tensors, metadata: ["heads": "3"], path: "a.safetensors")
  }
}
