import Values

extension Function {
  /// The result for arguments, as many as there are parameters.
  package func call(_ arguments: [Value], in context: FunctionContext) throws(FunctionError) -> Value {
    if arguments.count < parameters.count {
      throw FunctionError("missing value for \"\(parameters[arguments.count].name)\"")
    }
    var prepared: [Value] = []
    prepared.reserveCapacity(arguments.count)
    var marks = Marks.none
    var isKnown = true
    var isTyped = true
    for (index, argument) in arguments.enumerated() {
      guard let parameter = parameter(at: index) else {
        throw FunctionError(argument: index, "too many arguments")
      }
      var value = try converted(argument, at: index)
      if value.isNull, !parameter.allowsNull {
        throw FunctionError(argument: index, "argument must not be null")
      }
      if !parameter.allowsMarks {
        marks.formUnion(value.deepMarks)
        value = value.unmarkedDeep
      }
      if !parameter.allowsDynamic, value.isUntyped { isTyped = false }
      switch parameter.unknowns {
      case .none: isKnown = isKnown && value.isWhollyKnown
      case .inside: isKnown = isKnown && value.isKnown
      case .anywhere: break
      }
      prepared.append(value)
    }
    guard isTyped else { return Value.unknown(.dynamic).marked(marks) }
    let type = try resultType(prepared)
    guard isKnown else {
      let refinement = Refinement(isNotNull: isNeverNull && type != .dynamic)
      return Value.unknown(type, refinement).marked(marks)
    }
    return try body(prepared, context).marked(marks)
  }

  /// An argument as its parameter takes it.
  package func converted(_ argument: Value, at index: Int) throws(FunctionError) -> Value {
    guard let type = parameter(at: index)?.type, type != .dynamic else { return argument }
    do throws(ConversionError) {
      return try argument.converted(to: type)
    } catch {
      // The place within the argument is not told: it is the parameter that is pointed at.
      throw FunctionError(argument: index, ofTypes: error.message)
    }
  }
}

extension Value {
  /// Whether not even the type of the value is known.
  fileprivate var isUntyped: Bool {
    switch unmarked {
    case .null(.dynamic): true
    case .unknown(let unknown): unknown.type == .dynamic
    default: false
    }
  }
}
