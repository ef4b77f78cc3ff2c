internal import Diagnostics
internal import Evaluation
internal import Syntax
internal import Values

/// What holds for every text, whether it makes sense or not.
package enum LanguageLaws {
  /// The laws that a text breaks, each as a sentence; a crash breaks one as well.
  ///
  /// The text is read as a file, as an expression, as a template and as a file in the JSON form.
  package static func violations(of bytes: [UInt8]) -> [String] {
    let sources = SourceMap()
    let file = sources.add(name: "main.tf", bytes: bytes)
    var violations = losses(Lexer.tokens(bytes), of: bytes) + losses(Lexer.tokens(bytes, as: .template), of: bytes)
    let (body, mistakes) = Parser.parse(file: file, in: sources)
    violations += TreeLaws.violations(of: body)
    for argument in body.allArguments where mistakes.isEmpty { violations += reading(argument.expression, in: sources) }
    violations += formatting(file, body, in: sources)
    let (expression, found) = Parser.parseExpression(file: file, in: sources)
    if found.isEmpty { violations += TreeLaws.violations(of: expression) + reading(expression, in: sources) }
    let (template, templateFound) = Parser.parseTemplate(file: file, in: sources)
    if templateFound.isEmpty {
      violations += TreeLaws.violations(of: template)
      _ = LanguageWorld.value(of: template, in: sources)
    }
    let (json, _) = Parser.parseJSON(file: file, in: sources)
    var jsonMistakes: [Diagnostic] = []
    for case .json(let property) in json.items {
      _ = LanguageWorld.value(of: property.argument(diagnostics: &jsonMistakes).expression, in: sources)
    }
    // Whoever made a mistake is told where.
    let all = mistakes + found + templateFound + jsonMistakes
    if !all.isEmpty { _ = DiagnosticRenderer().render(all, in: sources) }
    return violations
  }

  /// Tokens stand one after another to the end of the text, with nothing between them but blanks.
  private static func losses(_ tokens: [Token], of bytes: [UInt8]) -> [String] {
    var end = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    for token in tokens {
      guard token.lower >= end, token.upper >= token.lower, token.upper <= bytes.count else {
        return ["the token \(token) overlaps another, or ends past the text"]
      }
      if let lost = bytes[end..<Int(token.lower)].first(where: { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") })
      {
        return ["the byte \(lost) before the token \(token) is in no token"]
      }
      end = Int(token.upper)
    }
    return tokens.last?.kind == .endOfFile && end == bytes.count ? [] : ["the last token is not the end of the text"]
  }

  /// The text of an expression, read by itself, is an expression with the same value.
  private static func reading(_ expression: Expression, in sources: SourceMap) -> [String] {
    let printed = sources.add(name: "printed.tf", bytes: Array(sources.text(of: expression.range).utf8))
    let (again, mistakes) = Parser.parseExpression(file: printed, in: sources)
    guard mistakes.isEmpty else { return ["an expression by itself is none: \(mistakes.map(\.summary))"] }
    let (before, after) = (
      LanguageWorld.value(of: expression, in: sources), LanguageWorld.value(of: again, in: sources)
    )
    return before == after ? [] : ["an expression by itself has another value: \(before) and \(after)"]
  }

  /// What is formatted can be read, stays as it is when it is formatted again, and has the values of before.
  private static func formatting(_ file: FileID, _ body: SyntaxBody, in sources: SourceMap) -> [String] {
    guard let once = Formatter.format(file: file, in: sources).bytes else { return [] }
    let formatted = sources.add(name: "formatted.tf", bytes: once)
    guard let twice = Formatter.format(file: formatted, in: sources).bytes else {
      return ["what is formatted can't be read: \(String(decoding: once, as: UTF8.self))"]
    }
    guard twice == once else {
      return [
        "formatting twice is not formatting once: \(String(decoding: once, as: UTF8.self)) and "
          + String(decoding: twice, as: UTF8.self)
      ]
    }
    let (after, _) = Parser.parse(file: formatted, in: sources)
    let old = body.allArguments.map { LanguageWorld.value(of: $0.expression, in: sources) }
    let new = after.allArguments.map { LanguageWorld.value(of: $0.expression, in: sources) }
    guard old.count == new.count else { return ["formatting changes how many arguments there are"] }
    return zip(old, new).compactMap { old, new in
      // What has no value may get another mistake: `1 .5` is no number, and one with the blank gone.
      old == new || !old.mistakes.isEmpty ? nil : "formatting changes a value: \(old) and \(new)"
    }
  }
}

extension SyntaxBody {
  /// The arguments here and in the blocks, but for types of variables: those are no values, and the formatter replaces
  /// old ways of writing them.
  fileprivate var allArguments: [Argument] {
    items.flatMap { item -> [Argument] in
      switch item {
      case .argument(let argument): [argument]
      case .block(let block): block.body.allArguments.filter { block.type != "variable" || $0.name != "type" }
      case .json: []
      }
    }
  }
}
