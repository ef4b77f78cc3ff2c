import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Resources are known by their ids, whatever address a spec gives them.
@Suite struct IdentityTests {
  private static func groups(_ names: [(label: String, name: String)]) -> String {
    names.map { label, name in
      "resource \"azurerm_resource_group\" \"\(label)\" {\n  name     = \"\(name)\"\n  location = \"centralus\"\n}\n"
    }.joined()
  }

  private static func counted(_ names: [String]) -> String {
    """
    locals { names = [\(names.map { "\"\($0)\"" }.joined(separator: ", "))] }
    resource "azurerm_resource_group" "a" {
      count    = length(local.names)
      name     = local.names[count.index]
      location = "centralus"
    }
    """
  }

  private func summary(_ plan: Plan) -> [String] {
    plan.changes.map { change in
      "\(change.previousAddress.map { "\($0) -> " } ?? "")\(change.address): \(change.action)"
    }
  }

  private func ids(_ world: World) async throws -> [String: String] {
    let entries = try await world.record()?.sortedEntries ?? []
    return Dictionary(
      uniqueKeysWithValues: entries.map { ("\($0.address)", String($0.id.split(separator: "/").last ?? "")) })
  }

  @Test("two addresses that change places keep their resources")
  func swap() async throws {
    let world = World()
    try await world.apply(Self.groups([("a", "rg-1"), ("b", "rg-2")]))
    let swapped = Self.groups([("a", "rg-2"), ("b", "rg-1")])
    let plan = try await world.plan(swapped)
    #expect(
      summary(plan) == [
        "azurerm_resource_group.b -> azurerm_resource_group.a: none",
        "azurerm_resource_group.a -> azurerm_resource_group.b: none",
      ])
    let writes = world.requests.writes.count
    try await world.apply(swapped)
    #expect(world.requests.writes.count == writes, "only the record changes")
    #expect(try await ids(world) == ["azurerm_resource_group.a": "rg-2", "azurerm_resource_group.b": "rg-1"])
    #expect(try await world.plan(swapped).isEmpty)
  }

  @Test("removing the first of a counted list moves the rest up and deletes only that one")
  func shift() async throws {
    let world = World()
    try await world.apply(Self.counted(["x", "y", "z"]))
    let shorter = Self.counted(["y", "z"])
    let plan = try await world.plan(shorter)
    #expect(plan.changes.map(\.action).filter { $0 != .none } == [.delete])
    #expect(plan.changes.first { $0.action == .delete }?.id?.hasSuffix("/x") == true)
    #expect(plan.summary.add == 0)
    try await world.apply(shorter)
    #expect(try await ids(world) == ["azurerm_resource_group.a[0]": "y", "azurerm_resource_group.a[1]": "z"])
    #expect(try await world.plan(shorter).isEmpty)
    #expect(world.requests.writes.filter { $0.hasPrefix("DELETE") }.count == 1)
  }

  @Test("an address whose resource moved on gets a new one")
  func successor() async throws {
    let world = World()
    try await world.apply(Self.groups([("a", "rg-1")]))
    let next = Self.groups([("a", "rg-new"), ("b", "rg-1")])
    let plan = try await world.plan(next)
    #expect(
      summary(plan) == [
        "azurerm_resource_group.a: create", "azurerm_resource_group.a -> azurerm_resource_group.b: none",
      ])
    try await world.apply(next)
    #expect(try await ids(world) == ["azurerm_resource_group.a": "rg-new", "azurerm_resource_group.b": "rg-1"])
    #expect(try await world.plan(next).isEmpty)
  }

  @Test("a resource may go on as one of any type, as with azapi")
  func anyType() async throws {
    let world = World()
    try await world.apply(Self.groups([("a", "rg-1")]))
    let next = """
      moved {
        from = azurerm_resource_group.a
        to   = azapi_resource.b
      }
      resource "azapi_resource" "b" {
        type      = "Microsoft.Resources/resourceGroups@2024-03-01"
        parent_id = "/subscriptions/\(World.subscription)"
        name      = "rg-1"
        location  = "centralus"
      }
      """
    #expect(summary(try await world.plan(next)) == ["azurerm_resource_group.a -> azapi_resource.b: none"])
    try await world.apply(next)
    #expect(try await ids(world) == ["azapi_resource.b": "rg-1"])
    #expect(try await world.plan(next).isEmpty)
    #expect(world.requests.writes.filter { $0.hasPrefix("DELETE") }.isEmpty)
  }

  private func errors(_ spec: String, in world: World) async throws -> [String] {
    do {
      _ = try await world.plan(spec)
    } catch let error as DiagnosticsError {
      return error.diagnostics.filter { $0.severity == .error }.map(\.summary)
    }
    return []
  }

  @Test(
    "what moved, removed and import blocks can't mean is an error in Terraform's words",
    arguments: [
      ("moved {\n from = terraform_data.a\n to = terraform_data.a\n}", "Redundant move statement"),
      ("moved {\n from = terraform_data.a\n to = terraform_data.x\n}", "Moved object still exists"),
      (
        "moved {\n from = azurerm_resource_group.x\n to = terraform_data.a\n}",
        "Unsupported `moved` across resource types"
      ),
      (
        "moved {\n from = terraform_data.x\n to = terraform_data.a\n}\n"
          + "moved {\n from = terraform_data.x\n to = terraform_data.y\n}", "Ambiguous move statements"
      ),
      (
        "moved {\n from = terraform_data.x\n to = terraform_data.a\n}\n"
          + "moved {\n from = terraform_data.y\n to = terraform_data.a\n}", "Ambiguous move statements"
      ),
      (
        "moved {\n from = terraform_data.x\n to = terraform_data.y\n}\n"
          + "moved {\n from = terraform_data.y\n to = terraform_data.x\n}", "Cyclic dependency in move statements"
      ),
      ("removed {\n from = terraform_data.a\n}", "Removed resource still exists"),
      (
        "import {\n to = azurerm_resource_group.g\n id = \"\"\n}\n" + IdentityTests.groups([("g", "rg-g")]),
        "Invalid import id argument"
      ),
      (
        "import {\n to = azurerm_resource_group.g\n id = null\n}\n" + IdentityTests.groups([("g", "rg-g")]),
        "Invalid import id argument"
      ),
      (
        "import {\n to = azurerm_resource_group.g\n id = terraform_data.a.id\n}\n"
          + IdentityTests.groups([("g", "rg-g")]),
        "Invalid import id argument"
      ),
      (
        "import {\n to = azurerm_resource_group.g\n id = \"/x\"\n}",
        "Configuration for import target does not exist"
      ),
      (
        "import {\n to = azurerm_resource_group.g\n id = \"/x\"\n}\n" + IdentityTests.groups([("g", "rg-g")]),
        "Import of another resource"
      ),
      (
        "import {\n to = azurerm_resource_group.g\n id = \"/x\"\n}\n"
          + "import {\n to = azurerm_resource_group.g\n id = \"/y\"\n}\n" + IdentityTests.groups([("g", "rg-g")]),
        "Duplicate import configuration for \"azurerm_resource_group.g\""
      ),
    ])
  func contradictions(blocks: String, summary: String) async throws {
    let world = World()
    #expect(try await errors("resource \"terraform_data\" \"a\" {}\n" + blocks, in: world) == [summary])
  }

  @Test("a moved block from an instance that is still there is an error, from one that is gone a move")
  func movedInstance() async throws {
    let world = World()
    func spec(_ count: Int, to: String) -> String {
      """
      resource "terraform_data" "a" {
        count = \(count)
        input = count.index
      }
      resource "terraform_data" "b" {
        for_each = toset(["k"])
        input    = 1
      }
      moved {
        from = terraform_data.a[1]
        to   = terraform_data.b["k"]
      }
      """
    }
    #expect(try await errors(spec(2, to: "k"), in: world) == ["Moved object still exists"])
    try await world.apply("resource \"terraform_data\" \"a\" {\n  count = 2\n  input = count.index\n}")
    let plan = try await world.plan(spec(1, to: "k"))
    #expect(
      plan.changes.map { "\($0.address): \($0.action)" } == [
        "terraform_data.a[0]: none", "terraform_data.b[\"k\"]: none",
      ])
  }

  @Test("an import block with a computed module key finds its target")
  func importIntoModule() async throws {
    let world = World()
    try await world.call(
      .put, World.id("resourceGroups/rg-k"), apiVersion: "2023-07-01", body: ["location": "centralus"])
    let spec = """
      module "m" {
        for_each = toset(["k"])
        source   = "./m"
        name     = "rg-${each.key}"
      }
      import {
        for_each = toset(["k"])
        to       = module.m[each.key].azurerm_resource_group.g
        id       = "/subscriptions/\(World.subscription)/resourceGroups/rg-${each.key}"
      }
      """
    let module = [
      "spec/m/main.tf":
        "variable \"name\" {}\nresource \"azurerm_resource_group\" \"g\" {\n  name = var.name\n  location = \"centralus\"\n}"
    ]
    let plan = try await world.plan(spec, files: module)
    #expect(plan.changes.map(\.reasons) == [[.adopted]])
  }

  @Test("ignored keys of a map stay as they are live, there or not")
  func ignoredKeys() async throws {
    let world = World()
    func spec(_ tags: String, _ ignored: String) -> String {
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
        tags     = \(tags)
        lifecycle { ignore_changes = [\(ignored)] }
      }
      """
    }
    try await world.apply(spec("{ team = \"ml\", owner = \"x\" }", ""))
    #expect(try await world.plan(spec("{ team = \"ml\" }", "tags[\"owner\"]")).isEmpty)
    #expect(try await world.plan(spec("{ team = \"ml\", owner = \"y\" }", "tags[\"owner\"]")).isEmpty)
    #expect(
      try await world.plan(spec("{ team = \"ml\", owner = \"x\", cost = \"1\" }", "tags[\"cost\"]")).isEmpty)
    #expect(try await !world.plan(spec("{ team = \"ops\" }", "tags[\"owner\"]")).isEmpty)
    #expect(try await errors(spec("{}", "tagz"), in: world) == ["Unsupported attribute"])
  }

  @Test("prevent_destroy holds for an instance that count no longer reaches")
  func preventedShrinking() async throws {
    let world = World()
    func spec(_ count: Int) -> String {
      """
      resource "azurerm_resource_group" "a" {
        count    = \(count)
        name     = "rg-${count.index}"
        location = "centralus"
        lifecycle { prevent_destroy = true }
      }
      """
    }
    try await world.apply(spec(2))
    #expect(try await errors(spec(1), in: world) == ["Instance cannot be destroyed"])
  }
}
