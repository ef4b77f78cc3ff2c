import Values

extension Function {
  static let formatting: [Function] = [format, formatlist]

  private static let arguments = Parameter("args", .dynamic, allowsNull: true, unknowns: .anywhere)

  private static let format = Function(
    "format", [Parameter("format", .string)], variadic: arguments, result: .string
  ) { (arguments, context) throws(FunctionError) in
    let text = arguments.string(0)
    if !arguments.allSatisfy(\.isWhollyKnown) { return unfinished(text) }
    return .text(try context.formats.parsed(text).formatted(Array(arguments.dropFirst())))
  }

  /// What is certain of a text some of whose parts are missing: what stands before the first of them.
  private static func unfinished(_ text: String) -> Value {
    .unknown(.string, Refinement(isNotNull: true, prefix: String(text.prefix { $0 != "%" }).normalized))
  }

  private static let formatlist = Function(
    "formatlist", [Parameter("format", .string)], variadic: arguments, result: .list(.string)
  ) { (arguments, _) throws(FunctionError) in
    let format = try FormatString(arguments.string(0))
    let parameters = Array(arguments.dropFirst())
    var count: Int?
    var counted = 0
    var isOpen = false
    for (index, parameter) in parameters.enumerated() where isIterated(parameter) {
      isOpen = isOpen || !parameter.isKnown || parameter.knownLength == nil
      guard let length = parameter.knownLength else { continue }
      if let count, count != length {
        throw FunctionError(
          argument: index + 1,
          ofTypes:
            "argument \(index + 1) has length \(length), which is inconsistent with argument \(counted + 1) of length "
            + "\(count)")
      }
      if count == nil { (count, counted) = (length, index) }
    }
    if isOpen { return .unknownNotNull(.list(.string)) }
    var results: [Value] = []
    for place in 0..<(count ?? 1) {
      let row = parameters.map { isIterated($0) ? $0.elements?[place] ?? $0 : $0 }
      if !row.allSatisfy(\.isWhollyKnown) {
        results.append(unfinished(arguments.string(0)))
        continue
      }
      do throws(FunctionError) {
        results.append(.text(try format.formatted(row)))
      } catch {
        if parameters.isEmpty { throw error }
        throw FunctionError("error on format iteration \(place): \(error.message)")
      }
    }
    return .list(results, of: .string)
  }

  private static func isIterated(_ value: Value) -> Bool {
    if value.isNull { return false }
    return switch value.type {
    case .list, .set, .tuple: true
    default: false
    }
  }
}
