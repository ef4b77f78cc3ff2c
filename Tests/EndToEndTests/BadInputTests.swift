import Foundation
import Testing

/// What `armature` says to input that is wrong and to surroundings that are hostile: what is wrong, where, what to do,
/// an exit code, and nothing changed.
@Suite(.timeLimit(.minutes(15))) struct BadInputTests {
  /// One call of the program in a folder with some files, and what it has to say.
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var files: [String: String] = [:]
    var arguments: [String] = ["plan", "--simulate", "spec"]
    var environment: [String: String] = [:]
    var input: String?
    var status: Int32 = 1
    /// What standard error has to have, in this order or another.
    var says: [String]
    /// What nothing may show.
    var hides: [String] = []

    var testDescription: String { name }
  }

  static let group = """
    armature {
      environment = "test"
    }
    resource "azurerm_resource_group" "a" {
      name     = "rg"
      location = "westeurope"
    }

    """

  @Test("bad input gets a clear error and changes nothing", arguments: specs + values + flags + clouds)
  func badInput(_ wrong: Case) throws {
    let place = try Workplace(copying: [])
    for (path, text) in wrong.files { try place.write(text, to: path) }
    let result = try Program.run(
      "armature", wrong.arguments, in: place.folder, environment: wrong.environment, input: wrong.input)
    #expect(result.status == wrong.status, "\(result.errors)")
    for text in wrong.says { #expect(result.unwrapped.contains(text), "\(result.errors)") }
    for text in wrong.hides + ["Fatal error", "Stack dump", "ErrorMeta"] {
      #expect(!(result.errors + result.output).contains(text))
    }
    let journal = place.folder.appendingPathComponent("spec/.armature/journal/test.log")
    let begun = (try? Data(contentsOf: journal)) ?? Data()
    // Where there is a journal, it has a signature and no run.
    #expect(begun.count <= 8, "nothing was about to be done")
  }

  @Test("a spec that can't be read leaves no simulated cloud behind, and one that was there as it was")
  func nothingLeft() throws {
    let place = try Workplace(copying: [])
    let cloud = place.folder.appendingPathComponent("spec/.armature").path
    for wrong in ["locals {\n", Self.group.replacingOccurrences(of: "\"test\"", with: "\"a/b\"")] {
      try place.write(wrong, to: "spec/main.tf")
      #expect(try place.run("plan", "--simulate", "spec").status == 1)
      #expect(!FileManager.default.fileExists(atPath: cloud))
    }
    try place.write(Self.group, to: "spec/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "spec").status == 0)
    try place.write("locals {\n", to: "spec/main.tf")
    #expect(try place.run("plan", "--simulate", "spec").status == 1)
    try place.write(Self.group, to: "spec/main.tf")
    #expect(try place.run("plan", "--simulate", "-detailed-exitcode", "spec").status == 0)
  }

  // MARK: Specs

  static let specs: [Case] = [
    Case(name: "no directory", says: ["No such directory", "There is no directory spec"]),
    Case(
      name: "an empty directory", files: ["spec/notes.txt": ""],
      says: ["No configuration files", "hint: name the directory"]),
    Case(name: "a file in place of a directory", files: ["spec": "x"], says: ["Not a directory", "hint:"]),
    Case(
      name: "a file in place of a plan or directory", files: ["spec": "x"], arguments: ["apply", "--simulate", "spec"],
      says: ["Not a saved plan"]),
    Case(
      name: "syntax errors, all of them",
      files: ["spec/a.tf": "locals {\n  a =\n}\n", "spec/b.tf": "resource \"x\" {\n}\n"],
      says: ["spec/a.tf:2:6", "Invalid expression", "spec/b.tf:1:14", "Missing name for resource"]),
    Case(
      name: "an unknown argument",
      files: ["spec/main.tf": group.replacingOccurrences(of: "location", with: "lokation")],
      says: ["Unsupported argument", "spec/main.tf:6:3", "did you mean `location`?", "Missing required argument"]),
    Case(
      name: "an unknown block", files: ["spec/main.tf": "resorce \"a\" \"b\" {}\n"],
      says: ["Unsupported block type", "spec/main.tf:1:1"]),
    Case(
      name: "unknown references",
      files: [
        "spec/main.tf": group
          + "variable \"name\" {\n  default = 1\n}\noutput \"o\" {\n  value = [var.nam, azurerm_resource_group.b.id, local.z]\n}\n"
      ],
      says: [
        "Reference to undeclared input variable", "Reference to undeclared resource",
        "Reference to undeclared local value",
      ]),
    Case(
      name: "an unknown function", files: ["spec/main.tf": "output \"o\" {\n  value = uper(\"x\")\n}\n"],
      says: ["Call to unknown function", "spec/main.tf:2:11", "upper"]),
    Case(
      name: "unknown kinds, all of them",
      files: ["spec/main.tf": "resource \"aws_instance\" \"b\" {}\nresource \"azurerm_resource_grup\" \"b\" {}\n"],
      says: [
        "no resource kind named \"aws_instance\"", "`armature kinds` lists what there is",
        "did you mean \"azurerm_resource_group\"?",
      ]),
    Case(
      name: "a cycle", files: ["spec/main.tf": "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\n"],
      says: ["Cycle: ", "local.a", "local.b", "local.c", "also in the cycle", "hint:"]),
    Case(
      name: "an object that needs itself", files: ["spec/main.tf": "locals {\n  a = local.a\n}\n"],
      says: ["Self-referencing local value", "spec/main.tf:2:7"]),
    Case(
      name: "wrong types", files: ["spec/main.tf": group.replacingOccurrences(of: "\"rg\"", with: "[\"rg\"]")],
      says: ["spec/main.tf:5", "string"]),
    Case(
      name: "a resource twice",
      files: [
        "spec/main.tf": group,
        "spec/other.tf": group.replacingOccurrences(of: "armature {\n  environment = \"test\"\n}\n", with: ""),
      ],
      says: ["Duplicate resource", "first declared here"]),
    Case(
      name: "two addresses for one resource",
      files: [
        "spec/main.tf": group
          + "resource \"azurerm_resource_group\" \"b\" {\n  name = \"RG\"\n  location = \"westeurope\"\n}\n"
      ],
      says: ["Two addresses for one resource", "azurerm_resource_group.a and azurerm_resource_group.b"]),
    Case(
      name: "a module that isn't there", files: ["spec/main.tf": "module \"a\" {\n  source = \"./a\"\n}\n"],
      says: ["Unreadable module directory", "spec/main.tf:2:12", "There is no directory spec/a"]),
    Case(
      name: "a module from a registry",
      files: ["spec/main.tf": "module \"a\" {\n  source = \"Azure/aks/azurerm\"\n}\n"],
      says: ["Unsupported module source", "hint: copy the module"]),
    Case(
      name: "modules that call each other",
      files: [
        "spec/main.tf": "module \"a\" {\n  source = \"./a\"\n}\n",
        "spec/a/main.tf": "module \"b\" {\n  source = \"../b\"\n}\n",
        "spec/b/main.tf": "module \"a\" {\n  source = \"../a\"\n}\n",
      ], says: ["Cyclic module call", "module.a.module.b.module.a"]),
    Case(
      name: "mistakes inside modules",
      files: [
        "spec/main.tf": "module \"a\" {\n  source = \"./a\"\n}\n",
        "spec/a/main.tf": "variable \"need\" {}\nresource \"azurerm_resource_group\" \"a\" {\n  nam = 1\n}\n",
      ], arguments: ["validate", "spec"], says: ["The argument \"need\" is required", "spec/a/main.tf:1:1"]),
    Case(
      name: "a count that can't be", files: ["spec/main.tf": "resource \"terraform_data\" \"a\" {\n  count = -1\n}\n"],
      says: ["Invalid count argument", "spec/main.tf:2:11"]),
    Case(
      name: "a count beyond all measure",
      files: ["spec/main.tf": "resource \"terraform_data\" \"a\" {\n  count = 100000000\n}\n"],
      says: ["Invalid count argument", "100000 instances at most"]),
    Case(
      name: "count and for_each",
      files: ["spec/main.tf": "resource \"terraform_data\" \"a\" {\n  count = 1\n  for_each = {}\n}\n"],
      says: ["Invalid combination of \"count\" and \"for_each\""]),
    Case(
      name: "a list for for_each",
      files: ["spec/main.tf": "resource \"terraform_data\" \"a\" {\n  for_each = [\"x\"]\n}\n"],
      says: ["must be a map, or set of strings"]),
    Case(
      name: "an instance that isn't there",
      files: [
        "spec/main.tf":
          "resource \"terraform_data\" \"a\" {\n  count = 1\n}\noutput \"o\" {\n  value = terraform_data.a[5].id\n}\n"
      ],
      says: ["spec/main.tf:5"]),
    Case(
      name: "escape sequences in a file", files: ["spec/main.tf": "locals {\n  a = \u{1B}[2J\n}\n"],
      says: ["Invalid character"], hides: ["\u{1B}"]),
  ]

  // MARK: Values

  static let variable = "variable \"n\" {\n  type = number\n}\n"
  static let secret = "variable \"s\" {\n  type = string\n  sensitive = true\n}\n"

  static let values: [Case] = [
    Case(
      name: "no value", files: ["spec/main.tf": variable],
      says: ["No value for required variable", "spec/main.tf:1:1", "hint: set it with `-var n=...`"]),
    Case(
      name: "a value of another type", files: ["spec/main.tf": variable],
      arguments: ["plan", "--simulate", "-var", "n=abc", "spec"],
      says: ["Invalid value for input variable", "a number is required"]),
    Case(
      name: "an assignment without a value", files: ["spec/main.tf": variable],
      arguments: ["plan", "--simulate", "-var", "n", "spec"],
      says: ["Invalid -var option", "hint: write `-var name=value`"]),
    Case(
      name: "a value for no variable", files: ["spec/main.tf": variable],
      arguments: ["plan", "--simulate", "-var", "n=1", "-var", "nn=1", "spec"],
      says: ["Value for undeclared variable", "did you mean `n`?"]),
    Case(
      name: "no file of values", files: ["spec/main.tf": variable],
      arguments: ["plan", "--simulate", "-var-file", "none.tfvars", "spec"],
      says: ["Failed to read variables file", "there is no such file"]),
    Case(
      name: "a directory of values", files: ["spec/main.tf": variable],
      arguments: ["plan", "--simulate", "-var-file", "spec", "spec"], says: ["it is a directory"]),
    Case(
      name: "a broken file of values", files: ["spec/main.tf": secret, "x.tfvars": "s = \"hunter2"],
      arguments: ["plan", "--simulate", "-var-file", "x.tfvars", "spec"],
      says: ["Unterminated template string", "x.tfvars:1:"], hides: ["hunter2"]),
    Case(
      name: "broken values as JSON", files: ["spec/main.tf": secret, "x.tfvars.json": "{\"s\": \"hunter2\""],
      arguments: ["plan", "--simulate", "-var-file", "x.tfvars.json", "spec"], says: ["Invalid JSON", "x.tfvars.json"],
      hides: ["hunter2"]),
    Case(
      name: "a secret value that breaks a rule",
      files: [
        "spec/main.tf": secret.dropLast(2)
          + "  validation {\n    condition = length(var.s) > 100\n    error_message = \"too short: ${var.s}\"\n  }\n}\n"
      ],
      arguments: ["plan", "--simulate", "-var", "s=hunter2", "spec"],
      says: ["Invalid value for variable"], hides: ["hunter2"]),
    Case(
      name: "a secret in an output, a key and a number",
      files: [
        "spec/main.tf": secret
          + "output \"o\" {\n  value = var.s\n}\nresource \"terraform_data\" \"a\" {\n  for_each = toset([var.s])\n}\nresource \"terraform_data\" \"b\" {\n  count = var.s\n}\n"
      ],
      arguments: ["plan", "--simulate", "-var", "s=hunter2", "spec"],
      says: ["Output refers to sensitive values", "Invalid for_each argument"], hides: ["hunter2"]),
  ]
}

extension Program.Result {
  /// What was said on standard error as one line, since where lines break is no matter here.
  var unwrapped: String {
    errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
