import Diagnostics
import Syntax
import Testing
import Values

/// The JSON form of the language, as far as it is known without knowing what is an argument and what a block.
@Suite struct JSONReaderTests {
  private func read(_ text: String) -> (body: SyntaxBody, problems: [String]) {
    let sources = SourceMap()
    let file = sources.add(name: "main.tf.json", bytes: Array(text.utf8))
    let (body, diagnostics) = Parser.parseJSON(file: file, in: sources)
    return (body, diagnostics.map { described($0, in: sources) })
  }

  private func described(_ diagnostic: Diagnostic, in sources: SourceMap) -> String {
    let subject = diagnostic.subject.map { "\($0.lower)-\($0.upper)" } ?? ""
    return "\(diagnostic.summary) @ \(subject)"
  }

  @Test(
    "a mistake in the JSON is reported once, where it is",
    arguments: [
      (#"{"a": 1,}"#, "Trailing comma in object @ 7-8"),
      (#"{"a" 1}"#, "Missing property value colon @ 5-6"),
      (#"{"a": 1"#, "Unclosed object @ 0-1"),
      (#"{"a": [1, 2"#, "Unclosed array @ 6-7"),
      (#"{"a": [1 2]}"#, "Missing attribute separator comma @ 9-10"),
      (#"{"a": [1,]}"#, "Trailing comma in array @ 8-9"),
      (#"{"a": tru}"#, "Invalid JSON keyword @ 6-9"),
      (#"{"a": 01}"#, "Invalid JSON number @ 6-8"),
      (#"{"a": -}"#, "Invalid JSON number @ 6-7"),
      ("{\"a\": \"b\nc\"}", "Invalid JSON string @ 8-8"),
      (#"{"a": "bc}"#, "Invalid JSON string @ 6-7"),
      (#"{"a": "\x"}"#, "Invalid JSON string @ 7-9"),
      (#"{a: 1}"#, "Invalid object property name @ 1-2"),
      (#"{} x"#, "Extraneous data after value @ 3-4"),
      (#""a""#, "Root value must be object @ 0-3"),
      ("", "Missing value @ 0-0"),
    ])
  func mistakes(_ text: String, _ problem: String) {
    #expect(read(text).problems == [problem])
  }

  @Test("an expression in a string has its own place, and one in a string with escapes the place of the string")
  func places() throws {
    for (text, lower, upper) in [(#"{"a": "x ${b.c}"}"#, 11, 14), (#"{"a": "\n ${b.c}"}"#, 6, 17)] {
      let body = read(text).body
      let traversal = try #require(body.variables.first)
      #expect(traversal.range.lower == lower)
      #expect(traversal.range.upper == upper)
    }
  }

  @Test("strings are decoded, numbers exact, and a property called // is a comment")
  func values() {
    let text = #"{"//": "no", "a": ["\ud83d\ude00\t\"é", 0.1, -1.5e3, null, true, "$${x}"]}"#
    let (body, problems) = read(text)
    #expect(problems == [])
    var diagnostics: [Diagnostic] = []
    let resolved = body.resolvingJSON(diagnostics: &diagnostics) { _ in .argument(.template) }
    #expect(resolved.arguments.map(\.name) == ["a"])
    let literals = (resolved.arguments.first?.expression.asTuple ?? []).map { expression -> Value? in
      if case .literal(let value, _) = expression { value } else { nil }
    }
    let expected: [Value?] = [
      "😀\t\"é", Number(decimal: "0.1").map { .number($0) }, -1500, .null(.dynamic), true, "${x}",
    ]
    #expect(literals == expected)
  }

  @Test("one object is one block, an array has one in each element, and objects around them have the labels")
  func blocks() {
    let body = read(#"{"r": {"t": {"a": {"x": 1}, "b": [{"x": 2}, {"x": 3}]}, "u": [{"c": {}}]}}"#).body
    var diagnostics: [Diagnostic] = []
    let resolved = body.resolvingJSON(diagnostics: &diagnostics) { _ in .block(["type", "name"]) }
    #expect(resolved.blocks.map { $0.labels.map(\.text) } == [["t", "a"], ["t", "b"], ["t", "b"], ["u", "c"]])
    #expect(diagnostics == [])
  }

  @Test("nesting beyond all reason is an error")
  func nesting() {
    let text = String(repeating: "[", count: 100_000)
    #expect(read(text).problems.map { $0.prefix(17) } == ["Too deeply nested"])
  }
}
