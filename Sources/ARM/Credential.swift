package import Diagnostics

/// A way to get access tokens.
package protocol Credential: Sendable {
  /// What the credential is, for people: `the Azure CLI's sign-in`.
  var name: String { get }

  /// A token that it has without asking anybody; nil if each is fetched.
  var standing: AccessToken? { get }

  /// A new token for an audience such as `https://management.azure.com`.
  func token(for audience: String) async throws(CredentialError) -> AccessToken
}

extension Credential {
  package var standing: AccessToken? { nil }
}

/// Why there is no access token.
package struct CredentialError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Full sentences.
  package let message: String
  /// The next step, as a phrase.
  package let hint: String?
  /// Whether the reason is that the task was cancelled.
  package let isCancellation: Bool

  package init(_ message: String, hint: String? = nil, isCancellation: Bool = false) {
    self.message = message
    self.hint = hint
    self.isCancellation = isCancellation
  }

  package var description: String { message }

  package func diagnostic(at range: SourceRange? = nil) -> Diagnostic {
    .error("No access to Azure", detail: message, at: range, hint: hint)
  }
}

/// A fixed token, which only a simulator on this machine takes.
package struct StaticCredential: Credential {
  package let name = "the simulator's token"
  private let token: AccessToken

  /// Nil unless the cloud is a simulator.
  package init?(for cloud: Cloud, token: String = "simulated") {
    guard cloud.isSimulator else { return nil }
    self.token = AccessToken(secret: token, expiresAt: .max)
  }

  package var standing: AccessToken? { token }

  package func token(for audience: String) async throws(CredentialError) -> AccessToken { token }
}
