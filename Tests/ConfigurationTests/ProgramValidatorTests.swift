import Configuration
import Diagnostics
import Testing

struct ProgramValidatorTests {
  private static let declarations = """

    resource "terraform_data" "a" {
      count = 2
    }
    resource "terraform_data" "f" {
      for_each = {}
    }
    resource "terraform_data" "s" {}
    data "terraform_remote_state" "d" {
      backend = "local"
    }
    variable "region" {
      default = ""
    }
    locals {
      name = 1
    }
    module "once" {
      source = "./m"
    }
    module "many" {
      source = "./m"
      count  = 2
    }
    module "each" {
      source   = "./m"
      for_each = toset(["k"])
    }
    """

  // Summaries and places are those of Terraform 1.11.4; a `nil` summary means that nothing is wrong.
  @Test(
    "a reference is checked against what the module declares",
    arguments: [
      ("var.region.x", nil), ("local.name", nil), ("terraform_data.s.id", nil), ("terraform_data.a[0].id", nil),
      ("terraform_data.f[\"k\"].id", nil), ("terraform_data.a[*].id", nil), ("terraform_data.a.*.id", nil),
      ("resource.terraform_data.s.id", nil), ("data.terraform_remote_state.d.outputs", nil), ("path.module", nil),
      ("terraform.workspace", nil), ("module.once.o", nil), ("module.many[0].o", nil), ("module.many[*].o", nil),
      ("module.each[\"k\"].o", nil), ("module.each.k", nil), ("[for a in [1] : a]", nil),
      ("{ for k, v in {} : k => v.x }", nil), ("\"%{for x in []}${x.y}%{endfor}\"", nil),
      ("var.regoin", "Reference to undeclared input variable @ 1-11"),
      ("var.zzzzzz[0].x", "Reference to undeclared input variable @ 1-11"),
      ("local.nmae", "Reference to undeclared local value @ 1-11"),
      ("terraform_data.ghost.id", "Reference to undeclared resource @ 1-21"),
      ("data.terraform_data.a", "Reference to undeclared resource @ 1-22"),
      ("output.x", "Reference to undeclared resource @ 1-9"),
      ("module.x", "Reference to undeclared module @ 1-9"),
      ("module.x.y", "Reference to undeclared module @ 1-11"),
      ("module.once.nope", "Unsupported attribute @ 12-17"),
      ("module.many[0].nope", "Unsupported attribute @ 15-20"),
      ("module.many.o", "Unsupported attribute @ 12-14"),
      ("module", "Invalid reference @ 1-7"), ("module[\"x\"]", "Invalid reference @ 7-12"),
      ("count.index", "Reference to \"count\" in non-counted context @ 1-12"),
      ("count.foo", "Invalid \"count\" attribute @ 1-10"), ("count", "Invalid reference @ 1-6"),
      ("each.key", "Reference to \"each\" in context without for_each @ 1-9"),
      ("each.foo", "Invalid \"each\" attribute @ 1-9"), ("each", "Invalid reference @ 1-5"),
      ("data.foo", "Invalid reference @ 1-9"), ("data", "Invalid reference @ 1-5"),
      ("data[\"x\"]", "Invalid reference @ 1-10"), ("local", "Invalid reference @ 1-6"),
      ("local[\"x\"]", "Invalid reference @ 6-11"), ("var", "Invalid reference @ 1-4"),
      ("path", "Invalid reference @ 1-5"), ("path.foo", "Invalid \"path\" attribute @ 1-9"),
      ("terraform.foo", "Invalid \"terraform\" attribute @ 1-14"),
      ("terraform_data", "Invalid reference @ 1-15"), ("terraform_data[\"x\"]", "Invalid reference @ 15-20"),
      ("foo", "Invalid reference @ 1-4"), ("resource.x", "Invalid reference @ 1-11"),
      ("template.x", "Reserved symbol name @ 1-9"), ("lazy.x", "Reserved symbol name @ 1-5"),
      ("self.x", "Invalid \"self\" reference @ 1-5"),
      ("terraform_data.a.id", "Missing resource instance key @ 1-17"),
      ("terraform_data.f.id", "Missing resource instance key @ 1-17"),
      ("terraform_data.s[0].id", "Unexpected resource instance key @ 1-20"),
      ("data.terraform_remote_state.d[0]", "Unexpected resource instance key @ 1-33"),
    ] as [(String, String?)])
  func references(_ expression: String, _ expected: String?) {
    let loaded = Loaded([
      "main.tf": "locals {\n  x = (\n\(expression)\n)\n}" + ProgramValidatorTests.declarations,
      "m/main.tf": "output \"o\" {\n  value = 1\n}\n",
    ])
    #expect(loaded.summaries.map { $0.replacing("main.tf:3,", with: "") } == (expected.map { [$0] } ?? []))
  }

