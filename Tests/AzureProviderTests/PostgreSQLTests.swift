import Applying
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite("azurerm_postgresql_flexible_server and what is on it")
struct PostgreSQLTests {
  private let world = World()
  private static let id = World.id("resourceGroups/rg-a/providers/Microsoft.DBforPostgreSQL/flexibleServers/psql-a")
  private static let version = "2025-08-01"

  private static func server(_ more: String = "", sku: String = "B_Standard_B1ms", password: String = passwordless)
    -> String
  {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_postgresql_flexible_server" "s" {
      name                = "psql-a"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      version             = "15"
      sku_name            = "\(sku)"
      \(password)
      \(more)
    }

    """
  }

  private static let passwordless = """
    authentication {
      active_directory_auth_enabled = true
      password_auth_enabled         = false
    }
    """

  private static let parts = """
    resource "azurerm_postgresql_flexible_server_database" "d" {
      name      = "mlflow"
      server_id = azurerm_postgresql_flexible_server.s.id
    }
    resource "azurerm_postgresql_flexible_server_configuration" "c" {
      name      = "max_connections"
      server_id = azurerm_postgresql_flexible_server.s.id
      value     = "200"
    }
    resource "azurerm_postgresql_flexible_server_firewall_rule" "f" {
      name             = "office"
      server_id        = azurerm_postgresql_flexible_server.s.id
      start_ip_address = "203.0.113.1"
      end_ip_address   = "203.0.113.31"
    }
    resource "azurerm_postgresql_flexible_server_active_directory_administrator" "a" {
      server_name         = azurerm_postgresql_flexible_server.s.name
      resource_group_name = azurerm_resource_group.a.name
      tenant_id           = "22222222-2222-4222-8222-222222222222"
      object_id           = "55555555-5555-4555-8555-555555555555"
      principal_name      = "mlflow-admins"
      principal_type      = "Group"
    }

