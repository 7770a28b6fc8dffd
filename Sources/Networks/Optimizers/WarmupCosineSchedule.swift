import Foundation

/// A learning rate that rises linearly and then falls along half a cosine (Loshchilov & Hutter 2017).
///
/// The same values as PyTorch's `LinearLR` from `1 / warmupSteps` followed by `CosineAnnealingLR`, joined by
/// `SequentialLR`: the first step already learns, the step after the warm-up learns at the full rate, and the rate would reach
/// its floor one step after the last.
public struct WarmupCosineSchedule: Sendable, Equatable, Codable {
  /// The highest rate.
  public var peak: Double

  /// The rate that the cosine falls to.
  public var floor: Double

  /// The steps during which the rate rises.
  public var warmupSteps: Int

  /// All steps.
  public var stepCount: Int

  /// A schedule.
  public init(peak: Double, floor: Double = 0, warmupSteps: Int, stepCount: Int) {
    precondition(
      warmupSteps >= 0 && stepCount >= warmupSteps, "\(warmupSteps) steps of warm-up among \(stepCount)")
    self.peak = peak
    self.floor = floor
    self.warmupSteps = warmupSteps
    self.stepCount = stepCount
  }

  /// The rate of a step, counted from 0.
  public func rate(at step: Int) -> Double {
    if step < warmupSteps { return peak * Double(step + 1) / Double(warmupSteps) }
    let length = max(stepCount - warmupSteps, 1)
    let share = Double(min(step - warmupSteps, length)) / Double(length)
    return floor + (peak - floor) * (1 + cos(Double.pi * share)) / 2
  }
}
