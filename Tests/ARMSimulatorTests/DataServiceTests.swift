import ARMSimulator
import HTTP
import Testing
import Values

@Suite("Replications of registries, and settings of servers that count after a restart")
struct DataServiceTests {
  private let cloud = TestCloud(SimulatorSettings(speed: .factor(60)))
  private static let providers = TestCloud.group + "/providers/"
  private let registry = providers + "Microsoft.ContainerRegistry/registries/registry1"
  private let server = providers + "Microsoft.DBforPostgreSQL/flexibleServers/server1"
  private static let registryVersion = "2025-11-01"
  private static let serverVersion = "2025-08-01"

  private func make(_ sku: String) async throws -> TestCloud.Reply {
    let reply = try await cloud.put(
      registry, ["location": "centralus", "sku": ["name": .string(sku)]], Self.registryVersion)
    cloud.settle()
    return reply
  }

  private func names() async throws -> [String] {
    let list = try await cloud.get(registry + "/replications", Self.registryVersion)
    return (list["value"]?.elements ?? []).compactMap { $0[member: "name"]?.stringValue }.sorted()
  }

  @Test("a premium registry counts its own region, and has others; no other SKU has")
  func replications() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    #expect(try await make("Standard").status == 201)
    #expect(try await names() == [])
    let elsewhere = registry + "/replications/eastus"
    #expect(
      try await cloud.put(elsewhere, ["location": "eastus"], Self.registryVersion).code == "ReplicationNotSupported")
    #expect(try await make("Premium").status == 200)
    #expect(try await names() == ["centralus"])
    #expect(try await cloud.put(elsewhere, ["location": "eastus"], Self.registryVersion).status == 201)
    cloud.settle()
    #expect(try await names() == ["centralus", "eastus"])
    #expect(
      try await cloud.put(registry + "/replications/second", ["location": "eastus"], Self.registryVersion).code
        == "AlreadyInUse")
    #expect(
      try await cloud.put(
        elsewhere, ["location": "eastus", "properties": ["zoneRedundancy": "Enabled"]], Self.registryVersion
      ).code == "PropertyChangeNotAllowed")
    #expect(try await make("Standard").code == "CannotDowngradeWithReplications")
    #expect(try await cloud.delete(elsewhere, Self.registryVersion).status == 202)
    cloud.settle()
    #expect(try await make("Standard").status == 200)
  }

  @Test("a setting waits for a restart, and one that counts at once doesn't")
  func restart() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let body: Value = [
      "location": "centralus", "sku": ["name": "Standard_B1ms", "tier": "Burstable"],
      "properties": ["administratorLogin": "a1", "administratorLoginPassword": "12345678"],
    ]
    _ = try await cloud.put(server, body, Self.serverVersion)
    cloud.settle()
    func isPending(_ name: String, _ value: String) async throws -> Bool? {
      let setting = server + "/configurations/" + name
      let change: Value = ["properties": ["value": .string(value), "source": "user-override"]]
      #expect(try await cloud.put(setting, change, Self.serverVersion).status == 202)
      cloud.settle()
      return try await cloud.get(setting, Self.serverVersion)["properties", "isConfigPendingRestart"]?.boolValue
    }
    #expect(try await isPending("work_mem", "8192") == false)
    #expect(try await isPending("max_connections", "200") == true)
    let accepted = try await cloud.send(.post, server + "/restart", Self.serverVersion)
    #expect(accepted.status == 202)
    #expect(accepted.headers["Azure-AsyncOperation"] != nil)
    // Meanwhile nothing else can be changed.
    let other: Value = ["properties": ["value": "100"]]
    #expect(
      try await cloud.put(server + "/configurations/max_connections", other, Self.serverVersion).code == "ServerIsBusy")
    cloud.settle()
    let setting = try await cloud.get(server + "/configurations/max_connections", Self.serverVersion)
    #expect(setting["properties", "isConfigPendingRestart"] == false)
  }
}
