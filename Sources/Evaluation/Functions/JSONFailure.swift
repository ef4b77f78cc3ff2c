/// What Go's decoder, which Terraform reads JSON with, says of the first character that is wrong in a text.
struct JSONFailure: Error {
  /// A phrase without a full stop; it shows no more of the text than one character.
  let message: String

  /// Nil where the text merely ends too early.
  init?(in bytes: [UInt8]) {
    var scanner = Scanner(bytes)
    do throws(JSONFailure) {
      try scanner.scan()
      return nil
    } catch {
      self = error
    }
  }

  private init(_ message: String) {
    self.message = message
  }

  private struct Scanner {
    private enum Container {
      case array
      case object
    }

    /// What comes next.
    private enum Place {
      case value
      case firstElement
      case afterElement
      case firstKey
      case key
      case colon
      case afterMember

      /// What is said of something else.
      var context: String {
        switch self {
        case .value, .firstElement: " looking for beginning of value"
        case .afterElement: " after array element"
        case .firstKey: ""
        case .key: " looking for beginning of object key string"
        case .colon: " after object key"
        case .afterMember: " after object key:value pair"
        }
      }
    }

    private let bytes: [UInt8]
    private var index = 0
    /// The arrays and objects around, the innermost last.
    private var containers: [Container] = []

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func scan() throws(JSONFailure) {
      var place = Place.value
      while let byte = next() {
        switch (place, byte) {
        case (.value, UInt8(ascii: "[")), (.firstElement, UInt8(ascii: "[")):
          index += 1
          containers.append(.array)
          place = .firstElement
        case (.value, UInt8(ascii: "{")), (.firstElement, UInt8(ascii: "{")):
          index += 1
          containers.append(.object)
          place = .firstKey
        case (.firstElement, UInt8(ascii: "]")), (.afterElement, UInt8(ascii: "]")),
          (.firstKey, UInt8(ascii: "}")), (.afterMember, UInt8(ascii: "}")):
          index += 1
          containers.removeLast()
          place = try placeBehindValue()
        case (.value, _), (.firstElement, _):
          try scalar(byte)
          place = try placeBehindValue()
        case (.firstKey, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")):
          try string()
          place = .colon
        case (.afterElement, UInt8(ascii: ",")), (.colon, UInt8(ascii: ":")):
          index += 1
          place = .value
        case (.afterMember, UInt8(ascii: ",")):
          index += 1
          place = .key
        default: throw wrong(place.context)
        }
      }
    }

    /// The next byte that is no white space.
    private mutating func next() -> UInt8? {
      while index < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[index]) { index += 1 }
      return index < bytes.count ? bytes[index] : nil
    }

    private mutating func placeBehindValue() throws(JSONFailure) -> Place {
      switch containers.last {
      case .array: return .afterElement
      case .object: return .afterMember
      case nil:
        if next() != nil { throw JSONFailure("extraneous data after JSON object") }
        return .value
      }
    }

    private mutating func scalar(_ byte: UInt8) throws(JSONFailure) {
      switch byte {
      case UInt8(ascii: "\""): try string()
      case UInt8(ascii: "t"): try literal("true")
      case UInt8(ascii: "f"): try literal("false")
      case UInt8(ascii: "n"): try literal("null")
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
      default: throw wrong(Place.value.context)
      }
    }

    private mutating func literal(_ word: String) throws(JSONFailure) {
      for expected in word.utf8 {
        guard index < bytes.count else { return }
        if bytes[index] != expected {
          throw wrong(" in literal \(word) (expecting '\(Character(UnicodeScalar(expected)))')")
        }
        index += 1
      }
    }

    private mutating func number() throws(JSONFailure) {
      if bytes[index] == UInt8(ascii: "-") {
        index += 1
        try expectDigit(" in numeric literal")
      }
      // A zero in front is a number of its own.
      if index < bytes.count, bytes[index] == UInt8(ascii: "0") { index += 1 } else { skipDigits() }
      if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
        index += 1
        try expectDigit(" after decimal point in numeric literal")
        skipDigits()
      }
      if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
        index += 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") { index += 1 }
        try expectDigit(" in exponent of numeric literal")
        skipDigits()
      }
    }

    private func expectDigit(_ context: String) throws(JSONFailure) {
      if index < bytes.count, !isDigit(bytes[index]) { throw wrong(context) }
    }

    private mutating func skipDigits() {
      while index < bytes.count, isDigit(bytes[index]) { index += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private mutating func string() throws(JSONFailure) {
      index += 1
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\""):
          index += 1
          return
        case UInt8(ascii: "\\"):
          index += 1
          try escape()
        case 0..<0x20: throw wrong(" in string literal")
        default: index += 1
        }
      }
    }

    /// What follows a backslash.
    private mutating func escape() throws(JSONFailure) {
      guard index < bytes.count else { return }
      if bytes[index] != UInt8(ascii: "u") {
        guard "\"\\/bfnrt".utf8.contains(bytes[index]) else { throw wrong(" in string escape code") }
        index += 1
        return
      }
      index += 1
      for _ in 0..<4 where index < bytes.count {
        guard Character(UnicodeScalar(bytes[index])).isHexDigit else {
          throw wrong(" in \\u hexadecimal character escape")
        }
        index += 1
      }
    }

    private func wrong(_ context: String) -> JSONFailure {
      let character = String(UnicodeScalar(bytes[index]))
      let shown =
        switch character {
        case "'": "\\'"
        case "\"": "\""
        default: String(quoted(character).dropFirst().dropLast())
        }
      return JSONFailure("invalid character '\(shown)'\(context)")
    }
  }
}
