import Values

/// Preview features of a subscription, by both of their routes.
enum Features {
  static let types = [registration]

  private static let versions = APIVersions("2015-12-01", "2021-07-01")

  /// How long a registration usually takes.
  private static let duration = Duration.seconds(180)

  private static let registration: ResourceType = {
    var type = ResourceType("Microsoft.Features/featureProviders/subscriptionFeatureRegistrations", versions)
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.hasSystemData = false
    type.hooks.completed = { registration, _ in
      let isLeaving = registration.body["properties", "state"]?.stringValue == "Unregistering"
      registration.body["properties", "state"] = isLeaving ? "Unregistered" : "Registered"
    }
    return type
  }()

  static func isRegistered(_ feature: String, of namespace: String, in subscription: String, _ cloud: SimulatedCloud)
    -> Bool
  {
    let registration = cloud.state[ResourceIDs.key(id(feature, namespace, subscription))]
    return registration?.body["properties", "state"]?.stringValue == "Registered"
  }

  static func notRegistered(_ feature: String, of namespace: String) -> Refusal {
    Refusal(
      400, "FeatureNotRegistered",
      "Preview feature \(namespace)/\(feature) not registered. Please register it for the subscription and wait until "
        + "its state is Registered.")
  }

  /// Answers what is under `Microsoft.Features`; nil for anything that isn't a route there.
  static func answer(_ call: Call, _ subscription: String, _ cloud: inout SimulatedCloud) throws(Refusal) -> Answer? {
    let rest = Array(call.segments.dropFirst(4))
    let lowered = rest.map { $0.lowercased() }
    if rest.isEmpty { return nil }
    guard versions.contains(call.apiVersion ?? "") else {
      throw .badVersion(call.apiVersion ?? "", type: registration)
    }
    switch (call.method, lowered.count) {
    case ("GET", 1) where ["features", "subscriptionfeatureregistrations"].contains(lowered[0]):
      return list(call, subscription, nil, asFeatures: lowered[0] == "features", cloud)
    case ("GET", 3) where lowered[0] == "providers" && lowered[2] == "features":
      return list(call, subscription, try namespace(rest[1]), asFeatures: true, cloud)
    case ("GET", 3) where lowered[0] == "featureproviders":
      return list(call, subscription, try namespace(rest[1]), asFeatures: false, cloud)
    case ("GET", 4) where lowered[0] == "providers" && lowered[2] == "features":
      let found = cloud.state[ResourceIDs.key(id(rest[3], try namespace(rest[1]), subscription))]
      return feature(try namespace(rest[1]), rest[3], subscription, found, call, cloud)
    case ("POST", 5) where lowered[0] == "providers" && lowered[2] == "features":
      let namespace = try namespace(rest[1])
      guard ["register", "unregister"].contains(lowered[4]) else { return nil }
      let found = change(rest[3], namespace, subscription, isLeaving: lowered[4] == "unregister", call, &cloud)
      return feature(namespace, rest[3], subscription, found, call, cloud)
    case ("PUT", 4) where lowered[0] == "featureproviders":
      let found = change(rest[3], try namespace(rest[1]), subscription, isLeaving: false, call, &cloud)
      return Answer(200, cloud.shown(found, call), headers: pollHeader(found, call, cloud))
    case ("GET", 4) where lowered[0] == "featureproviders":
      guard let found = cloud.state[ResourceIDs.key(id(rest[3], try namespace(rest[1]), subscription))] else {
        throw Refusal(
          404, "FeatureRegistrationNotFound",
          "The registration of the feature '\(rest[3])' of '\(rest[1])' could not be found.")
      }
      return Answer(200, cloud.shown(found, call), headers: pollHeader(found, call, cloud))
    case ("DELETE", 4) where lowered[0] == "featureproviders":
      let key = ResourceIDs.key(id(rest[3], try namespace(rest[1]), subscription))
      guard cloud.state[key] != nil else { return Answer(204) }
      cloud.cancelOperations(onOrBelow: key, at: call.now)
      cloud.state[key] = nil
      return Answer(200)
    default: return nil
    }
  }

