import Values

extension Function {
  static let strings: [Function] = [
    text("chomp") { String(decoding: chomped($0), as: UTF8.self) },
    text("lower") { $0.mappingScalars { $0 == "İ" ? "i" : $0.properties.lowercaseMapping } },
    text("upper") { $0.mappingScalars { $0.properties.uppercaseMapping } },
    text("title") { titled($0) },
    text("strrev") { String($0.reversed()) },
    text("trimspace") { $0.trimmingScalars { $0.properties.isWhitespace } },
    startswith,
    test("endswith", "suffix") { $0.utf8.reversed().starts(with: $1.utf8.reversed()) },
    test("strcontains", "substr") { contains(Array($0.utf8), Array($1.utf8)) },
    edit("trim", "cutset") { string, set in
      let cut = Set(set.unicodeScalars)
      return string.trimmingScalars { cut.contains($0) }
    },
    edit("trimprefix", "prefix") { string, prefix in
      string.utf8.starts(with: prefix.utf8)
        ? String(decoding: string.utf8.dropFirst(prefix.utf8.count), as: UTF8.self) : string
    },
    edit("trimsuffix", "suffix") { string, suffix in
      string.utf8.reversed().starts(with: suffix.utf8.reversed())
        ? String(decoding: string.utf8.dropLast(suffix.utf8.count), as: UTF8.self) : string
    },
    Function("indent", [Parameter("spaces", .number), Parameter("str", .string)], result: .string) {
      (arguments, _) throws(FunctionError) in
      let spaces = try arguments.int(0)
      guard (0...100_000).contains(spaces) else {
        throw FunctionError(argument: 0, "the number of spaces must be between 0 and 100000")
      }
      return .text(try replacing(arguments.string(1), "\n", "\n" + String(repeating: " ", count: spaces)))
    },
    Function(
      "replace", [Parameter("str", .string), Parameter("substr", .string), Parameter("replace", .string)],
      result: .string
    ) { (arguments, context) throws(FunctionError) in
      let pattern = arguments.string(1)
      if pattern.utf8.count > 1, pattern.hasPrefix("/"), pattern.hasSuffix("/") {
        return .text(try replacing(arguments.string(0), expression: pattern, arguments.string(2), context.effort))
      }
      return .text(try replacing(arguments.string(0), pattern, arguments.string(2)))
    },
    Function("split", [Parameter("separator", .string), Parameter("str", .string)], result: .list(.string)) {
      (arguments, _) throws(FunctionError) in
      .list(parts(arguments.string(1), arguments.string(0)).map(Value.text), of: .string)
    },
    Function("join", [Parameter("separator", .string)], variadic: Parameter("lists", .list(.string)), result: .string) {
      (arguments, _) throws(FunctionError) in
      if arguments.count < 2 { throw FunctionError("at least one list is required") }
      var strings: [String] = []
      for index in arguments.indices.dropFirst() {
        for (place, element) in arguments.elements(index).enumerated() {
          guard let string = element.stringValue else {
            let list = arguments.count > 2 ? " of list \(index)" : ""
            throw FunctionError(
              argument: index, "element \(place)\(list) is null; cannot concatenate null values")
          }
          strings.append(string)
        }
      }
      return .text(try joined(strings, separator: arguments.string(0)))
    },
    Function(
      "substr", [Parameter("str", .string), Parameter("offset", .number), Parameter("length", .number)],
      result: .string
    ) { (arguments, _) throws(FunctionError) in
      try substring(of: arguments.string(0), from: arguments.int(1), length: arguments.int(2))
    },
  ]

  /// What a string that is not known starts with may be known all the same.
  private static let startswith = Function(
    "startswith", [Parameter("str", .string, unknowns: .anywhere), Parameter("prefix", .string)], result: .bool
  ) { (arguments, _) throws(FunctionError) in
    let prefix = arguments.string(1).utf8
    guard case .unknown(let unknown) = arguments[0] else {
      return .bool(arguments.string(0).utf8.starts(with: prefix))
    }
    let known = unknown.refinement.prefix.utf8
    if known.starts(with: prefix) { return true }
    return known.count >= prefix.count ? false : .unknownNotNull(.bool)
  }

  private static func test(
    _ name: String, _ parameter: String, _ body: @escaping @Sendable (String, String) -> Bool
  ) -> Function {
    Function(name, [Parameter("str", .string), Parameter(parameter, .string)], result: .bool) {
      (arguments, _) throws(FunctionError) in .bool(body(arguments.string(0), arguments.string(1)))
    }
  }

