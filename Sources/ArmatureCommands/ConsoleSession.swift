import Diagnostics
import Evaluation
import Planning
import Syntax

/// Answers expressions that people type, with text.
struct ConsoleSession {
  let evaluation: ExpressionEvaluation
  let run: CommandRun

  /// Shows the value of an expression, or what is wrong with it; whether it has a value.
  func answer(_ text: String) -> Bool {
    let file = run.sources.add(name: "<console-input>", bytes: Array((text + "\n").utf8))
    let (expression, mistakes) = Parser.parseExpression(file: file, in: run.sources)
    if mistakes.hasErrors {
      run.console.show(mistakes, in: run.sources)
      return false
    }
    let (value, diagnostics) = evaluation.value(of: expression)
    run.console.show(diagnostics, in: run.sources)
    if diagnostics.hasErrors { return false }
    run.console.line(ConsoleText.text(value))
    return true
  }
}

/// Where expressions come from: a terminal, with prompts and a history, or a pipe.
final class ConsoleInput {
  /// Whether somebody sits there who can try again.
  let isInteractive: Bool
  private let reader = LineReader()
  private var history: [String] = []

  init(prompts: Bool) {
    isInteractive = prompts
  }

  /// The next expression that is not empty; nil at the end, also where `exit` says so.
  func expression() -> String? {
    var text = ""
    var brackets = OpenBrackets()
    while true {
      let line: String
      switch nextLine(isFirst: text.isEmpty) {
      case .endOfInput:
        return text.isEmpty ? nil : remembered(text)
      case .interrupted:
        (text, brackets) = ("", OpenBrackets())
        continue
      case .line(let next): line = next
      }
      if text.isEmpty {
        let words = line.split { $0 == " " || $0 == "\t" }
        if words.isEmpty { continue }
        if words == ["exit"] || words == ["quit"] { return nil }
        text = line
      } else {
        // On a terminal an empty line ends what can't be finished; elsewhere it may be a part of it.
        if isInteractive, line.isEmpty { break }
        text += "\n" + line
      }
      if !brackets.areOpen(after: line) { break }
    }
    return remembered(text)
  }

  private func remembered(_ text: String) -> String {
    if history.last != text { history.append(text) }
    return text
  }

  private func nextLine(isFirst: Bool) -> TerminalLine.Outcome {
    if isInteractive { return TerminalLine.read(prompt: isFirst ? "> " : ": ", history: history) }
    return reader.next().map { .line(String(decoding: $0, as: UTF8.self)) } ?? .endOfInput
  }
}

/// Follows the lines of an expression to where it ends.
private struct OpenBrackets {
  private var lexer = Lexer()
  private var depth = 0

  /// Whether the expression goes on after one more line, or several that were entered at once.
  mutating func areOpen(after lines: String) -> Bool {
    lines.split(separator: "\n", omittingEmptySubsequences: false).reduce(false) { areOpen(afterOne: $1) }
  }

  private mutating func areOpen(afterOne line: Substring) -> Bool {
    for token in lexer.tokens(ofLine: Array(line.utf8) + [UInt8(ascii: "\n")]) {
      switch token.kind {
      case .openBrace, .openBracket, .openParen, .openQuote, .openHeredoc, .interpolation, .directive: depth += 1
      case .closeBrace, .closeBracket, .closeParen, .closeQuote, .closeHeredoc, .sequenceEnd: depth -= 1
      case .unclosedComment: return true
      // A string ends with its line, whatever comes next.
      case .quotedNewline: return false
      default: break
      }
    }
    return depth > 0
  }
}
