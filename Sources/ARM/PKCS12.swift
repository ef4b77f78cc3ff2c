internal import Crypto
internal import CryptoExtras
internal import SwiftASN1

/// Reads PKCS #12 files (RFC 7292): the certificates in them, and their private keys in PKCS #8.
///
/// What is encrypted has to be so with PBES2 (PBKDF2 and AES), as it is by every tool of the last years. The files'
/// checksums are not looked at: a wrong password shows in the padding, and a wrong key in the certificate.
enum PKCS12 {
  struct Contents {
    var certificates: [[UInt8]] = []
    var keys: [[UInt8]] = []
  }

  enum Failure: Error, Hashable {
    case damaged
    case wrongPassword
    /// Another kind of encryption, as people call it.
    case unsupported(String)
  }

  static func contents(of bytes: [UInt8], password: String) throws(Failure) -> Contents {
    var contents = Contents()
    do {
      let file = try BER.parse(bytes).children
      guard file.count >= 2 else { throw Failure.damaged }
      let safe = try BER.parse(try octets(in: try content(of: file[1], type: .data)))
      for info in safe.children {
        guard let type = info.children.first else { throw Failure.damaged }
        switch try ASN1ObjectIdentifier(berEncoded: type) {
        case .data: try take(try octets(in: try content(of: info, type: .data)), password, into: &contents, depth: 0)
        case .encryptedData:
          let data = try content(of: info, type: .encryptedData).children
          guard data.count >= 2, data[1].children.count >= 3 else { throw Failure.damaged }
          let parts = data[1].children
          let bytes = try ASN1OctetString(
            berEncoded: parts[2], withIdentifier: ASN1Identifier(tagWithNumber: 0, tagClass: .contextSpecific)
          ).bytes
          try take(
            try PBES2(parts[1]).decrypted(bytes, password: password)[...], password, into: &contents, depth: 0)
        case let other: throw Failure.unsupported("a public key (\(other))")
        }
      }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw .damaged
    }
    return contents
  }

  /// Takes what the bags of a safe hold.
  private static func take(
    _ bytes: ArraySlice<UInt8>, _ password: String, into contents: inout Contents, depth: Int
  ) throws {
    guard depth < 4 else { throw Failure.damaged }
    for bag in try BER.parse(bytes).children {
      let fields = bag.children
      guard fields.count >= 2, let value = fields[1].children.first else { throw Failure.damaged }
      switch try ASN1ObjectIdentifier(berEncoded: fields[0]) {
      case .keyBag: contents.keys.append(Array(value.encodedBytes))
      case .shroudedKeyBag:
        guard value.children.count == 2 else { throw Failure.damaged }
        let key = try PBES2(value.children[0]).decrypted(try octets(in: value.children[1]), password: password)
        contents.keys.append(key)
      case .certificateBag: contents.certificates.append(Array(try octets(in: try content(of: value, type: .x509))))
      case .safeBag: try take(value.encodedBytes, password, into: &contents, depth: depth + 1)
      default: continue
      }
    }
  }

  /// What stands behind the type in a pair of the two.
  private static func content(of pair: ASN1Node, type: ASN1ObjectIdentifier) throws -> ASN1Node {
    let fields = pair.children
    guard fields.count >= 2, try ASN1ObjectIdentifier(berEncoded: fields[0]) == type,
      let content = fields[1].children.first
    else { throw Failure.damaged }
    return content
  }

  private static func octets(in node: ASN1Node) throws -> ArraySlice<UInt8> {
    try ASN1OctetString(berEncoded: node).bytes
  }
}

/// A way to encrypt with a password (RFC 8018 §6.2).
private struct PBES2 {
  private let salt: [UInt8]
  private let rounds: Int
  private let hash: KDF.Insecure.PBKDF2.HashFunction
  private let keyBytes: Int
  private let vector: [UInt8]

  /// More rounds than this are a mistake, or meant to keep us busy.
  private static let roundsMax = 20_000_000

