import Diagnostics
import Resources
import Values

/// Checks arguments against the rules of their schema.
enum ArgumentRules {
  static func problems(with arguments: Value, schema: ResourceSchema, at path: ValuePath = ValuePath())
    -> [ArgumentProblem]
  {
    if schema.ruledArguments.isEmpty { return [] }
    guard let members = arguments.members else { return [] }
    return schema.ruledArguments.flatMap { attribute -> [ArgumentProblem] in
      guard let value = members[attribute.name], value.isKnown, !value.isNull else { return [] }
      switch attribute.content {
      case .block(_, let inner):
        let place = path.appending(.member(attribute.name))
        return (value.elements ?? []).enumerated().flatMap { index, element in
          problems(with: element, schema: inner, at: place.appending(.index(index)))
        }
      case .value:
        return attribute.rules.compactMap { rule in
          guard !rule.holds(value.unmarked) else { return nil }
          let isSecret = value.hasSensitive || attribute.isSensitive
          let shown = isSecret ? "a sensitive value" : shown(value)
          return ArgumentProblem(
            at: path.appending(.member(attribute.name)), "Invalid value for argument",
            detail: "`\(attribute.name)` \(rule.requirement); it is \(shown).",
            hint: isSecret ? nil : hint(for: value, rule))
        }
      }
    }
  }

  private static func hint(for value: Value, _ rule: ValueRule) -> String? {
    guard let text = value.stringValue else { return nil }
    let same = rule.candidates.first { $0.lowercased() == text.lowercased() }
    return (same ?? suggestion(for: text, among: rule.candidates)).map { "did you mean \"\($0)\"?" }
  }

  private static func shown(_ value: Value) -> String {
    CanonicalText.of(value)
  }
}
