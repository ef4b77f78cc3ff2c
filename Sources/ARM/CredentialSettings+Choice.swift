internal import HTTP

/// Which credential the settings lead to.
extension CredentialSettings {
  /// What becomes of one way to sign in.
  private enum Verdict {
    case usable(any Credential)
    case unusable(String)
    /// A part of it is set. Signing in as somebody else would hide that mistake.
    case incomplete(String)
  }

  /// The first way to sign in that is set up, in azurerm's order: certificate, secret, OIDC token, OIDC request, managed
  /// identity, Azure CLI. The last two are tried one after the other, if both are asked for.
  package func credential(for cloud: Cloud, _ context: CredentialContext) throws(CredentialError) -> any Credential {
    var links: [(kind: String, link: CredentialChain.Link)] = []
    var isIncomplete = false
    let verdicts = [
      ("client certificate", try byCertificate(cloud, context)), ("client secret", try bySecret(cloud, context)),
      ("OIDC token", try byOIDCToken(cloud, context)), ("OIDC request", try byOIDCRequest(cloud, context)),
    ]
    for (kind, verdict) in verdicts {
      switch verdict {
      case .usable(let credential): return credential
      case .unusable(let reason): links.append((kind, .unusable(reason)))
      case .incomplete(let reason):
        links.append((kind, .unusable(reason)))
        isIncomplete = true
      }
    }
    links += try ambient(context).map { kind, link in
      guard isIncomplete, case .credential = link else { return (kind, link) }
      return (kind, .unusable("not used beside an incomplete service principal"))
    }
    return CredentialChain(
      links, hint: "set ARM_TENANT_ID, ARM_CLIENT_ID and ARM_CLIENT_SECRET, or sign in with `az login`")
  }

  /// What depends on where this runs.
  private func ambient(_ context: CredentialContext) throws(CredentialError) -> [(String, CredentialChain.Link)] {
    let identity = ManagedIdentityCredential(
      clientID: clientID, service: try managedIdentityService(context.environment), context: context)
    let cli = AzureCLICredential(
      tenant: tenant, subscription: subscription, environment: context.environment, now: context.now)
    return [
      (
        "managed identity",
        usesManagedIdentity ? .credential(identity) : .unusable(Self.missing([.usesManagedIdentity]))
      ),
      ("Azure CLI", usesCLI ? .credential(cli) : .unusable("\(CredentialSetting.usesCLI.title) is false")),
    ]
  }

  private func managedIdentityService(_ environment: [String: String]) throws(CredentialError)
    -> ManagedIdentityCredential.Service
  {
    if let managedIdentityEndpoint {
      return .metadata(
        try Self.url(managedIdentityEndpoint, .managedIdentityEndpoint), apiVersion: managedIdentityVersion)
    }
    if let address = environment["IDENTITY_ENDPOINT"], let header = environment["IDENTITY_HEADER"], !header.isEmpty,
      let url = HTTPURL(address)
    {
      return .appService(url, header: header)
    }
    return .metadata(ManagedIdentityCredential.metadataURL, apiVersion: managedIdentityVersion)
  }

  // MARK: - Service principals

  private func byCertificate(_ cloud: Cloud, _ context: CredentialContext) throws(CredentialError) -> Verdict {
    guard let certificate else { return .unusable(Self.missing([.certificatePath])) }
    return try servicePrincipal(cloud, context) { () throws(CredentialError) in
      let own = try ownCertificate(certificate)
      // Login services outside the public clouds may be older than the signature that is preferred today.
      return .certificate(own, cloud.isCustom ? .rs256 : .ps256)
    }
  }

  private func ownCertificate(_ source: CertificateSource) throws(CredentialError) -> ClientCertificate {
    switch source {
    case .text(let text):
      guard let bytes = Base64.decoded(text) else {
        throw CredentialError(
          "\(CredentialSetting.certificate.title) is not Base64.",
          hint: "set it to the output of `base64 FILE.pfx`, or name the file by client_certificate_path")
      }
      return try ClientCertificate(bytes, password: certificatePassword, source: "client_certificate")
    case .file(let path):
      let bytes = try CredentialFile.bytes(path, holding: "the client certificate")
      return try ClientCertificate(bytes, password: certificatePassword, source: "the file \(path)")
    }
  }

  private func bySecret(_ cloud: Cloud, _ context: CredentialContext) throws(CredentialError) -> Verdict {
    guard let secret else { return .unusable(Self.missing([.secret])) }
    return try servicePrincipal(cloud, context) { () throws(CredentialError) in .secret(secret) }
  }

  private func byOIDCToken(_ cloud: Cloud, _ context: CredentialContext) throws(CredentialError) -> Verdict {
    guard usesOIDC || usesWorkloadIdentity else { return .unusable(Self.missing([.usesOIDC])) }
    guard let oidcToken else {
      return .unusable(
        usesWorkloadIdentity && !usesOIDC ? "AZURE_FEDERATED_TOKEN_FILE is not set" : Self.missing([.oidcToken]))
    }
    return try servicePrincipal(cloud, context) { () throws(CredentialError) in .federated(oidcToken) }
  }

  private func byOIDCRequest(_ cloud: Cloud, _ context: CredentialContext) throws(CredentialError) -> Verdict {
    guard usesOIDC || usesWorkloadIdentity else { return .unusable(Self.missing([.usesOIDC])) }
    guard let address = oidcRequest.url, let token = oidcRequest.token else {
      return .unusable(Self.missing([oidcRequest.url == nil ? .oidcRequestURL : .oidcRequestToken]))
    }
    return try servicePrincipal(cloud, context) { () throws(CredentialError) in
      let url = try Self.url(address, .oidcRequestURL)
      return .federated(
        oidcRequest.serviceConnection.map { .azurePipelines(url: url, token: token, serviceConnection: $0) }
          ?? .gitHub(url: url, token: token))
    }
  }

  /// The service principal that the settings name, with what proves that this is it.
  private func servicePrincipal(
    _ cloud: Cloud, _ context: CredentialContext, proof: () throws(CredentialError) -> ClientProof
  ) throws(CredentialError) -> Verdict {
    guard let tenant, let clientID else {
      return .incomplete(
        Self.missing((tenant == nil ? [.tenant] : []) + (clientID == nil ? [CredentialSetting.clientID] : [])))
    }
    return .usable(
      ServicePrincipalCredential(
        tenant: tenant, clientID: clientID, proof: try proof(), authority: cloud.authority, context: context))
  }

  private static func missing(_ settings: [CredentialSetting]) -> String {
    settings.map { "\($0.title) is not set" }.joined(separator: "; ")
  }

  private static func url(_ text: String, _ setting: CredentialSetting) throws(CredentialError) -> HTTPURL {
    // The address may carry a password, so it isn't shown.
    guard let url = HTTPURL(text) else {
      throw CredentialError("\(setting.title) is not an address that begins with https:// or http://.")
    }
    return url
  }
}
