/// A word of a query in Kusto's language, with its place.
struct QueryToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case name
    case text(String)
    case number(Int)
    case real(Double)
    case duration(Duration)
    case moment(Timestamp)
    /// An operator or a mark such as a comma.
    case mark
    case end
  }

  let kind: Kind
  /// As it stands in the query; for its end what errors call that.
  let text: String
  /// From one on.
  let line: Int
  /// From zero on.
  let column: Int

  func isMark(_ mark: String) -> Bool { kind == .mark && text == mark }
  func isName(_ name: String) -> Bool { kind == .name && text == name }
}

/// Takes a query apart into words.
struct QueryLexer {
  private static let marks = ["==", "!=", "=~", "!~", "<=", ">=", "<", ">", "=", "|", "(", ")", "[", "]", ",", "."]
  /// The operators between values that are words; with `!` before them they say the opposite, and some have a `~`.
  static let wordOperators: Set<String> = ["in", "in~", "contains", "startswith", "endswith", "has"]

  private let characters: [Character]
  private var place = 0
  private var line = 1
  private var lineStart = 0
  private var tokens: [QueryToken] = []

  static func tokens(of query: String) throws(QueryProblem) -> [QueryToken] {
    var lexer = QueryLexer(characters: Array(query))
    while let token = try lexer.next() { lexer.tokens.append(token) }
    lexer.tokens.append(lexer.token(.end, from: lexer.place, text: "<EOF>"))
    return lexer.tokens
  }

  private init(characters: [Character]) {
    self.characters = characters
  }

  private func character(_ offset: Int = 0) -> Character? {
    place + offset < characters.count ? characters[place + offset] : nil
  }

  private func token(_ kind: QueryToken.Kind, from start: Int, text: String? = nil) -> QueryToken {
    QueryToken(
      kind: kind, text: text ?? String(characters[start..<place]), line: line, column: start - lineStart)
  }

  private mutating func next() throws(QueryProblem) -> QueryToken? {
    skipBlanks()
    guard let first = character() else { return nil }
    let start = place
    if first == "'" || first == "\"" { return try quoted(first, from: start, isVerbatim: false) }
    if first == "@", let quote = character(1), quote == "'" || quote == "\"" {
      place += 1
      return try quoted(quote, from: start, isVerbatim: true)
    }
    if first.isNumber { return try number(from: start) }
    if first.isLetter || first == "_" { return try name(from: start) }
    if first == "!", character(1)?.isLetter ?? false {
      place += 1
      skipName()
      if character() == "~" { place += 1 }
      let mark = token(.mark, from: start)
      guard Self.wordOperators.contains(String(mark.text.dropFirst())) else { throw .unexpected(mark) }
      return mark
    }
    for mark in Self.marks where characters[place...].starts(with: mark) {
      place += mark.count
      return token(.mark, from: start)
    }
    // Some operator that is refused for its name may have it.
    place += 1
    return token(.mark, from: start)
  }

  private mutating func skipBlanks() {
    while let next = character() {
      if next == "/", character(1) == "/" {
        while let inner = character(), !inner.isNewline { _ = inner; place += 1 }
      } else if next.isWhitespace {
        place += 1
        guard next.isNewline else { continue }
        line += 1
        lineStart = place
      } else {
        return
      }
    }
  }

  private mutating func skipName() {
    while let next = character(), next.isLetter || next.isNumber || next == "_" { place += 1 }
  }

  private mutating func name(from start: Int) throws(QueryProblem) -> QueryToken {
    skipName()
    // Only names of operators have a hyphen in them, as in `project-away`.
    let isOperator = tokens.isEmpty || tokens.last?.isMark("|") ?? false
    while isOperator, character() == "-", character(1)?.isLetter ?? false {
      place += 1
      skipName()
    }
    let word = String(characters[start..<place])
    if word == "in", character() == "~" { place += 1 }
    if word == "datetime", character() == "(" { return try moment(from: start) }
    let isOperatorBetween = Self.wordOperators.contains(String(characters[start..<place]))
    return token(isOperatorBetween ? .mark : .name, from: start)
  }

  /// The rest of `datetime(2026-11-21T10:00:00Z)`; a date alone is its beginning.
  private mutating func moment(from start: Int) throws(QueryProblem) -> QueryToken {
    let inner = place + 1
    while let next = character(), next != ")", !next.isNewline { _ = next; place += 1 }
    let text = String(characters[inner..<place]).filter { $0 != "'" && $0 != "\"" && $0 != " " }
    guard character() == ")", let moment = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") else {
      throw .unexpected(token(.mark, from: start))
    }
    place += 1
    return token(.moment(moment), from: start)
  }

  private mutating func number(from start: Int) throws(QueryProblem) -> QueryToken {
    while character()?.isNumber ?? false { place += 1 }
    if character() == ".", character(1)?.isNumber ?? false {
      place += 1
      while character()?.isNumber ?? false { place += 1 }
    }
    let digits = String(characters[start..<place])
    let unitStart = place
    skipName()
    let seconds = ["d": 86_400, "h": 3600, "m": 60, "s": 1, "ms": 0.001][String(characters[unitStart..<place])]
    if unitStart == place, let whole = Int(digits) { return token(.number(whole), from: start) }
    guard let count = Double(digits), unitStart == place || seconds != nil else {
      throw .unexpected(token(.mark, from: start))
    }
    guard let seconds else { return token(.real(count), from: start) }
    // A timespan has at most ten million days.
    guard count * seconds < 1e12 else { throw .unexpected(token(.mark, from: start)) }
    return token(.duration(.milliseconds(Int64(count * seconds * 1000))), from: start)
  }

  private mutating func quoted(_ quote: Character, from start: Int, isVerbatim: Bool) throws(QueryProblem) -> QueryToken
  {
    place += 1
    var text = ""
    while let next = character(), !next.isNewline {
      place += 1
      if next == quote {
        guard isVerbatim, character() == quote else { return token(.text(text), from: start) }
        place += 1
      } else if next == "\\", !isVerbatim, let escaped = character() {
        place += 1
        text.append(["n": "\n", "t": "\t", "r": "\r"][escaped] ?? escaped)
        continue
      }
      text.append(next)
    }
    throw .unexpected(token(.mark, from: start))
  }
}
