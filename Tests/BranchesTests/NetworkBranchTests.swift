import Branches
import Foundation
import Networks
import Tensors
import TestSupport
import Testing

/// Weights files on their way to a branch.
@Suite struct NetworkBranchTests {
  private let pool = WorkerPool(threadCount: 2)

  @Test func everyNetworkIsRecognisedAndStoredAgainExactly() throws {
    for (content, modality, name) in Self.networks {
      let loaded = try Self.load(content, modality)
      #expect(loaded.reference == NetworkReference(name: name, file: "w.safetensors", sha256: "ab"))
      let stored = Content(tensors: loaded.branch.tensors, metadata: loaded.branch.metadata)
      let again = try Self.load(stored, modality)
      let view = TestView.part()
      #expect(
        again.branch.features(of: view, on: pool) == loaded.branch.features(of: view, on: pool), "\(name)")
      #expect(loaded.measuredSeconds(over: TestView.grid) > 0)
    }
  }

  @Test func theWrongFlagIsNamed() throws {
    for (content, modality, _) in Self.networks {
      let wrong: BranchModality = modality == .appearance ? .geometry : .appearance
      let error = try #require(Self.refusal(content, wrong))
      #expect(error.description.contains("give it with --\(modality.rawValue)"))
      #expect(error.description.hasPrefix("/w.safetensors: expected the weights of a"))
    }
  }

  @Test func missingUnknownAndMisshapenTensorsAreListed() throws {
    for (content, modality, _) in Self.networks {
      var damaged = content
      let names = damaged.tensors.keys.sorted()
      damaged.tensors[names[0]] = nil
      damaged.tensors[names[1]] = Tensor(shape: [1, 2])
      damaged.tensors["surplus"] = Tensor(shape: [3])
      let message = try #require(Self.refusal(damaged, modality)).description
      for part in [names[0], names[1], "surplus", "missing", "of another shape", "unknown", "[1, 2]"] {
        #expect(message.contains(part), "\(part) in \(message)")
      }
    }
  }

  @Test func foreignTensorsAreNoNetwork() throws {
    for modality in BranchModality.allCases {
      let foreign = Content(tensors: ["patch_embed\n": Tensor(shape: [2])], metadata: [:])
      let error = try #require(Self.refusal(foreign, modality))
      #expect(error.description.contains("1 tensor, \"patch_embed\\n\""))
      let empty = try #require(Self.refusal(Content(tensors: [:], metadata: [:]), modality))
      #expect(empty.description.contains("found no tensors"))
    }
  }

  @Test func settingsOfANetworkSurviveCoding() throws {
    let settings = BranchSettings.network(
      NetworkReference(name: "resnet50", file: "a b.safetensors", sha256: "0f"))
    let data = try JSONEncoder().encode(settings)
    #expect(try JSONDecoder().decode(BranchSettings.self, from: data) == settings)
    #expect(settings.name == "resnet50")
  }

  private struct Content {
    var tensors: [String: Tensor]
    var metadata: [String: String]
  }

  private static var networks: [(Content, BranchModality, String)] {
    var random = RandomStream(seed: 2)
    var configuration = PointEncoderConfiguration()
    configuration.memberCount = 9
    let encoder = PointEncoderBranch(network: PointEncoder(configuration, random: &random))
    let shapes = ResidualArchitecture.resnet18.tensorShapes
    return [
      (
        Content(
          tensors: Dictionary(
            uniqueKeysWithValues: shapes.map { ($0, FormulaTensor.weights($0, shape: $1)) }), metadata: [:]),
        .appearance, "resnet18"
      ),
      (
        Content(
          tensors: ComputedWeights.pointTransformer(),
          metadata: ["heads": "3", "groups": "60", "group_size": "13"]), .geometry, "point-mae"
      ),
      (Content(tensors: encoder.tensors, metadata: encoder.metadata), .geometry, "point-encoder"),
    ]
  }

  private static func load(_ content: Content, _ modality: BranchModality) throws(BranchError)
    -> NetworkBranch
  {
    try NetworkBranch(
      tensors: content.tensors, metadata: content.metadata, origin: (file: "w.safetensors", sha256: "ab"),
      modality: modality, path: "/w.safetensors")
  }

  private static func refusal(_ content: Content, _ modality: BranchModality) -> BranchError? {
    do throws(BranchError) {
      _ = try load(content, modality)
      return nil
    } catch {
      return error
    }
  }
}
