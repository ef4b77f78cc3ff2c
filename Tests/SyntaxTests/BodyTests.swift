import Diagnostics
import Syntax
import Testing

struct BodyTests {
  @Test("arguments and blocks keep their order, labels and places")
  func items() throws {
    let text = "a = 1\nresource \"x\" y {\n  b = 2\n  c { d = 3 }\n}\ne {}\n"
    let (body, errors) = parsed(text)
    #expect(errors.isEmpty)
    #expect(outline(body) == ["a = 1", "resource x y { b = 2; c { d = 3 } }", "e {  }"])
    let block = try #require(body.blocks("resource").first)
    #expect(block.headerRange.lower == 6 && block.headerRange.upper == 20)
    #expect(block.labels[0].range.lower == 15 && block.labels[0].range.upper == 18)
    #expect(block.range.upper == 46)
    #expect(block.body.endRange.lower == 45 && block.body.endRange.upper == 45)
    #expect(body.argument("a")?.range.upper == 5)
  }

  @Test("files may have a byte order mark, Windows line ends and no last line end")
  func forms() {
    #expect(outline(parsed("\u{FEFF}a = 1\r\nb {\r\n  c = 2\r\n}").body) == ["a = 1", "b { c = 2 }"])
    #expect(parsed("\u{FEFF}a = ]\n").errors == ["Invalid expression 1:5-1:6"])
    #expect(outline(parsed("").body).isEmpty)
    #expect(outline(parsed("# only a comment").body).isEmpty)
  }

  @Test(
    "each mistake is reported where Terraform reports it",
    arguments: [
      ("locals {\n  a \"x\"\n}\n", ["Invalid block definition 2:8-3:1"]),
      ("locals {\n  a = 1 +\n    2\n}\n", ["Invalid expression 2:10-3:1"]),
      ("locals { a = 1, b = 2 }\n", ["Invalid single-argument block definition 1:15-1:16"]),
      (
        "locals {\n  grüße = \"héé\" + nope\n  b     = \"日本\" ; \n}\n",
        ["Invalid character 3:16-3:17", "Missing newline after argument 3:16-3:17"]
      ),
      (
        "locals {\n  a = \"abc\n  b = 2\n}\n",
        [
          "Invalid multi-line string 2:11-3:1", "Unterminated template string 2:11-3:1",
          "Invalid multi-line string 3:8-4:1", "Invalid multi-line string 4:2-5:1",
        ]
      ),
      ("locals {\n", ["Unclosed configuration block 1:8-1:9"]),
      ("a = 1\na = 2\n", ["Attribute redefined 2:1-2:2"]),
      ("a = 1, b = 2\n", ["Unexpected comma after argument 1:6-1:7"]),
      ("\"a\" = 1\nb = 2 3\n", ["Invalid argument name 1:1-1:2", "Missing newline after argument 2:7-2:8"]),
      ("}\na\n", ["Argument or block definition required 1:1-1:2", "Argument or block definition required 2:1-2:2"]),
      ("a {} b {}\n", ["Missing newline after block definition 1:6-1:7"]),
      ("a { b {} }\n", ["Argument definition required 1:5-1:8"]),
      ("a { b = 1\n}\n", ["Invalid single-argument block definition 1:10-2:1"]),
      ("a \"x${1}\" {\n}\n", ["Invalid string literal 1:5-1:7"]),
      ("a \"x\n", ["Invalid multi-line string 1:5-2:1", "Unterminated string literal 1:5-2:1"]),
      ("a = 'x'\n", ["Invalid character 1:5-1:6", "Invalid expression 1:5-1:6"]),
      ("a = “x”\n", ["Invalid character 1:5-1:6", "Invalid expression 1:5-1:6"]),
      ("a = 1 /* x\n", ["Unterminated comment 1:7-1:9"]),
      (
        "a = f(1\nb = [2\nc = 3 4\n",
        [
          "Missing argument separator 2:1-2:2", "Missing item separator 3:1-3:2",
          "Missing newline after argument 3:7-3:8",
        ]
      ),
      (
        "x {\n  a = [1, 2\n}\ny {\n  b = {\n}\nc = 5 5\n",
        [
          "Missing item separator 3:1-3:2", "Unclosed configuration block 4:3-4:4",
          "Missing newline after argument 7:7-7:8",
        ]
      ),
    ])
  func mistakes(text: String, expected: [String]) {
    #expect(parsed(text).errors == expected)
  }

  @Test("an argument whose value is wrong stays, and so does all that follows it")
  func recovery() {
    let text = "a = 1 +\nb {\n  c = [1 2]\n  d = 4\n  e = )\n}\nf = 6\n"
    let (body, errors) = parsed(text)
    #expect(outline(body) == ["a = INVALID", "b { c = INVALID; d = 4; e = INVALID }", "f = 6"])
    #expect(
      errors == ["Invalid expression 1:8-2:1", "Missing item separator 3:10-3:11", "Invalid expression 5:7-5:8"])
  }

  @Test("bytes that are not UTF-8 are reported once, with a hint for UTF-16")
  func encoding() {
    #expect(parsed([0x61, 0x3D, 0x22, 0xFF, 0x22, 0x0A]).errors == ["Invalid character encoding 1:4-1:5"])
    #expect(parsed([0x61, 0x3D, 0x31, 0x0A, 0xC0, 0x80]).errors.first == "Invalid character encoding 2:1-2:2")
    let sources = SourceMap()
    let file = sources.add(name: "x", bytes: [0xFF, 0xFE, 0x61, 0x00])
    #expect(Parser.parse(file: file, in: sources).1.first?.hint?.contains("UTF-16") == true)
  }

  @Test(
    "input that nests without end is refused and overflows nothing",
    arguments: [
      ("a = ", "(", ""), ("a = ", "[", ""), ("a = ", "!", "b"), ("a = ", "f(", ""), ("a = ", "{ a = ", ""),
      ("a = ", "x ? y : ", "z"), ("a = 1", " + 1", ""), ("a = x", "[y]", ""), ("a = x", "[*]", ""),
      ("a = x", ".*[y]", ""), ("a = ", "\"${", "x"), ("a = \"", "%{ if x }", "\""), ("", "a {\n", ""),
      ("a = x", ".b", ""), ("a = ", "[for x in ", "y"), ("a = <<E\n", "%{for a in b}\n", "E\n"), ("a = ", "(", "]"),
    ])
  func bounds(start: String, repeated: String, end: String) {
    let text = start + String(repeating: repeated, count: 20_000) + end + "\n"
    let (body, errors) = parsed(text)
    // A chain of written-out steps is flat, so it alone may be as long as it likes.
    #expect(errors.isEmpty == (repeated == ".b"))
    #expect(errors.count <= 2)
    #expect(body.items.count <= 1)
  }

  @Test("what is within the bounds can be walked")
  func withinBounds() {
    let parens = String(repeating: "(", count: 240) + "x" + String(repeating: ")", count: 240)
    #expect(parsedExpression(parens) == parens)
    let sum = "1" + String(repeating: " + 1", count: 490)
    #expect(parsedExpression(sum).hasSuffix("1) 1)"))
  }
}
