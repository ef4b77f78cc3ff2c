import Configuration
import Resources
import Values

/// Values in the notation of HCL, as `console` and `output` show them.
package enum HCLText {
  /// A value that reads back as itself; sensitive parts are hidden, and collections say what they are.
  ///
  /// - Parameter indent: the spaces before every line but the first.
  package static func text(_ value: Value, indent: Int = 0) -> String {
    if value.marks.contains(.sensitive) { return "(sensitive value)" }
    if value.marks.contains(.ephemeral) { return "(ephemeral value)" }
    switch value.unmarked {
    case .null(let type): return null(type)
    case .unknown: return "(known after apply)"
    case .bool(let bool): return bool ? "true" : "false"
    case .number(let number): return number.description
    case .string(let string): return self.string(string, indent: indent)
    case .list(let elements, of: _): return "tolist(\(sequence(elements, indent)))"
    case .set(let elements, of: _): return "toset(\(sequence(elements, indent)))"
    case .tuple(let elements): return sequence(elements, indent)
    case .map(let members, of: _): return "tomap(\(table(members, indent)))"
    case .object(let members): return table(members, indent)
    case .marked: return "(sensitive value)"
    }
  }

  /// A string in quotes, with everything escaped that quotes or templates would take for something else.
  package static func quoted(_ string: String) -> String {
    if isPlain(string) { return "\"\(string)\"" }
    var result = "\""
    var previous: Unicode.Scalar = " "
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "{" where previous == "$" || previous == "%":
        result.unicodeScalars.append(previous)
        result += "{"
      default:
        if scalar.properties.generalCategory == .control {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - min(digits.count, 4)) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
      previous = scalar
    }
    return result + "\""
  }

  /// Adds a string as ``quoted(_:)`` writes it.
  static func append(quoted string: String, to text: inout TextBuffer) {
    guard isPlain(string) else { return text += quoted(string) }
    append(plain: string, to: &text)
  }

  /// Adds a string in quotes of which ``isPlain(_:)`` is known.
  static func append(plain string: String, to text: inout TextBuffer) {
    text += "\""
    text += string
    text += "\""
  }

  /// Adds an address as its description is.
  static func append(_ address: InstanceAddress, to text: inout TextBuffer) {
    if !address.module.steps.isEmpty || address.mode == .data || address.deposed != nil {
      return text += address.description
    }
    text += address.type
    text += "."
    text += address.name
    if case .index(let index) = address.key {
      text += "["
      text += String(index)
      text += "]"
    } else {
      text += address.key.description
    }
  }

  /// A name as an attribute is written: in quotes only where it is no identifier.
  package static func name(_ name: String) -> String {
    name.isIdentifier(mayStartWithUnderscore: true) ? name : quoted(name)
  }

  /// Whether a string is shown line by line: it has several, and no other control characters.
  static func isMultiline(_ string: String) -> Bool {
    if isPlain(string) { return false }
    var lines = 0
    for scalar in string.unicodeScalars {
      if scalar == "\n" {
        lines += 1
      } else if scalar != "\t", scalar.properties.generalCategory == .control {
        return false
      }
    }
    return lines > 1 || (lines == 1 && !string.hasSuffix("\n"))
  }

  /// Whether nothing but ASCII that means itself between quotes is in a string, as in most.
  static func isPlain(_ string: String) -> Bool {
    string.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "{"): false
      default: byte >= 0x20 && byte < 0x7F
      }
    }
  }

  /// A word that ends a heredoc of these lines: none of them is that word.
  static func delimiter(for lines: [Substring]) -> String {
    var word = "EOT"
    while lines.contains(where: { $0.drop { $0 == " " || $0 == "\t" } == word }) { word += "_" }
    return word
  }

  private static func string(_ string: String, indent: Int) -> String {
    // A heredoc ends with a line break whether the string does or not, so only one that does reads back as itself;
    // inside of a collection quotes are the clearer form, and a short text needs no more.
    guard indent == 0, isMultiline(string) else { return quoted(string) }
    let lines = string.split(separator: "\n", omittingEmptySubsequences: false)
    let word = delimiter(for: lines)
    let body = string.hasSuffix("\n") ? lines.dropLast() : lines[...]
    return "<<\(word)\n\(body.joined(separator: "\n"))\n\(word)"
  }

  private static func sequence(_ elements: [Value], _ indent: Int) -> String {
    if elements.isEmpty { return "[]" }
    let margin = String(repeating: " ", count: indent)
    let lines = elements.map { "\(margin)  \(text($0, indent: indent + 2)),\n" }
    return "[\n\(lines.joined())\(margin)]"
  }

  private static func table(_ members: Members, _ indent: Int) -> String {
    if members.isEmpty { return "{}" }
    let margin = String(repeating: " ", count: indent)
    let lines = members.map { "\(margin)  \(quoted($0)) = \(text($1, indent: indent + 2))\n" }
    return "{\n\(lines.joined())\(margin)}"
  }

  private static func null(_ type: Type) -> String {
    switch type {
    case .bool: "tobool(null)"
    case .number: "tonumber(null)"
    case .string: "tostring(null)"
    case .list(let element): "tolist(null) /* of \(element) */"
    case .set(let element): "toset(null) /* of \(element) */"
    case .map(let element): "tomap(null) /* of \(element) */"
    case .dynamic, .tuple, .object: "null"
    }
  }
}
