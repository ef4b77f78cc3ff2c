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
      "templatestring", [Parameter("template", .string, allowsMarks: true), variables], result: .string
    ) { (arguments, context) throws(FunctionError) in
      let bytes = Array(arguments.string(0).utf8)
      let name = "<templatestring argument>"
      let result = try context.render(bytes, named: name, with: arguments[1], templateArgument: 0)
      if result.isNull {
        throw FunctionError(
          "\(name):1,1-\(arguments.string(0).count + 1): Template result is null; The result of the template is null, "
            + "which is not a valid result for a templatestring call")
      }
      do throws(ConversionError) {
        return try result.converted(to: .string).marked(arguments[0].marks)
      } catch {
        throw FunctionError("invalid template result: string required")
      }
    },
  ]

  private static let variables = Parameter("vars", .dynamic, unknowns: .inside, allowsMarks: true)

  private static let dynamicType: @Sendable ([Value]) throws(FunctionError) -> Type = {
    (_) throws(FunctionError) in .dynamic
  }
}
