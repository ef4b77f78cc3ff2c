import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite struct CreateBeforeDestroyTests {
  private func spec(_ name: String, lifecycle: String = "lifecycle { create_before_destroy = true }") -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "\(name)"
      location = "centralus"
      \(lifecycle)
    }
    """
  }

  @Test("a replacement under another name is there before the old one goes")
  func otherName() async throws {
    let world = World()
    try await world.apply(spec("rg-a"))
    let plan = try await world.plan(spec("rg-b"))
    #expect(plan.changes.map(\.action) == [.replace(createFirst: true)])
    try await world.apply(spec("rg-b"))
    let writes = world.requests.writes.suffix(2)
    #expect(writes.map { $0.hasPrefix("PUT") } == [true, false])
    #expect(writes.last?.hasSuffix("rg-a") == true)
    #expect(try await world.plan(spec("rg-b")).isEmpty)
    #expect(try await world.record()?.entries.values.map(\.id) == [World.id("resourceGroups/rg-b")])
  }

  @Test("two resources under one id can't coexist, and the plan says so")
  func sameName() async throws {
    let world = World()
    try await world.apply(spec("rg-a"))
    await #expect { try await world.plan(spec("rg-a").replacing("centralus", with: "westeurope")) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Can't be created before it is destroyed"]
    }
  }

  @Test("create_before_destroy spreads to what the resource rests on")
  func spreading() async throws {
    let world = World()
    func spec(_ trigger: Int) -> String {
      """
      resource "terraform_data" "base" { triggers_replace = \(trigger) }
      resource "terraform_data" "top" {
        triggers_replace = terraform_data.base.id
        lifecycle { create_before_destroy = true }
      }
      """
    }
    try await world.apply(spec(1))
    let plan = try await world.plan(spec(2))
    #expect(plan.changes.map(\.action) == [.replace(createFirst: true), .replace(createFirst: true)])
    let order = Locked<[String]>([])
    try await world.apply(spec(2)) { event in
      if case .finished(let step, _, _) = event { order.change { $0.append("\(step.verb) \(step.address.name)") } }
    }
    #expect(order.value == ["create base", "create top", "delete top", "delete base"])
    #expect(try await world.plan(spec(2)).isEmpty)
  }
}
