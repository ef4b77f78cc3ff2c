import Values

/// How a function is called, as far as that can be said without arguments.
package struct FunctionSignature: Sendable {
  package struct Parameter: Sendable {
    package let name: String
    package let type: Type
    package let isNullable: Bool

    fileprivate init(_ parameter: Function.Parameter) {
      name = parameter.name
      type = parameter.type
      isNullable = parameter.allowsNull
    }

    fileprivate init(_ name: String) {
      self.name = name
      type = .dynamic
      isNullable = false
    }
  }

  package let name: String
  package let parameters: [Parameter]
  /// What further arguments are, if the function takes any number of them.
  package let variadic: Parameter?
  /// The type of the result; dynamic if it depends on the arguments.
  package let result: Type

  fileprivate init(_ function: Function) {
    name = function.name
    parameters = function.parameters.map(Parameter.init)
    variadic = function.variadic.map(Parameter.init)
    result = Self.declaredResults[name] ?? Self.result(of: function)
  }

  /// Where Terraform's metadata say more, or less, than the function shows without arguments.
  private static let declaredResults: [String: Type] = [
    "contains": .dynamic, "format": .dynamic, "formatlist": .dynamic, "index": .dynamic, "sum": .dynamic,
    "templatestring": .string,
  ]

  private static func result(of function: Function) -> Type {
    do throws(FunctionError) {
      let type = try function.resultType(function.parameters.map { .unknown($0.type) })
      // Such a type is made of the arguments' members.
      if case .object = type { return .dynamic }
      return type
    } catch {
      // It wants to see more of its arguments than their types.
      return .dynamic
    }
  }

  private init(form name: String, parameters: [Parameter], variadic: Parameter? = nil, result: Type) {
    self.name = name
    self.parameters = parameters
    self.variadic = variadic
    self.result = result
  }

  /// `try` and `can` look like functions, but see the expressions themselves.
  fileprivate static let forms = [
    FunctionSignature(form: "can", parameters: [Parameter("expression")], result: .bool),
    FunctionSignature(form: "try", parameters: [], variadic: Parameter("expressions"), result: .dynamic),
  ]
}

extension FunctionTable {
  /// How every function is called, and the forms that look like functions, sorted by name. Those that are there only
  /// to say what took their place are left out.
  package var signatures: [FunctionSignature] {
    let functions = names.filter { $0 != "list" && $0 != "map" }.compactMap { self[$0] }
    return (functions.map(FunctionSignature.init) + FunctionSignature.forms).sorted { $0.name < $1.name }
  }
}

extension FunctionSignature: CustomStringConvertible {
  /// As a reader of documentation would expect it: `lookup(inputMap, key: string, default...) -> any`.
  package var description: String {
    func text(_ type: Type) -> String { type == .dynamic ? "any" : type.description.replacing("dynamic", with: "any") }
    let listed =
      parameters.map { "\($0.name): \(text($0.type))" } + (variadic.map { ["\($0.name)...: \(text($0.type))"] } ?? [])
    return "\(name)(\(listed.joined(separator: ", "))) -> \(text(result))"
  }
}
