import Configuration
import Diagnostics
import Syntax
import Testing
import Values

struct ModuleDecoderTests {
  @Test("a resource keeps its meta-arguments apart from what its kind reads")
  func resource() throws {
    let loaded = Loaded(
      main: """
        resource "t" "a" {
          for_each   = { k = 1 }
          provider   = azurerm
          depends_on = [t.b]
          name       = "x"
          rule {
            y = 1
          }
          lifecycle {
            create_before_destroy = true
            ignore_changes        = [tags["a"], rule]
            replace_triggered_by  = [t.b.id]
            precondition {
              condition     = each.value == 1
              error_message = "Not one."
            }
          }
        }
        resource "t" "b" {
          lifecycle {
            ignore_changes = all
          }
        }
        """)
    #expect(loaded.summaries == [])
    let resource = try #require(loaded.program).root.resources[0]
    #expect(resource.key.description == "t.a")
    #expect(resource.body.arguments.map(\.name) == ["name"])
    #expect(resource.body.blocks.map(\.type) == ["rule"])
    #expect(resource.provider?.name == "azurerm")
    #expect(resource.dependsOn.map { loaded.sources.text(of: $0.range) } == ["t.b"])
    #expect(resource.lifecycle.createBeforeDestroy == true)
    #expect(resource.lifecycle.preventDestroy == false)
    #expect(resource.lifecycle.preconditions.count == 1)
    guard case .attributes(let ignored) = resource.lifecycle.ignoredChanges else {
      Issue.record("two attributes are ignored")
      return
    }
    #expect(ignored.map { loaded.sources.text(of: $0.range) } == ["tags[\"a\"]", "rule"])
    guard case .all? = loaded.program?.root.resources[1].lifecycle.ignoredChanges else {
      Issue.record("all changes are ignored")
      return
    }
  }

  // The places are those that Terraform 1.11.4 reports.
  @Test(
    "a block with wrong labels is an error at the label or at the brace",
    arguments: [
      ("variable {}", "Missing name for variable @ 10-11"),
      ("variable \"a\" \"b\" {}", "Extraneous label for variable @ 14-17"),
      ("locals \"x\" {}", "Extraneous label for locals @ 8-11"),
      ("terraform \"x\" {}", "Extraneous label for terraform @ 11-14"),
      ("provider {}", "Missing name for provider @ 10-11"), ("module {}", "Missing name for module @ 8-9"),
      ("data \"x\" {}", "Missing name for data @ 10-11"), ("output {}", "Missing name for output @ 8-9"),
      ("moved \"x\" {}", "Extraneous label for moved @ 7-10"), ("check {}", "Missing name for check @ 7-8"),
      ("foo = 1", "Unsupported argument @ 1-4"), ("resorce \"a\" \"b\" {}", "Unsupported block type @ 1-8"),
      ("resource \"1x\" \"b\" {}", "Invalid resource type name @ 10-14"),
      ("resource \"t\" \"a b\" {}", "Invalid resource name @ 14-19"),
      ("ephemeral \"t\" \"x\" {}", "Unsupported ephemeral resource @ 1-18"),
    ])
  func labels(_ text: String, _ expected: String) {
    let loaded = Loaded(main: text + "\n")
    #expect(loaded.summaries.map { $0.replacing("main.tf:1,", with: "") } == [expected])
  }

