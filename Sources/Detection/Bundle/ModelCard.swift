import Branches
import Files

/// The `README.md` of a bundle: a model card as model hubs read it, with YAML in front.
struct ModelCard {
  private let bundle: ModelBundle

  /// The card of a bundle.
  init(_ bundle: ModelBundle) {
    self.bundle = bundle
  }

  /// The text of the card.
  var text: String {
    ([frontMatter, opening, intendedUse, training, calibration, limits, howToUse]).joined(separator: "\n\n")
      + "\n"
  }

  private var configuration: DetectorConfiguration { bundle.detector.configuration }
  private var product: String { DisplayPath(bundle.training.category).description }

  /// What hubs sort models by.
  ///
  /// Which licence a model has is for those to say who made it.
  private var frontMatter: String {
    """
    ---
    # Choose a licence before you publish; the data and the weights of the branches may ask for one.
    license: other
    license_name: not-chosen-yet
    library_name: assay
    pipeline_tag: image-segmentation
    tags:
    - anomaly-detection
    - anomaly-segmentation
    - industrial-inspection
    - multimodal
    - point-cloud
    - rgb-d
    ---
    """
  }

  private var opening: String {
    """
    # \(product): surface defects

    A detector of [Assay](https://arxiv.org/abs/2401.03145) \(AssayVersion.current) for the product `\(product)`. From one RGB image and one
    organised point cloud of a part it makes an anomaly map, a score and a verdict.
    """
  }

  private var intendedUse: String {
    """
    ## Intended use

    Inspection of single parts of this product, taken by the camera and under the light that the good parts were taken with. The
    verdict is meant to send parts to a person, or to stop a line that a person looks after.

    Not meant for: other products, cameras or lights; the safety of people; saying what kind of defect a part has.
    """
  }

  private var training: String {
    """
    ## Training data

    \(bundle.training.parts) good parts. The detector has never seen a defect.\(history)

    | | |
    | --- | --- |
    | appearance branch | \(words(for: configuration.appearance)) |
    | geometry branch | \(words(for: configuration.geometry)) |
    | adaptors | \(bundle.detector.calibration.fusion.adapted?.decision.description ?? "none") |
    | memory bank | \(bundle.detector.bank.count) rows |
    | inspected | \(inspected) |
    | seed | \(configuration.seed) |
    """
  }

  private var calibration: String {
    let calibration = bundle.detector.calibration
    guard calibration.parts > 0 else {
      return
        "## Calibration\n\nNone: `assay calibrate` has to set the thresholds before the verdicts mean anything."
    }
    let source =
      switch calibration.source {
      case .validation: "which the detector has not learned from"
      case .crossFit: "each compared with the training parts other than itself"
      }
    return """
      ## Calibration

      On \(calibration.parts) good parts, \(source). A higher score is more anomalous.

      | | |
      | --- | --- |
      | a part fails above | \(calibration.threshold) |
      | it warns above | \(calibration.warnThreshold) |
      | a pixel belongs to a region above | \(calibration.mapThreshold) |
      | good parts that fail | at most \(calibration.falseAlarmRate) of them, in the mean over many calibrations |\(interval)
      """
  }

  /// How far the rate of this one calibration may lie off.
  private var interval: String {
    guard let rate = bundle.detector.calibration.realisedRate else { return "" }
    let percent = Int((rate.confidence * 100).rounded())
    let range = "between \(Self.short(rate.low)) and \(Self.short(rate.high))"
    return "\n| good parts above this very threshold | \(range) of them, with a confidence of \(percent) % |"
  }

  /// At most four digits after the point.
  private static func short(_ rate: Double) -> String { "\((rate * 10_000).rounded() / 10_000)" }

  private var limits: String {
    let coverage = Int((configuration.preprocessing.minimumCoverage * 100).rounded())
    let side = configuration.preprocessing.inputSide
    return """
      ## Limits

      - The rate of false alarms is promised for parts like those of the calibration. After a change of product, camera or light,
        calibrate anew or fit anew.
      - How many defects are found is known only from a test with defective parts: `assay evaluate`.
      - The view has \(side) x \(side) pixels and patches of \(configuration.preprocessing.cellSide); much smaller defects are missed.
      - A part with points on less than \(coverage) % of its pixels gets the verdict `insufficient-depth`.
      """
  }

  private var howToUse: String {
    """
    ## How to use

    ```
    assay score NAME.assay --rgb part.png --xyz part.tiff
    ```

    where `NAME.assay` is this folder. `sha256sum --check SHA256SUMS` checks its files.
    """
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
    guard let mask = configuration.preprocessing.inspected else { return "the whole part" }
    return "\((mask.share * 1000).rounded() / 10) % of frames of \(mask.width) x \(mask.height) pixels"
  }
}
