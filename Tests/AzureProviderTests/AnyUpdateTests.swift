import Applying
import Configuration
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Members of another's body, set by `azapi_update_resource`.
@Suite("Updates of any type")
struct AnyUpdateTests {
  private let world = World()
  private static let clusterID = World.id(
    "resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks")

  private func update(_ properties: String, name: String = "u", _ more: String = "") -> String {
    """

    resource "azapi_update_resource" "\(name)" {
      type        = "Microsoft.ContainerService/managedClusters@2026-04-01"
      resource_id = azurerm_kubernetes_cluster.c.id
      body        = { properties = { \(properties) } }
      \(more)
    }

    """
  }

  private static let keda = "workloadAutoScalerProfile = { keda = { enabled = true } }"
  private static let snapshots = "storageProfile = { snapshotController = { enabled = false } }"

  private func live() async throws -> Value {
    try await world.call(.get, Self.clusterID, apiVersion: "2026-04-01")[member: "properties"] ?? .null(.dynamic)
  }

  private func isKedaEnabled() async throws -> Value? {
    try await live()[member: "workloadAutoScalerProfile"]?[member: "keda"]?[member: "enabled"]
  }

  private func actions(_ plan: Plan) -> [String] {
    plan.changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  private func problems(_ spec: String) async throws -> [Diagnostic] {
    let (planner, _) = try await world.planner(spec)
    return await planner.plan().diagnostics.filter { $0.severity == .error }
  }

  @Test("a switch is set in a cluster that another block makes, and stays when the block goes")
  func life() async throws {
    let spec = World.cluster + update(Self.keda)
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await isKedaEnabled() == true)
    #expect(try await world.plan(spec).isEmpty)

    let off = World.cluster + update(Self.keda.replacing("true", with: "false"))
    let plan = try await world.plan(off)
    #expect(actions(plan) == ["azapi_update_resource.u update"])
    #expect(
      plan.changes.flatMap { $0.differences.map { "\($0.path.text) \($0.cause)" } } == [
        "body.properties.workloadAutoScalerProfile.keda.enabled spec"
      ])
    #expect(try await world.apply(off).failures.isEmpty)
    #expect(try await isKedaEnabled() == false)

    let without = try await world.plan(World.cluster)
    #expect(actions(without) == ["azapi_update_resource.u forget"])
    #expect(try await world.apply(World.cluster).failures.isEmpty)
    #expect(try await isKedaEnabled() == false)
    #expect(try await world.plan(World.cluster).isEmpty)
    #expect(try await world.record()?.sortedEntries.map(\.kind).contains("azapi_update_resource") == false)
  }

  @Test("what others changed of it is its drift, not its owner's, and the environment goes as a whole")
  func drift() async throws {
    let spec = World.cluster + update(Self.keda)
    try await world.apply(spec)
    var body = try await world.call(.get, Self.clusterID, apiVersion: "2026-04-01").members ?? Members()
    var properties = body["properties"]?.members ?? Members()
    properties["workloadAutoScalerProfile"] = ["keda": ["enabled": false]]
    body["properties"] = .object(properties)
    try await world.call(.put, Self.clusterID, apiVersion: "2026-04-01", body: .object(body))
    let plan = try await world.plan(spec)
    #expect(actions(plan) == ["azapi_update_resource.u update"])
    #expect(plan.drift.map { "\($0.address)" } == ["azapi_update_resource.u"])
    let gone = try await world.destroy(spec)
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [] && gone.destroyed == 2)
    #expect(try await world.record() == nil)
  }

  @Test("a path that it sets leaves the diff of its owner")
  func ownersDiff() async throws {
    let spec =
      World.cluster
      + update("sku = null")
      .replacing("properties = { sku = null }", with: "tags = { team = \"ai\" }")
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
    let tags = try await world.call(.get, Self.clusterID, apiVersion: "2026-04-01")[member: "tags"]
    #expect(tags?[member: "team"] == "ai")
  }

  @Test("several set different things in one resource")
  func several() async throws {
    let spec = World.cluster + update(Self.keda) + update(Self.snapshots, name: "w")
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await isKedaEnabled() == true)
    let storage = try await live()[member: "storageProfile"]
    #expect(storage?[member: "snapshotController"]?[member: "enabled"] == false)
    #expect(try await world.plan(spec).isEmpty)
    let one = World.cluster + update(Self.keda)
    #expect(actions(try await world.plan(one)) == ["azapi_update_resource.w forget"])
  }

  @Test("two that set the same, or its owner and it, are a mistake that names both")
  func setTwice() async throws {
    let twice = try await problems(
      World.cluster + update(Self.keda)
        + update("workloadAutoScalerProfile = { keda = { enabled = false } }", name: "w"))
    #expect(twice.map(\.summary) == ["Two settings of one thing"])
    #expect(twice[0].detail.contains("azapi_update_resource.u and azapi_update_resource.w both set"))
    #expect(twice[0].detail.contains("`properties.workloadAutoScalerProfile.keda.enabled`"))
    let withOwner = try await problems(World.cluster + update("dnsPrefix = \"other\""))
    #expect(withOwner.map(\.summary) == ["Two settings of one thing"])
    #expect(withOwner[0].detail.contains("azurerm_kubernetes_cluster.c sets the same"))
  }

  @Test("a resource that goes takes what was set in it along, and its successor gets it")
  func replaced() async throws {
    let spec = World.cluster + update(Self.keda)
    try await world.apply(spec)
    var options = PlanOptions()
    options.replaced = ["azurerm_kubernetes_cluster.c"]
    let plan = try await world.plan(spec, options: options)
    #expect(
      actions(plan) == [
        "azapi_update_resource.u replace(createFirst: false)",
        "azurerm_kubernetes_cluster.c replace(createFirst: false)",
      ])
    let result = try await world.apply(spec, options: options)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await isKedaEnabled() == true)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("another value of what triggers a replacement sets it anew, and what was set stays till then")
  func triggers() async throws {
    func spec(_ trigger: String) -> String {
      World.cluster + update(Self.keda, "replace_triggers_external_values = \(trigger)")
    }
    try await world.apply(spec("[\"1\"]"))
    #expect(try await world.plan(spec("[\"1\"]")).isEmpty)
    let plan = try await world.plan(spec("[\"2\"]"))
    #expect(actions(plan) == ["azapi_update_resource.u replace(createFirst: false)"])
    #expect(try await world.apply(spec("[\"2\"]")).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await isKedaEnabled() == true)
    #expect(try await world.plan(spec("[\"2\"]")).isEmpty)
    // With null there is nothing to be another value than.
    #expect(try await world.plan(spec("null")).isEmpty)
  }

  @Test("the gateway switch that exists in no api-version is caught, with where the real one stands")
  func nowhere() async throws {
    let spec =
      World.cluster + """

        resource "azapi_update_resource" "gateway_api" {
          type        = "Microsoft.ContainerService/managedClusters@2024-09-01"
          resource_id = azurerm_kubernetes_cluster.c.id
          body = {
            properties = {
              networkProfile = {
                gatewayAPIEnabled = true
              }
            }
          }
        }

        """
    let found = try await problems(spec)
    #expect(found.map(\.summary) == ["Unknown property"])
    #expect(found[0].hint?.contains("`properties.ingressProfile.gatewayAPI`") == true)
    let range = try #require(found[0].subject)
    #expect(world.sources[range.file].position(at: Int(range.lower)).line == 23)
  }
}
