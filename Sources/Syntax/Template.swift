package import Diagnostics

/// Text with interpolations and directives, ready to be evaluated: escapes are resolved, `~` has trimmed, the
/// indentation of a `<<-` heredoc is gone.
package struct Template: Sendable {
  package enum Form: Sendable {
    case quoted
    case heredoc
    /// A whole file or a JSON string.
    case bare
  }

  package indirect enum Part: Sendable {
    case literal(String, SourceRange)
    /// `${expression}`; the range has the braces in it.
    case interpolation(Expression, SourceRange)
    case `if`(If)
    case `for`(For)

    package var range: SourceRange {
      switch self {
      case .literal(_, let range), .interpolation(_, let range): range
      case .if(let directive): directive.range
      case .for(let directive): directive.range
      }
    }
  }

  /// `%{ if condition }...%{ else }...%{ endif }`.
  package struct If: Sendable {
    package let condition: Expression
    package let then: [Part]
    package let otherwise: [Part]
    /// From the `%{` of `if` to the brace after `endif`.
    package let range: SourceRange
  }

  /// `%{ for key, value in collection }...%{ endfor }`.
  package struct For: Sendable {
    package let keyName: Name?
    package let valueName: Name
    package let collection: Expression
    package let body: [Part]
    /// From the `%{` of `for` to the brace after `endfor`.
    package let range: SourceRange
  }

  package let parts: [Part]
  package let form: Form
  /// With the quotes or the heredoc's markers.
  package let range: SourceRange
  /// Whether the template is one interpolation and nothing else, so that its value is passed on as it is, whatever
  /// its type, null included.
  package let isWrapper: Bool

  /// The expression whose value is the value of the template, if it ``isWrapper``.
  package var wrapped: Expression? {
    if isWrapper, case .interpolation(let expression, _)? = parts.first { expression } else { nil }
  }
}
