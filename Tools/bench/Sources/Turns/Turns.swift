import Foundation

/// Runs work whenever standard input asks for it, so that several programs can take turns on one machine.
///
/// Each line of standard input is a number of runs. For each run a line of milliseconds, wall clock and processor
/// time, is written; then one of the largest memory this process has had so far, in MB.
public func takeTurns(_ work: () throws -> Void) rethrows {
  while let line = readLine(), let runs = Int(line) {
    for _ in 0..<runs {
      let (wall, processor) = (milliseconds(CLOCK_MONOTONIC), milliseconds(CLOCK_PROCESS_CPUTIME_ID))
      try work()
      print(milliseconds(CLOCK_MONOTONIC) - wall, milliseconds(CLOCK_PROCESS_CPUTIME_ID) - processor)
    }
    print(peakMegabytes())
    fflush(nil)
  }
}

/// The arguments after the program's name; ends the program with a usage line unless there are `names.count`.
public func arguments(_ names: String...) -> [String] {
  let arguments = Array(CommandLine.arguments.dropFirst())
  guard arguments.count == names.count else {
    print("usage:", CommandLine.arguments[0], names.joined(separator: " "))
    exit(64)
  }
  return arguments
}

/// The 32-bit floats of a file without a header, read to their place so that they are in memory once.
public func floats(at path: String) throws -> [Float] {
  let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
  let bytes = Int(try file.seekToEnd())
  try file.seek(toOffset: 0)
  return [Float](unsafeUninitializedCapacity: bytes / 4) { buffer, count in
    var filled = 0
    while filled < bytes {
      guard let start = buffer.baseAddress else { break }
      let got = read(file.fileDescriptor, UnsafeMutableRawPointer(start) + filled, bytes - filled)
      guard got > 0 else { break }
      filled += got
    }
    count = filled / 4
  }
}

/// Writes 32-bit integers without a header, so that answers can be compared.
public func write(_ answer: [Int], to path: String) throws {
  let data = answer.map(Int32.init).withUnsafeBytes { Data($0) }
  try data.write(to: URL(fileURLWithPath: path))
}

private func milliseconds(_ clock: clockid_t) -> Double {
  var time = timespec()
  clock_gettime(clock, &time)
  return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) * 1e-6
}

/// The high-water mark of this process's own memory; `getrusage` would count that of the process it was forked from.
private func peakMegabytes() -> Int {
  let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
  return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 / 1024 }
    ?? 0
}
