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

/// Calls that are made once.
@Suite("Actions of any type")
struct AnyActionTests {
  private let world = World()
  private static let featureID = World.id(
    "providers/Microsoft.Features/featureProviders/Microsoft.ContainerService/subscriptionFeatureRegistrations/Preview1"
  )

  private func feature(_ more: String = "", body: String = "{}") -> String {
    """
    resource "azapi_resource_action" "f" {
      type        = "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations@2021-07-01"
      resource_id = "\(Self.featureID)"
      method      = "PUT"
      body        = \(body)
      response_export_values = ["properties.state"]
      \(more)
    }
    output "state" { value = azapi_resource_action.f.output.properties.state }
    """
  }

  private var calls: Int { world.requests.writes.filter { $0 == "PUT \(Self.featureID)" }.count }

  @Test("a call is made once, and its output is kept")
  func once() async throws {
    let result = try await world.apply(feature())
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(result.outputs.map(\.value) == ["Registering"])
    #expect(calls == 1)
    #expect(try await world.plan(feature()).isEmpty)
    let again = try await world.apply(feature())
    #expect(again.outputs.map(\.value) == ["Registering"] && calls == 1)
    // Another body is another call.
    let other = feature(body: "{ properties = {} }")
    #expect(try await world.plan(other).changes.map(\.action) == [.update])
    #expect(try await world.apply(other).failures.isEmpty)
    #expect(calls == 2)
    #expect(try await world.plan(other).isEmpty)
    // It goes without a word to Azure.
    #expect(try await world.destroy(other).destroyed == 1)
    #expect(calls == 2)
  }

  @Test("a call for the end is made when the block goes")
  func destroy() async throws {
    let spec = feature("when = \"destroy\"").replacing("response_export_values = [\"properties.state\"]", with: "")
      .split(separator: "\n").filter { !$0.hasPrefix("output") }.joined(separator: "\n")
    #expect(try await world.apply(spec).failures.isEmpty)
    #expect(calls == 0)
    #expect(try await world.plan(spec).isEmpty)
    let gone = try await world.destroy(spec)
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(calls == 1)
  }

  @Test("a call that failed is made again by the next run")
  func failed() async throws {
    try await world.fault([
      "method": "PUT", "path": "subscriptionfeatureregistrations", "effect": "answer", "status": 400, "code": "No",
      "message": "not now",
    ])
    #expect(try await world.apply(feature()).failures.count == 1)
    #expect(try await world.plan(feature()).changes.map(\.action) == [.create])
    #expect(try await world.apply(feature()).failures.isEmpty)
    #expect(calls == 2)
  }

  @Test("data sources read, list and take ids apart")
  func data() async throws {
    let spec = """
      resource "azurerm_resource_group" "g" {
        name     = "rg"
        location = "westeurope"
      }
      resource "azurerm_user_assigned_identity" "i" {
        name                = "id-1"
        resource_group_name = azurerm_resource_group.g.name
        location            = "westeurope"
      }
      data "azapi_resource" "i" {
        type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
        name      = "id-1"
        parent_id = azurerm_resource_group.g.id
        depends_on = [azurerm_user_assigned_identity.i]
      }
      data "azapi_resource_list" "i" {
        type       = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
        parent_id  = azurerm_resource_group.g.id
        response_export_values = { names = "value[*].name" }
        depends_on = [azurerm_user_assigned_identity.i]
      }
      data "azapi_resource_id" "i" {
        type        = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
        resource_id = azurerm_user_assigned_identity.i.id
      }
      data "azapi_client_config" "c" {}
      output "a_client" { value = data.azapi_resource.i.output.properties.clientId == azurerm_user_assigned_identity.i.client_id }
      output "b_names" { value = data.azapi_resource_list.i.output.names }
      output "c_group" { value = data.azapi_resource_id.i.resource_group_name }
      output "d_part" { value = data.azapi_resource_id.i.parts.userAssignedIdentities }
      output "e_parent" { value = data.azapi_resource_id.i.parent_id == azurerm_resource_group.g.id }
      output "f_subscription" { value = data.azapi_client_config.c.subscription_id }
      """
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(
      result.outputs.map(\.value.unmarkedDeep) == [true, ["id-1"], "rg", "id-1", true, .string(World.subscription)])
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("a call that only asks has its secrets each time, and they are kept nowhere")
  func secrets() async throws {
    let spec = """
      resource "azurerm_resource_group" "g" {
        name     = "rg"
        location = "westeurope"
      }
      resource "azapi_resource" "r" {
        type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
        name      = "reg01"
        parent_id = azurerm_resource_group.g.id
        location  = "westeurope"
        body = {
          sku        = { name = "Premium" }
          properties = { adminUserEnabled = true }
        }
      }
      data "azapi_resource_action" "keys" {
        type        = "Microsoft.ContainerRegistry/registries@2025-11-01"
        resource_id = azapi_resource.r.id
        action      = "listCredentials"
        response_export_values           = ["username"]
        sensitive_response_export_values = { first = "passwords[0].value" }
      }
      output "user" { value = data.azapi_resource_action.keys.output.username }
      output "word" {
        value     = data.azapi_resource_action.keys.sensitive_output.first
        sensitive = true
      }
      """
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(result.outputs.first?.value == "reg01")
    let word = try #require(result.outputs.last?.value.unmarked.stringValue)
    #expect(word.count == 52)
    #expect(try await world.plan(spec).isEmpty)
    let record = try #require(try await world.record())
    #expect(!"\(record)".contains(word))
  }

  @Test("what isn't Azure Resource Manager is refused with the reason")
  func dataPlane() async throws {
    let (planner, _) = try await world.planner("resource \"azapi_data_plane_resource\" \"d\" {}")
    #expect(planner.validate().map(\.summary) == ["Not a resource of Azure Resource Manager"])
  }
}
