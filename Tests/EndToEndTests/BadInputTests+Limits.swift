import Foundation
import Testing

/// Input without end: nested, multiplied, repeated. What comes of it is its value, or an error that names a limit.
extension BadInputTests {
  private static func expression(_ name: String, _ text: String, says: String) -> Case {
    Case(name: name, arguments: ["console"], input: text + "\n", says: [says])
  }

  private static func locals(_ name: String, _ text: String, says: String) -> Case {
    Case(
      name: name, files: ["spec/main.tf": "locals {\n  a = \(text)\n}\n"], arguments: ["validate", "spec"], says: [says]
    )
  }

  /// Local values of which each uses the one before it twice, and an output with the last.
  private static func doubled(_ name: String, _ first: String, _ next: (String) -> String, says: String) -> Case {
    let lines = (1...40).map { "  a\($0) = \(next("local.a\($0 - 1)"))\n" }.joined()
    return Case(
      name: name,
      files: ["spec/main.tf": "locals {\n  a0 = \(first)\n\(lines)}\noutput \"o\" {\n  value = local.a40\n}\n"],
      arguments: ["validate", "spec"], says: [says])
  }

  private static func nested(_ open: String, _ inner: String, _ close: String) -> String {
    String(repeating: open, count: 10_000) + inner + String(repeating: close, count: 10_000)
  }

  static let nesting: [Case] = [
    locals("parentheses", nested("(", "1", ")"), says: "Nesting too deep"),
    locals("lists", nested("[", "", "]"), says: "Nesting too deep"),
    locals("objects", nested("{a=", "1", "}"), says: "Nesting too deep"),
    locals("signs", nested("-", "1", ""), says: "Nesting too deep"),
    locals("conditionals", nested("true ? ", "1", " : 2"), says: "Nesting too deep"),
    locals("strings", nested("\"${", "1", "}\""), says: "Nesting too deep"),
    locals("calls", nested("upper(", "1", ")"), says: "Nesting too deep"),
    locals("loops", nested("[for x in ", "[]", ": x]"), says: "Nesting too deep"),
    locals("splats", "[]" + nested("[*]", "", ""), says: "Nesting too deep"),
    locals("sums", "1" + nested("+1", "", "+1"), says: "Nesting too deep"),
    locals("directives", "\"" + nested("%{ if true }", "", "%{ endif }") + "\"", says: "Nesting too deep"),
    Case(
      name: "blocks", files: ["spec/main.tf": nested("locals {\n", "", "}\n")], arguments: ["validate", "spec"],
      says: ["Nesting too deep"]),
    Case(
      name: "types", files: ["spec/main.tf": "variable \"a\" {\n  type = \(nested("list(", "string", ")"))\n}\n"],
      arguments: ["validate", "spec"], says: ["Nesting too deep"]),
    Case(
      name: "JSON", files: ["spec/main.tf.json": "{\"locals\": {\"a\": \(nested("[", "", "]"))}}"],
      arguments: ["validate", "spec"], says: ["Too deeply nested"]),
    expression("JSON text", "jsondecode(\"\(nested("[", "", "]"))\")", says: "nested more than 512 deep"),
    expression("YAML text", "yamldecode(\"\(nested("[", "", "]"))\")", says: "nested more than 512 deep"),
    expression("groups", "regex(\"\(nested("(", "a", ")"))\", \"a\")", says: "nest"),
  ]

  static let bombs: [Case] = [
    expression(
      "functions in loops", "[for a in range(1000): [for b in range(1000): range(1000)]]", says: "more to compute"),
    doubled("strings", "\"0123456789\"", { "\"${\($0)}${\($0)}\"" }, says: "Text too long"),
    doubled("lists", "[1]", { "[\($0), \($0)]" }, says: "Value too large"),
    Case(
      name: "lists in lists",
      files: [
        "spec/main.tf": "locals {\n  a0 = 1\n" + (1...3000).map { "  a\($0) = [local.a\($0 - 1)]\n" }.joined()
          + "}\noutput \"o\" {\n  value = local.a3000\n}\n"
      ], arguments: ["validate", "spec"], says: ["Value too large", "nested more than 600 deep"]),
  ]

