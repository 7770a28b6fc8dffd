/// Numbers that stay where they are, for inner loops that must not count references.
///
/// Unchecked, because the compiler cannot see that nobody writes them.
final class PackedFloats: @unchecked Sendable {
  /// The first number.
  let start: UnsafePointer<Float>

  /// A copy of an array.
  init(_ values: [Float]) {
    let memory = UnsafeMutablePointer<Float>.allocate(capacity: max(values.count, 1))
    memory.initialize(repeating: 0, count: max(values.count, 1))
    memory.update(from: values, count: values.count)
    start = UnsafePointer(memory)
  }

  deinit { start.deallocate() }
}
