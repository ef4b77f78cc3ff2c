import Applying
import Configuration
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

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
    // How to go about it is no reason for another call.
    #expect(try await world.plan(feature("retry = { error_message_regex = [\"busy\"] }")).isEmpty)
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

  private static let registryID = World.id("resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg01")

  private func credentials(_ more: String) -> String {
    """
    resource "azapi_resource_action" "c" {
      type        = "Microsoft.ContainerRegistry/registries@2025-11-01"
      resource_id = "\(Self.registryID)"
      action      = "listCredentials"
      response_export_values = ["username"]
      \(more)
      depends_on = [azurerm_resource_group.g]
    }
    output "exist" { value = azapi_resource_action.c.exist }
    output "output" { value = azapi_resource_action.c.output }
    """
  }

  @Test("a call on what isn't there fails, or says so where the spec lets it pass")
  func absence() async throws {
    let strict = AnyRegistry.group + credentials("")
    #expect(try await world.apply(strict).failures.map { "\($0.0)" } == ["azapi_resource_action.c"])
    let lenient = AnyRegistry.group + credentials("ignore_not_found = true")
    let result = try await world.apply(lenient)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(result.outputs.map(\.value.unmarkedDeep) == [false, .object(Members())])
    #expect(try await world.plan(lenient).isEmpty)
    // It was made, though on nothing: only a change makes it again.
    let there = AnyRegistry.spec() + credentials("ignore_not_found = true")
    #expect(try await world.apply(there).outputs.first?.value == false)
    var options = PlanOptions()
    options.replaced = ["azapi_resource_action.c"]
    let plan = try await world.plan(there, options: options)
    #expect(plan.changes.filter { $0.action != .none }.map { "\($0.address)" } == ["azapi_resource_action.c"])
  }

  @Test("a secret is sent with the call, kept nowhere, and sent again with another version of it only")
  func secretVersions() async throws {
    func spec(_ secrets: String, _ versions: String, body: String = "{}") -> String {
      feature("sensitive_body = \(secrets)\n sensitive_body_version = \(versions)", body: body)
    }
    let both = "{ properties = { first = \"geheim-1\", second = \"geheim-2\" } }"
    let versions = "{ \"properties.first\" = \"1\", \"properties.second\" = \"1\" }"
    let log = BodyLog()
    world.requests.before { log.note($0) }
    #expect(try await world.apply(spec(both, versions)).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(log.holding("geheim-1") == ["PUT"] && log.holding("geheim-2") == ["PUT"])
    let others = "{ properties = { first = \"geheim-3\", second = \"geheim-4\" } }"
    #expect(try await world.plan(spec(others, versions)).isEmpty)
    let second = versions.replacing("second\" = \"1\"", with: "second\" = \"2\"")
    #expect(try await world.plan(spec(others, second)).changes.map(\.action) == [.update])
    #expect(try await world.apply(spec(others, second)).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(log.holding("geheim-3") == [] && log.holding("geheim-4") == ["PUT"])
    #expect(try await world.plan(spec(others, second)).isEmpty)
    // Without another version a change of the rest goes without them.
    #expect(
      try await world.apply(spec(others, second, body: "{ properties = {} }")).failures.map { "\($0.0): \($0.1)" }
        == [])
    #expect(log.holding("geheim-4") == ["PUT"] && calls == 3)
    let record = try #require(try await world.record())
    #expect(!"\(record)".contains("geheim"))
  }

  @Test("a data source says whether something is there, where the spec lets it be absent")
  func absentData() async throws {
    func spec(_ name: String, _ more: String) -> String {
      AnyRegistry.spec() + """
        data "azapi_resource" "r" {
          type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
          name      = "\(name)"
          parent_id = azurerm_resource_group.g.id
          \(more)
        }
        output "a_exists" { value = data.azapi_resource.r.exists }
        output "b_id" { value = data.azapi_resource.r.id == data.azapi_resource.r.resource_id }
        output "c_location" { value = coalesce(data.azapi_resource.r.location, "nowhere") }
        output "d_output" { value = data.azapi_resource.r.output == null }
        """
    }
    try await world.apply(AnyRegistry.spec())
    let (planner, _) = try await world.planner(spec("reg02", ""))
    #expect(await planner.plan().diagnostics.contains { $0.detail.contains("doesn't exist") })
    let absent = try await world.apply(spec("reg02", "ignore_not_found = true"))
    #expect(absent.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(absent.outputs.map(\.value.unmarkedDeep).prefix(4) == [false, true, "nowhere", true])
    let there = try await world.apply(spec("reg01", ""))
    #expect(there.outputs.map(\.value.unmarkedDeep).prefix(4) == [true, true, "westeurope", false])
  }

  @Test("a resource group needs no parent, and the subscription no name")
  func subscription() async throws {
    let spec =
      AnyRegistry.group + """
        data "azapi_resource" "s" {
          type = "Microsoft.Resources/subscriptions@2022-12-01"
          response_export_values = ["subscriptionId"]
        }
        data "azapi_resource" "g" {
          type = "Microsoft.Resources/resourceGroups@2024-11-01"
          name = azurerm_resource_group.g.name
          depends_on = [azurerm_resource_group.g]
        }
        output "a" { value = data.azapi_resource.s.output.subscriptionId }
        output "b" { value = data.azapi_resource.g.parent_id }
        """
    let (planner, _) = try await world.planner(spec)
    #expect(planner.validate().map(\.summary) == [])
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(
      result.outputs.map(\.value.unmarkedDeep) == [
        .string(World.subscription), .string("/subscriptions/\(World.subscription)"),
      ])
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

  @Test("secrets of a call go to all that use them, are kept nowhere, and are asked for anew by what comes later")
  func secretOutput() async throws {
    func user(_ name: String, range: String = "10.0.0.0/16") -> String {
      """
      resource "azurerm_virtual_network" "\(name)" {
        name                = "net-\(name)"
        resource_group_name = azurerm_resource_group.g.name
        location            = "westeurope"
        address_space       = ["\(range)"]
        tags                = { word = "is ${azapi_resource_action.c.sensitive_output.first}" }
      }

      """
    }
    let registry =
      AnyRegistry.spec() + """
        resource "azapi_resource_action" "c" {
          type        = "Microsoft.ContainerRegistry/registries@2025-11-01"
          resource_id = azapi_resource.r.id
          action      = "listCredentials"
          response_export_values           = ["username"]
          sensitive_response_export_values = { first = "passwords[0].value" }
        }
        output "user" { value = azapi_resource_action.c.output.username }
        output "word" {
          value     = azapi_resource_action.c.sensitive_output.first
          sensitive = true
        }

        """
    let log = BodyLog()
    world.requests.before { log.note($0) }
    func made() -> Int { log.sent("POST", Self.registryID + "/listCredentials").count }
    func word(_ name: String) async throws -> String {
      let id = World.id("resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net-\(name)")
      let network = try await world.call(.get, id, apiVersion: "2025-01-01")
      return network[member: "tags"]?[member: "word"]?.stringValue ?? ""
    }
    let one = registry + user("a")
    let result = try await world.apply(one)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(result.outputs.map(\.name) == ["server", "user", "word"] && made() == 1)
    let first = try await word("a")
    #expect(first.hasPrefix("is ") && first.count == 55)
    #expect(!"\(try #require(try await world.record()))".contains(first.dropFirst(3)))
    #expect(try await world.plan(one).isEmpty)
    // A change of something else makes no call.
    let other = registry + user("a", range: "10.0.0.0/15")
    #expect(try await world.apply(other).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await word("a") == first)
    #expect(made() == 1)
    #expect(try await world.plan(other).isEmpty)
    // Another that needs it has the call made again, and all get what came of it.
    let two = other + user("b")
    #expect(
      try await world.plan(two).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" } == [
        "azapi_resource_action.c replace(createFirst: false)", "azurerm_virtual_network.a update",
        "azurerm_virtual_network.b create",
      ])
    #expect(try await world.apply(two).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(made() == 2)
    let second = try await word("a")
    #expect(try await word("b") == second)
    #expect(try await world.plan(two).isEmpty)
    // Another call gives others, too.
    let called = two.replacing("listCredentials\"", with: "listCredentials\"\n  query_parameters = { again = [\"1\"] }")
    #expect(try await world.apply(called).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(made() == 3)
    #expect(try await world.plan(called).isEmpty)
    #expect(try await world.destroy(called).failures.map { "\($0.0): \($0.1)" } == [])
  }

  @Test("what isn't Azure Resource Manager is refused with the reason")
  func dataPlane() async throws {
    let (planner, _) = try await world.planner("resource \"azapi_data_plane_resource\" \"d\" {}")
    #expect(planner.validate().map(\.summary) == ["Not a resource of Azure Resource Manager"])
  }
}
