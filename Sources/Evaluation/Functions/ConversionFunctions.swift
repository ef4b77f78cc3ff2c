import Values

extension Function {
  static let conversions: [Function] = [
    conversion("tostring", to: .string), conversion("tonumber", to: .number), conversion("tobool", to: .bool),
    conversion("tolist", to: .list(.dynamic)), conversion("toset", to: .set(.dynamic)),
    conversion("tomap", to: .map(.dynamic)),
    marking("sensitive") { $0.marked(.sensitive) },
    marking("nonsensitive") { $0.unmarked.marked($0.marks.subtracting(.sensitive)) },
    marking("ephemeralasnull") { value in
      value.transformed { _, part in
        part.marks.contains(.ephemeral) ? .null(part.type).marked(part.marks.subtracting(.ephemeral)) : part
      }
    },
    Function("issensitive", [anything("value")], result: .bool) { (arguments, _) throws(FunctionError) in
      if arguments[0].marks.contains(.sensitive) { return true }
      return arguments[0].isKnown ? false : .unknownNotNull(.bool)
    },
    retired(
      "list",
      "the \"list\" function was deprecated in Terraform v0.12 and is no longer available; use tolist([ ... ]) syntax "
        + "to write a literal list"),
    retired(
      "map",
      "the \"map\" function was deprecated in Terraform v0.12 and is no longer available; use tomap({ ... }) syntax to "
        + "write a literal map"),
  ]

  static func anything(_ name: String) -> Parameter {
    Parameter(name, .dynamic, allowsNull: true, unknowns: .anywhere, allowsDynamic: true, allowsMarks: true)
  }

  private static func marking(_ name: String, _ body: @escaping @Sendable (Value) -> Value) -> Function {
    Function(
      name, [anything("value")], resultType: { (arguments) throws(FunctionError) in arguments[0].type }
    ) { (arguments, _) throws(FunctionError) in body(arguments[0]) }
  }

  private static func retired(_ name: String, _ message: String) -> Function {
    Function(name, [], variadic: anything("vals"), result: .dynamic) { (_, _) throws(FunctionError) in
      throw FunctionError(message)
    }
  }

  private static func conversion(_ name: String, to wanted: Type) -> Function {
    Function(
      name, [anything("v")],
      resultType: { (arguments) throws(FunctionError) in
        let type = arguments[0].type
        if !type.converts(to: wanted) {
          throw FunctionError(
            argument: 0, ofTypes: "cannot convert \(type.friendlyName) to \(wanted.friendlyConstraintName)")
        }
        return wanted
      }
    ) { (arguments, _) throws(FunctionError) in
      // What is certain about an unknown value is forgotten, as in Terraform.
      if !arguments[0].isKnown { return Value.unknown(wanted).marked(arguments[0].marks) }
      do throws(ConversionError) {
        return try arguments[0].converted(to: wanted)
      } catch {
        throw failure(arguments[0], wanted)
      }
    }
  }

  /// Why a value has no other form although its type would allow one.
  private static func failure(_ value: Value, _ wanted: Type) -> FunctionError {
    let type = value.type.friendlyName
    let constraint = wanted.friendlyConstraintName
    if value.hasSensitive {
      return FunctionError(argument: 0, ofTypes: "cannot convert this sensitive \(type) to \(constraint)")
    }
    switch (value.stringValue, wanted) {
    case (let string?, .bool):
      return FunctionError(
        argument: 0,
        "cannot convert \(quoted(string)) to bool; only the strings \"true\" or \"false\" are allowed")
    case (let string?, .number):
      return FunctionError(
        argument: 0,
        "cannot convert \(quoted(string)) to number; given string must be a decimal representation of a number")
    default: return FunctionError(argument: 0, ofTypes: "cannot convert \(type) to \(constraint)")
    }
  }
}