    """

  private func properties(_ path: String = "") async throws -> Value {
    try await world.call(.get, Self.id + path, apiVersion: Self.version)[member: "properties"] ?? .null(.dynamic)
  }

  private func changes(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  @Test("a server and what is on it are made, changed and removed, and nothing is left to do in between")
  func life() async throws {
    let first = Self.server("maintenance_window { day_of_week = 6 }") + Self.parts
    #expect(try await world.apply(first).failures.isEmpty)
    #expect(try await properties()[member: "maintenanceWindow"]?[member: "customWindow"]?.stringValue == "Enabled")
    #expect(try await properties("/configurations/max_connections")[member: "value"]?.stringValue == "200")
    #expect(try await world.plan(first).isEmpty)
    let second =
      Self.server(
        """
        storage_mb            = 131072
        auto_grow_enabled     = true
        backup_retention_days = 14
        high_availability { mode = "SameZone" }
        """, sku: "GP_Standard_D2ds_v5") + Self.parts.replacing("\"200\"", with: "\"300\"")
    #expect(
      try await changes(second) == [
        "azurerm_postgresql_flexible_server.s update", "azurerm_postgresql_flexible_server_configuration.c update",
      ])
    #expect(try await world.apply(second).failures.isEmpty)
    let live = try await world.call(.get, Self.id, apiVersion: Self.version)
    #expect(
      JSON.string(live[member: "sku"] ?? .null(.dynamic)) == #"{"name":"Standard_D2ds_v5","tier":"GeneralPurpose"}"#)
    let properties = try await properties()
    #expect(properties[member: "storage"]?[member: "storageSizeGB"]?.intValue == 128)
    // A disk of that size is of a faster tier.
    #expect(properties[member: "storage"]?[member: "tier"]?.stringValue == "P10")
    #expect(properties[member: "highAvailability"]?[member: "mode"]?.stringValue == "SameZone")
    #expect(properties[member: "maintenanceWindow"]?[member: "customWindow"]?.stringValue == "Disabled")
    #expect(try await world.plan(second).isEmpty)
    #expect(try await world.destroy(second).failures.isEmpty)
    #expect(world.requests.writes.last == "DELETE \(World.id("resourceGroups/rg-a"))")
  }

  @Test("a setting that counts only after a restart gets one, unless the provider block says no")
  func restart() async throws {
    let spec = Self.server() + Self.parts
    #expect(try await world.apply(spec).failures.isEmpty)
    let restart = "POST \(Self.id)/restart"
    #expect(world.requests.writes.filter { $0 == restart }.count == 1)
    #expect(
      try await properties("/configurations/max_connections")[member: "isConfigPendingRestart"]?.boolValue == false)
    let switches: Value = ["postgresql_flexible_server": ["restart_server_on_configuration_value_change": false]]
    let other = try World(unregistered: [], provider: Members([("features", switches)]))
    #expect(try await other.apply(spec).failures.isEmpty)
    #expect(!other.requests.writes.contains(restart))
  }

  @Test("a setting that leaves the spec goes back to its default, and the server stays")
  func reset() async throws {
    let spec = Self.server() + Self.parts
    try await world.apply(spec)
    let without = Self.server()
    #expect(try await world.apply(without).failures.isEmpty)
    let setting = try await properties("/configurations/max_connections")
    #expect(setting[member: "value"]?.stringValue == "50")
    #expect(try await world.plan(without).isEmpty)
  }

  @Test("a setting that says the default is as good as any other, and drift in it is found")
  func setting() async throws {
    let spec =
      Self.server() + """
        resource "azurerm_postgresql_flexible_server_configuration" "e" {
          name      = "azure.extensions"
          server_id = azurerm_postgresql_flexible_server.s.id
          value     = "VECTOR,PG_TRGM"
        }
        resource "azurerm_postgresql_flexible_server_configuration" "l" {
          name      = "log_checkpoints"
          server_id = azurerm_postgresql_flexible_server.s.id
          value     = "on"
        }
        """
    #expect(try await world.apply(spec).failures.isEmpty)
    #expect(try await world.plan(spec).isEmpty)
    // Order and case of a list don't count.
    let path = Self.id + "/configurations/azure.extensions"
    try await world.call(
      .put, path, apiVersion: Self.version,
      body: ["properties": ["value": "pg_trgm,vector", "source": "user-override"]])
    #expect(try await world.plan(spec).isEmpty)
    try await world.call(
      .put, path, apiVersion: Self.version, body: ["properties": ["value": "vector", "source": "user-override"]])
    #expect(try await changes(spec) == ["azurerm_postgresql_flexible_server_configuration.e update"])
    #expect(try await world.apply(spec).failures.isEmpty)
    #expect(try await properties("/configurations/azure.extensions")[member: "value"]?.stringValue == "VECTOR,PG_TRGM")
  }

  private static func setting(_ name: String, _ value: String = "on") -> String {
    """
    resource "azurerm_postgresql_flexible_server_configuration" "c" {
      name      = "\(name)"
      server_id = azurerm_postgresql_flexible_server.s.id
      value     = "\(value)"
    }

