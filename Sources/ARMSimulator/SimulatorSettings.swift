/// What a simulator is told at its start.
package struct SimulatorSettings: Sendable {
  /// The subscriptions there are; with none, every well-formed GUID is one.
  package var subscriptions: [String]
  package var speed: SimulatorSpeed
  /// Resource providers that are not registered at first; all others are.
  package var unregisteredProviders: [String]

  package init(
    subscriptions: [String] = [], speed: SimulatorSpeed = .standard, unregisteredProviders: [String] = []
  ) {
    self.subscriptions = subscriptions
    self.speed = speed
    self.unregisteredProviders = unregisteredProviders
  }

  /// Whether a text has the form of a subscription id.
  package static func isSubscription(_ text: String) -> Bool { Identifiers.isGUID(text) }

  func knows(subscription: String) -> Bool {
    guard !subscriptions.isEmpty else { return Identifiers.isGUID(subscription) }
    return subscriptions.contains { $0.lowercased() == subscription.lowercased() }
  }
}
