/// Reads JMESPath: each sign binds as strongly as the specification says, and a projection goes on until something binds
/// less than what projects.
struct JMESPathParser {
  private typealias Node = JMESPath.Node
  private let tokens: [JMESPathLexer.Token]
  private var place = 0
  private var depth = 0

  init(_ tokens: [JMESPathLexer.Token]) {
    self.tokens = tokens
  }

  private static let strengths = [
    "|": 1, "||": 2, "&&": 3, "==": 5, "!=": 5, "<": 5, "<=": 5, ">": 5, ">=": 5, "[]": 9, "*": 20, "[?": 21, ".": 40,
    "!": 45, "[": 55,
  ]
  /// What binds less than this ends a projection.
  private static let projectionEnd = 10
  /// Nobody writes expressions in expressions deeper than this.
  private static let depthMax = 100

  mutating func whole() throws(JMESPathError) -> JMESPath.Node {
    guard !tokens.isEmpty else { throw JMESPathError("there is no expression") }
    let node = try expression(0)
    if let token = tokens[place...].first { throw JMESPathError("\(Self.shown(token)) can't stand there") }
    return node
  }

  private mutating func expression(_ strength: Int) throws(JMESPathError) -> JMESPath.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthMax else { throw JMESPathError("it is nested too deep") }
    var left = try beginning()
    while case .sign(let sign)? = next, strength < Self.strengths[sign] ?? 0 {
      place += 1
      left = try continued(left, sign)
    }
    return left
  }

  private mutating func beginning() throws(JMESPathError) -> JMESPath.Node {
    guard let token = next else { throw JMESPathError("it ends too early") }
    place += 1
    switch token {
    case .literal(let value): return .literal(value)
    case .name(let name): return takes("(") ? try call(name) : .member(name)
    case .number: throw JMESPathError("\(Self.shown(token)) can't stand there")
    case .sign(let sign):
      switch sign {
      case "@": return .current
      case "!": return .not(try expression(45))
      case "*": return .projection(.current, over: .values, try projected(20))
      case "[]": return .projection(.current, over: .flattened, try projected(9))
      case "[?": return try filter(of: .current)
      case "{": return try object()
      case "(":
        let inner = try expression(0)
        try expect(")")
        return inner
      case "[":
        if case .number? = next { return try bracket(after: .current) }
        if case .sign("*")? = next, tokens.indices.contains(place + 1), tokens[place + 1] == .sign("]") {
          return try bracket(after: .current)
        }
        if case .sign(":")? = next { throw Self.noSlices }
        return try list()
      case "&": throw JMESPathError("expressions as arguments (`&`) are not there")
      default: throw JMESPathError("`\(sign)` can't stand there")
      }
    }
  }

  private mutating func continued(_ left: JMESPath.Node, _ sign: String) throws(JMESPathError) -> JMESPath.Node {
    switch sign {
    case ".":
      if takes("*") { return .projection(left, over: .values, try projected(20)) }
      return .chain(left, try member(40))
    case "|": return .pipe(left, try expression(1))
    case "||": return .or(left, try expression(2))
    case "&&": return .and(left, try expression(3))
    case "[]": return .projection(left, over: .flattened, try projected(9))
    case "[?": return try filter(of: left)
    case "[": return try bracket(after: left)
    case "==", "!=", "<", "<=", ">", ">=": return .comparison(left, sign, try expression(5))
    default: throw JMESPathError("`\(sign)` can't stand there")
    }
  }

  /// What follows a dot.
  private mutating func member(_ strength: Int) throws(JMESPathError) -> JMESPath.Node {
    if takes("[") { return try list() }
    if takes("{") { return try object() }
    guard case .name? = next else { throw JMESPathError("a name is missing after a dot") }
    return try expression(strength)
  }

  /// What is done to each element of a projection.
  private mutating func projected(_ strength: Int) throws(JMESPathError) -> JMESPath.Node {
    guard case .sign(let sign)? = next, Self.strengths[sign] ?? 0 >= Self.projectionEnd else { return .current }
    switch sign {
    case ".":
      place += 1
      if takes("*") { return .projection(.current, over: .values, try projected(20)) }
      return try member(strength)
    case "[", "[?": return try expression(strength)
    default: throw JMESPathError("`\(sign)` can't stand after a projection")
    }
  }

  /// What is in brackets after something: an index, or `*`.
  private mutating func bracket(after left: JMESPath.Node) throws(JMESPathError) -> JMESPath.Node {
    if case .number(let index)? = next {
      place += 1
      if case .sign(":")? = next { throw Self.noSlices }
      try expect("]")
      return .chain(left, .index(index))
    }
    if case .sign(":")? = next { throw Self.noSlices }
    try expect("*")
    try expect("]")
    return .projection(left, over: .elements, try projected(20))
  }

  private mutating func filter(of left: JMESPath.Node) throws(JMESPathError) -> JMESPath.Node {
    let condition = try expression(0)
    try expect("]")
    return .projection(left, over: .filtered(condition), try projected(21))
  }

  private mutating func list() throws(JMESPathError) -> JMESPath.Node {
    var nodes = [try expression(0)]
    while takes(",") { nodes.append(try expression(0)) }
    try expect("]")
    return .list(nodes)
  }

  private mutating func object() throws(JMESPathError) -> JMESPath.Node {
    var members: [(name: String, value: JMESPath.Node)] = []
    repeat {
      guard case .name(let name)? = next else { throw JMESPathError("a name is missing after `{`") }
      place += 1
      try expect(":")
      members.append((name, try expression(0)))
    } while takes(",")
    try expect("}")
    return .object(members)
  }

  private mutating func call(_ name: String) throws(JMESPathError) -> JMESPath.Node {
    guard let function = JMESPath.Function(rawValue: name) else {
      throw JMESPathError(
        "there is no function `\(name)` here",
        hint: "there are " + JMESPath.Function.allCases.map(\.rawValue).joined(separator: ", ")
          + "; HCL has more of them, to use on `output`")
    }
    var arguments: [JMESPath.Node] = []
    if !takes(")") {
      repeat { arguments.append(try expression(0)) } while takes(",")
      try expect(")")
    }
    let counts =
      switch function {
      case .keys, .length, .values: 1...1
      case .not_null: 1...Int.max
      case .contains, .ends_with, .join, .starts_with: 2...2
      }
    guard counts.contains(arguments.count) else {
      throw JMESPathError("`\(name)` takes \(counts.lowerBound) argument\(counts.lowerBound == 1 ? "" : "s")")
    }
    return .call(function, arguments)
  }

  // MARK: Tokens

  private var next: JMESPathLexer.Token? { tokens.indices.contains(place) ? tokens[place] : nil }

  private mutating func takes(_ sign: String) -> Bool {
    guard next == .sign(sign) else { return false }
    place += 1
    return true
  }

  private mutating func expect(_ sign: String) throws(JMESPathError) {
    guard takes(sign) else {
      throw JMESPathError("`\(sign)` is missing" + (next.map { " before \(Self.shown($0))" } ?? " at its end"))
    }
  }

  private static let noSlices = JMESPathError(
    "slices are not there", hint: "give out the whole list, and take `slice(...)` of it in HCL")

  private static func shown(_ token: JMESPathLexer.Token) -> String {
    switch token {
    case .name(let name): "`\(name)`"
    case .number(let number): "`\(number)`"
    case .literal: "a literal"
    case .sign(let sign): "`\(sign)`"
    }
  }
}
