import JSON
import Values

/// Takes a JMESPath expression apart.
enum JMESPathLexer {
  enum Token: Hashable {
    case name(String)
    case number(Int)
    case literal(Value)
    /// `.`, `[`, `[?`, `[]`, `==` and the like.
    case sign(String)
  }

  private static let signs = [
    "[?", "[]", "||", "&&", "==", "!=", "<=", ">=", ".", "*", "[", "]", "{", "}", "(", ")", ",", ":", "|", "!", "<",
    ">",
    "@", "&",
  ]

  static func tokens(of text: String) throws(JMESPathError) -> [Token] {
    var tokens: [Token] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "\"" || first == "'" || first == "`" {
        tokens.append(try quoted(&rest, by: first))
      } else if first == "-" || first.isASCIIDigit {
        let digits = rest.prefix { $0 == "-" || $0.isASCIIDigit }
        guard let number = Int(digits) else { throw JMESPathError("`\(digits)` is not a whole number") }
        tokens.append(.number(number))
        rest = rest.dropFirst(digits.count)
      } else if first == "_" || first.isLetter {
        let name = rest.prefix { $0 == "_" || $0.isLetter || $0.isASCIIDigit }
        tokens.append(.name(String(name)))
        rest = rest.dropFirst(name.count)
      } else if let sign = signs.first(where: { rest.hasPrefix($0) }) {
        tokens.append(.sign(sign))
        rest = rest.dropFirst(sign.count)
      } else {
        throw JMESPathError("`\(first)` can't stand there")
      }
    }
    return tokens
  }

  /// A name in double quotes, a text in single ones, or JSON in backticks.
  private static func quoted(_ rest: inout Substring, by quote: Character) throws(JMESPathError) -> Token {
    var content = ""
    var isEscaped = false
    var place = rest.index(after: rest.startIndex)
    while place < rest.endIndex {
      let character = rest[place]
      place = rest.index(after: place)
      if isEscaped {
        content += character == quote ? String(quote) : "\\\(character)"
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == quote {
        rest = rest[place...]
        if quote == "'" { return .literal(.string(content)) }
        let json = quote == "\"" ? "\"\(content)\"" : content
        guard let value = try? JSON.parse(Array(json.utf8)) else {
          throw JMESPathError("\(quote)\(content)\(quote) is not JSON")
        }
        return quote == "\"" ? .name(value.stringValue ?? content) : .literal(value)
      } else {
        content.append(character)
      }
    }
    throw JMESPathError("a quote is not closed")
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
