package import HTTP
package import Values

/// What a provider block and the environment variables say about who is to talk to which cloud.
///
/// The block wins over `ARM_*` variables, and these over `AZURE_*`.
package struct CredentialSettings: Sendable {
  package let cloud: Cloud
  package let subscription: String?
  package let tenant: String?
  package let clientID: String?
  private let secret: String?
  private let usesCLI: Bool
  private let environment: [String: String]

  /// `arguments` are the values of the provider block, by name; others than those about credentials are ignored.
  package init(arguments: Members = Members(), environment: [String: String]) throws(CredentialError) {
    self.environment = environment
    func text(_ name: String, _ variables: [String]) -> String? {
      let candidates = [arguments[name]?.stringValue] + variables.map { environment[$0] }
      return candidates.lazy.compactMap(\.self).first { !$0.isEmpty }
    }
    func flag(_ name: String, _ variable: String, default standard: Bool) -> Bool {
      if let value = arguments[name]?.boolValue { return value }
      return environment[variable].flatMap {
        ["true": true, "1": true, "false": false, "0": false][$0.asciiLowercased]
      }
        ?? standard
    }
    let cloudName = text("environment", ["ARM_ENVIRONMENT", "AZURE_ENVIRONMENT"]) ?? "public"
    guard let cloud = Cloud.named(cloudName) else {
      throw CredentialError(
        "There is no Azure cloud named `\(cloudName)`.", hint: "the clouds are \(Cloud.names.joined(separator: ", "))")
    }
    self.cloud = cloud
    subscription = text("subscription_id", ["ARM_SUBSCRIPTION_ID", "AZURE_SUBSCRIPTION_ID"])
    tenant = text("tenant_id", ["ARM_TENANT_ID", "AZURE_TENANT_ID"])
    clientID = text("client_id", ["ARM_CLIENT_ID", "AZURE_CLIENT_ID"])
    secret = text("client_secret", ["ARM_CLIENT_SECRET", "AZURE_CLIENT_SECRET"])
    usesCLI = flag("use_cli", "ARM_USE_CLI", default: true)
    for (name, value) in [("tenant id", tenant), ("subscription id", subscription)] {
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

  /// The credential that the settings lead to: a client secret if there is one, else the Azure CLI.
  package func credential(transport: any HTTPTransport) throws(CredentialError) -> any Credential {
    if let tenant, let clientID, let secret {
      return ClientSecretCredential(
        tenant: tenant, clientID: clientID, secret: secret, authority: cloud.authority, transport: transport)
    }
    // A secret alone, or a client without one, is a mistake that signing in as someone else would hide.
    let isHalfway = secret != nil || clientID != nil && !usesCLI
    if !isHalfway, usesCLI {
      return AzureCLICredential(tenant: tenant, subscription: subscription, environment: environment)
    }
    throw CredentialError(
      "No credentials for Azure were found. These were looked for:\n" + lookedFor.joined(separator: "\n"),
      hint: "set ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET, or sign in with `az login`")
  }

  private var lookedFor: [String] {
    func line(_ name: String, _ variables: String, _ value: String?) -> String {
      "  - \(name) (or \(variables)): \(value == nil ? "not set" : "set")"
    }
    return [
      line("tenant_id", "ARM_TENANT_ID, AZURE_TENANT_ID", tenant),
      line("client_id", "ARM_CLIENT_ID, AZURE_CLIENT_ID", clientID),
      line("client_secret", "ARM_CLIENT_SECRET, AZURE_CLIENT_SECRET", secret),
      "  - the Azure CLI: \(usesCLI ? "not used beside an incomplete service principal" : "switched off by use_cli")",
    ]
  }
}

extension CredentialSettings: CustomStringConvertible, CustomReflectable {
  package var description: String { "credential settings for the cloud \(cloud.name)" }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
