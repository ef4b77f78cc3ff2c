import Foundation
import Testing

/// `armature graph`, run as a user would run it.
@Suite(.timeLimit(.minutes(15))) struct GraphTests {
  // The expected text is what Terraform 1.11.4 writes for the same files.
  @Test("resources of nested modules are joined through whatever lies between them")
  func nested() throws {
    let place = try Workplace(copying: [])
    try place.write(
      """
      resource "terraform_data" "z" { input = 1 }
      resource "terraform_data" "y" { input = local.zz }
      resource "terraform_data" "x" { input = [terraform_data.y.id, terraform_data.z.id] }
      locals { zz = terraform_data.z.output }
      module "a" {
        source = "./a"
        v      = terraform_data.z.id
      }
      module "c" {
        source = "./c"
        count  = 2
        v      = module.a.o
      }
      resource "terraform_data" "last" { input = module.c[*].o }
      resource "terraform_data" "dep" {
        input      = 1
        depends_on = [module.a]
      }
      """, to: "main.tf")
    try place.write(
      """
      variable "v" {}
      resource "terraform_data" "in" { input = var.v }
      resource "terraform_data" "alone" {}
      module "b" {
        source = "./b"
        v      = terraform_data.in.id
      }
      output "o" { value = module.b.o }
      """, to: "a/m.tf")
    let leaf = "resource \"terraform_data\" \"in\" { input = var.v }\noutput \"o\" { value = terraform_data.in.id }\n"
    try place.write(
      "variable \"v\" {}\n"
        + leaf.replacingOccurrences(of: "in\"", with: "deep\"")
        .replacingOccurrences(of: "data.in", with: "data.deep"), to: "a/b/m.tf")
    try place.write("variable \"v\" {}\n" + leaf, to: "c/m.tf")
    let result = try place.run("graph")
    #expect(
      result.output == """
        digraph G {
          rankdir = "RL";
          node [shape = rect, fontname = "sans-serif"];
          "terraform_data.dep" [label="terraform_data.dep"];
          "terraform_data.last" [label="terraform_data.last"];
          "terraform_data.x" [label="terraform_data.x"];
          "terraform_data.y" [label="terraform_data.y"];
          "terraform_data.z" [label="terraform_data.z"];
          subgraph "cluster_module.a" {
            label = "module.a"
            fontname = "sans-serif"
            "module.a.terraform_data.alone" [label="terraform_data.alone"];
            "module.a.terraform_data.in" [label="terraform_data.in"];
          }
          subgraph "cluster_module.a.module.b" {
            label = "module.a.module.b"
            fontname = "sans-serif"
            "module.a.module.b.terraform_data.deep" [label="terraform_data.deep"];
          }
          subgraph "cluster_module.c" {
            label = "module.c"
            fontname = "sans-serif"
            "module.c.terraform_data.in" [label="terraform_data.in"];
          }
          "terraform_data.dep" -> "module.a.terraform_data.alone";
          "terraform_data.dep" -> "module.a.module.b.terraform_data.deep";
          "terraform_data.last" -> "module.c.terraform_data.in";
          "terraform_data.x" -> "terraform_data.y";
          "terraform_data.y" -> "terraform_data.z";
          "module.a.terraform_data.in" -> "terraform_data.z";
          "module.a.module.b.terraform_data.deep" -> "module.a.terraform_data.in";
          "module.c.terraform_data.in" -> "module.a.module.b.terraform_data.deep";
        }

        """)
    let mermaid = try place.run("graph", "-mermaid").output
    #expect(mermaid.hasPrefix("flowchart RL\n  n0[\"terraform_data.dep\"]\n"))
    #expect(mermaid.contains("  subgraph m1[\"module.a\"]\n") && mermaid.hasSuffix("  n8 --> n7\n"))
  }

  @Test("what does not parse has no graph")
  func mistakes() throws {
    let place = try Workplace(copying: [])
    try place.write("resource \"terraform_data\" {\n", to: "main.tf")
    let result = try place.run("graph")
    #expect(result.status == 1 && result.output.isEmpty && result.errors.hasPrefix("error: "))
  }
}
