internal import Durability
package import HTTP
internal import JSON
internal import Values

/// Where the token of another issuer comes from that Entra ID takes for a service principal's secret (workload identity
/// federation).
package enum FederatedToken: Sendable {
  case fixed(String)
  /// A file that is read each time: a cluster renews it about every hour.
  case file(path: String)
  /// GitHub's token service, with what lets a job ask it.
  case gitHub(url: HTTPURL, token: String)
  case azurePipelines(url: HTTPURL, token: String, serviceConnection: String)

  var name: String {
    switch self {
    case .fixed: "an OIDC token"
    case .file: "an OIDC token file"
    case .gitHub: "an OIDC token of its CI job"
    case .azurePipelines: "an OIDC token of its pipeline"
    }
  }

  /// The token as it is now.
  func current(_ context: CredentialContext) async throws(CredentialError) -> String {
    let (text, source): (String?, String) =
      switch self {
      case .fixed(let token): (token, "`oidc_token`")
      case .file(let path): (try CredentialFile.text(path, holding: "the OIDC token"), "The file \(path)")
      case .gitHub(let url, let token): (try await gitHubToken(url, token, context), url.authority)
      case .azurePipelines(let url, let token, let connection):
        (try await pipelineToken(url, token, connection, context), url.authority)
      }
    guard let text, TokenAnswer.isHeaderValue(text) else {
      throw CredentialError("\(source) has no OIDC token.", hint: hint)
    }
    return text
  }

  private func gitHubToken(_ base: HTTPURL, _ token: String, _ context: CredentialContext)
    async throws(CredentialError) -> String?
  {
    var url = base
    if url.queryValue("audience") == nil { url.addQuery("audience", "api://AzureADTokenExchange") }
    return try await requested(.get, url, token, member: "value", context)
  }

  private func pipelineToken(_ base: HTTPURL, _ token: String, _ connection: String, _ context: CredentialContext)
    async throws(CredentialError) -> String?
  {
    var url = base
    if url.queryValue("api-version") == nil { url.addQuery("api-version", "7.1") }
    if url.queryValue("serviceConnectionId") == nil { url.addQuery("serviceConnectionId", connection) }
    return try await requested(.post, url, token, member: "oidcToken", context)
  }

  private func requested(
    _ method: HTTPMethod, _ url: HTTPURL, _ token: String, member: String, _ context: CredentialContext
  ) async throws(CredentialError) -> String? {
    var headers: HTTPHeaders = ["Authorization": "Bearer \(token)", "Accept": "application/json"]
    if method == .post { headers["Content-Type"] = "application/json" }
    let response = try await context.answer(to: HTTPRequest(method, url, headers: headers, timeout: .seconds(30)))
    guard (200...299).contains(response.status) else {
      throw CredentialError(
        "\(url.authority) gave no OIDC token: it answered with HTTP status \(response.status).", hint: hint)
    }
    return (try? JSON.parse(response.body))?[member: member]?.stringValue
  }

  private var hint: String {
    switch self {
    case .fixed, .file: "check where the token comes from"
    case .gitHub: "give the job the permission `id-token: write`"
    case .azurePipelines: "hand the pipeline's System.AccessToken to this step, and check the service connection's id"
    }
  }
}

extension FederatedToken: CustomStringConvertible, CustomReflectable {
  package var description: String { name }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}

/// Files that hold a credential or a part of one.
enum CredentialFile {
  private static let bytesMax = 1 << 20

  static func bytes(_ path: String, holding what: String) throws(CredentialError) -> [UInt8] {
    let found: [UInt8]?
    do throws(StorageError) {
      found = try AtomicFile.read(path)
    } catch {
      throw CredentialError("The file \(path) with \(what) can't be read: \(error).")
    }
    guard let found else { throw CredentialError("There is no file \(path), which is to hold \(what).") }
    guard found.count <= bytesMax else { throw CredentialError("The file \(path) is too long to hold \(what).") }
    return found
  }

  /// The text of a file without the white space around it.
  static func text(_ path: String, holding what: String) throws(CredentialError) -> String {
    let bytes = try bytes(path, holding: what)
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    let start = bytes.firstIndex { !isSpace($0) } ?? bytes.endIndex
    let end = bytes.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? start
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
