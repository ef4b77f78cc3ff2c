import Diagnostics
import Syntax
import Testing

struct TemplateTests {
  @Test(
    "quoted strings resolve escapes and hold sequences",
    arguments: [
      (#""a\n\"\\\t""#, "\"a\\n\"\\\t\""),
      (#""\u00e9\U0001F600""#, "\"é😀\""),
      (#""$${a} %%{b} $ % $$ %%""#, "\"${a} %{b} $ % $$ %%\""),
      (#""$$$${x}""#, "\"$$${x}\""),
      (#""${a}""#, "(wrap $a)"),
      (#""${a}${b}""#, "(template $a $b)"),
      (#""x${ { a = "}" }.a }y""#, "(template \"x\" $({a=\"}\"}).a \"y\")"),
      (#""${"${"deep"}"}""#, "(wrap $(wrap $\"deep\"))"),
      (#""a ${~ b ~} c""#, "(template \"a\" $b \"c\")"),
      (#""a %{~ if x ~} b %{~ else ~} c %{~ endif ~} d""#, "(template \"a\" (if x [\"b\"] [\"c\"]) \"d\")"),
      (#""%{for k,v in m}${k}%{endfor}""#, "(template (for k,v m [$k]))"),
      (#""""#, "\"\""),
      ("\"${\na\n}\"", "(wrap $a)"),
    ])
  func quoted(text: String, expected: String) {
    #expect(parsedExpression(text) == expected)
  }

  @Test(
    "heredocs end at their marker, and flush ones lose the indentation that their lines share",
    arguments: [
      ("<<EOT\nEOT\n", "\"\""),
      ("<<EOT\n a\n  b\n  EOT\n", "\" a\\n  b\\n\""),
      ("<<EOT\na\nEOT", "\"a\\n\""),
      ("<<-EOT\n    a\n\n      b\n    EOT\n", "\"a\\n\\n  b\\n\""),
      ("<<-EOT\n    a\n  ${b}\n    EOT\n", "(template \"  a\\n\" $b \"\\n\")"),
      ("<<-EOT\n    a\n${b}\n    EOT\n", "(template \"    a\\n\" $b \"\\n\")"),
      ("<<EOT\r\na\r\nEOT\r\n", "\"a\r\n\""),
      ("<<EOT\n\\n \"q\" EOT\nEOT x\nEOT  \n", "\"\\n \"q\" EOT\\nEOT x\\n\""),
      ("<<EOT\n${<<IN\nx\nIN\n}\nEOT\n", "(template $\"x\\n\" \"\\n\")"),
    ])
  func heredocs(text: String, expected: String) {
    #expect(parsedExpression(text) == expected)
  }

  @Test(
    "mistakes in templates are reported where they are",
    arguments: [
      ("\"${a\"", "Unclosed template interpolation sequence 1:2-1:4"),
      ("\"${a:b}\"", "Extra characters after interpolation expression 1:5-1:6"),
      ("\"%{ 1 }\"", "Invalid template directive 1:5-1:6"),
      ("\"%{ while a }\"", "Invalid template control keyword 1:5-1:10"),
      ("\"%{ endfor }\"", "Unexpected endfor directive 1:2-1:13"),
      ("\"%{ if a }%{ endfor }\"", "Unexpected endfor directive 1:11-1:22"),
      ("\"%{ if a }\"", "Unexpected end of template 1:11-1:12"),
      ("\"%{ else b }%{ endif }\"", "Extra characters in else marker 1:10-1:11"),
      ("\"%{ for a }\"", "Invalid 'for' directive 1:11-1:12"),
      ("<<EOT\nabc\n", "Unterminated template string 1:1-1:6"),
      ("<<-EOT\r\nabc\n", "Unterminated template string 1:1-1:7"),
      ("\"\\é\"", "Invalid escape sequence 1:2-1:4"),
    ])
  func mistakes(text: String, expected: String) {
    #expect(parsedExpression(text) == expected)
  }

  @Test(
    "a bare template has no quotes and no backslash escapes",
    arguments: [
      (
        "Hello ${name}\\n\"x\"\n%{ for t in tags ~}\n- ${t}\n%{ endfor ~}\nbye\n",
        "(template \"Hello \" $name \"\\n\"x\"\\n\" (for t tags [\"- \" $t \"\\n\"]) \"bye\\n\")"
      ),
      ("${x}", "(wrap $x)"),
      ("", "\"\""),
      ("plain $${x}", "\"plain ${x}\""),
      ("${a + }", "Invalid expression 1:7-1:8"),
      ("a ${b", "Unclosed template interpolation sequence 1:3-1:5"),
    ])
  func bare(text: String, expected: String) {
    let sources = SourceMap()
    let file = sources.add(name: "t.tftpl", bytes: Array(text.utf8))
    let (expression, diagnostics) = Parser.parseTemplate(file: file, in: sources)
    let errors = diagnostics.map { outline($0, in: sources) }.joined(separator: "; ")
    #expect((diagnostics.isEmpty ? outline(expression) : errors) == expected)
  }

  @Test("text is in Unicode normal form C")
  func normalization() throws {
    let expression = Parser.parseTemplate("e\u{301}", at: SourceRange(file: FileID(index: 0), lower: 0, upper: 0)).0
    #expect(expression.asString.map { Array($0.utf8) } == [0xC3, 0xA9])
  }
}
