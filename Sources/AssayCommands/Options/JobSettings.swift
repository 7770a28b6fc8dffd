import Branches
import Detection
import Files
import Foundation
import Yams

/// The settings of a job as a file that runs it again: a key for each option, with the value that it has.
struct JobSettings {
  private var pairs: [(Node, Node)] = []

  /// The settings that a call of `assay adapt` comes to.
  ///
  /// - Parameters:
  ///   - command: The options, after the file and defaults.
  ///   - category: The product.
  ///   - folder: The run folder.
  init(of command: AdaptCommand, category: String, folder: String) {
    add("data", Self.absolute(command.data.data))
    add("category", category)
    add("out", Self.absolute(folder))
    if let cache = command.cache { add("cache", Self.absolute(cache)) }
    add("layout", command.data.reading.layout.rawValue)
    add("unit", command.data.reading.unit.rawValue)
    add("checkpoint-every", command.checkpointEvery)
    if let rate = command.rate.falseAlarmRate { add("false-alarm-rate", rate) }
    addDetector(command.detector)
    addAdaptation(command.detector.adaptation)
  }

  /// The text of the file.
  var yaml: String {
    get throws {
      let text = try Yams.serialize(node: Node.mapping(.init(pairs)))
      return "# Every setting of this job. `assay adapt job.yaml --out OTHER` runs it again.\n" + text
    }
  }

  private mutating func addDetector(_ options: DetectorOptions) {
    add("appearance", Self.branch(options.appearance))
    add("geometry", Self.branch(options.geometry))
    add("bank-ratio", options.bankRatio ?? BankOptions().ratio)
    add("bank-rows", options.bankRows ?? BankOptions().maximumRows)
    add("background", options.background.rawValue)
    add("framing", options.framing.rawValue)
    add("resampling", options.resampling.rawValue)
    add("blur", options.blur)
    add("reweighting", options.reweighting)
    add("margin", options.margin)
    add("input-size", options.inputSize)
    add("seed", options.seed)
  }

  private mutating func addAdaptation(_ options: AdaptationArguments) {
    add("steps", options.steps)
    add("batch-size", options.batchSize)
    add("sample-patches", options.samplePatches)
    add("whitened-appearance", options.whitenedAppearance)
    add("learning-rate", options.learningRate)
    add("warmup", options.warmup)
    add("temperature", options.temperature)
    add("compared-patches", options.comparedPatches)
    add("instances", options.instances)
    add("shared-features", options.sharedFeatures)
    add("patch-memory", options.patchMemory)
    for (name, weight) in options.weights { add(name, weight) }
  }

  private mutating func add(_ name: String, _ value: some CustomStringConvertible) {
    // Text is quoted, so that a product named 007 or yes stays what it is.
    let style: Node.Scalar.Style = value is String ? .doubleQuoted : .plain
    pairs.append((Node(name), Node.scalar(.init(value.description, .implicit, style))))
  }

  private static func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// A built-in name as it is, a weights file by its whole path.
  private static func branch(_ word: String) -> String {
    BranchName(rawValue: word) == nil ? absolute(word) : word
  }
}