  static let long: [Case] = [
    Case(
      name: "mistakes", files: ["spec/main.tf": String(repeating: "@\n", count: 100_000)],
      arguments: ["validate", "spec"], says: ["Invalid character", "Too many mistakes"]),
    Case(
      name: "blocks of no type", files: ["spec/main.tf": String(repeating: "a {\n}\n", count: 50_000)],
      arguments: ["validate", "spec"], says: ["Unsupported block type", "Too many mistakes"]),
    Case(
      name: "references to nothing",
      files: ["spec/main.tf": "locals {\n" + (0..<2000).map { "  a\($0) = local.b\($0)\n" }.joined() + "}\n"],
      arguments: ["validate", "spec"], says: ["undeclared local value", "Too many mistakes"]),
    Case(
      name: "a cycle",
      files: [
        "spec/main.tf": "locals {\n" + (0..<5000).map { "  a\($0) = local.a\(($0 + 1) % 5000)\n" }.joined() + "}\n"
      ], arguments: ["validate", "spec"], says: ["Cycle: local.a0, local.a1", "4950 more"]),
    Case(
      name: "instances", files: repeated, says: ["Too many instances", "spec/m/main.tf:2:11", "100000000 instances"]),
    Case(
      name: "elements",
      files: [
        "spec/main.tf": "resource \"terraform_data\" \"a\" {\n  for_each = toset([for i in setproduct(range(400), "
          + "range(400)) : \"${i[0]}-${i[1]}\"])\n}\n"
      ], says: ["Invalid for_each argument", "160000 elements", "100000 instances at most"]),
    Case(
      name: "a cycle of moves",
      files: [
        "spec/main.tf": (0..<2000).map {
          "moved {\n  from = terraform_data.a\($0)\n  to = terraform_data.a\(($0 + 1) % 2000)\n}\n"
        }.joined()
      ], arguments: ["validate", "spec"], says: ["Cyclic dependency in move statements", "and 1950 more"]),
    locals("a name", String(repeating: "x", count: 500_000) + ".y", says: "undeclared resource"),
    locals("a line", "[" + String(repeating: "\"x\", ", count: 100_000) + "@]", says: "Invalid character"),
  ]

  /// Ten thousand modules with ten thousand resources each.
  private static let repeated = [
    "spec/main.tf": "module \"m\" {\n  source = \"./m\"\n  count  = 10000\n}\n",
    "spec/m/main.tf": "resource \"terraform_data\" \"a\" {\n  count = 10000\n}\n",
  ]

  @Test("what has no end gets an error that names a limit", arguments: nesting + bombs + long)
  func limit(_ endless: Case) throws {
    try badInput(endless)
  }

  @Test("pipes and devices among the files of a spec are refused before anything is read of them")
  func unbounded() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.group, to: "spec/main.tf")
    let pipe = place.folder.appendingPathComponent("spec/pipe.tf").path
    #expect(mkfifo(pipe, 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: place.folder.appendingPathComponent("spec/zero.tf").path, withDestinationPath: "/dev/zero")
    for arguments in [["validate", "spec"], ["plan", "--simulate", "spec"]] {
      let result = try Program.run("armature", arguments, in: place.folder)
      #expect(result.status == 1)
      for name in ["pipe", "zero"] {
        #expect(
          result.unwrapped.contains("spec/\(name).tf could not be read: it is a pipe or a device, not a file"),
          "\(result.errors)")
      }
    }
    let formatted = try Program.run("armature", ["fmt", "-check", "spec"], in: place.folder)
    #expect(formatted.status == 1)
    #expect(formatted.unwrapped.contains("\"spec/pipe.tf\" is a pipe or a device, not a file"), "\(formatted.errors)")
  }

  @Test("a chain of many moves leads to where it ends")
  func moves() throws {
    let place = try Workplace(copying: [])
    let state = "resource \"terraform_data\" \"a0\" {\n}\n"
    try place.write("armature {\n  environment = \"test\"\n}\n" + state, to: "spec/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "spec").status == 0)
    let moves = (0..<5000).map { "moved {\n  from = terraform_data.a\($0)\n  to = terraform_data.a\($0 + 1)\n}\n" }
    try place.write(
      "armature {\n  environment = \"test\"\n}\n" + state.replacingOccurrences(of: "a0", with: "a5000")
        + moves.joined(), to: "spec/main.tf")
    let plan = try place.run("plan", "--simulate", "spec")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("terraform_data.a0 has moved to terraform_data.a5000"), "\(plan.output)")
  }

  @Test("an expression of many lines on a pipe is read once")
  func lines() throws {
    let place = try Workplace(copying: [])
    let items = (0..<20_000).map { "  \"{\", // item \($0) ]\n" }.joined()
    let text = (0..<20_000).map { "line \($0) ]\n" }.joined()
    let comment = String(repeating: "] more\n", count: 20_000)
    let input = "length([\n\(items)])\nlength(<<EOT\n\(text)EOT\n)\n[ /* one\n\(comment)*/ 7 ]\n"
    let result = try Program.run("armature", ["console"], in: place.folder, input: input)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output == "20000\n\(text.utf8.count)\n[\n  7,\n]\n")
  }
}
