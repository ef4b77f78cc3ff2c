import Values

extension Function {
  static let templates: [Function] = [
    Function(
      "templatefile", [Parameter("path", .string, allowsMarks: true), variables], resultType: dynamicType
    ) { (arguments, context) throws(FunctionError) in
      let name = FilePath.cleaned(arguments.string(0))
      let bytes = try read(arguments.string(0), context)
      guard String(validating: bytes, as: UTF8.self) != nil else {
        throw FunctionError(argument: 0, "contents of \(quoted(name)) are not valid UTF-8")
      }
      return try context.render(bytes, named: name, with: arguments[1]).marked(arguments[0].marks)
    },
    Function(
      "templatestring", [Parameter("template", .string, allowsMarks: true), variables], resultType: dynamicType
    ) { (arguments, context) throws(FunctionError) in
      let bytes = Array(arguments.string(0).utf8)
      let result = try context.render(bytes, named: "<templatestring argument>", with: arguments[1])
      return result.marked(arguments[0].marks)
    },
  ]

  private static let variables = Parameter("vars", .dynamic, unknowns: .inside, allowsMarks: true)

  private static let dynamicType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (_) throws(FunctionError) in .dynamic
  }
}
