/// The residual networks that can be loaded (He et al., arXiv 1512.03385; Zagoruyko & Komodakis, arXiv 1605.07146).
///
/// Raw values are torchvision's names.
public enum ResidualArchitecture: String, Sendable, CaseIterable {
  /// Basic blocks, 2 + 2 + 2 to stage 3.
  case resnet18
  /// Basic blocks, 3 + 4 + 6 to stage 3.
  case resnet34
  /// Bottleneck blocks, 3 + 4 + 6 to stage 3.
  case resnet50
  /// Bottleneck blocks of twice the width, 3 + 4 + 6 to stage 3.
  case wideResnet50 = "wide_resnet50_2"

  /// The stages that are computed; a whole network has a fourth.
  static let stageCount = 3

  /// Whether blocks are 1 x 1, 3 x 3, 1 x 1 convolutions, and not two of 3 x 3.
  var hasBottlenecks: Bool { self == .resnet50 || self == .wideResnet50 }

  /// The blocks of stages 1 to 3.
  var blockCounts: [Int] { self == .resnet18 ? [2, 2, 2] : [3, 4, 6] }

  /// The channels inside the blocks of a stage, counted from 0.
  func width(ofStage stage: Int) -> Int { (self == .wideResnet50 ? 128 : 64) << stage }

  /// The channels that a stage, counted from 0, puts out.
  public func channels(ofStage stage: Int) -> Int { (hasBottlenecks ? 256 : 64) << stage }

  /// The shape of every tensor to stage 3, by torchvision's name.
  package var tensorShapes: [String: [Int]] { ResidualLayout(self, stridesFirst: false).tensorShapes }
}
