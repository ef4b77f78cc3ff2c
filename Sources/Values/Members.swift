/// The members of an object or a map: names with values, sorted by name (byte order), each name once.
package struct Members: Sendable {
  package private(set) var keys: [String]
  package private(set) var values: [Value]

  package init() {
    keys = []
    values = []
  }

  /// Members in any order; of those with one name the last counts.
  package init(_ pairs: some Sequence<(String, Value)>) {
    self.init()
    keys.reserveCapacity(pairs.underestimatedCount)
    values.reserveCapacity(pairs.underestimatedCount)
    var isSorted = true
    for (key, value) in pairs {
      if isSorted, let last = keys.last, !last.precedesInUTF8(key) {
        // Among a few, it finds its place soonest by itself.
        if count < 16 {
          self[key] = value
          continue
        }
        isSorted = false
      }
      keys.append(key)
      values.append(value)
    }
    if !isSorted {
      let order = keys.latestInUTF8
      (keys, values) = (order.map { keys[$0] }, order.map { values[$0] })
    }
  }

  /// Members that are sorted by name and unique already, so that values of one shape can share their names.
  package init(sortedKeys: [String], values: [Value]) {
    precondition(sortedKeys.count == values.count, "each member has a name and a value")
    keys = sortedKeys
    self.values = values
  }

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }

  /// The place of a name, by binary search where there are many.
  package func index(of key: String) -> Int? {
    // Whether two names are the same is told much sooner than which comes first.
    if keys.count <= 8 { return keys.firstIndex(of: key) }
    let position = insertionIndex(of: key)
    return position < keys.count && keys[position] == key ? position : nil
  }

  package subscript(key: String) -> Value? {
    get { index(of: key).map { values[$0] } }
    set {
      let position = insertionIndex(of: key)
      let exists = position < keys.count && keys[position] == key
      switch (exists, newValue) {
      case (true, let value?): values[position] = value
      case (false, let value?):
        keys.insert(key, at: position)
        values.insert(value, at: position)
      case (true, nil):
        keys.remove(at: position)
        values.remove(at: position)
      case (false, nil): break
      }
    }
  }

  /// These members and those of another, which take the place of these where they have the same names.
  package func merging(_ other: Members) -> Members {
    if isEmpty { return other }
    if other.isEmpty { return self }
    var mergedKeys: [String] = []
    var mergedValues: [Value] = []
    mergedKeys.reserveCapacity(count + other.count)
    mergedValues.reserveCapacity(count + other.count)
    var place = 0
    for (key, value) in other {
      while place < count, keys[place].precedesInUTF8(key) {
        mergedKeys.append(keys[place])
        mergedValues.append(values[place])
        place += 1
      }
      if place < count, keys[place] == key { place += 1 }
      mergedKeys.append(key)
      mergedValues.append(value)
    }
    mergedKeys += keys[place...]
    mergedValues += values[place...]
    return Members(sortedKeys: mergedKeys, values: mergedValues)
  }

  package func map(_ transform: (String, Value) throws -> Value) rethrows -> Members {
    Members(sortedKeys: keys, values: try zip(keys, values).map(transform))
  }

  private func insertionIndex(of key: String) -> Int {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].precedesInUTF8(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Members: Sequence {
  package func makeIterator() -> Zip2Sequence<[String], [Value]>.Iterator {
    zip(keys, values).makeIterator()
  }
}

extension Members: Hashable {}
