extension Tensor {
  /// The element at a position of a one-dimensional tensor, or at a flat position of any other.
  public subscript(flat index: Int) -> Float {
    get { elements[index] }
    set { elements[index] = newValue }
  }

  /// The element of a matrix.
  public subscript(row: Int, column: Int) -> Float {
    get { elements[offset(row, column)] }
    set { elements[offset(row, column)] = newValue }
  }

  /// The element of a three-dimensional tensor.
  public subscript(first: Int, second: Int, third: Int) -> Float {
    get { elements[offset(first, second, third)] }
    set { elements[offset(first, second, third)] = newValue }
  }

  /// One step of the outermost axis, as a slice of the elements.
  public func row(_ index: Int) -> ArraySlice<Float> {
    elements[index * rowCount..<(index + 1) * rowCount]
  }

  /// The given steps of the outermost axis, in the order asked for.
  public func rows(at indices: [Int]) -> Tensor {
    var gathered: [Float] = []
    gathered.reserveCapacity(indices.count * rowCount)
    for index in indices { gathered.append(contentsOf: row(index)) }
    return Tensor(shape: [indices.count] + shape.dropFirst(), elements: gathered)
  }

  /// The given columns of every row of a matrix.
  public func columns(_ range: Range<Int>) -> Tensor {
    guard range != 0..<rowCount else { return self }
    var kept: [Float] = []
    kept.reserveCapacity(rows * range.count)
    for index in 0..<rows { kept += row(index).dropFirst(range.lowerBound).prefix(range.count) }
    return Tensor(shape: [rows, range.count], elements: kept)
  }

  /// Two matrices of as many rows side by side.
  package func joined(_ other: Tensor) -> Tensor {
    precondition(rows == other.rows, "shapes \(shape) and \(other.shape) side by side")
    var joined: [Float] = []
    joined.reserveCapacity(count + other.count)
    for index in 0..<rows {
      joined += row(index)
      joined += other.row(index)
    }
    return Tensor(shape: [rows, rowCount + other.rowCount], elements: joined)
  }

  private func offset(_ row: Int, _ column: Int) -> Int {
    precondition(shape.count == 2, "two indices into a tensor of shape \(shape)")
    precondition(
      row >= 0 && row < shape[0] && column >= 0 && column < shape[1],
      "index [\(row), \(column)] outside shape \(shape)")
    return row * shape[1] + column
  }

  private func offset(_ first: Int, _ second: Int, _ third: Int) -> Int {
    precondition(shape.count == 3, "three indices into a tensor of shape \(shape)")
    precondition(
      first >= 0 && first < shape[0] && second >= 0 && second < shape[1]
        && third >= 0 && third < shape[2],
      "index [\(first), \(second), \(third)] outside shape \(shape)")
    return (first * shape[1] + second) * shape[2] + third
  }
}
