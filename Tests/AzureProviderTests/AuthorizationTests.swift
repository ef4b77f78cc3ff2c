import Applying
import Diagnostics
import HTTP
import Planning
import TestWorld
import Testing
import Values

/// Roles of one's own, locks, and what data sources say of a subscription.
@Suite("Roles, locks and lists")
struct AuthorizationTests {
  private let world = World()
  private static let group = NetworkSpecs.group

  private func role(_ action: String = "read", name: String = "Reader of clusters") -> String {
    """
    resource "azurerm_role_definition" "r" {
      name  = "\(name)"
      scope = azurerm_resource_group.a.id
      permissions {
        actions      = ["Microsoft.ContainerService/managedClusters/\(action)"]
        data_actions = []
      }
    }
    resource "azurerm_role_assignment" "x" {
      scope              = azurerm_resource_group.a.id
      role_definition_id = azurerm_role_definition.r.role_definition_resource_id
      principal_id       = "00000000-0000-4000-8000-00000000000b"
      principal_type     = "ServicePrincipal"
    }

    """
  }

  private func apply(_ spec: String) async throws {
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await changes(spec) == [])
  }

  private func changes(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  @Test("a role is made and assigned, changed in place, and goes after its assignment")
  func roles() async throws {
    try await apply(Self.group + role())
    let changed = Self.group + role("write", name: "Writer of clusters")
    #expect(try await changes(changed) == ["azurerm_role_definition.r update"])
    try await apply(changed)
    let gone = try await world.destroy(changed)
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await world.record() == nil)
  }

  @Test("a lock is made last and goes first, and another level is another lock")
  func locks() async throws {
    func spec(_ level: String) -> String {
      Self.group + """
        resource "azurerm_management_lock" "l" {
          name       = "keep"
          scope      = azurerm_resource_group.a.id
          lock_level = "\(level)"
          notes      = "please"
        }
        """
    }
    try await apply(spec("CanNotDelete"))
    #expect(try await changes(spec("ReadOnly")) == ["azurerm_management_lock.l replace(createFirst: false)"])
    try await apply(spec("ReadOnly"))
    #expect(try await world.destroy(spec("ReadOnly")).failures.map { "\($0.0): \($0.1)" } == [])
  }

  private func read(_ data: String, _ value: String) async throws -> Value? {
    try await world.plan(Self.group + data + "\noutput \"read\" {\n value = \(value)\n}\n").outputs.first?.after
  }

  @Test("roles are found by name and by UUID, built in or not")
  func roleData() async throws {
    try await apply(Self.group + role())
    let builtIn = "data \"azurerm_role_definition\" \"d\" {\n name = \"AcrPull\"\n}"
    #expect(
      try await read(builtIn, "data.azurerm_role_definition.d.role_definition_id")
        == "7f951dda-4ed3-4680-a7ca-43fe172d538d")
    #expect(
      try await read(builtIn, "data.azurerm_role_definition.d.id")?.stringValue?
        .hasSuffix("/roleDefinitions/7f951dda-4ed3-4680-a7ca-43fe172d538d") == true)
    #expect(
      try await read(builtIn, "data.azurerm_role_definition.d.permissions[0].actions[0]")
        == "Microsoft.ContainerRegistry/registries/pull/read")
    let byID =
      "data \"azurerm_role_definition\" \"d\" {\n role_definition_id = \"acdd72a7-3385-48ef-bd42-f606fba81ae7\"\n}"
    #expect(try await read(byID, "data.azurerm_role_definition.d.name") == "Reader")
  }

  @Test("a role that isn't there is an error that names it")
  func noRole() async throws {
    let spec = "data \"azurerm_role_definition\" \"d\" {\n name = \"Nobody\"\n}\n"
    let (planner, _) = try await world.planner(spec)
    let diagnostics = await planner.plan().diagnostics
    #expect(diagnostics.map(\.severity) == [.error])
    #expect(diagnostics.first?.detail.contains("There is no such role") == true)
  }

  @Test("resources are listed by group, type, name and tags")
  func resources() async throws {
    let networks =
      NetworkSpecs.network("tags = { team = \"us\" }")
      + NetworkSpecs.network().replacing("\"v\"", with: "\"w\"").replacing("\"v1\"", with: "\"w1\"")
    try await apply(Self.group + networks)
    func listed(_ arguments: String) async throws -> Value? {
      try await world.plan(
        Self.group + networks + """
          data "azurerm_resources" "d" {
            \(arguments)
          }
          output "read" {
            value = [for r in data.azurerm_resources.d.resources : "${r.resource_group_name}/${r.name}"]
          }
          """
      ).outputs.first?.after
    }
    let type = "type = \"Microsoft.Network/virtualNetworks\""
    #expect(try await listed("resource_group_name = \"rg-a\"\n\(type)")?.elements?.count == 2)
    #expect(try await listed("name = \"w1\"")?.elements == ["rg-a/w1"])
    #expect(try await listed("\(type)\nrequired_tags = { team = \"us\" }")?.elements == ["rg-a/v1"])
    #expect(try await listed("name = \"none\"")?.elements == [])
  }

  @Test("the versions of Kubernetes are in order, and previews can be left out")
  func versions() async throws {
    func versions(_ arguments: String, _ attribute: String) async throws -> Value? {
      try await read(
        "data \"azurerm_kubernetes_service_versions\" \"d\" {\n location = \"West Europe\"\n \(arguments)\n}",
        "data.azurerm_kubernetes_service_versions.d.\(attribute)")
    }
    let all = try #require(try await versions("", "versions")?.elements).compactMap(\.stringValue)
    let minors = all.compactMap { $0.split(separator: ".").dropFirst().first.flatMap { Int($0) } }
    #expect(minors.count > 2 && minors == minors.sorted())
    let last = try #require(all.last)
    #expect(try await versions("", "latest_version") == .string(last))
    let prefix = try #require(all.first).split(separator: ".").prefix(2).joined(separator: ".")
    let some = try #require(try await versions("version_prefix = \"\(prefix).\"", "versions")?.elements)
    #expect(!some.isEmpty && some.allSatisfy { $0.stringValue?.hasPrefix(prefix) == true })
    let released = try #require(try await versions("include_preview = false", "versions")?.elements)
    #expect(released.count <= all.count)
  }

  @Test("data sources say what is there of a network")
  func networkData() async throws {
    let spec = Self.group + NetworkSpecs.network() + NetworkSpecs.subnet()
    try await apply(spec)
    let plan = try await world.plan(
      spec + """
        data "azurerm_virtual_network" "v" {
          name                = "v1"
          resource_group_name = "rg-a"
        }
        data "azurerm_subnet" "s" {
          name                 = data.azurerm_virtual_network.v.subnets[0]
          virtual_network_name = data.azurerm_virtual_network.v.name
          resource_group_name  = "rg-a"
        }
        output "read" {
          value = [data.azurerm_virtual_network.v.address_space, data.azurerm_subnet.s.address_prefix]
        }
        """)
    let value = try #require(plan.outputs.first?.after)
    #expect(value[0]?.elements == ["10.0.0.0/16"])
    #expect(value[1] == "10.0.1.0/24")
  }
}
