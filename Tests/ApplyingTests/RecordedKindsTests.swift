import ARMSimulator
import Applying
import Diagnostics
import Foundation
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Kinds whose home is the record, from the spec to the record and back.
@Suite("Kinds of the record")
struct RecordedKindsTests {
  private static let records = World.id("resourceGroups/armature-records")

  private func forget(_ world: World) async throws {
    try await world.call(.delete, Self.records, apiVersion: "2021-04-01")
  }

  private func change(_ plan: Plan, _ address: String) throws -> InstanceChange {
    try #require(plan.changes.first { "\($0.address)" == address })
  }

  /// What the record keeps of a resource.
  private func kept(_ world: World, _ address: String) async throws -> Value {
    let entry = try await world.record()?.entries.first { "\($0.key)" == address }
    return try #require(entry?.value.kept)
  }

  private static let all = """
    resource "null_resource" "a" { triggers = { x = "1" } }
    resource "time_static" "a" {}
    resource "time_static" "said" { rfc3339 = "2020-02-12T06:36:13Z" }
    resource "time_sleep" "a" { create_duration = "30s" }
    resource "random_id" "a" {
      byte_length = 4
      prefix      = "p-"
    }
    resource "random_integer" "a" {
      min = 1
      max = 1000000
    }
    resource "random_password" "a" { length = 20 }
    resource "random_pet" "a" {}
    resource "random_string" "a" { length = 12 }
    resource "random_uuid" "a" {}
    output "id" { value = random_id.a.hex }
    """

  @Test("what was a null_resource goes on as terraform_data, as in Terraform")
  func succession() async throws {
    let world = World()
    try await world.apply(
      """
      resource "null_resource" "a" { triggers = { x = "1" } }
      resource "null_resource" "b" {}
      """)
    let id = try #require(try await kept(world, "null_resource.a")[member: "id"])
    let next = """
      moved {
        from = null_resource.a
        to   = terraform_data.a
      }
      moved {
        from = null_resource.b
        to   = terraform_data.b
      }
      resource "terraform_data" "a" { triggers_replace = { x = "1" } }
      resource "terraform_data" "b" {}
      """
    let plan = try await world.plan(next)
    #expect(plan.changes.map(\.action) == [.none, .none])
    #expect(plan.changes.map { $0.previousAddress?.description } == ["null_resource.a", "null_resource.b"])
    try await world.apply(next)
    #expect(try await kept(world, "terraform_data.a")[member: "id"] == id)
    #expect(try await world.plan(next).isEmpty)
    let other = next.replacingOccurrences(of: "x = \"1\"", with: "x = \"2\"")
    #expect(try change(try await world.plan(other), "terraform_data.a").action == .replace(createFirst: false))
  }

  @Test("what was a null_resource is replaced where its triggers have changed by the time that it moves")
  func changedSuccession() async throws {
    let world = World()
    try await world.apply("resource \"null_resource\" \"a\" { triggers = { x = \"1\" } }")
    let plan = try await world.plan(
      """
      moved {
        from = null_resource.a
        to   = terraform_data.a
      }
      resource "terraform_data" "a" { triggers_replace = { x = "2" } }
      """)
    #expect(try change(plan, "terraform_data.a").action == .replace(createFirst: false))
  }

  @Test("an apply is followed by an empty plan")
  func converges() async throws {
    let world = World()
    let result = try await world.apply(Self.all)
    #expect(result.failures.isEmpty)
    #expect(result.added == 10)
    #expect(try await world.plan(Self.all).isEmpty)
    try await world.destroy(Self.all)
    #expect(try await world.record() == nil)
  }

  @Test("random values are known before they are applied, and are the same after the record was lost")
  func survives() async throws {
    let world = World()
    let planned = try await world.plan(Self.all)
    try await world.apply(Self.all)
    try await forget(world)
    let again = try await world.plan(Self.all)
    for (address, name) in [
      ("random_id.a", "dec"), ("random_integer.a", "result"), ("random_pet.a", "id"), ("random_string.a", "result"),
      ("random_uuid.a", "result"),
    ] {
      let first = try #require(try change(planned, address).after[member: name])
      #expect(first.isKnown)
      #expect(try change(again, address).after[member: name] == first, "\(address)")
    }
    let other = try await world.neighbour(environment: "other").plan(Self.all)
    #expect(try change(other, "random_uuid.a").after != (try change(planned, "random_uuid.a").after))
  }

