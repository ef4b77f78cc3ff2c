extension Character {
  /// How many columns of a terminal the character takes: two where it is East Asian and wide, or an emoji.
  package var displayWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first, first.value >= 0x300 else { return 1 }
    // The variation selector asks for the picture, whatever the scalar alone would show.
    if first.properties.isEmojiPresentation || scalars.contains("\u{FE0F}") { return 2 }
    return Self.wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  /// The blocks whose characters are wide or full-width by Unicode's Standard Annex 11.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
    0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6,
    0x16FE0...0x18CFF, 0x1B000...0x1B2FF, 0x20000...0x3FFFD,
  ]
}

extension Sequence<Character> {
  /// How many columns the characters take, none of them a tab.
  package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }
}
