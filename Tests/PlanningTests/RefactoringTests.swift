import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite struct RefactoringTests {
  @Test("moved blocks carry what lives in the record to its new address, in chains and through modules")
  func moved() async throws {
    let world = World()
    try await world.apply("resource \"terraform_data\" \"a\" { input = 1 }")
    let module = [
      "spec/m/main.tf": "resource \"terraform_data\" \"c\" {\n  for_each = toset([\"k\"])\n  input = 1\n}"
    ]
    let spec = """
      module "m" { source = "./m" }
      moved {
        from = terraform_data.a
        to   = terraform_data.b
      }
      moved {
        from = terraform_data.b
        to   = module.m.terraform_data.c["k"]
      }
      """
    let plan = try await world.plan(spec, files: module)
    #expect(plan.changes.map { "\($0.address): \($0.action)" } == ["module.m.terraform_data.c[\"k\"]: none"])
    #expect(plan.changes[0].previousAddress?.description == "terraform_data.a")
    try await world.apply(spec, files: module)
    #expect(try await world.plan(spec, files: module).isEmpty)
    let renamed = """
      module "n" { source = "./m" }
      moved {
        from = module.m
        to   = module.n
      }
      """
    #expect(try await world.plan(renamed, files: module).changes.map(\.action) == [.none])
  }

  @Test("adding or removing count moves the instance")
  func count() async throws {
    let world = World()
    try await world.apply("resource \"terraform_data\" \"a\" { input = 1 }")
    let plan = try await world.plan("resource \"terraform_data\" \"a\" {\n  count = 1\n  input = 1\n}")
    #expect(plan.changes.map { "\($0.address): \($0.action)" } == ["terraform_data.a[0]: none"])
  }

  @Test("what a removed block releases stays in Azure and is no longer ours")
  func removed() async throws {
    let world = World()
    try await world.apply(
      "resource \"azurerm_resource_group\" \"a\" {\n  name = \"rg-a\"\n  location = \"centralus\"\n}")
    let spec = """
      removed {
        from = azurerm_resource_group.a
        lifecycle { destroy = false }
      }
      """
    let plan = try await world.plan(spec)
    #expect(plan.changes.map(\.action) == [.forget])
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
    #expect(world.requests.writes.contains { $0.hasPrefix("DELETE") } == false)
  }

  @Test("an import block takes over what is live, and only what it describes")
  func imported() async throws {
    let world = World()
    try await world.call(
      .put, World.id("resourceGroups/rg-a"), apiVersion: "2023-07-01", body: ["location": "centralus"])
    func spec(_ id: String) -> String {
      """
      locals { groups = { a = "\(id)" } }
      import {
        for_each = local.groups
        to       = azurerm_resource_group.g[each.key]
        id       = "/subscriptions/\(World.subscription)/resourceGroups/${each.value}"
      }
      resource "azurerm_resource_group" "g" {
        for_each = { a = "rg-a" }
        name     = each.value
        location = "centralus"
      }
      """
    }
    await #expect { try await world.plan(spec("rg-b")) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Import of another resource"]
    }
    #expect(try await world.apply(spec("RG-A")).imported == 1)
    #expect(try await world.plan(spec("rg-a")).isEmpty)
    #expect(try await world.record()?.entries.count == 1)
    await #expect { try await World().plan(spec("rg-a")) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Nothing to import"]
    }
  }
}
