import Values

/// The keys of the resources in order and by type, so that what lies below a key is found without looking at the rest.
struct ResourceIndex: Sendable {
  /// Sorted by their bytes. An insertion moves what follows, which for 100,000 keys is a copy of at most 1.6 MB.
  private var sorted: [String] = []
  private var byType: [String: Set<String>] = [:]

  init() {}

  init(_ resources: some Sequence<StoredResource>) {
    for resource in resources {
      byType[resource.type, default: []].insert(resource.key)
      sorted.append(resource.key)
    }
    sorted.sort { $0.precedesInUTF8($1) }
  }

  mutating func insert(_ key: String, of type: String) {
    byType[type, default: []].insert(key)
    let place = place(of: key)
    guard place == sorted.count || sorted[place] != key else { return }
    sorted.insert(key, at: place)
  }

  mutating func remove(_ key: String, of type: String) {
    byType[type]?.remove(key)
    let place = place(of: key)
    guard place < sorted.count, sorted[place] == key else { return }
    sorted.remove(at: place)
  }

  func keys(of type: String) -> Set<String> { byType[type] ?? [] }

  /// All that begin with a key and a slash.
  func keys(below key: String) -> ArraySlice<String> {
    let prefix = key + "/"
    let start = place(of: prefix)
    // The character after the slash: the first text that is past everything below the key.
    let end = place(of: key + "0")
    return sorted[start..<max(start, end)]
  }

  /// The place of the first key that isn't before a text.
  private func place(of text: String) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].precedesInUTF8(text) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
