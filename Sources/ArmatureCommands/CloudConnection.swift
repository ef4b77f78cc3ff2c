import ARM
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
  private let simulator: SimulatorProcess?

  /// Connects as the provider block, the flags and the environment variables say.
  ///
  /// - Parameter directory: the spec's directory, beside which a simulated cloud is kept.
  init(
    provider arguments: Members, options: CloudOptions, directory: String, environment: [String: String]
  ) async throws(DiagnosticsError) {
    if options.simulate {
      try self.init(simulated: arguments, options: options, directory: directory, environment: environment)
    } else {
      try await self.init(real: arguments, options: options, environment: environment)
    }
  }

  private init(
    simulated arguments: Members, options: CloudOptions, directory: String, environment: [String: String]
  ) throws(DiagnosticsError) {
    let subscription =
      options.subscription ?? arguments["subscription_id"]?.stringValue ?? environment["ARM_SUBSCRIPTION_ID"]
      ?? Self.simulatedSubscription
    var transport = CurlTransport.Options()
    let endpoint: HTTPURL
    let place: String
    if let given = environment["ARMATURE_ARM_ENDPOINT"], !given.isEmpty {
      guard let url = HTTPURL(given), url.isLoopback else {
        throw DiagnosticsError(
          .error(
            "Not a simulator on this machine",
            detail:
              "ARMATURE_ARM_ENDPOINT is \"\(given)\"; with --simulate it has to be the loopback address of a running "
              + "armature-simulator.",
            hint: "set it to something like http://127.0.0.1:8080, or unset it"))
      }
      endpoint = url
      place = url.origin
      simulator = nil
    } else {
      let store = "\(directory)/.armature/simulator"
      guard ProcessEnvironment.makeDirectory(store) else {
        throw DiagnosticsError(
          .error(
            "No place for the simulated cloud", detail: "The directory \(store) can't be made.",
            hint: "make \(directory) writable, or start armature-simulator yourself and set ARMATURE_ARM_ENDPOINT"))
      }
      let process = try SimulatorProcess(
        store: store, speed: environment["ARMATURE_SIMULATE_SPEED"].flatMap { $0.isEmpty ? nil : $0 },
        subscription: nil)
      simulator = process
      transport.unixSocket = process.socket
      endpoint = HTTPURL(scheme: .http, host: "localhost")
      place = store
    }
    guard let cloud = Cloud.simulator(at: endpoint), let credential = StaticCredential(for: cloud) else {
      throw DiagnosticsError(.error("Not a simulator on this machine", detail: "\(endpoint.origin) is not loopback."))
    }
    session = AzureSession(
      client: ARMClient(cloud, transport: try Self.transport(transport), credential: credential),
      subscription: subscription, identity: Self.simulatedIdentity)
    description = "Simulated Azure at \(place), subscription \(subscription)."
  }

  private init(
    real arguments: Members, options: CloudOptions, environment: [String: String]
  ) async throws(DiagnosticsError) {
    simulator = nil
    let curl = try Self.transport(CurlTransport.Options(environment: environment))
    let settings: CredentialSettings
    let credential: any Credential
    let subscription: String
    do throws(CredentialError) {
      settings = try CredentialSettings(arguments: arguments, environment: environment)
      credential = try settings.credential(transport: curl)
      guard let named = options.subscription ?? settings.subscription else {
        throw CredentialError(
          "No subscription is named: neither `subscription_id` in the provider block nor ARM_SUBSCRIPTION_ID is set.",
          hint: "set ARM_SUBSCRIPTION_ID; `az account show --query id` tells the one that the Azure CLI uses")
      }
      subscription = named
    } catch {
      throw DiagnosticsError(error.diagnostic())
    }
    let client = ARMClient(settings.cloud, transport: curl, credential: credential)
    let claims: Value?
    do throws(ARMError) {
      claims = try await client.accessToken().claims
    } catch {
      throw DiagnosticsError(error.diagnostic())
    }
    func claim(_ names: String...) -> String? { names.lazy.compactMap { claims?[member: $0]?.stringValue }.first }
    let identity = AzureSession.Identity(
      tenant: claim("tid") ?? settings.tenant ?? "", client: claim("appid", "azp") ?? settings.clientID ?? "",
      object: claim("oid") ?? "")
    session = AzureSession(client: client, subscription: subscription, identity: identity)
    description = "Azure (\(settings.cloud.name)), subscription \(subscription), as \(credential.name)."
  }

  private static func transport(_ options: CurlTransport.Options) throws(DiagnosticsError) -> CurlTransport {
    do throws(HTTPError) {
      return try CurlTransport(options)
    } catch {
      throw DiagnosticsError(.error("No network", detail: error.message, hint: error.hint))
    }
  }

  /// How many calls of Azure were made.
  var callCount: Int { session.client.counts.total }

  /// Ends a simulator that was started for this.
  func close() {
    simulator?.stop()
  }
}
