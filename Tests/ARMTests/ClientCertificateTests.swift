import ARM
import CryptoExtras
import Foundation
import HTTP
import JSON
import Testing
import Values

@Suite("ClientCertificate")
struct ClientCertificateTests {
  /// What `openssl dgst -sha256` says of the certificate, which all the good files hold.
  private static let thumbprint = "N-4UmQ7nvYEGBc9lll_ynyD-SC9ZAwEFvmbtXbch890"

  private func bytes(_ name: String) throws -> [UInt8] {
    let url = try #require(Bundle.module.url(forResource: "Certificates/\(name)", withExtension: nil))
    return Array(try Data(contentsOf: url))
  }

  private func failure(_ bytes: [UInt8], _ password: String?) -> CredentialError? {
    do throws(CredentialError) {
      _ = try ClientCertificate(bytes, password: password, source: "the file f")
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "a certificate with its key is taken from PEM and PKCS #12, encrypted or not",
    arguments: [
      ("plain.pem", nil), ("encrypted.pem", "canary-password"), ("aes256.pfx", "canary-password"),
      ("aes128-no-password.pfx", nil), ("legacy.pfx", "canary-password"), ("triple-des.pfx", "pässwörd-canary"),
      ("triple-des-pbes2.pfx", "canary-password"), ("rc2-128.pfx", "canary-password"),
      ("triple-des-no-password.pfx", nil),
    ] as [(String, String?)])
  func forms(name: String, password: String?) throws {
    let certificate = try ClientCertificate(try bytes(name), password: password, source: "the file \(name)")
    #expect(certificate.thumbprint == Self.thumbprint)
  }

  @Test(
    "what can't be used is told apart, and its hint is the way on",
    arguments: [
      ("encrypted.pem", nil, "the password for it is missing", "client_certificate_password"),
      ("encrypted.pem", "wrong", "the password for it is wrong", "client_certificate_password"),
      ("aes256.pfx", "wrong", "The password for the file f is wrong", "client_certificate_password"),
      ("legacy.pfx", "wrong", "The password for the file f is wrong", "client_certificate_password"),
      ("rc4.pfx", "canary-password", "encrypted with RC4", "openssl pkcs12 -legacy"),
      ("mismatched.pem", nil, "not that of the certificate", "one PEM or PFX file"),
      ("cert.pem", nil, "There is no private RSA key in the file f", "one PEM or PFX file"),
      ("elliptic.pem", nil, "There is no private RSA key in the file f", "2048 bits"),
      ("public.pem", nil, "There is no certificate in the file f", "one PEM or PFX file"),
    ] as [(String, String?, String, String)])
  func unusable(name: String, password: String?, message: String, hint: String) throws {
    let error = try #require(failure(try bytes(name), password))
    #expect(error.message.contains(message))
    #expect(error.hint?.contains(hint) == true)
    #expect(!"\(error)".contains("canary"))
  }

  @Test("no cut of a file and no changed byte is more than an error")
  func damage() throws {
    for name in ["aes128-no-password.pfx", "triple-des-no-password.pfx", "plain.pem"] {
      let whole = try bytes(name)
      for length in stride(from: 0, to: whole.count - 40, by: 127) {
        #expect(failure(Array(whole[..<length]), nil) != nil, "\(name) cut to \(length)")
      }
      for index in stride(from: 0, to: min(whole.count, 300), by: 7) {
        var changed = whole
        changed[index] ^= 0xFF
        _ = failure(changed, nil)
      }
    }
  }

  @Test("an assertion names the certificate and is signed with its key", arguments: [JWTAlgorithm.rs256, .ps256])
  func assertion(algorithm: JWTAlgorithm) throws {
    let certificate = try ClientCertificate(try bytes("plain.pem"), password: nil, source: "f")
    let jwt = try certificate.assertion(
      clientID: "c", audience: "https://login.example/t/oauth2/v2.0/token", algorithm: algorithm, now: 1000, id: "j")
    let parts = jwt.split(separator: ".")
    try #require(parts.count == 3)
    let (header, claims, signature) = (try decoded(parts[0]), try decoded(parts[1]), try decoded(parts[2]))
    #expect(
      try JSON.parse(Array(header)) == [
        "alg": .string(algorithm.rawValue), "typ": "JWT", "x5t#S256": .string(Self.thumbprint),
      ])
    #expect(
      try JSON.parse(Array(claims)) == [
        "aud": "https://login.example/t/oauth2/v2.0/token", "iss": "c", "sub": "c", "jti": "j", "nbf": 940,
        "exp": 1540,
      ])
    // The public key as openssl wrote it.
    let pem = String(decoding: try bytes("public.pem"), as: UTF8.self)
    let key = try _RSA.Signing.PublicKey(pemRepresentation: pem)
    let signed = Data("\(parts[0]).\(parts[1])".utf8)
    #expect(
      key.isValidSignature(
        _RSA.Signing.RSASignature(rawRepresentation: signature), for: signed,
        padding: algorithm == .rs256 ? .insecurePKCS1v1_5 : .PSS))
    #expect(jwt.utf8.allSatisfy { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "/") })
  }

  private func decoded(_ text: Substring) throws -> Data {
    var base64 = String(text).replacing("-", with: "+").replacing("_", with: "/")
    base64 += String(repeating: "=", count: (4 - base64.count % 4) % 4)
    return try #require(Data(base64Encoded: base64))
  }

  @Test("the token endpoint gets the assertion in place of a secret, and nothing shows the key")
  func credential() async throws {
    let certificate = try ClientCertificate(try bytes("plain.pem"), password: nil, source: "f")
    let transport = ScriptedTransport(.json(200, ["access_token": "abc", "expires_in": 60]))
    let credential = ServicePrincipalCredential(
      tenant: "t", clientID: "c", proof: .certificate(certificate, .ps256), authority: Cloud.public.authority,
      context: CredentialContext(transport))
    _ = try await credential.token(for: TokenRequest(audience: "https://a"))
    let form = transport.requests[0].form
    #expect(form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
    let claims = try JSON.parse(
      Array(try decoded(try #require(form["client_assertion"]?.split(separator: ".").dropFirst().first))))
    #expect(claims[member: "aud"] == "https://login.microsoftonline.com/t/oauth2/v2.0/token")
    #expect(form["client_secret"] == nil)
    var dumped = ""
    dump(credential, to: &dumped)
    dump(certificate, to: &dumped)
    #expect(!dumped.contains("RSA"))
  }
}
