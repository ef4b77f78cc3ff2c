import Testing
import Values

@Suite struct IdentifierTests {
  @Test(
    "names are letters, digits, underscores and dashes that start with a letter",
    arguments: [
      ("a", true), ("a-b_c9", true), ("Z", true), ("é", true), ("größe", true), ("数", true), ("", false),
      ("9a", false), ("-a", false), ("_a", false), ("a b", false), ("a.b", false), ("a\0", false), ("a·b", true),
      ("·a", false),
    ])
  func names(text: String, isName: Bool) {
    #expect(text.isIdentifier() == isName)
  }

  @Test("underscores at the start are a matter of who asks")
  func variants() {
    #expect("_a".isIdentifier(mayStartWithUnderscore: true))
  }
}