  @Test(
    "a mistake inside a block is an error at its place",
    arguments: [
      ("variable \"a\" {\n  sensitive = \"x\"\n}", "Unsuitable value type @ 2,16-17"),
      ("variable \"a\" {\n  description = var.b\n}", "Variables not allowed @ 2,17-20"),
      ("variable \"a\" {\n  default = file(\"x\")\n}", "Function calls not allowed @ 2,13-22"),
      ("variable \"a\" {\n  nullable = false\n  default = null\n}", "Invalid default value for variable @ 3,13-17"),
      ("variable \"a\" {\n  ephemeral = null\n}", "Unsuitable value type @ 2,15-19"),
      ("variable \"source\" {}", "Invalid variable name @ 1,10-18"),
      ("output \"a\" {\n  value = 1\n  sensitiv = true\n}", "Unsupported argument @ 3,3-11"),
      ("resource \"t\" \"a\" {\n  lifecycle {\n  }\n  lifecycle {\n  }\n}", "Duplicate lifecycle block @ 4,3-12"),
      ("resource \"t\" \"a\" {\n  lifecycle {\n    ignore_changes = \"all\"\n  }\n}", "Invalid expression @ 3,22-27"),
      (
        "resource \"t\" \"a\" {\n  lifecycle {\n    ignore_changes = [\"*\"]\n  }\n}",
        "Invalid ignore_changes wildcard @ 3,22-27"
      ),
      ("resource \"t\" \"a\" {\n  lifecycle {\n    prevent_destroy = null\n  }\n}", "Unsuitable value type @ 3,23-27"),
      ("resource \"t\" \"a\" {\n  locals {}\n}", "Reserved block type name in resource block @ 2,3-9"),
      (
        "data \"t\" \"a\" {\n  lifecycle {\n    ignore_changes = all\n  }\n}",
        "Invalid data resource lifecycle argument @ 3,5-19"
      ),
      ("resource \"t\" \"a\" {\n  provider = a.b.c\n}", "Invalid provider configuration reference @ 2,14-19"),
      ("resource \"t\" \"a\" {\n  provider = a[0]\n}", "Invalid provider configuration reference @ 2,15-18"),
      ("module \"a\" {\n  source = var.x\n}", "Variables not allowed @ 2,12-15"),
      ("module \"a\" {\n  source = \"./m\"\n  providers = x\n}", "Invalid expression @ 3,15-16"),
      ("module \"a\" {\n  source = \"./m\"\n  version = \"1\"\n}", "Invalid registry module source address @ 3,3-10"),
      ("module \"a\" {\n  source = \"./m\"\n  lifecycle {}\n}", "Reserved block type name in module block @ 3,3-12"),
      ("provider \"Foo\" {}", "Invalid provider local name @ 1,1-15"),
      ("provider \"a\" {}\nprovider \"a\" {}", "Duplicate provider configuration @ 2,1-13"),
      ("provider \"a\" {\n  count = 1\n}", "Reserved argument name in provider block @ 2,3-8"),
      ("terraform {\n  required_version = \"foo\"\n}", "Invalid version constraint @ 2,22-27"),
      ("terraform {\n  required_providers {\n    d = 1\n  }\n}", "Invalid required_providers object @ 3,9-10"),
      ("terraform {\n  required_providers {\n    d = { source = 1 }\n  }\n}", "Invalid source @ 3,20-21"),
      (
        "terraform {\n  required_providers {\n    d = { source = \"a/b/c/d\" }\n  }\n}",
        "Invalid provider source string @ 3,20-29"
      ),
      (
        "terraform {\n  required_providers {\n    d = { versio = \"1\" }\n  }\n}",
        "Invalid required_providers object @ 3,11-17"
      ),
      (
        "terraform {\n  required_providers {}\n}\nterraform {\n  required_providers {}\n}",
        "Duplicate required providers configuration @ 5,3-21"
      ),
      ("moved {\n  from = local.x\n  to = t.a\n}", "Invalid address @ 2,10-17"),
      ("moved {\n  from = t.a.b\n  to = t.a\n}", "Invalid address @ 2,13-15"),
      ("moved {\n  from = t.a\n  to = t.a[each.key]\n}", "Invalid expression @ 3,8-21"),
      ("removed {\n  from = t.x[0]\n}", "Resource instance keys not allowed @ 2,13-16"),
      ("removed {\n  from = data.t.x\n}", "Data source address not allowed @ 2,10-18"),
      ("import {\n  to = data.t.x\n  id = 1\n}", "Invalid import address @ 2,3-16"),
      ("import {\n  to = module.m\n  id = 1\n}", "Invalid import address @ 2,3-16"),
      ("armature {\n  enviroment = 1\n}", "Unsupported argument @ 2,3-13"),
      ("armature {}\narmature {}", "Duplicate armature block @ 2,1-9"),
      (
        "check \"c\" {\n  assert {\n    condition = true\n    error_message = \"\"\n  }\n}",
        "Invalid assert expression @ 3,17-21"
      ),
    ])
  func mistakes(_ text: String, _ expected: String) {
    let loaded = Loaded(["main.tf": text + "\n", "m/main.tf": ""])
    #expect(loaded.summaries.map { $0.replacing("main.tf:", with: "") } == [expected])
  }

