internal import HTTP
package import Values

/// What a provider block and the environment variables say about who is to talk to which cloud.
///
/// Names, order and precedence are azurerm's: the block wins over `ARM_*` variables, and these over `AZURE_*`.
package struct CredentialSettings: Sendable {
  package let subscription: String?
  package let tenant: String?
  package let clientID: String?
  /// Tenants besides the subscription's own, whose resources a call may refer to.
  package let auxiliaryTenants: [String]
  let secret: String?
  let certificate: CertificateSource?
  let certificatePassword: String?
  let oidcToken: FederatedToken?
  let oidcRequest: OIDCRequest
  let usesOIDC: Bool
  let usesWorkloadIdentity: Bool
  let usesManagedIdentity: Bool
  let managedIdentityEndpoint: String?
  let managedIdentityVersion: String?
  let usesCLI: Bool
  let cloudName: String
  let metadataHost: String?
  let authorityHost: String?

  enum CertificateSource: Sendable {
    /// As Base64.
    case text(String)
    case file(path: String)
  }

  /// What lets a pipeline's job ask for a token of its own.
  struct OIDCRequest: Sendable {
    var url: String?
    var token: String?
    var serviceConnection: String?
  }

  /// `arguments` are the values of the provider block, by name; others than those about credentials are ignored.
  package init(arguments: Members = Members(), environment: [String: String]) throws(CredentialError) {
    let given = GivenSettings(arguments: arguments, environment: environment)
    usesWorkloadIdentity = given.flag(.usesWorkloadIdentity, default: false)
    usesOIDC = given.flag(.usesOIDC, default: false)
    usesManagedIdentity = given.flag(.usesManagedIdentity, default: false)
    usesCLI = given.flag(.usesCLI, default: true)
    cloudName = given.text(.cloud) ?? "public"
    metadataHost = given.text(.metadataHost)
    authorityHost = environment["AZURE_AUTHORITY_HOST"].flatMap { $0.isEmpty ? nil : $0 }
    guard metadataHost != nil || Cloud.named(cloudName) != nil else {
      throw CredentialError(
        "There is no Azure cloud named `\(cloudName)`.",
        hint: "the clouds are \(Cloud.names.joined(separator: ", ")); others are found by metadata_host")
    }
    subscription = given.text(.subscription)
    tenant = given.text(.tenant)
    clientID = try given.text(.clientID, orFile: .clientIDFile, holding: "the client id")
    secret = try given.text(.secret, orFile: .secretFile, holding: "the client secret")
    certificate =
      given.text(.certificate).map { .text($0) } ?? given.text(.certificatePath).map { .file(path: $0) }
    certificatePassword = given.text(.certificatePassword)
    managedIdentityEndpoint = given.text(.managedIdentityEndpoint)
    managedIdentityVersion = given.text(.managedIdentityVersion)
    oidcRequest = OIDCRequest(
      url: given.text(.oidcRequestURL), token: given.text(.oidcRequestToken),
      serviceConnection: given.text(.serviceConnection))
    oidcToken = try Self.oidcToken(given, environment, usesWorkloadIdentity: usesWorkloadIdentity)
    auxiliaryTenants = given.list(.auxiliaryTenants)
    // ARM looks at no more.
    guard auxiliaryTenants.count <= 3 else {
      throw CredentialError("There are more than three auxiliary_tenant_ids.", hint: "name three at most")
    }
    let ids = [("tenant id", tenant), ("subscription id", subscription)] + auxiliaryTenants.map { ("tenant id", $0) }
    for (name, value) in ids {
      if let value, !value.utf8.allSatisfy(Self.isIDByte) {
        throw CredentialError(
          "The \(name) `\(value)` has a character that no id has.", hint: "an id is a GUID, or for tenants a domain")
      }
    }
  }

  private static func isIDByte(_ byte: UInt8) -> Bool {
    byte.isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte.asciiLowercased)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  /// The token of another issuer. A file wins over a text that says the same, since it is kept up to date.
  private static func oidcToken(
    _ given: GivenSettings, _ environment: [String: String], usesWorkloadIdentity: Bool
  ) throws(CredentialError) -> FederatedToken? {
    let text = given.text(.oidcToken)
    let clusterFile = usesWorkloadIdentity ? environment["AZURE_FEDERATED_TOKEN_FILE"] : nil
    guard let path = given.text(.oidcTokenPath) ?? clusterFile.flatMap({ $0.isEmpty ? nil : $0 }) else {
      return text.map { .fixed($0) }
    }
    if let text, try CredentialFile.text(path, holding: "the OIDC token") != text {
      throw GivenSettings.contradiction(.oidcToken, path)
    }
    return .file(path: path)
  }
}

