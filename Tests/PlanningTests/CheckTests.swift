import Applying
import Diagnostics
import HTTP
import Planning
import TestWorld
import Testing
import Values

/// `check` blocks: what they find is said and stops nothing.
@Suite struct CheckTests {
  private static func spec(group: String) -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    check "there" {
      data "azurerm_resource_group" "other" {
        name = "\(group)"
      }
      assert {
        condition     = data.azurerm_resource_group.other.location == "westus"
        error_message = "it is in ${data.azurerm_resource_group.other.location}"
      }
    }
    """
  }

  @Test("a data source in a check that can't be read is a warning, and the plan goes on")
  func missing() async throws {
    let world = World()
    let plan = try await world.plan(Self.spec(group: "rg-none"))
    #expect(plan.summary.add == 1)
    #expect(plan.warnings.contains { $0.address == "data.azurerm_resource_group.other" })
    let result = try await world.apply(Self.spec(group: "rg-none"))
    #expect(result.isComplete)
  }

  @Test("an assertion about a data source is checked when the plan is made, and again when it is applied")
  func assertion() async throws {
    let world = World()
    try await world.call(
      .put, World.id("resourceGroups/rg-other"), apiVersion: "2023-07-01", body: ["location": "eastus"])
    let plan = try await world.plan(Self.spec(group: "rg-other"))
    #expect(plan.warnings.map(\.detail) == ["it is in eastus"])
    let result = try await world.apply(Self.spec(group: "rg-other"))
    #expect(result.diagnostics.map(\.detail) == ["it is in eastus"])
    #expect(result.isComplete)
  }

  @Test("nothing outside of a check refers to its data source")
  func scoped() async throws {
    let spec = Self.spec(group: "rg-a") + "\noutput \"o\" {\n  value = data.azurerm_resource_group.other.id\n}\n"
    await #expect {
      try await World().plan(spec)
    } throws: { error in
      (error as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Reference to scoped resource"]
    }
  }
}
