import JSON
import Values

extension Function {
  static let encodings: [Function] = [
    text("base64encode") { Base64.encoded(Array($0.utf8)) },
    text("base64decode") { (string) throws(FunctionError) in
      guard let bytes = Base64.decoded(string) else {
        throw FunctionError("failed to decode base64 data \(quoted(string))")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw FunctionError("the result of decoding the provided string is not valid UTF-8")
      }
      return text
    },
    text("base64gzip") { Base64.encoded(Gzip.compressed(Array($0.utf8))) },
    text("urlencode") { percentEncoded($0) },
    jsonencode,
    jsondecode,
    csvdecode,
    Function(
      "yamlencode", [Parameter("value", .dynamic, allowsNull: true, allowsDynamic: true)], result: .string
    ) { (arguments, _) throws(FunctionError) in
      .text(YAMLWriter.document(arguments[0]))
    },
    Function(
      "yamldecode", [Parameter("src", .string)],
      resultType: { (arguments) throws(FunctionError) in
        arguments[0].isKnown ? try YAMLReader.value(of: arguments.string(0)).type : .dynamic
      }
    ) { (arguments, _) throws(FunctionError) in try YAMLReader.value(of: arguments.string(0)) },
    Function(
      "textencodebase64", [Parameter("string", .string), Parameter("encoding", .string)], result: .string
    ) { (arguments, _) throws(FunctionError) in
      let encoding = try TextEncoding(named: arguments.string(1))
      guard let bytes = encoding.bytes(of: arguments.string(0)) else {
        throw FunctionError(
          argument: 0,
          ofTypes: "the given string contains characters that cannot be represented in \(encoding.name)")
      }
      return .string(Base64.encoded(bytes))
    },
    Function(
      "textdecodebase64", [Parameter("source", .string), Parameter("encoding", .string)], result: .string
    ) { (arguments, _) throws(FunctionError) in
      let encoding = try TextEncoding(named: arguments.string(1))
      guard let bytes = Base64.decoded(arguments.string(0)) else {
        let offset = Base64.mistake(in: arguments.string(0))
        throw FunctionError(
          argument: 0, ofTypes: "the given value is has an invalid base64 symbol at offset \(offset)")
      }
      guard let text = encoding.text(of: bytes) else {
        throw FunctionError(
          argument: 0, ofTypes: "the given string contains symbols that are not defined for \(encoding.name)")
      }
      return .text(text)
    },
  ]

  private static func percentEncoded(_ string: String) -> String {
    var text: [UInt8] = []
    let digits = Array("0123456789ABCDEF".utf8)
    for byte in string.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
        UInt8(ascii: "~"):
        text.append(byte)
      case UInt8(ascii: " "): text.append(UInt8(ascii: "+"))
      default: text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let jsonencode = Function(
    "jsonencode", [Parameter("val", .dynamic, allowsNull: true, unknowns: .anywhere, allowsDynamic: true)],
    result: .string
  ) { (arguments, _) throws(FunctionError) in
    let value = arguments[0]
    if value.isWhollyKnown {
      if value.hasInfinity { throw FunctionError("cannot serialize infinity as JSON") }
      return .text(JSON.string(value, escaping: .html))
    }
    // How the text starts follows from the type, unless the value could be null.
    var prefix = ""
    if value.isDefinitelyNotNull {
      switch value.type {
      case .object, .map: prefix = "{"
      case .list, .set, .tuple: prefix = "["
      case .string: prefix = "\""
      case .bool, .number, .dynamic: break
      }
    }
    return .unknown(.string, Refinement(isNotNull: true, prefix: prefix))
  }

  private static let jsondecode = Function(
    "jsondecode", [Parameter("str", .string)],
    resultType: { (arguments) throws(FunctionError) in
      arguments[0].isKnown ? try decoded(arguments.string(0)).type : .dynamic
    }
  ) { (arguments, _) throws(FunctionError) in try decoded(arguments.string(0)) }

  private static func decoded(_ text: String) throws(FunctionError) -> Value {
    let bytes = Array(text.utf8)
    do throws(JSONError) {
      return try JSON.parse(bytes).normalizedDeep
    } catch {
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) { throw FunctionError("EOF") }
      if error.isTooDeep { throw FunctionError(error.reason) }
      if let failure = JSONFailure(in: bytes) { throw FunctionError(failure.message) }
      throw FunctionError(error.offset < bytes.count && error.isEarlyEnd(of: bytes) ? "unexpected EOF" : "EOF")
    }
  }

  private static let csvdecode = Function(
    "csvdecode", [Parameter("str", .string)],
    resultType: { (arguments) throws(FunctionError) in
      guard arguments[0].isKnown else { return .dynamic }
      let rows = try CSV.rows(arguments.string(0))
      return .list(.object(ObjectType(Dictionary(try CSV.header(rows).map { ($0, Type.string) }) { $1 })))
    }
  ) { (arguments, _) throws(FunctionError) in
    let rows = try CSV.rows(arguments.string(0))
    let header = try CSV.header(rows)
    let objects = rows.dropFirst().map { row in Value.object(Members(zip(header, row.map(Value.text)))) }
    return .list(objects, of: .object(ObjectType(Dictionary(header.map { ($0, Type.string) }) { $1 })))
  }
}

extension JSONError {
  /// Whether the text merely stops too early, in the middle of a word, number or string.
  fileprivate func isEarlyEnd(of bytes: [UInt8]) -> Bool {
    let rest = Array(bytes[offset...])
    if rest.first == UInt8(ascii: "\"") { return reason == "the string has no end" }
    // What a number lacks stands behind its sign, its point or its exponent.
    if let first = rest.first, "-0123456789".utf8.contains(first), rest.allSatisfy("+-.0123456789eE".utf8.contains),
      let last = rest.last, "+-.eE".utf8.contains(last)
    {
      return true
    }
    return ["true", "false", "null"].contains { $0.utf8.starts(with: rest) && $0.utf8.count > rest.count }
  }
}

extension Value {
  fileprivate var hasInfinity: Bool {
    switch self {
    case .number(let number): number.isInfinite
    case .marked(let marked): marked.value.hasInfinity
    default: (elements ?? members?.values ?? []).contains(where: \.hasInfinity)
    }
  }

  /// The value with all its strings and names in normal form C.
  var normalizedDeep: Value {
    switch self {
    case .string(let string): .text(string)
    case .object(let members): .object(Members(members.map { ($0.0.normalized, $0.1.normalizedDeep) }))
    case .tuple(let elements): .tuple(elements.map(\.normalizedDeep))
    default: self
    }
  }
}