  private static func edit(
    _ name: String, _ parameter: String, _ body: @escaping @Sendable (String, String) -> String
  ) -> Function {
    Function(name, [Parameter("str", .string), Parameter(parameter, .string)], result: .string) {
      (arguments, _) throws(FunctionError) in .text(body(arguments.string(0), arguments.string(1)))
    }
  }

  private static func chomped(_ string: String) -> ArraySlice<UInt8> {
    var bytes = Array(string.utf8)[...]
    while bytes.last == UInt8(ascii: "\n") || bytes.last == UInt8(ascii: "\r") { bytes = bytes.dropLast() }
    return bytes
  }

  /// Each letter that starts a word in title case; what starts one is what Go takes for it.
  private static func titled(_ string: String) -> String {
    var isStart = true
    return string.mappingScalars { scalar in
      let isFirst = isStart
      let isLetter = scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
      isStart = !isLetter && (scalar.isASCII || scalar.properties.isWhitespace)
      return isFirst ? scalar.properties.titlecaseMapping : String(scalar)
    }
  }

  private static func contains(_ bytes: [UInt8], _ part: [UInt8]) -> Bool {
    firstRange(of: part[...], in: bytes[...]) != nil
  }

  /// Where bytes first occur in others.
  private static func firstRange(of part: ArraySlice<UInt8>, in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    guard let first = part.first else { return bytes.startIndex..<bytes.startIndex }
    var start = bytes.startIndex
    while bytes.endIndex - start >= part.count {
      if bytes[start] == first, bytes[start...].starts(with: part) { return start..<start + part.count }
      start += 1
    }
    return nil
  }

  private static func replacing(_ string: String, _ old: String, _ new: String) throws(FunctionError) -> String {
    // Before each character and at the end, as Go does.
    if old.isEmpty { return try joined([""] + string.unicodeScalars.map { String($0) } + [""], separator: new) }
    return try joined(parts(string, old), separator: new)
  }

  /// A text that is longer than this, in bytes, was made by something that multiplies, not taken from a file.
  static let textBytesMax = 64 << 20

  private static func joined(_ parts: [String], separator: String) throws(FunctionError) -> String {
    let bytes = parts.reduce(parts.count * separator.utf8.count) { $0 + $1.utf8.count }
    if bytes > textBytesMax { throw FunctionError("the result would be longer than \(textBytesMax >> 20) MiB") }
    return parts.joined(separator: separator)
  }

  /// With matches of an expression between slashes replaced.
  private static func replacing(
    _ string: String, expression: String, _ template: String, _ effort: Effort?
  ) throws(FunctionError) -> String {
    do throws(RegexError) {
      return try RegularExpression(String(expression.dropFirst().dropLast()))
        .replacing(string, with: template, bytesMax: textBytesMax, effort)
    } catch {
      throw FunctionError("error parsing regexp: \(error.problem): `\(error.part)`")
    }
  }

  /// The parts between separators, compared byte by byte; without a separator the characters.
  private static func parts(_ string: String, _ separator: String) -> [String] {
    if separator.isEmpty { return string.unicodeScalars.map { String($0) } }
    let bytes = Array(string.utf8)
    let separator = Array(separator.utf8)[...]
    var parts: [String] = []
    var rest = bytes[...]
    while let range = firstRange(of: separator, in: rest) {
      parts.append(String(decoding: rest[..<range.lowerBound], as: UTF8.self))
      rest = rest[range.upperBound...]
    }
    return parts + [String(decoding: rest, as: UTF8.self)]
  }

  private static func substring(of string: String, from offset: Int, length: Int) -> Value {
    if offset >= 0, length == 0 { return "" }
    let start = offset < 0 ? max(0, offset + string.count) : offset
    let rest = string.dropFirst(start)
    // With a negative offset Terraform takes a length of zero for "to the end".
    return .text(String(length <= 0 ? rest : rest.prefix(length)))
  }
}

extension String {
  /// The string with each scalar replaced, by nothing longer than one scalar: Go knows only such mappings.
  fileprivate func mappingScalars(_ map: (Unicode.Scalar) -> String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let mapped = map(scalar).unicodeScalars
      if mapped.count == 1 { result.append(contentsOf: mapped) } else { result.append(scalar) }
    }
    return String(result)
  }

  fileprivate func trimmingScalars(_ isCut: (Unicode.Scalar) -> Bool) -> String {
    guard let first = unicodeScalars.firstIndex(where: { !isCut($0) }),
      let last = unicodeScalars.lastIndex(where: { !isCut($0) })
    else { return "" }
    return String(unicodeScalars[first...last])
  }
}
