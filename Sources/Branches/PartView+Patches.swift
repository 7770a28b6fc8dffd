extension PartView {
  /// The share of each patch's pixels for which `isCounted` is true, 0...1, row by row.
  func shares(isCounted: (Int) -> Bool) -> [Float] {
    let cell = grid.cellSide
    var counts = [Int](repeating: 0, count: grid.patchCount)
    for row in 0..<grid.inputSide {
      for column in 0..<grid.inputSide where isCounted(row * grid.inputSide + column) {
        counts[row / cell * grid.columns + column / cell] += 1
      }
    }
    return counts.map { Float($0) / Float(cell * cell) }
  }
}
