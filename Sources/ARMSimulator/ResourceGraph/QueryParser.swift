/// Reads a query.
struct QueryParser {
  private let tokens: [QueryToken]
  private var place = 0
  /// How deep the term is that is being read.
  private var depth = 0

  private static let depthMax = 64
  private static let comparisons: Set<String> = ["==", "!=", "=~", "!~", "<", "<=", ">", ">="]
  private static let operators: Set<String> = [
    "where", "filter", "project", "extend", "order", "sort", "take", "limit", "count", "summarize",
  ]
  /// Operators of Kusto's language that are not read here.
  private static let others: Set<String> = [
    "as", "consume", "distinct", "evaluate", "externaldata", "facet", "find", "fork", "getschema", "invoke", "join",
    "lookup", "make-graph", "make-series", "mv-apply", "mv-expand", "mvexpand", "parse", "parse-kv", "parse-where",
    "partition", "print", "project-away", "project-keep", "project-rename", "project-reorder", "range", "reduce",
    "render", "sample", "sample-distinct", "scan", "search", "serialize", "top", "top-hitters", "top-nested", "union",
  ]

  static func query(_ text: String) throws(QueryProblem) -> Query {
    var parser = QueryParser(tokens: try QueryLexer.tokens(of: text))
    let table = try parser.table()
    var steps: [Query.Step] = []
    if let table {
      guard parser.takes("|") || parser.isAtEnd else { throw .unexpected(parser.next) }
      if parser.isAtEnd, parser.place > 1 { throw .unexpected(parser.next) }
      if parser.isAtEnd { return Query(table: table, steps: []) }
    }
    repeat { steps.append(try parser.step()) } while parser.takes("|")
    guard parser.isAtEnd else { throw .unexpected(parser.next) }
    return Query(table: table ?? .resources, steps: steps)
  }

  private init(tokens: [QueryToken]) {
    self.tokens = tokens
  }

  private var next: QueryToken { tokens[place] }
  private var isAtEnd: Bool { next.kind == .end }

  private mutating func advance() -> QueryToken {
    defer { if !isAtEnd { place += 1 } }
    return next
  }

  private mutating func takes(_ mark: String) -> Bool {
    guard next.isMark(mark) else { return false }
    place += 1
    return true
  }

  private mutating func takes(name: String) -> Bool {
    guard next.isName(name) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ mark: String) throws(QueryProblem) {
    guard takes(mark) else { throw .unexpected(next) }
  }

  // MARK: Steps

  /// The table that the query begins with; nil where it begins with an operator, for the table of resources.
  private mutating func table() throws(QueryProblem) -> Query.Table? {
    guard next.kind == .name else { throw .unexpected(next) }
    if Self.others.contains(next.text) { throw .unsupported(next.text) }
    if Self.operators.contains(next.text) { return nil }
    let name = advance().text
    guard let table = Query.Table(rawValue: name.lowercased()) else { throw .table(name) }
    return table
  }

  private mutating func step() throws(QueryProblem) -> Query.Step {
    let word = advance()
    guard word.kind == .name else { throw .unexpected(word) }
    switch word.text {
    case "where", "filter": return .filter(try term())
    case "project": return .project(try columns())
    case "extend": return .extend(try columns())
    case "order", "sort": return .sort(try keys())
    case "take", "limit":
      let count = advance()
      guard case .number(let rows) = count.kind else { throw .unexpected(count) }
      return .take(rows)
    case "count": return .count
    case "summarize": return try summary()
    default: throw Self.others.contains(word.text) ? .unsupported(word.text) : .unexpected(word)
    }
  }

  private mutating func columns() throws(QueryProblem) -> [Query.Column] {
    var columns: [Query.Column] = []
    repeat { columns.append(Query.Column(name: takeColumnName(), term: try term())) } while takes(",")
    return columns
  }

