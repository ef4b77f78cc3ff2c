import Syntax
import Values

/// Values written as expressions that have them, as Terraform writes them: objects over several lines.
enum ExpressionText {
  static func text(_ value: Value) -> String {
    // Which is no expression at all, and not to be laid out as if it were a sum.
    if case .number(let number) = value, number.isInfinite { return number.description }
    var text = ""
    append(value, to: &text)
    return Formatter.layout(text)
  }

  /// Arguments with these values, one below the other.
  static func arguments(_ members: Members) -> String {
    var text = ""
    for (name, value) in members {
      text += "\(name)="
      append(value, to: &text)
      text += "\n"
    }
    return Formatter.layout(text)
  }

  /// Adds the expression without its blanks.
  private static func append(_ value: Value, to text: inout String) {
    switch value {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .number(let number): text += number.description
    case .string(let string): append(quoted: string, to: &text)
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      text += "["
      for (index, element) in elements.enumerated() {
        if index > 0 { text += "," }
        append(element, to: &text)
      }
      text += "]"
    case .map(let members, of: _), .object(let members):
      text += members.isEmpty ? "{" : "{\n"
      for (name, member) in members {
        if name.isIdentifier(mayStartWithUnderscore: true) { text += name } else { append(quoted: name, to: &text) }
        text += "="
        append(member, to: &text)
        text += "\n"
      }
      text += "}"
    case .marked(let marked): append(marked.value, to: &text)
    case .unknown: preconditionFailure("what is not known can't be written")
    }
  }

  private static func append(quoted string: String, to text: inout String) {
    text += "\""
    let scalars = Array(string.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\"", "\\": text += "\\\(scalar)"
      case "$" where index + 1 < scalars.count && scalars[index + 1] == "{": text += "$$"
      case "%" where index + 1 < scalars.count && scalars[index + 1] == "{": text += "%%"
      case _ where isPrintable(scalar): text.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16)
        let (mark, width) = scalar.value < 0x10000 ? ("\\u", 4) : ("\\U", 8)
        text += mark + String(repeating: "0", count: width - digits.count) + digits
      }
    }
    text += "\""
  }
}
