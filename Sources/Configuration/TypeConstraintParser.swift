import Diagnostics
import Evaluation
import Syntax
import Values

extension TypeConstraint {
  /// Takes every value as it is.
  package static let any = TypeConstraint(.dynamic)

  /// Reads what a variable's `type` argument says; `any` after a mistake.
  static func parse(_ expression: Expression, diagnostics: inout [Diagnostic]) -> TypeConstraint {
    var parser = TypeConstraintParser()
    let constraint = parser.variableType(expression)
    diagnostics += parser.diagnostics
    return constraint
  }
}

/// Reads type expressions: `string`, `list(any)`, `object({ a = optional(number, 1) })`.
struct TypeConstraintParser {
  private(set) var diagnostics: [Diagnostic] = []

  private static let primitives: [String: Type] = [
    "bool": .bool, "number": .number, "string": .string, "any": .dynamic,
  ]
  private static let words = ["any", "bool", "list", "map", "number", "object", "set", "string", "tuple"]

  init() {}

  /// The type of a variable, with the short forms that are only allowed there.
  mutating func variableType(_ expression: Expression) -> TypeConstraint {
    switch expression.asKeyword {
    case "list": return TypeConstraint(.list(.dynamic))
    case "map": return TypeConstraint(.map(.dynamic))
    default: break
    }
    if let text = expression.asString {
      diagnostics.append(.quotedType(text, at: expression.range))
      return .any
    }
    return constraint(expression)
  }

  private mutating func constraint(_ expression: Expression) -> TypeConstraint {
    if expression.isInvalid { return .any }
    if let keyword = expression.asKeyword { return named(keyword, at: expression.range) }
    guard let call = expression.asCall else {
      return fail(
        """
        A type specification is either a primitive type keyword (bool, number, string) or a complex type constructor \
        call, like list(string).
        """, at: expression.range)
    }
    let parentheses = call.openRange.joined(with: call.closeRange)
    switch call.name {
    case "bool", "number", "string":
      return fail("Primitive type keyword \"\(call.name)\" does not expect arguments.", at: parentheses)
    case "any": return fail("Type constraint keyword \"any\" does not expect arguments.", at: parentheses)
    case "list", "set", "map", "object", "tuple": break
    case "optional":
      return fail("Keyword \"optional\" is valid only as a modifier for object type attributes.", at: call.nameRange)
    default:
      return fail(
        "Keyword \"\(call.name)\" is not a valid type constructor.", at: expression.range,
        hint: Diagnostic.didYouMean(call.name, among: TypeConstraintParser.words))
    }
    guard call.arguments.count == 1, call.expansionRange == nil else {
      return fail(
        TypeConstraintParser.argumentRule(call.name),
        at: call.arguments.count > 1 ? call.arguments[1].range : parentheses)
    }
    return constructed(call.name, call.arguments[0])
  }

  private mutating func named(_ keyword: String, at range: SourceRange) -> TypeConstraint {
    if let type = TypeConstraintParser.primitives[keyword] { return TypeConstraint(type) }
    if ["list", "set", "map", "object", "tuple"].contains(keyword) {
      return fail(TypeConstraintParser.argumentRule(keyword), at: range)
    }
    return fail(
      "The keyword \"\(keyword)\" is not a valid type specification.", at: range,
      hint: Diagnostic.didYouMean(keyword, among: TypeConstraintParser.words))
  }

  private static func argumentRule(_ name: String) -> String {
    switch name {
    case "object":
      "The object type constructor requires one argument specifying the attribute types and values as a map."
    case "tuple": "The tuple type constructor requires one argument specifying the element types as a list."
    default: "The \(name) type constructor requires one argument specifying the element type."
    }
  }

  private mutating func constructed(_ name: String, _ argument: Expression) -> TypeConstraint {
    switch name {
    case "object": return object(argument)
    case "tuple": return tuple(argument)
    default:
      let element = constraint(argument)
      let type: Type =
        switch name {
        case "list": .list(element.type)
        case "set": .set(element.type)
        default: .map(element.type)
        }
      return TypeConstraint(type, defaults: element.defaults.map(Defaults.elements))
    }
  }

