import CryptoExtras
import Values

extension Function {
  static let passwords: [Function] = [bcrypt, rsadecrypt]

  private static let bcrypt = Function(
    "bcrypt", [Parameter("str", .string)], variadic: Parameter("cost", .number), result: .string
  ) { (arguments, context) throws(FunctionError) in
    // A salt is drawn anew for each call.
    guard context.isFinal else { return .unknownNotNull(.string) }
    if arguments.count > 2 { throw FunctionError("bcrypt() takes no more than two arguments") }
    let password = Array(arguments.string(0).utf8)
    var cost = arguments.count < 2 ? Bcrypt.costDefault : try arguments.int(1, argument: 1)
    if cost < Bcrypt.costMin { cost = Bcrypt.costDefault }
    if cost > Bcrypt.costMax {
      throw FunctionError(argument: 1, "a cost of more than \(Bcrypt.costMax) would take too long")
    }
    if password.count > Bcrypt.passwordBytesMax {
      throw FunctionError(argument: 0, "password length exceeds \(Bcrypt.passwordBytesMax) bytes")
    }
    try context.spend(Bcrypt.stepsOfRound << cost)
    return .string(Bcrypt.hash(password, cost: cost, salt: context.randomBytes(16)))
  }

  private static let rsadecrypt = Function(
    "rsadecrypt", [Parameter("ciphertext", .string), Parameter("privatekey", .string)], result: .string
  ) { (arguments, _) throws(FunctionError) in
    guard let ciphertext = Base64.decoded(arguments.string(0)) else {
      throw FunctionError(
        argument: 0,
        "failed to decode input \(quoted(arguments.string(0))): cipher text must be base64-encoded")
    }
    let key = try privateKey(arguments.string(1))
    // Why it can't be decrypted is not told, as that would help to guess what it holds.
    guard let bytes = try? key.decrypt(ciphertext, padding: ._WEAK_AND_INSECURE_PKCS_V1_5) else {
      throw FunctionError("failed to decrypt: crypto/rsa: decryption error")
    }
    return .text(String(decoding: bytes, as: UTF8.self))
  }

  private static func privateKey(_ text: String) throws(FunctionError) -> _RSA.Encryption.PrivateKey {
    // The reason may hold parts of the key, so it isn't told.
    if let key = try? _RSA.Encryption.PrivateKey(unsafePEMRepresentation: text) { return key }
    throw FunctionError(
      argument: 1,
      text.contains("-----BEGIN ")
        ? "invalid private key: it is not an RSA key of at least 1024 bits in PEM, PKCS #1 or PKCS #8, unencrypted"
        : "invalid private key: ssh: no key found")
  }
}
