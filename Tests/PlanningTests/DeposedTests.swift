import Applying
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Replacements that create first and didn't get to the end.
@Suite struct DeposedTests {
  private static func spec(_ name: String) -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "\(name)"
      location = "centralus"
      lifecycle { create_before_destroy = true }
    }
    """
  }

  /// A world in which the old group could not be deleted, since somebody put something into it.
  private func stuck() async throws -> (world: World, foreign: String) {
    let world = World()
    try await world.apply(Self.spec("rg-a"))
    let foreign = World.id("resourceGroups/rg-a/providers/Microsoft.Monitor/accounts/theirs")
    try await world.call(.put, foreign, apiVersion: "2023-04-03", body: ["location": "centralus"])
    let result = try await world.apply(Self.spec("rg-b"))
    #expect(result.added == 1)
    #expect(result.failures.map(\.address.description) == ["azurerm_resource_group.a"])
    return (world, foreign)
  }

  @Test("what could not be deleted keeps an entry under a name that no block can have, and goes in the next run")
  func leftOver() async throws {
    let (world, foreign) = try await stuck()
    let record = try #require(try await world.record())
    let old = try #require(record.sortedEntries.last)
    #expect(record.sortedEntries.map(\.id) == [World.id("resourceGroups/rg-b"), World.id("resourceGroups/rg-a")])
    #expect(old.address.deposed != nil)
    #expect(InstanceAddress(old.address.description) == old.address)
    let plan = try await world.plan(Self.spec("rg-b"))
    #expect(plan.changes.map(\.action) == [.none, .delete])
    #expect(plan.changes.last?.reasons == [.deposed])
    try await world.call(.delete, foreign, apiVersion: "2023-04-03")
    #expect(try await world.apply(Self.spec("rg-b")).destroyed == 1)
    #expect(try await world.plan(Self.spec("rg-b")).isEmpty)
    #expect(try await world.record()?.entries.count == 1)
  }

  @Test("where the spec wants the old one again, that stays and its successor goes")
  func back() async throws {
    let (world, _) = try await stuck()
    let plan = try await world.plan(Self.spec("rg-a"))
    #expect(plan.changes.map(\.action) == [.none, .delete])
    #expect(plan.changes.map(\.priorID) == [World.id("resourceGroups/rg-a"), World.id("resourceGroups/rg-b")])
    try await world.apply(Self.spec("rg-a"))
    #expect(try await world.plan(Self.spec("rg-a")).isEmpty)
    #expect(try await world.record()?.entries.values.map(\.id) == [World.id("resourceGroups/rg-a")])
  }

  @Test("destroying removes what was left over, too")
  func destruction() async throws {
    let (world, foreign) = try await stuck()
    try await world.call(.delete, foreign, apiVersion: "2023-04-03")
    #expect(try await world.destroy(Self.spec("rg-b")).destroyed == 2)
    #expect(try await world.record() == nil)
  }
}
