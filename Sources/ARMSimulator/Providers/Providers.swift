import Values

/// The resource providers of a subscription and their registration.
enum Providers {
  /// Providers that can be registered though no type of theirs is simulated.
  static let others = [
    "Microsoft.App", "Microsoft.Automation", "Microsoft.Cache", "Microsoft.CognitiveServices",
    "Microsoft.ContainerInstance", "Microsoft.DocumentDB", "Microsoft.EventGrid", "Microsoft.EventHub",
    "Microsoft.KeyVault", "Microsoft.KubernetesConfiguration", "Microsoft.MachineLearningServices",
    "Microsoft.OperationsManagement", "Microsoft.PolicyInsights", "Microsoft.ResourceGraph", "Microsoft.Search",
    "Microsoft.Security", "Microsoft.ServiceBus", "Microsoft.Sql", "Microsoft.Web",
  ]

  /// Providers that need no registration.
  private static let free: Set<String> = [
    "microsoft.authorization", "microsoft.features", "microsoft.resourcegraph", "microsoft.resources",
  ]

  /// A type that only carries what happens when a registration is over.
  static let registration: ResourceType = {
    var type = ResourceType("Microsoft.Resources/providerRegistrations", APIVersions())
    type.isTracked = false
    type.hasState = false
    type.hooks.completed = { registration, _ in
      let isLeaving = registration.body["registrationState"]?.stringValue == "Unregistering"
      registration.body["registrationState"] = isLeaving ? "NotRegistered" : "Registered"
    }
    return type
  }()

  static func state(of namespace: String, in subscription: String, _ cloud: SimulatedCloud) -> String {
    if free.contains(namespace.lowercased()) { return "Registered" }
    if let stored = cloud.state[key(namespace, subscription)]?.body["registrationState"]?.stringValue { return stored }
    let isMissing = cloud.settings.unregisteredProviders.contains { $0.lowercased() == namespace.lowercased() }
    return isMissing ? "NotRegistered" : "Registered"
  }

  private static func key(_ namespace: String, _ subscription: String) -> String {
    "/subscriptions/\(subscription)/providers/\(namespace)".lowercased()
  }

  static func answer(_ call: Call, _ subscription: String, _ cloud: inout SimulatedCloud) throws(Refusal) -> Answer? {
    guard call.segments.count > 3 else {
      guard call.method == "GET" else { throw .notAllowed(call.method, call.path) }
      let all = Catalogue.namespaces.values.sorted()
      return Lists.page(call, all.map { body($0, subscription, cloud) })
    }
    guard let namespace = Catalogue.namespaces[call.segments[3].lowercased()] else {
      throw .noNamespace(call.segments[3])
    }
    if call.segments.count == 4 {
      guard call.method == "GET" else { throw .notAllowed(call.method, call.path) }
      let running = cloud.state.runningOperations(onOrBelow: key(namespace, subscription)).first
      return Answer(
        200, body(namespace, subscription, cloud),
        headers: running.map { cloud.retryAfter($0, call.now) } ?? [])
    }
    switch call.segments[4].lowercased() {
    case "register": change(namespace, subscription, isLeaving: false, call, &cloud)
    case "unregister": change(namespace, subscription, isLeaving: true, call, &cloud)
    default: return nil
    }
    return Answer(200, body(namespace, subscription, cloud))
  }

  /// All providers as the tenant lists them, without a registration.
  static func ofTenant(_ call: Call, _ cloud: SimulatedCloud) -> Answer {
    Lists.page(
      call,
      Catalogue.namespaces.values.sorted().map { namespace in
        var body = body(namespace, Identifiers.subscription, cloud)
        body["id"] = .string("/providers/" + namespace)
        body["registrationState"] = nil
        return body
      })
  }

  private static func change(
    _ namespace: String, _ subscription: String, isLeaving: Bool, _ call: Call, _ cloud: inout SimulatedCloud
  ) {
    let now = state(of: namespace, in: subscription, cloud)
    let there = isLeaving ? ["Unregistering", "NotRegistered", "Unregistered"] : ["Registering", "Registered"]
    guard !there.contains(now) else { return }
    let key = key(namespace, subscription)
    cloud.place(
      id: "/subscriptions/\(subscription)/providers/\(namespace)", type: registration.name, body: [:], at: call.now)
    guard var registration = cloud.state[key] else { return }
    registration.body["registrationState"] = isLeaving ? "Unregistering" : "Registering"
    cloud.state[key] = registration
    cloud.start(.write, on: registration, lasting: .seconds(90), call)
  }

  private static func body(_ namespace: String, _ subscription: String, _ cloud: SimulatedCloud) -> Value {
    let types = Catalogue.types(in: namespace).filter { !$0.apiVersions.known.isEmpty }
    return [
      "id": .string("/subscriptions/\(subscription)/providers/\(namespace)"), "namespace": .string(namespace),
      "registrationPolicy": free.contains(namespace.lowercased()) ? "RegistrationFree" : "RegistrationRequired",
      "registrationState": .string(state(of: namespace, in: subscription, cloud)),
      "resourceTypes": .tuple(
        types.map { type in
          let versions = type.apiVersions.known.reversed().map { Value.string($0) }
          return [
            "resourceType": .string(type.name.split(separator: "/").dropFirst().joined(separator: "/")),
            "locations": type.location == .required ? ["Central US", "East US", "West Europe"] : [],
            "apiVersions": .tuple(versions), "defaultApiVersion": versions.first ?? .null(.dynamic),
            "capabilities": "SupportsTags, SupportsLocation",
          ]
        }),
    ]
  }
}
