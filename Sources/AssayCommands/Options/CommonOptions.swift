import ArgumentParser
import Foundation
import Tensors

/// Options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Threads to use; results do not depend on it.", valueName: "count"))
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Flag(name: .shortAndLong, help: "Print results and errors only.")
  var quiet = false

  @Option(
    help: ArgumentHelp("Options from a YAML file; flags win over it.", valueName: "file.yaml"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?

  func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads must lie between 1 and 1024, not \(threads).")
    }
  }

  /// The console of this command.
  func makeConsole() -> Console { Console(isQuiet: quiet) }

  /// The threads of this command.
  func makePool() -> WorkerPool { WorkerPool(threadCount: threads) }
}
