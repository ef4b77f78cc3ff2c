import Values
import YAML

/// A scalar of a YAML document, and what it means to Terraform: the words of YAML 1.1 and the numbers of YAML 1.2.
struct YAMLScalar {
  static let prefix = "tag:yaml.org,2002:"
  private static let tags = Set(
    ["str", "bool", "int", "float", "null", "timestamp", "binary"].map { prefix + $0 } + [""])

  let text: String
  /// The tag in full; empty where there is none.
  let tag: String
  let style: YAMLEvent.ScalarStyle

  func value() throws(FunctionError) -> Value {
    if !Self.tags.contains(tag) { throw FunctionError("unsupported tag \(quoted(tag))") }
    let kind = tag.dropFirst(Self.prefix.count)
    let isText = kind == "str" || kind == "binary" || tag.isEmpty && style != .plain
    // Only what begins like something else can be something else; a tag alone decides over the rest.
    if !isText, text.utf8.first.map(Self.isTelling) ?? true {
      if style == .quoted { return .text(text) }
      if let found = try resolved() { return found }
    }
    switch kind {
    case "bool", "timestamp": throw unfit
    case "int", "float": return .number(try tagged())
    case "null": return .null(.dynamic)
    case "binary":
      if Base64.decoded(text) == nil { throw FunctionError(unfit.message + ": not valid base64") }
      return .text(text)
    default: return .text(text)
    }
  }

  private var unfit: FunctionError { FunctionError("cannot parse \(quoted(text)) as \(tag)") }

  private static func isTelling(_ byte: UInt8) -> Bool {
    "+-.0123456789yYnNtTfFoO~".utf8.contains(byte)
  }

  /// What the text alone says, whatever type the tag names; nil if it is only text.
  private func resolved() throws(FunctionError) -> Value? {
    if let word = Self.words[text] { return word }
    if tag.isEmpty, [".nan", ".NaN", ".NAN"].contains(text) {
      throw FunctionError("floating point NaN is not supported")
    }
    if tag.isEmpty || tag == Self.prefix + "timestamp", let time = Self.timestamp(text) { return .string(time) }
    if let number = Self.decimal(text) { return .number(number) }
    guard tag.isEmpty, Self.isWhole(text, "0x", 16) || Self.isWhole(text, "0o", 8) else { return nil }
    guard let number = Self.whole(text) else {
      throw FunctionError("cannot parse \(quoted(text)) as \(Self.prefix)int")
    }
    return .number(number)
  }

  private static let words: [String: Value] = {
    var words: [String: Value] = [:]
    for text in ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"] { words[text] = true }
    for text in ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"] { words[text] = false }
    for text in ["", "~", "null", "Null", "NULL"] { words[text] = .null(.dynamic) }
    for text in [".inf", ".Inf", ".INF"] {
      words[text] = .number(.infinity)
      words["+" + text] = .number(.infinity)
      words["-" + text] = .number(.negativeInfinity)
    }
    return words
  }()

  // MARK: - Numbers

  /// The number of a text that a tag says is one; underscores may group its digits.
  private func tagged() throws(FunctionError) -> Number {
    let plain = text.filter { $0 != "_" }
    guard let number = Self.decimal(plain) ?? Self.whole(plain) else { throw unfit }
    return number
  }

  /// A number of digits with an optional sign, fraction and exponent; there may be nothing on one side of the point.
  private static func decimal(_ text: String) -> Number? {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
    func digits() -> Int {
      let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
      rest = rest.dropFirst(count)
      return count
    }
    let whole = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits() + whole == 0 { return nil }
    } else if whole == 0 {
      return nil
    }
    let mantissa = text.prefix(upTo: rest.startIndex)
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      if digits() == 0 { return nil }
    }
    guard rest.isEmpty else { return nil }
    // The language itself wants a digit on both sides of a point.
    let written = mantissa.hasSuffix(".") ? mantissa.dropLast() + text.dropFirst(mantissa.count) : text[...]
    return Number(decimal: String(written))
  }

  private static func isWhole(_ text: String, _ prefix: String, _ radix: Int) -> Bool {
    guard text.hasPrefix(prefix), text.utf8.count > 2 else { return false }
    return text.dropFirst(2).allSatisfy { $0.isASCII && $0.hexDigitValue.map { $0 < radix } ?? false }
  }

  /// An integer of 64 bits with the prefix of its base.
  private static func whole(_ text: String) -> Number? {
    let isNegative = text.hasPrefix("-")
    let unsigned = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    let radix: Int? =
      switch unsigned.prefix(2).lowercased() {
      case "0x": 16
      case "0o": 8
      case "0b": 2
      default: nil
      }
    guard let radix, let digit = unsigned.dropFirst(2).first, digit.hexDigitValue != nil,
      let size = UInt64(unsigned.dropFirst(2), radix: radix)
    else { return nil }
    if !isNegative { return Number(size) }
    return size <= Int64.min.magnitude ? Number(Int64(truncatingIfNeeded: 0 &- size)) : nil
  }

  // MARK: - Times

  /// The text of RFC 3339 for a date, or a date and a time, in one of the forms that YAML has for them.
  private static func timestamp(_ text: String) -> String? {
    // Years have four digits; a quick look spares most numbers the search.
    guard text.utf8.count >= 8, text.utf8.dropFirst(4).first == UInt8(ascii: "-") else { return nil }
    let form = /([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(.*)/.dotMatchesNewlines()
    guard let date = text.wholeMatch(of: form)?.output else { return nil }
    func two(_ digits: Substring) -> String { (digits.utf8.count == 1 ? "0" : "") + digits }
    let day = "\(date.1)-\(two(date.2))-\(two(date.3))"
    var time = "T00:00:00Z"
    if !date.4.isEmpty {
      let form = /([Tt ])([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2})(?:[.,][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?/
      guard let parts = date.4.wholeMatch(of: form)?.output, (parts.1 == " ") == (parts.5 == nil) else { return nil }
      time = "T\(two(parts.2)):\(two(parts.3)):\(two(parts.4))\(parts.5 ?? "Z")"
    }
    // What names no moment is only text.
    return try? Timestamp(day + time).text
  }
}
