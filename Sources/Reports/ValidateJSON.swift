import Diagnostics
import JSON

/// What `validate -json` answers.
package enum ValidateJSON {
  package static func text(_ diagnostics: [Diagnostic], in sources: SourceMap) -> String {
    document(diagnostics, in: sources).text
  }

  package static func document(_ diagnostics: [Diagnostic], in sources: SourceMap) -> OrderedJSON {
    let sorted = diagnostics.sorted(in: sources)
    let errors = sorted.count { $0.severity == .error }
    return [
      "format_version": "1.0", "valid": .bool(errors == 0), "error_count": .number(errors),
      "warning_count": .number(sorted.count - errors),
      "diagnostics": .array(sorted.map { DiagnosticJSON.document($0, in: sources) }),
    ]
  }
}
