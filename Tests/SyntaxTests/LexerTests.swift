import Syntax
import Testing

struct LexerTests {
  @Test("tokens cover everything but the blanks between them, in order")
  func cover() {
    let text = "# c\na = \"x${b}\" // d\nc = <<-E\n  t %{ if a ~} u\n  E\n /* e */ d { }\r\n; é-1 ~\u{7F}\u{7F}"
    let bytes = Array(text.utf8)
    var end = 0
    for token in Lexer.tokens(bytes) {
      #expect(bytes[end..<Int(token.lower)].allSatisfy { $0 == UInt8(ascii: " ") })
      #expect(token.upper >= token.lower)
      end = Int(token.upper)
    }
    #expect(end == bytes.count)
  }

  @Test(
    "a text is cut into the tokens that it should be",
    arguments: [
      ("a-b x1", [.identifier, .identifier]),
      ("1.5e+3 5. 1e 1.2.3", [.number, .number, .dot, .number, .identifier, .number]),
      ("1...", [.number, .ellipsis]),
      ("<<E", [.less, .less, .identifier]),
      ("<< E\n", [.less, .less, .identifier, .newline]),
      ("<<-E-1\nE-1\n", [.openHeredoc, .closeHeredoc, .newline]),
      ("a=>b==c!=d", [.identifier, .fatArrow, .identifier, .doubleEqual, .identifier, .bangEqual, .identifier]),
      (
        "\"a${{}}b\"",
        [.openQuote, .quotedText, .interpolation, .openBrace, .closeBrace, .sequenceEnd, .quotedText, .closeQuote]
      ),
      ("~}", [.tilde, .closeBrace]),
      ("\"${a~}\"", [.openQuote, .interpolation, .identifier, .sequenceEnd, .closeQuote]),
      ("\r", [.invalid]),
      ("größe 日本", [.identifier, .identifier]),
    ] as [(String, [Token.Kind])])
  func kinds(text: String, expected: [Token.Kind]) {
    #expect(Lexer.tokens(Array(text.utf8)).map(\.kind) == expected + [.endOfFile])
  }

  @Test(
    "line by line, a text is cut into the same tokens",
    arguments: [
      "a = [\n  1, # c\n  {\n    b = 2 }\n]\n", "x = <<-E\n  ${[\n1]} }\n E2\n  E\ny\n",
      "a /* b\n] * /\n/ c */ d /*e*/\n",
      "\"a\nb\" \"${{\n}}\"\n", "/* a\n*\n/ */ /* b\n*/\n", "a /*\nb\n",
    ])
  func lines(text: String) {
    let bytes = Array(text.utf8)
    var lexer = Lexer()
    var tokens: [Token] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      // What was a comment without an end goes on.
      if tokens.last?.kind == .unclosedComment { tokens.removeLast() }
      tokens += lexer.tokens(ofLine: line + [UInt8(ascii: "\n")])
    }
    let whole = Lexer.tokens(bytes).dropLast()
    #expect(tokens.map(\.kind) == whole.map(\.kind))
    #expect(tokens.map(\.lower) == whole.map(\.lower))
  }
}
