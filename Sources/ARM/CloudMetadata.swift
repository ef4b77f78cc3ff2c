internal import HTTP
internal import JSON
internal import Values

/// What a cloud says of itself at `/metadata/endpoints`: how clouds that aren't known by name are found.
enum CloudMetadata {
  private static let apiVersion = "2022-09-01"

  /// The cloud whose Resource Manager, or whose portal, is at a host.
  ///
  /// - Parameters:
  ///   - host: a name, with a port where it isn't 443, or a whole address.
  ///   - name: what to look for where the answer is about several clouds.
  static func cloud(at host: String, named name: String, _ context: CredentialContext) async throws(CredentialError)
    -> Cloud
  {
    guard var url = HTTPURL(host.contains("://") ? host : "https://\(host)") else {
      throw CredentialError(
        "\(CredentialSetting.metadataHost.title) is not the name of a host.",
        hint: "set it to a name such as management.azure.com")
    }
    url.path = "/metadata/endpoints"
    url.query = nil
    url.addQuery("api-version", apiVersion)
    let response = try await context.answer(
      to: HTTPRequest(.get, url, headers: ["Accept": "application/json"], timeout: .seconds(30)))
    guard response.status == 200, let body = try? JSON.parse(response.body),
      let entry = entry(in: body, for: url, named: name), let cloud = cloud(entry, at: url)
    else {
      throw CredentialError(
        "\(url.authority) doesn't say how its cloud is reached: it answered GET \(url.path) with HTTP status "
          + "\(response.status) and no description of a cloud.",
        hint: "check metadata_host, or ARM_METADATA_HOSTNAME")
    }
    guard cloud.provider.asciiLowercased != "adfs" else {
      throw CredentialError(
        "The cloud at \(url.authority) signs in with AD FS, which Armature doesn't.", hint: "use a cloud with Entra ID")
    }
    return cloud.cloud
  }

  /// Newer answers are one object, older ones a list of them.
  private static func entry(in body: Value, for url: HTTPURL, named name: String) -> Value? {
    guard let elements = body.elements else { return body }
    return elements.first { $0[member: "name"]?.stringValue?.isEqualIgnoringASCIICase(to: name) == true }
      ?? elements.first { $0[member: "resourceManager"]?.stringValue.flatMap(HTTPURL.init)?.host == url.host }
      ?? elements.first
  }

  private static func cloud(_ entry: Value, at source: HTTPURL) -> (cloud: Cloud, provider: String)? {
    let authentication = entry[member: "authentication"]
    guard let endpoint = entry[member: "resourceManager"]?.stringValue.flatMap(HTTPURL.init),
      let authority = authentication?[member: "loginEndpoint"]?.stringValue.flatMap(HTTPURL.init)
    else { return nil }
    let root = HTTPURL(scheme: endpoint.scheme, host: endpoint.host, port: endpoint.port)
    let audiences = (authentication?[member: "audiences"]?.elements ?? []).compactMap(\.stringValue).map {
      $0.hasSuffix("/") ? String($0.dropLast()) : $0
    }
    let audience = audiences.first { $0.isEqualIgnoringASCIICase(to: root.origin) } ?? audiences.first ?? root.origin
    let name = entry[member: "name"]?.stringValue ?? "custom"
    return (
      Cloud(
        name: "\(name) at \(source.authority)", endpoint: root, authority: authority, audience: audience,
        isCustom: true), authentication?[member: "identityProvider"]?.stringValue ?? ""
    )
  }
}

extension CredentialSettings {
  /// The cloud that the settings name; one that is named by its metadata host is asked what it is.
  package func cloud(_ context: CredentialContext) async throws(CredentialError) -> Cloud {
    if let metadataHost { return try await CloudMetadata.cloud(at: metadataHost, named: cloudName, context) }
    let cloud = Cloud.named(cloudName) ?? .public
    guard let authorityHost else { return cloud }
    guard let authority = HTTPURL(authorityHost.contains("://") ? authorityHost : "https://\(authorityHost)") else {
      throw CredentialError("AZURE_AUTHORITY_HOST is not the address of a login service.")
    }
    return cloud.signedIn(at: authority)
  }
}
