import ARM
import AzureKinds
import Configuration
import Diagnostics
import HTTP
import Resources
import Values

/// Kinds that stand for any type of Azure.
extension AzureProvider {
  // MARK: Deciding

  func openIdentity(of kind: ResourceKind, _ declaration: AzureKind, _ arguments: Value) throws(DiagnosticsError)
    -> String?
  {
    func text(_ name: String) -> String? { arguments[member: name]?.stringValue }
    guard kind.mode == .managed, declaration.membersOwned == nil, declaration.ownership == .owned else {
      try checkID(arguments[member: "resource_id"], argument: "resource_id", of: kind)
      return text("resource_id").map { id in text("action").map { "\(id)/\($0)" } ?? id }
    }
    guard let remote = kind.remote(of: arguments) else { return nil }
    if text("parent_id") != "/" { try checkID(arguments[member: "parent_id"], argument: "parent_id", of: kind) }
    return declaration.spoken(as: remote).route.id { name in
      // Nothing but a subscription can have resource groups.
      if name == "parent_id", arguments[member: name]?.isNull == true,
        remote.type.lowercased() == "microsoft.resources/resourcegroups"
      {
        return session.map { "/subscriptions/\($0.subscription)" }
      }
      return text(name)
    }
  }

  /// What such a resource shares with others: itself, the resource that it is beneath, the networks of subnets that its
  /// body names, and what the spec says.
  func openSerialKeys(_ id: String, _ arguments: Value) -> Set<String> {
    let parts = id.lowercased().split(separator: "/")
    let parent = parts.dropLast(2)
    let isBeneathResource = parent.dropLast().last != "providers" && parent.count > 5
    let locks = (arguments[member: "locks"]?.elements ?? []).compactMap { $0.stringValue?.lowercased() }
    let own = arguments[member: "resource_id"]?.stringValue?.lowercased() ?? id.lowercased()
    let networks = IDText.ids(in: arguments[member: "body"] ?? .null(.dynamic)).compactMap { id -> String? in
      guard RemoteType.type(of: id) == "microsoft.network/virtualnetworks/subnets" else { return nil }
      return "/" + id.split(separator: "/").dropLast(2).joined(separator: "/")
    }
    return Set([own] + (isBeneathResource ? ["/" + parent.joined(separator: "/")] : []) + networks + locks)
  }

  // MARK: Reading

  /// The attributes of a data source that isn't one resource as it is; nil for every other.
  func openAttributes(_ declaration: AzureKind, _ arguments: Value, _ session: AzureSession)
    async throws(ProviderFailure) -> Value?
  {
    guard declaration.isOpen, let remote = arguments[member: "type"]?.stringValue.flatMap({ RemoteType(text: $0) })
    else {
      return nil
    }
    func attributes(_ found: Members) -> Value {
      .object(
        declaration.resourceKind.schema.attributes.reduce(into: Members()) { members, attribute in
          members[attribute.name] =
            found[attribute.name] ?? arguments[member: attribute.name] ?? .null(attribute.type)
        })
    }
    do throws(ARMError) {
      switch declaration.source {
      case .resource, .client, .document, .list: return nil
      case .identifier: return attributes(Self.parts(of: arguments[member: "resource_id"]?.stringValue ?? ""))
      case .children:
        let parent = arguments[member: "parent_id"]?.stringValue ?? ""
        var request = ARMRequest(.get, path: remote.listPath(beneath: parent), apiVersion: remote.apiVersion)
        RequestSettings(arguments, headers: "headers", query: "query_parameters").apply(to: &request)
        let elements = try await session.client.list(request)
        let answer: Value = ["value": .tuple(elements)]
        let output = Exports.value(
          of: answer, by: arguments[member: "response_export_values"], otherwise: answer)
        return attributes(Members([("id", .string(parent)), ("output", output)]))
      case .action:
        let response = try await call(arguments, remote, session) { _ in }
        let id = arguments[member: "resource_id"]?.stringValue ?? ""
        func output(_ name: String) -> Value {
          Exports.value(of: response, by: arguments[member: name], otherwise: .null(.dynamic))
        }
        return attributes(
          Members([
            ("id", .string(arguments[member: "action"]?.stringValue.map { "\(id)/\($0)" } ?? id)),
            ("output", output("response_export_values")),
            ("sensitive_output", output("sensitive_response_export_values").marked(.sensitive)),
          ]))
      }
    } catch {
      throw ProviderFailure(error)
    }
  }

