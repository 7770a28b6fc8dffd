import Foundation

/// The tool at work: for commands that run until they are told to stop.
public final class RunningTool {
  private let process = Process()
  private let input = Pipe()
  private let streams: TemporaryFolder

  /// Starts the tool; its standard input stays open.
  public init(_ arguments: [String]) throws {
    streams = try TemporaryFolder()
    for name in ["out", "err"] {
      try "".write(toFile: streams.file(name), atomically: false, encoding: .utf8)
    }
    process.executableURL = URL(fileURLWithPath: AssayTool.path)
    process.arguments = arguments
    process.standardInput = input
    process.standardOutput = FileHandle(forWritingAtPath: streams.file("out"))
    process.standardError = FileHandle(forWritingAtPath: streams.file("err"))
    try process.run()
  }

  deinit { if process.isRunning { process.terminate() } }

  /// What it has printed so far.
  public var output: String { (try? String(contentsOfFile: streams.file("out"), encoding: .utf8)) ?? "" }

  /// What it has said on standard error so far.
  public var errors: String { (try? String(contentsOfFile: streams.file("err"), encoding: .utf8)) ?? "" }

  /// Writes to its standard input.
  public func send(_ text: String) {
    input.fileHandleForWriting.write(Data(text.utf8))
  }

  /// Waits until something is true of it; false when that takes more than half a minute.
  public func waits(until isTrue: (RunningTool) -> Bool) -> Bool {
    for _ in 0..<600 {
      if isTrue(self) { return true }
      Thread.sleep(forTimeInterval: 0.05)
    }
    return isTrue(self)
  }

  /// Sends a signal and waits for the end.
  public func stop(with signal: Int32) -> AssayTool.Outcome {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    let died: Int32 = process.terminationReason == .uncaughtSignal ? 128 : 0
    return AssayTool.Outcome(status: died + process.terminationStatus, output: output, errors: errors)
  }
}
