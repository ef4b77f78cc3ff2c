import ARM
import AzureKinds
import HTTP
import Resources
import Values

/// Changes: every update reads, merges and writes, and says no where the live resource moved since the plan.
extension AzureProvider {
  package func perform(_ operation: ResourceOperation, accepted: @escaping @Sendable (Value) async -> Void)
    async throws(ProviderFailure) -> Observation.Live?
  {
    let remote = operation.kind.remote(of: operation.planned)
    guard let session else { throw .noSession }
    guard let declaration = declaration(of: operation.kind, id: operation.id, apiVersion: remote?.apiVersion) else {
      throw ProviderFailure("Invalid resource id", detail: "\(operation.id) is not the id of a resource.")
    }
    let limited = session.limited(to: operation.limit ?? declaration.limit(of: operation.verb))
    guard declaration.isOpen else { return try await perform(operation, declaration, limited, accepted) }
    return try await perform(operation, asOpen: declaration, limited, accepted)
  }

  func perform(
    _ operation: ResourceOperation, _ declaration: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ProviderFailure) -> Observation.Live? {
    do throws(ARMError) {
      if declaration.place?.isAll == true { return try await place(operation, declaration, session, accepted) }
      switch operation.verb {
      case .create: return try await create(operation, declaration, session, accepted)
      case .delete(let reasons):
        try await delete(operation, declaration, session, because: reasons, accepted)
        return nil
      case .update(let prior, let changed):
        if case .registration(let state, let provider) = declaration.creation {
          return try await register(operation, declaration, session, state: state, provider: provider)
        }
        return try await update(operation, declaration, session, prior: prior, changed: changed, accepted)
      }
    } catch {
      throw ProviderFailure(error)
    }
  }

  package func resume(_ accepted: Value) async throws(ProviderFailure) {
    guard let session else { throw .noSession }
    guard let operation = LongRunningOperation(saved: accepted, cloud: session.client.cloud) else { return }
    do throws(ARMError) {
      _ = try await session.client.resume(operation)
    } catch {
      // A status that is kept no longer says nothing; the resource does.
      if error.kind != .notFound { throw ProviderFailure(error) }
    }
  }

