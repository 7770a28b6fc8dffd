import Evaluation
import Foundation

/// Everything that a run says about one category: the content of `RUN/categories/NAME.json`.
///
/// The report is made from these files alone. A finished category is one whose file exists.
public struct CategoryRecord: Sendable, Codable, Equatable {
  /// The version of the layout.
  public static let currentFormat = 1

  /// The version that the file was written in.
  public private(set) var format = currentFormat

  /// The name of the category.
  public var name: String

  /// What the results depend on, each in a few words or as a digest; equal ones need no second run.
  public var basis: [String: String]

  /// The figures.
  public var metrics: CategoryMetrics

  /// The curves of each row.
  public var curves: [String: RowCurves]

  /// The thresholds, and what they promise.
  public var decision: DecisionRecord

  /// The test parts in the order of the data set.
  public var parts: [PartRecord]

  /// Why test parts were left out, one sentence each.
  public var omissions: [String]

  /// Pictures of the parts most worth looking at.
  public var gallery: [GalleryEntry]

  /// A record of a category.
  public init(
    name: String, basis: [String: String] = [:], results: CategoryResults, decision: DecisionRecord,
    parts: [PartRecord], omissions: [String] = [], gallery: [GalleryEntry] = []
  ) {
    self.name = name
    self.basis = basis
    metrics = results.metrics
    curves = results.curves
    self.decision = decision
    self.parts = parts
    self.omissions = omissions
    self.gallery = gallery
  }
}
