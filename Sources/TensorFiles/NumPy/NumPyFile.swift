import Files
import Tensors

/// Reads arrays that `numpy.save` has written, of numbers only: nothing in the file is executed.
///
/// Versions 1 to 3 of the format; floats of 16, 32 and 64 bits and whole numbers of 8 to 64, of either byte order, in
/// C or Fortran order. Objects, structures, text and complex numbers are refused by name.
public enum NumPyFile {
  /// The largest file that is read, in bytes.
  private static let sizeLimit = 256 << 20

  /// The most axes that are read.
  private static let axisLimit = 4

  /// Reads an array.
  ///
  /// - Parameters:
  ///   - path: A file that begins with NumPy's magic bytes.
  ///   - elementLimit: The most numbers accepted; checked before memory is taken.
  /// - Returns: The array, in C order.
  /// - Throws: `TensorFileError` that names the file, what was expected and what was found.
  public static func read(_ path: String, elementLimit: Int) throws(TensorFileError) -> NumPyArray {
    let source = try source(path)
    let header = try NumPyHeader(source)
    let count = try elementCount(header, path: path, limit: elementLimit)
    let rest = source.size - header.dataStart
    guard rest == count * header.type.width else {
      throw .malformed(
        path: path, part: "numbers", expected: "\(count * header.type.width) bytes for shape \(header.shape)",
        found: "\(rest)")
    }
    var bytes = try source.bytes(header.dataStart..<source.size)
    if header.isBigEndian { swap(&bytes, width: header.type.width) }
    let numbers = bytes.withUnsafeBytes { header.type.roundedFloats($0) }
    let tensor =
      header.isFortranOrder
      ? transposed(numbers, shape: header.shape) : Tensor(shape: header.shape, elements: numbers)
    return NumPyArray(tensor: tensor, isWhole: !header.type.isFloatingPoint)
  }

  private static func source(_ path: String) throws(TensorFileError) -> ByteSource {
    do throws(FileError) {
      let file = try OpenFile(path)
      guard file.size <= sizeLimit else {
        throw .tooLarge(path: path, size: file.size, limit: sizeLimit)
      }
      return ByteSource(path: path, size: file.size) { (range) throws(FileError) in
        try file.read(at: range.lowerBound, count: range.count)
      }
    } catch {
      throw .file(error)
    }
  }

  private static func elementCount(
    _ header: NumPyHeader, path: String, limit: Int
  ) throws(TensorFileError) -> Int {
    guard (1...axisLimit).contains(header.shape.count), header.shape.allSatisfy({ $0 > 0 }) else {
      throw .malformed(
        path: path, part: "header", expected: "1 to \(axisLimit) axes of at least 1",
        found: "shape \(header.shape)")
    }
    var count = 1
    for length in header.shape {
      let (product, isHuge) = count.multipliedReportingOverflow(by: length)
      guard !isHuge, product <= limit else {
        throw .overLimit(path: path, quantity: "numbers", limit: limit, found: isHuge ? .max : product)
      }
      count = product
    }
    return count
  }

  private static func swap(_ bytes: inout [UInt8], width: Int) {
    for start in stride(from: 0, to: bytes.count, by: width) {
      for offset in 0..<width / 2 { bytes.swapAt(start + offset, start + width - 1 - offset) }
    }
  }

  /// Numbers whose first axis runs fastest, in C order.
  private static func transposed(_ numbers: [Float], shape: [Int]) -> Tensor {
    var elements: [Float] = []
    elements.reserveCapacity(numbers.count)
    var index = [Int](repeating: 0, count: shape.count)
    var steps = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropFirst() { steps[axis] = steps[axis - 1] * shape[axis - 1] }
    for _ in numbers.indices {
      elements.append(numbers[zip(index, steps).reduce(0) { $0 + $1.0 * $1.1 }])
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        if index[axis] < shape[axis] { break }
        index[axis] = 0
        axis -= 1
      }
    }
    return Tensor(shape: shape, elements: elements)
  }
}
