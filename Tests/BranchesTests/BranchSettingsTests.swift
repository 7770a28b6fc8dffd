import Branches
import Foundation
import Tensors
import Testing

@Suite struct BranchSettingsTests {
  @Test(arguments: BranchName.allCases)
  func settingsSurviveCoding(name: BranchName) throws {
    let settings = BranchSettings(name)
    let decoded = try JSONDecoder().decode(BranchSettings.self, from: JSONEncoder().encode(settings))
    #expect(decoded == settings)
    let branch = decoded.branch(over: TestView.grid)
    #expect(branch.identifier == name.rawValue)
    let features = branch.features(of: TestView.part(), on: WorkerPool(threadCount: 1))
    #expect(features.values.shape == [TestView.grid.patchCount, branch.featureCount])
  }

  @Test func changedOptionsSurviveCoding() throws {
    var options = ScatteringOptions()
    options.colourSpace = .rgb
    options.meanWeight = 0.1
    let data = try JSONEncoder().encode(BranchSettings.scattering(options))
    let decoded = try JSONDecoder().decode(BranchSettings.self, from: data)
    #expect(decoded == .scattering(options))
  }

  @Test func unknownNamesAreRefusedWithTheKnownOnes() {
    #expect(throws: BranchError.unknownName("fpfh", modality: .appearance)) {
      try BranchSettings(name: "fpfh", modality: .appearance)
    }
    let message = BranchError.unknownName("re\nsnet", modality: .geometry).description
    #expect(
      message == #"there is no geometry branch called re\nsnet; use fpfh, or the path of a .safetensors file"#
    )
  }

  @Test(arguments: [
    #"{"name":"scattering","options":{"fadesBelow":0}}"#, #"{"name":"resnet","options":{}}"#, "{}",
  ])
  func damagedSettingsAreRefused(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(BranchSettings.self, from: Data(json.utf8))
    }
  }
}