  private mutating func tuple(_ argument: Expression) -> TypeConstraint {
    guard let elements = argument.asTuple else {
      return fail("Tuple type constructor requires a list of element types.", at: argument.range)
    }
    let constraints = elements.map { constraint($0) }
    var inside: [Int: Defaults] = [:]
    for (index, constraint) in constraints.enumerated() { inside[index] = constraint.defaults }
    return TypeConstraint(.tuple(constraints.map(\.type)), defaults: inside.isEmpty ? nil : .tuple(inside))
  }

  private mutating func object(_ argument: Expression) -> TypeConstraint {
    guard let items = argument.asObject else {
      return fail(
        """
        Object type constructor requires a map whose keys are attribute names and whose values are the corresponding \
        attribute types.
        """, at: argument.range)
    }
    var types: [String: Type] = [:]
    var optional: Set<String> = []
    var defaults: [String: Value] = [:]
    var inside: [String: Defaults] = [:]
    for item in items {
      guard case .name(let name, _) = item.key, Identifier.isValid(name) else {
        _ = fail("Object constructor map keys must be attribute names.", at: item.key.range)
        continue
      }
      if types[name] != nil {
        _ = fail("Object constructor map keys must be unique.", at: item.key.range)
        continue
      }
      let attribute = attribute(item.value)
      types[name] = attribute.constraint.type
      if attribute.isOptional { optional.insert(name) }
      defaults[name] = attribute.defaultValue
      inside[name] = attribute.constraint.defaults
    }
    return TypeConstraint(
      .object(ObjectType(types, optional: optional)),
      defaults: defaults.isEmpty && inside.isEmpty ? nil : .object(defaults, inside: inside))
  }

  private struct Attribute {
    var constraint: TypeConstraint
    var isOptional = false
    var defaultValue: Value?
  }

  private mutating func attribute(_ expression: Expression) -> Attribute {
    guard let call = expression.asCall, call.name == "optional" else {
      return Attribute(constraint: constraint(expression))
    }
    let parentheses = call.openRange.joined(with: call.closeRange)
    guard let type = call.arguments.first else {
      return Attribute(
        constraint: fail("Optional attribute modifier requires the attribute type as its argument.", at: parentheses))
    }
    var attribute = Attribute(constraint: constraint(type), isOptional: true)
    if call.arguments.count > 2 {
      _ = fail(
        "Optional attribute modifier expects at most two arguments: the attribute type, and a default value.",
        at: parentheses)
    } else if call.arguments.count == 2 {
      attribute.defaultValue = defaultValue(call.arguments[1], of: attribute.constraint)
    }
    return attribute
  }

  private mutating func defaultValue(_ expression: Expression, of constraint: TypeConstraint) -> Value? {
    let (value, found) = StaticExpression.value(of: expression)
    diagnostics += found
    if found.hasErrors { return nil }
    do throws(ConversionError) {
      return try constraint.converted(value)
    } catch {
      diagnostics.append(
        .error(
          "Invalid default value for optional attribute",
          detail: "This default value is not compatible with the attribute's type constraint: \(error).",
          at: expression.range))
      return nil
    }
  }

  private mutating func fail(_ detail: String, at range: SourceRange, hint: String? = nil) -> TypeConstraint {
    diagnostics.append(.error("Invalid type specification", detail: detail, at: range, hint: hint))
    return .any
  }
}

extension Diagnostic {
  fileprivate static func quotedType(_ text: String, at range: SourceRange) -> Diagnostic {
    switch text {
    case "string", "list", "map":
      let type = text == "string" ? text : "\(text)(string)"
      return .error(
        "Invalid quoted type constraints",
        detail: """
          Terraform 0.11 and earlier required type constraints to be given in quotes, but that form is no longer valid.
          """,
        at: range, hint: "write `type = \(type)`")
    default:
      return .error(
        "Invalid legacy variable type hint",
        detail:
          "To provide a full type expression, remove the surrounding quotes and give the type expression directly.",
        at: range)
    }
  }
}
