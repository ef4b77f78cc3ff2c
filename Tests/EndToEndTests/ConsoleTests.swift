import Foundation
import JSON
import Testing
import Values

/// `armature console` and `armature functions`, run as a user would run them.
@Suite(.timeLimit(.minutes(15))) struct ConsoleTests {
  private static let cases = Workplace.repository.appendingPathComponent("Tests/EvaluationTests/Cases")

  @Test("every expression is answered as Terraform's console and errors have it")
  func cases() throws {
    let place = try Workplace(copying: [])
    for name in ["prelude.tf", "fixtures"] {
      try FileManager.default.copyItem(
        at: Self.cases.appendingPathComponent(name), to: place.folder.appendingPathComponent(name))
    }
    let text = try String(contentsOf: Self.cases.appendingPathComponent("expressions.jsonl"), encoding: .utf8)
    let lines = text.split(separator: "\n").map(String.init)
    let result = try place.run("console", "--json", input: text)
    let answers = result.output.split(separator: "\n").map(String.init)
    #expect(result.status == 0 && answers.count == lines.count)
    for (line, answer) in zip(lines, answers) {
      let expected = try JSON.parse(line)
      let found = try JSON.parse(answer)
      let name = expected["id"].stringValue ?? ""
      #expect(found["id"] == expected["id"])
      if expected["error"].isNull {
        for member in ["value", "sensitive", "unknown", "nonjson", "console"] {
          #expect(found[member] == expected[member], "\(name): \(member)")
        }
        if expected["unknown"] != true { #expect(found["type"] == expected["type"], "\(name)") }
      } else if expected["error"]["panic"] == true {
        #expect(found["error"]["summary"].stringValue != nil, "\(name)")
      } else {
        var places: [String] = []
        for error in [expected["error"]] + (expected["more_errors"].elements ?? []) {
          let place = JSON.string([error["summary"], error["range"]])
          if !places.contains(place) { places.append(place) }
        }
        let errors = [found["error"]] + (found["more_errors"].elements ?? [])
        #expect(errors.map { JSON.string([$0["summary"], $0["range"]]) } == places, "\(name)")
      }
    }
  }

  @Test("in a pipe one expression follows another, over several lines while something is open")
  func pipe() throws {
    let place = try Workplace(copying: [])
    try place.write("locals {\n  a = [1, 2]\n}\nvariable \"b\" {\n  default = \"x\"\n}\n", to: "spec/main.tf")
    let input = "local.a\n\n[\n  var.b,\n  <<EOT\ntext\nEOT\n]\n\"a${\n1 + 1}\"\nexit\n3\n"
    let result = try place.run("console", "-var", "b=y", "spec", input: input)
    #expect(result.status == 0)
    #expect(result.output == "[\n  1,\n  2,\n]\n[\n  \"y\",\n  <<-EOT\n  text\n  \n  EOT,\n]\n\"a2\"\n")
  }

  @Test("a mistake ends a pipe with 1, and no spec is needed")
  func mistakes() throws {
    let place = try Workplace(copying: [])
    #expect(try place.run("console", input: "upper(\"ü\")\n").output == "\"Ü\"\n")
    for input in ["1 +\n", "local.nope\n", "[\n1,\n"] {
      let result = try place.run("console", input: input)
      #expect(result.status == 1 && result.output.isEmpty && result.errors.hasPrefix("error: "))
    }
  }

  @Test("lines that are no requests are answered, too")
  func requests() throws {
    let place = try Workplace(copying: [])
    let input =
      "{\"id\": 7, \"expr\": \"1 + 1\"}\nnonsense\n{\"id\": \"x\"}\n{\"id\": null, \"expr\": \"1\\n}\\na = 2\\nb {\"}\n"
    let lines = try place.run("console", "--json", input: input).output.split(separator: "\n").map(String.init)
    #expect(lines.count == 4)
    #expect(lines.first == #"{"id":7,"value":2,"type":"number","console":"2"}"#)
    for line in lines.dropFirst() { #expect(line.contains("\"error\":{\"summary\":")) }
  }

  @Test(
    "what would take forever ends with a clear error",
    arguments: [
      "[for a in range(1000): [for b in range(1000): [for c in range(1000): a]]]", "[for a in range(1e9): a]",
      "format(\"%1000000000d\", 1)", "indent(1000000000, \"a\")", "1e999999999",
      "replace(join(\"\", [for i in range(1000): \"xxxxxxxxxxxxxxxx\"]), \"x\", join(\"\", [for i in range(1000): \"yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\"]))",
      String(repeating: "(", count: 10_000), String(repeating: "[", count: 10_000),
      String(repeating: "!", count: 10_000),
      "1" + String(repeating: "+1", count: 10_000), String(repeating: "\"${", count: 10_000), "bcrypt(\"x\", 31)",
      "setproduct(range(1000), range(1000), range(1000))",
      "yamldecode(\"" + String(repeating: "[", count: 10_000) + "\")",
    ])
  func bombs(_ expression: String) throws {
    let place = try Workplace(copying: [])
    let result = try place.run("console", "--json", input: JSON.string(["id": 1, "expr": .string(expression)]) + "\n")
    #expect(result.status == 0 && result.output.hasPrefix("{\"id\":1,\"error\":{\"summary\":"))
  }

  @Test("functions are listed in Terraform's format and for people")
  func functions() throws {
    let place = try Workplace(copying: [])
    let bytes = try Data(contentsOf: Self.cases.appendingPathComponent("functions.json"))
    let expected = try JSONValue(JSONSerialization.jsonObject(with: bytes))
    let output = try place.run("functions", "-json").output
    let found = try JSONValue(JSONSerialization.jsonObject(with: Data(output.utf8)))["function_signatures"]
    #expect(found.keys == expected.keys.union(expected.keys.map { "core::\($0)" }))
    for name in expected.keys {
      #expect(found[name]["return_type"].text == expected[name]["returns"].text, "\(name)")
      #expect(found[name]["parameters"].array.map(\.text) == expected[name]["params"].array.map(\.text), "\(name)")
      #expect(found[name]["variadic_parameter"].text == expected[name]["variadic"].text, "\(name)")
      #expect(found["core::\(name)"].text == found[name].text)
    }
    #expect(try place.run("functions", "join").output == "join(separator: string, lists...: list(string)) -> string\n")
    #expect(try place.run("functions", "nope").status != 0)
  }
}

extension Value {
  /// A member of an object; null if there is none.
  fileprivate subscript(name: String) -> Value { self[member: name] ?? .null(.dynamic) }
}