  /// What an id says; null what it doesn't have.
  static func parts(of text: String) -> Members {
    guard let id = try? ResourceID(text) else { return Members() }
    func string(_ text: String?) -> Value { text.map { .string($0) } ?? .null(.string) }
    let segments = text.split(separator: "/").map(String.init)
    let pairs = stride(from: 0, to: segments.count - 1, by: 2).map { (segments[$0], Value.string(segments[$0 + 1])) }
    return Members([
      ("id", .string(text)), ("resource_id", .string(text)), ("name", .string(id.name)),
      ("parent_id", string(id.parent?.path)), ("subscription_id", string(id.subscription)),
      ("resource_group_name", string(id.resourceGroup)), ("provider_namespace", .string(id.namespace)),
      ("parts", .map(Members(pairs), of: .string)),
    ])
  }

  // MARK: Doing

  /// Makes a change, again after errors that the spec says pass.
  func perform(
    _ operation: ResourceOperation, asOpen kind: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ProviderFailure) -> Observation.Live? {
    let session = session.reading(by: operation.kind.readSettings?(operation.planned) ?? ReadSettings())
    return try await retrying(operation.planned, session) { () async throws(ProviderFailure) in
      if kind.membersOwned != nil { return try await set(operation, kind, session, accepted) }
      if case .action = kind.creation { return try await act(operation, session, accepted) }
      return try await perform(operation, kind, session, accepted)
    }
  }

  /// Does something, again after errors that the argument `retry` says pass, while there is time.
  func retrying<Outcome>(
    _ arguments: Value, _ session: AzureSession, _ attempt: () async throws(ProviderFailure) -> Outcome
  ) async throws(ProviderFailure) -> Outcome {
    let retry = RetryOnErrors(arguments[member: "retry"])
    var tries = 1
    while true {
      do throws(ProviderFailure) {
        return try await attempt()
      } catch {
        guard let retry, tries < RetryOnErrors.triesMax, error.effect == .none,
          retry.applies(to: "\(error.summary): \(error.detail)")
        else { throw error }
        let delay = retry.delay(after: tries, random: session.client.random())
        guard session.client.hasTime(for: delay) else { throw error }
        do throws(ARMError) {
          try await session.client.sleep(for: delay)
        } catch {
          throw ProviderFailure(error)
        }
        tries += 1
      }
    }
  }

  /// Sets members of another's body.
  private func set(
    _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ProviderFailure) -> Observation.Live? {
    do throws(ARMError) {
      var changed = OpenBody.leaves(
        of: operation.planned[member: "body"] ?? .null(.dynamic), at: ValuePath([.member("body")])
      ).map(\.path)
      var before: Value = .null(.dynamic)
      switch operation.verb {
      case .delete: return nil
      case .create: changed.append(ValuePath([.member("sensitive_body_version")]))
      case .update(let prior, let paths): (before, changed) = (prior, paths)
      }
      let settings = RequestSettings(operation, "update")
      try await mergeAndWrite(operation.id, kind, session, settings: settings, accepted) { live throws(ARMError) in
        try checkUnmoved(operation, kind, live: live, prior: before, changed: changed)
        return BodyEncoder.update(of: kind, planned: operation.planned, changed: changed, live: live)
      }
      guard let live = try await session.settled(operation.id, kind) else {
        throw ARMError(.notFound, status: 404, message: "\(operation.id) is gone.")
      }
      if case .failed(let reason) = live.condition {
        throw ARMError(.operationFailed, message: "Azure says that \(operation.id) is in the state \(reason).")
      }
      return Observation.Live(id: live.id, body: live.body)
    } catch {
      throw ProviderFailure(error)
    }
  }

