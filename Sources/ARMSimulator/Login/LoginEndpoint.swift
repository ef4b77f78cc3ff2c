import Values

/// The directory's side of signing in: discovery documents and tokens, for every tenant that is a GUID or a known name.
enum LoginEndpoint {
  private static let tenantNames: Set<String> = ["common", "organizations", "simulated.onmicrosoft.com"]

  /// Answers what needs no token of Azure Resource Manager; nil for any other path.
  static func answer(_ call: Call, _ cloud: SimulatedCloud) -> Answer? {
    let lowered = call.segments.map { $0.lowercased() }
    guard let tenant = lowered.first, lowered.count > 1 else { return nil }
    switch (call.method, lowered.dropFirst().joined(separator: "/")) {
    case ("GET", "endpoints") where tenant == "metadata": return Tenant.metadata(call)
    case ("GET", "identity/oauth2/token") where tenant == "metadata":
      return InstanceMetadata.token(call, cloud)
    case ("GET", "discovery/instance"): return instances(call)
    case ("GET", "v2.0/.well-known/openid-configuration"), ("GET", ".well-known/openid-configuration"):
      return checked(tenant, call) { configuration(call, tenant) }
    case ("GET", "discovery/v2.0/keys"), ("GET", "discovery/keys"): return Answer(200, ["keys": []])
    case ("GET", let path) where tenant == "common" && path.hasPrefix("userrealm/"):
      return Answer(200, ["account_type": "Managed", "cloud_instance_name": "simulated", "domain_name": "simulated"])
    case ("POST", "oauth2/v2.0/token"), ("POST", "oauth2/token"):
      return checked(tenant, call) {
        do throws(LoginError) {
          return Answer(200, try TokenGrant(call, tenant: tenant).response(cloud))
        } catch {
          return error.answer(call)
        }
      }
    case ("POST", "oauth2/v2.0/devicecode"):
      return checked(tenant, call) { DeviceCode.answer(call) }
    default: return nil
    }
  }

  private static func checked(_ tenant: String, _ call: Call, _ answer: () -> Answer) -> Answer {
    guard Identifiers.isGUID(tenant) || tenantNames.contains(tenant) else {
      return LoginError(
        400, "invalid_request", 90002,
        "Tenant '\(tenant)' not found. Check to make sure you have the correct tenant ID and are signing into the "
          + "correct cloud."
      ).answer(call)
    }
    return answer()
  }

  /// Where clients find everything else.
  private static func configuration(_ call: Call, _ tenant: String) -> Answer {
    let here = call.origin + "/" + tenant
    let isOld = !call.path.lowercased().contains("/v2.0/")
    let version = isOld ? "/oauth2" : "/oauth2/v2.0"
    return Answer(
      200,
      [
        "issuer": .string(here + "/v2.0"), "authorization_endpoint": .string(here + version + "/authorize"),
        "token_endpoint": .string(here + version + "/token"),
        "device_authorization_endpoint": .string(here + version + "/devicecode"),
        "end_session_endpoint": .string(here + version + "/logout"),
        "jwks_uri": .string(here + "/discovery/v2.0/keys"), "userinfo_endpoint": .string(here + "/userinfo"),
        "response_types_supported": ["code", "id_token", "token"], "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"], "tenant_region_scope": .null(.dynamic),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "scopes_supported": ["openid", "profile", "offline_access"], "cloud_instance_name": "simulated",
      ])
  }

  /// That this host is one of the directory's own.
  private static func instances(_ call: Call) -> Answer {
    let host = Value.string(String(call.origin.split(separator: "/").last ?? ""))
    return Answer(
      200,
      [
        "tenant_discovery_endpoint": .string(call.origin + "/common/v2.0/.well-known/openid-configuration"),
        "api-version": "1.1", "metadata": [["preferred_network": host, "preferred_cache": host, "aliases": [host]]],
      ])
  }
}

/// Why the directory gave no token, in its own form.
struct LoginError: Error {
  let status: Int
  let error: String
  let code: Int
  let message: String

  init(_ status: Int, _ error: String, _ code: Int, _ message: String) {
    self.status = status
    self.error = error
    self.code = code
    self.message = message
  }

  func answer(_ call: Call) -> Answer {
    let trace = Identifiers.guid(for: "trace \(code) \(call.now.milliseconds)")
    let correlation = call.headers["client-request-id"] ?? Identifiers.guid(for: trace)
    let time = String(call.now.text(fractionDigits: 0).map { $0 == "T" ? " " : $0 })
    return Answer(
      status,
      [
        "error": .string(error),
        "error_description": .string(
          "AADSTS\(code): \(message) Trace ID: \(trace) Correlation ID: \(correlation) Timestamp: \(time)"),
        "error_codes": [.number(code)], "timestamp": .string(time), "trace_id": .string(trace),
        "correlation_id": .string(correlation), "error_uri": .string("\(call.origin)/error?code=\(code)"),
      ])
  }
}

/// The token service that machines in Azure have at their link-local address.
enum InstanceMetadata {
  static func token(_ call: Call, _ cloud: SimulatedCloud) -> Answer {
    func refused(_ message: String) -> Answer {
      Answer(400, ["error": "invalid_request", "error_description": .string(message)])
    }
    guard call.headers["metadata"]?.lowercased() == "true" else {
      return refused("Required metadata header not specified")
    }
    guard call.headers["x-forwarded-for"] == nil else { return refused("A proxied request is not answered") }
    guard let resource = call.parameter("resource"), !resource.isEmpty else {
      return refused("Required audience parameter not specified")
    }
    let client = call.parameter("client_id") ?? Identifiers.client
    guard Identifiers.isGUID(client) else { return refused("Identity not found") }
    let token = AccessGrant(
      tenant: Identifiers.tenant, client: client, object: cloud.object(ofClient: client), audience: resource)
    let end = String(token.expiry(call.now))
    return Answer(
      200,
      [
        "access_token": .string(token.text(call)), "client_id": .string(client), "expires_in": .string("3599"),
        "expires_on": .string(end), "ext_expires_in": "3599",
        "not_before": .string(String(call.now.milliseconds / 1000)), "resource": .string(resource),
        "token_type": "Bearer",
      ])
  }
}
