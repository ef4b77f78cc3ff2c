import Values

/// A query into JSON, as JMESPath has it.
///
/// Names, indices, projections over lists and objects, flattening, filters, lists and objects of expressions, literals,
/// pipes and a few functions; slices and expression references are not there.
package struct JMESPath: Sendable {
  indirect enum Node: Sendable {
    case current
    case member(String)
    case index(Int)
    case chain(Node, Node)
    /// What is on the right, for each element of what is on the left.
    case projection(Node, over: Projection, Node)
    case pipe(Node, Node)
    case list([Node])
    case object([(name: String, value: Node)])
    case literal(Value)
    case comparison(Node, String, Node)
    case and(Node, Node)
    case or(Node, Node)
    case not(Node)
    case call(Function, [Node])
  }

  indirect enum Projection: Sendable {
    case elements
    case values
    case flattened
    case filtered(Node)
  }

  enum Function: String, Sendable, CaseIterable {
    case contains, ends_with, join, keys, length, not_null, starts_with, values
  }

  private let root: Node

  /// - Throws: where the text is no expression, and why.
  package init(_ text: String) throws(JMESPathError) {
    var parser = JMESPathParser(try JMESPathLexer.tokens(of: text))
    root = try parser.whole()
  }

  /// What the query finds; null for nothing.
  package func value(of json: Value) -> Value { Self.evaluated(root, json) }

  private static func evaluated(_ node: Node, _ value: Value) -> Value {
    switch node {
    case .current: return value
    case .member(let name): return value[member: name] ?? .null(.dynamic)
    case .index(let index):
      guard let elements = value.elements else { return .null(.dynamic) }
      return value[index < 0 ? elements.count + index : index] ?? .null(.dynamic)
    case .chain(let left, let right):
      let inner = evaluated(left, value)
      return inner.isNull ? inner : evaluated(right, inner)
    case .pipe(let left, let right): return evaluated(right, evaluated(left, value))
    case .projection(let left, let over, let right):
      guard let elements = elements(of: evaluated(left, value), over) else { return .null(.dynamic) }
      return .tuple(elements.map { evaluated(right, $0) }.filter { !$0.isNull })
    case .list(let nodes): return value.isNull ? value : .tuple(nodes.map { evaluated($0, value) })
    case .object(let members):
      return value.isNull ? value : .object(Members(members.map { ($0.name, evaluated($0.value, value)) }))
    case .literal(let literal): return literal
    case .comparison(let left, let sign, let right):
      return compared(evaluated(left, value), sign, evaluated(right, value))
    case .and(let left, let right):
      let first = evaluated(left, value)
      return isTrue(first) ? evaluated(right, value) : first
    case .or(let left, let right):
      let first = evaluated(left, value)
      return isTrue(first) ? first : evaluated(right, value)
    case .not(let inner): return .bool(!isTrue(evaluated(inner, value)))
    case .call(let function, let arguments): return called(function, arguments.map { evaluated($0, value) })
    }
  }

  private static func elements(of value: Value, _ projection: Projection) -> [Value]? {
    switch projection {
    case .elements: value.elements
    case .values: value.members?.values
    case .flattened: value.elements.map { $0.flatMap { $0.elements ?? [$0] } }
    case .filtered(let condition): value.elements.map { $0.filter { isTrue(evaluated(condition, $0)) } }
    }
  }

  /// Whether a value counts as true: everything but null, false and what is empty.
  private static func isTrue(_ value: Value) -> Bool {
    switch value.unmarked {
    case .null: false
    case .bool(let bool): bool
    case .string(let text): !text.isEmpty
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): !elements.isEmpty
    case .map(let members, of: _), .object(let members): !members.isEmpty
    case .unknown, .number, .marked: true
    }
  }

  private static func compared(_ left: Value, _ sign: String, _ right: Value) -> Value {
    let isSame = left.isNull && right.isNull || left.unmarkedDeep == right.unmarkedDeep
    if sign == "==" { return .bool(isSame) }
    if sign == "!=" { return .bool(!isSame) }
    // Only numbers have an order.
    guard let left = left.numberValue, let right = right.numberValue else { return .null(.bool) }
    return switch sign {
    case "<": .bool(left < right)
    case "<=": .bool(left <= right)
    case ">": .bool(left > right)
    default: .bool(left >= right)
    }
  }

  private static func called(_ function: Function, _ arguments: [Value]) -> Value {
    let first = arguments.first ?? .null(.dynamic)
    let second = arguments.count > 1 ? arguments[1] : .null(.dynamic)
    func texts(_ holds: (String, String) -> Bool) -> Value {
      guard let text = first.stringValue, let part = second.stringValue else { return .null(.bool) }
      return .bool(holds(text, part))
    }
    switch function {
    case .contains:
      return first.elements.map { .bool($0.contains { compared($0, "==", second).boolValue == true }) }
        ?? texts { $0.contains($1) }
    case .starts_with: return texts { $0.hasPrefix($1) }
    case .ends_with: return texts { $0.hasSuffix($1) }
    case .join:
      guard let glue = first.stringValue, let parts = second.elements else { return .null(.string) }
      return .string(parts.compactMap(\.stringValue).joined(separator: glue))
    case .keys: return first.members.map { .tuple($0.keys.map { .string($0) }) } ?? .null(.dynamic)
    case .values: return first.members.map { .tuple($0.values) } ?? .null(.dynamic)
    case .length:
      let count = first.elements?.count ?? first.members?.count ?? first.stringValue?.unicodeScalars.count
      return count.map { .number($0) } ?? .null(.number)
    case .not_null: return arguments.first { !$0.isNull } ?? .null(.dynamic)
    }
  }
}

/// Why a text is no JMESPath expression that can be evaluated.
package struct JMESPathError: Error, Sendable {
  package let reason: String
  package let hint: String?

  init(_ reason: String, hint: String? = nil) {
    self.reason = reason
    self.hint = hint
  }
}