  /// Makes a call; what comes of it is the value that the record keeps.
  private func act(
    _ operation: ResourceOperation, _ session: AzureSession, _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ProviderFailure) -> Observation.Live? {
    guard let remote = operation.kind.remote(of: operation.planned), var members = operation.planned.members else {
      throw ProviderFailure("Missing argument", detail: "\(operation.address) doesn't say what it calls.")
    }
    do throws(ARMError) {
      var arguments = operation.planned
      if case .update(let prior, _) = operation.verb { arguments = Self.withChangedSecrets(arguments, since: prior) }
      let response = try await response(to: arguments, remote, session, accepted)
      if case .delete = operation.verb { return nil }
      members["id"] = .string(operation.id)
      members["exist"] = .bool(response != nil)
      members["output"] = Exports.value(
        of: response ?? .null(.dynamic), by: members["response_export_values"], otherwise: .null(.dynamic))
      let secrets = Exports.value(
        of: response ?? .null(.dynamic), by: members["sensitive_response_export_values"], otherwise: .null(.dynamic))
      members["sensitive_output"] = secrets.marked(.sensitive)
      return Observation.Live(id: operation.id, body: .object(members))
    } catch {
      throw ProviderFailure(error)
    }
  }

  /// The arguments of an action with those secrets only that have another version now, where versions are said.
  private static func withChangedSecrets(_ arguments: Value, since prior: Value) -> Value {
    guard var members = arguments.members, let secrets = members["sensitive_body"], !secrets.isNull,
      let versions = members["sensitive_body_version"]?.members
    else { return arguments }
    let before = prior[member: "sensitive_body_version"]?.members ?? Members()
    let changed = versions.keys.filter { versions[$0]?.equalsIgnoringMarks(before[$0] ?? .null(.string)) != true }
    members["sensitive_body"] =
      OpenBody.part(of: secrets, at: changed.compactMap { ValuePath(text: $0) }) ?? .null(.dynamic)
    return Value.object(members).marked(arguments.marks)
  }

  /// What an action answers; nil where what it is made on isn't there, and the arguments let that pass.
  private func response(
    to arguments: Value, _ remote: RemoteType, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Value? {
    do throws(ARMError) {
      return try await call(arguments, remote, session, accepted)
    } catch {
      guard error.kind == .notFound, arguments[member: "ignore_not_found"]?.boolValue == true else { throw error }
      return nil
    }
  }

  /// The call that the arguments of an action describe, and what it ends with.
  private func call(
    _ arguments: Value, _ remote: RemoteType, _ session: AzureSession,
    _ accepted: @escaping @Sendable (Value) async -> Void
  ) async throws(ARMError) -> Value {
    let id = arguments[member: "resource_id"]?.stringValue ?? ""
    let settings = RequestSettings(arguments, headers: "headers", query: "query_parameters")
    func given(_ name: String) -> Value? {
      arguments[member: name].flatMap { $0.isNull ? nil : $0.unmarkedDeep }
    }
    var body = given("body")
    if let secrets = given("sensitive_body") { body = body.map { OpenBody().merged(secrets, into: $0) } ?? secrets }
    var request = try session.request(settings.method ?? .post, id, remote.apiVersion, body: body)
    if let action = arguments[member: "action"]?.stringValue { request.path += "/\(action)" }
    settings.apply(to: &request)
    return try await session.client.perform(request) { await accepted($0.saved) }.body
  }
}

extension RemoteType {
  /// Where resources of the type are listed that are in something.
  fileprivate func listPath(beneath parent: String) -> String {
    let parent = parent.hasSuffix("/") ? String(parent.dropLast()) : parent
    let parts = type.split(separator: "/")
    if type.lowercased() == "microsoft.resources/resourcegroups" { return "\(parent)/resourceGroups" }
    return parts.count == 2 ? "\(parent)/providers/\(type)" : "\(parent)/\(parts[parts.count - 1])"
  }
}
