import Configuration
import Diagnostics
import Syntax
import Testing
import Values

struct OverrideMergerTests {
  private static let base = """
    variable "v" {
      type    = string
      default = "x"
    }
    locals {
      l = 1
      k = 2
    }
    resource "r" "a" {
      count = 1
      name  = "base"
      tags  = 1
      rule {
        a = 1
      }
      rule {
        a = 2
      }
      lifecycle {
        prevent_destroy       = true
        create_before_destroy = true
      }
    }
    output "o" {
      value       = 1
      description = "base"
    }
    """

  @Test("arguments are replaced one by one, nested blocks type by type, lifecycle inside")
  func merges() throws {
    let loaded = Loaded([
      "main.tf": OverrideMergerTests.base,
      "override.tf": """
      variable "v" {
        default = "y"
      }
      locals {
        l = 3
      }
      resource "r" "a" {
        for_each = {}
        name     = "override"
        extra    = 1
        rule {
          a = 3
        }
        lifecycle {
          prevent_destroy = false
        }
      }
      """,
      "z_override.tf": "output \"o\" {\n  value = 2\n}\n",
    ])
    #expect(loaded.summaries == [])
    let root = try #require(loaded.program).root
    #expect(root.variables[0].defaultValue == "y")
    #expect(root.variables[0].constraint.type == .string)
    #expect(root.locals.map(\.name) == ["l", "k"])
    #expect(loaded.sources.text(of: root.locals[0].range) == "l = 3")
    let resource = root.resources[0]
    // Terraform 1.11 has both then, and goes by `count`.
    #expect(resource.count != nil)
    #expect(resource.forEach == nil)
    #expect(
      resource.body.arguments.map { loaded.sources.text(of: $0.range).filter { $0 != " " } } == [
        "name=\"override\"", "tags=1", "extra=1",
      ])
    #expect(resource.body.blocks.count == 1)
    #expect(resource.lifecycle.preventDestroy == false)
    #expect(resource.lifecycle.createBeforeDestroy == true)
    #expect(loaded.sources.text(of: root.outputs[0].expression.range) == "2")
    #expect(root.outputs[0].description == "base")
  }

  @Test("an override of what is not there is an error")
  func missingBase() {
    let loaded = Loaded([
      "main.tf": "locals {\n  l = 1\n}\n",
      "override.tf": """
      variable "zz" {}
      output "p" {
        value = 1
      }
      locals {
        m = 3
      }
      resource "terraform_data" "b" {}
      module "zz" {
        source = "./m"
      }
      data "foo" "x" {}
      moved {
        from = a.x
        to   = a.y
      }
      check "x" {}
      provider "x" {}
      """,
    ])
    // The places are those that Terraform 1.11.4 reports.
    #expect(
      loaded.summaries == [
        "Missing base variable declaration to override @ override.tf:1,1-14",
        "Missing base output definition to override @ override.tf:2,1-11",
        "Missing base local value definition to override @ override.tf:6,3-8",
        "Missing resource to override @ override.tf:8,1-30",
        "Missing module call to override @ override.tf:9,1-12",
        "Missing data resource to override @ override.tf:12,1-15",
        "Cannot override 'moved' blocks @ override.tf:13,1-6",
        "Can't override check blocks @ override.tf:17,1-10",
      ])
  }
}
