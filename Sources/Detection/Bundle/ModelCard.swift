/// The `README.md` of a bundle, with the front matter that model hubs read.
struct ModelCard {
  private let bundle: ModelBundle

  /// The card of a bundle.
  init(_ bundle: ModelBundle) {
    self.bundle = bundle
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
      It was fitted on \(bundle.training.parts) good parts and has never seen a defect.

      | | |
      | --- | --- |
      | appearance branch | \(configuration.appearance.name.rawValue) |
      | geometry branch | \(configuration.geometry.name.rawValue) |
      | memory bank | \(bundle.detector.bank.count) rows |
      | threshold | \(calibration.threshold) (warn above \(calibration.warnThreshold)) |
      | false-alarm rate | at most \(calibration.falseAlarmRate), from \(calibration.parts) good parts (\(calibration.source.rawValue)) |
      | seed | \(configuration.seed) |

      Score a pair with `assay score THIS_FOLDER --rgb part.png --xyz part.tiff`; a higher score is more anomalous.
      Check the files with `sha256sum --check SHA256SUMS`.

      """
  }
}
