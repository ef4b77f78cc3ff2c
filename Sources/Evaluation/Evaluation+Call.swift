import Diagnostics
import Syntax
import Values

extension Evaluation {
  mutating func value(of call: Call) -> Value {
    let name = call.name.hasPrefix("core::") ? String(call.name.dropFirst(6)) : call.name
    switch name {
    case "try": return firstSuccess(of: call)
    case "can": return canSucceed(call)
    default: break
    }
    guard let function = evaluator.functions[name] ?? providerFunction(name) else {
      for argument in call.arguments { _ = attempt(argument) }
      report(unknownFunction(call))
      return .unknown(.dynamic)
    }
    guard let arguments = arguments(of: call, for: function) else { return .unknown(.dynamic) }
    // How many arguments there will be, and of which types, is not known yet.
    guard !arguments.isCut else { return Value.unknown(.dynamic).marked(arguments.marks) }
    return result(of: function, with: arguments.list, in: call)
  }

  /// The function that a name like `provider::terraform::encode_expr` stands for.
  private func providerFunction(_ name: String) -> Function? {
    let parts = name.split(separator: "::", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0] == "provider" else { return nil }
    return evaluator.scope.functions(ofProvider: parts[1])?[parts[2]]
  }

  // MARK: - Arguments

  /// A value that is passed, and the expression that it comes from.
  private struct PassedArgument {
    let value: Value
    let expression: Expression
    /// Whether it is an element of an argument that was spread.
    var isSpread = false
  }

  private struct PassedArguments {
    var list: [PassedArgument] = []
    /// Whether an unknown collection is to be spread over the remaining parameters.
    var isCut = false
    var marks = Marks.none
  }

  /// The arguments, the last one spread if the call says so; nil, with findings, if there are too few or too many of
  /// them or one has no value.
  private mutating func arguments(of call: Call, for function: Function) -> PassedArguments? {
    var passed = PassedArguments()
    let count = findings.count
    let plain = call.expandsFinal ? call.arguments.dropLast() : call.arguments[...]
    if call.expandsFinal, let last = call.arguments.last {
      spread(last, into: &passed)
      if findings[count...].hasErrors { return nil }
      if passed.isCut { return passed }
    }
    if let mistake = wrongCount(of: plain, and: passed.list, for: function, in: call) {
      report(mistake)
      return nil
    }
    var list: [PassedArgument] = []
    for (index, expression) in plain.enumerated() {
      // The template itself comes last: whether it may be one is told by how it is written.
      let isTemplate = index == 0 && function.name == "templatestring"
      list.append(
        PassedArgument(value: isTemplate ? .unknown(.string) : value(of: expression), expression: expression))
    }
    passed.list = list + passed.list
    if findings[count...].hasErrors { return nil }
    if function.name == "templatestring" { addTemplate(to: &passed.list, of: call, for: function) }
    return findings[count...].hasErrors ? nil : passed
  }

  private mutating func spread(_ expression: Expression, into passed: inout PassedArguments) {
    func invalid(_ reason: String) -> Diagnostic {
      .error(
        "Invalid expanding argument value", detail: "The expanding argument (indicated by ...) must \(reason).",
        at: expression.range)
    }
    let (collection, isValid) = checked(expression)
    guard isValid else { return }
    if collection.isNull { return report(invalid("not be null")) }
    if let elements = collection.elements {
      passed.list += elements.map {
        PassedArgument(value: $0.marked(collection.marks), expression: expression, isSpread: true)
      }
      return
    }
    switch collection.type {
    case .dynamic, .tuple, .list, .set:
      passed.isCut = true
      passed.marks = collection.marks
    default: report(invalid("be of a tuple, list, or set type"))
    }
  }

  private func wrongCount(
    of plain: ArraySlice<Expression>, and spread: [PassedArgument], for function: Function, in call: Call
  ) -> Diagnostic? {
    let expected = function.parameters.count
    let count = plain.count + spread.count
    if count < expected {
      let least = function.variadic == nil ? "" : " at least"
      return .error(
        "Not enough function arguments",
        detail: "Function \"\(call.name)\" expects\(least) \(expected) argument(s). "
          + "Missing value for \"\(function.parameters[count].name)\".",
        at: call.closeRange, context: call.range)
    }
    if function.variadic == nil, count > expected {
      return .error(
        "Too many function arguments", detail: "Function \"\(call.name)\" expects only \(expected) argument(s).",
        at: expected < plain.count ? startRange(of: plain[expected]) : startRange(of: spread[expected - plain.count]),
        context: call.range)
    }
    return nil
  }

