import Diagnostics
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
