import Configuration
import Diagnostics
import Testing

/// The configurations that this repository shows, and inputs made from them.
struct RepositoryTests {
  private static var root: String {
    "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
  }

  private static let names: [String] = {
    let names: [String]? = try? LocalFileSystem().names(in: "\(root)/environments")
    return (names ?? []).filter { !$0.hasPrefix(".") }.sorted()
  }()

  @Test("an environment of this repository is without fault", arguments: names)
  func environment(_ name: String) {
    let sources = SourceMap()
    let (program, diagnostics) = ProgramLoader.load(
      directory: "\(RepositoryTests.root)/environments/\(name)", sources: sources)
    #expect(program?.root.armature != nil)
    #expect(DiagnosticRenderer().render(diagnostics, in: sources) == "")
  }

  @Test("a configuration that is cut off or damaged anywhere is still answered")
  func damaged() {
    let main = """
      terraform {
        required_providers {
          azurerm = { source = "hashicorp/azurerm", version = "~> 4.0" }
        }
      }
      variable "a" {
        type = object({ a = optional(list(string), ["x"]) })
        default = {}
        validation {
          condition     = length(var.a.a) > 0
          error_message = "Empty: ${var.a.a[0]}."
        }
      }
      module "m" {
        source   = "./m"
        for_each = { for k in var.a.a : k => "${k}!" }
        x        = each.value
      }
      resource "t" "r" {
        count = 2
        dynamic "b" {
          for_each = module.m
          content {
            v = b.value.o
          }
        }
        lifecycle {
          ignore_changes = [b]
        }
      }
      moved {
        from = t.q[0]
        to   = module.m["x"].t.r
      }
      """
    let child = "variable \"x\" {}\noutput \"o\" {\n  value = var.x\n}\n"
    #expect(Loaded(["main.tf": main, "m/main.tf": child]).summaries == [])
    let bytes = Array(main.utf8)
    for position in bytes.indices {
      var flipped = bytes
      flipped[position] = [0x00, 0x22, 0x7B, 0x7D, 0x24, 0xC3][position % 6]
      for content in [Array(bytes[..<position]), flipped, Array(bytes[..<position] + bytes[(position + 1)...])] {
        let loaded = Loaded(MemoryFileSystem(bytes: ["main.tf": content, "m/main.tf": Array(child.utf8)]))
        #expect(loaded.program != nil)
      }
    }
  }

  @Test("ten thousand resources that refer to each other are read in one go")
  func many() throws {
    var main = "locals {\n"
    for number in 0..<10_000 { main += "  l\(number) = \(number == 0 ? "1" : "local.l\(number - 1)")\n" }
    main += "}\n"
    for number in 0..<10_000 {
      main += "resource \"t\" \"r\(number)\" {\n  a = local.l\(number)\n  b = t.r\(number + 1).id\n}\n"
    }
    main += "resource \"t\" \"r10000\" {}\n"
    let loaded = Loaded(main: main)
    #expect(loaded.summaries == [])
    #expect(try #require(loaded.program).root.resources.count == 10_001)
  }
}