  @Test(
    "another keeper replaces, and the value is another",
    arguments: [
      ("random_uuid", "", "result"), ("random_pet", "", "id"), ("random_id", "byte_length = 8", "hex"),
      ("random_string", "length = 16", "result"),
      ("random_integer", "min = 1\n max = 1000000000", "result"),
    ])
  func keepers(kind: String, arguments: String, name: String) async throws {
    func spec(_ keeper: String) -> String {
      "resource \"\(kind)\" \"a\" {\n \(arguments)\n keepers = { k = \"\(keeper)\" }\n}"
    }
    let world = World()
    try await world.apply(spec("1"))
    let plan = try await world.plan(spec("2"))
    let changed = try change(plan, "\(kind).a")
    #expect(changed.action == .replace(createFirst: false))
    #expect(changed.after[member: name]?.isKnown == true)
    #expect(changed.after[member: name] != changed.before[member: name])
    try await world.apply(spec("2"))
    #expect(try await world.plan(spec("2")).isEmpty)
    #expect(try await kept(world, "\(kind).a")[member: name] == changed.after[member: name])
  }

  @Test("what is replaced as asked for gets another value, though it follows from the same")
  func replaced() async throws {
    let spec = "resource \"random_uuid\" \"a\" {}"
    let world = World()
    try await world.apply(spec)
    let before = try await kept(world, "random_uuid.a")
    var options = PlanOptions()
    options.replaced = ["random_uuid.a"]
    let planned = try change(try await world.plan(spec, options: options), "random_uuid.a").after
    try await world.apply(spec, options: options)
    #expect(try await kept(world, "random_uuid.a") == planned)
    #expect(planned != before)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("a keeper that is known only after another change leaves the value open until then")
  func unknownKeeper() async throws {
    let spec = """
      resource "null_resource" "a" {}
      resource "random_uuid" "a" { keepers = { a = null_resource.a.id } }
      """
    let world = World()
    let planned = try await world.plan(spec)
    #expect(try change(planned, "random_uuid.a").after[member: "result"]?.isKnown == false)
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("what is made of something sensitive is sensitive, not in the record, and the same again")
  func sensitive() async throws {
    let spec = """
      variable "secret" {
        type      = string
        sensitive = true
        default   = "canary"
      }
      resource "random_pet" "a" { prefix = var.secret }
      output "name" {
        value     = random_pet.a.id
        sensitive = true
      }
      """
    let world = World()
    try await world.apply(spec)
    let record = try #require(try await world.record())
    #expect(!String(decoding: JSON.text(record.encoded), as: UTF8.self).contains("canary"))
    let plan = try await world.plan(spec)
    #expect(plan.isEmpty)
    #expect(try change(plan, "random_pet.a").after[member: "id"]?.unmarked.stringValue?.hasPrefix("canary-") == true)
    #expect(try change(plan, "random_pet.a").after[member: "id"]?.hasSensitive == true)
  }

  @Test("a keeper that is sensitive isn't in the record, and nothing changes for it")
  func sensitiveKeeper() async throws {
    let spec = """
      variable "secret" {
        type      = string
        sensitive = true
        default   = "canary"
      }
      resource "random_uuid" "a" { keepers = { k = var.secret, plain = "1" } }
      """
    let world = World()
    try await world.apply(spec)
    let record = try #require(try await world.record())
    #expect(!String(decoding: JSON.text(record.encoded), as: UTF8.self).contains("canary"))
    #expect(try await world.plan(spec).isEmpty)
    let other = try await world.plan(spec.replacing("plain = \"1\"", with: "plain = \"2\""))
    #expect(try change(other, "random_uuid.a").action == .replace(createFirst: false))
  }

  @Test("a moment stays, unless the spec says another or a trigger asks for one")
  func moments() async throws {
    let world = World()
    try await world.apply("resource \"time_static\" \"a\" {}")
    let first = try await kept(world, "time_static.a")
    // When every world begins.
    #expect(first[member: "rfc3339"] == "2026-11-21T10:00:00Z")
    #expect(first[member: "day"]?.intValue == 21)
    let said = "resource \"time_static\" \"a\" { rfc3339 = \"2020-02-12T06:36:13Z\" }"
    let plan = try await world.plan(said)
    #expect(try change(plan, "time_static.a").action == .replace(createFirst: false))
    #expect(try change(plan, "time_static.a").after[member: "unix"]?.intValue == 1_581_489_373)
    try await world.apply(said)
    #expect(try await world.plan(said).isEmpty)
    #expect(try await world.plan("resource \"time_static\" \"a\" {}").isEmpty)
  }

  @Test("import blocks take over what their ids say")
  func imports() async throws {
    let spec = """
      import {
        to = random_id.a
        id = "p-,9hUg"
      }
      resource "random_id" "a" {
        byte_length = 3
        prefix      = "p-"
      }
      import {
        to = random_integer.a
        id = "15,1,20"
      }
      resource "random_integer" "a" {
        min = 1
        max = 20
      }
      import {
        to = random_string.a
        id = "kept"
      }
      resource "random_string" "a" { length = 4 }
      import {
        to = time_sleep.a
        id = "30s,"
      }
      resource "time_sleep" "a" { create_duration = "30s" }
      """
    let world = World()
    let result = try await world.apply(spec)
    #expect(result.imported == 4)
    #expect(result.added == 0)
    #expect(try await world.plan(spec).isEmpty)
    #expect(try await kept(world, "random_id.a")[member: "hex"] == "p-f61520")
    #expect(try await kept(world, "random_integer.a")[member: "result"]?.intValue == 15)
    #expect(try await kept(world, "random_string.a")[member: "result"] == "kept")
  }

  @Test(
    "an id of another form is an error that says the form",
    arguments: [
      ("random_integer", "min = 1\n max = 2", "7", "RESULT,MIN,MAX"),
      ("random_password", "length = 8", "x", "keeps secrets"),
    ])
  func invalidImports(kind: String, arguments: String, id: String, words: String) async throws {
    let spec = "import {\n to = \(kind).a\n id = \"\(id)\"\n}\nresource \"\(kind)\" \"a\" {\n\(arguments)\n}"
    let (planner, _) = try await World().planner(spec)
    let diagnostics = await planner.plan().diagnostics
    #expect(diagnostics.map(\.summary) == ["Invalid import id"])
    #expect(diagnostics.first?.detail.contains(words) == true)
  }

  @Test("a sleep takes its time when it is made and before it goes, and no other change does")
  func sleeps() async throws {
    let timeline = Timeline()
    let world = World(timeline)
    @Sendable func spec(_ create: String, _ trigger: String = "1") -> String {
      """
      resource "time_sleep" "a" {
        create_duration  = "\(create)"
        destroy_duration = "2m"
        triggers         = { t = "\(trigger)" }
      }
      """
    }
    let times = timeline.run { () -> [Result<Duration, any Error>] in
      var times: [Result<Duration, any Error>] = []
      for step in [spec("30s"), spec("90s"), spec("90s", "2"), ""] {
        let start = timeline.now
        do {
          try await world.apply(step)
          times.append(.success(timeline.now - start))
        } catch {
          times.append(.failure(error))
        }
      }
      return times
    }
    let seconds = try times.map { try $0.get().components.seconds }
    #expect(seconds[0] >= 30 && seconds[0] < 90)
    #expect(seconds[1] < 30)
    #expect(seconds[2] >= 210)
    #expect(seconds[3] >= 120 && seconds[3] < 210)
  }
}

extension World {
  fileprivate convenience init(_ timeline: Timeline) {
    self.init(
      simulator: ARMSimulator(SimulatorSettings(speed: .instant), clock: timeline.simulatorClock), timeline: timeline,
      seed: 1)
  }
}
