/// A file or folder under the root of a data set that no sample uses.
public struct DatasetOmission: Sendable, Equatable {
  /// Why it is not used.
  public enum Reason: String, CaseIterable, Sendable {
    /// An image without a cloud or depth file of the same name.
    case withoutGeometry

    /// A cloud or depth file without an image of the same name.
    case withoutImage

    /// A mask of a part that does not exist.
    case maskWithoutPart

    /// A depth file without the YAML file that names its range.
    case withoutDepthRange

    /// A test part of which nothing tells whether it is good.
    case unlabelled

    /// Another file of the same name with another ending was taken.
    case sameName

    /// Another name in the same folder differs in upper and lower case only.
    case caseTwin

    /// A link that leads out of the root folder.
    case outsideRoot

    /// A link that leads back to a folder it lies in.
    case linkLoop

    /// A link that leads nowhere.
    case brokenLink

    /// A folder that may not be read.
    case unreadable

    /// A name that is not UTF-8 or a pipe, socket or device.
    case notAFile

    /// A folder deeper than any layout goes.
    case tooDeep

    /// A folder that is not part of the layout.
    case unknownFolder

    /// A file that is not part of the layout.
    case unknownFile
  }

  /// The path, relative to the root of the data set.
  public let path: String

  /// Why it is not used.
  public let reason: Reason

  /// Describes an unused file or folder.
  ///
  /// - Parameters:
  ///   - path: The path, relative to the root.
  ///   - reason: Why it is not used.
  public init(path: String, reason: Reason) {
    self.path = path
    self.reason = reason
  }
}
