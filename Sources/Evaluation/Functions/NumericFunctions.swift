import Values

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension Function {
  static let numeric: [Function] = [
    unary("abs") { $0.magnitude },
    unary("ceil") { $0.ceiling },
    unary("floor") { $0.floor },
    Function("signum", [Parameter("num", .number)], result: .number) { (arguments, _) throws(FunctionError) in
      // Whole numbers alone have one, as in Terraform.
      .number(try arguments.int(0).signum())
    },
    Function("log", [Parameter("num", .number), Parameter("base", .number)], result: .number) {
      (arguments, _) throws(FunctionError) in
      try double(goLogarithm(arguments.number(0).double) / goLogarithm(arguments.number(1).double), "logarithm")
    },
    Function("pow", [Parameter("num", .number), Parameter("power", .number)], result: .number) {
      (arguments, _) throws(FunctionError) in
      try double(goPower(arguments.number(0).double, arguments.number(1).double), "power")
    },
    extreme("max") { $0 < $1 },
    extreme("min") { $0 > $1 },
    Function(
      "parseint", [Parameter("number", .dynamic), Parameter("base", .number)], isNeverNull: true,
      resultType: { (arguments) throws(FunctionError) in
        if arguments[0].type != .string {
          let type = arguments[0].type.friendlyName
          throw FunctionError(argument: 0, ofTypes: "first argument must be a string, not \(type)")
        }
        return .number
      }
    ) { (arguments, _) throws(FunctionError) in
      let base = try arguments.int(1, argument: 1)
      guard (2...62).contains(base) else {
        throw FunctionError(argument: 1, "base must be a whole number between 2 and 62 inclusive")
      }
      guard let number = Number(digits: arguments.string(0), base: base) else {
        throw FunctionError(argument: 0, "cannot parse \(quoted(arguments.string(0))) as a base \(base) integer")
      }
      return .number(number)
    },
    Function(
      "sum", [Parameter("list", .dynamic, unknowns: .inside)], result: .number
    ) { (arguments, _) throws(FunctionError) in
      guard let length = arguments[0].lengthBounds?.upperBound else {
        throw FunctionError(argument: 0, "cannot sum noniterable")
      }
      if length == 0 { throw FunctionError(argument: 0, "cannot sum an empty list") }
      guard let elements = arguments[0].elements else {
        let name = arguments[0].type.friendlyName
        throw FunctionError(argument: 0, ofTypes: "argument must be list, set, or tuple. Received \(name)")
      }
      if !arguments[0].isWhollyKnown { return .unknownNotNull(.number) }
      var total: Number?
      for element in elements {
        guard let number = (try? element.converted(to: .number))?.numberValue else {
          throw FunctionError(argument: 0, "argument must be list, set, or tuple of number values")
        }
        guard let sum = total.map({ Number.sum($0, number) }) ?? number else {
          throw FunctionError("can't compute sum of opposing infinities")
        }
        total = sum
      }
      return .number(total ?? .zero)
    },
  ]

  private static func unary(_ name: String, _ body: @escaping @Sendable (Number) -> Number) -> Function {
    Function(name, [Parameter("num", .number)], result: .number) { (arguments, _) throws(FunctionError) in
      .number(body(arguments.number(0)))
    }
  }

  private static func extreme(_ name: String, _ isBetter: @escaping @Sendable (Number, Number) -> Bool) -> Function {
    Function(name, [], variadic: Parameter("numbers", .number), result: .number) {
      (arguments, _) throws(FunctionError) in
      guard var best = arguments.first?.numberValue else {
        throw FunctionError("must pass at least one number")
      }
      for index in arguments.indices where isBetter(best, arguments.number(index)) { best = arguments.number(index) }
      return .number(best)
    }
  }

  /// A number from a function of doubles, with their precision.
  private static func double(_ double: Double, _ what: String) throws(FunctionError) -> Value {
    guard let number = Number(double) else { throw FunctionError("there is no such \(what)") }
    return .number(number)
  }
}
