import CKernels
import Tensors

/// A right factor, packed for the product kernel; see `packed_product.h`.
struct PackedMatrix: Sendable {
  let depth: Int
  let columns: Int
  let instructions: assay_instruction_set
  private let floats: AlignedFloats

  /// The floats that a matrix of this size takes when packed.
  static func capacity(depth: Int, columns: Int, _ instructions: assay_instruction_set) -> Int {
    let width = assay_panel_columns(instructions)
    return (columns + width - 1) / width * width * depth
  }

  /// Packs `[columns, depth]`, the layout of a linear layer's weight.
  init(
    _ weight: UnsafePointer<Float>?, columns: Int, depth: Int, for instructions: assay_instruction_set
  ) {
    self.columns = columns
    self.depth = depth
    self.instructions = instructions
    floats = AlignedFloats(count: Self.capacity(depth: depth, columns: columns, instructions))
    guard let weight else { return }  // an empty matrix
    assay_pack_product(instructions, weight, depth, columns, 1, depth, floats.start)
  }

  /// The packed elements.
  var panels: UnsafePointer<Float> { UnsafePointer(floats.start) }
}

/// Uninitialised memory for one task, at the start of a cache line; free it with `deallocate()`.
func allocateFloats(_ count: Int) -> UnsafeMutablePointer<Float> {
  UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
    .assumingMemoryBound(to: Float.self)
}
