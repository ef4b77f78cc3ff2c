import Planning
import Resources
import TestWorld
import Testing

@Suite struct TriggerTests {
  private func spec(_ trigger: String, inputs: [Int] = [1, 1], note: String = "", tag: String = "x") -> String {
    """
    resource "terraform_data" "t" {
      count = 2
      input = [\(inputs[0]), \(inputs[1])][count.index]
    }
    resource "azurerm_resource_group" "g" {
      name     = "rg"
      location = "centralus"
      tags     = { t = "\(tag)" }
    }
    \(note)
    resource "terraform_data" "x" {
      count = 1
      lifecycle { replace_triggered_by = [\(trigger)] }
    }
    """
  }

  private func isReplaced(_ plan: Plan) -> Bool {
    plan.changes.first { $0.address.name == "x" }?.action == .replace(createFirst: false)
  }

  @Test(
    "what changes triggers, by instance and by attribute, and what else changes doesn't",
    arguments: [
      ("terraform_data.t", true), ("terraform_data.t[1]", true), ("terraform_data.t[0]", false),
      ("terraform_data.t[count.index]", false), ("terraform_data.t[count.index + 1].output", true),
      ("terraform_data.t[1].output", true), ("terraform_data.t[1].id", false),
      ("azurerm_resource_group.g", true), ("azurerm_resource_group.g.id", false),
      ("azurerm_resource_group.g.tags", true),
    ])
  func triggers(trigger: String, isReplaced expected: Bool) async throws {
    let world = World()
    try await world.apply(spec(trigger))
    #expect(try await world.plan(spec(trigger)).isEmpty)
    let plan = try await world.plan(spec(trigger, inputs: [1, 2], tag: "y"))
    #expect(isReplaced(plan) == expected)
  }

  @Test("the id of something made anew triggers though it is the same text, and something new as a whole does not")
  func anew() async throws {
    let world = World()
    try await world.apply(spec("azurerm_resource_group.g.id"))
    var options = PlanOptions()
    options.replaced = ["azurerm_resource_group.g"]
    #expect(isReplaced(try await world.plan(spec("azurerm_resource_group.g.id"), options: options)))
    #expect(!isReplaced(try await world.plan(spec("azurerm_resource_group.g.name"), options: options)))
    let added = spec("terraform_data.new", note: "resource \"terraform_data\" \"new\" {}")
    #expect(!isReplaced(try await world.plan(added)))
  }
}
