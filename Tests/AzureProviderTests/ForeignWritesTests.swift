import ARM
import AzureProvider
import Configuration
import HTTP
import JSON
import Resources
import Synchronization
import Testing
import Values

@Suite("Who is behind drift, by Azure's activity log")
struct ForeignWritesTests {
  private static let subscription = "00000000-0000-4000-8000-000000000001"
  private static let group = "/subscriptions/\(subscription)/resourceGroups/rg"
  private static let cluster = "\(group)/providers/Microsoft.ContainerService/managedClusters/aks"
  private static let account = "\(group)/providers/Microsoft.Storage/storageAccounts/abc"
  private static let subnet = "\(group)/providers/Microsoft.Network/virtualNetworks/n/subnets/s"
  private static let own = "c0c0c0c0-0000-4000-8000-000000000000"

  /// Answers for the activity log of each resource group, or with a refusal where there is none.
  private final class Log: HTTPTransport {
    private let events: [String: Value]
    private let asked = Mutex<[String]>([])

    init(_ events: [String: Value]) {
      self.events = events
    }

    var filters: [String] { asked.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
      guard request.method == .get, request.url.path.hasSuffix("/eventtypes/management/values") else {
        return HTTPResponse(400)
      }
      let filter = request.url.queryItems.first { $0.name == "$filter" }?.value ?? ""
      asked.withLock { $0.append(filter) }
      guard let found = events.first(where: { filter.hasSuffix("eq '\($0.key)'") })?.value else {
        let refusal: Value = ["error": ["code": "AuthorizationFailed", "message": "No."]]
        return HTTPResponse(403, body: JSON.text(refusal))
      }
      let page: Value = ["value": found]
      return HTTPResponse(200, body: JSON.text(page))
    }
  }

  /// An event of 2026-11-29.
  private static func event(
    _ time: String, _ caller: String?, _ operation: String, on id: String, _ status: String = "Succeeded",
    as correlation: String? = nil
  ) -> Value {
    var event: Value = [
      "resourceId": .string(id), "operationName": ["value": .string(operation)], "status": ["value": .string(status)],
      "eventTimestamp": .string("2026-11-29T\(time):00.1234567Z"),
      "correlationId": .string(correlation ?? "\(caller ?? "") \(time)"),
      "claims": ["appid": "04b07795-8ddb-461a-bbee-02f9e1bf7b46", "name": "Alice"],
    ]
    if let caller, var members = event.members {
      members["caller"] = .string(caller)
      event = .object(members)
    }
    return event
  }

  private func found(
    _ resources: [(kind: String, id: String, attributes: Value, finding: ChangedResource.Finding)], in log: Log
  ) async throws -> ForeignWrites {
    let cloud = try #require(HTTPURL("http://localhost").flatMap { Cloud.simulator(at: $0) })
    let credential = try #require(StaticCredential(for: cloud))
    let provider = AzureProvider(
      session: AzureSession(
        client: ARMClient(cloud, transport: log, credential: credential), subscription: Self.subscription,
        identity: nil))
    let changed = try resources.map { resource in
      let kind = try #require(provider.kind(named: KindName(resource.kind, .managed)))
      return ChangedResource(
        id: resource.id, kind: kind, attributes: resource.attributes, finding: resource.finding)
    }
    return await provider.foreignWrites(to: changed, since: "2026-11-29T08:00:00Z", besides: Self.own)
  }

  /// Who is named for one resource of the group, each with the time.
  private func names(
    _ kind: String, _ id: String, _ finding: ChangedResource.Finding = .changed([]), attributes: Value = [:],
    by events: [Value]
  ) async throws -> [String] {
    let log = Log(["rg": .tuple(events)])
    let writes = try await found([(kind, id, attributes, finding)], in: log).answers[0]
    return try #require(writes).map { "\($0.principal) \($0.time.dropFirst(11).prefix(5))" }
  }

  private static let write = "Microsoft.Storage/storageAccounts/write"

