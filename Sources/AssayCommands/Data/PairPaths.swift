import Datasets
import Files
import Foundation

/// The files of one part.
struct PairPaths: Equatable, Sendable {
  /// The name that results carry.
  let id: String

  /// The path of the PNG.
  let rgb: String

  /// The path of the XYZ TIFF.
  let xyz: String

  /// The masks that say which pixels are inspected.
  var masks = InspectionMasks.none

  /// Makes sure that an output does not take the place of an input.
  ///
  /// - Throws: `CommandFailure` with exit code 73 when `output` is one of the files.
  func refuseToReplace(with output: String) throws(CommandFailure) {
    for input in [rgb, xyz] + masks.files where Self.isSameFile(output, input) {
      throw CommandFailure(
        .cannotCreate,
        "\(DisplayPath(output)): would take the place of an input; choose another place for outputs")
    }
  }

  private static func isSameFile(_ first: String, _ second: String) -> Bool {
    let paths = [first, second].map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
    return paths[0] == paths[1]
  }
}
