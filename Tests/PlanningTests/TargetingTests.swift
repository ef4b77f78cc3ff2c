import Applying
import Diagnostics
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Plans of a part of the spec.
@Suite struct TargetingTests {
  private static func spec(tag: String) -> String {
    """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
      tags     = { t = "\(tag)" }
    }
    resource "azurerm_monitor_workspace" "w" {
      count               = 2
      name                = "amw-${count.index}"
      resource_group_name = azurerm_resource_group.a.name
      location            = "centralus"
      tags                = { t = "\(tag)" }
    }
    module "m" { source = "./m" }
    output "tag" { value = azurerm_monitor_workspace.w[1].tags["t"] }
    """
  }
  private static let files = [
    "spec/m/main.tf":
      "resource \"azurerm_resource_group\" \"b\" {\n  name = \"rg-b\"\n  location = \"centralus\"\n}"
  ]

  private func options(targets: Set<String> = [], excluded: Set<String> = []) -> PlanOptions {
    var options = PlanOptions()
    options.targets = targets
    options.excluded = excluded
    return options
  }

  private func changed(_ plan: Plan) -> [String] {
    plan.changes.filter { $0.action != .none }.map(\.address.description)
  }

  @Test(
    "a target comes with what it rests on, and the plan names what it leaves undone",
    arguments: [
      (["azurerm_monitor_workspace.w[0]"], ["azurerm_monitor_workspace.w[0]", "azurerm_resource_group.a"]),
      (
        ["azurerm_monitor_workspace.w"],
        ["azurerm_monitor_workspace.w[0]", "azurerm_monitor_workspace.w[1]", "azurerm_resource_group.a"]
      ),
      (["module.m"], ["module.m.azurerm_resource_group.b"]),
    ])
  func targets(targets: [String], expected: [String]) async throws {
    let world = World()
    let plan = try await world.plan(
      Self.spec(tag: "1"), files: Self.files, options: options(targets: Set(targets)))
    #expect(changed(plan) == expected)
    #expect(plan.undone.count == 4 - expected.count)
    #expect(plan.warnings.map(\.summary) == ["Only a part is planned"])
    let result = try await world.apply(
      Self.spec(tag: "1"), files: Self.files, options: options(targets: Set(targets)))
    #expect(result.added == expected.count)
    let rest = try await world.plan(Self.spec(tag: "1"), files: Self.files)
    #expect(changed(rest).count == 4 - expected.count)
  }

  @Test("what is excluded stays as it is, with all that rests on it")
  func excluded() async throws {
    let world = World()
    let all = try await world.plan(
      Self.spec(tag: "1"), files: Self.files, options: options(excluded: ["azurerm_resource_group.a"]))
    #expect(changed(all) == ["module.m.azurerm_resource_group.b"])
    try await world.apply(Self.spec(tag: "1"), files: Self.files)
    let one = try await world.plan(
      Self.spec(tag: "2"), files: Self.files, options: options(excluded: ["azurerm_monitor_workspace.w[1]"]))
    #expect(changed(one) == ["azurerm_monitor_workspace.w[0]", "azurerm_resource_group.a"])
    #expect(one.undone.map(\.address.description) == ["azurerm_monitor_workspace.w[1]"])
    #expect(one.outputs.allSatisfy { !$0.isChange }, "an output says what is live")
    let result = try await world.apply(
      Self.spec(tag: "2"), files: Self.files, options: options(excluded: ["azurerm_monitor_workspace.w[1]"]))
    #expect(result.outputs.map(\.value) == ["1"])
    #expect(try await world.record()?.outputs["tag"] == "1")
  }

  @Test("a replaced target takes along what is beneath it, and what would take an excluded one along stays")
  func cascades() async throws {
    let world = World()
    try await world.apply(Self.spec(tag: "1"), files: Self.files)
    var wanted = options(targets: ["azurerm_resource_group.a"])
    wanted.replaced = ["azurerm_resource_group.a"]
    let plan = try await world.plan(Self.spec(tag: "1"), files: Self.files, options: wanted)
    #expect(
      changed(plan) == [
        "azurerm_monitor_workspace.w[0]", "azurerm_monitor_workspace.w[1]", "azurerm_resource_group.a",
      ])
    var unwanted = options(excluded: ["azurerm_monitor_workspace.w[1]"])
    unwanted.replaced = ["azurerm_resource_group.a"]
    let none = try await world.plan(Self.spec(tag: "1"), files: Self.files, options: unwanted)
    #expect(changed(none) == [])
    #expect(none.undone.count == 3)
  }

  @Test("among removals a target takes along what rests on it, and an excluded one keeps what it rests on")
  func removals() async throws {
    let world = World()
    try await world.apply(Self.spec(tag: "1"), files: Self.files)
    let orphan = try await world.plan("", options: options(targets: ["azurerm_monitor_workspace.w[1]"]))
    #expect(changed(orphan) == ["azurerm_monitor_workspace.w[1]"])
    let kept = try await world.plan("", options: options(excluded: ["azurerm_monitor_workspace.w[1]"]))
    #expect(changed(kept) == ["azurerm_monitor_workspace.w[0]", "module.m.azurerm_resource_group.b"])
    func destruction(_ options: PlanOptions) async throws -> [String] {
      let (planner, _) = try await world.planner(Self.spec(tag: "1"), files: Self.files, options: options)
      return changed(await planner.destruction().plan)
    }
    #expect(
      try await destruction(options(targets: ["azurerm_resource_group.a"])) == [
        "azurerm_monitor_workspace.w[0]", "azurerm_monitor_workspace.w[1]", "azurerm_resource_group.a",
      ])
    #expect(
      try await destruction(options(excluded: ["azurerm_monitor_workspace.w[1]"])) == [
        "azurerm_monitor_workspace.w[0]", "module.m.azurerm_resource_group.b",
      ])
  }

  @Test("an address that means nothing is an error", arguments: ["azurerm_resource_group.x", "module.n", "nonsense"])
  func unknown(address: String) async throws {
    for part in [options(targets: [address]), options(excluded: [address])] {
      await #expect(throws: DiagnosticsError.self) {
        try await World().plan(Self.spec(tag: "1"), files: Self.files, options: part)
      }
    }
  }
}
