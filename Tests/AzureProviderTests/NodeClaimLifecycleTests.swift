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

/// The cases of the provisioner's life that an engine with a plan has an equivalent of; `Lifecycle.md` of NodeClaims lists
/// them all.
@Suite("Node claims over their lives")
struct NodeClaimLifecycleTests {
  private static let cases: [String: Value] = {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases/nodeclaim-lifecycle.json")
    let all = (try? Data(contentsOf: url)).flatMap { try? JSON.parse([UInt8]($0)) }?.elements ?? []
    return Dictionary(
      all.compactMap { example in example[member: "id"]?.stringValue.map { ($0, example) } },
      uniquingKeysWith: { first, _ in first })
  }()

  private static func given(_ id: String) throws -> Value { try #require(cases[id]?[member: "given"]) }

  private static func claim(_ labels: [String: String]) -> String {
    let lines = labels.sorted { $0.key < $1.key }.map { "\"\($0.key)\" = \"\($0.value)\"" }.joined(separator: ", ")
    return World.cluster + """

      resource "karpenter_node_claim" "c" {
        name                  = "agentpool0"
        kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
        labels                = { \(lines) }
        requirement {
          key      = "node.kubernetes.io/instance-type"
          operator = "In"
          values   = ["Standard_NC24ads_A100_v4"]
        }
        resources {
          requests = { storage = "30Gi" }
        }
      }
      """
  }

  private static let spec = claim(["kaito.sh/workspace": "none"])
  private static let pool = World.id(
    "resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/agentpool0")

  private func answer(_ world: World, _ method: String, status: Int, code: String, message: String) async throws {
    try await world.fault([
      "method": .string(method), "path": "agentpools/agentpool0", "effect": "answer", "status": .number(status),
      "code": .string(code), "message": .string(message),
    ])
  }

  private func writes(_ world: World) -> [String] {
    world.requests.writes.filter { $0.contains("agentPools/agentpool0") }.map { String($0.prefix { $0 != " " }) }
  }

  @Test("L5: a pool that isn't found is gone, and made anew")
  func notFound() async throws {
    let world = World()
    try await world.apply(Self.spec)
    try await answer(
      world, "GET", status: 404, code: "NotFound",
      message: try #require(Self.given("L5")[member: "armError"]?.stringValue))
    let plan = try await world.plan(Self.spec)
    #expect(plan.changes.flatMap(\.reasons).contains(.vanished))
  }

  @Test("L6: any other error says nothing about the pool, and stops the plan")
  func otherError() async throws {
    let world = World()
    try await world.apply(Self.spec)
    let message = try #require(Self.given("L6")[member: "armError"]?.stringValue)
    try await answer(world, "GET", status: 400, code: "BadRequest", message: message)
    await #expect { try await world.plan(Self.spec) } throws: { error in
      (error as? DiagnosticsError)?.diagnostics.contains { $0.detail.contains(message) } == true
    }
  }

  @Test("L11: a pool is deleted with one DELETE, and is gone afterwards")
  func deleted() async throws {
    let world = World()
    try await world.apply(Self.spec)
    #expect(try await world.apply(World.cluster).isComplete)
    #expect(writes(world) == ["PUT", "DELETE"])
    await #expect(throws: (any Error).self) { try await world.call(.get, Self.pool, apiVersion: "2026-04-01") }
  }

  @Test("L12: a pool that is gone when it is to be deleted is deleted", arguments: ["NotFound", "ResourceNotFound"])
  func alreadyGone(code: String) async throws {
    let world = World()
    try await world.apply(Self.spec)
    try await answer(world, "DELETE", status: 404, code: code, message: "It is not there.")
    let result = try await world.apply(World.cluster)
    #expect(result.isComplete, "\(result.failures)")
  }

  @Test("L15: what is gone before a plan is deleted with no call")
  func vanished() async throws {
    let world = World()
    try await world.apply(Self.spec)
    try await world.call(.delete, Self.pool, apiVersion: "2026-04-01")
    let count = writes(world).count
    #expect(try await world.apply(World.cluster).isComplete)
    #expect(writes(world).count == count)
  }

  @Test("L16: a deletion that fails says why, and the pool stays ours")
  func deletionFails() async throws {
    let world = World()
    try await world.apply(Self.spec)
    let message = try #require(Self.given("L16")[member: "delete"]?.stringValue)
    try await answer(world, "DELETE", status: 400, code: "BadRequest", message: message)
    let result = try await world.apply(World.cluster)
    #expect(result.failures.first?.failure.detail.contains(message) == true)
    #expect(try await world.record()?.entries.values.contains { $0.kind == "karpenter_node_claim" } == true)
  }

  @Test("L18: a creation that fails says of which claim it is, and why")
  func creationFails() async throws {
    let world = World()
    let message = try #require(Self.given("L18")[member: "putError"]?.stringValue)
    try await answer(world, "PUT", status: 400, code: "BadRequest", message: message)
    let result = try await world.apply(Self.spec)
    #expect(result.failures.map(\.address.description) == ["karpenter_node_claim.c"])
    #expect(result.failures.first?.failure.detail.contains(message) == true)
  }

  @Test("L21: while another pool is being made, the claim waits")
  func inProgress() async throws {
    let world = World()
    let message = try #require(Self.given("L21")[member: "putErrorContains"]?.stringValue)
    try await answer(world, "PUT", status: 409, code: "OperationNotAllowed", message: message)
    let result = try await world.apply(Self.spec)
    #expect(result.isComplete, "\(result.failures)")
    #expect(writes(world) == ["PUT", "PUT"])
  }

  @Test("L22 and L24: a claim is for KAITO if its labels say so", arguments: ["L22", "L24"])
  func managed(id: String) async throws {
    let example = try #require(Self.cases[id])
    let labels = (example[member: "given"]?[member: "labels"]?.members ?? Members()).reduce(into: [String: String]()) {
      $0[$1.0] = $1.1.stringValue
    }
    let isManaged = example[member: "expect"]?[member: "managed"]?.boolValue
    let (planner, _) = try await World().planner(Self.claim(labels))
    #expect(planner.validate().isEmpty == isManaged)
  }
}
