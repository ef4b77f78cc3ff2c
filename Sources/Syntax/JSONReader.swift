internal import Diagnostics
internal import Values

/// Reads JSON text into nodes that know their places; it goes on after a wrong word or number, and stops at any other
/// mistake.
struct JSONReader {
  private let bytes: [UInt8]
  private let file: FileID
  private var position = 0
  private var depth = 0
  /// The mistakes after which it went on.
  private(set) var diagnostics: [Diagnostic] = []

  init(_ bytes: [UInt8], file: FileID) {
    self.bytes = bytes
    self.file = file
  }

  /// The one value that the whole text is.
  mutating func document() throws(SyntaxFailure) -> JSONNode {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    let value = try value()
    skipSpace()
    guard position == bytes.count else {
      throw failure("Extraneous data after value", "Nothing may follow the JSON value.", position, position + 1)
    }
    return value
  }

  // MARK: Values

  private mutating func value() throws(SyntaxFailure) -> JSONNode {
    skipSpace()
    let start = position
    guard let first = byte else {
      throw failure("Missing value", "The JSON text ends where a value has to stand.", start, start + 1)
    }
    switch first {
    case UInt8(ascii: "{"): return try nested { (reader) throws(SyntaxFailure) in try reader.object() }
    case UInt8(ascii: "["): return try nested { (reader) throws(SyntaxFailure) in try reader.array() }
    case UInt8(ascii: "\""):
      let (text, isPlain) = try string()
      return .string(text, isPlain: isPlain, range(start, position))
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return try keyword()
    case UInt8(ascii: "}"):
      throw failure("Missing JSON value", "A value has to stand here.", start, start + 1)
    case UInt8(ascii: "]"):
      throw failure("Missing array element value", "A value has to stand here.", start, start + 1)
    default:
      throw failure(
        "Invalid start of value", "A value is an object, an array, a string, a number or a keyword.", start,
        endOfCharacter())
    }
  }

  /// Notes a mistake and takes null for what is wrong.
  private mutating func goOn(after failure: SyntaxFailure, to end: Int) throws(SyntaxFailure) -> JSONNode {
    if diagnostics.areTooMany { throw failure }
    diagnostics.append(failure.diagnostic)
    defer { position = end }
    return .null(range(position, end))
  }

  private mutating func nested(
    _ read: (inout JSONReader) throws(SyntaxFailure) -> JSONNode
  ) throws(SyntaxFailure) -> JSONNode {
    guard depth < Parser.nestingMax else {
      throw failure(
        "Too deeply nested", "Objects and arrays may be nested \(Parser.nestingMax) deep.", position, position + 1)
    }
    depth += 1
    defer { depth -= 1 }
    return try read(&self)
  }

  private mutating func object() throws(SyntaxFailure) -> JSONNode {
    let start = position
    position += 1
    var properties: [JSONProperty] = []
    skipSpace()
    if byte == UInt8(ascii: "}") {
      position += 1
      return .object([], range(start, position))
    }
    while true {
      skipSpace()
      let nameStart = position
      guard byte == UInt8(ascii: "\"") else {
        if byte == nil { throw unclosed("object", "brace", start) }
        throw failure(
          "Invalid object property name", "The name of a property is a string in double quotes.", position,
          endOfWord())
      }
      let (name, isPlain) = try string()
      let nameRange = range(nameStart, position)
      skipSpace()
      guard byte == UInt8(ascii: ":") else {
        throw failure(
          "Missing property value colon", "A colon stands between the name of a property and its value.", position,
          position + 1)
      }
      position += 1
      let value = try value()
      properties.append(JSONProperty(name: name, nameRange: nameRange, isPlain: isPlain, value: value))
      skipSpace()
      switch byte {
      case UInt8(ascii: "}"):
        position += 1
        return .object(properties, range(start, position))
      case UInt8(ascii: ","):
        let comma = position
        position += 1
        skipSpace()
        if byte == UInt8(ascii: "}") {
          throw failure(
            "Trailing comma in object", "In JSON no comma follows the last property.", comma, comma + 1)
        }
      case nil: throw unclosed("object", "brace", start)
      default:
        throw failure(
          "Missing attribute separator comma", "A comma stands between the properties of an object.", position,
          position + 1)
      }
    }
  }

  private mutating func array() throws(SyntaxFailure) -> JSONNode {
    let start = position
    position += 1
    var elements: [JSONNode] = []
    skipSpace()
    if byte == UInt8(ascii: "]") {
      position += 1
      return .array([], range(start, position))
    }
    while true {
      elements.append(try value())
      skipSpace()
      switch byte {
      case UInt8(ascii: "]"):
        position += 1
        return .array(elements, range(start, position))
      case UInt8(ascii: ","):
        let comma = position
        position += 1
        skipSpace()
        if byte == UInt8(ascii: "]") {
          throw failure("Trailing comma in array", "In JSON no comma follows the last value.", comma, comma + 1)
        }
      case nil: throw unclosed("array", "bracket", start)
      default:
        throw failure(
          "Missing attribute separator comma", "A comma stands between the values of an array.", position,
          position + 1)
      }
    }
  }

