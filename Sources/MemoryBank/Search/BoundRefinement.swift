/// What gives a second bound on the squared distance of a query and a row, from the kernel's.
///
/// The kernel's bound rests on `q . r <= q' . r' + |e| |r| + (|q| + |e|) |f|`, with `q = q' + e` and `r = r' + f`.
/// That is wide where vectors are long and near each other. There the triangle is better: `|q - r| >= |q' - r'| - |e| -
/// |f|`, with `|q'|^2 = |q|^2 - lost`. For both, the distance from differences errs by at most `(n + 2) u s` with `u =
/// 2^-24` and `s = (|q| + |r|)^2` (Higham 2002, section 3.1); the integers' product is exact, and squares, scales and
/// sums add less than 60 roundings.
///
/// Nothing here is counted: the packed rows outlive it.
struct BoundRefinement {
  /// The error and the loss of rounding the query, and what roundings of floats can change in a distance.
  let error: Float
  let lost: Float
  let floats: Float

  /// By how much the kernel made the bound smaller for each unit of a row's length, and of its error.
  let perLength: Float
  let perError: Float

  /// The length, the error and the loss of each row.
  let lengths: UnsafePointer<Float>
  let errors: UnsafePointer<Float>
  let losses: UnsafePointer<Float>

  /// The larger of both bounds.
  func refined(_ bound: Float, row: Int) -> Float {
    let slack = perLength * lengths[row] + perError * errors[row]
    let rounded = bound + slack + floats - lost - losses[row]
    let length = rounded.squareRoot() - error - errors[row]
    let refined = length * length - floats
    return length > 0 && refined > bound ? refined : bound
  }
}
