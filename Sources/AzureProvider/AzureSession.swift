import ARM
import Resources

/// Who speaks to which Azure: what every kind needs besides its own arguments.
package struct AzureSession: Sendable {
  package private(set) var client: ARMClient
  /// The id of the subscription that resources live in.
  package let subscription: String
  /// Whom the credential stands for; nil where it isn't known.
  package let identity: Identity?

  /// Whom a token stands for, from its claims.
  package struct Identity: Sendable {
    package let tenant: String
    package let client: String
    package let object: String

    package init(tenant: String, client: String, object: String) {
      self.tenant = tenant
      self.client = client
      self.object = object
    }
  }

  /// What the provider block switches on and off.
  let features: ProviderFeatures

  /// Which resource providers an apply may register unasked.
  let registrationPolicy: RegistrationPolicy
  let registrations = ProviderRegistrations()

  /// How resources are asked for.
  private(set) var reads = RequestSettings()

  /// The same for resources that are asked for in a way of their own.
  func reading(by settings: ReadSettings) -> AzureSession {
    if settings.isUsual { return self }
    var copy = limited(to: settings.limit)
    copy.reads = RequestSettings(settings)
    return copy
  }

  /// The same for calls that have a time limit together.
  func limited(to limit: Duration?) -> AzureSession {
    guard let limit else { return self }
    var copy = self
    copy.client = client.limited(to: limit)
    return copy
  }

  /// The same with all of its time limit before it again: what is made in several long steps has it for each.
  var renewed: AzureSession {
    var copy = self
    copy.client = client.renewed
    return copy
  }

  package init(
    client: ARMClient, subscription: String, identity: Identity?, features: ProviderFeatures = ProviderFeatures(),
    registrationPolicy: RegistrationPolicy = RegistrationPolicy()
  ) {
    self.features = features
    self.registrationPolicy = registrationPolicy
    self.client = client
    self.subscription = subscription
    self.identity = identity
  }
}
