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

  private static let group = """
    resource "azurerm_resource_group" "g" {
      name     = "rg"
      location = "westeurope"
    }

    """
  private static let registryID = World.id("resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/reg01")

  private func registry(
    _ properties: String = "adminUserEnabled = true", name: String = "reg01", version: String = "2025-11-01",
    _ more: String = ""
  ) -> String {
    Self.group + """
      resource "azapi_resource" "r" {
        type      = "Microsoft.ContainerRegistry/registries@\(version)"
        name      = "\(name)"
        parent_id = azurerm_resource_group.g.id
        location  = azurerm_resource_group.g.location
        body = {
          sku        = { name = "Premium" }
          properties = { \(properties) }
        }
        response_export_values = ["properties.loginServer"]
        \(more)
      }
      output "server" { value = azapi_resource.r.output.properties.loginServer }

      """
  }

  private func live(_ id: String = registryID, _ version: String = "2025-11-01") async throws -> Value {
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

  // MARK: azapi_resource

  @Test("a type that has no kind is made, planned empty, changed, and destroyed")
  func life() async throws {
    let result = try await world.apply(registry())
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(result.outputs.map(\.value) == ["reg01.azurecr.io"])
    #expect(try await property("adminUserEnabled") == true)
    #expect(try await world.plan(registry()).isEmpty)
    let record = try #require(try await world.record())
    let entry = try #require(record.sortedEntries.first { $0.kind == "azapi_resource" })
    #expect(entry.remote == RemoteType(type: "Microsoft.ContainerRegistry/registries", apiVersion: "2025-11-01"))
    #expect(entry.hashes.keys.contains("body.properties.adminUserEnabled"))

    let other = registry("adminUserEnabled = false, anonymousPullEnabled = true")
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

  @Test("what others changed is drift where the spec says it, and stays where it doesn't")
  func drift() async throws {
    try await world.apply(registry())
    try await edit(Self.registryID, "2025-11-01") {
      $0["adminUserEnabled"] = false
      $0["dataEndpointEnabled"] = true
    }
    let plan = try await world.plan(registry())
    #expect(changed(plan) == ["body.properties.adminUserEnabled drift"])
    #expect(plan.drift.map { "\($0.address)" } == ["azapi_resource.r"])
    #expect(try await world.apply(registry()).failures.isEmpty)
    #expect(try await property("adminUserEnabled") == true)
    #expect(try await property("dataEndpointEnabled") == true)
  }

  @Test("a property that the spec no longer has goes back to what Azure makes of it")
  func removedProperty() async throws {
    try await world.apply(registry("adminUserEnabled = true, dataEndpointEnabled = true"))
    let plan = try await world.plan(registry())
    #expect(changed(plan) == ["body.properties.dataEndpointEnabled removed"])
    #expect(try await world.apply(registry()).failures.isEmpty)
    #expect(try await property("dataEndpointEnabled") == false)
    #expect(try await world.plan(registry()).isEmpty)
  }

  @Test("another name is another resource, another api-version is the same")
  func replacement() async throws {
    try await world.apply(registry())
    #expect(actions(try await world.plan(registry(name: "reg02"))) == ["azapi_resource.r replace(createFirst: false)"])
    let older = registry(version: "2023-07-01")
    #expect(try await world.plan(older).isEmpty)
    try await world.apply(older)
    let entry = try #require(try await world.record()?.sortedEntries.first { $0.kind == "azapi_resource" })
    #expect(entry.remote?.apiVersion == "2023-07-01")
    // What the spec no longer has is read and deleted with the api-version that it was applied with.
    #expect(actions(try await world.plan(Self.group)) == ["azapi_resource.r delete"])
    let result = try await world.apply(Self.group)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [] && result.destroyed == 1)
  }

  @Test("what the spec names as such replaces the resource when it changes")
  func triggers() async throws {
    let values =
      "replace_triggers_external_values = [\"1\"]\n  replace_triggers_refs = [\"properties.publicNetworkAccess\"]"
    let spec = registry("publicNetworkAccess = \"Enabled\"", values)
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
    let replaced = ["azapi_resource.r replace(createFirst: false)"]
    #expect(actions(try await world.plan(spec.replacing("[\"1\"]", with: "[\"2\"]"))) == replaced)
    #expect(actions(try await world.plan(spec.replacing("\"Enabled\"", with: "\"Disabled\""))) == replaced)
    #expect(try await world.apply(spec.replacing("[\"1\"]", with: "[\"2\"]")).failures.isEmpty)
    #expect(try await world.plan(spec.replacing("[\"1\"]", with: "[\"2\"]")).isEmpty)
  }

  @Test("a body of 1.x, a JSON text, is taken with a warning, and a mistake in it has its place")
  func jsonText() async throws {
    let spec = registry().replacing("body = {", with: "body = jsonencode({").replacing(
      "  properties = { adminUserEnabled = true }\n  }", with: "  properties = { adminUserEnabled = true }\n  })")
    #expect(try await problems(spec).map(\.summary) == ["Older form of an argument"])
    try await world.apply(spec)
    #expect(try await world.plan(registry()).isEmpty)
    let slip = try await problems(spec.replacing("adminUserEnabled", with: "adminUsersEnabled"))
    let error = try #require(slip.first { $0.severity == .error })
    #expect(error.summary == "Unknown property" && error.hint == "did you mean `adminUserEnabled`?")
    let range = try #require(error.subject)
    let source = world.sources[range.file]
    #expect(source.position(at: Int(range.lower)).line == 12)
  }

  @Test("mistakes in a body are found before Azure is asked, unless the spec wants it so")
  func validation() async throws {
    let slip = registry("adminUsersEnabled = true")
    let found = try await problems(slip)
    #expect(found.map(\.summary) == ["Unknown property"])
    #expect(found[0].address == "azapi_resource.r")
    let (planner, _) = try await world.planner(slip)
    #expect(planner.validate().map(\.summary) == ["Unknown property"])
    #expect(try await problems(registry("adminUsersEnabled = true", "schema_validation_enabled = false")).isEmpty)
  }

  @Test("secrets are sent, kept nowhere, and sent again with another version")
  func secrets() async throws {
    func spec(_ password: String, version: String) -> String {
      Self.group + """
        resource "azapi_resource" "s" {
          type      = "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01"
          name      = "pg-any-01"
          parent_id = azurerm_resource_group.g.id
          location  = "westeurope"
          body = {
            sku = { name = "Standard_B1ms", tier = "Burstable" }
            properties = {
              version            = "15"
              administratorLogin = "pgadmin"
              storage            = { storageSizeGB = 32 }
            }
          }
          sensitive_body         = { properties = { administratorLoginPassword = "\(password)" } }
          sensitive_body_version = { "properties.administratorLoginPassword" = "\(version)" }
        }
        """
    }
    let bodies = BodyLog()
    world.requests.before { bodies.note($0) }
    let result = try await world.apply(spec("Geheim-0001", version: "1"))
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(bodies.holding("Geheim-0001") == ["PUT"])
    #expect(try await world.plan(spec("Geheim-0002", version: "1")).isEmpty)
    let plan = try await world.plan(spec("Geheim-0002", version: "2"))
    #expect(changed(plan) == ["sensitive_body_version spec"])
    #expect(try await world.apply(spec("Geheim-0002", version: "2")).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(bodies.holding("Geheim-0002") == ["PUT"])
    #expect(try await world.plan(spec("Geheim-0002", version: "2")).isEmpty)
    let record = try #require(try await world.record())
    #expect(!"\(record)".contains("Geheim"))
  }

  @Test("what Azure never answers is no difference, and goes along with every change")
  func silence() async throws {
    func spec(_ gigabytes: Int) -> String {
      Self.group + """
        resource "azapi_resource" "s" {
          type      = "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01"
          name      = "pg-any-02"
          parent_id = azurerm_resource_group.g.id
          location  = "westeurope"
          body = {
            sku = { name = "Standard_B1ms", tier = "Burstable" }
            properties = {
              version                    = "15"
              administratorLogin         = "pgadmin"
              administratorLoginPassword = "Offen-0001"
              storage                    = { storageSizeGB = \(gigabytes) }
            }
          }
        }
        """
    }
    let bodies = BodyLog()
    world.requests.before { bodies.note($0) }
    #expect(try await world.apply(spec(32)).failures.isEmpty)
    #expect(try await world.plan(spec(32)).isEmpty)
    #expect(changed(try await world.plan(spec(64))) == ["body.properties.storage.storageSizeGB spec"])
    #expect(try await world.apply(spec(64)).failures.isEmpty)
    #expect(bodies.holding("Offen-0001") == ["PUT", "PUT"])
    #expect(try await world.plan(spec(64)).isEmpty)
  }

  @Test("a change goes out as PATCH with its headers and query if the spec says so")
  func settings() async throws {
    func spec(_ tag: String) -> String {
      registry(
        "adminUserEnabled = \(tag)",
        """
        update_method            = "PATCH"
        create_headers           = { "x-note" = "made" }
        create_query_parameters  = { "how" = ["first", "second"] }
        update_headers           = { "x-change" = "made" }
        update_query_parameters  = { "why" = ["test"] }
        """)
    }
    let bodies = BodyLog()
    world.requests.before { bodies.note($0) }
    try await world.apply(spec("true"))
    let creations = bodies.sent("PUT", Self.registryID)
    #expect(creations.map { $0.headers["x-note"] } == ["made"])
    #expect(creations.first?.url.query?.contains("how=first&how=second") == true)
    #expect(bodies.headers("x-note") == ["made"], "it goes with nothing else")
    let before = world.requests.writes.count
    let result = try await world.apply(spec("false"))
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(world.requests.writes.dropFirst(before) == ["PATCH \(Self.registryID)"])
    #expect(bodies.last("PATCH") == ["properties": ["adminUserEnabled": false]])
    let changes = bodies.sent("PATCH", Self.registryID)
    #expect(changes.map { $0.headers["x-change"] } == ["made"])
    #expect(changes.first?.url.query?.contains("why=test") == true)
    #expect(changes.first?.url.query?.contains("how=") == false)
    #expect(bodies.headers("x-change") == ["made"], "it goes with nothing else")
    #expect(try await world.plan(spec("false")).isEmpty)
  }

  @Test("reads and deletions go out with their headers and query, the latter though the spec no longer says them")
  func readsAndDeletions() async throws {
    let spec = registry(
      "adminUserEnabled = true",
      """
      read_headers            = { "x-reading" = "yes" }
      read_query_parameters   = { "depth" = ["1", "2"] }
      delete_headers          = { "x-leaving" = "yes" }
      delete_query_parameters = { "force" = ["true"] }
      """)
    let log = BodyLog()
    world.requests.before { log.note($0) }
    try await world.apply(spec)
    // What follows an operation that Azure has accepted is asked as Azure says.
    #expect(log.headers("x-reading").contains("yes"))
    let before = log.sent("GET", Self.registryID).count
    #expect(try await world.plan(spec).isEmpty)
    // Of what is in the record, one question with the spec's settings is asked, and no other.
    let own = log.sent("GET", Self.registryID).dropFirst(before)
    #expect(own.count == 1)
    #expect(own.allSatisfy { $0.headers["x-reading"] == "yes" && $0.url.query?.contains("depth=1&depth=2") == true })
    let kept = try await world.record()?.sortedEntries.first { $0.kind == "azapi_resource" }?.deletion.arguments
    #expect(kept?.keys == ["delete_headers", "delete_query_parameters"])
    #expect(try await world.apply(Self.group).destroyed == 1)
    let deletions = log.sent("DELETE", Self.registryID)
    #expect(deletions.map { $0.headers["x-leaving"] } == ["yes"])
    #expect(deletions.first?.url.query?.contains("force=true") == true)
  }

  @Test("what is read in several ways is read in each of them")
  func severalReads() async throws {
    let managed =
      registry("adminUserEnabled = true", "read_headers = { \"x-reading\" = \"one\" }") + """
        resource "azapi_update_resource" "u" {
          type         = "Microsoft.ContainerRegistry/registries@2025-11-01"
          resource_id  = azapi_resource.r.id
          body         = { properties = { publicNetworkAccess = "Disabled" } }
          read_headers = { "x-reading" = "two" }
        }

        """
    let asked = """
      resource_id = azapi_resource.r.id
      response_export_values = ["name"]
      """
    let data = """
      data "azapi_resource" "three" {
        type    = "Microsoft.ContainerRegistry/registries@2025-11-01"
        headers = { "x-reading" = "three" }
        \(asked)
      }
      data "azapi_resource" "four" {
        type    = "Microsoft.ContainerRegistry/registries@2025-11-01"
        headers = { "x-reading" = "four" }
        \(asked)
      }
      data "azapi_resource" "five" {
        type    = "Microsoft.ContainerRegistry/registries@2023-07-01"
        headers = { "x-reading" = "three" }
        \(asked)
      }

      """
    #expect(try await world.apply(managed).failures.map { "\($0.0): \($0.1)" } == [])
    let log = BodyLog()
    world.requests.before { log.note($0) }
    #expect(try await world.plan(managed + data).isEmpty)
    let reads = log.sent("GET", Self.registryID).map { request in
      let version = request.url.queryItems.first { $0.name == "api-version" }?.value ?? ""
      return "\(request.headers["x-reading"] ?? "none") \(version)"
    }
    #expect(
      reads.sorted() == ["four 2025-11-01", "one 2025-11-01", "three 2023-07-01", "three 2025-11-01", "two 2025-11-01"])
  }

  @Test("a secret that a deletion is asked for with is sent while the spec has it, and is not in the record")
  func secretDeletions() async throws {
    let spec = """
      variable "key" {
        default   = "not for the record"
        sensitive = true
      }

      """ + registry("adminUserEnabled = true", "delete_headers = { \"x-key\" = var.key }")
    let log = BodyLog()
    world.requests.before { log.note($0) }
    try await world.apply(spec)
    let entry = try await world.record()?.sortedEntries.first { $0.kind == "azapi_resource" }
    #expect(entry != nil && entry?.deletion.arguments.isEmpty == true)
    #expect(log.holding("not for the record") == [])
    #expect(try await world.apply(Self.group).destroyed == 1)
    #expect(log.sent("DELETE", Self.registryID).map { $0.headers["x-key"] } == [nil])
  }

  @Test("data sources send headers and query, and try again after errors that the spec says pass")
  func data() async throws {
    try await world.apply(registry())
    try await world.fault([
      "method": "GET", "path": "registries", "effect": "answer", "status": 400, "code": "Settling",
      "message": "the list is settling", "times": 2,
    ])
    let log = BodyLog()
    let neighbour = world.neighbour(environment: "other")
    neighbour.requests.before { log.note($0) }
    let asked = """
      type             = "Microsoft.ContainerRegistry/registries@2025-11-01"
        headers          = { "x-data" = "yes" }
        query_parameters = { "depth" = ["3"] }
        retry            = { error_message_regex = ["is settling"], interval_seconds = 1 }
      """
    let spec = """
      data "azapi_resource" "r" {
        \(asked)
        resource_id = "\(Self.registryID)"
      }
      data "azapi_resource_list" "r" {
        \(asked)
        parent_id = "\(World.id("resourceGroups/rg"))"
      }
      """
    let (planner, _) = try await neighbour.planner(spec)
    #expect(await planner.plan().diagnostics.filter { $0.severity == .error }.map(\.detail) == [])
    let list = World.id("resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries")
    let sent = log.sent("GET", Self.registryID) + log.sent("GET", list)
    #expect(sent.count == 4)
    #expect(sent.allSatisfy { $0.headers["x-data"] == "yes" && $0.url.query?.contains("depth=3") == true })
  }

  @Test(
    "waits between tries grow up to a bound, and vary as far as the spec says",
    arguments: [
      (1, 0.5, 10), (2, 0.5, 15), (3, 0.5, 22.5), (20, 0.5, 180), (1, 0, 5), (1, 1, 15), (20, 1, 270),
    ] as [(Int, Double, Double)])
  func delays(tries: Int, random: Double, seconds: Double) throws {
    let retry = try #require(RetryOnErrors(["error_message_regex": ["x"]]))
    #expect(retry.delay(after: tries, random: random) == .seconds(seconds))
    let exact = try #require(RetryOnErrors(["error_message_regex": ["x"], "randomization_factor": 0]))
    #expect(exact.delay(after: 2, random: random) == .seconds(15))
  }

  @Test("errors that the spec says pass are tried again")
  func retries() async throws {
    try await world.apply(Self.group)
    try await world.fault([
      "method": "PUT", "path": "registries/reg01", "effect": "answer", "status": 400, "code": "Settling",
      "message": "the name is settling", "times": 2,
    ])
    let spec = registry(
      "adminUserEnabled = true", "retry = { error_message_regex = [\"name is settl\"], interval_seconds = 1 }")
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(world.requests.writes.filter { $0 == "PUT \(Self.registryID)" }.count == 3)
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
      .put, Self.registryID, apiVersion: "2025-11-01",
      body: [
        "location": "westeurope", "sku": ["name": "Premium"], "properties": ["adminUserEnabled": true],
      ])
    let refusal = await #expect(throws: DiagnosticsError.self) { try await world.plan(registry()) }
    #expect(refusal?.diagnostics.map(\.summary) == ["Resources already exist"])
    let imports = """
      import {
        to = azurerm_resource_group.g
        id = "\(World.id("resourceGroups/rg"))"
      }
      import {
        to = azapi_resource.r
        id = "\(Self.registryID)"
      }
      """
    #expect(try await world.apply(registry() + imports).failures.isEmpty)
    #expect(try await world.plan(registry()).isEmpty)
  }
}

/// What requests carried.
private final class BodyLog: Sendable {
  private let seen = Locked<[HTTPRequest]>([])

  func note(_ request: HTTPRequest) { seen.change { $0.append(request) } }

  func holding(_ text: String) -> [String] {
    seen.value.filter { String(decoding: $0.body, as: UTF8.self).contains(text) }.map(\.method.rawValue)
  }

  func headers(_ name: String) -> [String] { seen.value.compactMap { $0.headers[name] } }

  /// The requests of a method for a path.
  func sent(_ method: String, _ path: String) -> [HTTPRequest] {
    seen.value.filter { $0.method.rawValue == method && $0.url.path.lowercased() == path.lowercased() }
  }

  func last(_ method: String) -> Value? {
    seen.value.last { $0.method.rawValue == method }.flatMap { try? JSON.parse($0.body) }
  }
}
