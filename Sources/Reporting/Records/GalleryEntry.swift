import Foundation

/// Pictures of one part that is worth looking at.
public struct GalleryEntry: Sendable, Codable, Equatable {
  /// Why a part is shown.
  public enum Reason: String, Sendable, Codable, CaseIterable {
    /// A defective part with one of the lowest scores.
    case hardest

    /// A good part with one of the highest scores.
    case loudest

    /// The defective part with the highest score.
    case clearest
  }

  /// Why the part is shown.
  public var reason: Reason

  /// The name of the part.
  public var id: String

  /// The photograph, as JPEG.
  public var photograph: Data

  /// The photograph under its heat map with outlines, as JPEG.
  public var heatMap: Data

  /// The width of both in pixels.
  public var width: Int

  /// The height of both in pixels.
  public var height: Int

  /// The part in three dimensions, where wanted.
  public var cloud: CloudSketch?

  /// Pictures of a part.
  public init(
    reason: Reason, id: String, photograph: Data, heatMap: Data, width: Int, height: Int,
    cloud: CloudSketch? = nil
  ) {
    self.reason = reason
    self.id = id
    self.photograph = photograph
    self.heatMap = heatMap
    self.width = width
    self.height = height
    self.cloud = cloud
  }

  private enum CodingKeys: String, CodingKey {
    case reason
    case id
    case photograph
    case heatMap = "heat_map"
    case width
    case height
    case cloud
  }
}
