import ARM
import AzureKinds
import AzureProvider
import CurlTransport
import Diagnostics
import HTTP
import Values

/// The Azure that a command talks to, real or simulated.
struct CloudConnection: Sendable {
  /// What a simulated run uses where nobody says otherwise.
  static let simulatedSubscription = "00000000-0000-4000-8000-000000000001"
  private static let simulatedIdentity = AzureSession.Identity(
    tenant: "00000000-0000-4000-8000-00000000000a", client: "00000000-0000-4000-8000-00000000000b",
    object: "00000000-0000-4000-8000-00000000000c")

  let session: AzureSession
  /// Which cloud it is, in words: the first line of every output.
  let description: String
  /// What is said of calls that are made again.
  let notes = RetryNotes()
  private let simulator: SimulatorProcess?

  /// Starts the simulator that the flags and the environment variables ask for; nil if they ask for none.
  ///
  /// - Parameter directory: the spec's directory, beside which a simulated cloud is kept.
  static func startSimulator(
    _ options: CloudOptions, directory: String, environment: [String: String]
  ) throws(DiagnosticsError) -> SimulatorProcess? {
    guard options.simulate, environment["ARMATURE_ARM_ENDPOINT", default: ""].isEmpty else { return nil }
    return try SimulatorProcess.serving(store: store(in: directory), speed: try speed(environment))
  }

  private static func store(in directory: String) -> String { "\(directory)/.armature/simulator" }

  /// Connects as the provider block, the flags and the environment variables say.
  ///
  /// - Parameter simulator: the one that was started for this; calls can be made once it listens.
  init(
    provider arguments: Members, azurerm: AzurermVersion, options: CloudOptions, directory: String,
    environment: [String: String], simulator: SimulatorProcess?
  ) async throws(DiagnosticsError) {
    if options.simulate {
      try self.init(
        simulated: arguments, azurerm, options: options, directory: directory, environment: environment,
        simulator: simulator)
    } else {
      try await self.init(real: arguments, azurerm, options: options, environment: environment)
    }
  }

