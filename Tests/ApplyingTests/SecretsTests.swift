import Applying
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Passwords that an apply makes for all that use them at once, and that nobody keeps.
@Suite("Secrets that are kept nowhere")
struct SecretsTests {
  private static let clusterID = World.id(
    "resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks")

  /// A cluster whose administrator has a password, and groups that have it in a tag: as it is, by way of a local value, and
  /// in another form.
  private func spec(_ groups: [String], keeper: String = "1", version: String = "") -> String {
    World.cluster.replacing(
      "dns_prefix          = \"aks\"",
      with: """
        dns_prefix          = "aks"
        tags                = { v = "\(version)" }
        windows_profile {
          admin_username = "azureuser"
          admin_password = random_password.p.result
        }
        """)
        + """

        resource "random_password" "p" {
          length      = 20
          min_numeric = 1
          keepers     = { k = "\(keeper)" }
        }
        locals { pair = "user:${random_password.p.result}" }

        """
      + groups.map { name in
        """
        resource "azurerm_resource_group" "\(name)" {
          name     = "rg-\(name)"
          location = "centralus"
          tags     = { plain = local.pair, encoded = base64encode(local.pair) }
        }

        """
      }.joined()
  }

  /// The bodies of the requests that make or change something in Azure, records left out.
  private func watched(_ world: World) -> Locked<[(path: String, body: String)]> {
    let bodies = Locked<[(path: String, body: String)]>([])
    world.requests.before { request in
      guard request.method != .get, !request.url.path.contains("armature-records") else { return }
      bodies.change { $0.append((request.url.path, String(decoding: request.body, as: UTF8.self))) }
    }
    return bodies
  }

  private func password(in bodies: Locked<[(path: String, body: String)]>) throws -> String? {
    let sent = try bodies.value.filter { $0.path.lowercased() == Self.clusterID.lowercased() }.map {
      try JSON.parse(Array($0.body.utf8))[member: "properties"]?[member: "windowsProfile"]?[member: "adminPassword"]
    }
    return sent.last??.stringValue
  }

  private func tag(_ name: String, of group: String, in world: World) async throws -> String {
    let body = try await world.call(.get, World.id("resourceGroups/rg-\(group)"), apiVersion: "2023-07-01")
    return try #require(body[member: "tags"]?[member: name]?.stringValue)
  }

  private func recordText(_ world: World) async throws -> String {
    String(decoding: JSON.text(try #require(try await world.record()).encoded), as: UTF8.self)
  }

  private func actions(_ plan: Plan) -> [String: InstanceChange.Action] {
    Dictionary(
      uniqueKeysWithValues: plan.changes.filter { $0.action != .none }.map { ("\($0.address)", $0.action) })
  }

  @Test("one password reaches all that use it, rests nowhere, and the plan afterwards is empty")
  func reaches() async throws {
    let world = World()
    let bodies = watched(world)
    let planned = try await world.plan(spec(["g", "h"]))
    let standIn = try #require(
      planned.changes.first { $0.kind.name == "random_password" }?.after[member: "result"]?.unmarked.stringValue)
    let result = try await world.apply(spec(["g", "h"]))
    #expect(result.failures.isEmpty)
    let secret = try #require(try password(in: bodies))
    #expect(secret.count == 20)
    #expect(secret != standIn)
    for group in ["g", "h"] {
      #expect(try await tag("plain", of: group, in: world) == "user:\(secret)")
    }
    #expect(!bodies.value.contains { $0.body.contains(standIn) })
    #expect(!(try await recordText(world)).contains(secret))
    let plan = try await world.plan(spec(["g", "h"]))
    #expect(plan.isEmpty)
    for change in plan.changes {
      for value in [change.before, change.after] {
        #expect(!CanonicalText.of(value.redacted).contains(secret), "\(change.address)")
      }
    }
  }

  @Test("what uses it only now has one made for all; so does another keeper", arguments: ["use", "keeper"])
  func anew(why: String) async throws {
    let world = World()
    let bodies = watched(world)
    try await world.apply(spec(["g"]))
    let first = try #require(try password(in: bodies))
    let changed = why == "use" ? spec(["g", "h"]) : spec(["g"], keeper: "2")
    let plan = try await world.plan(changed)
    var expected: [String: InstanceChange.Action] = [
      "random_password.p": .replace(createFirst: false), "azurerm_kubernetes_cluster.c": .update,
      "azurerm_resource_group.g": .update,
    ]
    if why == "use" { expected["azurerm_resource_group.h"] = .create }
    #expect(actions(plan) == expected)
    try await world.apply(changed)
    let second = try #require(try password(in: bodies))
    #expect(second != first)
    for group in why == "use" ? ["g", "h"] : ["g"] {
      #expect(try await tag("plain", of: group, in: world) == "user:\(second)")
    }
    #expect(try await world.plan(changed).isEmpty)
  }

  @Test("another change of what uses it neither sends it nor makes a new one")
  func unrelated() async throws {
    let world = World()
    let bodies = watched(world)
    try await world.apply(spec(["g"], version: "1"))
    let before = try await tag("plain", of: "g", in: world)
    bodies.set([])
    #expect(actions(try await world.plan(spec(["g"], version: "2"))) == ["azurerm_kubernetes_cluster.c": .update])
    try await world.apply(spec(["g"], version: "2"))
    #expect(bodies.value.count == 1)
    #expect(try password(in: bodies) == nil)
    #expect(try await tag("plain", of: "g", in: world) == before)
    #expect(try await world.plan(spec(["g"], version: "2")).isEmpty)
  }

  @Test("what else somebody changed in Azure where it is goes, with a new one for all")
  func drift() async throws {
    let world = World()
    try await world.apply(spec(["g"]))
    try await world.call(
      .patch, World.id("resourceGroups/rg-g"), apiVersion: "2023-07-01",
      body: ["tags": ["plain": "x", "encoded": "y", "more": "z"]])
    let plan = try await world.plan(spec(["g"]))
    #expect(actions(plan)["azurerm_resource_group.g"] == .update)
    try await world.apply(spec(["g"]))
    #expect(try await world.plan(spec(["g"])).isEmpty)
  }

  @Test("after a change that failed half way, all that use it get a new one")
  func halfWay() async throws {
    let world = World()
    let bodies = watched(world)
    try await world.apply(spec(["g"]))
    try await world.fault([
      "method": "PUT", "path": "/managedClusters/aks", "times": 1, "effect": "answer", "status": 400, "code": "Refused",
      "message": "No.",
    ])
    let result = try await world.apply(spec(["g"], keeper: "2"))
    #expect(result.failures.map { "\($0.0)" } == ["azurerm_kubernetes_cluster.c"])
    let plan = try await world.plan(spec(["g"], keeper: "2"))
    #expect(
      actions(plan) == [
        "random_password.p": .replace(createFirst: false), "azurerm_kubernetes_cluster.c": .update,
        "azurerm_resource_group.g": .update,
      ])
    try await world.apply(spec(["g"], keeper: "2"))
    let secret = try #require(try password(in: bodies))
    #expect(try await tag("plain", of: "g", in: world) == "user:\(secret)")
    #expect(try await world.plan(spec(["g"], keeper: "2")).isEmpty)
  }

