import Planning
import Resources
import TestWorld
import Testing

/// Programs that are long in one direction or another: each takes seconds if anything in it is looked through for
/// everything else.
@Suite struct ScaleTests {
  @Test(
    "long programs are planned whole",
    arguments: [
      (
        "many calls, each resting on the one before",
        (0..<1500).map { number in
          """
          module "m\(number)" {
            source = "./m"
            given  = \(number == 0 ? "0" : "module.m\(number - 1).result")
          }
          """
        }.joined(separator: "\n"), "module.m1499.terraform_data.r", 1500
      ),
      (
        "one call with many instances",
        """
        module "m" {
          source   = "./m"
          for_each = toset([for number in range(1000) : "k${number}"])
          given    = each.key
        }
        """, #"module.m["k999"].terraform_data.r"#, 1000
      ),
      (
        "one chain",
        (0..<2000).map { number in
          """
          resource "terraform_data" "r\(number)" {
            input = \(number == 0 ? "0" : "terraform_data.r\(number - 1).input + 1")
          }
          """
        }.joined(separator: "\n"), "terraform_data.r1999", 2000
      ),
    ])
  func long(name: String, spec: String, last: String, count: Int) async throws {
    let plan = try await World().plan(
      spec,
      files: [
        "spec/m/main.tf": """
        variable "given" {}
        resource "terraform_data" "r" { input = var.given }
        output "result" { value = terraform_data.r.input }
        """
      ])
    #expect(plan.changes.count == count)
    #expect(plan.changes.contains { $0.address.description == last && $0.action == .create })
  }
}
