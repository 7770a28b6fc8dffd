import CImageFiles

/// Collects what libpng or libjpeg writes.
final class ByteSink {
  private(set) var bytes: [UInt8] = []

  /// Takes bytes for the sink that is the context.
  static let append: assay_byte_sink = { context, start, count in
    guard let context else { return }
    Unmanaged<ByteSink>.fromOpaque(context).takeUnretainedValue().bytes
      .append(contentsOf: UnsafeBufferPointer(start: start, count: count))
  }
}
