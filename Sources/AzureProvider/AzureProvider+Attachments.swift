import ARM
import AzureKinds
import HTTP
import Resources
import Values

/// Documents that are read along with a resource and written along with it.
extension AzureSession {
  /// A resource's body with everything that is read along with it.
  func attaching(to body: Value, of id: String, _ kind: AzureKind) async throws(ARMError) -> Value {
    guard !kind.attachments.isEmpty, var members = body.members else { return body }
    for attachment in kind.attachments {
      members[attachment.member] = try await document(of: attachment, id, body, kind)
    }
    return .object(members)
  }

  private func document(
    of attachment: AzureKind.Attachment, _ id: String, _ body: Value, _ kind: AzureKind
  ) async throws(ARMError) -> Value? {
    let target: String
    switch attachment.source {
    case .child(let path): target = "\(id)/\(path)"
    case .children(let type):
      do throws(ARMError) {
        return .tuple(try await client.list("\(id)/\(type)", apiVersion: attachment.apiVersion))
      } catch {
        if error.kind == .notFound { return nil }
        throw error
      }
    case .asked(let route, _):
      let values = kind.route.arguments(of: id) ?? [:]
      guard let place = route.id({ values[$0] }) else { return nil }
      var documents: [Value] = []
      for name in reads.along[attachment.member] ?? [] {
        if let found = try await document(at: "\(place)/\(name)", attachment) { documents.append(found) }
      }
      return .tuple(documents)
    case .named(let path):
      guard let first = BodyTree(body)[path.segments]?.elements?.first?[member: "id"]?.stringValue else { return nil }
      target = first
    }
    return try await document(at: target, attachment)
  }

  private func document(at target: String, _ attachment: AzureKind.Attachment) async throws(ARMError) -> Value? {
    do throws(ARMError) {
      return try await client.send(try request(.get, target, attachment.apiVersion)).body
    } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }
}

/// One document that is to be written along with a resource; without a body it is to go.
struct AttachedWrite {
  let id: String
  let apiVersion: String
  let body: Value?
  /// The version that was read; nil where nothing was.
  let etag: String?

  /// The documents in which two bodies of a resource differ.
  static func all(from live: Value, to body: Value, of id: String, _ kind: AzureKind) -> [AttachedWrite] {
    kind.attachments.filter(\.isWritten).flatMap { attachment -> [AttachedWrite] in
      let before = live[member: attachment.member]
      let after = body[member: attachment.member]
      guard CanonicalText.of(before ?? .null(.dynamic)) != CanonicalText.of(after ?? .null(.dynamic)) else { return [] }
      guard case .children(let type) = attachment.source else {
        return [AttachedWrite(attachment, "\(id)/\(attachment.label)", from: before, to: after)].compactMap { $0 }
      }
      let wanted = byName(after)
      let present = byName(before)
      // Of some there can be only one: what goes makes room.
      let gone = Set(present.keys).subtracting(wanted.keys).sorted()
      return (gone + wanted.keys.sorted()).compactMap { name in
        AttachedWrite(attachment, "\(id)/\(type)/\(name)", from: present[name], to: wanted[name])
      }
    }
  }

  private static func byName(_ list: Value?) -> [String: Value] {
    Dictionary(
      (list?.elements ?? []).compactMap { element in element[member: "name"]?.stringValue.map { ($0, element) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Nil where there is nothing to do.
  private init?(_ attachment: AzureKind.Attachment, _ id: String, from before: Value?, to after: Value?) {
    var sent = BodyTree(after ?? .object(Members()))
    sent.strip(BodyEncoder.answered)
    let isThere = sent.root[member: "properties"]?.members?.isEmpty == false
    if before == nil, !isThere { return nil }
    if let before, let after, CanonicalText.of(before) == CanonicalText.of(after) { return nil }
    self.id = id
    apiVersion = attachment.apiVersion
    body = isThere ? sent.root : nil
    etag = before?[member: "etag"]?.stringValue ?? before?[member: "eTag"]?.stringValue
  }
}

extension AzureKind {
  /// A body without what is only written along with it.
  func detached(_ body: Value) -> Value {
    guard !attachments.isEmpty, var members = body.members else { return body }
    for attachment in attachments { members[attachment.member] = nil }
    return .object(members)
  }
}

extension AzureProvider {
  /// Writes a resource's body where it changed, and then what is written along with it.
  func write(
    _ body: Value, over response: ARMResponse, _ live: Value, _ id: String, _ kind: AzureKind, _ session: AzureSession,
    settings: RequestSettings, _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) {
    let attached = AttachedWrite.all(from: live, to: body, of: id, kind)
    let own = kind.detached(body)
    let unchanged = kind.detached(
      BodyEncoder.update(of: kind, planned: .object(Members()), changed: [], live: live))
    if attached.isEmpty || CanonicalText.of(own) != CanonicalText.of(unchanged) {
      var request = try session.request(.put, id, kind.route.apiVersion, body: own)
      if case .patch(let wholes) = kind.updateVerb {
        let patch = MergePatch(from: BodyEncoder.writable(response.body, of: kind), to: own, wholes: wholes)
        // A repair of what failed changes nothing, and is asked for by the whole body.
        if patch.body.members?.isEmpty == false {
          request.method = .patch
          request.body = patch.body
        }
      }
      request.ifMatch = kind.hasETags ? response.etag : nil
      settings.apply(to: &request)
      _ = try await session.client.perform(request) { await accepted($0.saved) }
    }
    for write in attached {
      var request = try session.request(
        write.body == nil ? .delete : .put, write.id, write.apiVersion, body: write.body)
      // A resource and its children may have one ETag, and the first write of them changes it.
      request.ifMatch = kind.hasETags && attached.count == 1 && own == unchanged ? write.etag : nil
      do throws(ARMError) {
        _ = try await session.client.perform(request) { await accepted($0.saved) }
      } catch {
        if write.body != nil || error.kind != .notFound { throw error }
      }
    }
  }

  /// Writes what is to be written along with a resource that was just made.
  func attach(
    _ operation: ResourceOperation, planned: Value, _ kind: AzureKind, _ session: AzureSession,
    to live: Observation.Live, _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Observation.Live {
    guard kind.attachments.contains(where: \.isWritten) else { return live }
    try await mergeAndWrite(operation.id, kind, session, accepted) { live throws(ARMError) in
      let body = BodyEncoder.creation(of: kind, id: operation.id, planned: planned, onto: live)
      let attached = kind.attachments.filter { body[member: $0.member] != nil }
      guard var members = live.members else { return nil }
      for attachment in attached { members[attachment.member] = body[member: attachment.member] }
      // The resource itself was written a moment ago.
      guard !AttachedWrite.all(from: live, to: .object(members), of: operation.id, kind).isEmpty else { return nil }
      var merged = BodyTree(.object(members))
      merged.strip(BodyEncoder.answered + kind.readOnly)
      return merged.root
    }
    guard let settled = try await session.settled(operation.id, kind) else {
      throw ARMError(.notFound, message: "\(operation.id) is gone.")
    }
    return settled
  }
}
