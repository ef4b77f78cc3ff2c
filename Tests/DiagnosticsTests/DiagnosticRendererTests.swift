import Diagnostics
import Foundation
import Testing

@Suite struct DiagnosticRendererTests {
  @Test("a diagnostic shows summary, place, snippet with caret, reason and hint")
  func rendersWhole() {
    let sources = SourceMap()
    let file = sources.add(name: "dev/main.tf", bytes: Array("a = 1\n  lokation = \"x\"\n".utf8))
    let diagnostic = Diagnostic.error(
      "Unsupported argument", detail: "`azurerm_virtual_network` has no argument named `lokation`.",
      at: SourceRange(file: file, lower: 8, upper: 16), hint: "did you mean `location`?")
    #expect(
      DiagnosticRenderer().render(diagnostic, in: sources) == """
        error: Unsupported argument
          --> dev/main.tf:2:3
           |
        2  |   lokation = "x"
           |   ^^^^^^^^
          `azurerm_virtual_network` has no argument named `lokation`.
        hint: did you mean `location`?

        """)
  }

  @Test(
    "the caret stands under the columns of a terminal, however wide the characters are",
    arguments: [
      ("b = \"日本\" 5", "5", 12, 1), ("b = \"日本\" 5", "日本", 6, 4), ("👨‍👩‍👧 = @", "@", 6, 1), ("é́ = @", "@", 5, 1),
      ("✔️x = ａ", "ａ", 7, 2), ("\t\tx = @", "@", 7, 1),
    ])
  func caret(_ line: String, _ subject: String, _ column: Int, _ width: Int) throws {
    let sources = SourceMap()
    let file = sources.add(name: "main.tf", bytes: Array((line + "\n").utf8))
    let start = try #require(line.range(of: subject)).lowerBound.utf16Offset(in: line)
    let lower = String(line.utf16.prefix(start))?.utf8.count ?? 0
    let range = SourceRange(file: file, lower: lower, upper: lower + subject.utf8.count)
    let lines = DiagnosticRenderer().render(.error("E", at: range), in: sources).split(separator: "\n")
    let caret = try #require(lines.last { $0.contains("^") }).dropFirst("   | ".count)
    #expect(caret.prefix { $0 != "^" }.count == column - 1)
    #expect(caret.count { $0 == "^" } == width)
  }

  @Test("of a long line the piece around what is wrong is shown")
  func longLine() {
    let sources = SourceMap()
    let text = String(repeating: "x", count: 5000) + "@" + String(repeating: "y", count: 5000)
    let file = sources.add(name: "main.tf", bytes: Array(text.utf8))
    let shown = DiagnosticRenderer().render(
      .error("E", at: SourceRange(file: file, lower: 5000, upper: 5001)), in: sources)
    let lines = shown.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count < 300 })
    #expect(lines.last?.contains("^") == true && lines.contains { $0.contains("…xxx") && $0.contains("x@y") })
  }

  @Test("what would steer the terminal is not passed on")
  func controlCharacters() {
    let sources = SourceMap()
    let file = sources.add(name: "main.tf", bytes: Array("a = \u{1B}[2J\n".utf8))
    let text = DiagnosticRenderer().render(
      .error("E", detail: "\u{9B}31mred", at: SourceRange(file: file, lower: 4, upper: 5), hint: "\u{7}"), in: sources)
    #expect(text.contains("1  | a = \u{FFFD}[2J\n"))
    #expect(!text.unicodeScalars.contains { $0 != "\n" && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value)) })
  }

  @Test("of a file with values only the place is shown")
  func valuesAreHidden() {
    let sources = SourceMap()
    let file = sources.add(name: "x.tfvars", bytes: Array("s = \"hunter2".utf8), holdsValues: true)
    let text = DiagnosticRenderer().render(.error("E", at: SourceRange(file: file, lower: 4, upper: 12)), in: sources)
    #expect(text == "error: E\n  --> x.tfvars:1:5\n")
  }

  @Test("columns count grapheme clusters")
  func graphemeColumns() {
    let file = SourceFile(name: "x", bytes: Array("é👩‍👩‍👧=\n".utf8))
    #expect(file.position(at: Array("é👩‍👩‍👧".utf8).count).column == 3)
  }

  @Test("the nearest name is suggested, a distant one is not")
  func suggestions() {
    #expect(suggestion(for: "lokation", among: ["name", "location"]) == "location")
    #expect(suggestion(for: "banana", among: ["name", "location"]) == nil)
  }
}
