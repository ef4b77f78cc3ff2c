import Crypto
import Durability
import FoundationEssentials
import NIOSSL
import SwiftASN1
import X509

/// A certificate for the names that this machine has for itself, which signs itself, and its key.
///
/// Both are kept in a folder, so that clients may go on trusting it over restarts; the key is readable by its owner only.
package struct ServerCertificate: Sendable {
  /// The file of the certificate, as PEM, for clients that are to trust it.
  package let path: String
  let context: NIOSSLContext

  private static let lifetime: TimeInterval = 365 * 86_400
  private static let day: TimeInterval = 86_400

  /// The certificate of a folder; made if there is none, or if it is of no use for another day. The folder is made, too.
  package init(keptIn folder: String, at now: Date = Date()) throws(SimulatorServerError) {
    path = folder + "/armature-simulator.pem"
    let keyPath = folder + "/armature-simulator-key.pem"
    do {
      try Directory.make(folder)
      if let context = try Self.kept(path, keyPath, at: now) {
        self.context = context
        return
      }
      let key = P256.Signing.PrivateKey()
      let certificate = try Self.certificate(for: key, at: now)
      // What was there before may have been open to others, and would lend its mode.
      AtomicFile.remove(keyPath)
      try AtomicFile.replace(keyPath, Array(key.pemRepresentation.utf8), mode: 0o600)
      try AtomicFile.replace(path, Array(certificate.serializeAsPEM().pemString.utf8))
      context = try Self.context(certificate, key)
    } catch let error as StorageError {
      throw SimulatorServerError(description: error.message + (error.hint.map { " Hint: \($0)." } ?? ""))
    } catch {
      throw SimulatorServerError(description: "can't make a certificate in \(folder): \(error)")
    }
  }

  /// What an earlier start left; nil for anything that can't be served with.
  private static func kept(_ path: String, _ keyPath: String, at now: Date) throws(StorageError) -> NIOSSLContext? {
    guard AtomicFile.isPrivate(keyPath), let text = try AtomicFile.read(path),
      let keyText = try AtomicFile.read(keyPath),
      let certificate = try? Certificate(pemEncoded: String(decoding: text, as: UTF8.self)),
      let key = try? P256.Signing.PrivateKey(pemRepresentation: String(decoding: keyText, as: UTF8.self)),
      certificate.publicKey == Certificate.PublicKey(key.publicKey),
      certificate.notValidBefore <= now, certificate.notValidAfter > now.addingTimeInterval(day)
    else { return nil }
    return try? context(certificate, key)
  }

  /// Good from an hour before the given time on, for clocks that differ.
  private static func certificate(for key: P256.Signing.PrivateKey, at now: Date) throws -> Certificate {
    let name = try DistinguishedName { CommonName("armature-simulator") }
    let publicKey = Certificate.PublicKey(key.publicKey)
    let loopback6 = [UInt8](repeating: 0, count: 15) + [1]
    return try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
      notValidBefore: now.addingTimeInterval(-3600), notValidAfter: now.addingTimeInterval(lifetime), issuer: name,
      subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: Certificate.Extensions {
        // Some clients trust nothing but authorities, others only what may serve.
        Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
        Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
        try ExtendedKeyUsage([.serverAuth])
        SubjectAlternativeNames([
          .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
          .ipAddress(ASN1OctetString(contentBytes: loopback6[...])),
        ])
        // Strict clients want to see by which key a certificate was signed.
        SubjectKeyIdentifier(hash: publicKey)
      }, issuerPrivateKey: Certificate.PrivateKey(key))
  }

  private static func context(_ certificate: Certificate, _ key: P256.Signing.PrivateKey) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: [
        .certificate(try NIOSSLCertificate(bytes: Array(certificate.serializeAsPEM().pemString.utf8), format: .pem))
      ],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.pemRepresentation.utf8), format: .pem)))
    configuration.applicationProtocols = ["h2", "http/1.1"]
    return try NIOSSLContext(configuration: configuration)
  }
}
