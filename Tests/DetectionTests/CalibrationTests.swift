import Detection
import Tensors
import Testing

@Suite struct CalibrationTests {
  @Test func thresholdIsTheConformalOrderStatistic() {
    let threshold = ConformalThreshold((1...19).map(Float.init).shuffled())
    #expect(threshold(rate: 0.05) == 19)
    #expect(threshold(rate: 0.5) == 10)
    #expect(threshold(rate: 0.049) == nil)
    #expect(threshold.smallestRate == 0.05)
    #expect(threshold(rate: threshold.smallestRate) == 19)
  }

  /// Over many draws the realised rate of a fresh good score above the threshold is the promised one.
  @Test func promisedRateHolds() {
    var random = RandomStream(seed: 3)
    var alarms = 0
    let draws = 4000
    for _ in 0..<draws {
      let threshold = ConformalThreshold((0..<39).map { _ in random.normal() })
      if let level = threshold(rate: 0.1), random.normal() > level { alarms += 1 }
    }
    #expect(abs(Double(alarms) / Double(draws) - 0.1) < 0.02)
  }

  @Test func aChannelIsMeasuredInWhatGoodPatchesReach() {
    #expect(ChannelScale([]).reach.allSatisfy { $0 == 1 })
    #expect(ChannelScale([(0, 0), (0, 0)]).reach.allSatisfy { $0 > 0 })
    let edge = (0...1000).map { (distance: Float($0), depth: 3) }
    let few = (0..<10).map { _ in (distance: Float(5000), depth: 1) }
    let scale = ChannelScale(edge + few)
    #expect(scale.reach[3] == 990)
    // A class with few patches takes the quantile of all.
    #expect(scale.reach[1] == scale.reach[0] && scale.reach[0] > 990)
  }
}
