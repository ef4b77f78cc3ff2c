extension Value {
  /// How deep a value may be nested, so that no walk through it overflows the stack.
  package static let depthMax = 600

  /// How much there is to walk through: one for each value in this one, and one for every 64 bytes of text. Nil if
  /// that is more than `limit`, or if the value is nested deeper than ``depthMax``; costs no more than `limit`.
  ///
  /// What one part is used for many times counts many times, though it is in memory once: whoever shows or stores the
  /// value meets it as often.
  package func weight(upTo limit: Int) -> Int? {
    var rest = limit
    return weigh(&rest, depth: 0) ? limit - rest : nil
  }

  private func weigh(_ rest: inout Int, depth: Int) -> Bool {
    rest -= 1
    guard rest >= 0, depth <= Self.depthMax else { return false }
    switch self {
    case .null, .unknown, .bool, .number: return true
    case .string(let string):
      rest -= string.utf8.count / 64
      return rest >= 0
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements):
      for element in elements where !element.weigh(&rest, depth: depth + 1) { return false }
      return true
    case .map(let members, of: _), .object(let members):
      for member in members.values where !member.weigh(&rest, depth: depth + 1) { return false }
      return true
    case .marked(let marked): return marked.value.weigh(&rest, depth: depth)
    }
  }

  /// How many steps it takes to make the value from parts that are there: of its parts only the direct ones count.
  package var shallowWeight: Int {
    switch unmarked {
    case .string(let string): string.utf8.count / 16
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): elements.count
    case .map(let members, of: _), .object(let members): members.count
    default: 0
    }
  }
}
