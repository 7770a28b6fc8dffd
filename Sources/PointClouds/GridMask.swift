/// A set of pixels of a grid.
struct GridMask {
  let height: Int
  let width: Int
  private(set) var isSet: [Bool]

  init(height: Int, width: Int, isSet: [Bool]) {
    precondition(isSet.count == height * width, "\(isSet.count) flags for \(height) x \(width) pixels")
    self.height = height
    self.width = width
    self.isSet = isSet
  }

  /// Sets every pixel that cannot be left for the edge of the grid by steps along rows and columns.
  mutating func fillHoles() {
    var isOutside = [Bool](repeating: false, count: isSet.count)
    var open: [Int] = []
    func visit(_ pixel: Int) {
      guard !isSet[pixel], !isOutside[pixel] else { return }
      isOutside[pixel] = true
      open.append(pixel)
    }
    for pixel in isSet.indices where isAtEdge(pixel) { visit(pixel) }
    while let pixel = open.popLast() {
      let column = pixel % width
      if pixel >= width { visit(pixel - width) }
      if pixel + width < isSet.count { visit(pixel + width) }
      if column > 0 { visit(pixel - 1) }
      if column + 1 < width { visit(pixel + 1) }
    }
    isSet = isOutside.map { !$0 }
  }

  private func isAtEdge(_ pixel: Int) -> Bool {
    let column = pixel % width
    return pixel < width || pixel + width >= isSet.count || column == 0 || column == width - 1
  }

  /// Sets every pixel within `reach` rows and columns of a set one.
  mutating func dilate(by reach: Int) {
    guard reach > 0 else { return }
    spread(by: reach, lines: height, length: width, lineStep: width, step: 1)
    spread(by: reach, lines: width, length: height, lineStep: 1, step: width)
  }

  /// Dilates along one axis, in time that does not depend on `reach`.
  private mutating func spread(by reach: Int, lines: Int, length: Int, lineStep: Int, step: Int) {
    let before = isSet
    for line in 0..<lines {
      var sets = 0
      for position in 0..<length + reach {
        if position < length, before[line * lineStep + position * step] { sets += 1 }
        let leaving = position - 2 * reach - 1
        if leaving >= 0, leaving < length, before[line * lineStep + leaving * step] { sets -= 1 }
        let target = position - reach
        if target >= 0, sets > 0 { isSet[line * lineStep + target * step] = true }
      }
    }
  }
}
