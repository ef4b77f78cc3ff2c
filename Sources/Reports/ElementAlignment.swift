import Values

/// Which elements of one list are still there in another, by the longest common subsequence.
enum ElementAlignment {
  typealias Element = (index: Int, value: Value)

  /// The work that an exact answer may take; beyond it elements are paired by place.
  private static let cellsMax = 250_000

  /// Elements side by side, in order: on both sides where they stay, on one side where they go or come.
  ///
  /// - Parameter joinsChanged: whether what goes and what comes at one place is one changed element, as it is for
  ///   tuples, and for elements that have parts.
  static func pairs(_ before: [Value], _ after: [Value], joinsChanged: Bool) -> [(Element?, Element?)] {
    var result: [(Element?, Element?)] = []
    var (i, j) = (0, 0)
    func flush(_ iEnd: Int, _ jEnd: Int) {
      let gone = (i..<iEnd).map { (index: $0, value: before[$0]) }
      let new = (j..<jEnd).map { (index: $0, value: after[$0]) }
      let isJoined = joinsChanged || (gone + new).allSatisfy { $0.value.elements != nil || $0.value.members != nil }
      let joined = isJoined ? min(gone.count, new.count) : 0
      result += zip(gone.prefix(joined), new.prefix(joined)).map { ($0, $1) }
      result += gone.dropFirst(joined).map { ($0, nil) }
      result += new.dropFirst(joined).map { (nil, $0) }
    }
    for (a, b) in common(before, after) {
      flush(a, b)
      result.append(((a, before[a]), (b, after[b])))
      (i, j) = (a + 1, b + 1)
    }
    flush(before.count, after.count)
    return result
  }

  private static func common(_ before: [Value], _ after: [Value]) -> [(Int, Int)] {
    var start = 0
    while start < before.count, start < after.count, before[start].isSame(as: after[start]) { start += 1 }
    var tail = 0
    while tail < before.count - start, tail < after.count - start,
      before[before.count - 1 - tail].isSame(as: after[after.count - 1 - tail])
    {
      tail += 1
    }
    let head = (0..<start).map { ($0, $0) }
    let end = (0..<tail).reversed().map { (before.count - 1 - $0, after.count - 1 - $0) }
    let (rows, columns) = (before.count - tail - start, after.count - tail - start)
    guard rows > 0, columns > 0, rows <= cellsMax / columns else { return head + end }
    // lengths[r][c] is the longest common subsequence of what follows row r and column c.
    var lengths = [[Int]](repeating: [Int](repeating: 0, count: columns + 1), count: rows + 1)
    for row in (0..<rows).reversed() {
      for column in (0..<columns).reversed() {
        lengths[row][column] =
          before[start + row].isSame(as: after[start + column])
          ? lengths[row + 1][column + 1] + 1 : max(lengths[row + 1][column], lengths[row][column + 1])
      }
    }
    var middle: [(Int, Int)] = []
    var (row, column) = (0, 0)
    while row < rows, column < columns {
      if before[start + row].isSame(as: after[start + column]) {
        middle.append((start + row, start + column))
        row += 1
        column += 1
      } else if lengths[row + 1][column] >= lengths[row][column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return head + middle + end
  }
}
