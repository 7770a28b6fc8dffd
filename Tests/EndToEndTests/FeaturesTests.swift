import TensorFiles
import TestSupport
import Testing

/// `assay features` with branches that need no weights; networks are in `WeightsTests`.
@Suite struct FeaturesTests {
  @Test func whatBanksCompareAndWhatAdaptorsTakeAreApart() throws {
    let pair = try Product.pair("good")
    let folder = try TemporaryFolder()
    let outcome = try AssayTool.run([
      "features", "--rgb", pair.rgb, "--xyz", pair.xyz, "--out", folder.file("f.safetensors"),
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = try SafetensorsFile.read(folder.file("f.safetensors"))
    #expect(
      file.tensors.keys.sorted() == [
        "appearance", "appearance.adaptable", "geometry", "geometry.adaptable", "part", "valid",
      ])
    #expect(file.tensors["appearance"]?.shape == [784, 267])
    #expect(file.tensors["appearance.adaptable"]?.shape == [784, 267])
    #expect(file.tensors["geometry"]?.shape == [784, 72])
    #expect(file.tensors["geometry.adaptable"]?.shape == [784, 40])
  }

  @Test func adaptedFeaturesAreAsWideAsWhatAdaptorsTake() throws {
    let folder = try TemporaryFolder()
    let pair = try Product.pair("good")
    let outcome = try AssayTool.run([
      "features", try Product.model(), "--rgb", pair.rgb, "--xyz", pair.xyz, "--out",
      folder.file("f.safetensors"),
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let file = try SafetensorsFile.read(folder.file("f.safetensors"))
    let taken = try #require(file.tensors["geometry.adaptable"])
    #expect(file.tensors["geometry.adapted"]?.shape == taken.shape)
  }
}
