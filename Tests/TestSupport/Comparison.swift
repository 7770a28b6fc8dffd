import Tensors
import Testing

/// The largest difference of two arrays relative to the largest magnitude expected; infinite when lengths
/// differ or anything is not finite.
public func relativeError(_ actual: [Float], _ expected: [Float]) -> Float {
  guard actual.count == expected.count, actual.allSatisfy(\.isFinite) else { return .infinity }
  let scale = expected.reduce(0) { max($0, abs($1)) }
  let error = zip(actual, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
  return scale > 0 ? error / scale : error
}

/// Expects two tensors to have the same shape and values within a relative tolerance of the largest value.
public func expectClose(
  _ actual: Tensor, _ expected: Tensor, within tolerance: Float,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(actual.shape == expected.shape, sourceLocation: sourceLocation)
  let error = relativeError(actual.elements, expected.elements)
  #expect(error <= tolerance, "relative error \(error)", sourceLocation: sourceLocation)
}

/// Calls `body` with each value; failures name the value.
public func withEvery<Value>(
  _ label: String, in values: some Sequence<Value>, _ body: (Value) throws -> Void
) rethrows {
  for value in values {
    try body(value)
  }
}
