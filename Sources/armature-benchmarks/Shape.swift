/// A form of specification whose size can be chosen: nothing but `terraform_data`, which Terraform has without `init`
/// and Armature without Azure, so that what is measured is the language and the engine.
enum Shape: String, CaseIterable, Sendable {
  /// Runs of 50 resources, each of which reads the one before.
  case chain
  /// One run of all resources.
  case deep
  /// One resource that all others read.
  case fanout
  /// One block with `for_each` over a map.
  case foreach
  /// One block with `count`.
  case count
  /// A module of ten resources, called with `for_each`.
  case modules
  /// A quarter each of chain, fanout, foreach and modules.
  case mixed

  /// A file of a specification.
  struct File: Sendable {
    let path: String
    let text: String
  }

  /// The files of a specification with about `size` resources.
  func files(size: Int) -> [File] {
    switch self {
    case .chain: [File(path: "main.tf", text: Self.chain(size, run: 50))]
    case .deep: [File(path: "main.tf", text: Self.chain(size, run: size))]
    case .fanout: [File(path: "main.tf", text: Self.fanout(size))]
    case .foreach: [File(path: "main.tf", text: Self.foreach(size))]
    case .count: [File(path: "main.tf", text: Self.count(size))]
    case .modules: [File(path: "main.tf", text: Self.calls(size)), Self.child]
    case .mixed:
      [
        File(
          path: "main.tf",
          text: [
            Self.chain(size / 4, run: 25), Self.fanout(size / 4), Self.foreach(size / 4), Self.calls(size / 4),
          ].joined(separator: "\n")),
        Self.child,
      ]
    }
  }

  private static func chain(_ size: Int, run: Int) -> String {
    (0..<size).map { number in
      let source = number % run == 0 ? "start \(number)" : "after ${terraform_data.link_\(number - 1).input.number}"
      return """
        resource "terraform_data" "link_\(number)" {
          input = {
            number = \(number)
            source = "\(source)"
            labels = ["group-\(number % 7)", upper("zone-\(number % 3)")]
          }
        }

        """
    }.joined(separator: "\n")
  }

  private static func fanout(_ size: Int) -> String {
    let leaves = (1..<max(size, 1)).map { number in
      """

      resource "terraform_data" "leaf_\(number)" {
        input = format("%s/%06d", terraform_data.trunk.input, \(number))
      }

      """
    }
    return """
      resource "terraform_data" "trunk" {
        input = "trunk"
      }

      """ + leaves.joined()
  }

  /// The map is made of pieces, since `range` goes to 1,024 only.
  private static func foreach(_ size: Int) -> String {
    """
    locals {
      pieces = [for piece in range(\((size + 999) / 1000)) : {
        for place in range(min(1000, \(size) - piece * 1000)) :
        format("item-%06d", piece * 1000 + place) => { place = place, even = place % 2 == 0 }
      }]
      items = merge(local.pieces...)
    }

    resource "terraform_data" "item" {
      for_each = local.items
      input    = { key = each.key, place = each.value.place, kind = each.value.even ? "even" : "odd" }
    }

    output "item_count" {
      value = length(terraform_data.item)
    }

    """
  }

  private static func count(_ size: Int) -> String {
    """
    resource "terraform_data" "copy" {
      count = \(size)
      input = "copy ${count.index}"
    }

    """
  }

  private static func calls(_ size: Int) -> String {
    let names = (0..<max(size / 10, 1)).map { "\"group-\($0)\"" }
    return """
      module "group" {
        source   = "./group"
        for_each = toset([\(names.joined(separator: ", "))])
        name     = each.key
        settings = { size = length(each.key) }
      }

      output "last" {
        value = { for name, group in module.group : name => group.last }
      }

      """
  }

  private static var child: File {
    let members = (0..<10).map { number in
      """

      resource "terraform_data" "member_\(number)" {
        input = {
          name  = "${var.name}-\(number)"
          after = \(number == 0 ? "\"\"" : "terraform_data.member_\(number - 1).input.name")
          size  = var.settings.size + \(number)
        }
      }

      """
    }
    return File(
      path: "group/main.tf",
      text: """
        variable "name" {
          type = string
        }

        variable "settings" {
          type = object({ size = number, label = optional(string, "none") })
        }

        output "last" {
          value = terraform_data.member_9.input.name
        }

        """ + members.joined())
  }
}
