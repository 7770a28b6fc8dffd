import Foundation
import TestSupport
import Testing

/// What `Tools/install` puts where, from what is built already.
@Suite struct InstallTests {
  /// `Tools/test` builds it; by hand `swift build -c release --product generate-manual` does.
  private static let hasManualGenerator = FileManager.default.isExecutableFile(
    atPath: (AssayTool.path as NSString).deletingLastPathComponent + "/generate-manual")

  @Test(.enabled(if: hasManualGenerator, "generate-manual is not built"))
  func everythingIsInItsPlace() throws {
    let prefix = try TemporaryFolder()
    let status = try Shell.run(
      "'\(SharedData.packageRoot)/Tools/install' --skip-build --prefix '\(prefix.path)' > '\(prefix.file("log"))'"
    )
    #expect(status == 0)
    #expect(try Shell.run("'\(prefix.file("bin/assay"))' --version > /dev/null") == 0)
    for path in [
      "bash-completion/completions/assay", "zsh/site-functions/_assay",
      "fish/vendor_completions.d/assay.fish",
    ] {
      #expect(try Self.text(prefix.file("share/\(path)")).contains("false-alarm-rate"), "\(path)")
    }
    for command in try CommandCatalog.load().command.subcommands ?? [] {
      let page = try Self.text(prefix.file("share/man/man1/assay-\(command.commandName).1"))
      #expect(page.contains(".Dt ASSAY-\(command.commandName.uppercased()) 1\n"))
    }
    // Pages refer to each other by the names that they are installed under.
    #expect(try Self.text(prefix.file("share/man/man1/assay.1")).contains(".Xr assay-fit 1 "))
  }

  @Test(arguments: ["--prefix", "--colour", "--skip-build --prefix /proc/nowhere"])
  func mistakesAreNamed(arguments: String) throws {
    #expect(try Shell.run("'\(SharedData.packageRoot)/Tools/install' \(arguments) 2> /dev/null") == 1)
  }

  private static func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }
}
