import Applying
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What a run asked for and Azure accepted and then failed to make.
@Suite struct FailedCreationTests {
  private static let spec =
    World.cluster + """

      resource "azurerm_kubernetes_cluster_node_pool" "p" {
        name                  = "pool"
        kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
        vm_size               = "Standard_D2s_v3"
        node_count            = 1
      }
      """

  @Test("what failed to be made in the last run is repaired, and is neither drift nor a stopped run's")
  func repaired() async throws {
    let world = World()
    try await world.apply(World.cluster)
    try await world.fault([
      "method": "PUT", "path": "/agentPools/pool", "times": 1, "effect": "failOperation", "code": "QuotaExceeded",
      "message": "No.",
    ])
    #expect(try await world.apply(Self.spec).failures.count == 1)
    let plan = try await world.plan(Self.spec)
    let change = try #require(plan.changes.first { $0.address.name == "p" })
    #expect(change.action == .update)
    #expect(change.reasons.first == .creationFailed("Failed"))
    #expect(!change.reasons.contains(.interrupted))
    #expect(plan.drift.isEmpty)
    try await world.apply(Self.spec)
    #expect(try await world.plan(Self.spec).isEmpty)
  }

  @Test("what is there though the run that made it failed is told from what a stopped run left")
  func incomplete() async throws {
    let world = World()
    let spec = """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_storage_account" "s" {
        name                     = "armaturefailed"
        resource_group_name      = azurerm_resource_group.a.name
        location                 = azurerm_resource_group.a.location
        account_tier             = "Standard"
        account_replication_type = "LRS"
        blob_properties {
          versioning_enabled = true
        }
      }
      """
    // The account is made, and then the run fails at its blob service.
    try await world.fault([
      "method": "PUT", "path": "/blobServices/default", "times": 1, "effect": "answer", "status": 400,
      "code": "Refused",
      "message": "No.",
    ])
    #expect(try await world.apply(spec).failures.count == 1)
    let change = try #require(try await world.plan(spec).changes.first { $0.address.name == "s" })
    #expect(change.action == .update)
    #expect(change.reasons == [.differences, .incomplete])
    #expect(try await world.apply(spec).failures.isEmpty)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("what fails again while it is repaired stays this environment's")
  func failedAgain() async throws {
    let (world, advance) = World.advancing()
    try await world.apply(World.cluster)
    try await world.fault([
      "method": "PUT", "path": "/agentPools/pool", "times": 2, "effect": "failOperation", "code": "QuotaExceeded",
      "message": "No.",
    ])
    for _ in 1...2 {
      #expect(try await world.apply(Self.spec).failures.count == 1)
      advance(.seconds(60))
    }
    let change = try #require(try await world.plan(Self.spec).changes.first { $0.address.name == "p" })
    #expect(change.action == .update)
    try await world.apply(Self.spec)
    #expect(try await world.plan(Self.spec).isEmpty)
  }
}
