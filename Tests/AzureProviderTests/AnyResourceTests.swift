import ARMSimulator
import Applying
import AzureKinds
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Resources of any type, from the spec to Azure and back.
@Suite("Kinds for any type")
struct AnyResourceTests {
  private let world = World()

  private func live(_ id: String = AnyRegistry.id, _ version: String = "2025-11-01") async throws -> Value {
    try await world.call(.get, id, apiVersion: version)
  }

  private func property(_ name: String) async throws -> Value? {
    try await live()[member: "properties"]?[member: name]
  }

  private func actions(_ plan: Plan) -> [String] {
    plan.changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  private func changed(_ plan: Plan) -> [String] {
    plan.changes.flatMap { $0.differences.map { "\($0.path.text) \($0.cause)" } }
  }

  private func problems(_ spec: String) async throws -> [Diagnostic] {
    let (planner, _) = try await world.planner(spec)
    return await planner.plan().diagnostics
  }

  private func edit(_ id: String, _ version: String, _ change: (inout Members) -> Void) async throws {
    var body = try await live(id, version).members ?? Members()
    var properties = body["properties"]?.members ?? Members()
    change(&properties)
    body["properties"] = .object(properties)
    try await world.call(.put, id, apiVersion: version, body: .object(body))
  }

  @Test("a type that has no kind is made, planned empty, changed, and destroyed")
  func life() async throws {
    let result = try await world.apply(AnyRegistry.spec())
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(result.outputs.map(\.value) == ["reg01.azurecr.io"])
    #expect(try await property("adminUserEnabled") == true)
    #expect(try await world.plan(AnyRegistry.spec()).isEmpty)
    let record = try #require(try await world.record())
    let entry = try #require(record.sortedEntries.first { $0.kind == "azapi_resource" })
    #expect(entry.remote == RemoteType(type: "Microsoft.ContainerRegistry/registries", apiVersion: "2025-11-01"))
    #expect(entry.hashes.keys.contains("body.properties.adminUserEnabled"))

    let other = AnyRegistry.spec("adminUserEnabled = false, anonymousPullEnabled = true")
    let plan = try await world.plan(other)
    #expect(actions(plan) == ["azapi_resource.r update"])
    #expect(changed(plan) == ["body.properties.adminUserEnabled spec", "body.properties.anonymousPullEnabled spec"])
    #expect(try await world.apply(other).failures.isEmpty)
    #expect(try await property("anonymousPullEnabled") == true)
    #expect(try await world.plan(other).isEmpty)

    let gone = try await world.destroy(other)
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [] && gone.destroyed == 2)
    await #expect(throws: (any Error).self) { try await live() }
  }

