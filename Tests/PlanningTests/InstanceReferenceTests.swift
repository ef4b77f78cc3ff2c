import Planning
import Resources
import TestWorld
import Testing

/// What an instance waits for when it refers to instances of something else.
@Suite struct InstanceReferenceTests {
  /// What the instances of `b` wait for, by key.
  private func dependencies(_ spec: String) async throws -> [String: [String]] {
    let plan = try await World().plan(spec)
    let own = plan.changes.filter { $0.address.name == "b" }
    return Dictionary(
      uniqueKeysWithValues: own.map { ("\($0.address.key)", $0.dependencies.map(\.description)) })
  }

  @Test(
    "a key that is computed, and known, leads to one instance",
    arguments: [
      ("count = 3", "count.index", ["[0]", "[1]", "[2]"]),
      ("for_each = toset([\"x\", \"y\"])", "each.key", ["[\"x\"]", "[\"y\"]"]),
    ])
  func computedKey(repetition: String, key: String, keys: [String]) async throws {
    let found = try await dependencies(
      """
      resource "terraform_data" "a" {
        \(repetition)
        input = \(key)
      }
      resource "terraform_data" "b" {
        \(repetition)
        input = terraform_data.a[\(key)].input
      }
      """)
    #expect(found == Dictionary(uniqueKeysWithValues: keys.map { ($0, ["terraform_data.a\($0)"]) }))
  }

  @Test("a key that isn't known leads to all instances")
  func unknownKey() async throws {
    let found = try await dependencies(
      """
      resource "terraform_data" "k" {
        input = 0
      }
      resource "terraform_data" "a" {
        count = 2
      }
      resource "terraform_data" "b" {
        input = terraform_data.a[terraform_data.k.output].id
      }
      """)
    #expect(found == ["": ["terraform_data.a[0]", "terraform_data.a[1]", "terraform_data.k"]])
  }

  @Test("instances of repeated modules are told apart by their keys")
  func modules() async throws {
    let plan = try await World().plan(
      """
      module "m" {
        source   = "./m"
        for_each = toset(["x", "y"])
        name     = each.key
      }
      resource "terraform_data" "b" {
        for_each = toset(["x", "y"])
        input    = module.m[each.key].name
      }
      """,
      files: [
        "spec/m/main.tf": """
        variable "name" {}
        resource "terraform_data" "r" { input = var.name }
        output "name" { value = terraform_data.r.input }
        """
      ])
    let own = plan.changes.filter { $0.address.name == "b" }
    #expect(
      own.map { "\($0.address.key) \($0.dependencies.map(\.description))" } == [
        #"["x"] ["module.m[\"x\"].terraform_data.r"]"#, #"["y"] ["module.m[\"y\"].terraform_data.r"]"#,
      ])
  }
}
