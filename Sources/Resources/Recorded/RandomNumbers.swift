import Values

/// `random_id`: random bytes, written in several ways.
enum RandomID {
  static let kind = ResourceKind(
    recorded: "random_id", home: home,
    [
      AttributeSchema("id", .string, .computed, "The bytes in the URL alphabet of base64, without padding and prefix."),
      AttributeSchema("byte_length", .number, .required, "How many bytes there are.").replacing().atLeast(1),
      AttributeSchema("prefix", .string, .optional, "A text before the written bytes, in all attributes but `id`.")
        .replacing(),
      .cause("keepers"),
      AttributeSchema("b64_std", .string, .computed, "The bytes in base64."),
      AttributeSchema("b64_url", .string, .computed, "The bytes in the URL alphabet of base64, without padding."),
      AttributeSchema("dec", .string, .computed, "The bytes as a decimal number."),
      AttributeSchema("hex", .string, .computed, "The bytes in hexadecimal digits, two for each."),
    ])

  private static let home: RecordHome = {
    var home = RecordHome()
    home.derived = { planned, source in
      guard let count = planned["byte_length"]?.intValue, count > 0, let prefix = planned["prefix"], prefix.isKnown
      else { return Members() }
      var stream = source.stream
      return members(stream.bytes(count), prefix: prefix.stringValue ?? "")
    }
    home.importForm = "PREFIX,ID or ID, which is the bytes in the URL alphabet of base64"
    home.imported = { id in
      let parts = id.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let last = parts.last, let bytes = Base64URL.bytes(last), !bytes.isEmpty else { return nil }
      let prefix = parts.dropLast().joined(separator: ",")
      var members = members(bytes, prefix: prefix)
      members["byte_length"] = .number(bytes.count)
      members["prefix"] = parts.count > 1 ? .string(prefix) : .null(.string)
      return members
    }
    return home
  }()

  private static func members(_ bytes: [UInt8], prefix: String) -> Members {
    let url = Base64URL.text(bytes)
    let standard =
      String(url.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
      + String(repeating: "=", count: (3 - bytes.count % 3) % 3)
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return Members([
      ("id", .string(url)), ("b64_url", .string(prefix + url)), ("b64_std", .string(prefix + standard)),
      ("hex", .string(prefix + hex)), ("dec", .string(prefix + decimal(bytes))),
    ])
  }

  /// The bytes as one number, the first the highest.
  private static func decimal(_ bytes: [UInt8]) -> String {
    // Digits to the base 10^9, the lowest first.
    var digits: [UInt64] = [0]
    for byte in bytes {
      var carry = UInt64(byte)
      for index in digits.indices {
        carry += digits[index] << 8
        digits[index] = carry % 1_000_000_000
        carry /= 1_000_000_000
      }
      if carry > 0 { digits.append(carry) }
    }
    return String(digits[digits.count - 1])
      + digits.dropLast().reversed().map { String(String($0 + 1_000_000_000).dropFirst()) }.joined()
  }
}

/// `random_uuid`: a UUID of version 4.
enum RandomUUID {
  static let kind = ResourceKind(
    recorded: "random_uuid", home: home,
    [
      AttributeSchema("id", .string, .computed, "The same as `result`."),
      .cause("keepers"),
      AttributeSchema("result", .string, .computed, "The UUID, in lower case."),
    ])

  private static let home: RecordHome = {
    var home = RecordHome()
    home.derived = { _, source in
      var stream = source.stream
      var bytes = stream.bytes(16)
      bytes[6] = bytes[6] & 0x0F | 0x40
      bytes[8] = bytes[8] & 0x3F | 0x80
      return members(UUIDText.text(bytes))
    }
    home.importForm = "a UUID"
    home.imported = { id in
      let groups = id.split(separator: "-", omittingEmptySubsequences: false)
      guard groups.map(\.utf8.count) == [8, 4, 4, 4, 12], groups.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else {
        return nil
      }
      return members(id.lowercased())
    }
    return home
  }()

  private static func members(_ uuid: String) -> Members {
    Members([("id", .string(uuid)), ("result", .string(uuid))])
  }
}

/// `random_integer`: a whole number between two bounds, both of which it may be.
enum RandomInteger {
  static let kind = ResourceKind(
    recorded: "random_integer", home: home,
    [
      AttributeSchema("id", .string, .computed, "The number as text."),
      AttributeSchema("min", .number, .required, "The smallest number that it may be.").replacing().ruled(whole),
      AttributeSchema("max", .number, .required, "The largest number that it may be.").replacing().ruled(whole),
      AttributeSchema(
        "seed", .string, .optional, "A text from which the number follows, whatever the environment and the address."
      ).replacing(),
      .cause("keepers"),
      AttributeSchema("result", .number, .computed, "The number."),
    ])

  private static let whole = ValueRule("must be a whole number") { $0.intValue != nil }

  private static let home: RecordHome = {
    var home = RecordHome()
    home.derived = { planned, source in
      guard let min = planned["min"]?.intValue, let max = planned["max"]?.intValue, min <= max,
        let seed = planned["seed"], seed.isKnown
      else { return Members() }
      var stream = (seed.stringValue.map { RandomSource(["random_integer", $0]) } ?? source).stream
      let span = UInt64(bitPattern: Int64(max) &- Int64(min))
      let offset = span == .max ? stream.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } : stream.below(span + 1)
      return members(Int(truncatingIfNeeded: Int64(min) &+ Int64(bitPattern: offset)))
    }
    home.importForm = "RESULT,MIN,MAX or RESULT,MIN,MAX,SEED"
    home.imported = { id in
      let parts = id.split(separator: ",", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
      guard parts.count >= 3, let result = Int(parts[0]), let min = Int(parts[1]), let max = Int(parts[2]), min <= max,
        (min...max).contains(result)
      else { return nil }
      var members = members(result)
      members["min"] = .number(min)
      members["max"] = .number(max)
      members["seed"] = parts.count > 3 ? .string(parts[3]) : .null(.string)
      return members
    }
    home.problems = { arguments in
      guard let min = arguments[member: "min"]?.intValue, let max = arguments[member: "max"]?.intValue, min > max else {
        return []
      }
      return [
        ArgumentProblem(
          at: ValuePath([.member("min")]), "Invalid combination of arguments",
          detail: "`min` is \(min) and `max` is \(max): there is no number between them.")
      ]
    }
    return home
  }()

  private static func members(_ number: Int) -> Members {
    Members([("id", .string(String(number))), ("result", .number(number))])
  }
}

/// Base64 in the alphabet for URLs, without padding.
enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")

  static func text(_ bytes: [UInt8]) -> String {
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0...group.count { text.append(alphabet[bits >> (18 - 6 * place) & 63]) }
    }
    return text
  }

  /// Nil for a text that isn't what ``text(_:)`` writes.
  static func bytes(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits = 0
    var count = 0
    for character in text {
      guard let digit = alphabet.firstIndex(of: character) else { return nil }
      bits = bits << 6 | digit
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        bits &= (1 << count) - 1
      }
    }
    return self.text(bytes) == text ? bytes : nil
  }
}
