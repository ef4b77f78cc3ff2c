import Evaluation
import Testing
import Values

/// What RE2 finds, beyond what the expression cases try.
@Suite("Regular expressions")
struct RegularExpressionTests {
  private func call(_ name: String, _ arguments: [Value]) throws -> Value {
    try #require(FunctionTable.standard[name]).call(arguments, in: FunctionContext(workingDirectory: "/spec"))
  }

  @Test(
    "the leftmost match is found, and of those the one that the pattern prefers",
    arguments: [
      ("a|ab", "ab", "a"), ("ab|a", "ab", "ab"), ("a*?", "aaa", ""), ("a+?b", "aab", "aab"), ("(?U)a+", "aaa", "a"),
      ("(?U)a+?", "aaa", "aaa"), ("[[:alpha:]]+", "12ab3", "ab"), ("[[:^digit:]]+", "12ab3", "ab"),
      ("[^a-c]+", "abxyc", "xy"), ("[]a]+", "x]a]", "]a]"), ("[a-]+", "x-a-", "-a-"), ("[\\d.]+", "v1.2", "1.2"),
      ("\\pL+", "1äß2", "äß"), ("\\p{Lu}", "aÄ", "Ä"), ("\\P{L}", "a1", "1"), ("[^\\pL]", "a1", "1"),
      ("\\p{^L}", "a1", "1"), ("\\x41\\x{e9}", "Aé", "Aé"), ("\\101", "A", "A"), ("\\Qa.b\\E+", "a.bb", "a.bb"),
      ("(?m)^b$", "a\nb\nc", "b"), ("a(?i)b(?-i)c", "aBc", "aBc"), ("(?i:a)b", "Ab", "Ab"),
      ("(?i)[a-c]+", "xABC", "ABC"),
      ("(?i)k", "\u{212A}", "K"), ("(?i)σ", "ς", "ς"), ("(?i)[σ]", "ς", "ς"), ("x{2}", "xxx", "xx"),
      ("x{,2}", "x{,2}", "x{,2}"), ("x{2,}?", "xxx", "xx"), ("(?:a*)*", "aab", "aa"), ("(?:a|b*)*c", "abbac", "abbac"),
      ("(?:|a)*", "aa", ""), ("(?:|a)+", "aa", ""), ("\\Bb", "ab b", "b"), ("[^a]", "a\n", "\n"),
      ("é", "cafe\u{301}", "é"),
      ("[[:word:]]+", "-a_1-", "a_1"), ("\\*\\+\\.", "*+.", "*+."), ("a{0}b", "ab", "b"), ("(?s).+", "a\nb", "a\nb"),
      (".+", "a\nb", "a"), ("x*$", "xxyxx", "xx"),
    ])
  func match(pattern: String, text: String, expected: String) throws {
    #expect(try call("regex", [.string(pattern), .string(text.normalized)]) == .string(expected.normalized))
  }

  @Test(
    "a pattern that RE2 doesn't take is refused, and the part that is to blame is told",
    arguments: [
      ("(a", "missing closing ) in (a"), ("a)", "unexpected ) in a)"),
      ("*a", "missing argument to repetition operator in *"),
      ("a**", "invalid nested repetition operator in **"), ("a{2}{3}", "invalid nested repetition operator in {2}{3}"),
      ("a{1001}", "invalid repeat count in {1001}"), ("a{3,2}", "invalid repeat count in {3,2}"),
      ("(a{100}){100}", "invalid repeat count in {100}"), ("[b-a]", "invalid character class range in b-a"),
      ("[[:no:]]", "invalid character class range in [:no:]"), ("(a)\\1", "invalid escape sequence in \\1"),
      ("\\C", "invalid escape sequence in \\C"), ("\\", "trailing backslash at end of expression in "),
      ("(?<=a)b", "invalid named capture in (?<=a)b"), ("(?!a)", "invalid or unsupported Perl syntax in (?!"),
      ("a|*", "missing argument to repetition operator in *"),
      ("\\p{greek}", "invalid character class range in \\p{greek}"),
    ])
  func refusal(pattern: String, message: String) throws {
    let error = try #require(throws: FunctionError.self) { try call("regex", [.string(pattern), "a"]) }
    #expect(error.message == "invalid regexp pattern: " + message)
    #expect(error.argument == 0)
  }

  @Test(
    "replace takes groups by number and by name",
    arguments: [
      ("a1b2", "/(\\d)/", "<$1>", "a<1>b<2>"), ("ab", "/(?P<x>a)(b)/", "$2${x}", "ba"), ("ab", "/(a)/", "$1x", "b"),
      ("ab", "/(a)/", "${1}x", "axb"), ("a", "/a/", "$$1 $", "$1 $"), ("a", "/a/", "[$7$no]", "[]"),
      ("abc", "/x*/", "-", "-a-b-c-"), ("baaac", "/a*/", "-", "-b-c-"), ("a", "/a/", "${", "${"),
      ("aa", "/^a/", "", "a"),
    ])
  func replacement(text: String, pattern: String, template: String, expected: String) throws {
    #expect(try call("replace", [.string(text), .string(pattern), .string(template)]) == .string(expected))
  }

  @Test("patterns that blow up elsewhere end at once")
  func hostile() throws {
    let text = Value.string(String(repeating: "a", count: 200))
    #expect(try call("regexall", ["(?:a*)*b", text]) == .list([], of: .string))
    #expect(try call("regexall", ["(?:a?){200}b", text]) == .list([], of: .string))
    let deep = String(repeating: "(", count: 100_000) + String(repeating: ")", count: 100_000)
    #expect(throws: FunctionError.self) { try call("regex", [.string(deep), text]) }
    let wide = "(?:" + String(repeating: "a", count: 1000) + "){1000}"
    #expect(throws: FunctionError.self) { try call("regex", [.string(wide), text]) }
  }

  @Test("an unknown pattern leaves the type open, an unknown text doesn't")
  func unknowns() throws {
    #expect(try call("regex", [.unknown(.string), "a"]) == .unknown(.dynamic))
    #expect(try call("regex", ["(a)", .unknown(.string)]) == .unknown(.tuple([.string])))
  }
}
