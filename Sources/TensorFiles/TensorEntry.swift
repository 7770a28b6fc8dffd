/// What the header says about one tensor.
struct TensorEntry {
  let name: String
  let type: ElementType
  let shape: [Int]

  /// The first byte, counted from the end of the header.
  let begin: Int

  /// The byte after the last.
  let end: Int

  /// The bytes that the type and the shape ask for; nil when that number, or the product of the extents
  /// that are not 0, overflows.
  var byteCount: Int? {
    var extent = type.width
    for axis in shape {
      let (product, overflow) = extent.multipliedReportingOverflow(by: max(axis, 1))
      guard !overflow else { return nil }
      extent = product
    }
    return shape.contains(0) ? 0 : extent
  }
}
