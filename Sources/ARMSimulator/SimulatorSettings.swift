/// What a simulator is told at its start.
package struct SimulatorSettings: Sendable {
  /// The subscriptions there are; with none, every well-formed GUID is one.
  package var subscriptions: [String]
  package var speed: SimulatorSpeed
  /// Resource providers that are not registered at first; all others are.
  package var unregisteredProviders: [String]

  /// How far lists are behind what is there.
  package var listLag: Duration
  /// How far the activity log is behind what was done.
  package var activityLag: Duration
  /// The scopes that the caller has roles for; with none, everything is permitted.
  package var permittedScopes: [String]

  /// Whether only tokens of the simulator's own token endpoint are taken.
  package var requiresOwnTokens: Bool
  /// Whether calls are counted against ARM's limits on their number.
  package var throttles: Bool
  /// Limits of virtual processors by region and family, such as `eastus:standardDSv5Family` or `eastus:cores`.
  package var quotas: [String: Int]

  package init(
    subscriptions: [String] = [], speed: SimulatorSpeed = .standard, unregisteredProviders: [String] = [],
    listLag: Duration = .zero, activityLag: Duration = .zero, permittedScopes: [String] = [],
    requiresOwnTokens: Bool = false, throttles: Bool = false, quotas: [String: Int] = [:]
  ) {
    self.throttles = throttles
    self.requiresOwnTokens = requiresOwnTokens
    self.quotas = Dictionary(quotas.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
    self.listLag = listLag
    self.activityLag = activityLag
    self.permittedScopes = permittedScopes
    self.subscriptions = subscriptions
    self.speed = speed
    self.unregisteredProviders = unregisteredProviders
  }

  /// Whether a text has the form of a subscription id.
  package static func isSubscription(_ text: String) -> Bool { Identifiers.isGUID(text) }

  /// Whether the caller may ask for a path, given as segments in lower case. Operations are open to whoever started them.
  func permits(_ path: [String]) -> Bool {
    if permittedScopes.isEmpty { return true }
    if path.dropLast().last.map({ $0.hasPrefix("operation") }) ?? false { return true }
    return permittedScopes.contains { path.starts(with: $0.lowercased().split(separator: "/").map(String.init)) }
  }

  func knows(subscription: String) -> Bool {
    guard !subscriptions.isEmpty else { return Identifiers.isGUID(subscription) }
    return subscriptions.contains { $0.lowercased() == subscription.lowercased() }
  }
}
