import ARMSimulator
import HTTP
import JSON
import Testing
import Values

/// A simulated cloud in process, with a clock that only moves when it is told to.
struct TestCloud {
  static let subscription = "/subscriptions/11111111-1111-1111-1111-111111111111"
  static let group = subscription + "/resourceGroups/rg"
  static let cluster = group + "/providers/Microsoft.ContainerService/managedClusters/c"
  static let pool = cluster + "/agentPools/gpu"

  let simulator: ARMSimulator
  let clock: VirtualClock

  /// Stands for an api-version that the path's type knows.
  static let auto = "auto"

  private static func version(for path: String) -> String {
    let lowered = path.lowercased()
    let versions = [
      ("microsoft.insights", "2023-03-11"), ("microsoft.monitor", "2023-04-03"),
      ("microsoft.managedidentity", "2024-11-30"), ("microsoft.authorization", "2022-04-01"),
      ("microsoft.containerservice", "2026-04-01"), ("microsoft.network", "2025-01-01"),
    ]
    return versions.first { lowered.contains($0.0) }?.1 ?? "2023-07-01"
  }

  struct Reply {
    let status: Int
    let headers: HTTPHeaders
    let body: Value

    var code: String? { (body[member: "error"]?[member: "code"] ?? body[member: "code"])?.stringValue }
    var state: String? { self["properties", "provisioningState"]?.stringValue }

    subscript(path: String...) -> Value? {
      path.reduce(body as Value?) { $0?[member: $1] }
    }
  }

  init(_ settings: SimulatorSettings = SimulatorSettings(speed: .factor(60)), clock: VirtualClock = VirtualClock()) {
    self.init(simulator: ARMSimulator(settings, clock: clock), clock: clock)
  }

  init(simulator: ARMSimulator, clock: VirtualClock) {
    self.simulator = simulator
    self.clock = clock
  }

  func send(
    _ method: HTTPMethod, _ path: String, _ version: String? = TestCloud.auto, _ body: Value? = nil,
    headers: HTTPHeaders = ["Authorization": "Bearer token"]
  ) async throws -> Reply {
    let text = path.hasPrefix("http") ? path : "http://127.0.0.1:8080" + path
    var url = try #require(HTTPURL(text))
    if let version { url.addQuery("api-version", version == Self.auto ? Self.version(for: path) : version) }
    let response = try await simulator.send(
      HTTPRequest(method, url, headers: headers, body: body.map { JSON.text($0) } ?? []))
    let parsed = response.body.isEmpty ? Value.null(.dynamic) : try JSON.parse(response.body)
    return Reply(status: response.status, headers: response.headers, body: parsed)
  }

  func get(_ path: String, _ version: String? = TestCloud.auto) async throws -> Reply {
    try await send(.get, path, version)
  }

  func put(_ path: String, _ body: Value, _ version: String = TestCloud.auto) async throws -> Reply {
    try await send(.put, path, version, body)
  }

  func delete(_ path: String, _ version: String = TestCloud.auto) async throws -> Reply {
    try await send(.delete, path, version)
  }

  /// Lets all that runs come to its end.
  func settle() {
    clock.advance(by: .seconds(60))
  }

  /// The least body of a cluster, with a System pool of two nodes.
  static func clusterBody(_ more: [String: Value] = [:], pool: [String: Value] = [:]) -> Value {
    var profile: [String: Value] = ["name": "default", "mode": "System", "count": 2, "vmSize": "Standard_D2s_v3"]
    profile.merge(pool) { $1 }
    var properties: [String: Value] = ["dnsPrefix": "c", "agentPoolProfiles": [object(profile)]]
    properties.merge(more) { $1 }
    return ["location": "centralus", "identity": ["type": "SystemAssigned"], "properties": object(properties)]
  }

  static func clusterBody(properties: Value) -> Value {
    clusterBody(Dictionary(uniqueKeysWithValues: (properties.members ?? Members()).map { ($0, $1) }))
  }

  static func object(_ members: [String: Value]) -> Value { .object(Members(members.map { ($0, $1) })) }

  /// A group with a cluster that runs.
  func makeCluster() async throws {
    _ = try await put(Self.group, ["location": "centralus"])
    let created = try await put(Self.cluster, Self.clusterBody())
    try #require(created.status == 201)
    settle()
  }

  func register(_ feature: String) async throws {
    _ = try await send(
      .post,
      Self.subscription
        + "/providers/Microsoft.Features/providers/Microsoft.ContainerService/features/\(feature)/register",
      "2021-07-01")
  }
}
