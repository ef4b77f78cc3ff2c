import Crypto
import Values

extension Function {
  static let hashes: [Function] =
    [
      text("base64sha256") { Base64.encoded(Array(SHA256.hash(data: Array($0.utf8)))) },
      text("base64sha512") { Base64.encoded(Array(SHA512.hash(data: Array($0.utf8)))) },
      hashedFile("filebase64sha256") { Base64.encoded(Array(SHA256.hash(data: $0))) },
      hashedFile("filebase64sha512") { Base64.encoded(Array(SHA512.hash(data: $0))) },
      Function("uuid", [], result: .string) { (_, context) throws(FunctionError) in
        context.isFinal ? .string(uuid(context.randomBytes(16), version: 4)) : .unknownNotNull(.string)
      },
      uuidv5,
    ]
    + digests.flatMap { name, digest in
      [text(name) { hexadecimal(digest(Array($0.utf8))) }, hashedFile("file" + name) { hexadecimal(digest($0)) }]
    }

  private static let digests: [(String, @Sendable ([UInt8]) -> [UInt8])] = [
    ("md5", { Array(Insecure.MD5.hash(data: $0)) }),
    ("sha1", { Array(Insecure.SHA1.hash(data: $0)) }),
    ("sha256", { Array(SHA256.hash(data: $0)) }),
    ("sha512", { Array(SHA512.hash(data: $0)) }),
  ]

  private static func hexadecimal(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static let uuidv5 = Function(
    "uuidv5", [Parameter("namespace", .string), Parameter("name", .string)], result: .string
  ) { (arguments, _) throws(FunctionError) in
    let namespace = try namespaceBytes(arguments.string(0))
    let digest = Insecure.SHA1.hash(data: namespace + Array(arguments.string(1).utf8))
    return .string(uuid(Array(digest.prefix(16)), version: 5))
  }

  /// The text of RFC 4122 for 16 bytes, some bits of which say of which version they are.
  private static func uuid(_ bytes: [UInt8], version: UInt8) -> String {
    var bytes = bytes
    bytes[6] = bytes[6] & 0x0F | version << 4
    bytes[8] = bytes[8] & 0x3F | 0x80
    let text = Array(hexadecimal(bytes).utf8)
    let groups = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(decoding: text[$0], as: UTF8.self) }
    return groups.joined(separator: "-")
  }

  /// The 16 bytes of a namespace: one of RFC 4122's by name, or any UUID.
  private static func namespaceBytes(_ namespace: String) throws(FunctionError) -> [UInt8] {
    let text =
      switch namespace {
      case "dns": "6ba7b810-9dad-11d1-80b4-00c04fd430c8"
      case "url": "6ba7b811-9dad-11d1-80b4-00c04fd430c8"
      case "oid": "6ba7b812-9dad-11d1-80b4-00c04fd430c8"
      case "x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8"
      default: namespace
      }
    func unsupported(_ reason: String) -> FunctionError {
      FunctionError("uuidv5() doesn't support namespace \(namespace) (\(reason))")
    }
    let characters = Array(text.utf8)
    guard [32, 36, 38, 45].contains(characters.count) else {
      throw unsupported("invalid UUID length: \(characters.count)")
    }
    let digits =
      switch characters.count {
      case 38: characters[1..<37]
      case 45: characters[9...]
      default: characters[...]
      }
    let plain = digits.filter { $0 != UInt8(ascii: "-") }
    let values = plain.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    guard values.count == 32, plain.count == 32 else { throw unsupported("invalid UUID format") }
    return stride(from: 0, to: 32, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
  }
}