  /// Where to point at an argument; what was spread has no start of its own.
  private func startRange(of argument: PassedArgument) -> SourceRange {
    argument.isSpread ? argument.expression.range : startRange(of: argument.expression)
  }

  // MARK: - Result

  private static let stepsOfCall = 100
  /// More than the time alone, since what is made takes memory.
  private static let stepsOfPart = 40

  private mutating func result(of function: Function, with arguments: [PassedArgument], in call: Call) -> Value {
    var values: [Value] = []
    var isValid = true
    // All arguments of a wrong type are reported, not only the first.
    for (index, argument) in arguments.enumerated() {
      do throws(FunctionError) {
        values.append(try function.converted(argument.value, at: index))
      } catch {
        isValid = false
        report(failure(error, of: function, with: arguments, in: call))
      }
    }
    guard isValid else { return .unknown(.dynamic) }
    do throws(FunctionError) {
      let effort = self.effort
      for (index, value) in values.enumerated() {
        if function.parameter(at: index)?.isLookedUp == true, value.hasParts { continue }
        guard let weight = value.weight(upTo: effort.rest), effort.spend(weight) else { throw .tooMuchWork }
      }
      let result = try function.call(values, in: context)
      if let text = result.stringValue, text.utf8.count > Function.textBytesMax {
        throw FunctionError("the result would be longer than \(Function.textBytesMax >> 20) MiB")
      }
      guard effort.spend(Self.stepsOfCall + result.shallowWeight * Self.stepsOfPart) else { throw .tooMuchWork }
      return result
    } catch {
      let isSecret = !error.isPlain && values.contains { $0.deepMarks.contains(.sensitive) }
      let shown =
        isSecret
        ? FunctionError(
          argument: error.argument, "the reason is not shown, since the call has sensitive values in its arguments")
        : error
      report(failure(shown, of: function, with: arguments, in: call))
      return .unknown(.dynamic)
    }
  }

  private func failure(
    _ error: FunctionError, of function: Function, with arguments: [PassedArgument], in call: Call
  ) -> Diagnostic {
    guard let index = error.argument, let parameter = function.parameter(at: index) else {
      return .error(
        "Error in function call", detail: "Call to function \"\(call.name)\" failed: \(error.message).",
        at: call.nameRange.joined(with: call.openRange), context: call.range)
    }
    return .error(
      "Invalid function argument",
      detail: "Invalid value for \"\(parameter.name)\" parameter: \(error.message).",
      at: index < arguments.count ? startRange(of: arguments[index]) : call.range, context: call.range)
  }

  private func unknownFunction(_ call: Call) -> Diagnostic {
    let parts = call.name.split(separator: "::", omittingEmptySubsequences: false).map(String.init)
    if parts.count == 1 {
      let names = (evaluator.functions.names + ["try", "can"]).sorted()
      return .error(
        "Call to unknown function", detail: "There is no function named \"\(call.name)\".", at: call.nameRange,
        context: call.range, hint: suggestion(for: call.name, among: names).map { "did you mean `\($0)`?" })
    }
    let detail: String
    if parts[0] != "provider" {
      detail =
        "The function namespace \"\(parts[0])\" is not valid. Provider function calls must use the \"provider::\" "
        + "namespace prefix."
    } else if parts.count < 3 {
      detail = "The function call must include the provider name after the \"provider::\" prefix."
    } else if evaluator.scope.functions(ofProvider: parts[1]) != nil {
      detail = "The function \"\(parts[2])\" is not available from the provider \"\(parts[1])\"."
    } else {
      detail =
        "There is no function named \"\(call.name)\". Ensure that provider name \"\(parts[1])\" is declared in this "
        + "module's required_providers block, and that this provider offers a function named \"\(parts[parts.count - 1])\"."
    }
    return .error("Unknown provider function", detail: detail, at: call.nameRange, context: call.range)
  }

  // MARK: - Special forms

  /// Evaluates the first argument of `templatestring`, which may only be a reference to a string. As long as the variables
  /// aren't known nothing is said of it.
  private mutating func addTemplate(to arguments: inout [PassedArgument], of call: Call, for function: Function) {
    guard arguments.count == 2, arguments[1].value.isKnown, !arguments[1].value.isNull else { return }
    let mistake: String
    if let reason = arguments[0].isSpread ? TemplateMistake.reference : TemplateMistake(in: arguments[0].expression) {
      // Names in it that nothing declares come first.
      if attempt(arguments[0].expression).hasReferenceErrors { return }
      mistake = "invalid template expression: \(reason.rawValue)"
    } else {
      let (value, isValid) = checked(arguments[0].expression)
      if !isValid { return }
      arguments[0] = PassedArgument(value: value, expression: arguments[0].expression)
      if !value.isKnown || value.stringValue != nil { return }
      mistake = "invalid template value: a string is required"
    }
    report(failure(FunctionError(argument: 0, ofTypes: mistake), of: function, with: arguments, in: call))
  }

