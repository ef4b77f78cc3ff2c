import ARM
import AzureKinds
import HTTP
import Resources
import Values

extension AzureKind {
  /// A body without what stands in it for its companions.
  func withoutCompanions(_ body: Value) -> Value {
    var tree = BodyTree(body)
    for companion in companions { tree.set(nil, at: Array(companion.path.segments.prefix(1))) }
    return tree.root
  }
}

extension AzureSession {
  /// A resource's body with those of its companions at their places; what isn't there is left out.
  func accompanied(_ body: Value, id: String, _ kind: AzureKind) async throws(ARMError) -> Value {
    if kind.companions.isEmpty { return body }
    let found = await withTaskGroup(of: (Int, Result<Value?, ARMError>).self) { group in
      for (index, companion) in kind.companions.enumerated() {
        group.addTask { (index, await self.companion(companion, of: id, body, kind)) }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    var tree = BodyTree(body)
    for (index, companion) in kind.companions.enumerated() {
      if let value = try found[index]?.get() { tree.set(value, at: companion.path.segments) }
    }
    return tree.root
  }

  private func companion(_ companion: AzureKind.Companion, of id: String, _ body: Value, _ kind: AzureKind) async
    -> Result<Value?, ARMError>
  {
    let path = "\(id)/\(companion.suffix)"
    do throws(ARMError) {
      if companion.name == nil {
        return .success(try await client.send(try request(.get, path, kind.route.apiVersion)).body)
      }
      let elements = try await client.list(path, apiVersion: kind.route.apiVersion)
      return .success(.tuple(elements.filter { companion.isOwn($0, body) }))
    } catch {
      // An account of some kinds has no file service, and says so in one of these ways.
      let isAbsent = error.kind == .notFound || error.code.lowercased() == "featurenotsupportedforaccount"
      return isAbsent ? .success(nil) : .failure(error)
    }
  }
}

/// The writes of one change that go to the resources beneath the one that it is about.
struct CompanionWrites {
  private let operation: ResourceOperation
  private let kind: AzureKind
  private let planned: Value
  /// Nil after a creation.
  private let changed: [ValuePath]?
  private let prior: Value?
  private let session: AzureSession
  private let accepted: @Sendable (Value) async -> Void

  init(
    _ operation: ResourceOperation, _ kind: AzureKind, planned: Value, changed: [ValuePath]?, prior: Value? = nil,
    _ session: AzureSession, _ accepted: @escaping @Sendable (Value) async -> Void
  ) {
    self.operation = operation
    self.kind = kind
    self.planned = planned
    self.changed = changed
    self.prior = prior
    self.session = session
    self.accepted = accepted
  }

  /// One resource beneath: as it is, and as it is to be.
  private struct Change {
    let companion: AzureKind.Companion
    let id: String
    let name: String?
    let old: Value?
    let new: Value?

    /// Whether what is there goes, be it to be made anew.
    var isRemoval: Bool {
      guard let old, let new else { return new == nil }
      let (before, after) = (BodyTree(old), BodyTree(new))
      return companion.fixed.contains { before[$0.segments] != after[$0.segments] }
    }
  }

  /// Deletes what is to go; this comes before the change of the resource itself, which may have no room for it any more.
  func remove() async throws(ARMError) {
    let provider = AzureProvider(session: session)
    for change in try await changes() where change.isRemoval {
      try await provider.remove(change.id, kind.companionKind, session, accepted)
    }
  }

  /// Makes and changes what is to be there.
  func write() async throws(ARMError) {
    for change in try await changes() {
      guard let new = change.new else { continue }
      guard change.old != nil else {
        try await make(change.id, new)
        continue
      }
      let provider = AzureProvider(session: session)
      try await provider.mergeAndWrite(change.id, kind.companionKind, session, accepted) { live throws(ARMError) in
        let now = changes(in: whole(with: live, as: change))
        return now.first { $0.name == change.name && $0.companion.path == change.companion.path }?.new
      }
    }
  }

  private func make(_ id: String, _ body: Value) async throws(ARMError) {
    let request = try session.request(.put, id, kind.route.apiVersion, body: body)
    do throws(ARMError) {
      _ = try await session.client.perform(request) { await accepted($0.saved) }
    } catch {
      guard error.kind == .outcomeUnknown else { throw error }
      // Sent again, it makes what is there what it should be.
      _ = try await session.client.perform(request) { await accepted($0.saved) }
    }
  }

  private func changes() async throws(ARMError) -> [Change] {
    guard let live = try await session.live(operation.id, kind) else {
      throw ARMError(.notFound, status: 404, message: "\(operation.id) is gone.")
    }
    return changes(in: live.body)
  }

  /// What differs between the companions in a body and what the change makes of them.
  private func changes(in body: Value) -> [Change] {
    let old = BodyTree(BodyEncoder.writable(body, of: kind))
    let new = BodyTree(
      BodyEncoder.update(of: kind, planned: planned, changed: changed, prior: prior, live: body))
    return kind.companions.flatMap { companion -> [Change] in
      let path = companion.path.segments
      let id = "\(operation.id)/\(companion.suffix)"
      guard let name = companion.name else {
        return [change(companion, id, nil, old[path], new[path])].compactMap { $0 }
      }
      let before = elements(old[path], name)
      let after = elements(new[path], name)
      return Set(before.keys).union(after.keys).sorted().compactMap { name in
        change(companion, "\(id)/\(name)", name, before[name], after[name])
      }
    }
  }

  private func elements(_ list: Value?, _ name: (Value) -> String?) -> [String: Value] {
    let named = (list?.elements ?? []).compactMap { element in name(element).map { ($0, element) } }
    return Dictionary(named) { first, _ in first }
  }

  private func change(
    _ companion: AzureKind.Companion, _ id: String, _ name: String?, _ old: Value?, _ new: Value?
  ) -> Change? {
    let (old, new) = (old.map(bare), new.map(bare))
    if old.map(CanonicalText.of) == new.map(CanonicalText.of) { return nil }
    return Change(companion: companion, id: id, name: name, old: old, new: new)
  }

  /// A body without what ARM puts around each.
  private func bare(_ body: Value) -> Value { BodyEncoder.writable(body, of: kind.companionKind) }

  /// The body of the resource with nothing beneath it but one.
  private func whole(with live: Value, as change: Change) -> Value {
    var tree = BodyTree(.object(Members()))
    tree.set(change.name == nil ? live : .tuple([live]), at: change.companion.path.segments)
    return tree.root
  }
}

extension AzureKind {
  /// What is known of the resources beneath one of this kind: its api-version, and what Azure doesn't take of each.
  fileprivate var companionKind: AzureKind {
    AzureKind(name, at: "{id}", apiVersion: route.apiVersion) {}
      .stripping("/sku", "/properties/provisioningState", "/properties/status")
  }
}
