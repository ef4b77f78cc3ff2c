import Diagnostics
import Resources
import Values

/// Which of a live resource's attributes a spec has to say to have just this resource.
///
/// What is the default, what nobody has set and what Azure alone says is left out. A secret is unknown here: its value
/// is for a variable.
package enum SpecArguments {
  /// - Parameters:
  ///   - live: the attributes, as a spec would say them.
  ///   - identifying: the arguments that the id is made of: they are said even where Azure would make them up.
  ///   - problems: what is wrong with arguments: of two forms of one thing only one is kept.
  package static func of(
    _ live: Value, kind: ResourceKind, identifying: Set<String>, problems: (Value) -> [ArgumentProblem]
  ) -> Value {
    var arguments = object(kind.schema, live, identifying: identifying)
    var tried: Set<ValuePath> = []
    while let problem = problems(arguments).first(where: { $0.severity == .error && !tried.contains($0.path) }) {
      tried.insert(problem.path)
      guard let attribute = kind.schema.attribute(at: problem.path) else { continue }
      if isSaid(arguments[problem.path]) {
        if attribute.presence != .required, !identifying.contains(attribute.name) {
          arguments = arguments.replacing(problem.path, with: nothing(attribute))
        }
      } else if attribute.isSensitive || attribute.isWriteOnly {
        arguments = arguments.replacing(problem.path, with: secret(attribute))
      }
    }
    return arguments
  }

  /// Whether a spec says an argument.
  static func isSaid(_ value: Value?) -> Bool {
    guard let value, !value.isNull else { return false }
    return !value.isKnown || value.elements?.isEmpty != true
  }

  private static func object(_ schema: ResourceSchema, _ live: Value, identifying: Set<String> = []) -> Value {
    schema.object { attribute in
      let value = live[member: attribute.name] ?? .null(attribute.type)
      guard attribute.isArgument, !attribute.isInferred else { return nothing(attribute) }
      switch attribute.content {
      case .value: return argument(attribute, value, isIdentifying: identifying.contains(attribute.name))
      case .block(_, let inner): return blocks(attribute, inner, value)
      }
    }
  }

  private static func argument(_ attribute: AttributeSchema, _ value: Value, isIdentifying: Bool) -> Value {
    let isRequired = attribute.presence == .required
    if attribute.isSensitive || attribute.isWriteOnly {
      return isRequired || value.isKnown && !value.saysNothing ? secret(attribute) : nothing(attribute)
    }
    guard value.isKnown, !value.isNull else { return nothing(attribute) }
    if isRequired { return value }
    if let usual = attribute.defaultValue ?? attribute.createDefault ?? attribute.assumedValue {
      return attribute.comparison.isSame(value, usual) ? nothing(attribute) : value
    }
    return !isIdentifying && value.saysNothing ? nothing(attribute) : value
  }

  private static func blocks(_ attribute: AttributeSchema, _ inner: ResourceSchema, _ value: Value) -> Value {
    let isAzures = attribute.presence == .optionalComputed
    // What Azure decides where nobody does needn't be said, so that nobody has to give a secret for it. Where it has to
    // be, the kind has put something in the secret's place, which Azure never answers.
    if isAzures, lacksSecret(inner, value) { return nothing(attribute) }
    let elements = (value.elements ?? []).map { object(inner, $0) }
    let saysNothing = elements.allSatisfy { element in
      inner.attributes.allSatisfy { !isSaid(element[member: $0.name]) }
    }
    if isAzures, saysNothing { return nothing(attribute) }
    // Those of a set too: what is wrong is found by their order, and a secret in one of them has to stay in its place.
    return .list(elements, of: inner.type)
  }

  private static func lacksSecret(_ schema: ResourceSchema, _ blocks: Value) -> Bool {
    let secrets = schema.attributes.filter { $0.presence == .required && ($0.isSensitive || $0.isWriteOnly) }
    return (blocks.elements ?? []).contains { block in secrets.contains { block[member: $0.name]?.isNull != false } }
  }

  private static func nothing(_ attribute: AttributeSchema) -> Value {
    switch attribute.content {
    case .value: .null(attribute.type)
    case .block(_, let inner): .list([], of: inner.type)
    }
  }

  private static func secret(_ attribute: AttributeSchema) -> Value {
    Value.unknown(attribute.type).marked(.sensitive)
  }
}

extension Value {
  /// Whether the value says no more than its absence does: Azure leaves out what is false or empty.
  fileprivate var saysNothing: Bool {
    switch unmarked {
    case .null: true
    case .bool(let bool): !bool
    case .string(let string): string.isEmpty
    case .list(let elements, of: _), .set(let elements, of: _), .tuple(let elements): elements.isEmpty
    case .map(let members, of: _), .object(let members): members.isEmpty
    case .unknown, .number, .marked: false
    }
  }
}
