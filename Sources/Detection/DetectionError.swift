import Files
import MemoryBank

/// Why a part cannot be scored or a detector cannot be fitted, in words for its user.
public enum DetectionError: Error, Equatable, CustomStringConvertible {
  /// Image and cloud do not show the same pixels; sizes are `[height, width]`.
  case sizeMismatch(id: String, image: [Int], cloud: [Int])

  /// The cloud has no valid point at all.
  case noValidPoints(id: String)

  /// Nothing in the capture belongs to a part.
  case noPart(id: String)

  /// A mask of another frame than the part's; sizes are `[height, width]`.
  case maskMismatch(id: String, mask: [Int], frame: [Int])

  /// The masks leave nothing of the part.
  case nothingInspected(id: String)

  /// There are too few good parts to learn from.
  case tooFewParts(found: Int, needed: Int)

  /// The parts do not support the false-alarm rate asked for.
  case tooFewForRate(parts: Int, rate: Double, needed: Int, smallestRate: Double)

  /// The training parts are not those that the bundle was fitted on.
  case otherTrainingParts(problem: String)

  /// Adaptors have learned from the training parts, so these cannot tell what good parts look like to them.
  case adaptorsNeedUnseenParts

  /// A file of a bundle is missing, changed or not understood.
  case bundle(path: String, problem: String)

  /// Rows of the memory bank that stay in their file could not be read.
  case bank(MemoryBankError)

  /// One line: what failed, where, expected against found, what to do.
  public var description: String {
    switch self {
    case .sizeMismatch(let id, let image, let cloud):
      "\(DisplayPath(id)): expected image and cloud of the same size, found \(image[1]) x \(image[0]) pixels"
        + " and \(cloud[1]) x \(cloud[0]) points (width x height)"
        + (image[0] == cloud[1] && image[1] == cloud[0] ? "; one of the two is transposed" : "")
    case .noValidPoints(let id):
      "\(DisplayPath(id)): expected 3-D points, found none that is finite and not (0, 0, 0)"
    case .noPart(let id):
      "\(DisplayPath(id)): expected a part in front of its background, found only background"
    case .maskMismatch(let id, let mask, let frame):
      "\(DisplayPath(id)): expected a part of \(mask[1]) x \(mask[0]) pixels, as the mask of the inspected region has,"
        + " found \(frame[1]) x \(frame[0]) (width x height)"
    case .nothingInspected(let id):
      "\(DisplayPath(id)): expected some of the part inside the inspected region, found none;"
        + " check the masks, and where the part lies in the frame"
    case .tooFewParts(let found, let needed):
      "expected at least \(needed) good parts to learn from, found \(found)"
    case .tooFewForRate(let parts, let rate, let needed, let smallest):
      "a false-alarm rate of \(rate) needs at least \(needed) good parts to calibrate on, found \(parts):"
        + " give more of them, or ask for a rate of \(Self.short(smallest)) or more"
    case .otherTrainingParts(let problem):
      "expected the good parts that the model was fitted on, \(problem): calibrate on the data set of the fit, or"
        + " give good parts in its validation split"
    case .adaptorsNeedUnseenParts:
      "expected good parts in the validation split, found none: the model has adaptors that learned from the training"
        + " parts, so only other good parts can tell how high their scores are"
    case .bundle(let path, let problem):
      "\(DisplayPath(path)): \(problem)"
    case .bank(let error): error.description
    }
  }

  /// Whether the capture has no points or shows no part, so that nothing can be said about one.
  public var isAboutDepth: Bool {
    switch self {
    case .noValidPoints, .noPart: true
    default: false
    }
  }

  private static func short(_ rate: Double) -> String {
    "\((rate * 10_000).rounded(.up) / 10_000)"
  }
}
