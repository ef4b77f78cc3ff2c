internal import Diagnostics

extension Parser {
  /// The text that a token of template text stands for: backslash escapes (in quoted strings alone), `$${` and `%%{`
  /// resolved. Wrong escapes are reported and left out.
  mutating func literalText(_ token: Token) -> String {
    let range = Int(token.lower)..<Int(token.upper)
    let isQuoted = token.kind == .quotedText
    let isPlain = bytes.withUnsafeBufferPointer { bytes in
      bytes[range].allSatisfy {
        $0 != UInt8(ascii: "$") && $0 != UInt8(ascii: "%") && ($0 != UInt8(ascii: "\\") || !isQuoted)
      }
    }
    if isPlain { return self.text(token) }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "\\") where isQuoted:
        index = resolveEscape(at: index, before: range.upperBound, into: &text)
        continue
      case UInt8(ascii: "$"), UInt8(ascii: "%"):
        text.append(byte)
        let isEscape =
          index + 2 < range.upperBound && bytes[index + 1] == byte && bytes[index + 2] == UInt8(ascii: "{")
        if isEscape {
          text.append(UInt8(ascii: "{"))
          index += 3
          continue
        }
      default:
        text.append(byte)
      }
      index += 1
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Adds what the escape at a backslash stands for, and returns where it ends.
  private mutating func resolveEscape(at start: Int, before limit: Int, into text: inout [UInt8]) -> Int {
    // A backslash before a line's end or the end of the file: the broken string is reported as such.
    guard start + 1 < limit else { return limit }
    let selector = bytes[start + 1]
    switch selector {
    case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
    case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
    case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(selector)
    case UInt8(ascii: "u"): return resolveUnicodeEscape(at: start, digits: 4, before: limit, into: &text)
    case UInt8(ascii: "U"): return resolveUnicodeEscape(at: start, digits: 8, before: limit, into: &text)
    default:
      var end = start + 2
      while end < limit, bytes[end] & 0xC0 == 0x80 { end += 1 }
      let symbol = String(decoding: bytes[start + 1..<end], as: UTF8.self)
      report(.unknownEscape(symbol, at: range(start, end)))
      return end
    }
    return start + 2
  }

  private mutating func resolveUnicodeEscape(
    at start: Int, digits: Int, before limit: Int, into text: inout [UInt8]
  ) -> Int {
    var end = start + 2
    var code: UInt32 = 0
    while end < min(start + 2 + digits, limit), let digit = Character(Unicode.Scalar(bytes[end])).hexDigitValue {
      code = code << 4 | UInt32(digit)
      end += 1
    }
    guard end == start + 2 + digits else {
      report(.incompleteUnicodeEscape(digits: digits, at: range(start, end)))
      return end
    }
    guard let scalar = Unicode.Scalar(code) else {
      report(.unencodableCharacter(code, at: range(start, end)))
      return end
    }
    text += UTF8.encode(scalar).map(Array.init) ?? []
    return end
  }

  /// Adds a mistake that ends nothing, so that there may be any number of them in one string.
  private mutating func report(_ diagnostic: Diagnostic) {
    if !diagnostics.areTooMany { diagnostics.append(diagnostic) }
  }
}
