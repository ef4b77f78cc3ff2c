import ARMSimulator
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Many resources of one type and parent are looked for in one list, and a list decides nothing but that nothing is to do.
@Suite("Reading by lists")
struct ListedReadsTests {
  /// A network with all around it, identities with credentials and roles, addresses, and groups: 58 resources of 13 types.
  private static let spec =
    NetworkSpecs.secured + NetworkSpecs.ways
    + (2...5).map { NetworkSpecs.subnet(label: "s\($0)", name: "s\($0)", prefix: "10.0.\($0).0/24") }.joined()
    + (1...6).map { NetworkSpecs.rule("r\($0)", priority: 100 + $0) }.joined() + identities + addresses + groups

  private static let identities = """
    resource "azurerm_user_assigned_identity" "i" {
      count               = 4
      name                = "idt${count.index}"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_federated_identity_credential" "f" {
      count                     = 4
      name                      = "fed${count.index}"
      user_assigned_identity_id = azurerm_user_assigned_identity.i[0].id
      audience                  = ["api://AzureADTokenExchange"]
      issuer                    = "https://issuer.example.com/${count.index}"
      subject                   = "system:serviceaccount:a:b"
    }
    resource "azurerm_role_assignment" "r" {
      count                = 4
      scope                = azurerm_resource_group.a.id
      principal_id         = azurerm_user_assigned_identity.i[count.index].principal_id
      principal_type       = "ServicePrincipal"
      role_definition_name = "Reader"
    }

    """

  private static let groups = """
    resource "azurerm_resource_group" "more" {
      count    = 12
      name     = "rg-more${count.index}"
      location = "centralus"
    }

    """

  private static let addresses = """
    resource "azurerm_public_ip" "many" {
      count               = 12
      name                = "many${count.index}"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
      allocation_method   = "Static"

      idle_timeout_in_minutes = 5
    }

    """

  private static let lag = 60

  /// A plan, and what was asked for it.
  private func plan(in world: World) async throws -> (plan: Plan, calls: [String]) {
    let before = world.requests.all.count
    let plan = try await world.plan(Self.spec)
    return (plan, Array(world.requests.all[before...]))
  }

  /// The type and the parent of a resource by its id: all of it but the last part.
  private func place(_ id: String) -> String {
    id.split(separator: "|")[0].split(separator: "/").dropLast().joined(separator: "/").lowercased()
  }

  @Test("a plan with nothing to do takes as many calls as there are types and parents, and six at most besides")
  func callCount() async throws {
    let (world, advance) = World.advancing()
    try await world.setListLag(seconds: Self.lag)
    _ = try await world.apply(Self.spec)
    let entries = try #require(try await world.record()).sortedEntries
    #expect(entries.count > 40)
    // At once, when lists show nothing of it yet, and once they do.
    #expect(try await world.plan(Self.spec).isEmpty)
    advance(.seconds(Self.lag + 1))
    let (plan, calls) = try await plan(in: world)
    #expect(plan.isEmpty)
    let places = Set(entries.map { place($0.id) })
    #expect(calls.count <= 6 + places.count, "\(calls.sorted().joined(separator: "\n"))")
    #expect(places.count < 14)
  }

  @Test("what a list shows otherwise than the spec says is asked for by itself before it is planned")
  func confirmed() async throws {
    let (world, _) = World.advancing()
    _ = try await world.apply(Self.spec)
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.Network/publicIPAddresses/many3")
    var body = try await world.call(.get, id, apiVersion: "2025-01-01")
    body = body.replacing(ValuePath([.member("properties"), .member("idleTimeoutInMinutes")]), with: .number(17))
    try await world.call(.put, id, apiVersion: "2025-01-01", body: body)
    let (plan, calls) = try await plan(in: world)
    #expect(plan.changes.filter { $0.action != .none }.map(\.address.description) == ["azurerm_public_ip.many[3]"])
    #expect(plan.drift.map(\.address.description) == ["azurerm_public_ip.many[3]"])
    #expect(calls.filter { $0.hasSuffix("/publicIPAddresses") }.count == 1)
    #expect(calls.filter { $0.contains("/publicIPAddresses/") } == ["GET \(id)"])
  }

  @Test("what a list no longer shows is gone only if it says so itself")
  func absent() async throws {
    let (world, advance) = World.advancing()
    try await world.setListLag(seconds: Self.lag)
    _ = try await world.apply(Self.spec)
    advance(.seconds(Self.lag + 1))
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.Network/publicIPAddresses/many3")
    try await world.call(.delete, id, apiVersion: "2025-01-01")
    advance(.seconds(Self.lag + 1))
    let plan = try await world.plan(Self.spec)
    let changes = plan.changes.filter { $0.action != .none }
    #expect(changes.map(\.address.description) == ["azurerm_public_ip.many[3]"])
    #expect(changes.first?.reasons == [.vanished])
  }

  @Test("where a list can't be read, each resource is")
  func withoutLists() async throws {
    let (world, _) = World.advancing()
    _ = try await world.apply(Self.spec)
    try await world.fault([
      "method": "GET", "path": "publicipaddresses", "effect": "answer", "status": 403, "code": "AuthorizationFailed",
    ])
    let (plan, calls) = try await plan(in: world)
    #expect(plan.isEmpty)
    #expect(calls.filter { $0.contains("/publicIPAddresses/many") }.count == 12)
  }
}