    """
  }

  @Test("a setting that a new server turns out not to have is told as one that no server has")
  func unknownSetting() async throws {
    let result = try await world.apply(Self.server() + Self.setting("autovacum"))
    let failure = try #require(result.failures.first?.failure)
    #expect(failure.detail.hasPrefix("The server psql-a has no setting \"autovacum\"."))
    #expect(failure.hint == "did you mean \"autovacuum\"?")
    let error = await #expect(throws: DiagnosticsError.self) {
      try await world.plan(Self.server() + Self.setting("autovacum"))
    }
    #expect(error?.diagnostics.map(\.summary) == ["Unknown setting", "Unknown setting"])
    // Another version may have it.
    let newer = (Self.server() + Self.setting("autovacum")).replacing("= \"15\"", with: "= \"16\"")
    #expect(try await world.plan(newer).changes.filter { $0.action != .none }.count == 2)
    // Where there is no server, there is none of its settings, and that is what Azure says.
    let other = Self.setting("autovacum").replacing(
      "azurerm_postgresql_flexible_server.s.id", with: "\"\(Self.id)-no\"")
    let nowhere = try await world.apply(Self.server() + other)
    #expect(nowhere.failures.first?.failure.detail.contains("no setting") == false)
  }

  @Test("a setting of a server that no block describes is judged, too")
  func foreignServer() async throws {
    try await world.apply(Self.server())
    let reader = world.neighbour(environment: "settings")
    func spec(_ name: String) -> String {
      Self.setting(name).replacing("azurerm_postgresql_flexible_server.s.id", with: "\"\(Self.id)\"")
    }
    let error = await #expect(throws: DiagnosticsError.self) { try await reader.plan(spec("checkpoint_segments")) }
    #expect(error?.diagnostics.map(\.summary) == ["Unknown setting"])
    #expect(try await reader.apply(spec("log_connections")).failures.isEmpty)
    // Another setting in its place leaves the first as it was.
    #expect(try await reader.apply(spec("log_disconnections")).failures.isEmpty)
    #expect(try await properties("/configurations/log_connections")[member: "value"]?.stringValue == "off")
    #expect(try await properties("/configurations/log_disconnections")[member: "value"]?.stringValue == "on")
    #expect(try await reader.plan(spec("log_disconnections")).isEmpty)
  }

  @Test("a password is sent when its version changes, and is neither in the plan nor in the record")
  func password() async throws {
    func spec(_ version: Int, tag: String = "1") -> String {
      "variable \"password\" {\n type = string\n sensitive = true\n}\n"
        + Self.server(
          "tags = { v = \"\(tag)\" }",
          password: """
            administrator_login               = "psqladmin"
            administrator_password_wo         = var.password
            administrator_password_wo_version = \(version)
            """)
    }
    let sent = Locked<[String]>([])
    world.requests.before { request in
      guard request.url.path.hasSuffix("/psql-a"), request.method != .get else { return }
      let password = (try? JSON.parse(request.body))?[member: "properties"]?[member: "administratorLoginPassword"]
      sent.change { $0.append(password?.stringValue ?? "-") }
    }
    let first = ["password=canary-first"]
    #expect(try await world.apply(spec(1), variables: first).failures.isEmpty)
    #expect(try await world.plan(spec(1), variables: ["password=canary-other"]).isEmpty)
    #expect(try await world.apply(spec(1, tag: "2"), variables: ["password=canary-other"]).failures.isEmpty)
    let plan = try await world.plan(spec(2, tag: "2"), variables: ["password=canary-second"])
    #expect(
      plan.changes.first { $0.address.type == "azurerm_postgresql_flexible_server" }?.differences.map(\.path.text) == [
        "administrator_password_wo_version", "administrator_password_wo",
      ])
    for change in plan.changes {
      #expect(!CanonicalText.of(change.after.redacted).contains("canary"), "\(change.address)")
    }
    #expect(try await world.apply(spec(2, tag: "2"), variables: ["password=canary-second"]).failures.isEmpty)
    #expect(sent.value == ["canary-first", "-", "canary-second"])
    #expect(try await world.plan(spec(2, tag: "2"), variables: ["password=canary-third"]).isEmpty)
    let record = String(decoding: JSON.text(try #require(try await world.record()).encoded), as: UTF8.self)
    #expect(!record.contains("canary"))
  }

  @Test("a new random password reaches the server by itself")
  func randomPassword() async throws {
    func spec(_ keeper: String) -> String {
      "resource \"random_password\" \"p\" {\n length = 20\n keepers = { k = \"\(keeper)\" }\n}\n"
        + Self.server(
          password: """
            administrator_login    = "psqladmin"
            administrator_password = random_password.p.result
            """)
    }
    #expect(try await world.apply(spec("1")).failures.isEmpty)
    #expect(try await world.plan(spec("1")).isEmpty)
    let before = world.requests.writes.count
    #expect(try await world.apply(spec("2")).failures.isEmpty)
    #expect(world.requests.writes.dropFirst(before) == ["PATCH \(Self.id)"])
    #expect(try await world.plan(spec("2")).isEmpty)
  }

  @Test("what can't be changed in place makes another server, and a zone can't be changed at all")
  func replacement() async throws {
    let spec = Self.server("storage_mb = 65536\n zone = \"1\"")
    try await world.apply(spec)
    #expect(
      try await changes(spec.replacing("65536", with: "32768")) == [
        "azurerm_postgresql_flexible_server.s replace(createFirst: false)"
      ])
    #expect(
      try await changes(spec.replacing("version             = \"15\"", with: "version = \"14\"")) == [
        "azurerm_postgresql_flexible_server.s replace(createFirst: false)"
      ])
    #expect(
      try await changes(spec.replacing("version             = \"15\"", with: "version = \"16\"")) == [
        "azurerm_postgresql_flexible_server.s update"
      ])
    await #expect(throws: DiagnosticsError.self) {
      try await world.plan(spec.replacing("zone = \"1\"", with: "zone = \"2\""))
    }
  }

  @Test("a server made anew for what Azure never answers goes, since nobody can have changed that")
  func restored() async throws {
    try await world.apply(Self.server())
    let spec = Self.server("point_in_time_restore_time_in_utc = \"2027-01-04T00:00:00Z\"")
    #expect(try await changes(spec) == ["azurerm_postgresql_flexible_server.s replace(createFirst: false)"])
    #expect(try await world.apply(spec).failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("a server in a subnet of its own has no way in from the internet")
  func privateAccess() async throws {
    let network = """
      resource "azurerm_virtual_network" "v" {
        name                = "v1"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        address_space       = ["10.0.0.0/16"]
      }
      resource "azurerm_subnet" "s" {
        name                 = "psql"
        resource_group_name  = azurerm_resource_group.a.name
        virtual_network_name = azurerm_virtual_network.v.name
        address_prefixes     = ["10.0.1.0/24"]
        delegation {
          name = "psql"
          service_delegation { name = "Microsoft.DBforPostgreSQL/flexibleServers" }
        }
      }

