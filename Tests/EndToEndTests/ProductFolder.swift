import Foundation
import TestSupport
import Testing

/// A fitted model and the data it was fitted on, made once for all end-to-end tests.
enum Product {
  /// The folder that holds `data` and `model.assay`.
  static let folder: Result<TemporaryFolder, any Error> = Result {
    let folder = try TemporaryFolder()
    let outcome = try AssayTool.run([
      "fit", "--data", samples, "--category", category, "--model", folder.file("model.assay"), "--quiet",
    ])
    guard outcome.status == 0 else { throw Failure(message: outcome.errors) }
    return folder
  }

  /// The tiny data set of the repository.
  static var samples: String { SharedData.packageRoot + "/Datasets/samples" }

  /// A category of it.
  static var category: String {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: samples)) ?? []
    return names.sorted().first { !$0.contains(".") } ?? ""
  }

  /// The path of a fitted bundle.
  static func model() throws -> String { try folder.get().file("model.assay") }

  /// The PNG and TIFF of a test part.
  static func pair(_ defect: String, _ index: Int = 0) throws -> (rgb: String, xyz: String) {
    let root = "\(samples)/\(category)/test/\(defect)"
    let names = try FileManager.default.contentsOfDirectory(atPath: root + "/rgb").sorted()
    let stem = (try #require(names.dropFirst(index).first) as NSString).deletingPathExtension
    return ("\(root)/rgb/\(stem).png", "\(root)/xyz/\(stem).tiff")
  }

  struct Failure: Error, CustomStringConvertible {
    let message: String
    var description: String { message }
  }
}
