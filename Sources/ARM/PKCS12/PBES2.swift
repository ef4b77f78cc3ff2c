internal import Crypto
internal import CryptoExtras
internal import SwiftASN1

/// A way to encrypt with a password, out of parts that can be chosen (RFC 8018 §6.2).
struct PBES2 {
  private enum Cipher {
    case aes(keyBytes: Int)
    case tripleDES

    var keyBytes: Int {
      switch self {
      case .aes(let keyBytes): keyBytes
      case .tripleDES: TripleDES.keyBytes
      }
    }
  }

  private let salt: [UInt8]
  private let rounds: Int
  private let hash: KDF.Insecure.PBKDF2.HashFunction
  private let cipher: Cipher
  private let vector: [UInt8]

  /// - Parameter parameters: those of the algorithm identifier.
  init(_ parameters: ASN1Node) throws {
    guard parameters.children.count == 2 else { throw PKCS12.Failure.damaged }
    let derivation = parameters.children[0].children
    let encryption = parameters.children[1].children
    guard derivation.count == 2, encryption.count == 2 else { throw PKCS12.Failure.damaged }
    guard try ASN1ObjectIdentifier(berEncoded: derivation[0]) == .pbkdf2 else {
      throw PKCS12.Failure.unsupported("another key derivation than PBKDF2")
    }
    let settings = derivation[1].children
    guard settings.count >= 2 else { throw PKCS12.Failure.damaged }
    salt = Array(try ASN1OctetString(berEncoded: settings[0]).bytes)
    rounds = try Int(berEncoded: settings[1])
    guard PKCS12.rounds.contains(rounds) else { throw PKCS12.Failure.damaged }
    // The function is the one member that is a sequence; without it, SHA-1 is meant.
    let function = settings.dropFirst(2).first { $0.identifier == .sequence }?.children.first
    switch try function.map({ try ASN1ObjectIdentifier(berEncoded: $0) }) {
    case nil, .hmacWithSHA1: hash = .insecureSHA1
    case .hmacWithSHA256: hash = .sha256
    case .hmacWithSHA384: hash = .sha384
    case .hmacWithSHA512: hash = .sha512
    case let other?: throw PKCS12.Failure.unsupported("the hash function \(other)")
    }
    switch try ASN1ObjectIdentifier(berEncoded: encryption[0]) {
    case .aes128: cipher = .aes(keyBytes: 16)
    case .aes192: cipher = .aes(keyBytes: 24)
    case .aes256: cipher = .aes(keyBytes: 32)
    case .tripleDES: cipher = .tripleDES
    case let other: throw PKCS12.Failure.unsupported("the cipher \(other)")
    }
    vector = Array(try ASN1OctetString(berEncoded: encryption[1]).bytes)
  }

  /// - Returns: nil if the password is wrong.
  func decrypted(_ bytes: ArraySlice<UInt8>, password: String) throws -> [UInt8]? {
    let key = try KDF.Insecure.PBKDF2.deriveKey(
      from: Array(password.utf8), salt: salt, using: hash, outputByteCount: cipher.keyBytes,
      unsafeUncheckedRounds: rounds)
    switch cipher {
    case .aes:
      guard let vector = try? AES._CBC.IV(ivBytes: vector), !bytes.isEmpty, bytes.count % 16 == 0 else {
        throw PKCS12.Failure.damaged
      }
      return (try? AES._CBC.decrypt(Array(bytes), using: key, iv: vector)).map { Array($0) }
    case .tripleDES:
      return TripleDES(key: key.withUnsafeBytes { Array($0) }).decrypted(bytes, vector: vector)
    }
  }
}

extension ASN1ObjectIdentifier {
  fileprivate static let pbkdf2: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 5, 12]
  fileprivate static let hmacWithSHA1: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 7]
  fileprivate static let hmacWithSHA256: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 9]
  fileprivate static let hmacWithSHA384: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 10]
  fileprivate static let hmacWithSHA512: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 11]
  fileprivate static let aes128: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 2]
  fileprivate static let aes192: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 22]
  fileprivate static let tripleDES: ASN1ObjectIdentifier = [1, 2, 840, 113549, 3, 7]
  fileprivate static let aes256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 42]
}
