import Importing
import Resources
import Testing
import Values

@Suite struct SpecWriterTests {
  private static func attribute(
    _ name: String, _ type: Type, _ presence: AttributeSchema.Presence,
    _ change: (inout AttributeSchema) -> Void = { _ in }
  ) -> AttributeSchema {
    var attribute = AttributeSchema(name, .value(type), presence)
    change(&attribute)
    return attribute
  }

  private static let kind = ResourceKind(
    name: "test_thing",
    schema: ResourceSchema([
      attribute("name", .string, .required), attribute("peer", .string, .optional) { $0.comparison = .resourceID },
      attribute("size", .number, .optional) { $0.defaultValue = .number(1) },
      attribute("text", .string, .optional), attribute("mode", .string, .optional),
      attribute("password", .string, .required) {
        $0.isSensitive = true
        $0.isWriteOnly = true
      },
      attribute("token", .string, .optional) { $0.isSensitive = true },
      attribute("principal", .string, .computed),
      AttributeSchema(
        "rule", .block(.list(), ResourceSchema([attribute("port", .number, .required)])), .optionalComputed),
      AttributeSchema(
        "windows",
        .block(
          .single,
          ResourceSchema([
            attribute("user", .string, .required), attribute("secret", .string, .required) { $0.isWriteOnly = true },
          ])), .optionalComputed),
    ]), providerName: "registry.terraform.io/test/test")

  private static func resource(
    _ name: String, _ members: [(String, Value)], problems: (Value) -> [ArgumentProblem] = { _ in [] }
  ) -> ImportedResource {
    let live = Value.object(Members([("name", .string(name))] + members))
    return ImportedResource(
      address: InstanceAddress(type: "test_thing", name: name), kind: kind, id: "/subscriptions/s/things/\(name)",
      lineage: [("name", "/subscriptions/s/things/\(name)")], attributes: live,
      arguments: SpecArguments.of(live, kind: kind, identifying: ["name"], problems: problems))
  }

  private static func text(_ resources: ImportedResource...) -> String {
    var writer = SpecWriter(resources)
    return writer.text()
  }

  @Test("defaults and what nobody set are left out, and what Azure would ask a secret for isn't said")
  func leftOut() {
    let text = Self.text(
      Self.resource(
        "a",
        [
          ("size", .number(1)), ("text", .string("")), ("mode", .string("x")), ("principal", .string("p")),
          ("windows", .tuple([.object(Members([("user", .string("admin"))]))])),
        ]))
    #expect(text.contains("  mode     = \"x\"\n"))
    for absent in ["size", "text", "principal", "windows"] { #expect(!text.contains(absent), "\(absent) in\n\(text)") }
  }

  @Test("a secret is a variable, which has to be given only where it is required, and its value is nowhere")
  func secrets() {
    let text = Self.text(Self.resource("a", [("token", .string("canary-token"))]))
    #expect(text.contains("  password = var.a_password\n"))
    #expect(text.contains("  token    = var.a_token\n"))
    #expect(text.contains("variable \"a_password\" {"))
    #expect(text.components(separatedBy: "sensitive   = true").count == 3)
    #expect(text.components(separatedBy: "default     = null").count == 2)
    #expect(!text.contains("canary"))
  }

  @Test("resources that name each other refer to each other one way only")
  func circle() {
    let text = Self.text(
      Self.resource("a", [("peer", .string("/subscriptions/S/things/B"))]),
      Self.resource("b", [("peer", .string("/subscriptions/s/things/a"))]))
    #expect(text.contains("peer     = test_thing.b.id"))
    #expect(text.contains("peer     = \"/subscriptions/s/things/a\""))
  }

  @Test("a text of several lines is written line by line, and templates in it stay what they are")
  func lines() {
    let text = Self.text(Self.resource("a", [("text", .string("one ${x}\ntwo\n")), ("mode", .string("a\nb"))]))
    #expect(text.contains("<<-EOT\n    one $${x}\n    two\n  EOT\n"), "\(text)")
    #expect(text.contains("\"a\\nb\""), "a heredoc would end with a line break")
    let gap = Self.text(Self.resource("a", [("text", .string("one\n\nEOT\n"))]))
    #expect(gap.contains("<<EOT_\none\n\nEOT\nEOT_\n"), "\(gap)")
  }

  @Test("of two forms of one thing one is kept")
  func repaired() {
    let text = Self.text(
      Self.resource("a", [("text", .string("x")), ("mode", .string("y"))]) { arguments in
        guard arguments[member: "text"]?.isNull == false, arguments[member: "mode"]?.isNull == false else { return [] }
        return [ArgumentProblem(at: ValuePath([.member("mode")]), "Both", detail: "There are two.")]
      })
    #expect(text.contains("text     = \"x\"") && !text.contains("mode"))
  }
}

extension String {
  fileprivate func components(separatedBy separator: String) -> [Substring] { self.split(separator: separator) }
}
