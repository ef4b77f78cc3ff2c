import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite struct RefusedChangeTests {
  @Test("a change that can't be made in place and must not replace stops the plan and says why")
  func defaultPool() async throws {
    let world = World()
    let spec = World.cluster
    try await world.apply(spec)
    await #expect { try await world.plan(spec.replacing("Standard_D2s_v3", with: "Standard_D4s_v3")) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Change can't be made"]
    }
    try await world.apply(spec.replacing("node_count = 1", with: "node_count = 3"))
    #expect(try await world.plan(spec.replacing("node_count = 1", with: "node_count = 3")).isEmpty)
  }

  @Test("an upgrade that Azure made is drift to who looks, and can't be undone by who plans")
  func upgradedByAzure() async throws {
    let world = World()
    let spec = World.cluster.replacing("  dns_prefix ", with: "  kubernetes_version  = \"1.34.1\"\n  dns_prefix ")
    try await world.apply(spec)
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks")
    let body = try await world.call(.get, id, apiVersion: "2026-04-01")
    let version = ValuePath([.member("properties"), .member("kubernetesVersion")])
    try await world.call(.put, id, apiVersion: "2026-04-01", body: body.replacing(version, with: "1.34.2"))
    await #expect { try await world.plan(spec) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Kubernetes version goes down"]
    }
    var options = PlanOptions()
    options.judgesChanges = false
    let (planner, _) = try await world.planner(spec, options: options)
    let (plan, diagnostics) = await planner.plan()
    #expect(!diagnostics.hasErrors)
    #expect(plan.drift.map { "\($0.address)" } == ["azurerm_kubernetes_cluster.c"])
  }

  @Test("a variable that breaks its rule is one error, not many")
  func oneMistake() async throws {
    let spec = """
      variable "n" {
        default = 2
        validation {
          condition     = var.n < 3
          error_message = "Too many."
        }
      }
      resource "terraform_data" "a" {
        count = var.n
        input = var.n
      }
      """
    await #expect { try await World().plan(spec, variables: ["n=5"]) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Invalid value for variable"]
    }
  }

  @Test("secrets inside a kept value are no difference, and nowhere in the record")
  func keptSecret() async throws {
    let world = World()
    let spec = """
      variable "password" {
        default   = "hunter2"
        sensitive = true
      }
      resource "terraform_data" "a" { input = { name = "x", secret = var.password } }
      """
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
    let record = try #require(try await world.record())
    #expect("\(record)".contains("hunter2") == false)
  }
}
