import ARMSimulator
import HTTP
import Testing
import Values

@Suite("Services beside clusters and networks")
struct ServiceTests {
  let cloud = TestCloud(SimulatorSettings(speed: .factor(60)))
  private static let providers = TestCloud.group + "/providers/"
  private let account = providers + "Microsoft.Storage/storageAccounts/account1"
  private let server = providers + "Microsoft.DBforPostgreSQL/flexibleServers/server1"
  private let workspace = providers + "Microsoft.OperationalInsights/workspaces/work"
  private let accountBody: Value = [
    "location": "centralus", "kind": "StorageV2", "sku": ["name": "Standard_LRS"],
  ]

  private func makeGroup() async throws {
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
  }

  @Test("a storage account is answered without a body and followed by its Location")
  func storageByLocation() async throws {
    try await makeGroup()
    let accepted = try await cloud.put(account, accountBody, "2025-08-01")
    #expect(accepted.status == 202)
    #expect(accepted.body.isNull)
    #expect(accepted.headers["Azure-AsyncOperation"] == nil)
    let location = try #require(accepted.headers["Location"])
    #expect(try await cloud.get(location, nil).status == 202)
    cloud.settle()
    let done = try await cloud.get(location, nil)
    #expect(done.status == 200)
    #expect(done["properties", "primaryEndpoints", "blob"] == "https://account1.blob.core.windows.net/")
    #expect(try await cloud.put(account, accountBody, "2025-08-01").status == 200)
  }

  @Test(
    "a body that breaks the published types is refused",
    arguments: [
      (["kind": "Floppy"], "InvalidParameter"), (["properties": ["accessTier": "Warm"]], "InvalidParameter"),
      (["properties": ["isHnsEnabled": "yes"]], "InvalidRequestContent"), (["sku": [:]], "InvalidRequestContent"),
      (
        [
          "properties": [
            "immutableStorageWithVersioning": ["immutabilityPolicy": ["immutabilityPeriodSinceCreationInDays": 0]]
          ]
        ], "InvalidParameter"
      ),
    ] as [(Value, String)])
  func validation(change: Value, code: String) async throws {
    try await makeGroup()
    let body = Value.object((accountBody.members ?? Members()).merging(change.members ?? Members()))
    let reply = try await cloud.put(account, body, "2025-08-01")
    #expect(reply.status == 400)
    #expect(reply.code == code)
    #expect(try await cloud.get(account, "2025-08-01").status == 404)
  }

  @Test("what can't be changed is refused, and what was read can be sent back")
  func immutability() async throws {
    try await makeGroup()
    _ = try await cloud.put(account, accountBody, "2025-08-01")
    cloud.settle()
    let found = try await cloud.get(account, "2025-08-01")
    #expect(try await cloud.put(account, found.body, "2025-08-01").status == 200)
    let change: Value = ["properties": ["isHnsEnabled": true]]
    #expect(try await cloud.send(.patch, account, "2025-08-01", change).code == "PropertyChangeNotAllowed")
    func keys(_ type: String) async throws -> TestCloud.Reply {
      let services: Value = ["table": ["keyType": .string(type)]]
      return try await cloud.send(
        .patch, account, "2025-08-01", ["properties": ["encryption": ["services": services]]])
    }
    #expect(try await keys("Account").code == "PropertyChangeNotAllowed")
    #expect(try await keys("Service").status == 200)
  }

  /// A clock on which answers take no time, so that what is asked one after the other is asked at once.
  private struct StillClock: SimulatorClock {
    let now = Timestamp(milliseconds: 1_795_255_200_000)
    func sleep(for duration: Duration) async {}
  }

