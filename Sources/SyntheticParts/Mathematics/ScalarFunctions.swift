// Small functions for the inner loops. None calls the C library: its results differ between machines.

@inline(__always)
func clamp(_ value: Float, _ low: Float, _ high: Float) -> Float { min(max(value, low), high) }

@inline(__always)
func mix(_ a: Float, _ b: Float, _ share: Float) -> Float { a + (b - a) * share }

/// 0 below `low`, 1 above `high`, a cubic between; `high` may be the smaller for a falling step.
@inline(__always)
func smoothstep(_ low: Float, _ high: Float, _ value: Float) -> Float {
  let t = clamp((value - low) / (high - low), 0, 1)
  return t * t * (3 - 2 * t)
}

@inline(__always)
func length(_ x: Float, _ y: Float) -> Float { (x * x + y * y).squareRoot() }

/// The largest whole number not above `value`; meant for magnitudes below two thousand million.
@inline(__always)
func wholePart(_ value: Float) -> Int32 {
  let truncated = Int32(value)
  return Float(truncated) > value ? truncated &- 1 : truncated
}

/// The signed distance from `value` to the nearest multiple of `period`.
@inline(__always)
func repeated(_ value: Float, _ period: Float) -> Float {
  value - period * Float(wholePart(value / period + 0.5))
}

/// The smaller value with the corner rounded over a width of `blend` (polynomial smooth minimum, Quilez 2013).
@inline(__always)
func smoothMinimum(_ a: Float, _ b: Float, _ blend: Float) -> Float {
  let overlap = max(blend - abs(a - b), 0) / blend
  return min(a, b) - overlap * overlap * blend * 0.25
}

/// The larger value with the corner rounded over a width of `blend`.
@inline(__always)
func smoothMaximum(_ a: Float, _ b: Float, _ blend: Float) -> Float { -smoothMinimum(-a, -b, blend) }

/// The angle of `(x, y)` in radians, -pi...pi, to 1e-4 (Abramowitz & Stegun 4.4.49, shortened).
@inline(__always)
func angle(_ y: Float, _ x: Float) -> Float {
  let ax = abs(x)
  let ay = abs(y)
  let ratio = min(ax, ay) / max(max(ax, ay), 1e-20)
  let s = ratio * ratio
  var result = ratio * (0.999_866 + s * (-0.330_299_5 + s * (0.180_141 + s * (-0.085_133 + s * 0.020_835_1))))
  if ay > ax { result = 0.5 * .pi - result }
  if x < 0 { result = .pi - result }
  return y < 0 ? -result : result
}

/// A sine of period one: `sin(2 pi phase)` to 1e-3.
@inline(__always)
func wave(_ phase: Float) -> Float {
  let t = phase - Float(wholePart(phase + 0.5))
  let parabola = 8 * t - 16 * t * abs(t)
  return parabola * (0.775 + 0.225 * abs(parabola))
}
