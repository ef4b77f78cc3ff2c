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
