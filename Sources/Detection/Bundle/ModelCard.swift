import Branches
import Files

/// The `README.md` of a bundle, with the front matter that model hubs read.
struct ModelCard {
  private let bundle: ModelBundle

  /// The card of a bundle.
  init(_ bundle: ModelBundle) {
    self.bundle = bundle
  }

  /// The name of a branch, and where its weights came from.
  private func words(for settings: BranchSettings) -> String {
    guard let network = settings.network else { return settings.name }
    let checksum = "SHA-256 `\(DisplayPath(network.sha256))`"
    return "\(network.name), weights of `\(DisplayPath(network.file))` (\(checksum))"
  }

  /// What was appended after the fit.
  private var history: String {
    guard let appended = bundle.training.appended, !appended.isEmpty else { return "" }
    let steps = appended.map { "\($0.parts) of `\(DisplayPath($0.category))` (\($0.calibration.words))" }
    return " Of these, appended after the fit: " + steps.joined(separator: ", ") + "."
  }

  /// How much of the frame is inspected.
  private var inspected: String {
    guard let mask = bundle.detector.configuration.preprocessing.inspected else { return "the whole part" }
    return "\((mask.share * 1000).rounded() / 10) % of frames of \(mask.width) x \(mask.height) pixels"
  }

  /// The text of the card.
  var text: String {
    let configuration = bundle.detector.configuration
    let calibration = bundle.detector.calibration
    return """
      ---
      library_name: assay
      tags:
      - anomaly-detection
      - point-cloud
      ---
      # \(bundle.training.category)

      Finds surface defects of `\(bundle.training.category)` from one RGB image and one organised point cloud of a part.
      It was fitted on \(bundle.training.parts) good parts and has never seen a defect.\(history)

      | | |
      | --- | --- |
      | appearance branch | \(words(for: configuration.appearance)) |
      | geometry branch | \(words(for: configuration.geometry)) |
      | memory bank | \(bundle.detector.bank.count) rows |
      | adaptors | \(calibration.fusion.adapted?.decision.description ?? "none") |
      | threshold | \(calibration.threshold) (warn above \(calibration.warnThreshold)) |
      | false-alarm rate | at most \(calibration.falseAlarmRate), from \(calibration.parts) good parts (\(calibration.source.rawValue)) |
      | inspected | \(inspected) |
      | seed | \(configuration.seed) |

      Score a pair with `assay score THIS_FOLDER --rgb part.png --xyz part.tiff`; a higher score is more anomalous.
      Check the files with `sha256sum --check SHA256SUMS`.

      """
  }
}
