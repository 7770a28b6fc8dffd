import CKernels

/// What a transformer holds during one forward pass.
///
/// Unchecked, because tasks write through its pointers; those of one phase write disjoint rows or heads.
final class TransformerMemory: @unchecked Sendable {
  let tokens: Int
  let width: Int
  let headCount: Int
  let instructions: assay_instruction_set

  /// The residual stream, `[tokens, width]`.
  let stream: UnsafeMutablePointer<Float>
  /// `[tokens, 3 · width]`.
  let queriesKeysValues: UnsafeMutablePointer<Float>
  /// The output of all heads, `[tokens, width]`.
  let heads: UnsafeMutablePointer<Float>
  /// The keys and the values of each head as right factors.
  let keyPanels: UnsafeMutablePointer<Float>
  let valuePanels: UnsafeMutablePointer<Float>

  init(tokens: Int, width: Int, headCount: Int, for instructions: assay_instruction_set) {
    self.tokens = tokens
    self.width = width
    self.headCount = headCount
    self.instructions = instructions
    let head = width / headCount
    stream = allocateFloats(tokens * width)
    queriesKeysValues = allocateFloats(3 * tokens * width)
    heads = allocateFloats(tokens * width)
    keyPanelSize = PackedMatrix.capacity(depth: head, columns: tokens, instructions)
    valuePanelSize = PackedMatrix.capacity(depth: tokens, columns: head, instructions)
    keyPanels = allocateFloats(keyPanelSize * headCount)
    valuePanels = allocateFloats(valuePanelSize * headCount)
  }

  deinit {
    for memory in [stream, queriesKeysValues, heads, keyPanels, valuePanels] { memory.deallocate() }
  }

  private let keyPanelSize: Int
  private let valuePanelSize: Int

  private var headWidth: Int { width / headCount }

  /// Packs the keys of a head for `Q Kᵀ`, and its values for `P V`.
  func pack(head: Int) {
    let keys = queriesKeysValues + width + head * headWidth
    assay_pack_product(
      instructions, keys, headWidth, tokens, 1, 3 * width, keyPanels + head * keyPanelSize)
    assay_pack_product(
      instructions, keys + width, tokens, headWidth, 3 * width, 1, valuePanels + head * valuePanelSize)
  }

  /// Computes the output of a head for some tokens; `scores` holds `[rows, tokens]`.
  func attend(head: Int, rows: Range<Int>, scores: UnsafeMutablePointer<Float>) {
    var product = assay_product()
    product.left = UnsafePointer(queriesKeysValues + rows.lowerBound * 3 * width + head * headWidth)
    product.left_stride = 3 * width
    product.rows = rows.count
    product.columns = tokens
    product.depth = headWidth
    product.panels = UnsafePointer(keyPanels + head * keyPanelSize)
    product.result = scores
    product.result_stride = tokens
    assay_packed_product(instructions, &product)
    assay_soft_max(instructions, scores, rows.count, tokens, 1 / Float(headWidth).squareRoot())
    product.left = UnsafePointer(scores)
    product.left_stride = tokens
    product.columns = headWidth
    product.depth = tokens
    product.panels = UnsafePointer(valuePanels + head * valuePanelSize)
    product.result = heads + rows.lowerBound * width + head * headWidth
    product.result_stride = width
    assay_packed_product(instructions, &product)
  }
}
