import Applying
import Planning
import TestWorld
import Testing
import Values

/// Data sources that find all resources of a kind in one place.
@Suite("Data sources of several resources")
struct PluralDataSourceTests {
  private let world = World()

  private func apply(_ spec: String) async throws {
    #expect(try await world.apply(spec).failures.map { "\($0.0): \($0.1)" } == [])
  }

  /// What an expression says of a data source beside what is applied.
  private func read(_ source: String, _ arguments: String = "", _ expression: String, in spec: String = "")
    async throws -> [Value]?
  {
    try await world.plan(
      spec + """
        data "\(source)" "d" {
          \(arguments)
        }
        output "read" { value = \(expression) }
        """
    ).outputs.first?.after?.elements
  }

  @Test("addresses are found by what they are called, how they are allocated and whether they are used")
  func addresses() async throws {
    func address(_ name: String, _ more: String = "") -> String {
      """
      resource "azurerm_public_ip" "\(name)" {
        name                = "\(name)"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        allocation_method   = "Static"
        \(more)
      }

      """
    }
    let spec =
      NetworkSpecs.group + address("in-one") + address("in-two", "domain_name_label = \"vision\"") + address("out")
        + """
        resource "azurerm_nat_gateway" "n" {
          name                = "nat"
          resource_group_name = azurerm_resource_group.a.name
          location            = azurerm_resource_group.a.location
        }
        resource "azurerm_nat_gateway_public_ip_association" "x" {
          nat_gateway_id       = azurerm_nat_gateway.n.id
          public_ip_address_id = azurerm_public_ip.out.id
        }

        """
    try await apply(spec)
    func names(_ arguments: String) async throws -> [Value]? {
      try await read(
        "azurerm_public_ips", "resource_group_name = \"rg-a\"\n\(arguments)",
        "sort(data.azurerm_public_ips.d.public_ips[*].name)",
        in: spec)
    }
    #expect(try await names("") == ["in-one", "in-two", "out"])
    #expect(try await names("name_prefix = \"in-\"") == ["in-one", "in-two"])
    #expect(try await names("attachment_status = \"Attached\"") == ["out"])
    #expect(
      try await names("attachment_status = \"Unattached\"\nallocation_type = \"Static\"") == ["in-one", "in-two"])
    #expect(try await names("allocation_type = \"Dynamic\"") == [])
    let domains = try await read(
      "azurerm_public_ips", "resource_group_name = \"rg-a\"\nname_prefix = \"in-two\"",
      "[for a in data.azurerm_public_ips.d.public_ips : \"${a.domain_name_label} ${a.fqdn}\"]", in: spec)
    #expect(domains == ["vision vision.centralus.cloudapp.azure.com"])
  }

  @Test("containers of an account are found, all or by what they are called")
  func containers() async throws {
    let spec =
      NetworkSpecs.group + """
        resource "azurerm_storage_account" "s" {
          name                     = "stplural"
          resource_group_name      = azurerm_resource_group.a.name
          location                 = azurerm_resource_group.a.location
          account_tier             = "Standard"
          account_replication_type = "LRS"
        }
        resource "azurerm_storage_container" "c" {
          count              = 30
          name               = format("c-%02d", count.index)
          storage_account_id = azurerm_storage_account.s.id
        }

        """
    try await apply(spec)
    func found(_ arguments: String, _ attribute: String) async throws -> [Value]? {
      try await read(
        "azurerm_storage_containers", "storage_account_id = azurerm_storage_account.s.id\n\(arguments)",
        "data.azurerm_storage_containers.d.containers[*].\(attribute)", in: spec)
    }
    #expect(try await found("", "name")?.count == 30)
    #expect(try await found("name_prefix = \"c-2\"", "name")?.count == 10)
    #expect(
      try await found("name_prefix = \"c-07\"", "data_plane_id") == ["https://stplural.blob.core.windows.net/c-07"])
    let id = World.id(
      "resourceGroups/rg-a/providers/Microsoft.Storage/storageAccounts/stplural/blobServices/default/containers/c-07")
    #expect(try await found("name_prefix = \"c-07\"", "resource_manager_id") == [.string(id)])
  }

  @Test("role assignments are found at a scope, and by whom they are for")
  func assignments() async throws {
    func assignment(_ label: String, _ scope: String, _ principal: String) -> String {
      """
      resource "azurerm_role_assignment" "\(label)" {
        scope                = \(scope)
        role_definition_name = "Reader"
        principal_id         = "00000000-0000-4000-8000-0000000000\(principal)"
        principal_type       = "ServicePrincipal"
      }

      """
    }
    let spec =
      NetworkSpecs.group + NetworkSpecs.network() + assignment("group", "azurerm_resource_group.a.id", "0b")
      + assignment("network", "azurerm_virtual_network.v.id", "0c")
    try await apply(spec)
    func principals(_ arguments: String) async throws -> [Value]? {
      try await read(
        "azurerm_role_assignments", "scope = azurerm_resource_group.a.id\n\(arguments)",
        "sort([for a in data.azurerm_role_assignments.d.role_assignments : substr(a.principal_id, -2, 2)])", in: spec)
    }
    #expect(try await principals("") == ["0b", "0c"])
    #expect(try await principals("limit_at_scope = true") == ["0b"])
    #expect(try await principals("principal_id = \"00000000-0000-4000-8000-00000000000C\"") == ["0c"])
    let roles = try await read(
      "azurerm_role_assignments", "scope = azurerm_virtual_network.v.id\nlimit_at_scope = true",
      "[for a in data.azurerm_role_assignments.d.role_assignments : "
        + "a.role_assignment_id == azurerm_role_assignment.network.id && a.role_assignment_scope == azurerm_virtual_network.v.id"
        + " && endswith(a.role_definition_id, \"acdd72a7-3385-48ef-bd42-f606fba81ae7\")]", in: spec)
    #expect(roles == [true])
  }

  @Test("subscriptions are found by their names, in whatever case")
  func subscriptions() async throws {
    func found(_ arguments: String) async throws -> [Value]? {
      try await read(
        "azurerm_subscriptions", arguments, "data.azurerm_subscriptions.d.subscriptions[*].subscription_id",
        in: NetworkSpecs.group)
    }
    // The one that has something in it is called "Simulated".
    try await apply(NetworkSpecs.group)
    for arguments in ["", "display_name_prefix = \"SIM\"", "display_name_contains = \"ulate\""] {
      #expect(try await found(arguments) == [.string(World.subscription)], "\(arguments)")
    }
    #expect(try await found("display_name_contains = \"vision\"") == [])
  }
}
