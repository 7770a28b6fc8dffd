import Foundation
import TensorFiles
import TestSupport
import Testing

/// The reference implementation's own accept and reject cases, attacks, and cases derived from the format.
@Suite struct SafetensorsCorpusTests {
  static let table = SharedData.path("corpora/bad-inputs/safetensors.tsv")

  @Test(.enabled(if: table != nil, "\(SharedData.absence)"))
  func everyCaseIsAnsweredAsListed() throws {
    let rows = try String(contentsOfFile: try #require(Self.table), encoding: .utf8)
      .split(whereSeparator: \.isNewline)
    #expect(rows.count > 40)
    for row in rows.dropFirst() {
      let fields = row.split(separator: "\t").map(String.init)
      let path = try #require(SharedData.path("corpora/bad-inputs/\(fields[0])"))
      let complaint = refusal(of: path)
      switch fields[3] {
      case let rule where rule.hasPrefix("accept"): #expect(complaint == nil, "\(fields[0])")
      case let rule where rule.hasPrefix("either"): break
      default: #expect(complaint != nil, "\(fields[0])")
      }
      expectPrintable(complaint ?? "")
    }
  }

  private func refusal(of path: String) -> String? {
    do throws(TensorFileError) {
      _ = try SafetensorsFile.read(path)
      return nil
    } catch {
      return error.description
    }
  }

  private func expectPrintable(_ message: String) {
    #expect(message.utf8.count < 600)
    #expect(message.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }
}
