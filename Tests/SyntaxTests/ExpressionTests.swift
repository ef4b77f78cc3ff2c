import Diagnostics
import Syntax
import Testing

struct ExpressionTests {
  @Test(
    "operators bind as tightly as they should",
    arguments: [
      ("1 + 2 * 3", "(+ 1 (* 2 3))"),
      ("1 * 2 + 3", "(+ (* 1 2) 3)"),
      ("1 - 2 - 3", "(- (- 1 2) 3)"),
      ("8 / 4 % 3 * 2", "(* (% (/ 8 4) 3) 2)"),
      ("a || b && c", "(|| a (&& b c))"),
      ("a && b || c && d", "(|| (&& a b) (&& c d))"),
      ("1 < 2 == true", "(== (< 1 2) true)"),
      ("1 + 1 >= 2 != false", "(!= (>= (+ 1 1) 2) false)"),
      ("!a == b", "(== (! a) b)"),
      ("-a.b + 1", "(+ (- a.b) 1)"),
      ("--1", "(- (- 1))"),
      ("a ? b : c ? d : e", "(? a b (? c d e))"),
      ("a ? b ? 1 : 2 : 3", "(? a (? b 1 2) 3)"),
      ("a == b ? 1 + 1 : 2", "(? (== a b) (+ 1 1) 2)"),
      ("(1 + 2) * 3", "(* ((+ 1 2)) 3)"),
      ("a-b", "a-b"),
      ("2-1", "(- 2 1)"),
      ("7 // 2", "7"),
      ("1 /* one */ + /* two */ 2", "(+ 1 2)"),
    ])
  func precedence(text: String, expected: String) {
    #expect(parsedExpression(text) == expected)
  }

  @Test(
    "steps after a value are read as attributes, indices and splats",
    arguments: [
      ("a.b[\"c\"][0].d", "a.b[\"c\"][0].d"),
      ("a.0.b", "a[0].b"),
      ("a[b.c]", "(index a b.c)"),
      ("a[-1]", "(index a (- 1))"),
      ("a[b].c.d[0]", "((index a b)).c.d[0]"),
      ("f(x).a[0]", "((f x)).a[0]"),
      ("a[*].b[0]", "([*] a (@).b[0])"),
      ("a.*.b[0]", "((.* a (@).b))[0]"),
      ("a.*.b.0.c", "(.* a (@).b[0].c)"),
      ("a[*].b[*].c", "([*] a ([*] (@).b (@).c))"),
      ("a[*][i]", "([*] a (index @ i))"),
      ("(a[*]).b", "((([*] a @))).b"),
      ("a [0]", "a[0]"),
      ("a . b", "a.b"),
      ("a.0.1", "Invalid legacy index syntax 1:3-1:6"),
      ("a.*.*", "Nested splat expression not allowed 1:5-1:6"),
      ("a[*", "Missing close bracket on splat index 1:4-1:5"),
    ])
  func steps(text: String, expected: String) {
    #expect(parsedExpression(text) == expected)
  }

  @Test(
    "collections, loops and calls are read with all of their parts",
    arguments: [
      ("[1, a, \"x\",]", "[1 a \"x\"]"),
      ("{ a = 1, \"b\" : 2\n (c) = 3 }", "{a=1 \"b\"=2 (c)=3}"),
      ("{ null = 1, if = 2, 3 = 4 }", "{null=1 if=2 3=4}"),
      ("{ a.b = 1 }", "{a.b=1}"),
      ("{}", "{}"),
      ("[for x in a : x]", "(for x a x)"),
      ("[for k, v in a : v if k]", "(for k,v a v if k)"),
      ("{ for k, v in a : k => v... if v }", "(for k,v a k=>v... if v)"),
      ("[\nfor x in a :\nx\n]", "(for x a x)"),
      ("f(a, b...)", "(f a b...)"),
      ("f()", "(f)"),
      ("f (a,)", "(f a)"),
      ("provider::azurerm::parse(\"x\")", "(provider::azurerm::parse \"x\")"),
      ("f(a..., b)", "Missing closing parenthesis 1:4-1:7"),
      ("a ? b", "Missing false expression in conditional 1:6-1:7"),
      ("(a", "Unbalanced parentheses 1:3-1:4"),
      ("a b", "Extra characters after expression 1:3-1:4"),
      ("", "Invalid expression 1:1-1:2"),
      ("[for x in a : x...]", "Invalid 'for' expression 1:16-1:19"),
      ("{for x in a : x}", "Invalid 'for' expression 1:15-1:16"),
      ("f::(1)", "Missing function name 1:4-1:5"),
      ("{ a\n= 1 }", "Missing attribute value 1:4-2:1"),
    ])
  func collections(text: String, expected: String) {
    #expect(parsedExpression(text) == expected)
  }

  @Test("references from outside are found, and names that a loop introduces are not among them")
  func variables() {
    let text = """
      [for k, v in var.m : "${k}${v}${local.x}%{for k in v}${k}${each.key}%{endfor}" if f(v, path.root)] ? {
        (count.index) = a[b.c][*].d, e = k
      } : g.*.h
      """
    let sources = SourceMap()
    let file = sources.add(name: "e", bytes: Array(text.utf8))
    let (expression, diagnostics) = Parser.parseExpression(file: file, in: sources)
    #expect(diagnostics.isEmpty)
    let found = expression.variables.map { sources.text(of: $0.range) }
    #expect(found == ["var.m", "local.x", "each.key", "path.root", "count.index", "a", "b.c", "k", "g"])
    #expect(expression.calls.map(\.name) == ["f"])
  }

  @Test(
    "a reference alone is read as an address is written",
    arguments: [
      ("module.a[\"k\"].type.name[0]", "module.a[\"k\"].type.name[0]"),
      ("a", "a"),
      ("a[b]", "Index value required 1:1-1:5"),
      ("1", "Variable name required 1:1-1:2"),
      ("a.b c", "Invalid character 1:5-1:6"),
      ("a[\"x", "Unterminated template string 1:5-1:6"),
    ])
  func traversals(text: String, expected: String) {
    let sources = SourceMap()
    let file = sources.add(name: "-target", bytes: Array(text.utf8))
    let (traversal, diagnostics) = Parser.parseTraversal(file: file, in: sources)
    let found = diagnostics.map { outline($0, in: sources) }.joined()
    #expect((traversal.map { outline(Expression.traversal($0)) } ?? "") + found == expected)
  }

  @Test("a name with written-out steps can be read without evaluating it, and anything else cannot")
  func staticReading() {
    func expression(_ text: String) -> Expression {
      Parser.parseExpression(text, at: SourceRange(file: FileID(index: 0), lower: 3, upper: 9)).0
    }
    #expect(expression("all").asKeyword == "all")
    #expect(expression("null").asKeyword == "null")
    #expect(expression("a.b").asKeyword == nil)
    #expect(expression("a.b[0]").asTraversal?.steps.count == 2)
    #expect(expression("a[b]").asTraversal == nil)
    #expect(expression("(a)").asTraversal == nil)
    #expect(expression("\"a\"").asString == "a")
    #expect(expression("list(string)").asCall?.name == "list")
    #expect(expression("[a, b]").asTuple?.count == 2)
    #expect(expression("{ a = b }").asObject?.first?.literalKey == "a")
    #expect(expression("a.b").range.lower == 3 && expression("a.b").range.upper == 9)
  }
}