  /// Takes it from an algorithm identifier.
  init(_ node: ASN1Node) throws {
    let fields = node.children
    guard let type = fields.first else { throw PKCS12.Failure.damaged }
    let identifier = try ASN1ObjectIdentifier(berEncoded: type)
    guard identifier == .pbes2 else {
      throw PKCS12.Failure.unsupported(
        identifier.oidComponents.starts(with: [1, 2, 840, 113549, 1, 12, 1]) ? "RC2 or triple DES" : "\(identifier)")
    }
    guard fields.count == 2, fields[1].children.count == 2 else { throw PKCS12.Failure.damaged }
    let derivation = fields[1].children[0].children
    let cipher = fields[1].children[1].children
    guard derivation.count == 2, cipher.count == 2 else { throw PKCS12.Failure.damaged }
    guard try ASN1ObjectIdentifier(berEncoded: derivation[0]) == .pbkdf2 else {
      throw PKCS12.Failure.unsupported("another key derivation than PBKDF2")
    }
    let parameters = derivation[1].children
    guard parameters.count >= 2 else { throw PKCS12.Failure.damaged }
    salt = Array(try ASN1OctetString(berEncoded: parameters[0]).bytes)
    rounds = try Int(berEncoded: parameters[1])
    guard (1...Self.roundsMax).contains(rounds) else { throw PKCS12.Failure.damaged }
    // The function is the one member that is a sequence; without it, SHA-1 is meant.
    let function = parameters.dropFirst(2).first { $0.identifier == .sequence }?.children.first
    switch try function.map({ try ASN1ObjectIdentifier(berEncoded: $0) }) {
    case nil, .hmacWithSHA1: hash = .insecureSHA1
    case .hmacWithSHA256: hash = .sha256
    case .hmacWithSHA384: hash = .sha384
    case .hmacWithSHA512: hash = .sha512
    case let other?: throw PKCS12.Failure.unsupported("the hash function \(other)")
    }
    switch try ASN1ObjectIdentifier(berEncoded: cipher[0]) {
    case .aes128: keyBytes = 16
    case .aes192: keyBytes = 24
    case .aes256: keyBytes = 32
    case let other: throw PKCS12.Failure.unsupported("the cipher \(other)")
    }
    vector = Array(try ASN1OctetString(berEncoded: cipher[1]).bytes)
  }

  func decrypted(_ bytes: ArraySlice<UInt8>, password: String) throws -> [UInt8] {
    let key = try KDF.Insecure.PBKDF2.deriveKey(
      from: Array(password.utf8), salt: salt, using: hash, outputByteCount: keyBytes, unsafeUncheckedRounds: rounds)
    guard let vector = try? AES._CBC.IV(ivBytes: vector), !bytes.isEmpty, bytes.count % 16 == 0 else {
      throw PKCS12.Failure.damaged
    }
    // A wrong password is found out by the padding, and the rare one that isn't by what comes out.
    guard let plain = try? AES._CBC.decrypt(Array(bytes), using: key, iv: vector), (try? BER.parse(Array(plain))) != nil
    else { throw PKCS12.Failure.wrongPassword }
    return Array(plain)
  }
}

extension ASN1ObjectIdentifier {
  fileprivate static let data: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 1]
  fileprivate static let encryptedData: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 7, 6]
  fileprivate static let keyBag: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 12, 10, 1, 1]
  fileprivate static let shroudedKeyBag: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 12, 10, 1, 2]
  fileprivate static let certificateBag: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 12, 10, 1, 3]
  fileprivate static let safeBag: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 12, 10, 1, 6]
  fileprivate static let x509: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 9, 22, 1]
  fileprivate static let pbes2: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 5, 13]
  fileprivate static let pbkdf2: ASN1ObjectIdentifier = [1, 2, 840, 113549, 1, 5, 12]
  fileprivate static let hmacWithSHA1: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 7]
  fileprivate static let hmacWithSHA256: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 9]
  fileprivate static let hmacWithSHA384: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 10]
  fileprivate static let hmacWithSHA512: ASN1ObjectIdentifier = [1, 2, 840, 113549, 2, 11]
  fileprivate static let aes128: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 2]
  fileprivate static let aes192: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 22]
  fileprivate static let aes256: ASN1ObjectIdentifier = [2, 16, 840, 1, 101, 3, 4, 1, 42]
}
