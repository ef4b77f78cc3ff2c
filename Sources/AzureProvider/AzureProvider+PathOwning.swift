import ARM
import AzureKinds
import Resources
import Values

/// Resources that are nothing but a path of another's body: read, set and cleared there, and all else in it stays.
extension AzureProvider {
  /// A path and the resource that it is in.
  struct Placement {
    let id: String
    let kind: AzureKind
    let owner: AzureKind
    let ownerID: String
    let path: [BodyPath.Segment]

    /// What is live, the id spelt as Azure spells the owner's; nil where nothing stands at the path.
    func live(in body: Observation.Live) -> Observation.Live? {
      guard BodyTree(body.body)[path] != nil else { return nil }
      let values = kind.route.arguments(of: id) ?? [:]
      let first = kind.route.arguments.first
      return Observation.Live(id: kind.route.id { $0 == first ? body.id : values[$0] } ?? id, body: body.body)
    }
  }

  func placement(of id: String, _ kind: AzureKind) throws(ARMError) -> Placement {
    guard let place = kind.place(of: id), let owner = kind.place.flatMap({ declaration(named: $0.kind) }) else {
      throw ARMError(.invalid, message: "\(id) is not the id of a \(kind.name).")
    }
    return Placement(id: id, kind: kind, owner: owner, ownerID: place.owner, path: place.path)
  }

  /// What is live of a path, once nothing is being done to the resource that it is in.
  func placed(_ id: String, _ kind: AzureKind, _ session: AzureSession) async throws(ARMError) -> Observation.Live? {
    let placement = try placement(of: id, kind)
    return try await session.settled(placement.ownerID, placement.owner).flatMap(placement.live)
  }

  /// Sets or clears a path.
  func place(
    _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Observation.Live? {
    let placement = try placement(of: operation.id, kind)
    if case .delete = operation.verb, try await session.live(placement.ownerID, placement.owner) == nil { return nil }
    var isFirst = true
    try await mergeAndWrite(placement.ownerID, placement.owner, session, accepted) { live throws(ARMError) in
      defer { isFirst = false }
      return try body(for: operation, placement, live: live, isFirst: isFirst)
    }
    guard let live = try await session.settled(placement.ownerID, placement.owner) else {
      if case .delete = operation.verb { return nil }
      throw ARMError(.notFound, status: 404, message: "\(placement.ownerID) is gone.")
    }
    if case .failed(let reason) = live.condition {
      throw ARMError(.operationFailed, message: "Azure says that \(placement.ownerID) is in the state \(reason).")
    }
    if case .delete = operation.verb { return nil }
    guard let placed = placement.live(in: live) else {
      throw ARMError(.notFound, message: "\(placement.ownerID) has none although Azure said it was set.")
    }
    return placed
  }

  /// The owner's body as it is to be; nil where it is so already.
  ///
  /// - Throws: that somebody else set or changed the path since the plan was made.
  private func body(for operation: ResourceOperation, _ placement: Placement, live: Value, isFirst: Bool)
    throws(ARMError) -> Value?
  {
    let isSet = BodyTree(live)[placement.path] != nil
    let now = AttributeDecoder(placement.kind, id: operation.id, body: live).attributes(arguments: operation.arguments)
    func isNow(_ value: Value) -> Bool { placement.kind.resourceKind.schema.says(value, of: now) }
    func set(_ planned: Value?) -> Value {
      BodyEncoder.placing(
        placement.kind, planned: planned, at: placement.path, in: placement.owner, live: live)
    }
    switch operation.verb {
    case .create:
      guard isSet else { return set(operation.planned) }
      // An answer may have got lost; at the first look, what is there is somebody else's.
      if !isFirst, isNow(operation.planned) { return nil }
    case .update(let prior, _):
      if isSet, isNow(operation.planned) { return nil }
      if isSet, isNow(prior) { return set(operation.planned) }
    case .delete:
      guard isSet else { return nil }
      if isNow(operation.planned) { return set(nil) }
    }
    var error = ARMError(
      .preconditionFailed,
      message: "\(placement.ownerID) was changed by someone else after the plan was made, in just the place that "
        + "\(operation.address) is, so nothing was sent.")
    error.hint = "plan again, to see what it is like"
    throw error
  }
}

extension ResourceSchema {
  /// Whether what is live is as arguments say, in blocks too: what only Azure says doesn't count, nor what isn't known.
  fileprivate func says(_ arguments: Value, of live: Value) -> Bool {
    attributes.allSatisfy { attribute in
      guard attribute.isArgument, let wanted = arguments[member: attribute.name], wanted.isKnown,
        let found = live[member: attribute.name]
      else { return true }
      guard case .block(let nesting, let inner) = attribute.content else {
        return !wanted.isWhollyKnown
          || CanonicalText.of(attribute.comparison.canonical(found))
            == CanonicalText.of(attribute.comparison.canonical(wanted))
      }
      let blocks = wanted.elements ?? []
      var rest = found.elements ?? []
      guard blocks.count == rest.count else { return false }
      guard case .set = nesting else { return zip(blocks, rest).allSatisfy { inner.says($0, of: $1) } }
      return blocks.allSatisfy { block in
        rest.firstIndex { inner.says(block, of: $0) }.map { rest.remove(at: $0) } != nil
      }
    }
  }
}
