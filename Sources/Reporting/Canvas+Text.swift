extension Canvas {
  /// Writes one line of text with its upper left corner at a place.
  ///
  /// - Parameters:
  ///   - text: What to write.
  ///   - left: The first column.
  ///   - top: The first row.
  ///   - scale: Pixels for each dot of a letter.
  ///   - color: The color of the letters.
  mutating func write(_ text: String, left: Int, top: Int, scale: Int, color: Color) {
    for (index, character) in text.enumerated() {
      let start = left + index * BitmapFont.advance * scale
      for dot in BitmapFont.dots(of: character) {
        let place = Rectangle(
          left: start + dot.column * scale, top: top + dot.row * scale, width: scale, height: scale)
        fill(place, color)
      }
    }
  }
}
