import CKernels
import Tensors

/// Encodes each group of points to one vector: a small PointNet (Qi 2017) as in Point-BERT and Point-MAE.
///
/// As published, points are embedded, `f = W₂ relu(W₁ p)`; each embedding is put beside the maximum `g` of its
/// group; and the token is the maximum of `W₄ relu(W₃ [g; f])`. Here `W₃ [g; f] = W₃ᵍ g + (W₃ᶠ W₂) relu(W₁ p)`:
/// the first part is the same for the whole group, and the matrices of the second are multiplied at load, since
/// nothing stands between them. That is 0.6 of the published arithmetic with the same result up to rounding.
struct GroupEncoder: Sendable {
  /// `W₁` with its batch norm.
  private let point: PackedLinear
  /// `W₂`.
  private let embedding: PackedLinear
  /// `W₃ᵍ`; its bias holds all that `W₃` adds to each point of any group.
  private let shared: PackedLinear
  /// `W₃ᶠ W₂`, without a bias.
  private let local: PackedLinear
  /// `W₄`.
  private let token: PackedLinear

  /// The groups of one task; the embeddings of their points stay in a core's cache.
  private static let taskGroups = 8

  init(_ layers: PointTransformerLayers, for instructions: assay_instruction_set) {
    let first = Linear(layers.pointLayers.first, folding: layers.pointLayers.norm)
    let second = Linear(layers.pointLayers.second)
    let third = Linear(layers.groupLayers.first, folding: layers.groupLayers.norm)
    let (shared, local) = third.split(composing: second)
    point = PackedLinear(first, for: instructions)
    embedding = PackedLinear(second, for: instructions)
    self.shared = PackedLinear(shared, for: instructions)
    self.local = PackedLinear(local, for: instructions)
    token = PackedLinear(Linear(layers.groupLayers.second), for: instructions)
  }

  /// The tokens, `[groups, width]`, of points relative to the centre of their group, `[groups, members, 3]`.
  func tokens(of groups: Tensor, on pool: WorkerPool) -> Tensor {
    precondition(
      groups.shape.count == 3 && groups.shape[1] > 0 && groups.shape[2] == 3,
      "groups of shape \(groups.shape), not [groups, members, 3]")
    let members = groups.shape[1]
    let shape = [groups.shape[0], token.outputs]
    return pool.tensor(shape: shape, blockRows: Self.taskGroups) { range, tokens in
      withElements(of: groups) { points in
        guard let tokens = tokens.baseAddress else { return }
        encode(points + range.lowerBound * members * 3, groups: range.count, members: members, into: tokens)
      }
    }
  }

  private func encode(
    _ points: UnsafePointer<Float>, groups: Int, members: Int, into tokens: UnsafeMutablePointer<Float>
  ) {
    let embedded = allocateFloats(groups * members * point.outputs)
    let maxima = allocateFloats(groups * embedding.outputs)
    let biases = allocateFloats(groups * shared.outputs)
    let joined = allocateFloats(members * local.outputs)
    defer { for memory in [embedded, maxima, biases, joined] { memory.deallocate() } }
    point.apply(points, rows: groups * members, into: embedded, isRectified: true)
    for group in 0..<groups {
      embedding.applyMaximum(
        embedded + group * members * point.outputs, rows: members, into: maxima + group * embedding.outputs)
    }
    shared.apply(maxima, rows: groups, into: biases)
    for group in 0..<groups {
      local.apply(
        embedded + group * members * point.outputs, rows: members, into: joined,
        bias: biases + group * shared.outputs, isRectified: true)
      token.applyMaximum(joined, rows: members, into: tokens + group * token.outputs)
    }
  }
}
