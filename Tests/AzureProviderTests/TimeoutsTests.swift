import ARMSimulator
import Applying
import AzureKinds
import Configuration
import Diagnostics
import Foundation
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// `timeouts` blocks: how long things are waited for, and what becomes of what takes longer.
@Suite("Timeouts")
struct TimeoutsTests {
  /// What a few runs in a cloud that takes its time came to.
  private struct Story: Sendable {
    var failures: [[ProviderFailure]] = []
    var actions: [String] = []
    var writes: [String] = []
  }

  /// Applies specs one after the other in a cloud with Azure's own durations.
  private func story(_ specs: [String], destroying: Bool = false) throws -> Story {
    let timeline = Timeline(seed: 1)
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(1)), clock: timeline.simulatorClock)
    let world = World(simulator: simulator, timeline: timeline, seed: 1)
    let outcome = timeline.run { () -> Result<Story, any Error> in
      do {
        var story = Story()
        for spec in specs {
          let plan = try await world.plan(spec)
          story.actions += plan.changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
          story.failures.append(try await world.apply(spec).failures.map(\.failure))
        }
        if destroying { story.failures.append(try await world.destroy().failures.map(\.failure)) }
        return .success(story)
      } catch {
        return .failure(error)
      }
    }
    var story = try outcome.get()
    story.writes = world.requests.writes
    return story
  }

  private func cluster(_ timeouts: String) -> String {
    World.cluster.replacingOccurrences(of: "dns_prefix          = \"aks\"", with: "dns_prefix = \"aks\"\n  \(timeouts)")
  }

  @Test("what takes longer than the spec says goes on in Azure, and the next run takes it up")
  func creation() throws {
    let spec = cluster("timeouts { create = \"1m30s\" }")
    let story = try story([spec, World.cluster])
    let failure = try #require(story.failures[0].first)
    #expect(story.failures[0].count == 1)
    #expect(failure.summary == "The operation is still running")
    #expect(failure.detail.contains("was accepted, goes on in Azure and was "))
    #expect(failure.detail.contains("after 90 seconds, which is as long as it was to be waited for."))
    #expect(
      failure.hint
        == "run the same command again: it takes up what goes on; a `timeouts` block says how long things are waited for"
    )
    #expect(failure.effect == .unknown)
    #expect(story.failures[1] == [])
    #expect(story.writes.filter { $0.hasPrefix("PUT") && $0.hasSuffix("/managedClusters/aks") }.count == 1)
  }

  @Test("a change is given its own time, and not that of a creation")
  func update() throws {
    let limits = "timeouts {\n    create = \"2h\"\n    update = \"5s\"\n  }"
    let changed = cluster(limits).replacingOccurrences(of: "node_count = 1", with: "node_count = 2")
    let story = try story([cluster(limits), changed, World.cluster.replacingOccurrences(of: "= 1", with: "= 2")])
    #expect(story.failures[0] == [] && story.failures[2] == [])
    #expect(story.failures[1].map(\.summary) == ["The operation is still running"])
    #expect(story.failures[1].first?.detail.contains("after 5 seconds") == true)
  }

  @Test("how long a deletion is waited for is remembered when the spec no longer says it")
  func deletion() throws {
    let group = "resource \"azurerm_resource_group\" \"a\" {\n  name = \"rg-a\"\n  location = \"centralus\"\n}\n"
    let story = try story([cluster("timeouts { delete = \"10s\" }"), group], destroying: true)
    #expect(story.failures[0] == [])
    #expect(story.actions.last == "azurerm_kubernetes_cluster.c delete")
    #expect(story.failures[1].map(\.summary) == ["The operation is still running"])
    #expect(story.failures[1].first?.detail.contains("after 10 seconds") == true)
    #expect(story.failures[2] == [])
  }

  @Test("what is read is given up when its time is over", arguments: ["data", "resource"])
  func read(block: String) async throws {
    func requests(_ timeouts: String) async throws -> (count: Int, error: Diagnostic?) {
      let world = World()
      try await world.call(
        .put, World.id("resourceGroups/rg"), apiVersion: "2023-07-01", body: ["location": "westeurope"])
      try await world.fault([
        "method": "GET", "path": "resourcegroups/rg", "effect": "answer", "status": 503, "code": "ServerBusy",
        "retryAfter": 20, "times": 100,
      ])
      let before = world.requests.all.count
      let location = block == "data" ? "" : "location = \"westeurope\""
      let (planner, _) = try await world.planner(
        "\(block) \"azurerm_resource_group\" \"a\" {\n  name = \"rg\"\n  \(location)\n  \(timeouts)\n}")
      let error = await planner.plan().diagnostics.first { $0.severity == .error }
      return (world.requests.all.suffix(from: before).filter { $0.hasSuffix("resourceGroups/rg") }.count, error)
    }
    let patient = try await requests("")
    let hasty = try await requests("timeouts { read = \"10s\" }")
    #expect(patient.error != nil && hasty.error != nil)
    // The first wait that Azure asks for would go beyond ten seconds.
    #expect(hasty.count * 3 < patient.count)
  }

  @Test("the block is no part of the resource: it makes no change, and can't be told apart in a plan")
  func plan() async throws {
    let world = World()
    func spec(_ more: String) -> String {
      "resource \"azurerm_resource_group\" \"a\" {\n  name = \"rg\"\n  location = \"westeurope\"\n  \(more)\n}"
    }
    try await world.apply(spec(""))
    let timed = """
      timeouts { create = "10m" }
      lifecycle { ignore_changes = [timeouts] }
      """
    #expect(try await world.plan(spec(timed)).isEmpty)
    try await world.apply(spec(timed))
    #expect(try await world.plan(spec("")).isEmpty)
    let repeated = "dynamic \"timeouts\" {\n    for_each = [\"5m\"]\n    content { delete = timeouts.value }\n  }"
    #expect(try await world.plan(spec(repeated)).isEmpty)
    let plan = try await world.plan(spec(timed).replacingOccurrences(of: "\"rg\"", with: "\"rg2\""))
    #expect(plan.changes.first?.after[member: CallTimeouts.name] == nil)
  }

  @Test(
    "what is no duration is found before anything is asked for",
    arguments: [
      ("create = \"30\"", "Invalid value for argument"), ("create = \"half an hour\"", "Invalid value for argument"),
      ("delete = \"0s\"", "Invalid value for argument"), ("read = \"-5m\"", "Invalid value for argument"),
      ("update = \"1h 30m\"", "Invalid value for argument"), ("destroy = \"5m\"", "Unsupported argument"),
      ("create = azurerm_resource_group.b.id == \"\" ? \"1m\" : timestamp()", "Invalid value for argument"),
    ])
  func mistakes(argument: String, summary: String) async throws {
    let spec = """
      resource "azurerm_resource_group" "b" {
        name     = "b"
        location = "westeurope"
      }
      resource "azurerm_virtual_network" "a" {
        name                = "net"
        resource_group_name = "b"
        location            = "westeurope"
        address_space       = ["10.0.0.0/16"]
        timeouts {
          \(argument)
        }
      }
      """
    let world = World()
    let (planner, _) = try await world.planner(spec)
    let errors = await planner.plan().diagnostics.filter { $0.severity == .error }
    if argument.contains("timestamp") {
      #expect(errors.map(\.summary) == ["Value is not known in time"])
    } else {
      #expect(errors.map(\.summary) == [summary])
    }
    let range = try #require(errors.first?.subject)
    #expect(world.sources[range.file].position(at: Int(range.lower)).line == (argument.contains("timestamp") ? 10 : 11))
  }

  @Test(
    "a kind takes the times that azurerm's has",
    arguments: [
      ("azurerm_kubernetes_cluster", "create=90m delete=90m read=5m update=90m"),
      ("azurerm_subnet", "create=30m delete=30m read=5m update=30m"),
      ("azurerm_management_lock", "create=30m delete=30m read=5m"),
      ("azurerm_resource_provider_registration", "create=120m delete=30m read=5m update=120m"),
      ("azurerm_subnet_nat_gateway_association", "create=30m delete=30m read=5m"),
      ("azapi_resource", "create=30m delete=30m read=5m update=30m"),
    ])
  func defaults(name: String, expected: String) throws {
    let kind = try #require(AzureKind.all.first { $0.name == name && $0.mode == .managed })
    guard case .block(_, let schema) = kind.resourceKind.timeouts.schema.content else { return }
    let found = schema.sortedAttributes.map { "\($0.name)=\($0.defaultValue?.stringValue ?? "")" }
    #expect(found.joined(separator: " ") == expected)
    #expect(AzureKind.all.filter { $0.mode == .data }.allSatisfy { $0.timeouts[.read] == .seconds(300) })
    #expect(AzureKind.all.filter { $0.mode == .data }.allSatisfy { $0.timeouts[.create] == nil })
  }
}
