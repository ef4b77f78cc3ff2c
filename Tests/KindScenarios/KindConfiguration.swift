import AzureKinds
import Diagnostics
import Planning
import Reports
import Resources
import Values

/// One block of a kind with its surroundings.
package struct KindConfiguration: Sendable {
  package let example: KindExample
  /// What the block says of what is known; null where it says nothing.
  package var arguments: Value
  /// The arguments and blocks that are not as the example has them.
  package var varied: Set<String> = []
  /// The expressions of the example that it does without.
  private var omitted: Set<String> = []

  /// The example as it is.
  package init(_ example: KindExample) {
    self.example = example
    arguments = example.arguments
  }

  var schema: ResourceSchema { example.kind.resourceKind.schema }

  /// Whether the block has something only as an expression, so that it stays as it is.
  func isExpression(_ name: String) -> Bool {
    example.expressions[name] != nil && !omitted.contains(name) && arguments[member: name]?.isSaid != true
  }

  /// Leaves an argument or a block of the example out.
  mutating func omit(_ name: String) {
    omitted.insert(name)
    guard let attribute = schema[name] else { return }
    arguments = arguments.replacing(ValuePath([.member(name)]), with: .nothing(attribute))
  }

  /// The spec with all that the block needs.
  package var spec: String {
    let rest = example.others.map { "    \($0)," }.joined(separator: "\n")
    let order = rest.isEmpty ? "" : "  depends_on = [\n\(rest)\n  ]\n"
    return """
      \(example.surroundings)
      resource "\(example.kind.name)" "\(example.label)" {
      \(expressions)\
      \(Self.body(schema, arguments, indent: "  "))\(order)}

      """
  }

  /// What the block says only as an expression.
  private var expressions: String {
    example.expressions.filter { name, _ in isExpression(name) }.sorted { $0.key < $1.key }
      .map { "  \($0.value)\n" }.joined()
  }

  /// The block alone, for people.
  package var block: String {
    "resource \"\(example.kind.name)\" \"\(example.label)\" {\n\(Self.body(schema, arguments, indent: "  "))}"
  }

  private static func body(_ schema: ResourceSchema, _ values: Value, indent: String) -> String {
    schema.attributes.map { attribute -> String in
      guard let value = values[member: attribute.name], !value.isNull else { return "" }
      guard case .block(_, let inner) = attribute.content else {
        return "\(indent)\(attribute.name) = \(text(value))\n"
      }
      return (value.elements ?? []).map { element in
        "\(indent)\(attribute.name) {\n\(body(inner, element, indent: indent + "  "))\(indent)}\n"
      }.joined()
    }.joined()
  }

  static func text(_ value: Value) -> String {
    if let elements = value.elements { return "[\(elements.map(text).joined(separator: ", "))]" }
    if let members = value.members {
      return "{ \(members.map { "\(HCLText.quoted($0)) = \(text($1))" }.joined(separator: ", ")) }"
    }
    if let text = value.stringValue { return HCLText.quoted(text) }
    return HCLText.text(value)
  }

  /// What is wrong with the block as far as it is known.
  func problems(kinds: KindRegistry) -> [ArgumentProblem] {
    let known = schema.object { attribute in
      isExpression(attribute.name)
        ? .unknown(attribute.type) : arguments[member: attribute.name] ?? .nothing(attribute)
    }
    return Planner.problems(
      with: known, of: example.kind.resourceKind, at: example.address, environment: "laws", kinds: kinds
    ).filter { $0.severity == .error }
  }
}
