import Evaluation
import Foundation

/// What papers print for the data sets that they share: the content of `Resources/published-figures.json`.
struct PublishedFigures: Decodable {
  /// The figures for one data set.
  struct Dataset: Decodable {
    /// The name of the data set.
    let name: String

    /// Its categories, as papers order them.
    let categories: [String]

    /// In what the figures differ from those of Assay, one sentence each.
    let differences: [String]

    /// The methods, oldest first.
    let methods: [Method]
  }

  /// The figures of one method.
  struct Method: Decodable {
    /// The name that papers use.
    let name: String

    /// Where it was published.
    let venue: String

    /// Where the figures were found.
    let source: String

    /// What else must be known.
    let note: String?

    /// The figures by key.
    let figures: [String: Figure]

    /// The figure of a metric.
    subscript(metric: Metric) -> Figure? { figures[metric.rawValue] }
  }

  /// One figure.
  struct Figure: Decodable {
    /// The mean over all categories.
    let mean: Double

    /// The figure of each category, where printed.
    let categories: [String: Double]?

    /// Whether the figure was noted from memory and awaits comparison with the paper.
    let recalled: Bool?
  }

  /// The data sets.
  let datasets: [Dataset]

  /// The figures for a data set, if there are any.
  static func of(_ dataset: String?) -> Dataset? {
    let figures = try? JSONDecoder().decode(
      PublishedFigures.self, from: Data(PackageResources.published_figures_json))
    return figures?.datasets.first { $0.name == dataset }
  }
}
