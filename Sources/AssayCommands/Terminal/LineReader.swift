import Foundation

/// Lines of standard input as they come; a signal ends the waiting, and a line without an end takes no memory.
struct LineReader {
  /// One line of input.
  enum Line: Equatable {
    /// Its text, without the line break.
    case text(String)

    /// It has more bytes than a line may have; they are dropped.
    case tooLong
  }

  /// The bytes of a line at most.
  static let lengthLimit = 1 << 20

  private let descriptor: Int32
  private let interruption: Interruption
  private var pending: [UInt8] = []
  private var isSkipping = false
  private var isAtEnd = false

  /// A reader of a file descriptor.
  init(_ descriptor: Int32 = STDIN_FILENO, interruption: Interruption = .shared) {
    self.descriptor = descriptor
    self.interruption = interruption
  }

  /// The next line; nil at the end of the input, or after a signal.
  ///
  /// - Throws: `CommandFailure` with exit code 66 when the input cannot be read.
  mutating func next() throws(CommandFailure) -> Line? {
    while interruption.status == nil {
      if let line = takeLine() { return line }
      guard !isAtEnd else { return takeRest() }
      try fill()
    }
    return nil
  }

  /// A whole line of what has been read, if there is one.
  private mutating func takeLine() -> Line? {
    while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
      let line = pending[..<end]
      let isTooLong = isSkipping || line.count > Self.lengthLimit
      let text = isTooLong ? "" : String(decoding: line, as: UTF8.self)
      pending.removeSubrange(...end)
      isSkipping = false
      return isTooLong ? .tooLong : .text(text)
    }
    if pending.count > Self.lengthLimit {
      pending = []
      isSkipping = true
    }
    return nil
  }

  /// What comes after the last line break.
  private mutating func takeRest() -> Line? {
    defer { (pending, isSkipping) = ([], false) }
    if isSkipping { return .tooLong }
    return pending.isEmpty ? nil : .text(String(decoding: pending, as: UTF8.self))
  }

  /// Waits for more input or a signal, and takes what is there.
  private mutating func fill() throws(CommandFailure) {
    var descriptors = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
    ]
    poll(&descriptors, 2, -1)
    guard descriptors[1].revents == 0, descriptors[0].revents != 0 else { return }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(descriptor, &bytes, bytes.count)
    if count < 0 && errno == EINTR { return }
    guard count >= 0 else {
      throw CommandFailure(
        .missingInput, "standard input cannot be read: \(String(cString: strerror(errno)))")
    }
    isAtEnd = count == 0
    pending += bytes[..<count]
  }
}
