import Files

/// A pair of a batch that could not be scored; the batch goes on.
struct ErrorLine: Encodable, Equatable {
  let error: String
  let exitCode: Int32
  let id: String
  let rgb: String
  let xyz: String

  /// The line of a pair that failed.
  init(_ error: any Error, pair: PairPaths) {
    self.error = "\(error)"
    exitCode = (ExitStatus(describing: error) ?? .internalError).rawValue
    id = pair.id
    rgb = pair.rgb
    xyz = pair.xyz
  }
}