  private func create(
    _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Observation.Live {
    if case .registration(let state, let provider) = kind.creation {
      return try await register(operation, kind, session, state: state, provider: provider)
    }
    if let preset = kind.preset { return try await set(preset, operation, kind, session, accepted) }
    if let standIn = operation.standIn {
      _ = try await rotate(operation, standIn, kind, session, accepted)
      return try await whole(operation.id, kind, session.renewed)
    }
    try await registerProvider(for: operation, kind, session)
    // Without ETags nothing but a look keeps a creation from writing over what somebody else made meanwhile.
    if !kind.hasETags, try await session.live(operation.id, kind) != nil { throw Self.appeared(operation.id) }
    var planned = kind.stamp(operation.planned, session.client.now)
    var alternatives = kind.alternatives(planned)[...]
    while true {
      let body = BodyEncoder.creation(of: kind, id: operation.id, planned: planned)
      var request = try session.request(
        .put, operation.id, kind.route.apiVersion, body: kind.withoutCompanions(kind.detached(body)))
      request.ifNoneMatch = kind.hasETags
      RequestSettings(operation, "create").apply(to: &request)
      let live: Observation.Live
      do throws(ARMError) {
        live = try await write(request, operation.id, kind, session, accepted)
      } catch {
        if error.kind == .preconditionFailed { throw Self.appeared(operation.id) }
        // Once the resource is there, another one in its place would be a replacement that nobody planned.
        guard error.kind == .capacity, let next = alternatives.popFirst(),
          try await session.live(operation.id, kind) == nil
        else { throw error }
        session.client.note(.fallingBack(operation.id, error, to: next.name))
        planned = next.planned
        continue
      }
      if body == kind.withoutCompanions(body) {
        return try await attach(operation, planned: planned, kind, session, to: live, accepted)
      }
      try await CompanionWrites(operation, kind, planned: planned, changed: nil, session, accepted).write()
      return try await whole(operation.id, kind, session)
    }
  }

  private static func appeared(_ id: String) -> ARMError {
    var error = ARMError(
      .preconditionFailed,
      message: "\(id) was not there when the plan was made and is there now, so nothing was sent that would change it.")
    error.hint = "plan again, to see what it is like"
    return error
  }

  /// Sends a PUT, waits for the operation it starts, and reads what is live then. An answer that got lost is read back.
  @discardableResult
  func write(
    _ request: ARMRequest, _ id: String, _ kind: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Observation.Live {
    do throws(ARMError) {
      _ = try await session.client.perform(request) { await accepted($0.saved) }
    } catch {
      guard error.kind == .outcomeUnknown else { throw error }
      // Whether it arrived is read back; sent again, it makes what is there what it should be.
      var again = request
      again.ifNoneMatch = try await readBack(id, kind, session, after: error) == nil && request.ifNoneMatch
      _ = try await session.client.perform(again) { await accepted($0.saved) }
    }
    return try await whole(id, kind, session)
  }

  /// What was made or changed, as it is now.
  ///
  /// - Throws: that it isn't there, or that Azure says that it failed.
  func whole(_ id: String, _ kind: AzureKind, _ session: AzureSession) async throws(ARMError)
    -> Observation.Live
  {
    guard let live = try await session.settled(id, kind) else {
      throw ARMError(.notFound, message: "\(id) is not there although Azure said it was made.")
    }
    if case .failed(let reason) = live.condition {
      throw ARMError(.operationFailed, message: "Azure says that the resource is in the state \(reason).")
    }
    return live
  }

  private func delete(
    _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession, because reasons: [ValuePath],
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) {
    if case .preset(_, let reset) = kind.creation {
      guard try await session.live(operation.id, kind) != nil else { return }
      try await mergeAndWrite(operation.id, kind, session, accepted) { live throws(ARMError) in
        BodyEncoder.writable(reset(live), of: kind)
      }
      return try await takeEffect(operation.id, kind, session, accepted)
    }
    if !reasons.isEmpty {
      guard let live = try await session.live(operation.id, kind) else { return }
      try checkUnmoved(operation, kind, live: live.body, prior: operation.planned, changed: reasons)
    }
    if let contents = kind.contents, !session.features.deletesNonEmptyGroups {
      try await session.waitUntilEmpty(operation.id, contents.path, apiVersion: contents.apiVersion)
    }
    try await remove(operation.id, kind, session, settings: RequestSettings(operation, "delete"), accepted)
  }

  /// Deletes what is at an id, and waits until it is gone.
  func remove(
    _ id: String, _ kind: AzureKind, _ session: AzureSession, settings: RequestSettings = RequestSettings(),
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) {
    var request = try session.request(.delete, id, kind.route.apiVersion)
    if kind.deletionSwitch.map({ session.features.isOn($0, byDefault: false) }) ?? true {
      request.query = kind.deletionQuery.map { ARMRequest.QueryItem($0.0, $0.1) }
    }
    settings.apply(to: &request)
    do throws(ARMError) {
      _ = try await session.client.perform(request) { await accepted($0.saved) }
    } catch {
      if error.kind != .notFound { throw error }
    }
  }

  // MARK: Updates

  private func update(
    _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession, prior: Value, changed: [ValuePath],
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Observation.Live {
    let children = kind.arguments.filter { $0.child != nil }
    let accompanying = changed.filter { kind.companion(of: $0) != nil }
    let companions = CompanionWrites(
      operation, kind, planned: operation.planned, changed: accompanying, prior: prior, session, accepted)
    if !accompanying.isEmpty {
      guard let whole = try await session.live(operation.id, kind) else {
        throw ARMError(.notFound, status: 404, message: "\(operation.id) is gone.")
      }
      try checkUnmoved(operation, kind, live: whole.body, prior: prior, changed: accompanying)
      try await companions.remove()
    }
    var own = changed.filter { !accompanying.contains($0) }
    var inChildren: [(block: Argument, paths: [ValuePath])] = []
    for block in children {
      let place = ValuePath([.member(block.schema.name)])
      let paths = changed.filter { $0.steps.starts(with: place.steps) && $0.steps.count > 1 }
      guard !paths.isEmpty else { continue }
      inChildren.append((block, paths))
      own.removeAll { paths.contains($0) }
    }
    let standIn = operation.standIn
    if let standIn, kind.rotatedBlock == nil, try await rotate(operation, standIn, kind, session, accepted) {
      return try await whole(operation.id, kind, session.renewed)
    }
    if !own.isEmpty || inChildren.isEmpty && accompanying.isEmpty && standIn == nil {
      let settings = RequestSettings(operation, "update")
      try await mergeAndWrite(operation.id, kind, session, settings: settings, accepted) { live throws(ARMError) in
        try checkUnmoved(operation, kind, live: live, prior: prior, changed: own)
        if settings.method == .patch {
          return BodyEncoder.patch(of: kind, planned: operation.planned, changed: own, live: live)
        }
        return BodyEncoder.update(
          of: kind, id: operation.id, planned: operation.planned, changed: own, prior: prior, live: live)
      }
    }
    if let standIn, let block = kind.rotatedBlock, try await rotate(operation, standIn, kind, session, accepted) {
      inChildren.removeAll { $0.block.schema.name == block.schema.name }
    }
    let session = standIn == nil ? session : session.renewed
    for (block, paths) in inChildren {
      let described = operation.planned[member: block.schema.name]?[0]
      guard let id = kind.childID(of: block, in: operation.id, described: described) else { continue }
      let place = ValuePath([.member(block.schema.name), .index(0)])
      guard let planned = operation.planned[place] else { continue }
      guard let parent = try await session.live(operation.id, kind) else {
        throw ARMError(.notFound, status: 404, message: "\(operation.id) is gone.")
      }
      try checkUnmoved(operation, kind, live: parent.body, prior: prior, changed: paths)
      try await mergeAndWrite(id, kind, session, accepted) { live throws(ARMError) in
        BodyEncoder.childUpdate(
          of: block, in: kind, planned: planned, changed: paths, live: live, place: place)
      }
    }
    if !accompanying.isEmpty { try await companions.write() }
    try await takeEffect(operation.id, kind, session, accepted)
    return try await whole(operation.id, kind, session)
  }

  /// Asks for what it takes after a write for that to count, where the provider block doesn't leave it to the user.
  private func takeEffect(
    _ id: String, _ kind: AzureKind, _ session: AzureSession, _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) {
    guard let effect = kind.effect, session.features.isOn(effect.feature, byDefault: true),
      let live = try await session.settled(id, kind), BodyTree(live.body)[effect.pending.segments]?.boolValue == true
    else { return }
    var request = try session.request(.post, Preset.parent(of: id), kind.route.apiVersion)
    request.path += "/\(effect.action)"
    request.isRepeatable = true
    _ = try await session.client.perform(request) { await accepted($0.saved) }
  }

  /// Sets what is there anyway.
  private func set(
    _ preset: Preset, _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Observation.Live {
    do throws(ARMError) {
      try await mergeAndWrite(operation.id, kind, session, accepted) { live throws(ARMError) in
        BodyEncoder.update(of: kind, planned: operation.planned, changed: nil, live: live)
      }
    } catch {
      // Beneath what is there, nothing of that name will ever be.
      guard error.kind == .notFound, let parent = declaration(named: preset.parent),
        try await session.live(Preset.parent(of: operation.id), parent) != nil
      else { throw error }
      let absence = preset.absence(operation.id)
      var unknown = ARMError(.notFound, status: error.status, message: absence.detail)
      unknown.hint = absence.hint
      throw unknown
    }
    try await takeEffect(operation.id, kind, session, accepted)
    return try await whole(operation.id, kind, session)
  }

  /// Reads, merges and writes; again with what is there by then where someone else was quicker, or where the answer got
  /// lost; three times at most.
  func mergeAndWrite(
    _ id: String, _ kind: AzureKind, _ session: AzureSession, settings: RequestSettings = RequestSettings(),
    _ accepted: @escaping @Sendable (Value) async -> Void, merge: (Value) throws(ARMError) -> Value?
  ) async throws(ARMError) {
    for attempt in 1...3 {
      guard let response = try await session.response(id, kind) else {
        throw ARMError(.notFound, status: 404, message: "\(id) is gone.")
      }
      let live = try await session.attaching(to: response.body, of: id, kind)
      // Nothing to write is as good as written.
      guard let body = try merge(live) else { return }
      do throws(ARMError) {
        return try await write(body, over: response, live, id, kind, session, settings: settings, accepted)
      } catch {
        guard error.kind == .preconditionFailed || error.kind == .outcomeUnknown, attempt < 3 else {
          var error = error
          if error.kind == .preconditionFailed {
            error.hint = "\(id) was changed by someone else each of three times; apply again when that is over"
          }
          throw error
        }
        // What a lost answer was about may still run.
        if error.kind == .outcomeUnknown { _ = try await readBack(id, kind, session, after: error) }
      }
    }
  }

  /// What is live after a call whose outcome isn't known. If that can't be read, not knowing the outcome stays the error.
  private func readBack(
    _ id: String, _ kind: AzureKind, _ session: AzureSession, after unknown: ARMError
  ) async throws(ARMError) -> Observation.Live? {
    do throws(ARMError) {
      return try await session.settled(id, kind)
    } catch {
      if error.kind == .cancelled { throw error }
      throw unknown
    }
  }

  /// Stops where an argument that this change is about is neither what it was when the change was planned nor what it is
  /// to become.
  func checkUnmoved(
    _ operation: ResourceOperation, _ kind: AzureKind, live: Value, prior: Value, changed: [ValuePath]
  ) throws(ARMError) {
    guard !prior.isNull else { return }
    let now = operation.kind.schema.ours(
      of: attributes(
        of: operation.kind, id: operation.id, body: live, arguments: operation.arguments, parts: operation.parts),
      arguments: operation.arguments, recorded: nil, isApplied: true)
    // What Azure never answers, nobody can be seen to have changed.
    for path in changed where operation.kind.schema.attribute(at: path)?.isNeverAnswered != true {
      guard let was = prior[path], let found = now[path], was.isWhollyKnown, found.isWhollyKnown else { continue }
      let text = CanonicalText.of(found)
      if text == CanonicalText.of(was) { continue }
      if let planned = operation.planned[path], planned.isWhollyKnown, text == CanonicalText.of(planned) { continue }
      throw ARMError(
        .preconditionFailed,
        message: "`\(path.text)` was changed by someone else after the plan was made, so the change was not sent.")
    }
  }
}

extension AzureKind {
  /// How long a change is waited for where the spec doesn't say it. What azurerm never changes in place is given the time
  /// that it takes to be made.
  fileprivate func limit(of verb: ResourceOperation.Verb) -> Duration? {
    switch verb {
    case .create: timeouts[.create]
    case .update: timeouts[.update] ?? timeouts[.create]
    case .delete: timeouts[.delete]
    }
  }
}