  private static func namespace(_ name: String) throws(Refusal) -> String {
    guard let known = Catalogue.namespaces[name.lowercased()] else { throw .noNamespace(name) }
    return known
  }

  private static func id(_ feature: String, _ namespace: String, _ subscription: String) -> String {
    "/subscriptions/\(subscription)/providers/Microsoft.Features/featureProviders/\(namespace)"
      + "/subscriptionFeatureRegistrations/\(feature)"
  }

  /// Begins a registration, or its end; what is already so, or on the way there, stays.
  private static func change(
    _ feature: String, _ namespace: String, _ subscription: String, isLeaving: Bool, _ call: Call,
    _ cloud: inout SimulatedCloud
  ) -> StoredResource {
    let id = id(feature, namespace, subscription)
    let key = ResourceIDs.key(id)
    if cloud.state[key] == nil {
      cloud.place(id: id, type: registration.name, body: body(feature, namespace, subscription, call), at: call.now)
    }
    guard var found = cloud.state[key] else { preconditionFailure("what was placed is there") }
    let state = found.body["properties", "state"]?.stringValue ?? ""
    let isDone = (isLeaving ? ["Unregistering", "Unregistered", "NotRegistered"] : ["Registering", "Registered"])
      .contains(state)
    guard !isDone else { return found }
    cloud.cancelOperations(onOrBelow: key, at: call.now)
    found.body["properties", "state"] = isLeaving ? "Unregistering" : "Registering"
    found.changed = call.now
    cloud.state[key] = found
    cloud.start(.write, on: found, lasting: duration, call)
    return found
  }

  private static func body(_ feature: String, _ namespace: String, _ subscription: String, _ call: Call) -> Value {
    [
      "properties": [
        "tenantId": .string(Identifiers.tenant), "subscriptionId": .string(subscription),
        "providerNamespace": .string(namespace), "featureName": .string(feature), "state": "NotRegistered",
        "approvalType": "AutoApproval",
        "authorizationProfile": [
          "requestedTime": .string(call.now.text(fractionDigits: 0)), "requester": .string(Identifiers.client),
          "requesterObjectId": .string(Identifiers.clientObject),
        ],
        "shouldFeatureDisplayInPortal": false,
      ]
    ]
  }

  /// The older form of a feature, which is there for names that were never registered too.
  private static func feature(
    _ namespace: String, _ name: String, _ subscription: String, _ found: StoredResource?, _ call: Call,
    _ cloud: SimulatedCloud
  ) -> Answer {
    Answer(
      200, featureBody(namespace, name, subscription, found),
      headers: found.map { pollHeader($0, call, cloud) } ?? [])
  }

  private static func featureBody(
    _ namespace: String, _ name: String, _ subscription: String, _ found: StoredResource?
  ) -> Value {
    let id = "/subscriptions/\(subscription)/providers/Microsoft.Features/providers/\(namespace)/features/"
    return [
      "properties": ["state": found?.body["properties", "state"] ?? "NotRegistered"],
      "id": .string(id + (found?.name ?? name)), "type": "Microsoft.Features/providers/features",
      "name": .string(namespace + "/" + (found?.name ?? name)),
    ]
  }

  private static func list(
    _ call: Call, _ subscription: String, _ namespace: String?, asFeatures: Bool, _ cloud: SimulatedCloud
  ) -> Answer {
    let scope = "/subscriptions/\(subscription)/providers/microsoft.features/featureproviders".lowercased()
    let below = namespace.map { scope + "/" + $0.lowercased() } ?? scope
    let found = cloud.state.below(below)
    return Lists.page(
      call,
      found.map { registration in
        guard asFeatures else { return cloud.shown(registration, call) }
        let owner = registration.body["properties", "providerNamespace"]?.stringValue ?? ""
        return featureBody(owner, registration.name, subscription, registration)
      })
  }

  /// When to ask again while a registration is under way.
  private static func pollHeader(_ found: StoredResource, _ call: Call, _ cloud: SimulatedCloud)
    -> [(String, String)]
  {
    let running = cloud.state.runningOperations(onOrBelow: found.key).first
    return running.map { cloud.retryAfter($0, call.now) } ?? []
  }
}
