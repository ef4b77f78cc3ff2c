import Values

/// A value as `terraform console` prints it: close to what one would write, with Go's escapes in strings.
package enum ConsoleText {
  /// - Parameter indent: the spaces before every line but the first.
  package static func text(_ value: Value, indent: Int = 0) -> String {
    switch value.unmarked {
    case .unknown: return "(known after apply)"
    case _ where value.marks.contains(.sensitive): return "(sensitive value)"
    case _ where value.marks.contains(.ephemeral): return "(ephemeral value)"
    case .null(let type): return null(type)
    case .bool(let bool): return bool ? "true" : "false"
    case .number(let number): return number.description
    case .string(let string): return text(string, indent)
    case .list(let elements, of: _): return "tolist(\(sequence(elements, indent)))"
    case .set(let elements, of: _): return "toset(\(sequence(elements, indent)))"
    case .tuple(let elements): return sequence(elements, indent)
    case .map(let members, of: _): return "tomap(\(table(members, indent)))"
    case .object(let members): return table(members, indent)
    case .marked: return "(sensitive value)"
    }
  }

  private static func null(_ type: Type) -> String {
    switch type {
    case .dynamic: "null"
    case .bool: "tobool(null)"
    case .number: "tonumber(null)"
    case .string: "tostring(null)"
    case .list(let element): "tolist(null) /* of \(element.friendlyName) */"
    case .set(let element): "toset(null) /* of \(element.friendlyName) */"
    case .map(let element): "tomap(null) /* of \(element.friendlyName) */"
    case .tuple, .object: "null /* \(type.friendlyName) */"
    }
  }

  /// A text of several lines as a heredoc, any other in quotes.
  private static func text(_ string: String, _ indent: Int) -> String {
    // The line breaks that count are line feeds, also where one makes a character together with a carriage return.
    let lines = string.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    guard lines.count > 1 else { return quoted(string) }
    var marker = "EOT"
    while lines.contains(where: { trimmed($0) == marker }) { marker += "_" }
    let margin = String(repeating: " ", count: indent)
    let body = (lines + [marker]).map { "\n\(margin)\($0)" }.joined()
    return (indent > 0 ? "<<-" : "<<") + marker + body
  }

  private static func trimmed(_ line: String) -> String {
    let scalars = line.unicodeScalars.drop { $0.properties.isWhitespace }
    return String(String.UnicodeScalarView(scalars.reversed().drop { $0.properties.isWhitespace }.reversed()))
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
    let lines = members.map { name, value in
      "\(margin)  \(text(name, indent + 2)) = \(text(value, indent: indent + 2))\n"
    }
    return "{\n\(lines.joined())\(margin)}"
  }
}
