import Files
import Foundation
import Testing
import Yams

/// The `README.md` of a bundle, as a model hub would read it.
@Suite struct ModelCardTests {
  private static func card() throws -> (front: [String: Any], body: String) {
    let bytes = try InputFile.read("\(try Product.model())/README.md", limit: 1 << 20)
    let parts = String(decoding: bytes, as: UTF8.self).components(separatedBy: "---\n")
    try #require(parts.count > 2 && parts[0].isEmpty)
    let front = try #require(try Yams.load(yaml: parts[1]) as? [String: Any])
    return (front, parts.dropFirst(2).joined(separator: "---\n"))
  }

  @Test func theFrontMatterIsWhatHubsRead() throws {
    let front = try Self.card().front
    #expect(front["library_name"] as? String == "assay")
    #expect(front["pipeline_tag"] as? String == "image-segmentation")
    // A hub takes a licence it does not know only as "other" with a name.
    #expect(front["license"] as? String == "other" && front["license_name"] is String)
    let tags = try #require(front["tags"] as? [String])
    #expect(tags.contains("anomaly-detection") && tags.contains("point-cloud"))
  }

  @Test func theTextSaysWhatTheBundleHolds() throws {
    let body = try Self.card().body
    for title in ["Intended use", "Training data", "Calibration", "Limits", "How to use"] {
      #expect(body.contains("\n## \(title)\n"), "\(title)")
    }
    func object(_ name: String) throws -> [String: Any] {
      let bytes = try InputFile.read("\(try Product.model())/\(name)", limit: 1 << 20)
      return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    }
    let calibration = try object("calibration.json")
    let threshold = try #require(calibration["threshold"] as? Double)
    let parts = try #require(calibration["parts"] as? Int)
    #expect(body.contains("| a part fails above | \(Float(threshold)) |"))
    #expect(body.contains("\nOn \(parts) good parts"))
    let interval =
      /\n\| good parts above this very threshold \| between ([0-9.]+) and ([0-9.]+) of them, with a confidence of 95 % \|\n/
    let ends = try #require(body.firstMatch(of: interval))
    let rate = try #require(
      calibration["falseAlarmRate"] as? Double ?? calibration["false_alarm_rate"] as? Double)
    #expect(try #require(Double(ends.1)) < rate && rate < #require(Double(ends.2)))
    let training = try #require(try object("config.json")["training"] as? [String: Any])
    #expect(body.contains("\n\(try #require(training["parts"] as? Int)) good parts. "))
    #expect(body.contains("`\(Product.category)`"))
  }
}
