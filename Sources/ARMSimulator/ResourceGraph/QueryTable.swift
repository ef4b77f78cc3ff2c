import Values

/// The type of a column.
enum QueryType: Sendable {
  case string
  case long
  case real
  case bool
  /// Kept as the milliseconds since 1970.
  case datetime
  /// Kept as milliseconds.
  case timespan
  /// Whatever JSON can say.
  case dynamic

  var isNumber: Bool { self == .long || self == .real }
}

/// Rows under typed columns, as a query makes one table of another.
struct QueryTable: Sendable {
  struct Column: Hashable, Sendable {
    let name: String
    let type: QueryType
  }

  var columns: [Column]
  var rows: [[Value]]

  /// The table that a query leads to.
  static func result(of query: Query, from table: QueryTable, now: Timestamp) throws(QueryProblem) -> QueryTable {
    var table = table
    for step in query.steps { try table.take(step, now) }
    return table
  }

  private mutating func take(_ step: Query.Step, _ now: Timestamp) throws(QueryProblem) {
    let binder = QueryBinder(columns: columns, operatorName: step.name, now: now)
    switch step {
    case .filter(let term):
      let condition = try binder.condition(term)
      rows = rows.filter { condition($0).boolValue ?? false }
    case .project(let made):
      let cells = try made.map { column throws(QueryProblem) in try binder.bound(column.term) }
      let names = Self.names(of: made)
      columns = zip(names, cells).map { Column(name: $0, type: $1.type) }
      rows = rows.map { row in cells.map { $0.value(row) } }
    case .extend(let made): try extend(by: made, binder)
    case .sort(let keys): try sort(by: keys, binder)
    case .take(let count): rows = Array(rows.prefix(count))
    case .count:
      columns = [Column(name: "Count", type: .long)]
      rows = [[.number(rows.count)]]
    case .summarize(let counts, let groups): try summarize(counts, by: groups, binder)
    }
  }

  private mutating func extend(by made: [Query.Column], _ binder: QueryBinder) throws(QueryProblem) {
    let cells = try made.map { column throws(QueryProblem) in try binder.bound(column.term) }
    var places: [Int] = []
    for (name, cell) in zip(Self.names(of: made), cells) {
      let column = Column(name: name, type: cell.type)
      if let place = columns.firstIndex(where: { $0.name == name }) {
        columns[place] = column
        places.append(place)
      } else {
        columns.append(column)
        places.append(columns.count - 1)
      }
    }
    rows = rows.map { row in
      var wider = row + Array(repeating: .null(.dynamic), count: columns.count - row.count)
      for (place, cell) in zip(places, cells) { wider[place] = cell.value(row) }
      return wider
    }
  }

  /// What has no value comes first in ascending order; rows with equal keys keep their order.
  private mutating func sort(
    by keys: [(key: QueryTerm, isAscending: Bool)], _ binder: QueryBinder
  ) throws(QueryProblem) {
    let cells = try keys.map { key throws(QueryProblem) in try binder.bound(key.key) }
    if cells.contains(where: { $0.type == .dynamic }) { throw .dynamicKey }
    let keyed = rows.enumerated().map { (number: $0.offset, keys: cells.map { [row = $0.element] in $0.value(row) }) }
    let order = keyed.sorted { left, right in
      for (place, key) in keys.enumerated() {
        let (one, other) = (left.keys[place], right.keys[place])
        if QueryOrder.precedes(one, other) { return key.isAscending }
        if QueryOrder.precedes(other, one) { return !key.isAscending }
      }
      return left.number < right.number
    }
    rows = order.map { rows[$0.number] }
  }

  private mutating func summarize(
    _ counts: [String?], by groups: [Query.Column], _ binder: QueryBinder
  ) throws(QueryProblem) {
    let cells = try groups.map { group throws(QueryProblem) in try binder.bound(group.term) }
    // A group of what has no type of its own is refused, too.
    if cells.contains(where: { $0.type == .dynamic }) { throw .types }
    var order: [[Value]] = []
    var sizes: [[Value]: Int] = [:]
    for row in rows {
      let key = cells.map { $0.value(row) }
      if sizes[key] == nil { order.append(key) }
      sizes[key, default: 0] += 1
    }
    if groups.isEmpty, order.isEmpty { order = [[]] }
    let countColumns = counts.map { Query.Column(name: $0 ?? "count_", term: .bool(true)) }
    let names = Self.names(of: groups + countColumns)
    let types = cells.map(\.type) + counts.map { _ in .long }
    columns = zip(names, types).map { Column(name: $0, type: $1) }
    rows = order.map { key in key + counts.map { _ in .number(sizes[key] ?? 0) } }
  }

  /// The names of columns that a query makes: the ones that it gives, or what it takes with an underscore for each dot. A
  /// name that is there already gets a number.
  private static func names(of columns: [Query.Column]) -> [String] {
    var taken: Set<String> = []
    var unnamed = 0
    return columns.map { column in
      var name = column.name ?? column.term.columnName ?? ""
      if name.isEmpty {
        unnamed += 1
        name = "Column\(unnamed)"
      }
      var number = 0
      let stem = name
      while !taken.insert(name).inserted {
        number += 1
        name = "\(stem)\(number)"
      }
      return name
    }
  }
}

extension QueryTerm {
  /// What a column is called that holds this; nil if the language has no name for it.
  fileprivate var columnName: String? {
    switch self {
    case .column(let name): name
    case .path(let whole, let parts):
      whole.columnName.map { start in
        parts.reduce(start) { name, part in
          switch part {
          case .member(let member): "\(name)_\(member)"
          case .element(let index): "\(name)_\(index)"
          }
        }
      }
    // Conversions are called by what they convert.
    case .call("tostring", let arguments), .call("todatetime", let arguments): arguments.first?.columnName
    case .literal, .bool, .call, .all, .any, .comparison, .isOneOf: nil
    }
  }
}

/// The order of values of one type.
enum QueryOrder {
  static func precedes(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): false
    case (.null, _): true
    case (.string(let one), .string(let other)): one.precedesInUTF8(other)
    case (.number(let one), .number(let other)): one < other
    case (.bool(let one), .bool(let other)): !one && other
    default: false
    }
  }
}
