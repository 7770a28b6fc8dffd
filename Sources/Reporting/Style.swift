/// The looks that all pictures share.
enum Style {
  static let background = Color(hex: 0x14161b)
  static let text = Color(hex: 0xe8eaee)
  static let faintText = Color(hex: 0x9aa0ab)
  static let contour = Color(hex: 0xffffff)
  static let truth = Color(hex: 0x35e0ff)
  static let seam = Color(hex: 0x000000)

  /// Pixels for each dot of a letter, and for the thickness of a line.
  static func textScale(height: Int) -> Int {
    max(1, min((height + 160) / 320, 8))
  }
}
