import CKernels
import Tensors

/// A stack of transformer blocks for inference.
///
/// Each block runs in three passes: keys and values are packed per head; each head attends, for some queries at a
/// time; and everything between one attention and the next goes through a block of rows while it is in the cache.
struct PackedTransformer: Sendable {
  private let blocks: [PackedTransformerBlock]
  private let norm: LayerNorm
  private let takenBlocks: [Int]
  private let headCount: Int
  private let instructions: assay_instruction_set

  /// Rows in one task between attentions.
  private static let taskRows = 64

  /// Queries in one task of a head: whole register tiles of 14, and scores that fit a core's cache.
  private static let taskQueries = 56

  /// - Parameters:
  ///   - blocks: All of the same width and heads.
  ///   - norm: Normalises the output of each block that is taken.
  ///   - takenBlocks: The blocks whose output is returned.
  ///   - instructions: What to pack for.
  init(
    _ blocks: [TransformerBlock], norm: LayerNorm, takenBlocks: [Int],
    for instructions: assay_instruction_set
  ) {
    self.blocks = blocks.map { PackedTransformerBlock($0, for: instructions) }
    self.norm = norm
    self.takenBlocks = takenBlocks
    self.instructions = instructions
    headCount = blocks.first?.attention.headCount ?? 1
  }

  /// The normalised output of the taken blocks side by side, `[tokens, taken · width]`.
  ///
  /// `tokens` and `positions`, which are added to the input of every block, are `[tokens, width]`.
  func features(of tokens: Tensor, positions: Tensor, on pool: WorkerPool) -> Tensor {
    let width = tokens.rowCount
    let memory = TransformerMemory(
      tokens: tokens.rows, width: width, headCount: headCount, for: instructions)
    tokens.withUnsafeElements { elements in
      guard let first = elements.baseAddress else { return }
      memory.stream.update(from: first, count: elements.count)
    }
    var features = Tensor(shape: [tokens.rows, takenBlocks.count * width])
    features.withDisjointElements { features in
      run(memory, from: nil, positions, features, on: pool)
      for block in blocks.indices {
        attend(memory, on: pool)
        run(memory, from: block, positions, features, on: pool)
      }
    }
    return features
  }

  private func attend(_ memory: TransformerMemory, on pool: WorkerPool) {
    pool.forEach(headCount) { memory.pack(head: $0) }
    let parts = (memory.tokens + Self.taskQueries - 1) / Self.taskQueries
    pool.forEach(headCount * parts) { task in
      let scores = allocateFloats(Self.taskQueries * memory.tokens)
      defer { scores.deallocate() }
      let start = task / headCount * Self.taskQueries
      let rows = start..<min(start + Self.taskQueries, memory.tokens)
      memory.attend(head: task % headCount, rows: rows, scores: scores)
    }
  }

  /// Ends a block after its attention, keeps its output if it is taken, and begins the next one.
  private func run(
    _ memory: TransformerMemory, from block: Int?, _ positions: Tensor, _ features: DisjointBuffer,
    on pool: WorkerPool
  ) {
    let next = block.map { $0 + 1 } ?? 0
    pool.forEach((memory.tokens + Self.taskRows - 1) / Self.taskRows) { task in
      let start = task * Self.taskRows
      let rows = TransformerRows(
        memory: memory, rows: start..<min(start + Self.taskRows, memory.tokens), instructions: instructions)
      if let block {
        rows.finish(blocks[block])
        if let place = takenBlocks.firstIndex(of: block), let features = features.baseAddress {
          rows.take(norm, into: features, place: place, count: takenBlocks.count)
        }
      }
      if next < blocks.count { rows.begin(blocks[next], positions) }
    }
  }
}
