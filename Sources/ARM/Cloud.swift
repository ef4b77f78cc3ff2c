package import HTTP

/// An Azure Resource Manager and the login service that it trusts.
package struct Cloud: Sendable, Hashable {
  /// As in the `environment` of an `azurerm` provider block: `public`, `usgovernment`, `china`; or `simulator`; for a cloud
  /// that was found by its metadata, what it calls itself and where that was.
  package let name: String
  /// Where ARM answers.
  package let endpoint: HTTPURL
  /// Where tokens come from.
  package let authority: HTTPURL
  /// What tokens for ARM are asked for; a scope is this with `/.default`.
  package let audience: String
  /// Whether it is none of the clouds that are known by name.
  package let isCustom: Bool

  package init(name: String, endpoint: HTTPURL, authority: HTTPURL, audience: String, isCustom: Bool = false) {
    self.name = name
    self.endpoint = endpoint
    self.authority = authority
    self.audience = audience
    self.isCustom = isCustom
  }

  package static let `public` = Cloud(
    "public", "management.azure.com", login: "login.microsoftonline.com", audience: "https://management.azure.com")
  package static let usGovernment = Cloud(
    "usgovernment", "management.usgovcloudapi.net", login: "login.microsoftonline.us",
    audience: "https://management.usgovcloudapi.net")
  package static let china = Cloud(
    "china", "management.chinacloudapi.cn", login: "login.chinacloudapi.cn",
    audience: "https://management.chinacloudapi.cn")

  /// A simulator on this machine, which is login service as well; nil for an address that isn't this machine's.
  package static func simulator(at endpoint: HTTPURL) -> Cloud? {
    guard endpoint.isLoopback else { return nil }
    let root = HTTPURL(scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port)
    return Cloud(name: "simulator", endpoint: root, authority: root, audience: "https://management.azure.com")
  }

  /// The cloud of a name that Terraform or the Azure CLI knows it by.
  package static func named(_ name: String) -> Cloud? {
    switch name.asciiLowercased {
    case "public", "azurecloud", "azurepubliccloud": .public
    case "usgovernment", "azureusgovernment", "azureusgovernmentcloud": .usGovernment
    case "china", "azurechinacloud": .china
    default: nil
    }
  }

  package static let names = ["public", "usgovernment", "china"]

  package var isSimulator: Bool { name == "simulator" }

  private init(_ name: String, _ endpoint: String, login: String, audience: String) {
    self.init(
      name: name, endpoint: HTTPURL(scheme: .https, host: endpoint), authority: HTTPURL(scheme: .https, host: login),
      audience: audience)
  }

  /// The same cloud with another login service.
  func signedIn(at authority: HTTPURL) -> Cloud {
    Cloud(name: name, endpoint: endpoint, authority: authority, audience: audience, isCustom: isCustom)
  }

  /// Whether a URL that ARM gave leads back to ARM, so that it may be sent a token. ARM names regional hosts of its own
  /// in some answers.
  func isOwn(_ url: HTTPURL) -> Bool {
    if url.isSameOrigin(as: endpoint) { return true }
    guard url.scheme == .https, url.effectivePort == 443, url.host.hasSuffix(".\(endpoint.host)") else { return false }
    // Plain names only: what a resolver may make of anything else is another matter.
    let region = url.host.dropLast(endpoint.host.utf8.count + 1)
    return region.utf8.first != UInt8(ascii: ".") && !region.isEmpty
      && region.utf8.allSatisfy { $0.isUnreserved && $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: "_") }
  }
}
