import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite struct PlannerTests {
  private static let group = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "Central US"
      tags     = { team = "ml" }
    }
    """

  private func summary(_ plan: Plan) -> [String] {
    plan.changes.map { "\($0.address): \($0.action)" }
  }

  @Test("what isn't there is created, and its id is known before it exists")
  func creation() async throws {
    let world = World()
    let plan = try await world.plan(Self.group)
    #expect(summary(plan) == ["azurerm_resource_group.a: create"])
    #expect(plan.changes[0].reasons == [.new])
    #expect(plan.changes[0].after[member: "id"]?.stringValue == World.id("resourceGroups/rg-a"))
    #expect(world.requests.writes.isEmpty, "a plan writes nothing")
  }

  @Test("changes stand in the order of their addresses, as Terraform 1.11.4 shows these")
  func addressOrder() async throws {
    let plan = try await World().plan(
      """
      resource "terraform_data" "abcdefghz" {}
      resource "terraform_data" "abcdefgha" {}
      resource "terraform_data" "abcdefgh" { count = 11 }
      resource "terraform_data" "abc" {}
      resource "terraform_data" "a_b" { for_each = toset(["z", "é", "a b", "Z"]) }
      resource "terraform_data" "a-b" {}
      resource "terraform_data" "B" {}
      resource "terraform_data" "éa" {}
      module "z" { source = "./m" }
      module "m" {
        source   = "./m"
        for_each = toset(["b", "a"])
      }
      """,
      files: [
        "spec/m/main.tf": """
        resource "terraform_data" "longer_name_2" {}
        resource "terraform_data" "longer_name_1" {}
        """
      ])
    let root =
      ["B", "a-b", #"a_b["Z"]"#, #"a_b["a b"]"#, #"a_b["z"]"#, #"a_b["é"]"#, "abc"]
      + (0...10).map { "abcdefgh[\($0)]" } + ["abcdefgha", "abcdefghz", "éa"]
    let inModules = [#"module.m["a"]"#, #"module.m["b"]"#, "module.z"].flatMap { module in
      ["longer_name_1", "longer_name_2"].map { "\(module).terraform_data.\($0)" }
    }
    #expect(plan.changes.map(\.address.description) == root.map { "terraform_data.\($0)" } + inModules)
  }

  @Test("a mistake that the spec alone shows is told without a look at Azure")
  func mistakeWithoutCalls() async throws {
    let world = World()
    let error = await #expect(throws: DiagnosticsError.self) {
      try await world.plan(
        Self.group + """

          resource "azurerm_virtual_network" "v" {
            name                = "v"
            resource_group_name = azurerm_resource_group.a.name
            location            = "centralus"
            address_space       = ["10.0.0.0/16"]
          }
          """)
    }
    #expect(error?.diagnostics.map(\.summary) == ["Invalid value for argument"])
    #expect(world.requests.all.filter { !$0.contains("armature-records") } == [])
  }

  @Test("after an apply there is nothing to do, however Azure spells what was sent")
  func emptyAfterApply() async throws {
    let world = World()
    try await world.apply(Self.group)
    let plan = try await world.plan(Self.group)
    #expect(plan.isEmpty, "\(summary(plan))")
  }

  @Test("each change of an argument names its cause")
  func causes() async throws {
    let world = World()
    try await world.apply(Self.group)
    let spec = try await world.plan(Self.group.replacing("ml", with: "ops"))
    #expect(spec.changes[0].action == .update)
    #expect(spec.changes[0].differences.map(\.cause) == [.spec])

    try await world.call(
      .put, World.id("resourceGroups/rg-a"), apiVersion: "2023-07-01",
      body: ["location": "centralus", "tags": ["team": "somebody"]])
    let drift = try await world.plan(Self.group)
    #expect(drift.changes[0].differences.map(\.cause) == [.drift])
    #expect(drift.drift.map(\.address.description) == ["azurerm_resource_group.a"])
    let both = try await world.plan(Self.group.replacing("ml", with: "ops"))
    #expect(both.changes[0].differences.map(\.cause) == [.specAndDrift])
  }

  @Test("an argument that can't be changed in place replaces the resource, and what lives beneath it goes along")
  func replacement() async throws {
    let world = World()
    let spec = """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_monitor_data_collection_endpoint" "e" {
        name                = "dce"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
      }
      """
    try await world.apply(spec)
    let moved = spec.replacing(
      "name     = \"rg-a\"\n  location = \"centralus\"", with: "name     = \"rg-a\"\n  location = \"westeurope\"")
    let plan = try await world.plan(moved)
    #expect(
      summary(plan) == [
        "azurerm_monitor_data_collection_endpoint.e: replace(createFirst: false)",
        "azurerm_resource_group.a: replace(createFirst: false)",
      ])
    #expect(plan.changes[0].reasons == [.parent(plan.changes[1].address)])
    #expect(plan.changes[1].replacementPaths.map(\.text) == ["location"])
    try await world.apply(moved)
    #expect(try await world.plan(moved).isEmpty)
  }

  @Test("what the spec no longer has is deleted, count and for_each by instance")
  func orphans() async throws {
    let world = World()
    let spec = """
      resource "azurerm_resource_group" "c" {
        count    = 2
        name     = "rg-${count.index}"
        location = "centralus"
      }
      resource "azurerm_resource_group" "f" {
        for_each = toset(["x", "y"])
        name     = "rg-${each.key}"
        location = "centralus"
      }
      """
    try await world.apply(spec)
    let plan = try await world.plan(
      spec.replacing("count    = 2", with: "count    = 1").replacing("\"x\", \"y\"", with: "\"x\""))
    let deleted = plan.changes.filter { $0.action == .delete }
    #expect(deleted.map { "\($0.address)" } == ["azurerm_resource_group.c[1]", "azurerm_resource_group.f[\"y\"]"])
    #expect(deleted.map(\.reasons) == [[.countShrunk], [.keyRemoved]])
    let none = try await world.plan("")
    #expect(none.changes.map(\.action) == [.delete, .delete, .delete, .delete])
  }

  @Test("what is live and not in the record is nobody's to change, until it is adopted")
  func adoption() async throws {
    let world = World()
    try await world.call(
      .put, World.id("resourceGroups/rg-a"), apiVersion: "2023-07-01", body: ["location": "centralus"])
    await #expect { try await world.plan(Self.group) } throws: { error in
      (error as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Resource already exists"]
    }
    var options = PlanOptions()
    options.adopted = ["azurerm_resource_group.a"]
    let plan = try await world.plan(Self.group, options: options)
    #expect(plan.changes[0].action == .update)
    #expect(plan.changes[0].reasons.contains(.adopted))
    try await world.apply(Self.group, options: options)
    #expect(try await world.plan(Self.group).isEmpty)
  }

  @Test("a resource that moved to another address is the same resource")
  func move() async throws {
    let world = World()
    try await world.apply(Self.group)
    let plan = try await world.plan(Self.group.replacing("\"a\"", with: "\"b\""))
    #expect(plan.changes.map { "\($0.address): \($0.action)" } == ["azurerm_resource_group.b: none"])
    #expect(plan.changes[0].previousAddress?.description == "azurerm_resource_group.a")
  }

  @Test("two addresses with one id are an error")
  func sameID() async throws {
    let world = World()
    await #expect {
      try await world.plan(
        Self.group + "\n" + Self.group.replacing("\"a\"", with: "\"b\"").replacing("rg-a", with: "RG-A"))
    } throws: { ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Two addresses for one resource"] }
  }

  @Test("a data source is read while planning, unless what it reads is about to change")
  func dataSources() async throws {
    let world = World()
    try await world.call(
      .put, World.id("resourceGroups/given"), apiVersion: "2023-07-01", body: ["location": "northeurope"])
    let spec = """
      data "azurerm_resource_group" "given" { name = "given" }
      data "azurerm_resource_group" "own" { name = azurerm_resource_group.a.name }
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = data.azurerm_resource_group.given.location
      }
      output "own" { value = data.azurerm_resource_group.own.location }
      """
    let plan = try await world.plan(spec)
    #expect(plan.changes.first { $0.address.name == "a" }?.after[member: "location"]?.stringValue == "northeurope")
    #expect(plan.changes.first { $0.address.name == "own" }?.action == .read)
    #expect(plan.outputs[0].after?.isKnown == false)
    let result = try await world.apply(spec)
    #expect(result.outputs.map { $0.value.stringValue } == ["northeurope"])
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("terraform_data keeps its values in the record and follows Terraform's rules")
  func terraformData() async throws {
    let world = World()
    let spec = """
      variable "size" { default = 1 }
      resource "terraform_data" "a" {
        input            = { n = var.size, l = tolist(["x"]) }
        triggers_replace = var.size > 1
      }
      resource "terraform_data" "b" { input = terraform_data.a.id }
      output "a" { value = terraform_data.a.output }
      """
    let created = try await world.apply(spec)
    #expect(created.outputs[0].value == ["l": .list(["x"], of: .string), "n": 1])
    #expect(try await world.plan(spec).isEmpty)
    let replaced = try await world.plan(spec, variables: ["size=2"])
    #expect(replaced.changes.map(\.action) == [.replace(createFirst: false), .update])
    #expect(world.requests.writes.isEmpty, "nothing but the record is written")
  }

  @Test("prevent_destroy stops a plan that would replace, ignore_changes leaves what is live")
  func lifecycle() async throws {
    let world = World()
    func spec(_ location: String, _ tag: String, _ lifecycle: String) -> String {
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "\(location)"
        tags     = { team = "\(tag)" }
        lifecycle { \(lifecycle) }
      }
      """
    }
    try await world.apply(spec("centralus", "ml", "prevent_destroy = true"))
    await #expect { try await world.plan(spec("westeurope", "ml", "prevent_destroy = true")) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Instance cannot be destroyed"]
    }
    #expect(try await world.plan(spec("centralus", "ops", "ignore_changes = [tags]")).isEmpty)
    #expect(try await world.plan(spec("centralus", "ops", "ignore_changes = [tags[\"team\"]]")).isEmpty)
  }

  @Test(
    "mistakes that only evaluation finds are all reported, each once",
    arguments: [
      (
        "resource \"azurerm_resource_group\" \"a\" {\n  name = \"x.\"\n  location = \"centralus\"\n}",
        ["Invalid value for argument"]
      ),
      (
        "resource \"azurerm_ressource_group\" \"a\" {}\nresource \"azurerm_storage_acount\" \"b\" {}",
        ["Invalid resource type", "Invalid resource type"]
      ),
      (
        "resource \"azurerm_kubernetes_cluster_node_pool\" \"p\" {\n  name = \"p\"\n  kubernetes_cluster_id = \"nonsense\"\n  vm_size = \"Standard_D2s_v3\"\n}",
        ["Invalid resource id"]
      ),
      (
        "locals { a = local.b }\nlocals { b = local.a }\nresource \"terraform_data\" \"x\" { input = local.a }",
        ["Cycle: local.a, local.b"]
      ),
    ])
  func mistakes(spec: String, summaries: [String]) async throws {
    let world = World()
    await #expect { try await world.plan(spec) } throws: { error in
      (error as? DiagnosticsError)?.diagnostics.filter { $0.severity == .error }.map(\.summary) == summaries
    }
    #expect(world.requests.writes.isEmpty)
  }
}