  @Test("a condition that refers to nothing is a mistake with or without a message beside it")
  func conditionAlone() {
    let loaded = Loaded(main: "check \"c\" {\n  assert {\n    condition = true\n  }\n}\n")
    #expect(
      loaded.summaries == [
        "Missing required argument @ main.tf:2,10-11", "Invalid assert expression @ main.tf:3,17-21",
      ]
    )
  }

  @Test("a duplicate points at the first")
  func duplicates() {
    let loaded = Loaded(main: "resource \"t\" \"a\" {}\nresource \"t\" \"a\" {}\ndata \"t\" \"a\" {}\n")
    #expect(loaded.summaries == ["Duplicate resource \"t\" configuration @ main.tf:2,1-17"])
    #expect(loaded.diagnostics[0].labels.map { loaded.place($0.range) } == ["main.tf:1,1-17"])
  }

  @Test("provisioners do not run: creating ones are refused, destroying ones left out")
  func provisioners() {
    let loaded = Loaded(
      main: """
        resource "t" "a" {
          provisioner "local-exec" {
            command = "x"
          }
          provisioner "local-exec" {
            when    = destroy
            command = "x"
          }
          provisioner "local-exec" {
            when = never
          }
          connection {
            host = "x"
          }
        }
        """)
    #expect(
      loaded.summaries == [
        "Unsupported provisioner @ main.tf:2,3-27", "Provisioner is skipped @ main.tf:5,3-27",
        "Invalid \"when\" keyword @ main.tf:10,12-17",
      ])
    #expect(loaded.diagnostics.map(\.severity) == [.error, .warning, .error])
  }

  @Test("a backend is accepted with a word that there is no state")
  func backend() throws {
    let loaded = Loaded(main: "terraform {\n  backend \"azurerm\" {\n    key = \"x\"\n  }\n}\n")
    #expect(loaded.summaries == ["There is no state to configure @ main.tf:2,3-20"])
    #expect(!loaded.diagnostics.hasErrors)
  }

  @Test(
    "where a state is kept can be said once",
    arguments: [
      ("backend \"local\" {}\n  backend \"local\" {}", "Duplicate backend configuration"),
      ("cloud {}\n  cloud {}", "Duplicate cloud configuration"),
      ("backend \"local\" {}\n  cloud {}", "Both a backend and cloud configuration are present"),
    ])
  func stateTwice(_ blocks: String, _ expected: String) {
    let loaded = Loaded(main: "terraform {\n  \(blocks)\n}\n")
    #expect(Set(loaded.diagnostics.map(\.summary)) == ["There is no state to configure", expected])
  }

  @Test(
    "required_version is held against the language that is spoken here",
    arguments: [
      (">= 1.5", []), ("~> 1.9", []), ("< 1.0", ["error"]), ("~> 0.12", ["error"]), (">= 1.14", ["warning"]),
    ] as [(String, [String])])
  func requiredVersion(_ constraint: String, _ severities: [String]) {
    let loaded = Loaded(main: "terraform {\n  required_version = \"\(constraint)\"\n}\n")
    #expect(loaded.diagnostics.map(\.severity.rawValue) == severities)
  }

  @Test("settings are read")
  func settings() throws {
    let loaded = Loaded(
      main: """
        terraform {
          required_providers {
            azurerm = {
              source                = "hashicorp/azurerm"
              version               = "~> 4.0"
              configuration_aliases = [azurerm.west]
            }
            azapi = "2.0"
          }
        }
        armature {
          environment = "x-${var.stage}"
          record {
            resource_group_name = "records"
            location            = "westeurope"
          }
        }
        variable "stage" {
          default = "dev"
        }
        provider "azurerm" {
          features {}
          alias = "east"
        }
        """)
    #expect(loaded.summaries == [])
    let root = try #require(loaded.program).root
    let azurerm = root.settings.requiredProviders[0]
    #expect(azurerm.source == "hashicorp/azurerm")
    #expect(azurerm.version?.constraint.description == "~> 4.0")
    #expect(azurerm.configurationAliases.map(\.alias) == ["west"])
    #expect(root.settings.requiredProviders[1].version?.constraint.description == "2.0")
    #expect(root.armature?.environment.map { loaded.sources.text(of: $0.range) } == "\"x-${var.stage}\"")
    #expect(root.armature?.record?.location.map { loaded.sources.text(of: $0.range) } == "\"westeurope\"")
    #expect(root.providers[0].alias == "east")
    #expect(root.providers[0].body.blocks.map(\.type) == ["features"])
  }

  @Test("addresses of refactorings are read as they are written")
  func refactorings() throws {
    let loaded = Loaded(
      main: """
        moved {
          from = module.a["k"].t.x
          to   = module.b[0].t.y["z"]
        }
        moved {
          from = module.a
          to   = module.b.module.c
        }
        removed {
          from = t.gone
          lifecycle {
            destroy = false
          }
        }
        import {
          for_each = { a = "1" }
          to       = t.x[each.key]
          id       = each.value
        }
        """)
    #expect(loaded.summaries == [])
    let root = try #require(loaded.program).root
    #expect(root.moved.map(\.from.description) == ["module.a[\"k\"].t.x", "module.a"])
    #expect(root.moved.map(\.to.description) == ["module.b[0].t.y[\"z\"]", "module.b.module.c"])
    #expect(root.removed.map(\.destroys) == [false])
    #expect(root.imports.count == 1)
  }
}
