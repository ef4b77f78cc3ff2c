/// Lists that show the cloud as it was a while ago, as Azure's do; questions about one resource are answered as of now.
struct ListLag: Sendable {
  /// How far lists are behind.
  var lag: Duration
  /// What was removed lately, with the time, oldest first.
  private var removed: [(resource: StoredResource, at: Timestamp)] = []

  init(_ lag: Duration) {
    self.lag = lag
  }

  mutating func noteRemoval(_ resource: StoredResource, at now: Timestamp) {
    guard lag > .zero else { return }
    removed.removeAll { $0.at.advanced(by: lag) <= now }
    removed.append((resource, now))
  }

  /// What a list shows of what is below a key, in the order of creation. Only which resources it has is old, not what it
  /// says of them.
  func below(_ key: String, _ state: CloudState, at now: Timestamp) -> [StoredResource] {
    let present = state.below(key)
    guard lag > .zero else { return present }
    let prefix = key + "/"
    let gone = removed.filter { $0.at.advanced(by: lag) > now && $0.resource.key.hasPrefix(prefix) }.map(\.resource)
    var names: Set<String> = []
    return (present + gone).filter { $0.created.advanced(by: lag) <= now }.sorted { $0.serial < $1.serial }
      .filter { names.insert($0.key).inserted }
  }
}

extension SimulatedCloud {
  /// What a list shows of what is below a key.
  func listed(below key: String) -> [StoredResource] { lists.below(key, state, at: now) }
}
