import ARMSimulator
import Applying
import Diagnostics
import Planning
import Resources
import TestWorld
import Testing
import Values

/// A long apply whose claim can't be renewed for a while, on a clock of its own: a cluster takes 300 seconds, its pool
/// comes after it, and a claim counts for 60.
@Suite struct LostHeartbeatTests {
  private static let settings = ClaimSettings(settle: .seconds(2), expiry: .seconds(60))

  private static let spec = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_kubernetes_cluster" "a" {
      name                = "aks-a"
      location            = "centralus"
      resource_group_name = azurerm_resource_group.a.name
      dns_prefix          = "a"
      identity { type = "SystemAssigned" }
      default_node_pool {
        name       = "system"
        vm_size    = "Standard_D2s_v3"
        node_count = 1
      }
    }
    resource "azurerm_kubernetes_cluster_node_pool" "a" {
      name                  = "more"
      kubernetes_cluster_id = azurerm_kubernetes_cluster.a.id
      vm_size               = "Standard_D2s_v3"
      node_count            = 1
    }
    """

  private struct Ending: Sendable {
    let failures: [String]
    let writes: [String]
    let claims: [String]
  }

  /// Applies the spec; `lost` is how many heartbeats are refused, one every ten seconds, and another run has the
  /// environment from the hundredth second on if there is one.
  private func apply(lost: Int, hasOther: Bool) throws -> Ending {
    let timeline = Timeline()
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(1)), clock: timeline.simulatorClock)
    let world = World(simulator: simulator, timeline: timeline, seed: 1)
    let other = World(simulator: simulator, timeline: timeline, seed: 2)
    return try timeline.run { () -> Result<Ending, any Error> in
      do {
        let (planner, context) = try await world.planner(Self.spec)
        let (plan, _) = await planner.plan()
        let store = try world.store()
        let claim = try await RunClaim.take(
          Claim(run: "first", holder: "ann", expiry: .seconds(60)), on: context.record, store: store,
          settings: Self.settings, clock: timeline.clock)
        try await world.fault([
          "method": "PUT", "path": "/versions/claim-first", "times": .number(lost), "effect": "answer", "status": 403,
          "code": "AuthorizationFailed",
        ])
        async let elsewhere: Void = {
          guard hasOther else { return }
          try await timeline.clock.sleep(for: .seconds(100))
          let record = try await other.record() ?? context.record
          let claim = try await RunClaim.take(
            Claim(run: "other", holder: "bob", expiry: .seconds(60)), on: record, store: try other.store(),
            settings: Self.settings, clock: timeline.clock)
          _ = try await claim.holding { () async throws(ProviderFailure) in
            try? await timeline.clock.sleep(for: .seconds(400))
          }
        }()
        let result = try await claim.holding { () async throws(ProviderFailure) in
          try await Applier(
            plan: plan, evaluation: ApplyEvaluation(planner), kinds: context.kinds, record: context.record,
            store: store, journal: nil, run: "first", claim: claim, clock: timeline.clock
          ).apply()
        }
        await claim.release()
        try await elsewhere
        return .success(
          Ending(
            failures: result.failures.map { "\($0.address): \($0.failure.summary)" },
            writes: world.requests.writes.map { String($0.split(separator: "/").last ?? "") },
            claims: try await store.claimants(environment: "test")))
      } catch {
        return .failure(error)
      }
    }.get()
  }

  @Test("heartbeats that are lost for less than half of what a claim lasts change nothing")
  func few() throws {
    let ending = try apply(lost: 2, hasOther: false)
    #expect(ending.failures == [])
    #expect(ending.writes == ["rg-a", "aks-a", "more"])
    #expect(ending.claims == [])
  }

  @Test("a claim that ran out is taken anew before the next write, where nobody else came")
  func alone() throws {
    let ending = try apply(lost: 25, hasOther: false)
    #expect(ending.failures == [])
    #expect(ending.writes == ["rg-a", "aks-a", "more"])
    #expect(ending.claims == [])
  }

  @Test("nothing more is written by a run that can't renew its claim")
  func forGood() throws {
    let ending = try apply(lost: 1000, hasOther: false)
    #expect(
      ending.failures.first
        == "azurerm_kubernetes_cluster_node_pool.a: The environment record could not be claimed")
    #expect(ending.writes == ["rg-a", "aks-a"])
  }

  @Test("nothing more is written where another run has come meanwhile")
  func overtaken() throws {
    let ending = try apply(lost: 25, hasOther: true)
    #expect(ending.failures.first == "azurerm_kubernetes_cluster_node_pool.a: Another run is under way")
    #expect(ending.writes == ["rg-a", "aks-a"])
    #expect(ending.claims == ["other"])
  }
}