  /// `try`: the value of the first argument that has one.
  private mutating func firstSuccess(of call: Call) -> Value {
    var failures: [Finding] = []
    for (index, argument) in call.arguments.enumerated() {
      if call.expandsFinal, index == call.arguments.count - 1 {
        var passed = PassedArguments()
        spread(argument, into: &passed)
        // The elements have values already, the first of which is taken.
        if passed.isCut { return Value.unknown(.dynamic).marked(passed.marks) }
        if let first = passed.list.first { return first.value }
        if findings.hasErrors { return .unknown(.dynamic) }
        continue
      }
      let attempt = attempt(argument)
      if attempt.hasReferenceErrors { return .unknown(.dynamic) }
      if attempt.hasErrors {
        failures += attempt.failures
        continue
      }
      // Once all is known this argument may fail after all, and another one with another type take its place.
      return attempt.value.isWhollyKnown
        ? attempt.value : Value.unknown(.dynamic).marked(attempt.value.deepMarks)
    }
    let reason =
      call.arguments.isEmpty
      ? "at least one argument is required"
      : "no expression succeeded:\n" + failures.map { described($0.diagnostic) }.joined()
        + "\nAt least one expression must produce a successful result"
    report(
      .error(
        "Error in function call", detail: "Call to function \"\(call.name)\" failed: \(reason).",
        at: call.nameRange.joined(with: call.openRange), context: call.range))
    return .unknown(.dynamic)
  }

  private func described(_ failure: Diagnostic) -> String {
    let place = failure.subject.flatMap { evaluator.context.sources.span(of: $0) }.map { " (at \($0))" } ?? ""
    return "- \(failure.summary)\(place)\n  \(failure.detail)\n"
  }

  /// `can`: whether the argument has a value.
  private mutating func canSucceed(_ call: Call) -> Value {
    var count = call.arguments.count
    if call.expandsFinal, let last = call.arguments.last {
      var passed = PassedArguments()
      spread(last, into: &passed)
      if !passed.isCut { count += passed.list.count - 1 }
    }
    guard let argument = call.arguments.first, count == 1 else {
      report(
        count == 0
          ? .error(
            "Not enough function arguments",
            detail: "Function \"\(call.name)\" expects 1 argument(s). Missing value for \"expression\".",
            at: call.closeRange, context: call.range)
          : .error(
            "Too many function arguments", detail: "Function \"\(call.name)\" expects only 1 argument(s).",
            at: call.arguments.count > 1 ? startRange(of: call.arguments[1]) : call.arguments[0].range,
            context: call.range))
      return .unknown(.bool)
    }
    let attempt = attempt(argument)
    if attempt.hasErrors { return .bool(false) }
    // Whether there is a value is no secret, whatever it is.
    return attempt.value.isWhollyKnown ? .bool(true) : .unknown(.bool)
  }
}

extension Value {
  /// Whether the value is a collection, and known.
  fileprivate var hasParts: Bool {
    switch unmarked {
    case .list, .set, .map, .tuple, .object: true
    case .null, .unknown, .bool, .number, .string, .marked: false
    }
  }
}

/// Why an expression can't be the template that `templatestring` renders.
private enum TemplateMistake: String {
  case wrapped = """
    templatestring is only for rendering templates retrieved dynamically from elsewhere; to treat the inner expression \
    as template syntax, write the reference expression directly without any template interpolation syntax
    """
  case literal = """
    templatestring is only for rendering templates retrieved dynamically from elsewhere, and so does not support \
    providing a literal template; consider using a template string expression instead
    """
  case inline = """
    templatestring is only for rendering templates retrieved dynamically from elsewhere; to render an inline template, \
    consider using a plain template string expression
    """
  case reference = """
    must be a direct reference to a single string from elsewhere, containing valid Terraform template syntax
    """

  /// Nil where the expression may be one.
  init?(in expression: Expression) {
    var source = expression
    while true {
      switch source {
      case .relative(let inner, _):
        source = inner
        continue
      case .index(let index):
        source = index.collection
        continue
      case .traversal: return nil
      case .literal(.string, _): self = .literal
      case .template(let template): self = template.isWrapper ? .wrapped : .inline
      default: self = .reference
      }
      return
    }
  }
}
