import Reports
import Testing
import Values

@Suite struct HCLTextTests {
  @Test(
    "strings are quoted so that they read back as themselves",
    arguments: [
      ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#), ("${x} %{y} $x", #""$${x} %%{y} $x""#),
      ("a\tb\r", #""a\tb\r""#), ("\u{1B}[31m", #""\u001b[31m""#), ("ü…", #""ü…""#),
    ])
  func quotes(string: String, text: String) {
    #expect(HCLText.quoted(string) == text)
  }

  @Test(
    "values are shown as Terraform's console shows them",
    arguments: [
      (Value.null(.string), "tostring(null)"), (Value.null(.dynamic), "null"), (Value.bool(true), "true"),
      (Value.list([], of: .string), "tolist([])"), (Value.set(["a"], of: .string), "toset([\n  \"a\",\n])"),
      (Value.map(Members([("k", .number(1))]), of: .number), "tomap({\n  \"k\" = 1\n})"),
      (["a": ["b": [1, 2]]], "{\n  \"a\" = {\n    \"b\" = [\n      1,\n      2,\n    ]\n  }\n}"),
      (Value.string("one\ntwo\n"), "<<EOT\none\ntwo\nEOT"),
      (Value.string("EOT\ntwo"), "<<EOT_\nEOT\ntwo\nEOT_"),
      (Value.string("secret").marked(.sensitive), "(sensitive value)"),
      (["k": Value.string("secret").marked(.sensitive)], "{\n  \"k\" = (sensitive value)\n}"),
    ] as [(Value, String)])
  func values(value: Value, text: String) {
    #expect(HCLText.text(value) == text)
  }

  @Test(
    "names that are no identifiers are quoted",
    arguments: [
      ("name", "name"), ("a-b", "a-b"), ("1a", "\"1a\""), ("a b", "\"a b\""), ("", "\"\""),
    ])
  func names(name: String, text: String) {
    #expect(HCLText.name(name) == text)
  }
}
