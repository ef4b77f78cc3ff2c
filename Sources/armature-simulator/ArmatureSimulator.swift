import ARMSimulator
import ARMSimulatorServer
import ArgumentParser
import Durability
import JSON
import Values

/// Serves a simulated Azure Resource Manager to any client of ARM on this machine.
struct ArmatureSimulator: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "armature-simulator",
    abstract: "Serves a simulated Azure Resource Manager on this machine.",
    discussion: """
      Any word is accepted as a bearer token, and a JSON web token that hasn't expired, unless --own-tokens-only is \
      given. Once the simulator listens it prints a line such as \
      `listening on http://127.0.0.1:8080`. It ends on SIGTERM or SIGINT.

      With --tls it serves HTTPS, and HTTP/2 to clients that ask for it, and prints a second line with the file of \
      its certificate. Clients that are to trust it are told of that file: armature and Terraform by SSL_CERT_FILE, \
      the Azure CLI and Python by REQUESTS_CA_BUNDLE, curl by --cacert.
      """)

  @Option(name: .customLong("listen"), help: "A loopback address and port to listen on; port 0 takes any.")
  var address: String?

  @Option(help: "The path of a Unix socket to listen on instead.")
  var unixSocket: String?

  @Option(
    name: .customLong("tls"),
    help: ArgumentHelp(
      "Serve TLS, with a certificate that signs itself and is kept in this folder with its key; both are made if there "
        + "are none.", valueName: "folder"))
  var certificateFolder: String?

  @Option(help: "The folder that the simulated cloud is kept in; without it, it lives in memory.")
  var store: String?

  @Option(help: "How many times faster than Azure operations are, or `instant`.")
  var speed = "60"

  @Option(
    name: .customLong("subscription"), parsing: .singleValue,
    help: "The id of a subscription there is; may be repeated. With none, every GUID is one.")
  var subscriptions: [String] = []

  @Option(
    name: .customLong("unregistered-provider"), parsing: .singleValue,
    help: "A resource provider that is not registered at first; may be repeated.")
  var unregisteredProviders: [String] = []

  @Option(help: ArgumentHelp("How far lists and Resource Graph are behind what is there.", valueName: "seconds"))
  var listLag = 0.0

  @Option(
    help: ArgumentHelp(
      "How far the activity log is behind what was done; Azure's is by 3 to 20 minutes.", valueName: "seconds"))
  var activityLag = 0.0

  @Option(
    name: .customLong("permitted-scope"), parsing: .singleValue,
    help:
      "A scope that callers have roles for, such as a resource group's id; may be repeated. With none, they may all.")
  var permittedScopes: [String] = []

  @Option(
    help: ArgumentHelp(
      "What goes wrong: a number as the seed of a schedule, or a JSON file of faults as POST /simulator/faults takes "
        + "them.", valueName: "file|seed"))
  var faults: String?

  @Flag(help: "Accept only tokens that the simulator's own token endpoint handed out.")
  var ownTokensOnly = false

  @Flag(
    help:
      "Answer 429 to calls beyond the limits that Azure puts on their number, which time at this speed fills up again.")
  var throttle = false

  @Option(
    name: .customLong("quota"), parsing: .singleValue,
    help: ArgumentHelp(
      "How many vCPUs of a family there may be in a region, such as eastus:standardDSv5Family=24, or of all with "
        + "`cores`; may be repeated.", valueName: "region:family=limit"))
  var quotas: [String] = []

  @Flag(help: "End when standard input is closed, so as not to outlive the program that started this one.")
  var exitWithParent = false

  func validate() throws {
    if (address == nil) == (unixSocket == nil) {
      throw ValidationError("Give one of --listen HOST:PORT and --unix-socket PATH.")
    }
    if certificateFolder != nil, unixSocket != nil {
      throw ValidationError("--tls goes with --listen; a Unix socket leads nowhere but here.")
    }
    if let address, ListenAddress(loopback: address) == nil {
      throw ValidationError(
        "`\(address)` is not a loopback address with a port, such as 127.0.0.1:8080; the simulator checks no "
          + "credentials, so it listens on this machine only.")
    }
    if SimulatorSpeed(speed) == nil {
      throw ValidationError("`\(speed)` is not a speed: give a number greater than zero, or `instant`.")
    }
    for (name, lag) in [("--list-lag", listLag), ("--activity-lag", activityLag)] where !(0...3600).contains(lag) {
      throw ValidationError("\(name) has to be from 0 to 3600 seconds.")
    }
    for quota in quotas where Self.quota(quota) == nil {
      throw ValidationError("`\(quota)` is not a quota such as eastus:standardDSv5Family=24.")
    }
    for subscription in subscriptions where !SimulatorSettings.isSubscription(subscription) {
      throw ValidationError("`\(subscription)` is not the id of a subscription, which is a GUID.")
    }
  }

  func run() throws {
    guard let place = unixSocket.map({ .unixSocket(path: $0) }) ?? address.flatMap(ListenAddress.init(loopback:))
    else { throw ValidationError("Nowhere to listen.") }
    var service = SimulatorService(at: place)
    service.settings = SimulatorSettings(
      subscriptions: subscriptions, speed: SimulatorSpeed(speed) ?? .standard,
      unregisteredProviders: unregisteredProviders, listLag: .milliseconds(Int64(listLag * 1000)),
      activityLag: .milliseconds(Int64(activityLag * 1000)), permittedScopes: permittedScopes,
      requiresOwnTokens: ownTokensOnly, throttles: throttle,
      quotas: Dictionary(quotas.compactMap(Self.quota)) { _, last in last })
    service.faults = try readFaults()
    service.store = store
    service.certificateFolder = certificateFolder
    service.exitsWithParent = exitWithParent
    try service.run()
  }

  /// The key and the limit of `eastus:standardDSv5Family=24`.
  private static func quota(_ text: String) -> (String, Int)? {
    let sides = text.split(separator: "=", omittingEmptySubsequences: false)
    guard sides.count == 2, sides[0].split(separator: ":").count == 2, let limit = Int(sides[1]), limit >= 0 else {
      return nil
    }
    return (String(sides[0]), limit)
  }

  /// The faults to begin with.
  private func readFaults() throws -> Value? {
    guard let faults else { return nil }
    if let seed = Int(faults) { return ["seed": .number(seed)] }
    do {
      guard let bytes = try AtomicFile.read(faults) else { throw Failure(description: "There is no file `\(faults)`.") }
      let body = try JSON.parse(bytes)
      guard ARMSimulator.areFaults(body) else {
        throw Failure(description: "`\(faults)` holds something that is no fault that the simulator knows.")
      }
      return body
    } catch let error as JSONError {
      throw Failure(description: "`\(faults)` is not JSON: \(error).")
    } catch let error as StorageError {
      throw Failure(description: error.message)
    }
  }
}

/// Why the simulator can't start, as it is told to people.
struct Failure: Error, CustomStringConvertible {
  let description: String
}
