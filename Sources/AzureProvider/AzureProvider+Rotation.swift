import ARM
import AzureKinds
import HTTP
import Resources
import Values

/// Rotation: something stands in under another name while what is there goes and comes back.
///
/// Every step looks at what is live, so that a rotation which was cut off anywhere goes on from there.
extension AzureProvider {
  /// Makes what an operation is about anew, or goes on with that; whether there was anything to make anew. Each of the
  /// steps has all of the session's time limit.
  func rotate(
    _ operation: ResourceOperation, _ standIn: StandIn, _ owner: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Bool {
    guard let kind = declaration(named: standIn.kind.name) else { return false }
    let original = try await session.settled(standIn.original, kind)
    var temporary = try await session.settled(standIn.id, kind)
    let steps = standIn.steps
    func begin(_ step: Int) {
      session.client.note(.stepping(operation.id, step: "rotation, step \(step) of \(steps.count): \(steps[step - 1])"))
    }
    let made =
      owner.rotatedBlock.map { BodyEncoder.childCreation(of: $0, in: owner, planned: operation.planned) }
      ?? BodyEncoder.creation(of: owner, planned: operation.planned)
    let body = keepingCount(in: made, as: original ?? temporary)
    func put(_ id: String, isNew: Bool) async throws(ARMError) {
      var request = try session.request(.put, id, kind.route.apiVersion, body: body)
      request.ifNoneMatch = isNew
      try await write(request, id, kind, session.renewed, accepted)
    }

    if let original, isAsPlanned(original.body, operation, owner) {
      if case .failed = original.condition {
        begin(3)
        try await put(standIn.original, isNew: false)
      }
      if temporary != nil {
        begin(4)
        try await remove(standIn.id, kind, session.renewed, accepted)
      }
      return false
    }
    if original != nil {
      try await checkUnmoved(operation, owner, session)
      if let old = temporary, !isAsPlanned(old.body, operation, owner) {
        // It was made for settings that the spec had then.
        try await remove(standIn.id, kind, session.renewed, accepted)
        temporary = nil
      }
      if temporary?.condition != .settled {
        begin(1)
        try await put(standIn.id, isNew: temporary == nil)
      }
      begin(2)
      try await remove(standIn.original, kind, session.renewed, accepted)
    }
    begin(3)
    try await put(standIn.original, isNew: true)
    begin(4)
    try await remove(standIn.id, kind, session.renewed, accepted)
    return true
  }

  /// Stops where somebody else has changed what is about to be made anew.
  private func checkUnmoved(
    _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession
  ) async throws(ARMError) {
    guard case .update(let prior, let changed) = operation.verb else { return }
    guard let live = try await session.live(operation.id, kind) else {
      throw ARMError(.notFound, status: 404, message: "\(operation.id) is gone.")
    }
    let part = kind.rotatedBlock.map { ValuePath([.member($0.schema.name)]) } ?? ValuePath()
    try checkUnmoved(
      operation, kind, live: live.body, prior: prior, changed: changed.filter { $0.steps.starts(with: part.steps) })
  }

  /// A pool's body with as many nodes as the autoscaler has set, within bounds that may be others now.
  private func keepingCount(in body: Value, as live: Observation.Live?) -> Value {
    let properties = body[member: "properties"]
    guard properties?[member: "enableAutoScaling"]?.boolValue == true,
      let count = live?.body[member: "properties"]?[member: "count"]?.intValue,
      let least = properties?[member: "minCount"]?.intValue, let most = properties?[member: "maxCount"]?.intValue,
      least <= most
    else { return body }
    var tree = BodyTree(body)
    tree.set(.number(min(max(count, least), most)), at: BodyPath("/properties/count").segments)
    return tree.root
  }

  /// Whether something is what is planned, in all that only a rotation changes.
  private func isAsPlanned(_ body: Value, _ operation: ResourceOperation, _ owner: AzureKind) -> Bool {
    guard let planned = owner.rotatedPart(of: operation.planned) else { return true }
    var whole = body
    if let block = owner.rotatedBlock, case .body(let place, _) = block.place {
      // As it stands in the body of what it is a part of.
      var element = body[member: "properties"]?.members ?? Members()
      element["name"] = planned[member: "name"]
      var tree = BodyTree(.object(Members()))
      tree.set(.object(element), at: place.resolved(by: block, planned))
      whole = tree.root
    }
    let found = AttributeDecoder(owner, id: operation.id, body: whole).attributes(arguments: operation.planned)
    let difference = Difference(
      schema: owner.rotatedSchema, arguments: planned, prior: owner.rotatedPart(of: found), recorded: nil)
    return !difference.changes.contains { $0.isRotation && $0.new.isWhollyKnown }
  }
}
