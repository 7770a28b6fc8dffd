/// The 8-connected pieces of a mask.
struct PixelIslands {
  private let pieces: [[Int]]
  private let count: Int

  /// Finds the pieces of a mask of some width, row-major.
  init(_ mask: [Bool], width: Int) {
    var isOpen = mask
    var pieces: [[Int]] = []
    for start in mask.indices where isOpen[start] {
      pieces.append(Self.piece(from: start, width: width, in: &isOpen))
    }
    self.pieces = pieces
    count = mask.count
  }

  /// The mask without pieces that are tiny beside the largest.
  ///
  /// Where two views round a silhouette or a cast edge differently, single pixels differ far from the defect. Metrics
  /// that weigh every piece alike would count each of them as a defect.
  var withoutSpecks: [Bool] {
    let largest = pieces.reduce(0) { max($0, $1.count) }
    var mask = [Bool](repeating: false, count: count)
    for piece in pieces where piece.count * Self.speckShare >= largest {
      for pixel in piece { mask[pixel] = true }
    }
    return mask
  }

  /// Pieces smaller than the largest by this factor are specks.
  private static let speckShare = 12

  private static func piece(from start: Int, width: Int, in isOpen: inout [Bool]) -> [Int] {
    let height = isOpen.count / width
    var piece = [start]
    isOpen[start] = false
    var next = 0
    while next < piece.count {
      let (row, column) = (piece[next] / width, piece[next] % width)
      for y in max(row - 1, 0)...min(row + 1, height - 1) {
        for x in max(column - 1, 0)...min(column + 1, width - 1) where isOpen[y * width + x] {
          isOpen[y * width + x] = false
          piece.append(y * width + x)
        }
      }
      next += 1
    }
    return piece
  }
}
