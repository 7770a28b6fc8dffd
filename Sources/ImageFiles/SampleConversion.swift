/// Spreads integer samples that stand at the end of a buffer to floats in 0...1 that fill it.
///
/// Row by row through a copy: float `i` ends at or before the first sample that is still to be read.
func expandToUnit(_ buffer: UnsafeMutableBufferPointer<Float>, rowLength: Int, sampleBytes: Int) {
  guard let floats = buffer.baseAddress else { return }
  let samples = UnsafeRawPointer(floats) + buffer.count * (4 - sampleBytes)
  let row = UnsafeMutableRawPointer.allocate(byteCount: rowLength * sampleBytes, alignment: 16)
  defer { row.deallocate() }
  for start in stride(from: 0, to: buffer.count, by: rowLength) {
    row.copyMemory(from: samples + start * sampleBytes, byteCount: rowLength * sampleBytes)
    if sampleBytes == 1 {
      divide(row.assumingMemoryBound(to: UInt8.self), by: 255, into: floats + start, count: rowLength)
    } else {
      divide(row.assumingMemoryBound(to: UInt16.self), by: 65535, into: floats + start, count: rowLength)
    }
  }
}

@inline(__always)
private func divide<Sample: FixedWidthInteger>(
  _ samples: UnsafePointer<Sample>, by scale: Float, into floats: UnsafeMutablePointer<Float>, count: Int
) {
  var index = 0
  while index < count {
    floats[index] = Float(samples[index]) / scale
    index &+= 1
  }
}

/// The largest channel of each pixel.
func largestSamples(of rows: [UInt8], channels: Int, sampleBytes: Int) -> [UInt16] {
  rows.withUnsafeBytes { buffer in
    sampleBytes == 1
      ? largest(buffer.bindMemory(to: UInt8.self), channels: channels)
      : largest(buffer.bindMemory(to: UInt16.self), channels: channels)
  }
}

@inline(__always)
private func largest<Sample: FixedWidthInteger>(
  _ samples: UnsafeBufferPointer<Sample>, channels: Int
) -> [UInt16] {
  let count = samples.count / channels
  return [UInt16](unsafeUninitializedCapacity: count) { buffer, filled in
    for pixel in 0..<count {
      var largest = samples[pixel &* channels]
      for channel in 1..<max(channels, 1) {
        largest = max(largest, samples[pixel &* channels &+ channel])
      }
      buffer[pixel] = UInt16(truncatingIfNeeded: largest)
    }
    filled = count
  }
}

/// Floats in 0...1 as bytes, rounded; values outside are clamped and NaN becomes 0.
func quantised(_ values: [Float]) -> [UInt8] {
  values.withUnsafeBufferPointer { source in
    [UInt8](unsafeUninitializedCapacity: source.count) { bytes, filled in
      var index = 0
      while index < source.count {
        let value = source[index] * 255
        // Comparisons with NaN are false, so that it ends as 0.
        let clamped = value > 0 ? (value < 255 ? value : 255) : 0
        bytes[index] = UInt8(clamped.rounded())
        index &+= 1
      }
      filled = source.count
    }
  }
}
