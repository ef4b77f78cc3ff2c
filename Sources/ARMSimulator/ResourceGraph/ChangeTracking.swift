import Values

/// Notes what becomes of the resources that Resource Graph has.
extension SimulatedCloud {
  /// A resource as it was before something happens to it or to what it shows of others, such as its subnets.
  struct Watch {
    fileprivate let key: String
    fileprivate let body: Value?
  }

  /// Looks at what a request or an operation on something will show in; nil where no table has that.
  func watch(_ segments: [String]) -> Watch? {
    guard let key = graphOwner(of: segments) else { return nil }
    return Watch(key: key, body: state[key].map(graphBody))
  }

  /// Notes what has changed since.
  ///
  /// - Parameters:
  ///   - author: who stands behind it; nil for the cloud itself.
  ///   - isSystem: whether nobody has asked for the values as they are.
  mutating func noteChanges(
    since watch: Watch?, by author: ChangeLog.Author?, isSystem: Bool = false, at time: Timestamp
  ) {
    var touched = state.takeTouched()
    if let watch {
      let before = touched.removeValue(forKey: watch.key) ?? state[watch.key]
      note(before, state[watch.key], watch.body, by: author, isSystem: isSystem, at: time)
    }
    for (key, before) in touched.sorted(by: { $0.key < $1.key }) {
      note(before, state[key], before?.body, by: author, isSystem: isSystem, at: time)
    }
  }

  private mutating func note(
    _ before: StoredResource?, _ after: StoredResource?, _ old: Value?, by author: ChangeLog.Author?, isSystem: Bool,
    at time: Timestamp
  ) {
    guard let resource = after ?? before, Catalogue.type(named: resource.type)?.isInGroup ?? false else { return }
    var parts: [ChangeLog.Part] = []
    let kind: ChangeLog.Kind
    switch (before, after) {
    case (nil, _): kind = .create
    case (_, nil): kind = .delete
    case (_, let after?):
      kind = .update
      let new = graphBody(of: after)
      parts = ResourceRow.changing.flatMap { name in
        ChangeLog.Part.differences(old?[name], new[name], at: name, isSystem: isSystem)
      }
      if parts.isEmpty { return }
    }
    state.changes.append(
      kind, of: resource.id, type: resource.type, location: resource.body["location"]?.stringValue ?? "", at: time,
      by: author, parts)
  }

  /// The key of the resource in Resource Graph that something is a part of, or is.
  private func graphOwner(of segments: [String]) -> String? {
    var segments = segments
    // A subscription, a group, a provider and what has a type and a name there.
    while segments.count >= 8 {
      if let target = ResourceTarget(segments: segments), !target.isCollection {
        if Catalogue.type(of: target.typeKey)?.isInGroup ?? false { return target.key }
        // What is on a resource is not a part of it.
        if target.types.count == 1 { return nil }
      }
      segments.removeLast()
    }
    return nil
  }
}

extension ChangeLog.Author {
  init(_ entry: ActivityLog.Entry) {
    self.init(actor: entry.actor, operation: entry.action, correlation: entry.correlation)
  }
}
