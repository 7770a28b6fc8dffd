/// One value for each modality.
public struct ModalityPair<Value> {
  /// That of appearance.
  public var appearance: Value

  /// That of geometry.
  public var geometry: Value

  /// Pairs two values.
  public init(appearance: Value, geometry: Value) {
    self.appearance = appearance
    self.geometry = geometry
  }
}

extension ModalityPair: Sendable where Value: Sendable {}
extension ModalityPair: Equatable where Value: Equatable {}
extension ModalityPair: Codable where Value: Codable {}