  @Test("the stages of one request are one write, from when it was asked for, and the newest writes come first")
  func requests() async throws {
    let log = Log([
      "rg": [
        Self.event("10:20", "bob@contoso.com", Self.write, on: Self.account),
        Self.event("10:14", "alice@contoso.com", Self.write, on: Self.account, as: "one"),
        Self.event("10:12", "alice@contoso.com", Self.write, on: Self.account.uppercased(), "Accepted", as: "ONE"),
        Self.event("10:12", "alice@contoso.com", Self.write, on: Self.account, "Started", as: "one"),
      ]
    ])
    let answers = try await found([("azurerm_storage_account", Self.account, [:], .changed([]))], in: log)
    let writes = try #require(answers.answers[0])
    #expect(writes.map(\.principal) == ["bob@contoso.com", "alice@contoso.com"])
    #expect(writes[1].time == "2026-11-29T10:12:00.1234567Z")
    #expect(writes[1].operation == Self.write)
    #expect(writes[1].application == "04b07795-8ddb-461a-bbee-02f9e1bf7b46")
    #expect(writes[1].applicationName == "Azure CLI")
    #expect(writes[1].correlationID.lowercased() == "one")
    #expect(answers.failure == nil)
  }

  @Test("what the environment's own run wrote is not foreign, and what it wrote over is over")
  func ownRuns() async throws {
    let own = Self.event("10:00", "33333333-0000-4000-8000-000000000001", Self.write, on: Self.account, as: Self.own)
    let before = Self.event("09:00", "alice@contoso.com", Self.write, on: Self.account)
    let after = Self.event("11:00", "bob@contoso.com", Self.write, on: Self.account)
    #expect(try await names("azurerm_storage_account", Self.account, by: [own, before]) == [])
    #expect(
      try await names("azurerm_storage_account", Self.account, by: [after, own, before]) == ["bob@contoso.com 11:00"])
    let delete = Self.event("09:00", "alice@contoso.com", "Microsoft.Storage/storageAccounts/delete", on: Self.account)
    #expect(try await names("azurerm_storage_account", Self.account, .gone, by: [own, delete]) == [])
  }

  @Test("only what can have brought the finding about is named")
  func causes() async throws {
    let alice = "alice@contoso.com"
    func named(_ finding: ChangedResource.Finding, _ operation: String, on id: String, _ status: String = "Succeeded")
      async throws -> Bool
    {
      let event = Self.event("10:00", alice, operation, on: id, status)
      return try await names("azurerm_storage_account", Self.account, finding, by: [event]) == ["\(alice) 10:00"]
    }
    #expect(try await named(.changed([]), Self.write, on: Self.account))
    #expect(try await named(.changed([]), Self.write, on: Self.account, "Accepted"))
    #expect(try await !named(.changed([]), Self.write, on: Self.account, "Started"))
    #expect(try await !named(.changed([]), Self.write, on: Self.account, "Failed"))
    #expect(try await !named(.changed([]), Self.write, on: Self.account + "d"))
    #expect(try await !named(.changed([]), "Microsoft.Storage/storageAccounts/listKeys/action", on: Self.account))
    #expect(try await !named(.changed([]), "Microsoft.Resources/subscriptions/resourceGroups/write", on: Self.group))
    #expect(try await named(.failed, Self.write, on: Self.account, "Failed"))
    #expect(try await !named(.failed, Self.write, on: Self.account))
    #expect(try await named(.gone, "Microsoft.Storage/storageAccounts/delete", on: Self.account))
    #expect(try await named(.gone, "Microsoft.Resources/subscriptions/resourceGroups/delete", on: Self.group))
    #expect(try await !named(.gone, Self.write, on: Self.account))
    #expect(try await !named(.gone, "Microsoft.Storage/storageAccounts/x/delete", on: Self.account + "/x/y"))
  }

  @Test("an event without a caller names nobody; without a name, the object id does")
  func callers() async throws {
    #expect(
      try await names(
        "azurerm_storage_account", Self.account, by: [Self.event("10:00", nil, Self.write, on: Self.account)]) == [])
    var event = Self.event("10:00", nil, Self.write, on: Self.account).members ?? Members()
    event["claims"] = ["http://schemas.microsoft.com/identity/claims/objectidentifier": "6666"]
    #expect(
      try await names("azurerm_storage_account", Self.account, by: [.object(event)]) == ["6666 10:00"])
  }

  @Test("writes of what a resource's own arguments describe beneath it are writes of it, those of others are not")
  func parts() async throws {
    let pool = "Microsoft.ContainerService/managedClusters/agentPools/write"
    let attributes: Value = ["default_node_pool": [["name": "System"]]]
    let events = [
      Self.event("10:00", "alice@contoso.com", pool, on: Self.cluster + "/agentPools/system"),
      Self.event("10:30", "bob@contoso.com", pool, on: Self.cluster + "/agentPools/gpu"),
    ]
    func changed(_ name: String) -> ChangedResource.Finding { .changed([ValuePath([.member(name)])]) }
    #expect(
      try await names(
        "azurerm_kubernetes_cluster", Self.cluster, changed("default_node_pool"), attributes: attributes, by: events)
        == ["alice@contoso.com 10:00"])
    #expect(
      try await names(
        "azurerm_kubernetes_cluster", Self.cluster, changed("sku_tier"), attributes: attributes, by: events) == [])
    #expect(
      try await names("azurerm_kubernetes_cluster_node_pool", Self.cluster + "/agentPools/gpu", by: events) == [
        "bob@contoso.com 10:30"
      ])
    let beneath = [
      Self.event(
        "10:00", "alice@contoso.com", "Microsoft.Storage/storageAccounts/blobServices/write",
        on: Self.account + "/blobServices/default"),
      Self.event(
        "10:30", "bob@contoso.com", "Microsoft.Resources/tags/write",
        on: Self.account + "/providers/Microsoft.Resources/tags/default"),
    ]
    #expect(
      try await names("azurerm_storage_account", Self.account, changed("blob_properties"), by: beneath) == [
        "alice@contoso.com 10:00"
      ])
    #expect(
      try await names("azurerm_storage_account", Self.account, changed("tags"), by: beneath) == [
        "bob@contoso.com 10:30"
      ])
  }

  @Test("a path of another's body is changed and cleared by writes of that")
  func paths() async throws {
    let kind = "azurerm_subnet_network_security_group_association"
    let event = Self.event(
      "10:00", "alice@contoso.com", "Microsoft.Network/virtualNetworks/subnets/write", on: Self.subnet)
    for finding in [ChangedResource.Finding.changed([]), .gone] {
      #expect(try await names(kind, Self.subnet, finding, by: [event]) == ["alice@contoso.com 10:00"])
    }
  }

  @Test(
    "each resource group is asked about once, and what is in none by itself; one refusal leaves the others' answers")
  func questions() async throws {
    let assignment =
      "/subscriptions/\(Self.subscription)/providers/Microsoft.Authorization/roleAssignments/"
      + "66666666-0000-4000-8000-000000000009"
    let alice = "alice@contoso.com"
    let log = Log([
      "rg": [Self.event("10:00", alice, Self.write, on: Self.account)],
      assignment: [Self.event("10:00", alice, "Microsoft.Authorization/roleAssignments/delete", on: assignment)],
    ])
    let other = Self.account.replacing("/rg/", with: "/Other/")
    let answers = try await found(
      [
        ("azurerm_storage_account", other, [:], .changed([])),
        ("azurerm_storage_account", Self.account, [:], .changed([])),
        ("azurerm_role_assignment", assignment, [:], .gone), ("azurerm_resource_group", Self.group, [:], .changed([])),
      ], in: log)
    #expect(answers.answers.map { $0?.count } == [nil, 1, 1, 0])
    #expect(answers.failure?.kind == .permission)
    #expect(
      log.filters == [
        "eventTimestamp ge '2026-11-29T08:00:00Z' and resourceUri eq '\(assignment)'",
        "eventTimestamp ge '2026-11-29T08:00:00Z' and resourceGroupName eq 'other'",
        "eventTimestamp ge '2026-11-29T08:00:00Z' and resourceGroupName eq 'rg'",
      ])
  }
}
