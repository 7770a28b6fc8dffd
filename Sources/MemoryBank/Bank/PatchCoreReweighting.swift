import CKernels
import Foundation
import Tensors

/// PatchCore's re-weighting of a part's largest distance (arXiv 2106.08265, equation 7).
///
/// A patch whose nearest row lies in a crowd is more surprising than one whose nearest row is itself rare.
/// With `d` the distance to the nearest row and `d_1 ... d_b` those to the `b` rows nearest to that row, itself
/// included, the score is `d (1 - exp(d / T) / sum exp(d_i / T))`.
public struct PatchCoreReweighting: Sendable, Equatable {
  /// The number of neighbours, `b`; with 1 the score would always be 0.
  public var neighbourCount: Int

  /// The temperature, `T`, in units of the typical distance of two random good patches.
  ///
  /// It must not be large against the differences of distances, or the weight is the constant `1 - 1 / b`.
  public var temperature: Float

  /// Sets both.
  public init(neighbourCount: Int = 9, temperature: Float = 0.1) {
    precondition(neighbourCount >= 2 && temperature > 0, "\(neighbourCount) at \(temperature)")
    self.neighbourCount = neighbourCount
    self.temperature = temperature
  }

  /// The weight of a distance, `0 ..< 1`.
  ///
  /// - Parameters:
  ///   - distance: The distance to the nearest row.
  ///   - neighbours: The distances to the rows around that row, itself included.
  /// - Returns: `1 - exp(distance / T) / sum exp(neighbour / T)`, without overflow; 0 without neighbours.
  public func weight(of distance: Float, among neighbours: [Float]) -> Float {
    guard let largest = neighbours.max(), largest.isFinite, distance.isFinite else { return 0 }
    let scaled = { (value: Float) in Foundation.exp(Double(value - largest) / Double(temperature)) }
    let sum = neighbours.reduce(0) { $0 + scaled($1) }
    return Float(max(0, 1 - scaled(distance) / sum))
  }

  /// The re-weighted distance of one patch.
  ///
  /// - Parameters:
  ///   - query: Which of the patches.
  ///   - patches: Standardised patches, from `FusedMemoryBank.fusedRows`.
  ///   - kind: The kind of distance.
  ///   - bank: The bank that was searched.
  ///   - row: The patch's nearest row in this kind of distance.
  /// - Returns: The distance to that row, times its weight.
  /// - Throws: `MemoryBankError.file` when rows that stay in their file cannot be read.
  public func score(
    of query: Int, in patches: Tensor, kind: DistanceKind, bank: FusedMemoryBank, nearest row: Int
  ) throws(MemoryBankError) -> Float {
    try bank.distance(of: query, in: patches, to: row, kind: kind)
      * weight(of: query, in: patches, kind: kind, bank: bank, nearest: row)
  }

  /// The weight of one patch's distance, `0 ..< 1`; parameters as for `score`.
  public func weight(
    of query: Int, in patches: Tensor, kind: DistanceKind, bank: FusedMemoryBank, nearest row: Int
  ) throws(MemoryBankError) -> Float {
    let around = try bank.nearestRows(to: row, count: neighbourCount, kind: kind)
    let neighbours = try around.map { (row) throws(MemoryBankError) in
      try bank.distance(of: query, in: patches, to: row, kind: kind)
    }
    return try weight(of: bank.distance(of: query, in: patches, to: row, kind: kind), among: neighbours)
  }
}
