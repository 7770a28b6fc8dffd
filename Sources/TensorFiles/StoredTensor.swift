import Files
import Foundation

/// A tensor of 32-bit floats that stays in its file and is read a few rows at a time.
///
/// The file stays open as long as the tensor is used, so a file that is put in its place changes nothing.
public struct StoredTensor: Sendable {
  /// The extent of each axis, outermost first.
  public let shape: [Int]

  private let file: OpenFile
  private let offset: Int

  /// A tensor whose elements, little-endian and row-major, begin at a byte of a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - offset: The first byte of the first element.
  ///   - shape: The extent of each axis.
  public init(in file: OpenFile, at offset: Int = 0, shape: [Int]) {
    self.file = file
    self.offset = offset
    self.shape = shape
  }

  /// Reads some steps of the outermost axis and calls `body` with their elements.
  ///
  /// - Parameters:
  ///   - range: Which of them.
  ///   - body: Gets the elements, which may be of any value.
  /// - Returns: What `body` returns.
  /// - Throws: `FileError.unreadable` when the system refuses, or the file has become shorter.
  public func withRows<Result>(
    _ range: Range<Int>, _ body: (UnsafeBufferPointer<Float>) -> Result
  ) throws(FileError) -> Result {
    let width = shape.dropFirst().reduce(1, *)
    let bytes = MemoryLayout<Float>.size * width
    let answer = withUnsafeTemporaryAllocation(of: Float.self, capacity: range.count * width) { floats in
      Swift.Result { () throws(FileError) in
        try file.read(at: offset + range.lowerBound * bytes, into: UnsafeMutableRawBufferPointer(floats))
        return body(UnsafeBufferPointer(floats))
      }
    }
    return try answer.get()
  }
}
