package import Diagnostics

/// Reads HCL native syntax into a tree, going on after errors so that all independent mistakes are reported.
///
/// An error inside an item of a body is thrown to that item, which is then skipped to its end; so the first error of an
/// item hides what it may have caused further on in it. The nesting of brackets, blocks and templates is bounded, and so
/// is the height of the tree that comes out: no input overflows the stack of whoever walks it.
package struct Parser {
  /// How deep brackets, blocks, templates, unary operators and conditionals may nest.
  package static let nestingMax = 250
  /// How high an expression's tree may be; a chain of 100 operators makes one of 100.
  package static let heightMax = 500

  let bytes: [UInt8]
  let tokens: [Token]
  let file: FileID
  /// Where everything is said to be, for text that is not itself part of a file.
  let place: SourceRange?
  /// Where in its file the text starts, if it is a part of one.
  let base: Int
  /// The next token, comments and skipped newlines included.
  var position = 0
  /// Whether newlines mean nothing here, as in brackets.
  var skipsNewlines = false
  /// Whether the end of the file came in the middle of an item, so that what is still open is no news.
  var isLost = false
  /// Whether the item before could not be read, so that a line which starts oddly may well be the rest of it.
  var followsFailure = false
  var depth = 0
  /// The height of the highest tree made so far within the current ``expression()``.
  var height = 0
  var diagnostics: [Diagnostic] = []

  init(_ bytes: [UInt8], file: FileID, place: SourceRange? = nil, base: Int = 0, as form: Lexer.Form = .code) {
    self.base = base
    self.bytes = bytes
    self.file = file
    self.place = place
    tokens = Lexer.tokens(bytes, as: form)
    reportEncoding()
    reportUnusableTokens()
  }

  // MARK: - Entry points

  /// The body of a whole file. What could not be read is missing from it or ``Expression/invalid(_:)``.
  package static func parse(file: FileID, in sources: SourceMap) -> (SyntaxBody, [Diagnostic]) {
    var parser = Parser(sources[file].bytes, file: file)
    return (parser.wholeBody(), parser.sortedDiagnostics)
  }

  /// The expression that a whole file is. Newlines mean nothing in it.
  package static func parseExpression(file: FileID, in sources: SourceMap) -> (Expression, [Diagnostic]) {
    var parser = Parser(sources[file].bytes, file: file)
    return (parser.wholeExpression(), parser.sortedDiagnostics)
  }

  /// The expression in a text that is not itself part of a file, as in JSON; all of it is said to be at `range`.
  package static func parseExpression(_ text: String, at range: SourceRange) -> (Expression, [Diagnostic]) {
    var parser = Parser(Array(text.utf8), file: range.file, place: range)
    return (parser.wholeExpression(), parser.sortedDiagnostics)
  }

  /// The template that a whole file is. Backslashes mean nothing in it.
  package static func parseTemplate(file: FileID, in sources: SourceMap) -> (Expression, [Diagnostic]) {
    var parser = Parser(sources[file].bytes, file: file, as: .template)
    return (parser.wholeTemplate(), parser.sortedDiagnostics)
  }

  /// The template in a text that is not itself part of a file, as in JSON; all of it is said to be at `range`.
  package static func parseTemplate(_ text: String, at range: SourceRange) -> (Expression, [Diagnostic]) {
    var parser = Parser(Array(text.utf8), file: range.file, place: range, as: .template)
    return (parser.wholeTemplate(), parser.sortedDiagnostics)
  }

  /// The template in a JSON string at `range`, quotes included; without escapes in it, every part has its own place.
  static func parseTemplate(inJSON text: String, isPlain: Bool, at range: SourceRange) -> (Expression, [Diagnostic]) {
    if !isPlain { return parseTemplate(text, at: range) }
    var parser = Parser(Array(text.utf8), file: range.file, base: Int(range.lower) + 1, as: .template)
    return (parser.wholeTemplate(), parser.sortedDiagnostics)
  }

  /// As ``parseTemplate(inJSON:isPlain:at:)``, for a string that holds an expression.
  static func parseExpression(inJSON text: String, isPlain: Bool, at range: SourceRange) -> (Expression, [Diagnostic]) {
    if !isPlain { return parseExpression(text, at: range) }
    var parser = Parser(Array(text.utf8), file: range.file, base: Int(range.lower) + 1)
    return (parser.wholeExpression(), parser.sortedDiagnostics)
  }

  /// The reference that a whole file is: a name with attributes and written-out indices. Nil if it is none.
  package static func parseTraversal(file: FileID, in sources: SourceMap) -> (Traversal?, [Diagnostic]) {
    var parser = Parser(sources[file].bytes, file: file)
    return (parser.wholeTraversal(), parser.sortedDiagnostics)
  }

  /// The reference in a text that is not itself part of a file; all of it is said to be at `range`.
  package static func parseTraversal(_ text: String, at range: SourceRange) -> (Traversal?, [Diagnostic]) {
    var parser = Parser(Array(text.utf8), file: range.file, place: range)
    return (parser.wholeTraversal(), parser.sortedDiagnostics)
  }

  // MARK: - Whole texts

  private mutating func wholeExpression() -> Expression {
    attempt { parser throws(SyntaxFailure) in
      parser.skipsNewlines = true
      let expression = try parser.expression()
      let next = parser.peek()
      guard next.kind == .endOfFile else {
        throw SyntaxFailure(.extraCharactersAfterExpression(at: parser.range(next)))
      }
      return expression
    } ?? .invalid(wholeRange)
  }

  private mutating func wholeTemplate() -> Expression {
    attempt { parser throws(SyntaxFailure) in
      try parser.bareTemplate()
    } ?? .invalid(wholeRange)
  }

  private mutating func wholeTraversal() -> Traversal? {
    attempt { parser throws(SyntaxFailure) in
      parser.skipsNewlines = true
      return try parser.traversalAlone()
    }
  }

  private mutating func attempt<Result>(
    _ parse: (inout Parser) throws(SyntaxFailure) -> Result
  ) -> Result? {
    do {
      return try parse(&self)
    } catch {
      diagnostics.append(error.diagnostic)
      return nil
    }
  }

  private var wholeRange: SourceRange { range(0, bytes.count) }

  /// By place; of those at one place the lexer's first.
  private var sortedDiagnostics: [Diagnostic] {
    guard diagnostics.count > 1 else { return diagnostics }
    return diagnostics.enumerated().sorted { left, right in
      (left.element.subject?.lower ?? 0, left.offset) < (right.element.subject?.lower ?? 0, right.offset)
    }.map(\.element)
  }
}

