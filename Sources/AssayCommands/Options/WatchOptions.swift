import ArgumentParser

/// Which folder to watch for pairs, and how.
struct WatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Score pairs as they appear in a folder, NAME.png and NAME.tiff; the model stays loaded.",
      valueName: "folder"), completion: .directory)
  var watch: String?

  @Flag(help: "With --watch: score the pairs that lie there already, too.")
  var existing = false

  @Option(
    help: ArgumentHelp(
      "With --watch: how long a file may stay without its partner, or unreadable, before it is named.",
      valueName: "seconds"))
  var patience: Double = 10

  func validate() throws {
    guard patience >= 0, patience <= 86_400 else {
      throw ValidationError("--patience must lie between 0 and 86400, not \(patience).")
    }
    guard watch != nil || !existing else { throw ValidationError("--existing goes with --watch.") }
  }
}
