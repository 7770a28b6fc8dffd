import CTIFF
import Foundation

/// A file in memory as libtiff's callbacks see it, and what libtiff says about it.
final class TIFFMemory {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: UInt64 = 0

  /// The first complaint; what follows are its consequences.
  private(set) var message: String?

  /// Wraps bytes that must stay where they are as long as libtiff reads them.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// Opens the file; nil with a message when libtiff refuses.
  ///
  /// libtiff takes the bytes for a mapped file and decodes from them without a copy. The mode "rc" keeps it
  /// from pretending that one large strip is many.
  func open() -> OpaquePointer? {
    guard let options = TIFFOpenOptionsAlloc() else { return nil }
    defer { TIFFOpenOptionsFree(options) }
    let this = Unmanaged.passUnretained(self).toOpaque()
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, tmsize_t(ImageLimits.chunkBytes))
    TIFFOpenOptionsSetErrorHandlerExtR(
      options,
      { _, handle, _, format, arguments in
        // A named closure of this type makes swift-symbolgraph-extract 6.3 crash.
        guard let format, let arguments, let memory = TIFFMemory.of(handle) else { return 1 }
        var buffer = [CChar](repeating: 0, count: 256)
        vsnprintf(&buffer, buffer.count, format, arguments)
        memory.keep(text(of: buffer))
        return 1
      }, this)
    TIFFOpenOptionsSetWarningHandlerExtR(options, { _, _, _, _, _ in 1 }, this)
    return TIFFClientOpenExt(
      "TIFF", "rc", this, readProc, { _, _, _ in -1 }, seekProc, { _ in 0 }, sizeProc, mapProc,
      { _, _, _ in }, options)
  }

  fileprivate static func of(_ handle: UnsafeMutableRawPointer?) -> TIFFMemory? {
    handle.map { Unmanaged<TIFFMemory>.fromOpaque($0).takeUnretainedValue() }
  }

  fileprivate func read(_ target: UnsafeMutableRawPointer, _ count: Int) -> Int {
    guard position < UInt64(bytes.count), let base = bytes.baseAddress else { return 0 }
    let step = min(max(0, count), bytes.count - Int(position))
    target.copyMemory(from: base + Int(position), byteCount: step)
    position += UInt64(step)
    return step
  }

  fileprivate func seek(_ offset: UInt64, _ origin: Int32) -> UInt64 {
    switch origin {
    case SEEK_CUR: position &+= offset
    case SEEK_END: position = UInt64(bytes.count) &+ offset
    default: position = offset
    }
    return position
  }

  fileprivate var content: UnsafeBufferPointer<UInt8> { bytes }

  fileprivate func keep(_ text: String) {
    if message == nil { message = text }
  }
}

private let readProc: TIFFReadWriteProc = { handle, target, count in
  guard let target, let memory = TIFFMemory.of(handle) else { return -1 }
  return tmsize_t(memory.read(target, Int(count)))
}

private let seekProc: TIFFSeekProc = { handle, offset, origin in
  TIFFMemory.of(handle)?.seek(offset, origin) ?? UInt64.max
}

private let sizeProc: TIFFSizeProc = { handle in
  UInt64(TIFFMemory.of(handle)?.content.count ?? 0)
}

private let mapProc: TIFFMapFileProc = { handle, base, size in
  guard let content = TIFFMemory.of(handle)?.content, let start = content.baseAddress else { return 0 }
  base?.pointee = UnsafeMutableRawPointer(mutating: start)
  size?.pointee = UInt64(content.count)
  return 1
}
