internal import Dispatch
internal import JSON
internal import Values

/// The sign-in of the Azure CLI on this machine.
package struct AzureCLICredential: Credential {
  package let name = "the sign-in of the Azure CLI"
  private let tenant: String?
  private let subscription: String?
  private let environment: [String: String]
  private let timeoutSeconds: Int
  private let now: @Sendable () -> Int64

  package init(
    tenant: String?, subscription: String?, environment: [String: String], timeoutSeconds: Int = 60,
    now: @escaping @Sendable () -> Int64 = secondsSince1970
  ) {
    self.tenant = tenant
    self.subscription = subscription
    self.environment = environment
    self.timeoutSeconds = timeoutSeconds
    self.now = now
  }

  package func token(for request: TokenRequest) async throws(CredentialError) -> AccessToken {
    guard request.claims == nil else {
      // The CLI would give the token that was refused.
      throw CredentialError(
        "Azure wants more of the sign-in than the Azure CLI's has, such as a second factor.",
        hint: "run `az logout`, then `az login`")
    }
    // The CLI takes one of the two.
    let choice =
      (request.tenant ?? tenant).map { ["--tenant", $0] } ?? subscription.map { ["--subscription", $0] } ?? []
    let arguments = ["account", "get-access-token", "-o", "json", "--resource", request.audience] + choice
    let environment = environment
    let timeoutSeconds = timeoutSeconds
    let result = await withCheckedContinuation { continuation in
      // Waiting for a process blocks, which the tasks' own threads must not.
      DispatchQueue.global().async {
        continuation.resume(
          returning: ChildProcess.run("az", arguments, environment: environment, timeoutSeconds: timeoutSeconds))
      }
    }
    switch result {
    case .failure(let error): throw Self.error(error, timeoutSeconds)
    case .success(let output): return try token(in: output)
    }
  }

  private func token(in output: ChildProcess.Output) throws(CredentialError) -> AccessToken {
    guard output.status == 0 else {
      let reason = Self.reason(output.errorText)
      let isSignedOut = ["az login", "AADSTS", "No subscription found", "az account set"].contains {
        output.errorText.contains($0)
      }
      throw CredentialError(
        "`az account get-access-token` failed: \(reason)",
        hint: isSignedOut ? "run `az login`" : "run the command by itself to see what it needs",
        cause: isSignedOut ? .unavailable : .failure)
    }
    guard let body = try? JSON.parse(output.bytes), let text = body[member: "accessToken"]?.stringValue,
      TokenAnswer.isHeaderValue(text)
    else {
      throw CredentialError(
        "`az account get-access-token` printed something that holds no token.", hint: "update the Azure CLI")
    }
    // Older versions print only a local time; then the token is used for a while and asked for again.
    let expiresAt = body[member: "expires_on"].flatMap { $0.intValue ?? $0.stringValue.flatMap { Int($0) } }
    return AccessToken(secret: text, expiresAt: expiresAt.map(Int64.init) ?? now() + 900)
  }

  /// The first line of what the CLI says that says something.
  private static func reason(_ errorText: String) -> String {
    let lines = errorText.split(whereSeparator: \.isNewline)
    let line = lines.first { $0.hasPrefix("ERROR:") } ?? lines.first { !$0.hasPrefix("WARNING:") } ?? "it said nothing."
    return String(line.hasPrefix("ERROR: ") ? line.dropFirst(7) : line)
  }

  private static func error(_ error: ChildProcess.Failure, _ timeoutSeconds: Int) -> CredentialError {
    switch error {
    case .notFound:
      CredentialError(
        "The Azure CLI (`az`) is not in PATH.", hint: "install the Azure CLI and run `az login`",
        cause: .unavailable)
    case .timedOut:
      CredentialError(
        "`az account get-access-token` did not end within \(timeoutSeconds) seconds.",
        hint: "run `az login`, and check that `az account show` answers")
    case .system(let reason): CredentialError("`az` could not be started: \(reason).")
    }
  }
}
