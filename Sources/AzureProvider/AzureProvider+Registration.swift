import ARM
import AzureKinds
import HTTP
import Resources
import Values

/// What has to be registered in a subscription: features that a spec asks for, and the resource providers of what is
/// made.
extension AzureProvider {
  private static let providerVersion = "2022-09-01"

  // MARK: What the spec asks for

  func register(
    _ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession, state: BodyPath, provider: String?
  ) async throws(ARMError) -> Observation.Live {
    if case .create = operation.verb { try await ask(for: operation.id, kind.route.apiVersion, session) }
    let body = try await registered(operation.id, kind.route.apiVersion, session, state: state)
    if let along = operation.kind.readSettings?(operation.planned), !along.isUsual {
      return try await withFeatures(operation, kind, session.reading(by: along))
    }
    // The feature reaches the resource provider only when that registers again.
    if let provider, let namespace = operation.arguments[member: provider]?.stringValue {
      try await ask(for: Self.id(of: namespace, session), Self.providerVersion, session)
    }
    return Observation.Live(id: operation.id, body: body)
  }

  /// Has features of a resource provider registered and unregistered, as its blocks say it.
  private func withFeatures(_ operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession)
    async throws(ARMError) -> Observation.Live
  {
    let feature = AzureKind.resourceProviderFeatureRegistration
    guard case .registration(let state, _) = feature.creation else {
      return try await whole(operation.id, kind, session)
    }
    let before = attributes(
      of: operation.kind, id: operation.id, body: try await whole(operation.id, kind, session).body, arguments: nil)
    let live = before[member: "feature"]?.elements ?? []
    var isChanged = false
    for block in operation.planned[member: "feature"]?.elements ?? [] {
      guard let name = block[member: "name"]?.stringValue, let isWanted = block[member: "registered"]?.boolValue,
        !live.contains(where: { $0.isFeature(name, isRegistered: isWanted) }),
        let id = feature.route.id({ argument in
          switch argument {
          case "subscription": session.subscription
          case "provider_name": operation.planned[member: "name"]?.stringValue
          default: name
          }
        })
      else { continue }
      try await ask(for: id, feature.route.apiVersion, session, leaving: !isWanted)
      _ = try await registered(id, feature.route.apiVersion, session, state: state, leaving: !isWanted)
      isChanged = true
    }
    // They reach the resource provider only when that registers again.
    if isChanged { try await ask(for: operation.id, kind.route.apiVersion, session) }
    return try await whole(operation.id, kind, session)
  }

  private func ask(for id: String, _ apiVersion: String, _ session: AzureSession, leaving: Bool = false)
    async throws(ARMError)
  {
    var post = try session.request(.post, id, apiVersion)
    post.path += leaving ? "/unregister" : "/register"
    post.isRepeatable = true
    _ = try await session.client.send(post)
  }

  /// Waits for a registration or for its end, and returns it; whenever it isn't done yet, `unregistered` is called before
  /// the wait.
  private func registered(
    _ id: String, _ apiVersion: String, _ session: AzureSession, state: BodyPath, leaving: Bool = false,
    unregistered: () async throws(ARMError) -> Void = {}
  ) async throws(ARMError) -> Value {
    var wait = Duration.milliseconds(500)
    while true {
      let body = try await session.client.send(try session.request(.get, id, apiVersion)).body
      switch BodyTree(body)[state.segments]?.stringValue?.lowercased() {
      case "registered" where !leaving, "notregistered" where leaving, "unregistered" where leaving: return body
      case "pending" where !leaving:
        throw ARMError(
          .featureNotRegistered,
          message: "The registration of \(id) is pending: somebody at Azure has to approve it.")
      default: try await unregistered()
      }
      try await session.client.sleep(for: wait, until: "The registration of \(id)")
      wait = min(wait * 2, .seconds(10))
    }
  }

  // MARK: What resources need

  private static func id(of namespace: String, _ session: AzureSession) -> String {
    "/subscriptions/\(session.subscription)/providers/\(namespace)"
  }

  /// Has the resource provider of what is about to be made registered, if the plan says so.
  func registerProvider(for operation: ResourceOperation, _ kind: AzureKind, _ session: AzureSession)
    async throws(ARMError)
  {
    guard let namespace = kind.namespace else { return }
    let id = Self.id(of: namespace, session)
    guard operation.registrations.contains(id), !session.registrations.isDone(id) else { return }
    let state = BodyPath("/registrationState")
    _ = try await registered(id, Self.providerVersion, session, state: state) { () throws(ARMError) in
      // One of all that wait asks for it; where that fails, each of the others finds out for itself.
      guard session.registrations.begin(id) else { return }
      do throws(ARMError) {
        try await ask(for: id, Self.providerVersion, session)
      } catch {
        session.registrations.abandon(id)
        throw error
      }
    }
    session.registrations.finish(id)
  }

  package func missingRegistrations(
    for resources: [(kind: ResourceKind, id: String?)]
  ) async throws(ProviderFailure) -> [MissingRegistration] {
    guard let session else { throw .noSession }
    let subscription = "/subscriptions/\(session.subscription)/".lowercased()
    // What lies in another subscription lies beneath what is there, with its provider registered.
    let here = resources.filter { $0.id?.lowercased().hasPrefix(subscription) ?? true }
    let namespaces = Set(
      here.compactMap { declaration(of: $0.kind, id: $0.id ?? "", apiVersion: nil)?.namespace }
    ).sorted()
    let answers = await withTaskGroup(of: (String, Result<Bool, ARMError>).self) { group in
      for namespace in namespaces {
        group.addTask { (namespace, await isRegistered(namespace, session)) }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    var missing: [MissingRegistration] = []
    for namespace in namespaces {
      do throws(ARMError) {
        guard try answers[namespace]?.get() == false else { continue }
      } catch {
        // Without the right to read it, or where a cloud doesn't have it, the write itself will tell.
        if error.kind == .permission || error.kind == .notFound { continue }
        throw ProviderFailure(error)
      }
      missing.append(
        MissingRegistration(
          name: namespace, id: Self.id(of: namespace, session),
          isAllowed: session.registrationPolicy.allows(namespace),
          block: RegistrationBlocks.provider(namespace)))
    }
    return missing
  }

  private func isRegistered(_ namespace: String, _ session: AzureSession) async -> Result<Bool, ARMError> {
    do throws(ARMError) {
      let request = try session.request(.get, Self.id(of: namespace, session), Self.providerVersion)
      let body = try await session.client.send(request).body
      return .success(
        body[member: "registrationState"]?.stringValue?.lowercased() == "registered"
          || body[member: "registrationPolicy"]?.stringValue?.lowercased() == "registrationfree")
    } catch {
      return .failure(error)
    }
  }
}

extension Value {
  /// Whether a block says that a feature is registered, or that it isn't.
  fileprivate func isFeature(_ name: String, isRegistered: Bool) -> Bool {
    self[member: "name"]?.stringValue?.lowercased() == name.lowercased()
      && self[member: "registered"]?.boolValue == isRegistered
  }
}
