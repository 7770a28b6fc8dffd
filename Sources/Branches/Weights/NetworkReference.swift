/// Which network a branch runs, and which file its weights came from.
///
/// The weights themselves stand beside the settings: in a weights file, or in a bundle.
public struct NetworkReference: Codable, Sendable, Equatable {
  /// The network, such as `resnet50` or `point-mae`.
  public let name: String

  /// The name of the weights file, without its folder.
  public let file: String

  /// The SHA-256 of the weights file, in hexadecimal.
  public let sha256: String

  /// A reference.
  public init(name: String, file: String, sha256: String) {
    self.name = name
    self.file = file
    self.sha256 = sha256
  }
}