/// The error that ends the reading of an item.
struct SyntaxFailure: Error {
  let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) {
    self.diagnostic = diagnostic
  }
}

// MARK: - Tokens

extension Parser {
  /// The next token that means something here; at the end always the end.
  func peek() -> Token {
    tokens[significant(from: position)]
  }

  /// Takes the next token that means something here.
  @discardableResult
  mutating func read() -> Token {
    let index = significant(from: position)
    // The end can be taken any number of times.
    position = min(index + 1, tokens.count - 1)
    return tokens[index]
  }

  /// Takes the next token if it is of a kind.
  mutating func read(_ kind: Token.Kind) -> Token? {
    peek().kind == kind ? read() : nil
  }

  func significant(from start: Int) -> Int {
    var index = start
    while true {
      switch tokens[index].kind {
      case .comment, .unclosedComment: index += 1
      case .newline where skipsNewlines: index += 1
      default: return index
      }
    }
  }

  /// Runs a piece of the grammar in which newlines mean something, or don't.
  mutating func skippingNewlines<Result>(
    _ skips: Bool, _ parse: (inout Parser) throws(SyntaxFailure) -> Result
  ) throws(SyntaxFailure) -> Result {
    let outer = skipsNewlines
    skipsNewlines = skips
    let result = try parse(&self)
    skipsNewlines = outer
    return result
  }

  func text(_ token: Token) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      String(decoding: UnsafeBufferPointer(rebasing: bytes[Int(token.lower)..<Int(token.upper)]), as: UTF8.self)
    }
  }

  func isWord(_ token: Token, _ word: StaticString) -> Bool {
    guard token.kind == .identifier, Int(token.upper - token.lower) == word.utf8CodeUnitCount else { return false }
    return bytes[Int(token.lower)..<Int(token.upper)].elementsEqual(
      UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  func range(_ token: Token) -> SourceRange {
    range(Int(token.lower), Int(token.upper))
  }

  func range(_ lower: Int, _ upper: Int) -> SourceRange {
    place ?? SourceRange(file: file, lower: base + lower, upper: base + upper)
  }

  func range(_ first: Token, _ last: Token) -> SourceRange {
    range(Int(first.lower), Int(max(first.upper, last.upper)))
  }
}
