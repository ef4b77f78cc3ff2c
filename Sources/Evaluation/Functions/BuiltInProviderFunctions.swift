import Diagnostics
import Syntax
import Values

extension FunctionTable {
  /// The functions of the provider `terraform.io/builtin/terraform`, by their names without `provider::NAME::`.
  package static let builtInProvider = FunctionTable([.encodeVariables, .decodeVariables, .encodeExpression])
}

extension Function {
  fileprivate static let encodeExpression = Function(
    "encode_expr", [Parameter("value", .dynamic, unknowns: .anywhere, allowsDynamic: true)], result: .string
  ) { (arguments, _) throws(FunctionError) in
    let value = arguments[0]
    if value.isWhollyKnown { return .string(ExpressionText.text(value)) }
    guard value.isDefinitelyNotNull else { return .unknownNotNull(.string) }
    let prefix =
      switch value.type {
      case .object, .map: "{"
      case .tuple, .list, .set: "["
      case .string: "\""
      case .bool, .number, .dynamic: ""
      }
    return .unknown(.string, Refinement(isNotNull: true, prefix: prefix))
  }

  fileprivate static let encodeVariables = Function(
    "encode_tfvars", [Parameter("value", .dynamic, unknowns: .anywhere, allowsDynamic: true)], result: .string
  ) { (arguments, _) throws(FunctionError) in
    guard arguments[0].isWhollyKnown else { return .unknownNotNull(.string) }
    guard let members = arguments[0].members else {
      throw FunctionError(
        "invalid value to encode: must be an object whose attribute names will become the encoded variable names")
    }
    for name in members.keys where !name.isIdentifier(mayStartWithUnderscore: true) {
      throw FunctionError(
        "invalid variable name \(quoted(name)): must be a valid identifier, per Terraform's rules for input variable "
          + "declarations")
    }
    return .string(ExpressionText.arguments(members))
  }

  fileprivate static let decodeVariables = Function(
    "decode_tfvars", [Parameter("src", .string)], resultType: { (_) throws(FunctionError) in .dynamic }
  ) { (arguments, context) throws(FunctionError) in
    // Of its own, as nothing in it is part of the configuration.
    let sources = SourceMap()
    let file = sources.add(name: "<decode_tfvars argument>", bytes: Array(arguments.string(0).utf8))
    func check(_ diagnostics: [Diagnostic], _ failure: String) throws(FunctionError) {
      let errors = diagnostics.filter { $0.severity == .error }
      guard let first = errors.first else { return }
      let rest = errors.count > 1 ? ", and \(errors.count - 1) other diagnostic(s)" : ""
      throw FunctionError("\(failure): \(first.described(in: sources))\(rest)")
    }
    let (body, diagnostics) = Parser.parse(file: file, in: sources)
    try check(diagnostics, "invalid tfvars syntax")
    try check(
      body.blocks.map {
        .error("Unexpected \"\($0.type)\" block", detail: "Blocks are not allowed here.", at: $0.typeRange)
      }, "invalid tfvars content")
    var members: [(String, Value)] = []
    for argument in body.arguments {
      let (value, diagnostics) = StaticExpression.value(of: argument.expression, effort: context.effort)
      try check(diagnostics, "invalid expression for variable \(quoted(argument.name))")
      members.append((argument.name, value))
    }
    return .object(Members(members))
  }
}
