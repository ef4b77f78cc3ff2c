internal import Crypto
internal import CryptoExtras
internal import JSON
internal import SwiftASN1
internal import Values

/// How a JWT is signed with an RSA key (RFC 7518 §3.1).
package enum JWTAlgorithm: String, Sendable {
  /// Signatures of PKCS #1 v1.5, which older login services know.
  case rs256 = "RS256"
  /// Signatures of RSASSA-PSS, which Entra ID prefers.
  case ps256 = "PS256"
}

/// A certificate with its private key, by which a service principal proves who it is without showing a secret.
package struct ClientCertificate: Sendable {
  private let der: [UInt8]
  private let key: _RSA.Signing.PrivateKey

  /// Takes a certificate and its key from a PEM or PKCS #12 (PFX) file, in whatever order they are there.
  ///
  /// - Parameter source: what the bytes are, for messages: `the file a.pfx`.
  package init(_ bytes: [UInt8], password: String?, source: String) throws(CredentialError) {
    let contents =
      bytes.first == 0x30
      ? try Self.archived(bytes, password ?? "", source) : try Self.armoured(bytes, password, source)
    guard !contents.certificates.isEmpty else {
      throw CredentialError("There is no certificate in \(source).", hint: Self.form)
    }
    guard !contents.keys.isEmpty else {
      throw CredentialError("There is no private RSA key in \(source) beside the certificate.", hint: Self.form)
    }
    for key in contents.keys {
      let publicKey = key.publicKey.derRepresentation
      if let der = contents.certificates.first(where: { Self.publicKey(of: $0) == Array(publicKey) }) {
        self.der = der
        self.key = key
        return
      }
    }
    throw CredentialError("The private key in \(source) is not that of the certificate there.", hint: Self.form)
  }

  private static let form =
    "put the certificate and its private RSA key, of 2048 bits or more, into one PEM or PFX file"

  /// The certificate's SHA-256 thumbprint, as JWTs name it (`x5t#S256`).
  package var thumbprint: String { Base64.urlEncoded(Array(SHA256.hash(data: der))) }

  /// A JWT that proves to a token endpoint, the audience, that this is a client (RFC 7523). It counts for ten minutes.
  ///
  /// - Parameters:
  ///   - now: in seconds since 1970.
  ///   - id: a text that no other assertion has.
  package func assertion(
    clientID: String, audience: String, algorithm: JWTAlgorithm, now: Int64, id: String
  ) throws(CredentialError) -> String {
    let header: Value = [
      "alg": .string(algorithm.rawValue), "typ": "JWT", "x5t#S256": .string(thumbprint),
    ]
    let claims: Value = [
      "aud": .string(audience), "iss": .string(clientID), "sub": .string(clientID), "jti": .string(id),
      // Clocks differ by some seconds.
      "nbf": .number(Number(Int(now - 60))), "exp": .number(Number(Int(now + 540))),
    ]
    let text = [header, claims].map { Base64.urlEncoded(JSON.text($0)) }.joined(separator: ".")
    do {
      let signature = try key.signature(
        for: Array(text.utf8), padding: algorithm == .rs256 ? .insecurePKCS1v1_5 : .PSS)
      return "\(text).\(Base64.urlEncoded(Array(signature.rawRepresentation)))"
    } catch {
      throw CredentialError("The certificate's private key can't sign.", hint: Self.form)
    }
  }

  // MARK: - Files

  private typealias Contents = (certificates: [[UInt8]], keys: [_RSA.Signing.PrivateKey])

  private static func archived(_ bytes: [UInt8], _ password: String, _ source: String) throws(CredentialError)
    -> Contents
  {
    do throws(PKCS12.Failure) {
      let contents = try PKCS12.contents(of: bytes, password: password)
      return (contents.certificates, contents.keys.compactMap { try? _RSA.Signing.PrivateKey(derRepresentation: $0) })
    } catch {
      switch error {
      case .damaged: throw CredentialError("The PKCS #12 data in \(source) is damaged.", hint: form)
      case .wrongPassword:
        throw CredentialError(
          "The password for \(source) is wrong.",
          hint: "set client_certificate_password, or ARM_CLIENT_CERTIFICATE_PASSWORD")
      case .unsupported(let what):
        throw CredentialError(
          "The certificate in \(source) is encrypted with \(what), which Armature doesn't read.",
          hint: "write it anew: `openssl pkcs12 -legacy -in OLD -out PEM`, then "
            + "`openssl pkcs12 -export -in PEM -out NEW`, or use the PEM file as it is")
      }
    }
  }

  private static func armoured(_ bytes: [UInt8], _ password: String?, _ source: String) throws(CredentialError)
    -> Contents
  {
    var contents: Contents = ([], [])
    for block in PEMBlock.all(in: String(decoding: bytes, as: UTF8.self)) {
      if block.label == "CERTIFICATE" {
        guard let document = try? PEMDocument(pemString: block.text) else {
          throw CredentialError("The certificate in \(source) is damaged.", hint: form)
        }
        contents.certificates.append(document.derBytes)
      } else if block.isEncrypted {
        // What the library says may hold parts of the key.
        guard let password, let key = decrypted(block.text, password) else {
          throw CredentialError(
            "The private key in \(source) is encrypted, and the password for it is "
              + (password == nil ? "missing." : "wrong."),
            hint: "set client_certificate_password, or ARM_CLIENT_CERTIFICATE_PASSWORD")
        }
        contents.keys.append(key)
      } else if block.label.hasSuffix("PRIVATE KEY"),
        let key = try? _RSA.Signing.PrivateKey(pemRepresentation: block.text)
      {
        contents.keys.append(key)
      }
    }
    return contents
  }

  private static func decrypted(_ text: String, _ password: String) -> _RSA.Signing.PrivateKey? {
    try? _RSA.Signing.PrivateKey(encryptedPEMRepresentation: text) { $0(Array(password.utf8)) }
  }

  /// The public key of a certificate (RFC 5280 §4.1), in the form that keys have by themselves; nil for other keys than
  /// those of RSA.
  private static func publicKey(of certificate: [UInt8]) -> [UInt8]? {
    guard let node = try? DER.parse(certificate), var fields = node.children.first?.children[...] else { return nil }
    // The version stands in front with a tag of its own, unless it is the first; then: serial number, algorithm,
    // issuer, validity, subject, key.
    if fields.first?.identifier.tagClass == .contextSpecific { fields = fields.dropFirst() }
    guard let key = fields.dropFirst(5).first else { return nil }
    return (try? _RSA.Signing.PublicKey(derRepresentation: Array(key.encodedBytes))).map { Array($0.derRepresentation) }
  }
}

