/// A run's word that it is the one that changes an environment now, for runs on other machines to see.
package struct Claim: Sendable, Hashable {
  /// The run's id, which all of its calls share as their correlation id.
  package let run: String
  /// Whose run it is, in words for people.
  package let holder: String
  /// How long it counts after it was last renewed.
  package let expiry: Duration

  package init(run: String, holder: String, expiry: Duration) {
    self.run = run
    self.holder = holder
    self.expiry = expiry
  }
}

/// A claim as the store has it. Its times are the store's own: clocks of machines differ.
package struct StandingClaim: Sendable, Hashable, Comparable {
  package let claim: Claim
  /// Who wrote it, as the store says it: a user's name or an application's id; empty where it doesn't.
  package let author: String
  package let since: StoreTime
  package let renewed: StoreTime

  package init(_ claim: Claim, author: String, since: StoreTime, renewed: StoreTime) {
    self.claim = claim
    self.author = author
    self.since = since
    self.renewed = renewed
  }

  /// Whether it counts at a time of the store.
  package func isLive(at time: StoreTime) -> Bool { time.sinceEpoch < renewed.sinceEpoch + claim.expiry }

  /// The order in which claims count: the earlier one first, and all runs agree on it.
  package static func < (left: StandingClaim, right: StandingClaim) -> Bool {
    left.since.sinceEpoch == right.since.sinceEpoch ? left.claim.run < right.claim.run : left.since < right.since
  }

  /// Who has it, since when and until when, for people.
  package var description: String {
    let who = author.isEmpty ? claim.holder : "\(claim.holder) (to Azure \(author))"
    return
      "\(who) since \(since.text). The claim of that run, \(claim.run), was renewed at \(renewed.text) and lasts for "
      + "\(claim.expiry) after that"
  }
}

/// Where the runs that change an environment announce themselves.
package protocol ClaimStore: Sendable {
  /// Writes a run's claim or renews it, and tells its times.
  func write(_ claim: Claim, environment: String) async throws(ProviderFailure) -> StandingClaim

  /// The runs that have claims, in no order; the list may lag behind.
  func claimants(environment: String) async throws(ProviderFailure) -> [String]

  /// The claim of a run as it is this instant; nil where it has none.
  func claim(of run: String, environment: String) async throws(ProviderFailure) -> StandingClaim?

  /// Removes a run's claim, if there is one.
  func removeClaim(of run: String, environment: String) async throws(ProviderFailure)
}
