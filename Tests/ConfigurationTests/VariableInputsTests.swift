import Configuration
import Diagnostics
import Testing
import Values

struct VariableInputsTests {
  private struct Collected {
    let values: [String: Value]
    let diagnostics: [Diagnostic]

    init(
      _ files: [String: String], options: [VariableInputs.Option] = [], environment: [String: String] = [:]
    ) throws {
      let fileSystem = MemoryFileSystem(files)
      let loaded = Loaded(fileSystem)
      #expect(loaded.summaries == [])
      let root = try #require(loaded.program).root
      let inputs = VariableInputs.collect(
        for: root, options: options, environment: environment, sources: loaded.sources, fileSystem: fileSystem)
      (values, diagnostics) = inputs.resolved(for: root)
    }
  }

  /// Every source of a value, from weak to strong, each with its own name as the value.
  private static let strengths = [
    "default", "TF_VAR", "ARMATURE_VAR", "terraform.tfvars", "terraform.tfvars.json", "a.auto.tfvars",
    "b.auto.tfvars.json", "option",
  ]

  @Test("a stronger source wins over all weaker ones", arguments: strengths.indices)
  func precedence(_ strongest: Int) throws {
    var files = ["main.tf": "variable \"v\" {\n  default = \"default\"\n}\n"]
    var environment: [String: String] = [:]
    var options: [VariableInputs.Option] = []
    for name in VariableInputsTests.strengths.prefix(strongest + 1) {
      switch name {
      case "default": break
      case "TF_VAR", "ARMATURE_VAR": environment["\(name)_v"] = name
      case "option": options.append(.assignment("v=option"))
      default: files[name] = name.hasSuffix(".json") ? "{\"v\": \"\(name)\"}" : "v = \"\(name)\"\n"
      }
    }
    let collected = try Collected(files, options: options, environment: environment)
    #expect(collected.values["v"] == .string(VariableInputsTests.strengths[strongest]))
    #expect(collected.diagnostics == [])
  }

  @Test("of the options on the command line the last one counts, whichever kind it is")
  func optionOrder() throws {
    let files = ["main.tf": "variable \"v\" {}\n", "x.tfvars": "v = \"file\"\n"]
    #expect(try Collected(files, options: [.assignment("v=a"), .file("x.tfvars")]).values["v"] == "file")
    #expect(
      try Collected(files, options: [.file("x.tfvars"), .assignment("v=a"), .assignment("v=b=c")]).values["v"] == "b=c")
  }

  @Test(
    "a value given as text is read by the variable's type",
    arguments: [
      ("string", "[1]", Value.string("[1]")), ("number", "5", 5), ("bool", "true", true),
      ("list(number)", "[1, \"2\"]", .list([1, 2], of: .number)),
      ("map(string)", "{a=1}", .map(Members([("a", "1")]), of: .string)),
      ("any", "{ a = 1 }", ["a": 1]), ("list(string)", "null", .null(.list(.string))),
      ("object({ a = optional(string, \"x\") })", "{}", ["a": "x"]),
    ] as [(String, String, Value)])
  func texts(_ type: String, _ text: String, _ value: Value) throws {
    let files = ["main.tf": "variable \"v\" {\n  type = \(type)\n}\n"]
    let option = try Collected(files, options: [.assignment("v=\(text)")])
    #expect(option.values["v"] == value)
    #expect(option.diagnostics == [])
    #expect(try Collected(files, environment: ["TF_VAR_v": text]).values["v"] == value)
  }

  @Test("a variable without a type takes text as it is")
  func untyped() throws {
    #expect(try Collected(["main.tf": "variable \"v\" {}\n"], options: [.assignment("v=[1]")]).values["v"] == "[1]")
  }

  @Test("a value for a name that is not declared is an error, a warning or nothing, by where it stands")
  func undeclared() throws {
    let files = ["main.tf": "variable \"region\" {\n  default = \"\"\n}\n", "terraform.tfvars": "ghost = \"boo\"\n"]
    let collected = try Collected(files, options: [.assignment("regoin=1")], environment: ["TF_VAR_other": "x"])
    #expect(collected.diagnostics.map(\.severity) == [.warning, .error])
    #expect(Set(collected.diagnostics.map(\.summary)) == ["Value for undeclared variable"])
    #expect(collected.diagnostics[1].hint == "did you mean `region`?")
  }

  @Test("a required variable without a value is an error that names the ways to set it")
  func required() throws {
    let collected = try Collected(["main.tf": "variable \"must\" {\n  type = string\n}\n"])
    #expect(collected.diagnostics.map(\.summary) == ["No value for required variable"])
    let hint = try #require(collected.diagnostics[0].hint)
    for way in ["-var must=", "-var-file", "terraform.tfvars", "TF_VAR_must", "ARMATURE_VAR_must"] {
      #expect(hint.contains(way))
    }
    #expect(collected.values["must"]?.isKnown == false)
  }

  @Test(
    "a bad input is an error, and never shows a secret",
    arguments: [
      ("type = number", VariableInputs.Option.assignment("v=hunter2"), "Invalid value for input variable"),
      ("type = list(string)\n  sensitive = true", .assignment("v=[hunter2"), "Invalid value for input variable"),
      ("type = list(string)\n  sensitive = true", .assignment("v=hunter2"), "Invalid value for input variable"),
      ("default = 1", .assignment("v"), "Invalid -var option"),
      ("default = 1", .assignment("v = hunter2"), "Invalid variable name"),
      ("default = 1", .file("nope.tfvars"), "Failed to read variables file"),
      ("default = 1", .file("block.tfvars"), "Unexpected \"locals\" block"),
      ("default = 1", .file("calls.tfvars"), "Function calls not allowed"),
      ("default = 1", .file("list.json"), "Invalid variables file"),
      ("default = 1", .file("broken.json"), "Invalid JSON"),
      ("type = number", .file("wrong.tfvars"), "Invalid value for input variable"),
      ("nullable = false", .file("null.tfvars"), "Required variable not set"),
    ])
  func mistakes(_ declaration: String, _ option: VariableInputs.Option, _ summary: String) throws {
    let collected = try Collected(
      [
        "main.tf": "variable \"v\" {\n  \(declaration)\n}\n", "block.tfvars": "locals {\n}\n",
        "calls.tfvars": "v = upper(\"x\")\n", "list.json": "[1]", "broken.json": "{\"v\": ",
        "wrong.tfvars": "v = \"x\"\n",
        "null.tfvars": "v = null\n",
      ], options: [option])
    #expect(collected.diagnostics.map(\.summary) == [summary])
    #expect(!collected.diagnostics.contains { "\($0)".contains("hunter2") })
  }

  @Test("null takes the default only where null is no value")
  func nulls() throws {
    let main = "variable \"a\" {\n  default = \"A\"\n}\nvariable \"b\" {\n  default = \"B\"\n  nullable = false\n}\n"
    let collected = try Collected(["main.tf": main, "terraform.tfvars": "a = null\nb = null\n"])
    #expect(collected.values["a"]?.isNull == true)
    #expect(collected.values["b"] == "B")
  }

  @Test("sensitive and ephemeral variables have marked values")
  func marks() throws {
    let main = "variable \"s\" {\n  sensitive = true\n}\nvariable \"e\" {\n  ephemeral = true\n  default = 1\n}\n"
    let collected = try Collected(["main.tf": main], options: [.assignment("s=x")])
    #expect(collected.values["s"] == Value.string("x").marked(.sensitive))
    #expect(collected.values["e"] == Value.number(1).marked(.ephemeral))
  }
}
