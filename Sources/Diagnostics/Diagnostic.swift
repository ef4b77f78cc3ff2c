/// Something that a user should know about their input or about what Azure answered.
///
/// A message answers: what is wrong (with the name), why that matters here, what to do next.
package struct Diagnostic: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable {
    case error
    case warning
  }

  /// A further place that matters, with what it has to do with the matter.
  package struct Label: Sendable, Hashable {
    package let range: SourceRange
    package let text: String

    package init(_ text: String, at range: SourceRange) {
      self.range = range
      self.text = text
    }
  }

  package var severity: Severity
  /// A short sentence without user data and without a full stop: `Unsupported argument`.
  package var summary: String
  /// Full sentences with the names in question; may be empty.
  package var detail: String
  /// The text that is wrong.
  package var subject: SourceRange?
  /// A larger piece around the subject that is worth showing.
  package var context: SourceRange?
  package var labels: [Label]
  /// The next step, as a phrase after `hint:`.
  package var hint: String?
  /// The address of the resource instance or object that this is about.
  package var address: String?

  package init(
    _ severity: Severity = .error,
    _ summary: String,
    detail: String = "",
    at subject: SourceRange? = nil,
    context: SourceRange? = nil,
    labels: [Label] = [],
    hint: String? = nil,
    address: String? = nil
  ) {
    self.severity = severity
    self.summary = summary
    self.detail = detail
    self.subject = subject
    self.context = context
    self.labels = labels
    self.hint = hint
    self.address = address
  }

  package static func error(
    _ summary: String, detail: String = "", at subject: SourceRange? = nil, context: SourceRange? = nil,
    labels: [Label] = [], hint: String? = nil, address: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .error, summary, detail: detail, at: subject, context: context, labels: labels, hint: hint, address: address)
  }

  package static func warning(
    _ summary: String, detail: String = "", at subject: SourceRange? = nil, context: SourceRange? = nil,
    labels: [Label] = [], hint: String? = nil, address: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .warning, summary, detail: detail, at: subject, context: context, labels: labels, hint: hint, address: address)
  }
}

extension Diagnostic {
  /// The detail, with what the hint suggests in the words that programs know from Terraform.
  package var detailWithSuggestion: String {
    guard let hint, hint.hasPrefix("did you mean `"), hint.hasSuffix("`?") else { return detail }
    var name = hint.dropFirst(14).dropLast(2)
    // The name alone, without what it is a name of.
    for kind in ["var.", "local."] where name.hasPrefix(kind) { name = name.dropFirst(kind.count) }
    return detail + " Did you mean \"\(name)\"?"
  }
}

/// Diagnostics thrown together; never empty.
package struct DiagnosticsError: Error, Sendable {
  package let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "an error that is thrown says what is wrong")
    self.diagnostics = diagnostics
  }

  package init(_ diagnostic: Diagnostic) {
    diagnostics = [diagnostic]
  }
}

extension [Diagnostic] {
  package var hasErrors: Bool {
    contains { $0.severity == .error }
  }

  /// The diagnostics in the order to show them: by file name and place (those without a place first, in the order
  /// they came), each only once.
  package func sorted(in sources: SourceMap) -> [Diagnostic] {
    var seen = Set<Diagnostic>()
    let unique = filter { seen.insert($0).inserted }
    return unique.enumerated().sorted { left, right in
      switch (left.element.subject, right.element.subject) {
      case (nil, nil): return left.offset < right.offset
      case (nil, _): return true
      case (_, nil): return false
      case (let a?, let b?):
        if a.file != b.file { return sources[a.file].name < sources[b.file].name }
        return (a.lower, a.upper, left.offset) < (b.lower, b.upper, right.offset)
      }
    }.map(\.element)
  }
}
