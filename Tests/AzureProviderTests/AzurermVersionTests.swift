import Applying
import AzureKinds
import AzureProvider
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What a spec means that leaves something out, by the version of azurerm that it is written for.
@Suite("Versions of azurerm")
struct AzurermVersionTests {
  private let world = World()

  private static func versions(_ constraint: String?) -> String {
    constraint.map { "terraform {\n required_providers {\n azurerm = \"\($0)\"\n }\n}\n" } ?? ""
  }

  private static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }

    """

  private static func account(_ more: String = "") -> String {
    group + """
      resource "azurerm_storage_account" "s" {
        name                     = "stversions"
        resource_group_name      = azurerm_resource_group.a.name
        location                 = azurerm_resource_group.a.location
        account_tier             = "Standard"
        account_replication_type = "LRS"
        \(more)
      }

      """
  }

  private func apply(_ spec: String) async throws {
    #expect(try await world.apply(spec).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await world.plan(spec).isEmpty)
  }

  private func properties(_ path: String, _ apiVersion: String) async throws -> Value {
    let body = try await world.call(.get, World.id("resourceGroups/rg-a/providers/\(path)"), apiVersion: apiVersion)
    return try #require(body[member: "properties"])
  }

  @Test(
    "the newest version that fits says what a new account may, and the plan after it is empty",
    arguments: [
      (nil, true, false), ("~> 3.117", true, true), ("~> 4.0", true, false), (">= 3.0, < 5.0", true, false),
      (">= 4.58", false, false), ("~> 5.0", false, false),
    ] as [(String?, Bool, Bool)])
  func account(_ constraint: String?, mayBePublic: Bool, crossesTenants: Bool) async throws {
    try await apply(Self.versions(constraint) + Self.account())
    let properties = try await properties("Microsoft.Storage/storageAccounts/stversions", "2025-08-01")
    #expect(properties[member: "allowBlobPublicAccess"]?.boolValue == mayBePublic)
    #expect(properties[member: "allowCrossTenantReplication"]?.boolValue == crossesTenants)
  }

  @Test("what is said counts in every version, and what was said once goes back to the version's default")
  func said() async throws {
    try await apply(Self.versions("~> 5.0") + Self.account("allow_nested_items_to_be_public = true"))
    let plan = try await world.plan(Self.versions("~> 5.0") + Self.account())
    #expect(plan.changes.filter { $0.action != .none }.map { "\($0.address)" } == ["azurerm_storage_account.s"])
    #expect(
      plan.changes.last { $0.action != .none }?.after[member: "allow_nested_items_to_be_public"]?.boolValue == false)
  }

  @Test("a module has a say in the version, and of a provider of another name or place none is asked for")
  func modules() async throws {
    let files = ["m/main.tf": Self.versions("< 4.0"), "n/main.tf": Self.versions(">= 3.50")]
    let spec = """
      terraform {
        required_providers {
          azurerm = { source = "registry.terraform.io/hashicorp/azurerm", version = ">= 3.0" }
          azapi   = { source = "azure/azapi", version = "~> 2.0" }
          other   = { source = "example/azurerm", version = "~> 7.0" }
        }
      }
      module "m" { source = "../m" }
      module "n" { source = "../n" }

      """
    #expect(try await world.apply(spec + Self.account(), files: files).failures.isEmpty)
    let properties = try await properties("Microsoft.Storage/storageAccounts/stversions", "2025-08-01")
    #expect(properties[member: "allowCrossTenantReplication"]?.boolValue == true)
  }

  @Test("workload identity needs an issuer, which a new cluster of 5.0 has unless it is said to have none")
  func issuer() async throws {
    let cluster = World.cluster.replacing("dns_prefix ", with: "workload_identity_enabled = true\n dns_prefix ")
    await #expect(throws: DiagnosticsError.self) { _ = try await world.plan(cluster) }
    await #expect(throws: DiagnosticsError.self) {
      let without = cluster.replacing("dns_prefix ", with: "oidc_issuer_enabled = false\n dns_prefix ")
      _ = try await world.plan(Self.versions("~> 5.0") + without)
    }
    let whole = cluster.replacing("dns_prefix ", with: "node_provisioning_profile {}\n dns_prefix ")
    try await apply(Self.versions("~> 5.0") + whole)
    let properties = try await properties("Microsoft.ContainerService/managedClusters/aks", "2026-04-01")
    #expect(properties[member: "oidcIssuerProfile"]?[member: "enabled"]?.boolValue == true)
  }

  private func problems(_ spec: String) async throws -> [String] {
    let (planner, _) = try await world.planner(spec)
    return await planner.plan().diagnostics.map { "\($0.severity): \($0.summary): \($0.detail)" }
  }

  @Test("old versions of TLS are taken as the version of azurerm takes them, and its error says which does")
  func oldTLS() async throws {
    let account = Self.account("min_tls_version = \"TLS1_1\"")
    #expect(
      try await problems(Self.versions("~> 4.0") + account) == [
        "warning: Outdated TLS version: `min_tls_version` is \"TLS1_1\", and Azure Storage takes no connection older than "
          + "TLS 1.2."
      ])
    #expect(
      try await problems(Self.versions("~> 5.0") + account) == [
        "error: Invalid value for argument: `min_tls_version` must be one of \"TLS1_2\", \"TLS1_3\"; \"TLS1_0\" and "
          + "\"TLS1_1\" are taken only before azurerm 5.0; it is \"TLS1_1\"."
      ])
  }

  @Test("what 5.0 requires and 4.x doesn't is asked for by the version of azurerm")
  func requirements() async throws {
    let bare = World.cluster.replacing("default_node_pool {", with: "default_node_pool {\n upgrade_settings {}\n")
    #expect(try await problems(Self.versions("~> 4.0") + bare) == [])
    let since = "azurerm requires it from version 5.0 on, which `required_providers` allows."
    #expect(
      try await problems(Self.versions("~> 5.0") + bare).sorted() == [
        "error: Insufficient node_provisioning_profile blocks: At least 1 \"node_provisioning_profile\" blocks are "
          + "required. \(since)",
        "error: Missing required argument: The argument \"max_surge\" is required, but no definition was found. \(since)",
      ])
    let whole = bare.replacing("upgrade_settings {}", with: "upgrade_settings { max_surge = \"10%\" }")
      .replacing("default_node_pool {", with: "node_provisioning_profile {}\n default_node_pool {")
    try await apply(Self.versions("~> 5.0") + whole)
  }

  @Test("a replication of 5.0 says whether the registry's host leads there; one of 4.x needn't")
  func replications() async throws {
    let registry = """
      resource "azurerm_container_registry" "r" {
        name                = "regversion01"
        resource_group_name = "rg"
        location            = "centralus"
        sku                 = "Premium"
        georeplications {
          location = "eastus"
        }
      }
      """
    func errors(_ constraint: String) async throws -> [String] {
      let (planner, _) = try await world.planner(Self.versions(constraint) + registry)
      return planner.validate().filter { $0.severity == .error }.map(\.detail)
    }
    #expect(try await errors("~> 4.0") == [])
    #expect(
      try await errors("~> 5.0") == [
        "The argument \"global_endpoint_routing_enabled\" is required, but no definition was found. azurerm requires it from "
          + "version 5.0 on, which `required_providers` allows."
      ])
  }

  @Test("an address of 3.x is basic and may be dynamic where nothing else is said; one of 4.x may not")
  func address() async throws {
    let spec =
      Self.group + """
        resource "azurerm_public_ip" "p" {
          name                = "ip"
          resource_group_name = azurerm_resource_group.a.name
          location            = azurerm_resource_group.a.location
          allocation_method   = "Dynamic"
        }

        """
    // Azure makes none of these any more; the plan says what was asked for.
    let planned = try await world.plan(Self.versions("~> 3.117") + spec).changes.last {
      $0.kind.name == "azurerm_public_ip"
    }
    #expect(planned?.after[member: "sku"]?.stringValue == "Basic")
    await #expect(throws: DiagnosticsError.self) { _ = try await world.plan(Self.versions("~> 4.0") + spec) }
  }

  @Test("a version that isn't known here is refused, and one that isn't yet is told of")
  func unknown() async throws {
    func problems(_ constraint: String, _ module: String = ">= 3.0") async throws -> [String] {
      do {
        let files = ["m/main.tf": Self.versions(module)]
        _ = try await world.plan(
          Self.versions(constraint) + "module \"m\" {\n source = \"../m\"\n}\n", files: files)
        return []
      } catch let error as DiagnosticsError {
        return error.diagnostics.map(\.summary)
      }
    }
    #expect(try await problems("~> 2.99") == ["Unsupported version of azurerm"])
    #expect(try await problems("< 3.0", "= 2.1.0") == Array(repeating: "Unsupported version of azurerm", count: 2))
    #expect(try await problems("~> 4.0", "~> 3.117") == ["No version of azurerm fits"])
    #expect(try await problems(">= 6.0", "~> 7.1") == [])
  }
}
