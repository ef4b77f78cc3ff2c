extension Lexer {
  /// Takes text up to the end of a quoted string, a line's end or the next sequence.
  mutating func lexQuoted() {
    let lower = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        addText(.quotedText, from: lower)
        take(.closeQuote, 1)
        frames.removeLast()
        return
      case UInt8(ascii: "\\"):
        // Whatever is escaped belongs to the text, except a line's end.
        let next = byte(position + 1)
        position += next == UInt8(ascii: "\n") || next == UInt8(ascii: "\r") || position + 1 == bytes.count ? 1 : 2
      case UInt8(ascii: "\n"):
        let hasReturn = position > lower && bytes[position - 1] == UInt8(ascii: "\r")
        if hasReturn { position -= 1 }
        addText(.quotedText, from: lower)
        take(.quotedNewline, hasReturn ? 2 : 1)
        return
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if lexSequence(.quotedText, from: lower) { return }
      default:
        position += 1
      }
    }
    addText(.quotedText, from: lower)
  }

  /// Takes one line of a heredoc, or the line that closes it.
  mutating func lexHeredoc(_ marker: Range<Int>) {
    let isAtLineStart = position == 0 || bytes[position - 1] == UInt8(ascii: "\n")
    if isAtLineStart, let end = closingLineEnd(marker) {
      take(.closeHeredoc, end - position)
      frames.removeLast()
    } else {
      lexText()
    }
  }

  /// Takes text to the end of the line, the next sequence or the end of the file.
  mutating func lexText() {
    let lower = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"):
        position += 1
        add(.text, from: lower)
        return
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        if lexSequence(.text, from: lower) { return }
      default:
        position += 1
      }
    }
    addText(.text, from: lower)
  }

  /// Takes `<<ID` or `<<-ID` and the line's end, and enters the heredoc; false if this is not one.
  mutating func lexHeredocOpening() -> Bool {
    guard byte(position + 1) == UInt8(ascii: "<") else { return false }
    let isFlush = byte(position + 2) == UInt8(ascii: "-")
    let start = position + (isFlush ? 3 : 2)
    var end = start
    while end < bytes.count, isMarkerByte(bytes[end], isFirst: end == start) { end += 1 }
    guard end > start else { return false }
    let lineEnd = byte(end) == UInt8(ascii: "\r") ? end + 1 : end
    guard byte(lineEnd) == UInt8(ascii: "\n") else { return false }
    take(.openHeredoc, lineEnd + 1 - position)
    frames.append(.heredoc(marker: start..<end))
    return true
  }

  // Outside ASCII any character will do: a name that is none stands in no sensible file.
  private func isMarkerByte(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), 0x80...: true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): !isFirst
    default: false
    }
  }

  /// Where the line that starts here ends, if it holds nothing but the marker and blanks.
  private func closingLineEnd(_ marker: Range<Int>) -> Int? {
    var start = position
    while byte(start) == UInt8(ascii: " ") || byte(start) == UInt8(ascii: "\t") { start += 1 }
    var end = start + marker.count
    guard end <= bytes.count, bytes[start..<end].elementsEqual(bytes[marker]) else { return nil }
    let markerEnd = end
    while byte(end) == UInt8(ascii: " ") || byte(end) == UInt8(ascii: "\t") { end += 1 }
    if byte(end) == UInt8(ascii: "\r"), byte(end + 1) == UInt8(ascii: "\n") { return markerEnd }
    return end == bytes.count || bytes[end] == UInt8(ascii: "\n") ? markerEnd : nil
  }

  /// At a `$` or `%`: takes the text before it and the opening of a sequence, and enters the code in it; or skips the
  /// sign if it opens nothing (`$${` stands for `${`), and returns false.
  private mutating func lexSequence(_ textKind: Token.Kind, from lower: Int) -> Bool {
    let sign = bytes[position]
    if byte(position + 1) == sign, byte(position + 2) == UInt8(ascii: "{") {
      position += 3
      return false
    }
    guard byte(position + 1) == UInt8(ascii: "{") else {
      position += 1
      return false
    }
    addText(textKind, from: lower)
    let kind: Token.Kind = sign == UInt8(ascii: "$") ? .interpolation : .directive
    take(kind, byte(position + 2) == UInt8(ascii: "~") ? 3 : 2)
    frames.append(.code(openBraces: 0))
    return true
  }

  private mutating func addText(_ kind: Token.Kind, from lower: Int) {
    if position > lower { add(kind, from: lower) }
  }
}
