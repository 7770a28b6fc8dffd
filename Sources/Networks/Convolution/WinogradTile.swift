/// The output tiles of Winograd's minimal filtering for 3 x 3 windows (Lavin & Gray, arXiv 1509.09308).
package enum WinogradTile: Int, Sendable, CaseIterable {
  /// F(2 x 2, 3 x 3): 16 products for 4 outputs.
  case two = 2
  /// F(4 x 4, 3 x 3): 36 products for 16 outputs, and about ten times the rounding error.
  case four = 4

  /// The products along one side.
  var reach: Int { rawValue + 2 }

  /// The tiles that cover an extent.
  func count(covering size: Int) -> Int { (size + rawValue - 1) / rawValue }

  /// The tile with the least work for an output's size.
  ///
  /// Weights are transformed for each block of tiles, at about the cost of multiplying them by eight tiles.
  static func cheapest(height: Int, width: Int) -> WinogradTile {
    let cost = { (tile: WinogradTile) in
      tile.reach * tile.reach * (tile.count(covering: height) * tile.count(covering: width) + 8)
    }
    return cost(.four) <= cost(.two) ? .four : .two
  }
}
