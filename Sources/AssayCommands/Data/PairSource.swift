import Datasets
import PointClouds

/// The pairs that a batch names: a folder, a list, or lines on standard input.
struct PairSource {
  private let options: BatchOptions
  private let reading: ReadingOptions

  /// The pairs of some options.
  init(_ options: BatchOptions, reading: ReadingOptions) {
    self.options = options
    self.reading = reading
  }

  /// Calls `body` with each pair as soon as it is known.
  func visit(_ body: (ScorablePair) throws -> Void) throws {
    if let folder = options.data {
      for pair in try samples(of: folder) { try body(pair) }
    } else if let list = options.list {
      for pair in try PairList.read(list) { try body(ScorablePair(pair, unit: reading.unit)) }
    } else {
      try readStandardInput(body)
    }
  }

  private func samples(of folder: String) throws -> [ScorablePair] {
    let dataset = try Dataset.open(
      root: folder, layout: reading.layout, options: reading.datasetOptions(seed: 0))
    return dataset.samples.map { ScorablePair($0, in: dataset) }
  }

  private func readStandardInput(_ body: (ScorablePair) throws -> Void) throws {
    var number = 0
    while let line = readLine() {
      number += 1
      guard line.contains(where: { !$0.isWhitespace }) else { continue }
      try body(pair(line, number: number))
    }
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