  @Test("an identity takes one write of a credential at a time")
  func credentials() async throws {
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(60)), clock: StillClock())
    let cloud = TestCloud(simulator: simulator, clock: VirtualClock())
    _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
    let identity = TestCloud.group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/"
    for name in ["one", "two"] { _ = try await cloud.put(identity + name, ["location": "centralus"]) }
    func write(_ path: String) async throws -> TestCloud.Reply {
      try await cloud.put(
        identity + path,
        ["properties": ["issuer": "https://issuer/", "subject": .string(path), "audiences": ["api://a"]]])
    }
    #expect(try await write("one/federatedIdentityCredentials/first").status == 201)
    let refused = try await write("one/federatedIdentityCredentials/second")
    #expect(refused.status == 409)
    #expect(refused.code == "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity")
    #expect(try await write("two/federatedIdentityCredentials/first").status == 201)
  }

  @Test("a container's name stays taken for a while after its deletion")
  func containerBeingDeleted() async throws {
    try await makeGroup()
    _ = try await cloud.put(account, accountBody, "2025-08-01")
    cloud.settle()
    let container = account + "/blobServices/default/containers/box"
    #expect(try await cloud.put(container, [:], "2025-08-01").status == 201)
    #expect(try await cloud.delete(container, "2025-08-01").status == 200)
    #expect(try await cloud.put(container, [:], "2025-08-01").code == "ContainerBeingDeleted")
    cloud.settle()
    #expect(try await cloud.put(container, [:], "2025-08-01").status == 201)
    #expect(try await cloud.delete(account + "/blobServices/default", "2025-08-01").status == 405)
  }

  @Test("a password is neither kept nor shown, and a server is changed by one at a time")
  func servers() async throws {
    try await makeGroup()
    let body: Value = [
      "location": "centralus", "sku": ["name": "Standard_B1ms", "tier": "Burstable"],
      "properties": ["administratorLogin": "psqladmin", "administratorLoginPassword": "Canary-Canary-1"],
    ]
    #expect(try await cloud.put(server, body, "2025-08-01").status == 202)
    let database = server + "/databases/one"
    #expect(try await cloud.put(database, ["properties": [:]], "2025-08-01").code == "ServerIsBusy")
    cloud.settle()
    #expect(try await cloud.put(database, ["properties": [:]], "2025-08-01").status == 202)
    let found = try await cloud.get(server, "2025-08-01")
    #expect(found["location"] == "Central US")
    #expect(found["properties", "state"] == "Ready")
    for (_, body) in await cloud.simulator.resources() { #expect(!"\(body)".contains("Canary")) }
  }

  @Test("a workspace is followed by its state, and comes back after a deletion that wasn't forced")
  func workspaces() async throws {
    try await makeGroup()
    let body: Value = ["location": "centralus", "properties": [:]]
    let made = try await cloud.put(workspace, body, "2025-07-01")
    #expect(made.status == 201)
    #expect(made.state == "Creating")
    #expect(made.headers["Location"] == nil && made.headers["Azure-AsyncOperation"] == nil)
    cloud.settle()
    #expect(try await cloud.get(workspace, "2025-07-01").state == "Succeeded")
    #expect(try await cloud.delete(workspace, "2025-07-01").status == 200)
    let again = try await cloud.put(workspace, body, "2025-07-01")
    #expect(again["properties", "customerId"] == made["properties", "customerId"])
    cloud.settle()
    _ = try await cloud.delete(workspace + "?force=true", "2025-07-01")
    let anew = try await cloud.put(workspace, body, "2025-07-01")
    #expect(anew["properties", "customerId"] != made["properties", "customerId"])
  }

  @Test("a name that all of Azure shares is taken in every subscription")
  func globalNames() async throws {
    try await makeGroup()
    _ = try await cloud.put(account, accountBody, "2025-08-01")
    let other = "/subscriptions/55555555-1111-1111-1111-111111111111"
    _ = try await cloud.put(other + "/resourceGroups/rg", ["location": "centralus"])
    let second = other + "/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/account1"
    #expect(try await cloud.put(second, accountBody, "2025-08-01").code == "StorageAccountAlreadyTaken")
    let check = try await cloud.send(
      .post, other + "/providers/Microsoft.Storage/checkNameAvailability", "2025-08-01",
      ["name": "account1", "type": "Microsoft.Storage/storageAccounts"])
    #expect(check["nameAvailable"] == false)
  }

  @Test("an application gateway's parts refer to parts that are there")
  func gatewayParts() async throws {
    try await makeGroup()
    let gateway = Self.providers + "Microsoft.Network/applicationGateways/agw"
    func body(port: String) -> Value {
      [
        "location": "centralus",
        "properties": [
          "sku": ["name": "Standard_v2", "tier": "Standard_v2"],
          "gatewayIPConfigurations": [["name": "ip", "properties": [:]]],
          "frontendIPConfigurations": [["name": "f", "properties": [:]]],
          "frontendPorts": [["name": "p80", "properties": ["port": 80]]],
          "httpListeners": [
            [
              "name": "l",
              "properties": ["protocol": "Http", "frontendPort": ["id": .string("\(gateway)/frontendPorts/\(port)")]],
            ]
          ],
        ],
      ]
    }
    #expect(try await cloud.put(gateway, body(port: "p81")).code == "InvalidResourceReference")
    #expect(try await cloud.put(gateway, body(port: "P80")).status == 201)
  }
}
