import PointClouds

/// Finds the part in a whole frame.
///
/// It works on a copy of the frame that is no finer than `longestSide`, so that the time it takes does not grow with
/// the sensor.
struct PartFinder: Sendable {
  /// The rows or columns, whichever are more, of the copy.
  static let longestSide = 256

  private let options: Foreground.Options

  /// A finder with the settings of a bundle.
  init(background: PreprocessingOptions.Background, planeSeed: UInt64) {
    var options = Foreground.Options()
    options.background.seed = planeSeed
    if background == .keep { options.background.leastCount = .max }
    self.options = options
  }

  /// The part in a frame; nil when there is none.
  func part(in cloud: OrganizedCloud) -> PartOutline? {
    let longest = max(cloud.height, cloud.width)
    let scale = min(1, Double(Self.longestSide) / Double(longest))
    let height = max(1, Int((Double(cloud.height) * scale).rounded()))
    let width = max(1, Int((Double(cloud.width) * scale).rounded()))
    let overview = longest > Self.longestSide ? cloud.resampled(height: height, width: width) : cloud
    return PartOutline(
      mask: Foreground(of: overview, options: options).mask, maskHeight: height, maskWidth: width,
      frameHeight: cloud.height, frameWidth: cloud.width)
  }
}
