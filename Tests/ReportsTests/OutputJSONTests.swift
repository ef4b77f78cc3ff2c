import Diagnostics
import JSON
import Reports
import Testing
import Values

@Suite struct OutputJSONTests {
  private let outputs: [(name: String, value: Value, isSensitive: Bool)] = [
    ("cluster", ["name": "aks-dev", "secret": "hunter2", "tags": ["env": "dev", "owner": "platform"]], true),
    (
      "pool_ids",
      ["gpunp": "61eaac30-af51-97f2-48f2-18c87d6c6456", "system": "530a993f-0444-6ae1-8212-213e364a5f0d"], false
    ),
  ]

  @Test("outputs that may be revealed are Terraform's document")
  func revealed() throws {
    let ours = OutputJSON.document(outputs, reveals: true).text
    #expect(try JSON.parse(ours) == JSON.parse(try contract("output.json")))
  }

  @Test("sensitive outputs are null otherwise, with the same keys")
  func redacted() throws {
    let ours = try JSON.parse(OutputJSON.document(outputs).text)
    #expect(ours[member: "cluster"]?[member: "value"]?.isNull == true)
    #expect(ours[member: "cluster"]?[member: "sensitive"] == true)
    #expect(ours[member: "pool_ids"]?[member: "value"]?[member: "gpunp"]?.stringValue?.hasPrefix("61ea") == true)
  }

  @Test("version keeps Terraform's keys and adds one")
  func version() throws {
    let ours = try JSON.parse(VersionJSON.text(version: "0.1.0")).members
    let theirs = try JSON.parse(try contract("version.json")).members
    #expect(ours?.keys.filter { $0 != "armature_version" } == theirs?.keys)
    #expect(ours?["terraform_version"] == theirs?["terraform_version"])
  }

  @Test("a mistake is told as Terraform tells it, with range and snippet")
  func diagnostics() throws {
    let sources = SourceMap()
    // The offsets of Terraform's document are those of this text.
    let text = "# Here something is not there.\nresource \"terraform_data\" \"x\" {\n  input  = local.nope\n}\n"
    let start = 31 + 32 + 11
    let file = sources.add(name: "bad.tf", bytes: Array(text.utf8))
    let diagnostic = Diagnostic.error(
      "Reference to undeclared local value", detail: "A local value with the name \"nope\" has not been declared.",
      at: SourceRange(file: file, lower: start, upper: start + 10))
    let theirs = try contract("validate-bad.json")
      .replacing("\"byte\": 56", with: "\"byte\": \(start)").replacing("\"byte\": 66", with: "\"byte\": \(start + 10)")
    #expect(try JSON.parse(ValidateJSON.text([diagnostic], in: sources)) == JSON.parse(theirs))
  }

  @Test(
    "times are written as RFC 3339 has them",
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_252_682, "2026-11-21T09:18:02Z"),
      (-1, "1969-12-31T23:59:59Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    ])
  func time(seconds: Int, text: String) {
    #expect(RFC3339.text(secondsSince1970: seconds) == text)
  }
}
