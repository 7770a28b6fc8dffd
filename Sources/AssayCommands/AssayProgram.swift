import ArgumentParser
import Foundation

/// The whole command-line tool as a function, so that the executable is one line and tests can call it.
public enum AssayProgram {
  /// Runs one command line.
  ///
  /// - Parameter arguments: The words after the program's name.
  /// - Returns: The exit code of the process.
  public static func run(_ arguments: [String]) -> Int32 {
    StandardStreams.complete()
    Interruption.shared.install()
    do {
      let expanded = try ConfigFile.expand(arguments)
      var command = try AssayCommand.parseAsRoot(expanded)
      try command.run()
      return ExitStatus.success.rawValue
    } catch {
      return report(error)
    }
  }

  /// Says what went wrong and finds the exit code.
  private static func report(_ error: any Error) -> Int32 {
    let console = Console()
    if let status = ExitStatus(describing: error) {
      let words = "\(error)"
      if !words.isEmpty { console.error(words) }
      return status.rawValue
    }
    return reportParsing(error, console: console)
  }

  /// Help and version go to standard output with exit 0, mistakes in the command line to standard error.
  private static func reportParsing(_ error: any Error, console: Console) -> Int32 {
    let code = AssayCommand.exitCode(for: error)
    guard code.isSuccess else {
      console.note(AssayCommand.fullMessage(for: error))
      return code == .validationFailure ? ExitStatus.usage.rawValue : ExitStatus.internalError.rawValue
    }
    do {
      try console.result(AssayCommand.fullMessage(for: error))
      return ExitStatus.success.rawValue
    } catch {
      return ExitStatus.outputLost.rawValue
    }
  }
}
