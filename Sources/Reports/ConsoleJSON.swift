import Diagnostics
import Evaluation
import JSON
import Values

/// The lines that `console --json` answers with.
package enum ConsoleJSON {
  /// A value: as JSON with numbers in full, its type, and what the console would print. A value that is not wholly
  /// known has no type.
  package static func line(id: Value, value: Value) -> String {
    var members: [(String, OrderedJSON)] = [("id", .value(id))]
    if value.isWhollyKnown {
      members += [("value", .value(value.unmarkedDeep)), ("type", .string(value.type.description))]
      if value.hasSensitive { members.append(("sensitive", true)) }
      if let number = value.unmarked.numberValue, number.isInfinite { members.append(("nonjson", true)) }
    } else {
      members += [("value", .null), ("unknown", true)]
      if value.hasSensitive { members.append(("sensitive", true)) }
    }
    members.append(("console", .string(ConsoleText.text(value))))
    return line(members)
  }

  /// What is wrong with an expression, which begins at a place in a source text around it; the places are given
  /// relative to its first character, the end being exclusive.
  package static func line(
    id: Value, errors: [Diagnostic], in sources: SourceMap, start: SourcePosition? = nil
  ) -> String {
    let found = errors.sorted(in: sources).filter { $0.severity == .error }.map { error($0, in: sources, start) }
    var members: [(String, OrderedJSON)] = [("id", .value(id))]
    if let first = found.first { members.append(("error", first)) }
    if found.count > 1 { members.append(("more_errors", .array(Array(found.dropFirst())))) }
    return line(members)
  }

  private static func line(_ members: [(String, OrderedJSON)]) -> String {
    String(decoding: JSON.text(.object(members)), as: UTF8.self)
  }

  private static func error(_ diagnostic: Diagnostic, in sources: SourceMap, _ start: SourcePosition?) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("summary", .string(diagnostic.summary)), ("detail", .string(diagnostic.detailWithSuggestion)),
    ]
    if let subject = diagnostic.subject, let start {
      let file = sources[subject.file]
      let lower = file.position(at: Int(subject.lower))
      let upper = file.position(at: Int(subject.upper))
      func place(_ position: SourcePosition, plus: Int = 0) -> OrderedJSON {
        let column = position.line == start.line ? position.column - start.column + 1 : position.column
        return ["line": .number(position.line - start.line + 1), "column": .number(column + plus)]
      }
      // A place between two characters is shown as one column, as Terraform does.
      let isEmpty = subject.lower == subject.upper
      members.append(("range", ["start": place(lower), "end": place(upper, plus: isEmpty ? 1 : 0)]))
    }
    if let hint = diagnostic.hint { members.append(("hint", .string(hint))) }
    return .object(members)
  }
}
