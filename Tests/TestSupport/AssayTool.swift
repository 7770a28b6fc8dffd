import Foundation

/// Runs the built command-line tool as a user would.
public enum AssayTool {
  /// How a run of the tool ended.
  public struct Outcome: Sendable {
    /// The exit code; 128 and the signal's number when it died of one.
    public let status: Int32

    /// Standard output.
    public let output: String

    /// Standard error.
    public let errors: String
  }

  /// The executable beside the running tests.
  public static var path: String {
    (CommandLine.arguments[0] as NSString).deletingLastPathComponent + "/assay"
  }

  /// Runs the tool with some arguments and standard input in a working folder, and waits for it.
  ///
  /// - Throws: What the system says when the tool cannot be started.
  public static func run(_ arguments: [String], input: String = "", in folder: String? = nil) throws
    -> Outcome
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let streams = try TemporaryFolder()
    for name in ["in", "out", "err"] {
      try (name == "in" ? input : "").write(toFile: streams.file(name), atomically: false, encoding: .utf8)
    }
    process.standardInput = FileHandle(forReadingAtPath: streams.file("in"))
    process.standardOutput = FileHandle(forWritingAtPath: streams.file("out"))
    process.standardError = FileHandle(forWritingAtPath: streams.file("err"))
    try process.run()
    process.waitUntilExit()
    let signal: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return Outcome(
      status: signal + process.terminationStatus,
      output: try String(contentsOfFile: streams.file("out"), encoding: .utf8),
      errors: try String(contentsOfFile: streams.file("err"), encoding: .utf8))
  }
}
