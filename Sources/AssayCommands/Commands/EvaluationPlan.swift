import Adaptation
import Detection
import Evaluation

/// What an evaluation compares: its rows, and the seeds that each is the mean of.
struct EvaluationPlan: Sendable {
  /// The rows that every detector has.
  enum Row: String, CaseIterable {
    case adapted = "fused/adapted"
    case fused = "fused/frozen"
    case adaptedAppearance = "appearance/adapted"
    case appearance = "appearance/frozen"
    case adaptedGeometry = "geometry/adapted"
    case geometry = "geometry/frozen"
  }

  /// The seeds of everything that is drawn in training; one or more.
  var seeds: [UInt64] = [0]

  /// Whether rows are added that show what each part of the method gives.
  var isAblation = false

  /// The adaptations to train beside the whole one.
  func variants(of adaptation: AdaptationOptions?) -> [AdaptationVariant] {
    isAblation && adaptation != nil ? AdaptationVariant.allCases : []
  }

  /// The row of a variant.
  static func row(of variant: AdaptationVariant) -> String { "fused/\(variant.rawValue)" }

  /// The name of the predictions of a seed for a row.
  func key(of row: String, seed: UInt64) -> String {
    seeds.count > 1 ? CategoryEvaluation.key(of: row, seed: seed) : row
  }

  /// The rows that families of detectors give.
  func rows(of families: [DetectorFamily]) -> [String] {
    guard let family = families.first else { return [] }
    let variants = family.variants.keys.sorted().map { "fused/\($0)" }
    return Row.allCases.filter { has($0, family.main) }.map(\.rawValue) + variants
  }

  private func has(_ row: Row, _ detector: Detector) -> Bool {
    switch row {
    case .fused, .appearance, .geometry: true
    case .adapted: detector.hasTriedAdaptors
    case .adaptedAppearance, .adaptedGeometry:
      isAblation && detector.hasTriedAdaptors && detector.tellsAdaptedModalities
    }
  }

  /// What the families say about a part, by the names of the predictions.
  func predictions(of answers: [FamilyAnswer]) -> [String: EvaluatedSample.Prediction] {
    var predictions: [String: EvaluatedSample.Prediction] = [:]
    for (seed, answer) in zip(seeds, answers) {
      for row in Row.allCases {
        predictions[key(of: row.rawValue, seed: seed)] = Self.prediction(row, answer)
      }
      for (variant, result) in answer.variants {
        predictions[key(of: "fused/\(variant)", seed: seed)] = .init(score: result.score, map: result.map)
      }
    }
    return predictions
  }

  /// Where adaptors could not be trained, a detector that was told to adapt scores as a frozen one does.
  private static func prediction(_ row: Row, _ answer: FamilyAnswer) -> EvaluatedSample.Prediction {
    let part = answer.part
    switch row {
    case .fused: return .init(score: part.frozenScore, map: part.maps.frozen)
    case .appearance: return .init(score: part.scores.appearance, map: part.maps.appearance)
    case .geometry: return .init(score: part.scores.geometry, map: part.maps.geometry)
    case .adapted:
      return .init(
        score: part.adaptedScore ?? part.frozenScore, map: part.maps.adapted ?? part.maps.frozen)
    case .adaptedAppearance:
      return answer.adaptedAppearance.map { .init(score: $0.score, map: $0.map) }
        ?? prediction(.appearance, answer)
    case .adaptedGeometry:
      return answer.adaptedGeometry.map { .init(score: $0.score, map: $0.map) }
        ?? prediction(.geometry, answer)
    }
  }
}

extension Detector {
  /// Whether adaptors were trained, even if features fell together in training.
  fileprivate var hasTriedAdaptors: Bool {
    adapted != nil || (configuration.adaptation != nil && calibration.source == .validation)
  }

  /// Whether each modality alone can be judged with what adaptors add to it; bundles of earlier versions cannot.
  fileprivate var tellsAdaptedModalities: Bool {
    adapted == nil || calibration.fusion.adapted?.appearance != nil
  }
}
