import Evaluation
import Foundation
import TensorFiles
import Tensors
import TestSupport
import Testing

/// Figures that `Tools/reference/metrics.py` got from scikit-learn and from definitions of its own.
@Suite("Reference figures")
struct ReferenceTests {
  private let fixture: SafetensorsFile
  private let expected: [String: [String: Double]]
  private let pool = WorkerPool(threadCount: 2)

  init() throws {
    let path = try #require(Bundle.module.resourcePath) + "/Fixtures/metrics.safetensors"
    fixture = try SafetensorsFile.read(path)
    let json = try #require(fixture.metadata["expected"])
    expected = try JSONDecoder().decode([String: [String: Double]].self, from: Data(json.utf8))
  }

  @Test("Image AUROC and F1-max are scikit-learn's", arguments: ["few", "tied", "fine"])
  func images(name: String) throws {
    let good = try #require(fixture.tensors["\(name).good"]).elements
    let defective = try #require(fixture.tensors["\(name).defective"]).elements
    let curve = OperatingCurve(good: good, defective: defective)
    try expectEqual(curve.areaUnderROC, expected[name]?["i_auroc"])
    try expectEqual(curve.largestF1, expected[name]?["i_f1_max"])
  }

  @Test("Pixel figures are scikit-learn's or the definition's", arguments: ["coarse", "smooth", "large"])
  func pixels(name: String) throws {
    let metrics = try metrics(name)
    let row = try #require(metrics.rows["row"])
    for metric in Metric.allCases where metric != .imageAUROC && metric != .imageF1Max {
      try expectEqual(row[metric], expected[name]?[metric.rawValue])
    }
    try expectEqual(metrics.supplement["row"]?.pixelF1Max, expected[name]?["p_f1_max"])
  }

  /// Looser, because a score that another rounding of the resizing moves by one bit may change its rank.
  @Test("The papers' figures are those of their definition", arguments: ["coarse", "smooth", "large"])
  func literature(name: String) throws {
    let literature = try #require(metrics(name).supplement["row"]?.literature)
    for metric in Metric.allCases where metric != .imageAUROC && metric != .imageF1Max {
      try expectEqual(literature[metric], expected["\(name).literature"]?[metric.rawValue], within: 1e-4)
    }
  }

  /// PyTorch computes the weights in single precision, here they are in double.
  @Test("Maps come to the papers' size as PyTorch brings them", arguments: ["coarse", "smooth", "large"])
  func resizing(name: String) throws {
    let maps = try #require(fixture.tensors["\(name).maps"])
    let small = LiteratureProtocol.resized(image(1, of: maps))
    let lines = stride(from: 0, to: LiteratureProtocol.side, by: 16).map { $0 }
    expectClose(small.rows(at: lines), try #require(fixture.tensors["\(name).small"]), within: 5e-6)
  }

  private func metrics(_ name: String) throws -> CategoryMetrics {
    let maps = try #require(fixture.tensors["\(name).maps"])
    let masks = try #require(fixture.integers["\(name).masks"])
    var evaluation = CategoryEvaluation(
      rows: ["row"], options: EvaluationOptions(includesLiteratureProtocol: true))
    for index in 0..<maps.rows {
      let pixels = masks.elements[index * maps.rowCount..<(index + 1) * maps.rowCount]
      let mask = DefectMask(height: maps.shape[1], width: maps.shape[2], isDefect: pixels.map { $0 > 0 })
      let truth: GroundTruth = index == 0 ? .good : .defective(type: "any", mask: mask)
      try evaluation.add(EvaluatedSample(id: "\(index)", truth: truth, map: image(index, of: maps)), on: pool)
    }
    return evaluation.metrics(on: pool)
  }

  private func image(_ index: Int, of maps: Tensor) -> Tensor {
    maps.rows(at: [index]).reshaped(to: [maps.shape[1], maps.shape[2]])
  }

  private func expectEqual(
    _ actual: Double?, _ expected: Double?, within tolerance: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let actual = try #require(actual, sourceLocation: sourceLocation)
    let expected = try #require(expected, sourceLocation: sourceLocation)
    #expect(
      abs(actual - expected) <= tolerance, "\(actual) against \(expected)", sourceLocation: sourceLocation)
  }
}
