internal import SwiftASN1

/// Reads PKCS #12 files (RFC 7292): the certificates in them, and their private keys in PKCS #8.
///
/// What is encrypted is so with PBES2 (PBKDF2 and AES), or as Windows does it, with triple DES or RC2. The files' checksums
/// are not looked at: a wrong password shows in the padding, and a wrong key in the certificate.
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

  /// How often a key may be hashed: more is a mistake, or meant to keep us busy.
  static let rounds = 1...20_000_000

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
          try take(try decrypted(bytes, by: parts[1], password)[...], password, into: &contents, depth: 0)
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
        contents.keys.append(
          try decrypted(try octets(in: value.children[1]), by: value.children[0], password))
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

  /// - Parameter algorithm: the identifier of what was used to encrypt, with its parameters.
  private static func decrypted(
    _ bytes: ArraySlice<UInt8>, by algorithm: ASN1Node, _ password: String
  ) throws -> [UInt8] {
    let fields = algorithm.children
    guard fields.count == 2 else { throw Failure.damaged }
    let type = try ASN1ObjectIdentifier(berEncoded: fields[0])
    let plain =
      if type == .pbes2 {
        try PBES2(fields[1]).decrypted(bytes, password: password)
      } else if let encryption = try PKCS12Encryption(type, fields[1]) {
        encryption.decrypted(bytes, password: password)
      } else {
        throw Failure.unsupported(type.oidComponents.starts(with: [1, 2, 840, 113549, 1, 12, 1]) ? "RC4" : "\(type)")
      }
    // A wrong password is found out by the padding, and the rare one that isn't by what comes out.
    guard let plain, (try? BER.parse(plain)) != nil else { throw Failure.wrongPassword }
    return plain
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
}
