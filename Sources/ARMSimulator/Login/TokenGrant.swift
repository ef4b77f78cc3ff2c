import HTTP
import Values

/// A request for a token: its form and what becomes of it.
///
/// The directory knows every application whose id is a GUID. It takes any secret and any password but `wrong`, so that
/// both outcomes can be tried; assertions are checked by their claims, as no keys are registered.
struct TokenGrant {
  private let form: [String: String]
  private let tenant: String
  private let call: Call

  init(_ call: Call, tenant: String) {
    self.call = call
    self.tenant = Identifiers.isGUID(tenant) ? tenant : Identifiers.tenant
    var form = Self.form(call.body)
    // A device code was asked for with a scope, which whoever redeems it needn't repeat (RFC 8628, section 3.4).
    if form["scope"] == nil, let code = form["device_code"].flatMap({ WebToken($0) }) { form["scope"] = code["scope"] }
    self.form = form
  }

  /// The members of a body as browsers send forms.
  static func form(_ body: [UInt8]) -> [String: String] {
    let pairs = String(decoding: body, as: UTF8.self).split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { side in
        HTTPURL.decoded(String(side.map { $0 == "+" ? " " : $0 }))
      }
      return (sides[0], sides.count > 1 ? sides[1] : "")
    }
    return Dictionary(pairs) { first, _ in first }
  }

  func response(_ cloud: SimulatedCloud) throws(LoginError) -> Value {
    let kind = try required("grant_type")
    switch kind {
    case "client_credentials":
      let client = try client()
      try authenticate(client, cloud)
      return answer(try grant(client, object: cloud.object(ofClient: client)), isForUser: false)
    case "password":
      let client = try client()
      _ = try required("username")
      guard try required("password") != "wrong" else {
        throw LoginError(
          400, "invalid_grant", 50126, "Error validating credentials due to invalid username or password.")
      }
      return answer(try grant(client, object: userObject), isForUser: true)
    case "refresh_token":
      let client = try client()
      try checkOwn(try required("refresh_token"), use: "refresh", client: client, expired: 700082)
      return answer(try grant(client, object: userObject), isForUser: true)
    case "urn:ietf:params:oauth:grant-type:device_code", "device_code":
      let client = try client()
      let code = form["device_code"] ?? form["code"] ?? ""
      if code.isEmpty { throw missing("device_code") }
      try checkOwn(code, use: "device", client: client, expired: 70020)
      return answer(try grant(client, object: userObject), isForUser: true)
    case "urn:ietf:params:oauth:grant-type:jwt-bearer":
      let client = try client()
      try authenticate(client, cloud)
      guard try required("requested_token_use") == "on_behalf_of" else {
        throw LoginError(400, "invalid_request", 900144, "The request must have 'requested_token_use=on_behalf_of'.")
      }
      guard let user = WebToken(try required("assertion")) else { throw malformedAssertion }
      guard user.isValid(at: call.now) else {
        throw LoginError(400, "invalid_grant", 500133, "Assertion is not within its valid time range.")
      }
      return answer(try grant(client, object: user["oid"] ?? userObject), isForUser: true)
    case "authorization_code":
      _ = try client()
      _ = try required("code")
      // No browser can sign in here, so there are no codes.
      throw LoginError(
        400, "invalid_grant", 70000, "The provided value for the 'code' parameter is not valid.")
    default:
      throw LoginError(
        400, "unsupported_grant_type", 70003,
        "The app requested an unsupported grant type '\(kind)'.")
    }
  }

  // MARK: - Parts of the form

  private var userObject: String { Identifiers.guid(for: "user " + (form["username"] ?? "")) }

  private func missing(_ name: String) -> LoginError {
    LoginError(
      400, "invalid_request", 900144, "The request body must contain the following parameter: '\(name)'.")
  }

  private func required(_ name: String) throws(LoginError) -> String {
    guard let value = form[name], !value.isEmpty else { throw missing(name) }
    return value
  }

  private func client() throws(LoginError) -> String {
    let client = try required("client_id")
    guard Identifiers.isGUID(client) else {
      throw LoginError(
        400, "unauthorized_client", 700016,
        "Application with identifier '\(client)' was not found in the directory 'Simulated'.")
    }
    return client.lowercased()
  }

  /// The audience from `scope`, or from `resource` in the first version of the protocol.
  private func grant(_ client: String, object: String) throws(LoginError) -> AccessGrant {
    if let resource = form["resource"], !resource.isEmpty {
      return AccessGrant(tenant: tenant, client: client, object: object, audience: resource)
    }
    let reserved: Set<String> = ["openid", "profile", "offline_access", "email"]
    let scopes = try required("scope").split(separator: " ").map(String.init)
    guard let scope = scopes.first(where: { !reserved.contains($0) }) else {
      return AccessGrant(tenant: tenant, client: client, object: object, audience: client)
    }
    guard form["grant_type"] != "client_credentials" || scope.hasSuffix("/.default") else {
      throw LoginError(
        400, "invalid_scope", 1_002_012,
        "The provided value for scope \(scope) is not valid. Client credential flows must have a scope value with "
          + "/.default suffixed to the resource identifier (application ID URI).")
    }
    guard let end = scope.lastIndex(of: "/"), scope.contains("://") || Identifiers.isGUID(scope[..<end]) else {
      throw LoginError(
        400, "invalid_scope", 70011,
        "The provided request must include a 'scope' input parameter. The provided value for the input parameter "
          + "'scope' is not valid. The scope \(scope) is not valid.")
    }
    return AccessGrant(tenant: tenant, client: client, object: object, audience: String(scope[..<end]))
  }

  private func answer(_ grant: AccessGrant, isForUser: Bool) -> Value {
    var body: Value = [
      "token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599,
      "access_token": .string(grant.text(call)),
    ]
    if form["resource"] != nil {
      body["expires_in"] = "3599"
      body["expires_on"] = .string(String(grant.expiry(call.now)))
      body["resource"] = .string(grant.audience)
    }
    guard isForUser else { return body }
    body["scope"] = .string(form["scope"] ?? "")
    let scopes = Set((form["scope"] ?? "").split(separator: " "))
    if scopes.contains("offline_access") {
      body["refresh_token"] = .string(grant.sealed(use: "refresh", lasting: 90 * 86_400, call))
    }
    if scopes.contains("openid") { body["id_token"] = .string(grant.idText(call, user: form["username"] ?? "user")) }
    let info = #"{"uid":"\#(grant.object)","utid":"\#(tenant)"}"#
    body["client_info"] = .string(Base64.urlText(Array(info.utf8)))
    return body
  }

  // MARK: - Proofs

  private var malformedAssertion: LoginError {
    LoginError(400, "invalid_request", 50027, "JWT token is invalid or malformed.")
  }

  /// A secret, a certificate's signature or another issuer's token.
  private func authenticate(_ client: String, _ cloud: SimulatedCloud) throws(LoginError) {
    if let secret = form["client_secret"], !secret.isEmpty {
      guard secret != "wrong" else {
        throw LoginError(
          401, "invalid_client", 7_000_215,
          "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not "
            + "the client secret ID, for a secret added to app '\(client)'.")
      }
      return
    }
    guard let text = form["client_assertion"], !text.isEmpty else {
      throw LoginError(
        401, "invalid_client", 7_000_216,
        "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type.")
    }
    guard form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" else {
      throw missing("client_assertion_type")
    }
    guard let assertion = WebToken(text) else { throw malformedAssertion }
    guard assertion.isValid(at: call.now) else {
      throw LoginError(
        401, "invalid_client", 700_024,
        "Client assertion is not within its valid time range. Please review the documentation at "
          + "https://learn.microsoft.com/entra/identity-platform/certificate-credentials.")
    }
    let hasThumbprint = ["x5t", "x5t#S256", "x5c"].contains { !assertion.header[$0].isAbsent }
    if hasThumbprint || assertion["iss"] == assertion["sub"] {
      try checkCertificate(assertion, client, hasThumbprint)
    } else {
      try FederatedAssertion(assertion).check(client, call, cloud)
    }
  }

  private func checkCertificate(_ assertion: WebToken, _ client: String, _ hasThumbprint: Bool) throws(LoginError) {
    guard hasThumbprint, ["RS256", "PS256"].contains(assertion.header["alg"]?.stringValue) else {
      throw LoginError(
        401, "invalid_client", 700_027,
        "The certificate with identifier used to sign the client assertion is not registered on application.")
    }
    guard assertion["iss"]?.lowercased() == client, assertion["sub"]?.lowercased() == client else {
      throw LoginError(
        401, "invalid_client", 700_021,
        "Client assertion application identifier doesn't match 'client_id' parameter.")
    }
    let path = call.path.split(separator: "/").first ?? ""
    let audiences = [
      call.origin + call.path, "\(call.origin)/\(path)/v2.0", "\(call.origin)/\(path)/oauth2/v2.0/token",
    ]
    guard let audience = assertion["aud"], audiences.contains(where: { $0.lowercased() == audience.lowercased() })
    else {
      throw LoginError(
        401, "invalid_client", 700_023,
        "Client assertion audience claim does not match Realm issuer. Review the documentation at "
          + "https://learn.microsoft.com/entra/identity-platform/certificate-credentials.")
    }
  }

  /// A code or token that the directory itself had handed out.
  private func checkOwn(_ text: String, use: String, client: String, expired: Int) throws(LoginError) {
    guard let token = WebToken(text), token.isOurs, token["use"] == use else {
      throw LoginError(
        400, "invalid_grant", 9_002_313,
        "Invalid request. Request is malformed or invalid.")
    }
    guard token["appid"] == client else {
      throw LoginError(
        400, "invalid_grant", 700_005, "The provided authorization code is intended to be used by another client.")
    }
    guard token.isValid(at: call.now) else {
      throw LoginError(
        400, use == "device" ? "expired_token" : "invalid_grant", expired,
        "The \(use) token has expired due to inactivity.")
    }
  }
}

