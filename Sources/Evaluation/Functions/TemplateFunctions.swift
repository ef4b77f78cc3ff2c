import Diagnostics
import Syntax
import Values

extension Function {
  static let templates: [Function] = [
    Function(
      "templatefile", [Parameter("path", .string, allowsMarks: true), variables], resultType: dynamicType
    ) { (arguments, context) throws(FunctionError) in
      let path = arguments.string(0)
      let bytes = try read(path, context)
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw FunctionError(argument: 0, "contents of \(quoted(FilePath.cleaned(path))) are not valid UTF-8")
      }
      return try rendered(FilePath.cleaned(path), bytes, arguments[1], context).marked(arguments[0].marks)
    },
    Function(
      "templatestring", [Parameter("template", .string, allowsMarks: true), variables], resultType: dynamicType
    ) { (arguments, context) throws(FunctionError) in
      let bytes = Array(arguments.string(0).utf8)
      let result = try rendered("<templatestring argument>", bytes, arguments[1], context)
      return result.marked(arguments[0].marks)
    },
  ]

  private static let variables = Parameter("vars", .dynamic, unknowns: .inside, allowsMarks: true)

  private static let dynamicType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (_) throws(FunctionError) in .dynamic
  }

  /// How deep templates may render further templates.
  private static let depthMax = 32

  private static func rendered(
    _ name: String, _ bytes: [UInt8], _ variables: Value, _ context: FunctionContext
  ) throws(FunctionError) -> Value {
    guard let members = variables.members else {
      throw FunctionError(argument: 1, "invalid vars value: must be a map")
    }
    if let name = members.keys.first(where: { !isName($0) }) {
      throw FunctionError(
        argument: 1,
        "invalid template variable name \(quoted(name)): must start with a letter, followed by zero or more letters, "
          + "digits, and underscores")
    }
    var context = context
    context.templateDepth += 1
    if context.templateDepth > depthMax {
      throw FunctionError("maximum recursion depth \(depthMax) reached while rendering templates")
    }
    let (template, mistakes) = Parser.parseTemplate(file: file(name, bytes, context.sources), in: context.sources)
    try check(mistakes, context)
    for reference in template.variables where members[reference.root] == nil {
      let place = context.sources.span(of: reference.rootRange).map { ", referenced at \($0)" } ?? ""
      throw FunctionError(argument: 1, "vars map does not contain key \(quoted(reference.root))\(place)")
    }
    let scope = ConstantScope(Dictionary(members.map { ($0.0, $0.1) }) { $1 })
    let evaluator = Evaluator(scope: scope, functions: context.functions, context: context)
    let (value, diagnostics) = evaluator.value(of: template)
    try check(diagnostics, context)
    return value.marked(variables.marks)
  }

  /// The file of a template that was rendered before, or a new one.
  private static func file(_ name: String, _ bytes: [UInt8], _ sources: SourceMap) -> FileID {
    for (index, file) in sources.all.enumerated() where file.name == name && file.bytes == bytes {
      return FileID(index: UInt32(index))
    }
    return sources.add(name: name, bytes: bytes)
  }

  private static func check(_ diagnostics: [Diagnostic], _ context: FunctionContext) throws(FunctionError) {
    let errors = diagnostics.filter { $0.severity == .error }
    guard let first = errors.first else { return }
    let place = first.subject.flatMap { context.sources.span(of: $0) }.map { "\($0): " } ?? ""
    let others = errors.count > 1 ? ", and \(errors.count - 1) other diagnostic(s)" : ""
    var detail = first.detail
    if detail.hasSuffix(".") { detail.removeLast() }
    throw FunctionError("\(place)\(first.summary); \(detail)\(others)")
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, first.properties.isAlphabetic else { return false }
    return name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_"
    }
  }
}