extension ClientCertificate: CustomStringConvertible, CustomReflectable {
  package var description: String { "the certificate \(thumbprint)" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}

/// One of the blocks that a PEM file consists of (RFC 7468).
private struct PEMBlock {
  /// What the block holds: `CERTIFICATE`.
  let label: String
  /// All of it, its first and last line included.
  let text: String

  var isEncrypted: Bool { label == "ENCRYPTED PRIVATE KEY" || text.contains("Proc-Type: 4,ENCRYPTED") }

  static func all(in text: String) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var lines: [Substring] = []
    var label: Substring?
    for line in text.split(whereSeparator: \.isNewline) {
      if label == nil, line.hasPrefix("-----BEGIN "), line.hasSuffix("-----") {
        label = line.dropFirst(11).dropLast(5)
        lines = []
      }
      guard let open = label else { continue }
      // Headers of a block are followed by an empty line, which the splitting took.
      lines.append(line)
      if line.hasPrefix("DEK-Info:") { lines.append("") }
      if line == "-----END \(open)-----" {
        blocks.append(PEMBlock(label: String(open), text: lines.joined(separator: "\n") + "\n"))
        label = nil
      }
    }
    return blocks
  }
}

extension ASN1Node {
  /// What the node holds; nothing for one that holds bytes.
  var children: [ASN1Node] {
    switch content {
    case .constructed(let nodes): Array(nodes)
    case .primitive: []
    }
  }
}