/// What a token grants, and its texts.
struct AccessGrant {
  let tenant: String
  let client: String
  let object: String
  let audience: String

  /// Azure's tokens are good for an hour or so.
  func expiry(_ now: Timestamp) -> Int { Int(now.milliseconds / 1000) + 3599 }

  func text(_ call: Call) -> String {
    WebToken.text(claims(call, lasting: 3599, ["aud": .string(audience), "idtyp": "app"]))
  }

  /// A token for the directory's own later use, for which it keeps the scope that was asked for.
  func sealed(use: String, lasting seconds: Int, scope: String = "", _ call: Call) -> String {
    WebToken.text(claims(call, lasting: seconds, ["use": .string(use), "scope": .string(scope)]))
  }

  func idText(_ call: Call, user: String) -> String {
    WebToken.text(
      claims(
        call, lasting: 3599,
        ["aud": .string(client), "preferred_username": .string(user), "name": .string(user)]))
  }

  private func claims(_ call: Call, lasting seconds: Int, _ more: Value) -> Value {
    let now = Int(call.now.milliseconds / 1000)
    let common: Value = [
      "iss": .string("\(call.origin)/\(tenant)/v2.0"), "iat": .number(now), "nbf": .number(now),
      "exp": .number(now + seconds), "appid": .string(client), "azp": .string(client), "oid": .string(object),
      "sub": .string(object), "tid": .string(tenant), "ver": "1.0",
    ]
    return .object((common.members ?? Members()).merging(more.members ?? Members()))
  }
}

/// The code that a user types in on another device; who does so is taken to have agreed at once.
enum DeviceCode {
  static func answer(_ call: Call) -> Answer {
    let form = TokenGrant.form(call.body)
    let client = (form["client_id"] ?? "").lowercased()
    guard Identifiers.isGUID(client) else {
      return LoginError(
        400, "unauthorized_client", 700_016,
        "Application with identifier '\(client)' was not found in the directory 'Simulated'."
      ).answer(call)
    }
    let grant = AccessGrant(tenant: Identifiers.tenant, client: client, object: client, audience: client)
    let code = Identifiers.hex(for: "device \(client) \(call.now.milliseconds)", count: 9).uppercased()
    return Answer(
      200,
      [
        "user_code": .string(code),
        "device_code": .string(grant.sealed(use: "device", lasting: 900, scope: form["scope"] ?? "", call)),
        "verification_uri": .string(call.origin + "/devicelogin"), "expires_in": 900, "interval": 1,
        "message": .string(
          "To sign in, use a web browser to open the page \(call.origin)/devicelogin and enter the code \(code)."),
      ])
  }
}
