import JSON
import Values

/// Gives the terms of a query their columns and types.
struct QueryBinder {
  /// A term that is ready to be worked out for a row.
  struct Cell {
    let type: QueryType
    let value: ([Value]) -> Value
  }

  let columns: [QueryTable.Column]
  /// The operator that the terms belong to, for errors.
  let operatorName: String
  let now: Timestamp

  /// A term that is true, false or neither.
  func condition(_ term: QueryTerm) throws(QueryProblem) -> ([Value]) -> Value {
    let cell = try bound(term)
    guard cell.type == .bool else { throw .types }
    return cell.value
  }

  func bound(_ term: QueryTerm) throws(QueryProblem) -> Cell {
    switch term {
    case .literal(let token): return try literal(token)
    case .bool(let value): return Cell(type: .bool) { _ in .bool(value) }
    case .column(let name):
      guard let place = columns.firstIndex(where: { $0.name == name }) else {
        throw .unresolved(name, in: operatorName)
      }
      return Cell(type: columns[place].type) { $0[place] }
    case .path(let whole, let parts):
      let cell = try bound(whole)
      guard cell.type == .dynamic else { throw .types }
      return Cell(type: .dynamic) { row in parts.reduce(cell.value(row)) { Self.part($1, of: $0) } }
    case .call(let name, let arguments): return try call(name, arguments)
    case .all(let terms):
      let conditions = try terms.map { term throws(QueryProblem) in try condition(term) }
      return Cell(type: .bool) { row in Self.joined(conditions, row, endsWith: false) }
    case .any(let terms):
      let conditions = try terms.map { term throws(QueryProblem) in try condition(term) }
      return Cell(type: .bool) { row in Self.joined(conditions, row, endsWith: true) }
    case .comparison(let left, let operatorName, let right):
      return try QueryComparison.cell(bound(left), operatorName, bound(right))
    case .isOneOf(let left, let values, let operatorName):
      let isOpposite = operatorName.hasPrefix("!")
      let comparison = operatorName.hasSuffix("~") ? "=~" : "=="
      let cell = try bound(left)
      let cells = try values.map { value throws(QueryProblem) in
        try QueryComparison.cell(cell, comparison, bound(value)).value
      }
      return Cell(type: .bool) { row in
        .bool(cells.contains { $0(row).boolValue ?? false } != isOpposite)
      }
    }
  }

  /// Whether all conditions hold, or any; neither where one of them is neither and no other decides.
  private static func joined(_ conditions: [([Value]) -> Value], _ row: [Value], endsWith end: Bool) -> Value {
    var isKnown = true
    for condition in conditions {
      guard let holds = condition(row).boolValue else {
        isKnown = false
        continue
      }
      if holds == end { return .bool(end) }
    }
    return isKnown ? .bool(!end) : .null(.dynamic)
  }

  private static func part(_ part: QueryTerm.Part, of value: Value) -> Value {
    switch part {
    case .member(let name): return value[member: name] ?? .null(.dynamic)
    case .element(let index):
      guard let elements = value.elements, elements.indices.contains(index) else { return .null(.dynamic) }
      return elements[index]
    }
  }

  private func literal(_ token: QueryToken) throws(QueryProblem) -> Cell {
    let (type, value): (QueryType, Value)
    switch token.kind {
    case .text(let text): (type, value) = (.string, .string(text))
    case .number(let number): (type, value) = (.long, .number(number))
    case .real(let number): (type, value) = (.real, Number(number).map(Value.number) ?? .null(.dynamic))
    case .duration(let duration): (type, value) = (.timespan, .number(Int(duration.milliseconds)))
    case .moment(let moment): (type, value) = (.datetime, .number(Int(moment.milliseconds)))
    case .name, .mark, .end: throw .unexpected(token)
    }
    return Cell(type: type) { _ in value }
  }

  // MARK: Functions

  private func call(_ name: String, _ arguments: [QueryTerm]) throws(QueryProblem) -> Cell {
    let functions: [String: (Cell) throws(QueryProblem) -> Cell] = [
      "tostring": { cell in Cell(type: .string) { .string(Self.text(cell.value($0), cell.type)) } },
      "tolower": { cell in Cell(type: .string) { .string(Self.text(cell.value($0), cell.type).lowercased()) } },
      "toupper": { cell in Cell(type: .string) { .string(Self.text(cell.value($0), cell.type).uppercased()) } },
      "todatetime": { cell in Cell(type: .datetime) { Self.moment(cell.value($0), cell.type) } },
      "isempty": { cell in Cell(type: .bool) { .bool(Self.text(cell.value($0), cell.type).isEmpty) } },
      "isnotempty": { cell in Cell(type: .bool) { .bool(!Self.text(cell.value($0), cell.type).isEmpty) } },
      "isnull": { cell in Cell(type: .bool) { .bool(cell.value($0).isNull) } },
      "isnotnull": { cell in Cell(type: .bool) { .bool(!cell.value($0).isNull) } },
      "not": { cell throws(QueryProblem) in
        guard cell.type == .bool else { throw .types }
        return Cell(type: .bool) { row in cell.value(row).boolValue.map { .bool(!$0) } ?? .null(.dynamic) }
      },
      "ago": { [now] cell throws(QueryProblem) in
        guard cell.type == .timespan else { throw .types }
        return Cell(type: .datetime) { row in
          cell.value(row).intValue.map { .number(Int(now.milliseconds) - $0) } ?? .null(.dynamic)
        }
      },
    ]
    if name == "now", arguments.isEmpty {
      let value = Value.number(Int(now.milliseconds))
      return Cell(type: .datetime) { _ in value }
    }
    guard let function = functions[name] else { throw .unknownFunction(name) }
    guard arguments.count == 1 else { throw .types }
    return try function(bound(arguments[0]))
  }

  /// A value as text; nothing where there is none.
  static func text(_ value: Value, _ type: QueryType) -> String {
    switch (value, type) {
    case (.null, _): ""
    case (.string(let text), _): text
    case (.number(let number), .datetime): Timestamp(milliseconds: Int64(number.int ?? 0)).text()
    case (.bool(let isTrue), _): isTrue ? "true" : "false"
    default: String(decoding: JSON.text(value), as: UTF8.self)
    }
  }

  private static func moment(_ value: Value, _ type: QueryType) -> Value {
    if type == .datetime { return value }
    guard let text = value.stringValue, let moment = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") else {
      return .null(.dynamic)
    }
    return .number(Int(moment.milliseconds))
  }
}
