import Applying
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite("azurerm_storage_account and azurerm_storage_container")
struct StorageTests {
  private let world = World()
  private static let id = World.id("resourceGroups/rg-a/providers/Microsoft.Storage/storageAccounts/stlife")
  private static let version = "2025-08-01"

  private static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }

    """

  private static func account(_ more: String = "", replication: String = "LRS") -> String {
    group + """
      resource "azurerm_storage_account" "s" {
        name                     = "stlife"
        resource_group_name      = azurerm_resource_group.a.name
        location                 = azurerm_resource_group.a.location
        account_tier             = "Standard"
        account_replication_type = "\(replication)"
        \(more)
      }

      """
  }

  private static func container(access: String = "private") -> String {
    """
    resource "azurerm_storage_container" "c" {
      name                  = "mlflow-artifacts"
      storage_account_id    = azurerm_storage_account.s.id
      container_access_type = "\(access)"
      metadata              = { owner = "mlops" }
    }

    """
  }

  private func body(_ path: String = "") async throws -> Value {
    try await world.call(.get, Self.id + path, apiVersion: Self.version)
  }

  private func changes(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  @Test(
    "what others changed is drift where the spec leaves it to its default, too; a default of another azurerm is not")
  func driftOfDefaults() async throws {
    func spec(_ version: String) -> String {
      "terraform {\n  required_providers {\n    azurerm = { version = \"~> \(version)\" }\n  }\n}\n" + Self.account()
    }
    _ = try await world.apply(spec("3.117"))
    let patch: Value = ["properties": ["allowSharedKeyAccess": false]]
    try await world.call(.patch, Self.id, apiVersion: Self.version, body: patch)
    func causes(_ spec: String) async throws -> [String] {
      try await world.plan(spec).changes.flatMap(\.differences).map { "\($0.path.text) \($0.cause)" }.sorted()
    }
    #expect(try await world.plan(spec("3.117")).drift.map(\.address.description) == ["azurerm_storage_account.s"])
    #expect(try await causes(spec("3.117")) == ["shared_access_key_enabled drift"])
    #expect(
      try await causes(spec("4.0")) == ["cross_tenant_replication_enabled spec", "shared_access_key_enabled drift"])
  }

  @Test("an account and a container are made, changed and removed, and nothing is left to do in between")
  func life() async throws {
    let first =
      Self.account(
        """
        min_tls_version = "TLS1_2"
        tags            = { env = "dev" }
        sas_policy { expiration_period = "7.00:00:00" }
        """) + Self.container()
    #expect(try await world.apply(first).failures.isEmpty)
    #expect(try await body()[member: "sku"]?[member: "name"]?.stringValue == "Standard_LRS")
    #expect(try await world.plan(first).isEmpty)
    let second =
      Self.account(
        """
        allow_nested_items_to_be_public = false
        https_traffic_only_enabled      = true
        tags                            = { env = "test" }
        network_rules {
          default_action = "Deny"
          bypass         = ["Logging", "AzureServices"]
          ip_rules       = ["203.0.113.7"]
        }
        """, replication: "RAGRS") + Self.container()
    #expect(try await changes(second) == ["azurerm_storage_account.s update"])
    #expect(try await world.apply(second).failures.isEmpty)
    let live = try await body()
    #expect(live[member: "sku"]?[member: "name"]?.stringValue == "Standard_RAGRS")
    #expect(live[member: "tags"]?[member: "env"]?.stringValue == "test")
    #expect(live[member: "properties"]?[member: "sasPolicy"] == nil)
    #expect(live[member: "properties"]?[member: "networkAcls"]?[member: "defaultAction"]?.stringValue == "Deny")
    #expect(
      live[member: "properties"]?[member: "networkAcls"]?[member: "bypass"]?.stringValue == "AzureServices, Logging")
    #expect(live[member: "properties"]?[member: "allowBlobPublicAccess"]?.boolValue == false)
    #expect(try await world.plan(second).isEmpty)
    // Rules that go leave the account open, as it is without any.
    let third = Self.account() + Self.container()
    let bodies = Locked<[Value]>([])
    world.requests.before { request in
      guard request.method == .patch else { return }
      bodies.change { $0.append((try? JSON.parse(request.body)) ?? .null(.dynamic)) }
    }
    #expect(try await world.apply(third).failures.isEmpty)
    let rules = bodies.value.first?[member: "properties"]?[member: "networkAcls"]
    #expect(rules?[member: "defaultAction"]?.stringValue == "Allow")
    #expect(rules?[member: "ipRules"]?.elements?.isEmpty == true)
    #expect(bodies.value.first?[member: "tags"]?.members?.isEmpty == true)
    #expect(try await world.plan(third).isEmpty)
    #expect(try await world.destroy(third).failures.isEmpty)
    #expect(world.requests.writes.last == "DELETE \(World.id("resourceGroups/rg-a"))")
  }

  @Test("a change sends what changes, and keeps what others have set")
  func patch() async throws {
    try await world.apply(Self.account())
    try await world.call(
      .patch, Self.id, apiVersion: Self.version,
      body: ["properties": ["keyPolicy": ["keyExpirationPeriodInDays": 30]]])
    let sent = Locked<[Value]>([])
    world.requests.before { request in
      guard request.method == .patch else { return }
      sent.change { $0.append((try? JSON.parse(request.body)) ?? .null(.dynamic)) }
    }
    try await world.apply(Self.account("min_tls_version = \"TLS1_3\""))
    #expect(sent.value.map { JSON.string($0) } == [#"{"properties":{"minimumTlsVersion":"TLS1_3"}}"#])
    #expect(try await body()[member: "properties"]?[member: "keyPolicy"]?[member: "keyExpirationPeriodInDays"] != nil)
  }

  @Test("identities come and go one by one")
  func identities() async throws {
    func spec(_ type: String, _ names: [String]) -> String {
      let ids = names.map { "azurerm_user_assigned_identity.i[\"\($0)\"].id" }.joined(separator: ", ")
      return Self.account(
        type.isEmpty ? "" : "identity {\n type = \"\(type)\"\n identity_ids = [\(ids)]\n}") + """
          resource "azurerm_user_assigned_identity" "i" {
            for_each            = toset(["a", "b", "c"])
            name                = "id-${each.key}"
            resource_group_name = azurerm_resource_group.a.name
            location            = azurerm_resource_group.a.location
          }

          """
    }
    let steps = [
      ("UserAssigned", ["a", "b"]), ("UserAssigned", ["b", "c"]), ("SystemAssigned, UserAssigned", ["c"]), ("", []),
    ]
    for (type, names) in steps {
      let spec = spec(type, names)
      #expect(try await world.apply(spec).failures.isEmpty)
      let identity = try await body()[member: "identity"]
      let live = identity?[member: "userAssignedIdentities"]?.members?.keys ?? []
      #expect(Set(live.compactMap { $0.last }.map(String.init)) == Set(names))
      #expect((identity?[member: "principalId"] != nil) == type.hasPrefix("System"))
      // As this provider's types spell it.
      #expect(identity?[member: "type"]?.stringValue == (type.isEmpty ? nil : type.filter { $0 != " " }))
      #expect(try await world.plan(spec).isEmpty)
    }
  }

  @Test("the blob service is written by itself, and what others set in it stays")
  func blobService() async throws {
    func spec(_ days: Int) -> String {
      Self.account("blob_properties {\n versioning_enabled = true\n delete_retention_policy { days = \(days) }\n}")
    }
    #expect(try await world.apply(spec(14)).failures.isEmpty)
    let service = "/blobServices/default"
    let live = try await body(service)
    #expect(live[member: "properties"]?[member: "isVersioningEnabled"]?.boolValue == true)
    #expect(live[member: "properties"]?[member: "deleteRetentionPolicy"]?[member: "days"]?.intValue == 14)
    #expect(try await world.plan(spec(14)).isEmpty)
    var properties = try #require(live[member: "properties"]?.members)
    properties["automaticSnapshotPolicyEnabled"] = .bool(true)
    try await world.call(
      .put, Self.id + service, apiVersion: Self.version, body: .object(Members([("properties", .object(properties))])))
    let before = world.requests.writes.count
    #expect(try await world.apply(spec(21)).failures.isEmpty)
    #expect(world.requests.writes.dropFirst(before) == ["PUT \(Self.id)\(service)"])
    let changed = try await body(service)
    #expect(changed[member: "properties"]?[member: "deleteRetentionPolicy"]?[member: "days"]?.intValue == 21)
    #expect(changed[member: "properties"]?[member: "automaticSnapshotPolicyEnabled"]?.boolValue == true)
    #expect(try await world.plan(spec(21)).isEmpty)
    // What is left out of the block goes back to what it is by default.
    let without = Self.account("blob_properties {\n versioning_enabled = true\n}")
    #expect(try await world.apply(without).failures.isEmpty)
    #expect(
      try await body(service)[member: "properties"]?[member: "deleteRetentionPolicy"]?[member: "enabled"]?.boolValue
        == false)
    #expect(try await world.plan(without).isEmpty)
  }

  @Test("the file service and a web site are parts of an account, too")
  func otherServices() async throws {
    let spec = Self.account(
      """
      static_website { index_document = "index.html" }
      share_properties {
        retention_policy { days = 30 }
        smb { versions = ["SMB3.0", "SMB3.1.1"] }
      }
      """)
    #expect(try await world.apply(spec).failures.isEmpty)
    let site = try await body("/blobServices/default")[member: "properties"]?[member: "staticWebsite"]
    #expect(site?[member: "enabled"]?.boolValue == true)
    #expect(site?[member: "indexDocument"]?.stringValue == "index.html")
    let files = try await body("/fileServices/default")[member: "properties"]
    #expect(files?[member: "shareDeleteRetentionPolicy"]?[member: "days"]?.intValue == 30)
    #expect(files?[member: "protocolSettings"]?[member: "smb"]?[member: "versions"]?.stringValue == "SMB3.0;SMB3.1.1")
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await world.apply(Self.account()).failures.isEmpty)
    #expect(
      try await body("/blobServices/default")[member: "properties"]?[member: "staticWebsite"]?[member: "enabled"]?
        .boolValue == false)
  }

  @Test("settings of services that the spec no longer has stay, with what others set beside them, and the plan says so")
  func leftServices() async throws {
    let spec = Self.account(
      "blob_properties {\n versioning_enabled = true\n}\nshare_properties {\n retention_policy { days = 30 }\n}")
    #expect(try await world.apply(spec).failures.isEmpty)
    let places = ["/blobServices/default", "/fileServices/default"]
    for place in places {
      var properties = try #require(try await body(place)[member: "properties"]?.members)
      properties["cors"] = [
        "corsRules": [
          [
            "allowedOrigins": ["https://example.org"], "allowedMethods": ["GET"], "allowedHeaders": ["*"],
            "exposedHeaders": ["*"], "maxAgeInSeconds": 60,
          ]
        ]
      ]
      try await world.call(
        .put, Self.id + place, apiVersion: Self.version, body: .object(Members([("properties", .object(properties))])))
    }
    let before = try await [body(places[0]), body(places[1])]
    let plan = try await world.plan(Self.account())
    #expect(plan.isEmpty)
    #expect(plan.warnings.map(\.summary) == ["No longer set, and stays as it is"])
    #expect(plan.warnings.first?.detail.hasSuffix("keeps it: `blob_properties`, `share_properties`.") == true)
    #expect(try await world.apply(Self.account()).failures.isEmpty)
    #expect(try await [body(places[0]), body(places[1])] == before)
    // A block with nothing in it says what is usual, and is no less there.
    let bare = Self.account("share_properties {}")
    #expect(try await world.apply(bare).failures.isEmpty)
    #expect(try await world.plan(bare).isEmpty)
    #expect(try await world.plan(Self.account()).isEmpty)
  }

  @Test("what can't be changed in place makes another account")
  func replacement() async throws {
    try await world.apply(Self.account())
    for more in [
      "is_hns_enabled = true", "infrastructure_encryption_enabled = true", "queue_encryption_key_type = \"Account\"",
      "dns_endpoint_type = \"AzureDnsZone\"",
    ] {
      #expect(
        try await changes(Self.account(more)) == ["azurerm_storage_account.s replace(createFirst: false)"], "\(more)")
    }
    #expect(
      try await changes(Self.account(replication: "GZRS")) == ["azurerm_storage_account.s replace(createFirst: false)"])
    #expect(try await changes(Self.account(replication: "GRS")) == ["azurerm_storage_account.s update"])
  }

  @Test("keys are asked for only where something uses them, and stand in connection strings")
  func keys() async throws {
    let spec = Self.account()
    try await world.apply(spec)
    #expect(!world.requests.writes.contains { $0.hasSuffix("/listKeys") })
    let used =
      spec + """
        output "connection" {
          value     = azurerm_storage_account.s.primary_connection_string
          sensitive = true
        }
        output "blob" {
          value     = azurerm_storage_account.s.secondary_blob_connection_string
          sensitive = true
        }
        output "key" {
          value     = azurerm_storage_account.s.primary_access_key
          sensitive = true
        }
        """
    let result = try await world.apply(used)
    let outputs = Dictionary(uniqueKeysWithValues: result.outputs.map { ($0.name, $0.value.unmarkedDeep) })
    let key = try #require(outputs["key"]?.stringValue)
    #expect(
      outputs["connection"]?.stringValue
        == "DefaultEndpointsProtocol=https;AccountName=stlife;AccountKey=\(key);EndpointSuffix=core.windows.net")
    // An account without a second region has no second endpoint.
    #expect(outputs["blob"] == nil)
    #expect(result.outputs.allSatisfy { $0.isSensitive })
    #expect(world.requests.writes.filter { $0.hasSuffix("/listKeys") }.count == 1)
  }

  @Test("a data source has what the resource has, its keys where they are used")
  func dataSource() async throws {
    try await world.apply(Self.account() + Self.container())
    let spec = """
      data "azurerm_storage_account" "s" {
        name                = "stlife"
        resource_group_name = "rg-a"
      }
      data "azurerm_storage_container" "c" {
        name               = "mlflow-artifacts"
        storage_account_id = data.azurerm_storage_account.s.id
      }
      output "tier" { value = data.azurerm_storage_account.s.account_tier }
      output "owner" { value = data.azurerm_storage_container.c.metadata["owner"] }
      output "key" {
        value     = data.azurerm_storage_account.s.primary_access_key
        sensitive = true
      }
      """
    let other = world.neighbour(environment: "reader")
    let result = try await other.apply(spec)
    let outputs = Dictionary(uniqueKeysWithValues: result.outputs.map { ($0.name, $0.value.unmarkedDeep.stringValue) })
    #expect(outputs["tier"] == "Standard")
    #expect(outputs["owner"] == "mlops")
    #expect(outputs["key"]??.isEmpty == false)
  }

  @Test("a container may name its account in the older way, if the spec has that")
  func olderContainer() async throws {
    func spec(_ name: String) -> String {
      Self.account()
        + """
        resource "azurerm_storage_container" "c" {
          name                 = "mlflow-artifacts"
          storage_account_name = \(name)
        }

        """
    }
    let older = spec("azurerm_storage_account.s.name")
    #expect(try await world.apply(older).failures.isEmpty)
    #expect(try await world.plan(older).isEmpty)
    #expect(try await world.plan(spec("\"stlife\"")).isEmpty)
    let newer = older.replacing(
      "storage_account_name = azurerm_storage_account.s.name", with: "storage_account_id = azurerm_storage_account.s.id"
    )
    #expect(try await world.plan(newer).isEmpty)
    let data =
      "data \"azurerm_storage_container\" \"d\" {\n name = azurerm_storage_container.c.name\n storage_account_name = \"stlife\"\n}\n"
    #expect(try await world.plan(older + data).isEmpty)
    let (planner, _) = try await world.planner(spec("\"stelsewhere\""))
    let diagnostics = await planner.plan().diagnostics.filter { $0.severity == .error }
    #expect(diagnostics.map(\.summary) == ["Unknown storage account"])
    #expect(diagnostics.allSatisfy { $0.subject != nil })
  }

  @Test("containers of one account are made one after the other, and public ones are told apart")
  func containers() async throws {
    let spec =
      Self.account("allow_nested_items_to_be_public = true") + Self.container(access: "blob")
        + """
        resource "azurerm_storage_container" "many" {
          count              = 3
          name               = "c-${count.index}"
          storage_account_id = azurerm_storage_account.s.id
        }
        """
    #expect(try await world.apply(spec).failures.isEmpty)
    #expect(try await world.plan(spec).isEmpty)
    let path = "/blobServices/default/containers/mlflow-artifacts"
    #expect(try await body(path)[member: "properties"]?[member: "publicAccess"]?.stringValue == "Blob")
    let other = spec.replacing("\"blob\"", with: "\"private\"").replacing("mlops", with: "research")
    #expect(try await world.apply(other).failures.isEmpty)
    let live = try await body(path)[member: "properties"]
    #expect(live?[member: "publicAccess"]?.stringValue == "None")
    #expect(live?[member: "metadata"]?[member: "owner"]?.stringValue == "research")
    #expect(try await world.plan(other).isEmpty)
  }
}
