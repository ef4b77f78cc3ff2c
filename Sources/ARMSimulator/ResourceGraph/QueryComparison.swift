import Values

/// The operators between two values.
enum QueryComparison {
  /// A comparison of two terms.
  ///
  /// - Throws: values of types that can't be compared. A value out of an object takes the other one's type.
  static func cell(
    _ left: QueryBinder.Cell, _ operatorName: String, _ right: QueryBinder.Cell
  ) throws(QueryProblem) -> QueryBinder.Cell {
    if let compares = texts[String(operatorName.drop { $0 == "!" })] {
      let isOpposite = operatorName.hasPrefix("!")
      guard [left, right].allSatisfy({ $0.type == .string || $0.type == .dynamic }) else { throw .types }
      return QueryBinder.Cell(type: .bool) { row in
        let found = compares(
          QueryBinder.text(left.value(row), left.type).lowercased(),
          QueryBinder.text(right.value(row), right.type).lowercased())
        return .bool(found != isOpposite)
      }
    }
    let type = try common(left.type, right.type)
    func typed(_ cell: QueryBinder.Cell) -> ([Value]) -> Value {
      guard cell.type == .dynamic else { return cell.value }
      return { row in
        let value = cell.value(row)
        return isOne(value, of: type) ? value : .null(.dynamic)
      }
    }
    let (one, other) = (typed(left), typed(right))
    switch operatorName {
    case "==", "!=":
      let isEquality = operatorName == "=="
      return QueryBinder.Cell(type: .bool) { row in
        let (first, second) = (one(row), other(row))
        if first.isNull, second.isNull { return .null(.dynamic) }
        return .bool((first == second) == isEquality)
      }
    default:
      // What is in objects has to be made a time first, as none of JSON's values is one.
      if type == .datetime, left.type == .dynamic || right.type == .dynamic { throw .types }
      guard type != .bool, type != .string else { throw .types }
      return QueryBinder.Cell(type: .bool) { row in
        let (first, second) = (one(row), other(row))
        if first.isNull || second.isNull { return .null(.dynamic) }
        let isLess = QueryOrder.precedes(first, second)
        let isMore = QueryOrder.precedes(second, first)
        return switch operatorName {
        case "<": .bool(isLess)
        case "<=": .bool(!isMore)
        case ">": .bool(isMore)
        default: .bool(!isLess)
        }
      }
    }
  }

  /// Comparisons of texts in lower case.
  private static let texts: [String: @Sendable (String, String) -> Bool] = [
    "=~": { $0 == $1 }, "~": { $0 == $1 }, "contains": { $1.isEmpty || $0.contains($1) },
    "startswith": { $0.hasPrefix($1) }, "endswith": { $0.hasSuffix($1) }, "has": hasWord,
  ]

  /// Whether a text has another in it with neither a letter nor a digit on either side.
  private static func hasWord(_ text: String, _ word: String) -> Bool {
    guard !word.isEmpty else { return true }
    return text.ranges(of: word).contains { range in
      let before = range.lowerBound > text.startIndex ? text[text.index(before: range.lowerBound)] : " "
      let after = range.upperBound < text.endIndex ? text[range.upperBound] : " "
      return !(before.isLetter || before.isNumber || after.isLetter || after.isNumber)
    }
  }

  private static func common(_ left: QueryType, _ right: QueryType) throws(QueryProblem) -> QueryType {
    switch (left, right) {
    case (.dynamic, .dynamic): throw .types
    case (.dynamic, let type), (let type, .dynamic): return type
    default:
      guard left == right || left.isNumber && right.isNumber else { throw .types }
      return left
    }
  }

  /// Whether a value of JSON is one of a type.
  private static func isOne(_ value: Value, of type: QueryType) -> Bool {
    switch type {
    case .string: value.stringValue != nil
    case .bool: value.boolValue != nil
    case .long, .real: value.numberValue != nil
    case .datetime, .timespan, .dynamic: false
    }
  }
}
