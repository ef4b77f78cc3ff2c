import Values

extension Function {
  static let regularExpressions: [Function] = [
    Function(
      "regex", [Parameter("pattern", .string), Parameter("string", .string)],
      resultType: { (arguments) throws(FunctionError) in
        guard let pattern = arguments[0].stringValue else { return .dynamic }
        return try matchType(of: expression(pattern))
      }
    ) { (arguments, context) throws(FunctionError) in
      let expression = try expression(arguments.string(0))
      let text = Array(arguments.string(1).unicodeScalars)
      guard let match = try found({ () throws(RegexError) in try expression.firstMatch(in: text, context.effort) })
      else {
        throw FunctionError("pattern did not match any part of the given string")
      }
      return value(of: match, of: expression, in: text)
    },
    Function(
      "regexall", [Parameter("pattern", .string), Parameter("string", .string)], isNeverNull: true,
      resultType: { (arguments) throws(FunctionError) in
        guard let pattern = arguments[0].stringValue else { return .list(.dynamic) }
        return .list(try matchType(of: expression(pattern)))
      }
    ) { (arguments, context) throws(FunctionError) in
      let expression = try expression(arguments.string(0))
      let text = Array(arguments.string(1).unicodeScalars)
      let matches = try found { () throws(RegexError) in try expression.matches(in: text, context.effort) }
      return .list(matches.map { value(of: $0, of: expression, in: text) }, of: try matchType(of: expression))
    },
  ]

  private static func expression(_ pattern: String) throws(FunctionError) -> RegularExpression {
    do throws(RegexError) {
      return try RegularExpression(pattern)
    } catch {
      throw FunctionError(argument: 0, "invalid regexp pattern: \(error.problem) in \(error.part)")
    }
  }

  /// What matching finds, or that it takes too long.
  private static func found<Result>(
    _ match: () throws(RegexError) -> Result
  ) throws(FunctionError) -> Result {
    do throws(RegexError) {
      return try match()
    } catch {
      throw FunctionError(error.problem)
    }
  }

  /// A string without groups, an object of named groups, or a tuple.
  private static func matchType(of expression: RegularExpression) throws(FunctionError) -> Type {
    let names = expression.groupNames.compactMap { $0 }
    if expression.groupNames.isEmpty { return .string }
    if names.isEmpty { return .tuple(Array(repeating: .string, count: expression.groupNames.count)) }
    guard names.count == expression.groupNames.count else {
      throw FunctionError(
        argument: 0, "invalid regexp pattern: cannot mix both named and unnamed capture groups")
    }
    return .object(ObjectType(Dictionary(names.map { ($0, Type.string) }) { first, _ in first }))
  }

  private static func value(
    of match: RegularExpression.Match, of expression: RegularExpression, in text: [Unicode.Scalar]
  ) -> Value {
    let groups = match.map { range -> Value in
      guard let range else { return .null(.string) }
      return .text(String(String.UnicodeScalarView(text[range])))
    }
    if groups.count == 1 { return groups[0] }
    let names = expression.groupNames.compactMap { $0 }
    if names.isEmpty { return .tuple(Array(groups.dropFirst())) }
    return .object(Members(Array(zip(names, groups.dropFirst()))))
  }
}