  @Test("a new address is the same password")
  func moved() async throws {
    let world = World()
    try await world.apply(spec(["g"]))
    let renamed =
      spec(["g"]).replacing("random_password\" \"p\"", with: "random_password\" \"q\"")
      .replacing("random_password.p", with: "random_password.q")
      + "moved {\n from = random_password.p\n to = random_password.q\n}"
    #expect(actions(try await world.plan(renamed)).isEmpty)
    try await world.apply(renamed)
    #expect(try await world.plan(renamed).isEmpty)
  }

  @Test("a bcrypt hash is one of the password")
  func hashed() async throws {
    let world = World()
    let spec = """
      resource "random_password" "p" { length = 8 }
      resource "azurerm_resource_group" "g" {
        name     = "rg"
        location = "centralus"
        tags     = { hash = random_password.p.bcrypt_hash, generation = random_password.p.generation }
      }
      """
    try await world.apply(spec)
    let body = try await world.call(.get, World.id("resourceGroups/rg"), apiVersion: "2023-07-01")
    let hash = try #require(body[member: "tags"]?[member: "hash"]?.stringValue)
    #expect(hash.wholeMatch(of: #/\$2a\$10\$[.\/A-Za-z0-9]{53}/#) != nil)
    #expect(body[member: "tags"]?[member: "generation"]?.stringValue == "1")
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test(
    "where it can't be handed to, the plan says so",
    arguments: [
      (
        """
        resource "terraform_data" "t" { input = random_password.p.result }
        resource "azurerm_resource_group" "g" {
          name     = "rg"
          location = "centralus"
          tags     = { p = terraform_data.t.input }
        }
        """, "Secret by way of another resource"
      ),
      (
        """
        data "azurerm_resource_group" "g" { name = random_password.p.result }
        """, "Secret that is kept nowhere"
      ),
    ])
  func refused(rest: String, summary: String) async throws {
    let world = World()
    let secret = "resource \"random_password\" \"p\" {\n length = 8\n special = false\n}\n"
    let (planner, _) = try await world.planner(secret + rest)
    #expect(await planner.plan().diagnostics.map(\.summary) == [summary])
  }

  @Test("a value of the record that it is in is nothing that needs it again")
  func kept() async throws {
    let world = World()
    let spec = """
      resource "random_password" "p" { length = 8 }
      resource "terraform_data" "t" { input = random_password.p.result }
      output "p" {
        value     = random_password.p.result
        sensitive = true
      }
      """
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await world.record()?.outputs.isEmpty == true)
  }
}