extension CredentialSettings: CustomStringConvertible, CustomReflectable {
  package var description: String { "credential settings" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}

/// A setting by its name in the provider block, and the variables that stand in for it.
struct CredentialSetting: Sendable {
  let argument: String
  let variables: [String]

  init(_ argument: String, _ variables: String...) {
    self.argument = argument
    self.variables = variables
  }

  /// The setting with what else it can be said by, as people read it.
  var title: String { "\(argument) (or \(variables.joined(separator: ", ")))" }

  static let subscription = Self("subscription_id", "ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID")
  static let tenant = Self("tenant_id", "ARM_TENANT_ID", "AZURE_TENANT_ID")
  static let auxiliaryTenants = Self("auxiliary_tenant_ids", "ARM_AUXILIARY_TENANT_IDS")
  static let clientID = Self("client_id", "ARM_CLIENT_ID", "AZURE_CLIENT_ID")
  static let clientIDFile = Self("client_id_file_path", "ARM_CLIENT_ID_FILE_PATH")
  static let secret = Self("client_secret", "ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET")
  static let secretFile = Self("client_secret_file_path", "ARM_CLIENT_SECRET_FILE_PATH")
  static let certificate = Self("client_certificate", "ARM_CLIENT_CERTIFICATE")
  static let certificatePath = Self(
    "client_certificate_path", "ARM_CLIENT_CERTIFICATE_PATH", "AZURE_CLIENT_CERTIFICATE_PATH")
  static let certificatePassword = Self(
    "client_certificate_password", "ARM_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PASSWORD")
  static let oidcToken = Self("oidc_token", "ARM_OIDC_TOKEN")
  static let oidcTokenPath = Self("oidc_token_file_path", "ARM_OIDC_TOKEN_FILE_PATH")
  static let oidcRequestURL = Self(
    "oidc_request_url", "ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI")
  static let oidcRequestToken = Self(
    "oidc_request_token", "ARM_OIDC_REQUEST_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN")
  static let serviceConnection = Self(
    "ado_pipeline_service_connection_id", "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
    "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID")
  static let usesOIDC = Self("use_oidc", "ARM_USE_OIDC")
  static let usesWorkloadIdentity = Self("use_aks_workload_identity", "ARM_USE_AKS_WORKLOAD_IDENTITY")
  static let usesManagedIdentity = Self("use_msi", "ARM_USE_MSI")
  static let managedIdentityEndpoint = Self("msi_endpoint", "ARM_MSI_ENDPOINT")
  static let managedIdentityVersion = Self("msi_api_version", "ARM_MSI_API_VERSION")
  static let usesCLI = Self("use_cli", "ARM_USE_CLI")
  static let cloud = Self("environment", "ARM_ENVIRONMENT", "AZURE_ENVIRONMENT")
  static let metadataHost = Self("metadata_host", "ARM_METADATA_HOSTNAME", "ARM_METADATA_HOST")
}

/// The settings as they were given.
private struct GivenSettings {
  let arguments: Members
  let environment: [String: String]

  func text(_ setting: CredentialSetting) -> String? {
    let candidates = [arguments[setting.argument]?.stringValue] + setting.variables.map { environment[$0] }
    return candidates.lazy.compactMap(\.self).first { !$0.isEmpty }
  }

  func flag(_ setting: CredentialSetting, default standard: Bool) -> Bool {
    if let value = arguments[setting.argument]?.boolValue { return value }
    let words = ["true": true, "1": true, "false": false, "0": false]
    return setting.variables.lazy.compactMap { environment[$0].flatMap { words[$0.asciiLowercased] } }.first ?? standard
  }

  /// A list, which variables have with semicolons.
  func list(_ setting: CredentialSetting) -> [String] {
    if let elements = arguments[setting.argument]?.elements { return elements.compactMap(\.stringValue) }
    let text = setting.variables.lazy.compactMap { environment[$0] }.first ?? ""
    return text.split(separator: ";").map(String.init)
  }

  /// A setting, or what is in the file that another one names; both may be set if they agree.
  func text(_ setting: CredentialSetting, orFile file: CredentialSetting, holding what: String)
    throws(CredentialError) -> String?
  {
    let direct = text(setting)
    guard let path = text(file) else { return direct }
    let held = try CredentialFile.text(path, holding: what)
    guard !held.isEmpty else { throw CredentialError("The file \(path), which is to hold \(what), is empty.") }
    if let direct, direct != held { throw Self.contradiction(setting, path) }
    return held
  }

  static func contradiction(_ setting: CredentialSetting, _ path: String) -> CredentialError {
    CredentialError(
      "\(setting.title) is set and differs from what the file \(path) holds.", hint: "remove one of the two settings")
  }
}
