import Applying
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite("azurerm_log_analytics_workspace and azurerm_dashboard_grafana")
struct ObservabilityTests {
  private let world = World()

  private static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }

    """

  private static func workspace(_ more: String = "") -> String {
    group + """
      resource "azurerm_log_analytics_workspace" "w" {
        name                = "log-a"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        \(more)
      }

      """
  }

  private static func grafana(_ more: String = "", integrations: Bool = true) -> String {
    group + """
      resource "azurerm_monitor_workspace" "m" {
        name                = "amw-a"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
      }
      resource "azurerm_dashboard_grafana" "g" {
        name                  = "amg-a"
        resource_group_name   = azurerm_resource_group.a.name
        location              = azurerm_resource_group.a.location
        grafana_major_version = "12"
        identity { type = "SystemAssigned" }
        \(integrations ? "azure_monitor_workspace_integrations { resource_id = azurerm_monitor_workspace.m.id }" : "")
        \(more)
      }

      """
  }

  private func properties(_ path: String, _ version: String) async throws -> Value {
    let id = World.id("resourceGroups/rg-a/providers/\(path)")
    return try await world.call(.get, id, apiVersion: version)[member: "properties"] ?? .null(.dynamic)
  }

  @Test("a workspace is made, changed and removed, and nothing is left to do in between")
  func workspaceLife() async throws {
    let first = Self.workspace("retention_in_days = 60\n daily_quota_gb = 2.5\n tags = { env = \"dev\" }")
    #expect(try await world.apply(first).failures.isEmpty)
    #expect(try await world.plan(first).isEmpty)
    // Older forms say the same in other words.
    let second = Self.workspace("internet_query_enabled = false\n local_authentication_disabled = true")
    #expect(try await world.apply(second).failures.isEmpty)
    let live = try await properties("Microsoft.OperationalInsights/workspaces/log-a", "2025-07-01")
    #expect(live[member: "publicNetworkAccessForQuery"]?.stringValue == "Disabled")
    #expect(live[member: "features"]?[member: "disableLocalAuth"]?.boolValue == true)
    #expect(live[member: "workspaceCapping"]?[member: "dailyQuotaGb"]?.intValue == -1)
    #expect(try await world.plan(second).isEmpty)
    let renewed = Self.workspace("internet_query_access_type = \"Disabled\"\n local_authentication_enabled = false")
    #expect(try await world.plan(renewed).isEmpty)
    let result = try await world.apply(
      renewed
        + "output \"key\" {\n value = azurerm_log_analytics_workspace.w.primary_shared_key\n sensitive = true\n}\n")
    #expect(result.outputs.first?.value.unmarkedDeep.stringValue?.isEmpty == false)
    #expect(try await world.destroy(renewed).failures.isEmpty)
  }

  @Test("a workspace can be had back after its deletion, unless the provider block says no", arguments: [false, true])
  func softDeletion(isPermanent: Bool) async throws {
    let switches: Value = ["log_analytics_workspace": ["permanently_delete_on_destroy": .bool(isPermanent)]]
    let world = try World(unregistered: [], provider: Members([("features", switches)]))
    func customer() async throws -> String? {
      let id = World.id("resourceGroups/rg-a/providers/Microsoft.OperationalInsights/workspaces/log-a")
      return try await world.call(.get, id, apiVersion: "2025-07-01")[member: "properties"]?[member: "customerId"]?
        .stringValue
    }
    try await world.apply(Self.workspace())
    let first = try await customer()
    #expect(try await world.apply(Self.group).failures.isEmpty)
    #expect(try await world.apply(Self.workspace()).failures.isEmpty)
    #expect(try await (customer() == first) == !isPermanent)
  }

  @Test("an instance of Grafana is made, changed and removed, and nothing is left to do in between")
  func grafanaLife() async throws {
    #expect(try await world.apply(Self.grafana()).failures.isEmpty)
    #expect(try await world.plan(Self.grafana()).isEmpty)
    let path = "Microsoft.Dashboard/grafana/amg-a"
    let before = try await properties(path, "2025-08-01")
    #expect(
      before[member: "grafanaIntegrations"]?[member: "azureMonitorWorkspaceIntegrations"]?.elements?.count == 1)
    let second = Self.grafana(
      """
      api_key_enabled                   = true
      deterministic_outbound_ip_enabled = true
      smtp {
        enabled          = true
        host             = "smtp.example.com:587"
        user             = "grafana"
        password         = "canary-password"
        start_tls_policy = "MandatoryStartTLS"
        from_address     = "grafana@example.com"
      }
      """, integrations: false)
    #expect(try await world.apply(second).failures.isEmpty)
    let live = try await properties(path, "2025-08-01")
    #expect(live[member: "apiKey"]?.stringValue == "Enabled")
    #expect(
      live[member: "grafanaIntegrations"]?[member: "azureMonitorWorkspaceIntegrations"]?.elements?.isEmpty == true)
    #expect(live[member: "grafanaConfigurations"]?[member: "smtp"]?[member: "user"]?.stringValue == "grafana")
    #expect(try await world.plan(second).isEmpty)
    let record = String(decoding: JSON.text(try #require(try await world.record()).encoded), as: UTF8.self)
    #expect(!record.contains("canary"))
    let result = try await world.apply(
      second + "output \"addresses\" { value = azurerm_dashboard_grafana.g.outbound_ip }")
    #expect(result.outputs.first?.value.elements?.count == 2)
    #expect(try await world.destroy(second).failures.isEmpty)
  }

  @Test("what can't be changed in place makes another instance")
  func replacement() async throws {
    try await world.apply(Self.grafana())
    let plan = try await world.plan(Self.grafana("zone_redundancy_enabled = true"))
    #expect(
      plan.changes.first { $0.address.type == "azurerm_dashboard_grafana" }?.action == .replace(createFirst: false))
  }
}
