/// The current access token of a credential, renewed before it expires; callers that need a new one at the same time
/// share one request.
package actor TokenCache {
  private let credential: any Credential
  private let request: TokenRequest
  private let now: @Sendable () -> Int64
  private var current: AccessToken?
  /// When a new token was asked for last.
  private var askedAt: Int64 = .min
  private var renewal: Renewal?

  /// A request for a token that is under way.
  private struct Renewal {
    let claims: String?
    let task: Task<Result<AccessToken, CredentialError>, Never>
  }

  /// A token is renewed when it has less than this left.
  private static let marginSeconds: Int64 = 300
  /// Where renewing early didn't help, it is tried again after this time.
  private static let pauseSeconds: Int64 = 30

  package init(
    _ credential: any Credential, _ request: TokenRequest, now: @escaping @Sendable () -> Int64 = secondsSince1970
  ) {
    self.credential = credential
    self.request = request
    self.now = now
    current = credential.standing
  }

  /// A token other than `rejected`, which ARM did not accept, and with what ARM demanded of it then.
  package func token(insteadOf rejected: AccessToken? = nil, claims: String? = nil) async throws(CredentialError)
    -> AccessToken
  {
    if let current, current != rejected, isGood(current) { return current }
    let renewal = renewal.flatMap { $0.claims == claims ? $0 : nil } ?? begin(claims)
    let result = await renewal.task.value
    if self.renewal?.task == renewal.task { self.renewal = nil }
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

  private func isGood(_ token: AccessToken) -> Bool {
    let now = now()
    return token.expiresAt - Self.marginSeconds > now || token.expiresAt > now && now - Self.pauseSeconds < askedAt
  }

  private func begin(_ claims: String?) -> Renewal {
    var request = request
    request.claims = claims
    // Awaited by every caller that comes while it runs, the first one included; not cancelled with any one of them.
    let task = Task { [credential, request] in
      do throws(CredentialError) {
        return Result<AccessToken, CredentialError>.success(try await credential.token(for: request))
      } catch {
        return .failure(error)
      }
    }
    let renewal = Renewal(claims: claims, task: task)
    self.renewal = renewal
    askedAt = now()
    return renewal
  }
}
