/// Figures by name; one that cannot be had is absent, with the reason beside it, and never NaN.
///
/// As JSON the figures stand flat under their keys, and the reasons under `undefined` when there are any.
public struct MetricValues: Sendable, Equatable {
  /// The defined figures, each in 0...1.
  public private(set) var values: [Metric: Double] = [:]

  /// Why each other figure is undefined.
  public private(set) var undefined: [Metric: String] = [:]

  /// No figures yet.
  public init() {}

  /// The figure, or nil when it is undefined or was not asked for.
  public subscript(metric: Metric) -> Double? { values[metric] }

  /// Notes a figure, or the reason for its absence when there is no value.
  public mutating func set(_ metric: Metric, to value: Double?, otherwise reason: String) {
    values[metric] = value
    undefined[metric] = value == nil ? reason : nil
  }
}

extension MetricValues {
  /// The mean of each figure over categories that weigh the same.
  ///
  /// A figure that one category lacks has no mean: a mean over fewer categories would not compare.
  ///
  /// - Parameter categories: The figures of each category, by its name.
  /// - Returns: The means, with the categories that lack a figure as the reason where there is none.
  public static func mean(over categories: [String: MetricValues]) -> MetricValues {
    var mean = MetricValues()
    for metric in Metric.allCases {
      let names = categories.keys.sorted()
      let lacking = names.filter { categories[$0]?[metric] == nil }
      let sum = names.reduce(0.0) { $0 + (categories[$1]?[metric] ?? 0) }
      mean.set(
        metric, to: lacking.isEmpty && !names.isEmpty ? sum / Double(names.count) : nil,
        otherwise: "undefined in \(lacking.joined(separator: ", "))")
    }
    return mean
  }
}

extension MetricValues: Codable {
  /// Reads the flat form.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    for metric in Metric.allCases {
      values[metric] = try container.decodeIfPresent(Double.self, forKey: Key(stringValue: metric.rawValue))
    }
    let reasons = try container.decodeIfPresent([String: String].self, forKey: .undefined) ?? [:]
    for metric in Metric.allCases { undefined[metric] = reasons[metric.rawValue] }
  }

  /// Writes the flat form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    for metric in Metric.allCases {
      try container.encodeIfPresent(values[metric], forKey: Key(stringValue: metric.rawValue))
    }
    guard !undefined.isEmpty else { return }
    let reasons = undefined.map { ($0.key.rawValue, $0.value) }
    try container.encode(Dictionary(uniqueKeysWithValues: reasons), forKey: .undefined)
  }

  private struct Key: CodingKey {
    static let undefined: Key = Key(stringValue: "undefined")

    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }

    init?(intValue: Int) { nil }
  }
}
