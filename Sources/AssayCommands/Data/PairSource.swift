import Datasets
import Files
import PointClouds

/// The pairs that a batch names: a folder, a list, or lines on standard input.
struct PairSource {
  private let options: BatchOptions
  private let reading: ReadingOptions
  private let console: Console

  /// The pairs of some options; warnings about files that belong to no pair go to the console.
  init(_ options: BatchOptions, reading: ReadingOptions, console: Console) {
    self.options = options
    self.reading = reading
    self.console = console
  }

  /// Calls `body` with each pair as soon as it is known, until all are done or a signal comes.
  func visit(_ body: (ScorablePair) throws -> Void) throws {
    if let folder = options.data {
      for pair in try samples(of: folder) where Interruption.shared.status == nil { try body(pair) }
    } else if let list = options.list {
      for pair in try PairList.read(list) where Interruption.shared.status == nil {
        try body(ScorablePair(pair, unit: reading.unit))
      }
    } else {
      try readStandardInput(body)
    }
  }

  /// The parts of a data set, or the pairs of a folder that is none.
  private func samples(of folder: String) throws -> [ScorablePair] {
    do throws(DatasetError) {
      let dataset = try Dataset.open(
        root: folder, layout: reading.layout, options: reading.datasetOptions(seed: 0))
      return dataset.samples.map { ScorablePair($0, in: dataset) }
    } catch {
      guard error.isAboutLayout, [.automatic, .folder].contains(reading.layout) else { throw error }
      return try pairs(of: folder)
    }
  }

  private func pairs(of folder: String) throws -> [ScorablePair] {
    let found = try PairFolder(scanning: folder)
    if !found.omissions.isEmpty {
      let names = found.omissions.prefix(3).map { DisplayPath($0.path, limit: 60).description }
      console.warning(
        "\(DisplayPath(folder)): not used, for want of a pair: \(names.joined(separator: ", "))"
          + (found.omissions.count > 3 ? " and \(found.omissions.count - 3) more" : ""))
    }
    return found.pairs.map {
      ScorablePair(PairPaths(id: $0.id, rgb: $0.rgb, xyz: $0.xyz, masks: $0.masks), unit: reading.unit)
    }
  }

  private func readStandardInput(_ body: (ScorablePair) throws -> Void) throws {
    var number = 0
    var reader = LineReader()
    while let line = try reader.next() {
      number += 1
      switch line {
      case .text(let text) where text.allSatisfy(\.isWhitespace): continue
      case .text(let text): try body(pair(text, number: number))
      case .tooLong: try body(ScorablePair(broken: Self.tooLong(number)))
      }
    }
  }

  private static func tooLong(_ number: Int) -> CommandFailure {
    CommandFailure(
      .badData, "standard input, line \(number): expected at most \(LineReader.lengthLimit) bytes, found more"
    )
  }

  private func pair(_ line: String, number: Int) -> ScorablePair {
    do throws(CommandFailure) {
      let paths = try PairList.pair(line, relativeTo: "", place: "standard input, line \(number)")
      return ScorablePair(paths, unit: reading.unit)
    } catch {
      return ScorablePair(broken: error)
    }
  }
}

extension DatasetError {
  /// Whether a folder was found, but no data set in it.
  fileprivate var isAboutLayout: Bool {
    switch self {
    case .unrecognisedLayout, .noCategory: true
    default: false
    }
  }
}
