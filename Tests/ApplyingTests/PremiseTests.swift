import Applying
import HTTP
import Resources
import TestWorld
import Testing
import Values

/// What a change rests on is looked at once more before it is made.
@Suite struct PremiseTests {
  /// A workspace that stays as it is, a rule that uses its region and what stands in its tags, and an endpoint that
  /// only comes after it.
  private static func spec(text: String, reference: String) -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_monitor_workspace" "w" {
      name                = "amw"
      resource_group_name = azurerm_resource_group.a.name
      location            = "centralus"
      tags                = { team = "vision" }
      lifecycle { ignore_changes = [tags] }
    }
    locals {
      found = \(reference)
    }
    resource "azurerm_monitor_data_collection_endpoint" "uses" {
      name                = "uses"
      resource_group_name = "rg-a"
      location            = "centralus"
      description         = "\(text) ${jsonencode(local.found)}"
    }
    resource "azurerm_monitor_data_collection_endpoint" "follows" {
      name                = "follows"
      resource_group_name = "rg-a"
      location            = "centralus"
      description         = "\(text)"
      depends_on          = [azurerm_monitor_workspace.w]
    }
    """
  }

  private static let workspace = World.id("resourceGroups/rg-a/providers/Microsoft.Monitor/accounts/amw")

  private func retag(_ world: World, team: String) async throws {
    var body = try #require(try await world.call(.get, Self.workspace, apiVersion: "2023-04-03").members)
    body["tags"] = ["team": .string(team)]
    try await world.call(.put, Self.workspace, apiVersion: "2023-04-03", body: .object(body))
  }

  @Test(
    "what a change uses and somebody changed since the plan stops that change alone",
    arguments: [
      ("azurerm_monitor_workspace.w.tags", "`tags` of azurerm_monitor_workspace.w"),
      ("azurerm_monitor_workspace.w.tags[\"team\"]", "`tags.team` of azurerm_monitor_workspace.w"),
      ("azurerm_monitor_workspace.w", "azurerm_monitor_workspace.w, which it rests on, was changed"),
    ])
  func moved(reference: String, words: String) async throws {
    let world = World()
    try await world.apply(Self.spec(text: "one", reference: reference))
    let result = try await world.apply(
      Self.spec(text: "two", reference: reference), meanwhile: { try await retag(world, team: "speech") })
    #expect(result.changed == 1, "what only comes after it doesn't use its tags")
    let failure = try #require(result.failures.first)
    #expect(failure.address.description == "azurerm_monitor_data_collection_endpoint.uses")
    #expect(failure.failure.detail.contains(words), "\(failure.failure.detail)")
    let again = try await world.apply(Self.spec(text: "two", reference: reference))
    #expect(again.isComplete && again.changed == 1, "a new plan goes by what is there now")
  }

  @Test("what changed in a resource without being used stops nothing")
  func unused() async throws {
    let world = World()
    let reference = "azurerm_monitor_workspace.w.id"
    try await world.apply(Self.spec(text: "one", reference: reference))
    let result = try await world.apply(
      Self.spec(text: "two", reference: reference), meanwhile: { try await retag(world, team: "speech") })
    #expect(result.isComplete, "\(result.failures)")
    #expect(result.changed == 2)
  }

  @Test("what is gone since the plan stops all that comes after it")
  func gone() async throws {
    let world = World()
    let reference = "azurerm_monitor_workspace.w.id"
    try await world.apply(Self.spec(text: "one", reference: reference))
    let result = try await world.apply(
      Self.spec(text: "two", reference: reference),
      meanwhile: { try await world.call(.delete, Self.workspace, apiVersion: "2023-04-03") })
    #expect(result.changed == 0)
    #expect(result.failures.map { $0.failure.detail.contains("is gone after the plan was made") } == [true, true])
  }

  @Test("a change that this run makes beneath what another change uses is no reason to stop")
  func own() async throws {
    let world = World()
    func spec(description: String, subnets: [String]) -> String {
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_virtual_network" "n" {
        name                = "net"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
        address_space       = ["10.0.0.0/16"]
      }
      resource "azurerm_subnet" "s" {
        for_each             = toset(\(subnets))
        name                 = "s${each.key}"
        resource_group_name  = azurerm_resource_group.a.name
        virtual_network_name = azurerm_virtual_network.n.name
        address_prefixes     = ["10.0.${each.key}.0/24"]
      }
      resource "azurerm_monitor_data_collection_endpoint" "e" {
        name                = "dce"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
        description         = "\(description) ${azurerm_virtual_network.n.guid} ${length(azurerm_virtual_network.n.subnet)}"
        depends_on          = [azurerm_subnet.s]
      }
      """
    }
    try await world.apply(spec(description: "one", subnets: ["1"]))
    let result = try await world.apply(spec(description: "two", subnets: ["1", "2"]))
    #expect(result.isComplete, "\(result.failures)")
    #expect(result.changed == 1)
  }

  @Test("one look at what many changes use serves them all")
  func shared() async throws {
    let world = World()
    func spec(_ text: String) -> String {
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_monitor_data_collection_endpoint" "e" {
        count               = 20
        name                = "dce-${count.index}"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        description         = "\(text)"
      }
      """
    }
    try await world.apply(spec("one"))
    let before = world.requests.all.count { $0.lowercased() == "get " + World.id("resourceGroups/rg-a").lowercased() }
    let result = try await world.apply(spec("two"), parallelism: 1)
    #expect(result.changed == 20)
    let after = world.requests.all.count { $0.lowercased() == "get " + World.id("resourceGroups/rg-a").lowercased() }
    #expect(after - before == 2, "once for the plan and once for the twenty")
  }

  @Test("what somebody has made anew as it should be is not deleted for what it was")
  func replacedByHand() async throws {
    let world = World()
    func spec(size: String) -> String {
      World.cluster + """

        resource "azurerm_kubernetes_cluster_node_pool" "p" {
          name                  = "gpunp"
          kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
          vm_size               = "\(size)"
          node_count            = 1
        }
        """
    }
    try await world.apply(spec(size: "Standard_NC24ads_A100_v4"))
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/gpunp")
    let result = try await world.apply(
      spec(size: "Standard_NC40ads_H100_v5"),
      meanwhile: {
        try await world.call(.delete, id, apiVersion: "2026-04-01")
        let body: Value = ["properties": ["count": 1, "mode": "User", "vmSize": "Standard_ND96isr_H100_v5"]]
        try await world.call(.put, id, apiVersion: "2026-04-01", body: body)
      })
    #expect(result.destroyed == 0)
    #expect(result.failures.first?.failure.detail.contains("`vm_size` was changed by someone else") == true)
    let live = try await world.call(.get, id, apiVersion: "2026-04-01")
    #expect(live[member: "properties"]?[member: "vmSize"] == "Standard_ND96isr_H100_v5")
  }
}