  @Test("a resource as a whole can be given out: what it is sent in secret is no part of it")
  func whole() async throws {
    let spec =
      AnyRegistry.spec("adminUserEnabled = true", "sensitive_body = { properties = { anonymousPullEnabled = true } }")
        + """
        output "whole" {
          value = azapi_resource.r
        }

        """
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    let whole = result.outputs.first { $0.name == "whole" }?.value
    #expect(whole?[member: "name"] == "reg01")
    #expect(whole?[member: "sensitive_body"]?.isNull == true)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("what others changed is drift where the spec says it, and stays where it doesn't")
  func drift() async throws {
    try await world.apply(AnyRegistry.spec())
    try await edit(AnyRegistry.id, "2025-11-01") {
      $0["adminUserEnabled"] = false
      $0["dataEndpointEnabled"] = true
    }
    let plan = try await world.plan(AnyRegistry.spec())
    #expect(changed(plan) == ["body.properties.adminUserEnabled drift"])
    #expect(plan.drift.map { "\($0.address)" } == ["azapi_resource.r"])
    #expect(try await world.apply(AnyRegistry.spec()).failures.isEmpty)
    #expect(try await property("adminUserEnabled") == true)
    #expect(try await property("dataEndpointEnabled") == true)
  }

  @Test("a property that the spec no longer has goes back to what Azure makes of it")
  func removedProperty() async throws {
    try await world.apply(AnyRegistry.spec("adminUserEnabled = true, dataEndpointEnabled = true"))
    let plan = try await world.plan(AnyRegistry.spec())
    #expect(changed(plan) == ["body.properties.dataEndpointEnabled removed"])
    #expect(try await world.apply(AnyRegistry.spec()).failures.isEmpty)
    #expect(try await property("dataEndpointEnabled") == false)
    #expect(try await world.plan(AnyRegistry.spec()).isEmpty)
  }

  @Test("another name is another resource, another api-version is the same")
  func replacement() async throws {
    try await world.apply(AnyRegistry.spec())
    #expect(
      actions(try await world.plan(AnyRegistry.spec(name: "reg02"))) == ["azapi_resource.r replace(createFirst: false)"]
    )
    let older = AnyRegistry.spec(version: "2023-07-01")
    #expect(try await world.plan(older).isEmpty)
    try await world.apply(older)
    let entry = try #require(try await world.record()?.sortedEntries.first { $0.kind == "azapi_resource" })
    #expect(entry.remote?.apiVersion == "2023-07-01")
    // What the spec no longer has is read and deleted with the api-version that it was applied with.
    #expect(actions(try await world.plan(AnyRegistry.group)) == ["azapi_resource.r delete"])
    let result = try await world.apply(AnyRegistry.group)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [] && result.destroyed == 1)
  }

  @Test("what the spec names as such replaces the resource when it changes")
  func triggers() async throws {
    let values =
      "replace_triggers_external_values = [\"1\"]\n  replace_triggers_refs = [\"properties.publicNetworkAccess\"]"
    let spec = AnyRegistry.spec("publicNetworkAccess = \"Enabled\"", values)
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
    let replaced = ["azapi_resource.r replace(createFirst: false)"]
    #expect(actions(try await world.plan(spec.replacing("[\"1\"]", with: "[\"2\"]"))) == replaced)
    #expect(actions(try await world.plan(spec.replacing("\"Enabled\"", with: "\"Disabled\""))) == replaced)
    #expect(try await world.apply(spec.replacing("[\"1\"]", with: "[\"2\"]")).failures.isEmpty)
    #expect(try await world.plan(spec.replacing("[\"1\"]", with: "[\"2\"]")).isEmpty)
  }

  @Test("what the spec says to ignore stays as it is in Azure, in whatever way it differs")
  func ignored() async throws {
    func spec(_ properties: String, _ more: String = "") -> String {
      AnyRegistry.spec(
        properties,
        "ignore_body_changes = [\"properties.adminUserEnabled\", \"properties.policies\", \"tags\"]\n  " + more)
    }
    // What is new is made as the spec says.
    try await world.apply(spec("adminUserEnabled = true", "tags = { team = \"ai\" }"))
    let live = try await world.call(.get, AnyRegistry.id, apiVersion: "2025-11-01")
    #expect(live[member: "properties"]?[member: "adminUserEnabled"] == true)
    #expect(live[member: "tags"]?[member: "team"] == "ai")
    let others = [
      spec("adminUserEnabled = false", "tags = { team = \"ml\" }"), spec(""),
      spec("policies = { exportPolicy = { status = \"disabled\" } }", "tags = null"),
    ]
    for other in others { #expect(try await world.plan(other).isEmpty) }
    // What is said beside it is changed, and it stays.
    let beside = spec("adminUserEnabled = false\n dataEndpointEnabled = true")
    #expect(
      try await world.plan(beside).changes.flatMap { $0.differences.map(\.path.text) } == [
        "body.properties.dataEndpointEnabled"
      ])
    #expect(try await world.apply(beside).failures.map { "\($0.0): \($0.1)" } == [])
    let after = try await world.call(.get, AnyRegistry.id, apiVersion: "2025-11-01")
    #expect(after[member: "properties"]?[member: "adminUserEnabled"] == true)
    #expect(after[member: "tags"]?[member: "team"] == "ai")
    let element = spec("adminUserEnabled = true").replacing("policies\"", with: "networkRuleSet.ipRules[0]\"")
    #expect(try await problems(element).map(\.summary) == ["Invalid path in the body"])
  }

  @Test("an identity of no type is none")
  func noIdentity() async throws {
    let spec = AnyRegistry.spec("adminUserEnabled = true", "identity { type = \"SystemAssigned\" }")
    let none = spec.replacing("\"SystemAssigned\"", with: "\"None\"")
    try await world.apply(none)
    #expect(try await world.plan(none).isEmpty)
    try await world.apply(spec)
    #expect(try await world.call(.get, AnyRegistry.id, apiVersion: "2025-11-01")[member: "identity"] != nil)
    try await world.apply(none)
    let identity = try await world.call(.get, AnyRegistry.id, apiVersion: "2025-11-01")[member: "identity"]
    #expect(identity?.members?.isEmpty != false || identity?[member: "type"] == "None")
    #expect(try await world.plan(none).isEmpty)
  }

  @Test("a body of 1.x, a JSON text, is taken with a warning, and a mistake in it has its place")
  func jsonText() async throws {
    let spec = AnyRegistry.spec().replacing("body = {", with: "body = jsonencode({").replacing(
      "  properties = { adminUserEnabled = true }\n  }", with: "  properties = { adminUserEnabled = true }\n  })")
    #expect(try await problems(spec).map(\.summary) == ["Older form of an argument"])
    try await world.apply(spec)
    #expect(try await world.plan(AnyRegistry.spec()).isEmpty)
    let slip = try await problems(spec.replacing("adminUserEnabled", with: "adminUsersEnabled"))
    let error = try #require(slip.first { $0.severity == .error })
    #expect(error.summary == "Unknown property" && error.hint == "did you mean `adminUserEnabled`?")
    let range = try #require(error.subject)
    let source = world.sources[range.file]
    #expect(source.position(at: Int(range.lower)).line == 12)
  }

  @Test("mistakes in a body are found before Azure is asked, unless the spec wants it so")
  func validation() async throws {
    let slip = AnyRegistry.spec("adminUsersEnabled = true")
    let found = try await problems(slip)
    #expect(found.map(\.summary) == ["Unknown property"])
    #expect(found[0].address == "azapi_resource.r")
    let (planner, _) = try await world.planner(slip)
    #expect(planner.validate().map(\.summary) == ["Unknown property"])
    #expect(
      try await problems(AnyRegistry.spec("adminUsersEnabled = true", "schema_validation_enabled = false")).isEmpty)
  }

  @Test("the provider block's defaults go for every resource")
  func defaults() async throws {
    let spec = """
      variable "region" { default = "westeurope" }
      resource "azapi_resource" "g" {
        type = "Microsoft.Resources/resourceGroups@2023-07-01"
      }
      provider "azapi" {
        subscription_id  = "\(World.subscription)"
        default_name     = "rg-default"
        default_location = var.region
        default_tags     = { team = "ai" }
      }
      """
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    let group = try await live(World.id("resourceGroups/rg-default"), "2023-07-01")
    #expect(group[member: "location"] == "westeurope" && group[member: "tags"] == ["team": "ai"])
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("a pool made this way is no stranger to its cluster, and goes with it")
  func pool() async throws {
    let spec =
      World.cluster + """

        resource "azapi_resource" "p" {
          type      = "Microsoft.ContainerService/managedClusters/agentPools@2025-10-01"
          name      = "gpunp"
          parent_id = azurerm_kubernetes_cluster.c.id
          body = { properties = { count = 1, vmSize = "Standard_D2s_v3", mode = "User" } }
        }
        """
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await world.plan(spec).isEmpty)
    var options = PlanOptions()
    options.replaced = ["azurerm_kubernetes_cluster.c"]
    let plan = try await world.plan(spec, options: options)
    #expect(plan.warnings.map(\.summary) == [])
    #expect(
      plan.changes.first { $0.address.type == "azapi_resource" }?.reasons.first.map { "\($0)" }?.hasPrefix("parent")
        == true)
    #expect(try await world.destroy(spec).failures.isEmpty)
  }

  @Test("what is live and isn't ours is taken over by an import block, and then planned empty")
  func imported() async throws {
    try await world.call(
      .put, World.id("resourceGroups/rg"), apiVersion: "2023-07-01", body: ["location": "westeurope"])
    try await world.call(
      .put, AnyRegistry.id, apiVersion: "2025-11-01",
      body: [
        "location": "westeurope", "sku": ["name": "Premium"], "properties": ["adminUserEnabled": true],
      ])
    let refusal = await #expect(throws: DiagnosticsError.self) { try await world.plan(AnyRegistry.spec()) }
    #expect(refusal?.diagnostics.map(\.summary) == ["Resources already exist"])
    let imports = """
      import {
        to = azurerm_resource_group.g
        id = "\(World.id("resourceGroups/rg"))"
      }
      import {
        to = azapi_resource.r
        id = "\(AnyRegistry.id)"
      }
      """
    #expect(try await world.apply(AnyRegistry.spec() + imports).failures.isEmpty)
    #expect(try await world.plan(AnyRegistry.spec()).isEmpty)
  }
}
