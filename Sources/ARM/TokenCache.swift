/// The current access token of a credential, renewed before it expires; callers that need a new one at the same time
/// share one request.
package actor TokenCache {
  private let credential: any Credential
  private let audience: String
  private let now: @Sendable () -> Int64
  private var current: AccessToken?
  private var renewal: Task<Result<AccessToken, CredentialError>, Never>?

  /// A token is renewed when it has less than this left.
  private static let marginSeconds: Int64 = 300

  package init(_ credential: any Credential, audience: String, now: @escaping @Sendable () -> Int64 = secondsSince1970)
  {
    self.credential = credential
    self.audience = audience
    self.now = now
    current = credential.standing
  }

  /// A token other than `rejected`, which ARM did not accept.
  package func token(insteadOf rejected: AccessToken? = nil) async throws(CredentialError) -> AccessToken {
    if let current, current != rejected, current.expiresAt - Self.marginSeconds > now() { return current }
    // Awaited by every caller that comes while it runs, this one included; not cancelled with any one of them.
    let task =
      renewal
      ?? Task { [credential, audience] in
        do throws(CredentialError) {
          return .success(try await credential.token(for: audience))
        } catch {
          return .failure(error)
        }
      }
    renewal = task
    let result = await task.value
    if renewal == task { renewal = nil }
    switch result {
    case .success(let token):
      current = token
      return token
    case .failure(let error):
      // Renewal comes early, so the old token may still do.
      if let current, current != rejected, current.expiresAt > now() { return current }
      throw error
    }
  }
}
