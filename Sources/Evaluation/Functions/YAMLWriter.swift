import Values

/// Writes values as YAML in block style, the way Terraform does: every string and name in quotes, but texts of several
/// lines as literal blocks.
struct YAMLWriter {
  private var text = ""

  static func document(_ value: Value) -> String {
    var writer = YAMLWriter()
    switch value.unmarkedDeep {
    case .null, .bool, .number:
      writer.write(value, indent: 0)
      // Plain text could go on, so that its end has to be said.
      writer.text += "..."
      writer.text += "\n"
    default: writer.write(value, indent: 0)
    }
    return writer.text
  }

  /// Writes a value where a line has been begun, and ends the line.
  private mutating func write(_ value: Value, indent: Int) {
    switch value {
    case .null, .unknown: text += "null\n"
    case .bool(let bool): text += bool ? "true\n" : "false\n"
    case .number(let number): text += number.description + "\n"
    case .string(let string): write(string, indent: indent)
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): write(elements, indent: indent)
    case .map(let members, of: _), .object(let members): write(members, indent: indent)
    case .marked(let marked): write(marked.value, indent: indent)
    }
  }

  /// The first element or member goes on the line that was begun.
  private mutating func write(_ elements: [Value], indent: Int) {
    if elements.isEmpty { text += "[]\n" }
    for (place, element) in elements.enumerated() {
      if place > 0 { text += spaces(indent) }
      text += "- "
      write(element, indent: indent + 2)
    }
  }

  private mutating func write(_ members: Members, indent: Int) {
    if members.isEmpty { text += "{}\n" }
    for (place, (name, member)) in members.enumerated() {
      if place > 0 { text += spaces(indent) }
      text += YAMLWriter.quoted(name) + ":"
      if let elements = member.elements, !elements.isEmpty {
        // A list in a map stands as far left as the map.
        text += "\n" + spaces(indent)
        write(elements, indent: indent)
      } else if let inner = member.members, !inner.isEmpty {
        text += "\n" + spaces(indent + 2)
        write(inner, indent: indent + 2)
      } else {
        text += " "
        write(member, indent: indent + 2)
      }
    }
  }

  private mutating func write(_ string: String, indent: Int) {
    guard YAMLWriter.isBlock(string) else {
      text += YAMLWriter.quoted(string) + "\n"
      return
    }
    let indent = max(indent, 2)
    text += "|"
    if string.hasPrefix(" ") || string.hasPrefix("\n") { text += "2" }
    if !string.hasSuffix("\n") { text += "-" } else if string.hasSuffix("\n\n") || string == "\n" { text += "+" }
    text += "\n"
    let body = string.hasSuffix("\n") ? string.dropLast() : string[...]
    for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
      text += line.isEmpty ? "\n" : spaces(indent) + line + "\n"
    }
  }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Whether a text can stand as a literal block.
  private static func isBlock(_ string: String) -> Bool {
    guard string.unicodeScalars.contains("\n"), !string.hasSuffix(" ") else { return false }
    var previous: Unicode.Scalar = "x"
    for scalar in string.unicodeScalars {
      if scalar == "\n", previous == " " { return false }
      if scalar != "\n", !isPlain(scalar) { return false }
      previous = scalar
    }
    return true
  }

  private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD: true
    default: false
    }
  }

  private static func quoted(_ string: String) -> String {
    var result = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\0": result += "\\0"
      case "\u{07}": result += "\\a"
      case "\u{08}": result += "\\b"
      case "\t": result += "\\t"
      case "\n": result += "\\n"
      case "\u{0B}": result += "\\v"
      case "\u{0C}": result += "\\f"
      case "\r": result += "\\r"
      case "\u{1B}": result += "\\e"
      case "\u{85}": result += "\\N"
      case "\u{A0}": result += "\\_"
      case "\u{2028}": result += "\\L"
      case "\u{2029}": result += "\\P"
      default:
        if isPlain(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let (mark, width) = scalar.value < 0x100 ? ("\\x", 2) : scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
          result += mark + String(repeating: "0", count: width - digits.utf8.count) + digits
        }
      }
    }
    return result + "\""
  }
}