  private mutating func number() throws(SyntaxFailure) -> JSONNode {
    let start = position
    let end = endOfWord()
    let text = Array(bytes[start..<end])
    guard Self.isNumber(text), let number = Number(decimal: text) else {
      return try goOn(
        after: failure("Invalid JSON number", "This is not a number as JSON writes them.", start, end), to: end)
    }
    position = end
    return .number(number, range(start, end))
  }

  /// Digits without a leading zero, a fraction, an exponent (RFC 8259, section 6).
  private static func isNumber(_ text: [UInt8]) -> Bool {
    var rest = text[...]
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ?? false }
    func takeDigits() -> Bool {
      let before = rest.count
      rest = rest.drop { isDigit($0) }
      return rest.count < before
    }
    if rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    if rest.first == UInt8(ascii: "0") {
      rest.removeFirst()
    } else if !takeDigits() {
      return false
    }
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      if !takeDigits() { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest.removeFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
      if !takeDigits() { return false }
    }
    return rest.isEmpty
  }

  private mutating func keyword() throws(SyntaxFailure) -> JSONNode {
    let start = position
    let end = endOfWord()
    let word = String(decoding: bytes[start..<end], as: UTF8.self)
    switch word {
    case "null": position = end
    case "true", "false":
      position = end
      return .bool(word == "true", range(start, end))
    default:
      let near = suggestion(for: word.lowercased(), among: ["false", "null", "true"])
      return try goOn(
        after: failure(
          "Invalid JSON keyword", "\"\(word)\" is not a valid JSON keyword.", start, end,
          hint: near.map { "did you mean `\($0)`?" } ?? "text needs double quotes"), to: end)
    }
    return .null(range(start, end))
  }

  // MARK: Strings

  private mutating func string() throws(SyntaxFailure) -> (text: String, isPlain: Bool) {
    let start = position
    position += 1
    var text: [UInt8] = []
    var isPlain = true
    while let next = byte {
      switch next {
      case UInt8(ascii: "\""):
        position += 1
        return (String(decoding: text, as: UTF8.self), isPlain)
      case UInt8(ascii: "\\"):
        isPlain = false
        try escape(into: &text)
      case ..<0x20:
        throw failure(
          "Invalid JSON string", "A string ends on its line, and holds no control characters but as escapes.",
          position, position)
      default:
        text.append(next)
        position += 1
      }
    }
    throw failure("Invalid JSON string", "The closing quote of this string is missing.", start, start + 1)
  }

  private mutating func escape(into text: inout [UInt8]) throws(SyntaxFailure) {
    let start = position
    position += 1
    let simple: [UInt8: UInt8] = [
      UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
      UInt8(ascii: "/"): UInt8(ascii: "/"),
      UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]
    if let next = byte, let meant = simple[next] {
      text.append(meant)
      position += 1
      return
    }
    guard byte == UInt8(ascii: "u"), var code = unit(at: position + 1) else {
      throw failure("Invalid JSON string", "This escape is none of JSON's.", start, min(start + 2, bytes.count))
    }
    position += 5
    // A pair of surrogates is one character.
    if (0xD800..<0xDC00).contains(code), byte == UInt8(ascii: "\\"), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "u"), let low = unit(at: position + 2), (0xDC00..<0xE000).contains(low)
    {
      code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      position += 6
    }
    text += Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
  }

  /// Four hexadecimal digits.
  private func unit(at index: Int) -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    let digits = bytes[index..<index + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  // MARK: Bytes

  private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let next = byte, next == 0x20 || next == 0x09 || next == 0x0A || next == 0x0D { position += 1 }
  }

  private func endOfWord() -> Int {
    var end = position
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "."), 0x80...:
        end += 1
      default: return max(end, min(position + 1, bytes.count))
      }
    }
    return end
  }

  private func endOfCharacter() -> Int {
    var end = position + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private func range(_ lower: Int, _ upper: Int) -> SourceRange {
    SourceRange(file: file, lower: min(lower, bytes.count), upper: min(upper, bytes.count))
  }

  private func unclosed(_ noun: String, _ bracket: String, _ start: Int) -> SyntaxFailure {
    failure("Unclosed \(noun)", "The closing \(bracket) of this \(noun) is missing.", start, start + 1)
  }

  private func failure(
    _ summary: String, _ detail: String, _ lower: Int, _ upper: Int, hint: String? = nil
  ) -> SyntaxFailure {
    SyntaxFailure(.error(summary, detail: detail, at: range(lower, upper), hint: hint))
  }
}
