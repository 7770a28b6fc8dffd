import Branches
import Networks
import PointClouds
import Tensors
import TestSupport
import Testing

@Suite struct PointEncoderBranchTests {
  private let pool = WorkerPool(threadCount: 2)
  private let branch: PointEncoderBranch
  private var configuration = PointEncoderConfiguration()

  init() {
    (configuration.memberCount, configuration.reach) = (40, 0.002)
    (configuration.pointWidth, configuration.width, configuration.headCount) = (16, 24, 2)
    var random = RandomStream(seed: 4)
    branch = PointEncoderBranch(network: PointEncoder(configuration, random: &random))
  }

  @Test func everyPatchWithPointsIsDescribed() {
    let features = branch.features(of: TestView.part(), on: pool)
    #expect(features.values.shape == [64, 24] && features.isValid.count { $0 } == 36)
    for patch in 0..<64 {
      #expect(features.values.row(patch).contains { $0 != 0 } == features.isValid[patch])
    }
  }

  @Test func groupsStayWithinTheirReach() {
    let cells = CellGroups(of: TestView.part(), configuration: configuration, on: pool)
    #expect(cells.patches.count == 36 && cells.groups.members.shape == [36 * 40, 6])
    for row in 0..<36 * 40 {
      let numbers = Array(cells.groups.members.row(row))
      let square = { (range: Range<Int>) in numbers[range].reduce(0) { $0 + $1 * $1 } }
      #expect(square(0..<3) <= 1.0001)
      #expect(abs(square(3..<6) - 1) < 1e-4)
    }
  }

  /// The frame of a group turns with the surface about the sensor's x axis, and so nothing changes but the positions.
  @Test func groupsDoNotSeeHowThePartIsTilted() {
    let flat = TestView.cloud { _, point in SIMD3(point.x, point.y, 0.5 + 40 * point.y * point.y) }
    let turned = TestView.cloud { _, point in
      let z = 40 * point.y * point.y
      return SIMD3(point.x, 0.8 * point.y - 0.6 * z, 0.6 * point.y + 0.8 * z + 0.5)
    }
    let before = members(of: flat)
    let after = members(of: turned)
    #expect(relativeError(after, before) < 1e-3)
  }

  @Test func bytesDoNotDependOnThreads() {
    let reference = branch.features(of: TestView.part(), on: WorkerPool(threadCount: 1))
    for threads in [2, 3] {
      #expect(branch.features(of: TestView.part(), on: WorkerPool(threadCount: threads)) == reference)
    }
  }

  @Test(arguments: [0, 1, 2, 5])
  func fewPointsDoNoHarm(points: Int) {
    let cloud = TestView.cloud { pixel, point in pixel % 97 == 0 && pixel / 97 < points ? point : .zero }
    let features = branch.features(of: view(of: cloud), on: pool)
    #expect(features.values.elements.allSatisfy { $0.isFinite })
    #expect(features.isValid.count { $0 } <= points && features.isValid.contains(true) == (points > 0))
  }

  /// The sums over coordinates of each group, which do not depend on the order of its members.
  private func members(of cloud: OrganizedCloud) -> [Float] {
    let groups = CellGroups(of: view(of: cloud), configuration: configuration, on: pool).groups
    return (0..<groups.positions.rows * 6).map { index in
      (0..<40).reduce(Float(0)) { $0 + groups.members[index / 6 * 40 + $1, index % 6] }
    }
  }

  private func view(of cloud: OrganizedCloud) -> PartView {
    PartView(image: TestView.plain(0).image, cloud: cloud, grid: TestView.grid)
  }
}
