import JSON
import Synchronization
import Values

/// Format strings that were parsed: one expression in a block that repeats has the same every time.
final class FormatCache: Sendable {
  private let formats = Mutex<[String: FormatString]>([:])
  /// More than specs have; those that are computed anew each time would only fill the memory.
  private static let countMax = 1000

  func parsed(_ text: String) throws(FunctionError) -> FormatString {
    if let format = formats.withLock({ $0[text] }) { return format }
    let format = try FormatString(text)
    formats.withLock { if $0.count < Self.countMax { $0[text] = format } }
    return format
  }
}

/// A text with verbs such as `%-5.2f` for values to be put in, as Terraform's `format` takes it.
struct FormatString: Sendable {
  private enum Part: Sendable {
    case literal(String)
    case verb(Verb)
  }

  private struct Verb: Sendable {
    /// As it is written.
    var raw: Substring = ""
    var offset = 0
    /// Which argument, from 1; nil for the one after the last.
    var argument: Int?
    var width = 0
    var precision: Int?
    var isPlus = false
    var isSpaced = false
    var isLeft = false
    var isZeroPadded = false
    var isSharp = false
    var mode: Unicode.Scalar = "v"
  }

  private var parts: [Part] = []

  init(_ text: String) throws(FunctionError) {
    var scanner = Scanner(text)
    while true {
      let literal = scanner.literal()
      if !literal.isEmpty { parts.append(.literal(literal)) }
      let start = scanner.place
      guard scanner.next() != nil else { break }
      parts.append(scanner.take("%") ? .literal("%") : .verb(try FormatString.verb(&scanner, from: start)))
    }
  }

  /// The text with values in place of its verbs.
  func formatted(_ arguments: [Value]) throws(FunctionError) -> String {
    var result = ""
    var next = 0
    var used = 0
    var hasVerbs = false
    for part in parts {
      switch part {
      case .literal(let text): result += text
      case .verb(let verb):
        hasVerbs = true
        let index = verb.argument.map { $0 - 1 } ?? next
        guard arguments.indices.contains(index) else {
          throw FunctionError(
            "not enough arguments for \(quoted(String(verb.raw))) at \(verb.offset): need index \(index + 1) but have "
              + "\(arguments.count) total")
        }
        next = index + 1
        used = max(used, next)
        result += try FormatString.text(of: arguments[index], verb)
      }
    }
    if used < arguments.count {
      throw FunctionError(
        argument: used + 1,
        hasVerbs
          ? "too many arguments; only \(used) used by format string"
          : "too many arguments; no verbs in format string")
    }
    return result
  }

  // MARK: - Reading verbs

  private struct Scanner {
    private let text: String
    private(set) var place: String.Index

    init(_ text: String) {
      self.text = text
      place = text.startIndex
    }

    /// The bytes before the place.
    var offset: Int { text.utf8.distance(from: text.startIndex, to: place) }

    var peek: Unicode.Scalar? { place < text.endIndex ? text.unicodeScalars[place] : nil }

    mutating func next() -> Unicode.Scalar? {
      guard let scalar = peek else { return nil }
      place = text.unicodeScalars.index(after: place)
      return scalar
    }

    /// What comes before the next `%` or the end.
    mutating func literal() -> String {
      let start = place
      place = text.utf8[place...].firstIndex(of: UInt8(ascii: "%")) ?? text.endIndex
      return String(text[start..<place])
    }

    /// What was read since a place.
    func text(from start: String.Index) -> Substring { text[start..<place] }

    mutating func take(_ wanted: Unicode.Scalar) -> Bool {
      guard peek == wanted else { return false }
      _ = next()
      return true
    }

    private static func digit(_ scalar: Unicode.Scalar) -> Int? {
      ("0"..."9").contains(scalar) ? Int(scalar.value) - 0x30 : nil
    }

    /// The value of digits; nil if there are none.
    mutating func number() throws(FunctionError) -> Int? {
      var value: Int?
      while let scalar = peek, let digit = Self.digit(scalar) {
        _ = next()
        value = (value ?? 0) * 10 + digit
        if value ?? 0 > 100_000 { throw FunctionError("unreasonably large number at offset \(offset)") }
      }
      return value
    }
  }

  /// - Parameter start: where its `%` stands, behind which the scanner is.
  private static func verb(_ scanner: inout Scanner, from start: String.Index) throws(FunctionError) -> Verb {
    var verb = Verb()
    verb.offset = scanner.offset - 1
    while let flag = scanner.peek, "#0-+ ".unicodeScalars.contains(flag) {
      _ = scanner.next()
      switch flag {
      case "#": verb.isSharp = true
      case "0": verb.isZeroPadded = true
      case "-": verb.isLeft = true
      case "+": verb.isPlus = true
      default: verb.isSpaced = true
      }
    }
    verb.argument = try argument(&scanner)
    verb.width = try scanner.number() ?? 0
    if scanner.take(".") { verb.precision = try scanner.number() ?? 0 }
    if verb.argument == nil { verb.argument = try argument(&scanner) }
    let offset = scanner.offset
    guard let mode = scanner.next() else {
      throw FunctionError("invalid format string starting at offset \(offset)")
    }
    guard mode.isASCII, mode.properties.isAlphabetic else {
      throw FunctionError("unrecognized format character '\(mode)' at offset \(offset)")
    }
    verb.mode = mode
    verb.raw = scanner.text(from: start)
    return verb
  }