      """
    let zone = World.id(
      "resourceGroups/rg-a/providers/Microsoft.Network/privateDnsZones/a.private.postgres.database.azure.com")
    let spec =
      network
      + Self.server(
        """
        delegated_subnet_id           = azurerm_subnet.s.id
        private_dns_zone_id           = "\(zone)"
        public_network_access_enabled = false
        """)
    #expect(try await world.apply(spec).failures.isEmpty)
    let live = try await properties()[member: "network"]
    #expect(live?[member: "publicNetworkAccess"]?.stringValue == "Disabled")
    #expect(live?[member: "privateDnsZoneArmResourceId"]?.stringValue == zone)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("a data source has what the resource has")
  func dataSource() async throws {
    try await world.apply(Self.server())
    let result = try await world.neighbour(environment: "reader").apply(
      """
      data "azurerm_postgresql_flexible_server" "s" {
        name                = "psql-a"
        resource_group_name = "rg-a"
      }
      output "sku" { value = data.azurerm_postgresql_flexible_server.s.sku_name }
      output "storage" { value = data.azurerm_postgresql_flexible_server.s.storage_mb }
      output "host" { value = data.azurerm_postgresql_flexible_server.s.fqdn }
      """)
    #expect(
      result.outputs.map { CanonicalText.of($0.value) } == [
        "\"psql-a.postgres.database.azure.com\"", "\"B_Standard_B1ms\"", "32768",
      ])
  }
}
