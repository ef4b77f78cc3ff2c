import Diagnostics
import Syntax
import Values

extension ModuleDecoder {
  /// Names that mean something in a `module` block.
  private static let reservedNames: Set<String> = [
    "source", "version", "providers", "count", "for_each", "lifecycle", "depends_on", "locals",
  ]

  /// A `variable` block; after a mistake, with what could be read.
  mutating func variable(_ block: SyntaxBlock) -> VariableDeclaration {
    let label = block.labels[0]
    var variable = VariableDeclaration(name: label.text, headerRange: block.headerRange, range: block.range)
    if ModuleDecoder.reservedNames.contains(label.text) {
      diagnostics.append(.reservedVariableName(label.text, at: label.range))
    } else {
      checkName(label, of: "variable")
    }
    let content = content(
      of: block,
      BodyForm(
        ["type", "default", "description", "sensitive", "nullable", "ephemeral"], blocks: [.init("validation")]))
    if let type = content["type"] {
      variable.hasExplicitType = true
      variable.constraint = TypeConstraint.parse(type.expression, diagnostics: &diagnostics)
    }
    variable.description = string(content["description"])
    variable.isSensitive = bool(content["sensitive"]) ?? false
    variable.isEphemeral = bool(content["ephemeral"]) ?? false
    variable.isNullable = bool(content["nullable"]) ?? true
    if let argument = content["default"] { variable.defaultValue = defaultValue(argument, of: variable) }
    variable.validations = content.blocks("validation").compactMap { validation($0, of: variable.name) }
    return variable
  }

  private mutating func defaultValue(_ argument: Argument, of variable: VariableDeclaration) -> Value? {
    // After a mistake there still is a default: that the variable has no value would be a second error.
    guard let value = constant(argument.expression) else { return .unknown(variable.constraint.type) }
    if value.isNull, !variable.isNullable { diagnostics.append(.nullDefault(at: argument.expression.range)) }
    do throws(ConversionError) {
      return try variable.constraint.converted(value)
    } catch {
      diagnostics.append(.invalidDefault(error.description, at: argument.expression.range))
      return .unknown(variable.constraint.type)
    }
  }

  private mutating func validation(_ block: SyntaxBlock, of name: String) -> Condition? {
    guard let condition = condition(block, kind: "validation") else { return nil }
    let refersToItself = condition.condition.variables.contains {
      $0.root == "var" && $0.steps.first?.attributeName == name
    }
    if !refersToItself, !condition.condition.isInvalid {
      diagnostics.append(.validationWithoutSelf(name, at: condition.condition.range))
    }
    return condition
  }

  /// The arguments of a `locals` block.
  mutating func locals(_ block: SyntaxBlock) -> [LocalDeclaration] {
    for nested in block.body.blocks {
      diagnostics.append(
        .error("Unexpected \"\(nested.type)\" block", detail: "Blocks are not allowed here.", at: nested.typeRange))
    }
    return block.body.arguments.map { argument in
      if !Identifier.isValid(argument.name) {
        diagnostics.append(.invalidName(of: "local value", at: argument.nameRange))
      }
      return LocalDeclaration(name: argument.name, expression: argument.expression, range: argument.range)
    }
  }

  /// An `output` block; nil without a value.
  mutating func output(_ block: SyntaxBlock) -> OutputDeclaration? {
    checkName(block.labels[0], of: "output")
    let content = content(
      of: block,
      BodyForm(
        ["description", "sensitive", "ephemeral", "depends_on"], required: ["value"],
        blocks: [.init("precondition"), .init("postcondition")]))
    for block in content.blocks("postcondition") { diagnostics.append(.outputPostcondition(block)) }
    let value = content["value"]?.expression ?? .invalid(block.openRange)
    var output = OutputDeclaration(
      name: block.labels[0].text, expression: value, headerRange: block.headerRange, range: block.range)
    output.description = string(content["description"])
    output.isSensitive = bool(content["sensitive"]) ?? false
    output.isEphemeral = bool(content["ephemeral"]) ?? false
    output.dependsOn = references(content["depends_on"])
    output.preconditions = content.blocks("precondition").compactMap { condition($0, kind: "precondition") }
    return output
  }
}
