import Applying
import Diagnostics
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
}