  /// The name before an equals sign.
  private mutating func takeColumnName() -> String? {
    guard next.kind == .name, tokens[place + 1].isMark("=") else { return nil }
    defer { place += 2 }
    return next.text
  }

  private mutating func keys() throws(QueryProblem) -> [(key: QueryTerm, isAscending: Bool)] {
    guard takes(name: "by") else { throw .unexpected(next) }
    var keys: [(key: QueryTerm, isAscending: Bool)] = []
    repeat {
      let key = try term()
      let isAscending = takes(name: "asc")
      if !isAscending { _ = takes(name: "desc") }
      keys.append((key, isAscending))
    } while takes(",")
    return keys
  }

  /// What follows `summarize`: counts, and what they are counted by.
  private mutating func summary() throws(QueryProblem) -> Query.Step {
    var counts: [String?] = []
    if !next.isName("by") {
      repeat {
        let name = takeColumnName()
        let function = advance()
        guard function.kind == .name else { throw .unexpected(function) }
        guard next.isMark("(") else { throw .unexpected(next) }
        guard function.text == "count" else { throw .unknownFunction(function.text) }
        try expect("(")
        try expect(")")
        counts.append(name)
      } while takes(",")
    }
    return .summarize(counts: counts, by: takes(name: "by") ? try columns() : [])
  }

  // MARK: Terms

  private mutating func term() throws(QueryProblem) -> QueryTerm {
    // What nests deeper than people write would overflow the stack.
    guard depth < Self.depthMax else { throw .unexpected(next) }
    depth += 1
    defer { depth -= 1 }
    var terms = [try both()]
    while takes(name: "or") { terms.append(try both()) }
    return terms.count == 1 ? terms[0] : .any(terms)
  }

  private mutating func both() throws(QueryProblem) -> QueryTerm {
    var terms = [try comparison()]
    while takes(name: "and") { terms.append(try comparison()) }
    return terms.count == 1 ? terms[0] : .all(terms)
  }

  private mutating func comparison() throws(QueryProblem) -> QueryTerm {
    let left = try path()
    guard next.kind == .mark else { return left }
    let bare = next.text.drop { $0 == "!" }
    if bare == "in" || bare == "in~" {
      let name = advance().text
      try expect("(")
      var values: [QueryTerm] = []
      repeat { values.append(try term()) } while takes(",")
      try expect(")")
      return .isOneOf(left, values, operatorName: name)
    }
    guard Self.comparisons.contains(next.text) || QueryLexer.wordOperators.contains(String(bare)) else { return left }
    return .comparison(left, advance().text, try path())
  }

  /// A value, and what is taken out of it.
  private mutating func path() throws(QueryProblem) -> QueryTerm {
    let whole = try value()
    var parts: [QueryTerm.Part] = []
    while true {
      if takes(".") {
        let name = advance()
        guard name.kind == .name else { throw .unexpected(name) }
        parts.append(.member(name.text))
      } else if takes("[") {
        let key = advance()
        switch key.kind {
        case .text(let name): parts.append(.member(name))
        case .number(let index): parts.append(.element(index))
        default: throw .unexpected(key)
        }
        try expect("]")
      } else {
        return parts.isEmpty ? whole : .path(whole, parts)
      }
    }
  }

  private mutating func value() throws(QueryProblem) -> QueryTerm {
    let token = advance()
    switch token.kind {
    case .text, .number, .real, .duration, .moment: return .literal(token)
    case .name where token.text == "true" || token.text == "false": return .bool(token.text == "true")
    case .name:
      guard takes("(") else { return .column(token.text) }
      var arguments: [QueryTerm] = []
      if !next.isMark(")") { repeat { arguments.append(try term()) } while takes(",") }
      try expect(")")
      return .call(token.text, arguments)
    case .mark where token.text == "(":
      let inner = try term()
      try expect(")")
      return inner
    case .mark, .end: throw .unexpected(token)
    }
  }
}
