internal import Values

/// A JSON text on its way to json-c: checked for what json-c takes too lightly, and put so that no digit gets lost.
///
/// json-c clamps integers beyond 64 bits, drops the sign of `-0` and stops at NUL bytes; it takes some malformed numbers and
/// control characters in strings, and cuts names at U+0000.
struct JSONSource {
  private let bytes: [UInt8]
  private var place = 0
  /// Where integers end that json-c would change.
  private var integerEnds: [Int] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The text with a NUL at its end and with `e0` behind those integers, which makes json-c keep the digits.
  consuming func checked() throws(JSONError) -> [UInt8] {
    try checkUTF8()
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""): try checkString()
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try checkNumber()
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
        UInt8(ascii: ":"), UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"):
        place += 1
      case UInt8(ascii: "t"): try checkWord("true")
      case UInt8(ascii: "f"): try checkWord("false")
      case UInt8(ascii: "n"): try checkWord("null")
      default: throw JSONError(offset: place, reason: "this character can't stand here")
      }
    }
    return terminated()
  }

  private func checkUTF8() throws(JSONError) {
    // The usual text is ASCII; only others pay for validation.
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte < 0x80 {
        place += 1
        continue
      }
      let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
      let end = min(place + length, bytes.count)
      guard String(validating: bytes[place..<end], as: UTF8.self) != nil else {
        throw JSONError(offset: place, reason: "the text is not valid UTF-8")
      }
      place = end
    }
  }

  private mutating func checkWord(_ word: StaticString) throws(JSONError) {
    guard bytes[place...].prefix(word.utf8CodeUnitCount).elementsEqual(word.description.utf8) else {
      throw JSONError(offset: place, reason: "the only words are true, false and null")
    }
    place += word.utf8CodeUnitCount
  }

  private mutating func checkString() throws(JSONError) {
    let start = place
    var hasNull = false
    place += 1
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] < 0x20 {
        throw JSONError(offset: place, reason: "a control character in a string must be escaped")
      }
      if bytes[place] == UInt8(ascii: "\\") {
        hasNull = hasNull || bytes[place...].prefix(6).elementsEqual("\\u0000".utf8)
        place += 1
      }
      place += 1
    }
    guard place < bytes.count else { throw JSONError(offset: start, reason: "the string has no end") }
    place += 1
    if hasNull, bytes[place...].first(where: { !JSONSource.isSpace($0) }) == UInt8(ascii: ":") {
      throw JSONError(offset: start, reason: "U+0000 can't be part of a member's name")
    }
  }

  /// Checks the grammar of RFC 8259: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  private mutating func checkNumber() throws(JSONError) {
    let start = place
    if bytes[place] == UInt8(ascii: "-") { place += 1 }
    let wholeStart = place
    let whole = skipDigits()
    let hasLeadingZero = whole > 1 && bytes[wholeStart] == UInt8(ascii: "0")
    var isWhole = true
    var isValid = whole > 0 && !hasLeadingZero
    if isNext("."), isValid {
      place += 1
      isWhole = false
      isValid = skipDigits() > 0
    }
    if isNext("e") || isNext("E"), isValid {
      place += 1
      isWhole = false
      if isNext("-") || isNext("+") { place += 1 }
      isValid = skipDigits() > 0
    }
    guard isValid else { throw JSONError(offset: start, reason: "this is not a number of JSON") }
    if isWhole {
      let isNegativeZero = whole == 1 && wholeStart > start && bytes[wholeStart] == UInt8(ascii: "0")
      if whole > 18 || isNegativeZero { integerEnds.append(place) }
    } else if Number(decimal: Array(bytes[start..<place])) == nil {
      throw JSONError(offset: start, reason: "the number is out of bounds")
    }
  }

  private mutating func skipDigits() -> Int {
    let start = place
    while place < bytes.count, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") { place += 1 }
    return place - start
  }

  private func isNext(_ character: Unicode.Scalar) -> Bool {
    place < bytes.count && bytes[place] == UInt8(ascii: character)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\t")
  }

  private func terminated() -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + 2 * integerEnds.count + 1)
    var start = 0
    for end in integerEnds {
      text += bytes[start..<end]
      text += "e0".utf8
      start = end
    }
    text += bytes[start...]
    text.append(0)
    return text
  }
}