  private static func argument(_ scanner: inout Scanner) throws(FunctionError) -> Int? {
    guard scanner.take("[") else { return nil }
    let offset = scanner.offset
    guard let index = try scanner.number(), index > 0, scanner.take("]") else {
      throw FunctionError("invalid format string starting at offset \(offset)")
    }
    return index
  }

  // MARK: - Putting values in

  private static func text(of value: Value, _ verb: Verb) throws(FunctionError) -> String {
    let value = value.unmarkedDeep
    if verb.mode == "v" { return padded(asIs(value, verb), verb) }
    guard "tbdoxXeEfgGsq".unicodeScalars.contains(verb.mode) else {
      throw FunctionError(
        "unsupported format verb '\(verb.mode)' in \(quoted(String(verb.raw))) at offset \(verb.offset)")
    }
    if value.isNull { throw unsupported(verb, "null value cannot be formatted") }
    switch verb.mode {
    case "t": return padded(try converted(value, to: .bool, verb).boolValue == true ? "true" : "false", verb)
    case "s", "q":
      var string = try converted(value, to: .string, verb).stringValue ?? ""
      if let precision = verb.precision { string = String(string.prefix(precision)) }
      return padded(verb.mode == "q" ? JSON.string(.string(string), escaping: .html) : string, verb)
    case "b", "d", "o", "x", "X":
      guard let number = try converted(value, to: .number, verb).numberValue, number.isInteger else {
        throw unsupported(verb, "an integer is required")
      }
      return padded(number.sign < 0, integerDigits(number, verb), verb)
    default:
      let number = try converted(value, to: .number, verb).numberValue ?? .zero
      if number.isInfinite { return padded(number.description, verb) }
      return padded(number.isNegative, floatDigits(number.magnitude, verb), verb)
    }
  }

  private static func asIs(_ value: Value, _ verb: Verb) -> String {
    if !verb.isSharp {
      if let string = value.stringValue { return string }
      if let number = value.numberValue { return number.generalText(significantDigits: nil) }
    }
    return JSON.string(value, escaping: .html)
  }

  private static func converted(_ value: Value, to type: Type, _ verb: Verb) throws(FunctionError) -> Value {
    do throws(ConversionError) {
      return try value.converted(to: type)
    } catch {
      throw unsupported(verb, error.message)
    }
  }

  private static func unsupported(_ verb: Verb, _ reason: String) -> FunctionError {
    FunctionError("unsupported value for \(quoted(String(verb.raw))) at \(verb.offset): \(reason)")
  }

  private static func integerDigits(_ number: Number, _ verb: Verb) -> String {
    let (base, prefix) =
      switch verb.mode {
      case "b": (2, "0b")
      case "o": (8, "0")
      case "x": (16, "0x")
      case "X": (16, "0X")
      default: (10, "")
      }
    var digits = number.magnitude.digits(base: base, uppercase: verb.mode == "X") ?? ""
    if let precision = verb.precision, digits.utf8.count < precision {
      digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
    }
    return verb.isSharp ? prefix + digits : digits
  }

  private static func floatDigits(_ number: Number, _ verb: Verb) -> String {
    switch verb.mode {
    case "e", "E": number.scientificText(fractionDigits: verb.precision ?? 6, uppercase: verb.mode == "E")
    case "g", "G": number.generalText(significantDigits: verb.precision, uppercase: verb.mode == "G")
    default: number.text(fractionDigits: verb.precision ?? 6)
    }
  }

  /// A number in its width, with zeros behind the sign if the verb says so.
  private static func padded(_ isNegative: Bool, _ digits: String, _ verb: Verb) -> String {
    let sign = isNegative ? "-" : verb.isPlus ? "+" : verb.isSpaced ? " " : ""
    let missing = verb.width - sign.utf8.count - digits.utf8.count
    if verb.isZeroPadded, !verb.isLeft, missing > 0 {
      return sign + String(repeating: "0", count: missing) + digits
    }
    return padded(sign + digits, verb)
  }

  private static func padded(_ text: String, _ verb: Verb) -> String {
    let missing = verb.width == 0 ? 0 : verb.width - text.count
    if missing <= 0 { return text }
    let padding = String(repeating: " ", count: missing)
    return verb.isLeft ? text + padding : padding + text
  }
}