  @Test(
    "a name that is nearly right brings the right one",
    arguments: [
      ("var.regoin", "did you mean `var.region`?"), ("local.nmae", "did you mean `local.name`?"),
      ("terraform_data.ss", "did you mean `terraform_data.s`?"),
      ("terraform_daat.s", "did you mean `terraform_data.s`?"),
      ("terraform_remote_state.d", "did you mean `data.terraform_remote_state.d`?"),
      ("module.onec", "did you mean `module.once`?"), ("module.once.p", "did you mean `o`?"),
      ("loca", "did you mean `local`?"),
    ])
  func suggestions(_ expression: String, _ hint: String) {
    let loaded = Loaded([
      "main.tf": "locals {\n  x = \(expression)\n}" + ProgramValidatorTests.declarations,
      "m/main.tf": "output \"o\" {\n  value = 1\n}\n",
    ])
    #expect(loaded.diagnostics.map(\.hint) == [hint])
  }

  @Test("count, each and self hold only where Terraform has them")
  func places() {
    let loaded = Loaded(
      main: """
        resource "t" "a" {
          count = each.key == "x" ? 1 : 0
          input = self.id
          lifecycle {
            precondition {
              condition     = self.id != "" && count.index == 0
              error_message = "x"
            }
            postcondition {
              condition     = self.id != "" && count.index == 0
              error_message = "x ${local.nope}"
            }
          }
        }
        resource "t" "b" {
          for_each = { a = each.key, c = count.index }
          input    = each.value
          rule {
            x = each.key
          }
        }
        variable "x" {
          default = 1
          validation {
            condition     = var.x == 1 || local.nope || each.key == 1
            error_message = "bad"
          }
        }
        output "o" {
          value = each.value
        }
        provider "p" {
          y = count.index
        }
        """)
    #expect(
      loaded.summaries == [
        "Reference to \"each\" in context without for_each @ main.tf:2,11-19",
        "Invalid \"self\" reference @ main.tf:3,11-15",
        "Invalid \"self\" reference @ main.tf:6,23-27",
        "Reference to undeclared local value @ main.tf:11,28-38",
        "Reference to \"each\" in context without for_each @ main.tf:16,20-28",
        "Reference to \"count\" in non-counted context @ main.tf:16,34-45",
        "Reference to undeclared local value @ main.tf:25,35-45",
        "Reference to \"each\" in context without for_each @ main.tf:25,49-57",
        "each.value cannot be used in this context @ main.tf:30,11-21",
        "Reference to \"count\" in non-counted context @ main.tf:33,7-18",
      ])
  }

  @Test("the iterator of a dynamic block is a name inside it and not outside")
  func dynamicBlocks() {
    let loaded = Loaded(
      main: """
        resource "t" "a" {
          dynamic "rule" {
            for_each = rule.value
            iterator = it
            content {
              x = it.value
              y = rule.value
            }
          }
          dynamic "port" {
            for_each = []
            content {
              x = port.value
            }
          }
        }
        """)
    #expect(
      loaded.summaries == [
        "Reference to undeclared resource @ main.tf:3,16-26", "Reference to undeclared resource @ main.tf:7,11-21",
      ])
  }

  @Test("what refers to itself is an error")
  func selfReferences() {
    let loaded = Loaded(
      main: """
        resource "t" "a" {
          input = t.a.id
        }
        resource "t" "b" {
          count = length(t.b)
        }
        // That it depends on itself says nothing.
        resource "t" "c" {
          depends_on = [t.c]
        }
        locals {
          a = { x = local.a.y }
        }
        """)
    #expect(
      loaded.summaries == [
        "Self-referential block @ main.tf:2,11-14", "Self-referential block @ main.tf:5,18-21",
        "Self-referencing local value @ main.tf:12,13-22",
      ])
  }

  @Test("depends_on takes whole objects that are declared")
  func dependencies() {
    let loaded = Loaded([
      "main.tf": """
      resource "t" "a" {
        depends_on = [t.b, t.b[0], data.d.x, module.m, module.m.o, local.l, path.module]
      }
      resource "t" "b" {
        count      = 1
        depends_on = [t.zz, module.zz, t.a.id, local.zz, each.key, foo]
      }
      data "d" "x" {}
      module "m" {
        source     = "./m"
        depends_on = [data.d.x.id]
      }
      locals {
        l = 1
      }
      output "o" {
        value      = 1
        depends_on = t.a
      }
      """, "m/main.tf": "output \"o\" {\n  value = 1\n}\n",
    ])
    #expect(
      loaded.summaries == [
        "Reference to undeclared resource @ main.tf:6,17-21", "Reference to undeclared module @ main.tf:6,23-32",
        "Invalid depends_on reference @ main.tf:6,37-40", "Reference to undeclared local value @ main.tf:6,42-50",
        "Reference to \"each\" in context without for_each @ main.tf:6,52-60", "Invalid reference @ main.tf:6,62-65",
        "Invalid depends_on reference @ main.tf:11,25-28", "Invalid expression @ main.tf:18,16-19",
      ])
  }

  @Test("replace_triggered_by takes references to managed resources")
  func triggers() {
    let loaded = Loaded(
      main: """
        resource "t" "a" {
          count = 1
          lifecycle {
            replace_triggered_by = [t.b, t.b.id, t.c[count.index], t.c[0].x, t.c[count.index].x.y]
          }
        }
        resource "t" "b" {
          lifecycle {
            replace_triggered_by = [t.zz, 1 + 1, data.d.x, local.l, t.b.id + t.c.id, module.m.o]
          }
        }
        resource "t" "c" {
          count = 1
        }
        data "d" "x" {}
        """)
    #expect(
      loaded.summaries == [
        "Reference to undeclared resource @ main.tf:9,29-33",
        "Invalid replace_triggered_by expression @ main.tf:9,35-40",
        "Invalid reference in replace_triggered_by expression @ main.tf:9,42-50",
        "Invalid reference in replace_triggered_by expression @ main.tf:9,52-59",
        "Invalid replace_triggered_by expression @ main.tf:9,61-76",
        "Invalid reference in replace_triggered_by expression @ main.tf:9,78-88",
      ])
  }

  @Test("a module is given what it asks for and nothing else")
  func moduleArguments() {
    let loaded = Loaded([
      "main.tf": """
      module "a" {
        source = "./m"
        xyzz   = 1
        need   = count.index
      }
      module "b" {
        source = "./m"
        count  = 1
        xyz    = count.index
      }
      """, "m/main.tf": "variable \"need\" {}\nvariable \"xyz\" {\n  default = null\n}\n",
    ])
    #expect(
      loaded.summaries == [
        "Unsupported argument @ main.tf:3,3-7", "Reference to \"count\" in non-counted context @ main.tf:4,12-23",
        "Missing required argument @ main.tf:6,12-13",
      ])
    #expect(loaded.diagnostics.first { $0.summary == "Unsupported argument" }?.hint == "did you mean `xyz`?")
  }

  @Test("what only the root may have is refused in a child")
  func rootOnly() {
    let loaded = Loaded([
      "main.tf": "module \"m\" {\n  source = \"./m\"\n}\n",
      "m/main.tf": "import {\n  to = t.a\n  id = \"x\"\n}\narmature {\n  environment = \"x\"\n}\n",
    ])
    #expect(
      loaded.summaries == [
        "Invalid import configuration @ m/main.tf:1,1-7", "Invalid armature block @ m/main.tf:5,1-9",
      ])
  }

  @Test("a provider configuration that is named has to be there")
  func providers() {
    let loaded = Loaded(
      main: """
        provider "azurerm" {
          alias = "west"
        }
        resource "t" "a" {
          provider = azurerm.west
        }
        resource "t" "b" {
          provider = azurerm.wets
        }
        resource "t" "c" {
          provider = azurerm
        }
        """)
    #expect(loaded.summaries == ["Provider configuration not present @ main.tf:8,14-26"])
    #expect(loaded.diagnostics[0].hint == "did you mean `azurerm.west`?")
  }

  @Test("a mistake in a declaration brings no second error about what it declares")
  func noFollowingErrors() {
    let loaded = Loaded(
      main: "variable \"v\" {\n  type = strng\n}\nlocals {\n  a = var.v\n  b = local.c\n}\nlocals {\n  c =\n}\n")
    #expect(loaded.summaries.count == 2)
  }
}
