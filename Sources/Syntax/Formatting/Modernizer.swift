internal import Diagnostics

/// Where in a file something may be written in an old way: all that is kept of its tree.
struct OldForms {
  fileprivate enum Place {
    /// The value of an argument, and whether that is the type of a variable.
    case value(SourceRange, isType: Bool)
    /// Labels that stand after a block's type.
    case labels([SyntaxBlock.Label], after: Int)
  }

  fileprivate private(set) var places: [Place] = []

  init(in body: SyntaxBody) {
    visit(body, isVariable: false, depth: 0)
  }

  private mutating func visit(_ body: SyntaxBody, isVariable: Bool, depth: Int) {
    for item in body.items {
      switch item {
      case .argument(let argument):
        places.append(.value(argument.expression.range, isType: isVariable && argument.name == "type"))
      case .block(let block):
        if !block.labels.isEmpty { places.append(.labels(block.labels, after: Int(block.typeRange.upper))) }
        visit(block.body, isVariable: depth == 0 && block.type == "variable", depth: depth + 1)
      case .json: break
      }
    }
  }
}

/// Replaces old ways of writing in the tokens of a file by those of today.
struct Modernizer {
  private let tokens: [FormatToken]
  /// The file, and after it what is written anew.
  private var text: [UInt8]
  /// What stands in place of which tokens.
  private var edits: [(range: Range<Int>, tokens: [FormatToken])] = []

  /// - Parameter tokens: all pieces of one file.
  init(tokens: [FormatToken], of text: [UInt8]) {
    self.tokens = tokens
    self.text = text
  }

  /// Finds what is to be replaced.
  mutating func visit(_ forms: OldForms) {
    for place in forms.places {
      switch place {
      case .value(let place, let isType):
        let range = indices(Int(place.lower), Int(place.upper))
        if let better = isType ? type(tokens[range]) : unwrapped(tokens[range]) { edits.append((range, better)) }
      case .labels(let labels, let start): visit(labels, after: start)
      }
    }
  }

  /// A token that the file doesn't have.
  private mutating func new(_ kind: Token.Kind, _ written: String) -> FormatToken {
    let start = text.count
    text += written.utf8
    return FormatToken(kind, start..<text.count, of: text)
  }

  /// Labels are put in quotes; comments between them go, as they do in Terraform.
  private mutating func visit(_ labels: [SyntaxBlock.Label], after start: Int) {
    guard let last = labels.last else { return }
    let range = indices(start, Int(last.range.upper))
    if areWritten(labels, in: range) { return }
    var quoted: [FormatToken] = []
    for label in labels {
      quoted += [new(.openQuote, "\""), new(.quotedText, Self.escaped(label.text)), new(.closeQuote, "\"")]
    }
    edits.append((range, quoted))
  }

  /// Whether some tokens are labels in quotes already, and nothing else, as in nearly all blocks there are.
  private func areWritten(_ labels: [SyntaxBlock.Label], in range: Range<Int>) -> Bool {
    guard range.count == 3 * labels.count else { return false }
    return labels.enumerated().allSatisfy { place, label in
      let quoted = tokens[range.lowerBound + 3 * place + 1]
      return quoted.kind == .quotedText && text[quoted.range].elementsEqual(label.text.utf8) && Self.isPlain(label.text)
    }
  }

  /// The tokens with everything replaced, and the text that they are in.
  consuming func result() -> (text: [UInt8], tokens: [FormatToken]) {
    if edits.isEmpty { return (text, tokens) }
    var result: [FormatToken] = []
    result.reserveCapacity(tokens.count)
    var position = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) where edit.range.lowerBound >= position
    {
      result += tokens[position..<edit.range.lowerBound]
      result += edit.tokens
      position = edit.range.upperBound
    }
    result += tokens[position...]
    return (text, result)
  }

  /// The tokens that start within a span of bytes.
  private func indices(_ lower: Int, _ upper: Int) -> Range<Int> {
    let start = firstIndex(from: lower)
    return start..<max(start, firstIndex(from: upper))
  }

  private func firstIndex(from offset: Int) -> Int {
    var low = 0
    var high = tokens.count
    while low < high {
      let middle = (low + high) / 2
      if tokens[middle].range.lowerBound < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  // MARK: - Values

  /// What is inside `"${ }"`, if that is all there is; nil if nothing is to change.
  private mutating func unwrapped(_ value: ArraySlice<FormatToken>) -> [FormatToken]? {
    guard value.count >= 5, value.prefix(2).map(\.kind) == [.openQuote, .interpolation],
      value.suffix(2).map(\.kind) == [.sequenceEnd, .closeQuote]
    else { return nil }
    var inside = value.dropFirst(2).dropLast(2)
    var quotes = 0
    for token in inside {
      switch token.kind {
      case .openQuote: quotes += 1
      case .closeQuote: quotes -= 1
      case .interpolation, .sequenceEnd, .quotedText: if quotes == 0 { return nil }
      // Its line would end the value, or a blank line would come after it.
      case .comment where token.endsLine: return nil
      default: break
      }
    }
    inside = inside.drop { $0.kind == .newline }
    while inside.last?.kind == .newline { inside.removeLast() }
    guard inside.contains(where: { $0.kind == .newline }) else { return Array(inside) }
    // A value may go over several lines only in brackets.
    if inside.first?.kind == .openParen, inside.last?.kind == .closeParen { return Array(inside) }
    return [new(.openParen, "(")] + inside + [new(.closeParen, ")")]
  }

  /// A variable's type without quotes, and with what the elements are; nil if nothing is to change.
  private mutating func type(_ value: ArraySlice<FormatToken>) -> [FormatToken]? {
    guard value.count <= 3 else { return nil }
    let value = Array(value)
    func name(_ token: FormatToken) -> String { String(decoding: text[token.range], as: UTF8.self) }
    switch value.map(\.kind) {
    case [.identifier] where ["list", "map", "set"].contains(name(value[0])):
      return collection(name(value[0]), of: "any")
    case [.openQuote, .quotedText, .closeQuote]:
      switch name(value[1]) {
      case "string": return [new(.identifier, "string")]
      // Where types were quoted, elements were strings unless something else was said.
      case "list", "map": return collection(name(value[1]), of: "string")
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func collection(_ name: String, of element: String) -> [FormatToken] {
    [new(.identifier, name), new(.openParen, "("), new(.identifier, element), new(.closeParen, ")")]
  }

  // MARK: - Labels

  /// Whether a text is nothing but visible ASCII that stands for itself.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "%"): false
      default: (0x20..<0x7F).contains(byte)
      }
    }
  }

  /// A label's text as it stands between quotes.
  private static func escaped(_ text: String) -> String {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "$", "%":
        result.unicodeScalars.append(scalar)
        if index + 1 < scalars.count, scalars[index + 1] == "{" { result.unicodeScalars.append(scalar) }
      default:
        if isVisible(scalar) {
          result.unicodeScalars.append(scalar)
        } else {
          let digits = String(scalar.value, radix: 16)
          let width = scalar.value < 0x10000 ? 4 : 8
          result += (width == 4 ? "\\u" : "\\U") + String(repeating: "0", count: width - digits.utf8.count) + digits
        }
      }
    }
    return result
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    case .spaceSeparator: scalar == " "
    default: true
    }
  }
}
