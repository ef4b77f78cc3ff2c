package import Diagnostics

/// A way to get access tokens.
package protocol Credential: Sendable {
  /// What the credential is, for people: `the sign-in of the Azure CLI`.
  var name: String { get }

  /// A token that it has without asking anybody; nil if each is fetched.
  var standing: AccessToken? { get }

  /// A new token.
  func token(for request: TokenRequest) async throws(CredentialError) -> AccessToken
}

extension Credential {
  package var standing: AccessToken? { nil }
}

/// What an access token is asked for.
package struct TokenRequest: Sendable, Hashable {
  /// Whom the token is to be shown, such as `https://management.azure.com`; a scope is this with `/.default`.
  package var audience: String
  /// A tenant other than the credential's own.
  package var tenant: String?
  /// What the token has to say of itself: JSON that ARM demanded when it refused the one before.
  package var claims: String?

  package init(audience: String, tenant: String? = nil, claims: String? = nil) {
    self.audience = audience
    self.tenant = tenant
    self.claims = claims
  }
}

/// Why there is no access token.
package struct CredentialError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What came of the attempt.
  package enum Cause: Sendable, Hashable {
    /// Somebody said no, or something went wrong.
    case failure
    /// There is nothing here to get a token by, so another way may be tried.
    case unavailable
    /// The task was cancelled.
    case cancellation
  }

  /// Full sentences.
  package let message: String
  /// The next step, as a phrase.
  package let hint: String?
  package let cause: Cause

  package init(_ message: String, hint: String? = nil, cause: Cause = .failure) {
    self.message = message
    self.hint = hint
    self.cause = cause
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

  package func token(for request: TokenRequest) async throws(CredentialError) -> AccessToken { token }
}
