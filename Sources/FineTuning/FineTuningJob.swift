import Branches
import Detection
import Files
import Tensors

/// A job that fine-tunes the adaptors of one product and ends with a bundle, in a folder of its own.
///
/// The bundle has the same bytes as that of `Detector.fit` with the same settings: both go through the same function. All
/// that took long is kept in the folder, whole at every moment, so the job may be killed at any time; going on gives the
/// same bytes as an uninterrupted run, for any number of threads.
public struct FineTuningJob: Sendable {
  /// The product.
  public var category: String

  /// Every setting of the detector; `adaptation` is not nil.
  public var configuration: DetectorConfiguration

  /// The networks that the settings refer to.
  public var networks = NetworkBranches()

  /// The false-alarm rate to promise.
  public var rate = FalseAlarmRate.atLeast(0.01)

  /// The good parts to train on.
  public var training: GoodParts

  /// The good parts to judge and to calibrate on.
  public var validation: GoodParts

  /// The unit of XYZ files; it is compared when the job goes on.
  public var unit = "m"

  /// The run folder.
  public var folder: JobFolder

  /// The folder of cached features; one inside the run folder when nil.
  public var cache: String?

  /// The settings as a file that runs the job again; it is kept in the folder as `job.yaml`.
  public var settings = ""

  /// Steps from one stored state to the next.
  public var checkpointInterval = 20

  /// The machine that this process runs on.
  public var machine: JobMachine

  /// A job.
  ///
  /// - Parameters:
  ///   - category: The product.
  ///   - configuration: Every setting of the detector, with `adaptation`.
  ///   - training: The good parts to train on.
  ///   - validation: The good parts to judge and to calibrate on.
  ///   - folder: The run folder.
  ///   - machine: The machine that this process runs on.
  public init(
    category: String, configuration: DetectorConfiguration, training: GoodParts, validation: GoodParts,
    folder: JobFolder, machine: JobMachine
  ) {
    precondition(configuration.adaptation != nil, "a fine-tuning job without adaptation")
    self.category = category
    self.configuration = configuration
    self.training = training
    self.validation = validation
    self.folder = folder
    self.machine = machine
  }

  /// What a job ended with.
  public struct Result: Sendable {
    /// The path of the bundle.
    public let model: String

    /// The bundle; nil when the job was finished already.
    public let bundle: ModelBundle?
  }
}
