import Configuration
import Diagnostics
import Resources
import Syntax

/// Checks what `ignore_changes` names against the schema of the resource's kind.
enum IgnoredChanges {
  static func diagnostics(of resource: ResourceDeclaration, kind: ResourceKind) -> [Diagnostic] {
    let schema = kind.schema
    guard case .attributes(let traversals) = resource.lifecycle.ignoredChanges else { return [] }
    // What says how long to wait is no part of the resource, and never changes it.
    return traversals.filter { kind.timeouts.isEmpty || $0.root != CallTimeouts.name }.compactMap { traversal in
      var schema = schema
      var steps = traversal.steps[...]
      var (name, range) = (traversal.root, traversal.rootRange)
      while true {
        guard let attribute = schema[name] else { return unsupported(name, at: range, among: schema) }
        if !attribute.isArgument { return redundant(name, at: traversal.range) }
        guard case .block(_, let inner) = attribute.content else { return nil }
        while let step = steps.first, step.attributeName == nil { steps = steps.dropFirst() }
        guard let step = steps.popFirst(), let next = step.attributeName else { return nil }
        (schema, name, range) = (inner, next, step.range)
      }
    }
  }

  private static func unsupported(_ name: String, at range: SourceRange, among schema: ResourceSchema) -> Diagnostic {
    .error(
      "Unsupported attribute",
      detail: "This object has no argument, nested block, or exported attribute named \"\(name)\".", at: range,
      hint: suggestion(for: name, among: schema.attributes.map(\.name)).map { "did you mean `\($0)`?" })
  }

  private static func redundant(_ name: String, at range: SourceRange) -> Diagnostic {
    .warning(
      "Redundant ignore_changes element",
      detail:
        "Azure alone decides the attribute \(name), so there is no configured value whose changes could be ignored.",
      at: range, hint: "remove it from ignore_changes")
  }
}
