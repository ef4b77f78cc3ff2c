internal import Diagnostics
internal import Values

/// Matches up the directives in the pieces of one template.
///
/// A directive that does not fit is reported and left out, so that further ones that do not fit are found too. The
/// parser has bounded how deep directives nest.
struct TemplateAssembly {
  private let pieces: [TemplatePiece]
  private let end: SourceRange
  private var index = 0
  private(set) var diagnostics: [Diagnostic] = []

  /// `end`: what closes the template.
  init(_ pieces: [TemplatePiece], end: SourceRange) {
    self.pieces = pieces
    self.end = end
  }

  /// The parts of the whole template.
  mutating func parts() -> [Template.Part] {
    var parts: [Template.Part] = []
    while index < pieces.count { takePart(into: &parts) }
    return parts
  }

  /// Adds a mistake that leaves the rest to be read, so that there may be any number of them.
  private mutating func report(_ diagnostic: Diagnostic) {
    if !diagnostics.areTooMany { diagnostics.append(diagnostic) }
  }

  private mutating func takePart(into parts: inout [Template.Part]) {
    let piece = pieces[index]
    index += 1
    switch piece {
    case .literal(let text, let range): takeText(text, range, into: &parts)
    case .interpolation(let expression, let range): parts.append(.interpolation(expression, range))
    case .if(let condition, let range):
      if let part = takeIf(condition, openedAt: range) { parts.append(.if(part)) }
    case .for(let header, let range):
      if let part = takeFor(header, openedAt: range) { parts.append(.for(part)) }
    case .else(let range): report(.unexpectedDirective("else", at: range))
    case .endif(let range): report(.unexpectedDirective("endif", at: range))
    case .endfor(let range): report(.unexpectedDirective("endfor", at: range))
    }
  }

  /// Takes text together with all text that is right behind it.
  private mutating func takeText(_ first: String, _ firstRange: SourceRange, into parts: inout [Template.Part]) {
    var text = first
    var range = firstRange
    while index < pieces.count, case .literal(let further, let furtherRange) = pieces[index] {
      text += further
      range = range.joined(with: furtherRange)
      index += 1
    }
    if !text.isEmpty { parts.append(.literal(text.normalized, range)) }
  }

  private mutating func takeIf(
    _ condition: Expression, openedAt open: SourceRange
  ) -> Template.If? {
    var then: [Template.Part] = []
    var otherwise: [Template.Part] = []
    var isInElse = false
    while index < pieces.count {
      switch pieces[index] {
      case .else(let range):
        index += 1
        guard !isInElse else {
          report(.unexpectedSecondElse(at: range, ifAt: open))
          return nil
        }
        isInElse = true
      case .endif(let range):
        index += 1
        return Template.If(condition: condition, then: then, otherwise: otherwise, range: open.joined(with: range))
      case .endfor(let range):
        index += 1
        report(.mismatchedDirective("endfor", at: range, expected: "endif", openedAt: open))
        return nil
      default:
        if isInElse { takePart(into: &otherwise) } else { takePart(into: &then) }
      }
    }
    report(.unexpectedEndOfTemplate(at: end, missing: "endif", openedAt: open))
    return nil
  }

  private mutating func takeFor(
    _ header: Parser.LoopHeader, openedAt open: SourceRange
  ) -> Template.For? {
    var body: [Template.Part] = []
    while index < pieces.count {
      switch pieces[index] {
      case .endfor(let range):
        index += 1
        return Template.For(
          keyName: header.keyName, valueName: header.valueName, collection: header.collection, body: body,
          range: open.joined(with: range))
      case .else(let range):
        index += 1
        report(.mismatchedDirective("else", at: range, expected: "endfor", openedAt: open))
        return nil
      case .endif(let range):
        index += 1
        report(.mismatchedDirective("endif", at: range, expected: "endfor", openedAt: open))
        return nil
      default:
        takePart(into: &body)
      }
    }
    report(.unexpectedEndOfTemplate(at: end, missing: "endfor", openedAt: open))
    return nil
  }
}