  private init(
    simulated arguments: Members, _ azurerm: AzurermVersion, options: CloudOptions, directory: String,
    environment: [String: String], simulator: SimulatorProcess?
  ) throws(DiagnosticsError) {
    let policy = try RegistrationPolicy(provider: arguments, azurerm: azurerm)
    let subscription =
      options.subscription ?? arguments["subscription_id"]?.stringValue ?? environment["ARM_SUBSCRIPTION_ID"]
      ?? Self.simulatedSubscription
    try Self.checkSubscription(subscription)
    var transport = CurlTransport.Options()
    let endpoint: HTTPURL
    let place: String
    if let simulator {
      transport.unixSocket = simulator.socket
      endpoint = HTTPURL(scheme: .http, host: "localhost")
      place = Self.store(in: directory)
    } else {
      let given = environment["ARMATURE_ARM_ENDPOINT", default: ""]
      guard let url = HTTPURL(given), url.isLoopback else {
        throw DiagnosticsError(
          .error(
            "Not a simulator on this machine",
            // A password may stand before an `@`.
            detail: "ARMATURE_ARM_ENDPOINT\(given.contains("@") ? "" : " is \"\(given)\", and") has to be the loopback "
              + "address of a running armature-simulator.",
            hint: "set it to something like http://127.0.0.1:8080, or unset it"))
      }
      endpoint = url
      place = url.origin
    }
    self.simulator = simulator
    guard let cloud = Cloud.simulator(at: endpoint), let credential = StaticCredential(for: cloud) else {
      throw DiagnosticsError(.error("Not a simulator on this machine", detail: "\(endpoint.origin) is not loopback."))
    }
    var configuration = notes.configuration
    configuration.retry = try AzureProvider.retryPolicy(provider: arguments)
    // A simulator has limits only if it was told to.
    configuration.pacing = CallPacing(isLimited: false)
    session = AzureSession(
      client: ARMClient(
        cloud, transport: try Self.transport(transport, tracedTo: options.trace), credential: credential,
        configuration: configuration),
      subscription: subscription, identity: Self.simulatedIdentity,
      features: ProviderFeatures(provider: arguments),
      registrationPolicy: policy)
    description = "Simulated Azure at \(place), subscription \(subscription)."
  }

  private init(
    real arguments: Members, _ azurerm: AzurermVersion, options: CloudOptions, environment: [String: String]
  ) async throws(DiagnosticsError) {
    simulator = nil
    let policy = try RegistrationPolicy(provider: arguments, azurerm: azurerm)
    if let endpoint = environment["ARMATURE_ARM_ENDPOINT"], !endpoint.isEmpty {
      throw DiagnosticsError(
        .error(
          "Simulated or real?",
          detail: "ARMATURE_ARM_ENDPOINT names a simulator, and without --simulate this would go to the real Azure.",
          hint: "add --simulate, or unset ARMATURE_ARM_ENDPOINT"))
    }
    let transport = try Self.transport(CurlTransport.Options(environment: environment), tracedTo: options.trace)
    let settings: CredentialSettings
    let cloud: Cloud
    let credential: any Credential
    let subscription: String
    let context = CredentialContext(transport: transport, environment: environment)
    do throws(CredentialError) {
      settings = try CredentialSettings(arguments: arguments, environment: environment)
      guard let named = options.subscription ?? settings.subscription else {
        throw CredentialError(
          "No subscription is named: neither `subscription_id` in the provider block nor ARM_SUBSCRIPTION_ID is set.",
          hint: "set ARM_SUBSCRIPTION_ID; `az account show --query id` tells the one that the Azure CLI uses")
      }
      subscription = named
    } catch {
      throw DiagnosticsError(error.diagnostic())
    }
    try Self.checkSubscription(subscription)
    do throws(CredentialError) {
      cloud = try await settings.cloud(context)
      credential = try settings.credential(for: cloud, context)
    } catch {
      throw DiagnosticsError(error.diagnostic())
    }
    var configuration = notes.configuration
    configuration.retry = try AzureProvider.retryPolicy(provider: arguments)
    configuration.pacing = CallPacing()
    let client = ARMClient(
      cloud, transport: transport, credential: credential, auxiliaryTenants: settings.auxiliaryTenants,
      configuration: configuration)
    let claims: Value?
    do throws(ARMError) {
      claims = try await client.accessToken().claims
    } catch {
      var diagnostic = error.diagnostic()
      // Not every reason for which there is no token is one of the credentials.
      if error.kind == .unauthenticated { diagnostic.summary = "No access to Azure" }
      throw DiagnosticsError(diagnostic)
    }
    func claim(_ names: String...) -> String? { names.lazy.compactMap { claims?[member: $0]?.stringValue }.first }
    let identity = AzureSession.Identity(
      tenant: claim("tid") ?? settings.tenant ?? "", client: claim("appid", "azp") ?? settings.clientID ?? "",
      object: claim("oid") ?? "")
    session = AzureSession(
      client: client, subscription: subscription, identity: identity,
      features: ProviderFeatures(provider: arguments),
      registrationPolicy: policy)
    description = "Azure (\(cloud.name)), subscription \(subscription), as \(credential.name)."
  }

  private static func checkSubscription(_ id: String) throws(DiagnosticsError) {
    let parts = id.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map({ $0.count }) == [8, 4, 4, 4, 12], parts.allSatisfy({ $0.allSatisfy { $0.isHexDigit } }) else {
      throw DiagnosticsError(
        .error(
          "Invalid subscription id", detail: "\"\(id)\" is not the id of a subscription, which is a GUID.",
          hint: "`az account list --output table` shows the ids of your subscriptions"))
    }
  }

  /// The speed that is asked for; nil for the simulator's own choice.
  private static func speed(_ environment: [String: String]) throws(DiagnosticsError) -> String? {
    guard let text = environment["ARMATURE_SIMULATE_SPEED"], !text.isEmpty else { return nil }
    if text == "instant" { return text }
    guard let factor = Double(text), factor > 0, factor.isFinite else {
      throw DiagnosticsError(
        .error(
          "Invalid speed", detail: "ARMATURE_SIMULATE_SPEED is \"\(text)\".",
          hint: "say how many times faster than Azure the simulation is, such as 60, or `instant`"))
    }
    return text
  }

  private static func transport(
    _ options: CurlTransport.Options, tracedTo path: String?
  ) throws(DiagnosticsError) -> any HTTPTransport {
    let curl: CurlTransport
    do throws(HTTPError) {
      curl = try CurlTransport(options)
    } catch {
      throw DiagnosticsError(.error("No network", detail: error.message, hint: error.hint))
    }
    guard let path else { return curl }
    let file = try TraceFile(path)
    return TracingTransport(curl) { file.write($0) }
  }

  /// Waits until the cloud can be asked.
  func waitUntilReady() throws(DiagnosticsError) {
    try simulator?.waitUntilListening()
  }

  /// How many calls of Azure were made.
  var callCount: Int { session.client.counts.total }

  /// Says that nothing more is asked of the cloud: a simulator that was started for this ends while the rest is done.
  func finish() {
    simulator?.dismiss()
  }

  /// Ends a simulator that was started for this.
  func close() {
    simulator?.stop()
  }
}
