/// Where environment records are kept.
package protocol RecordStore: ClaimStore {
  /// The record of an environment; nil where there certainly is none.
  ///
  /// - Throws: ``ProviderFailure`` when it could not be found out: never taken for "no record".
  func load(environment: String) async throws(ProviderFailure) -> EnvironmentRecord?

  /// What was recorded last; nil where there is no record.
  func newest(environment: String) async throws(ProviderFailure) -> NewestRecord?

  /// Writes a record; a run's later writes replace its earlier ones, and never those of another run.
  func save(_ record: EnvironmentRecord) async throws(ProviderFailure)

  /// Removes the record of an environment that owns nothing any more, as the run knows it.
  func remove(_ record: EnvironmentRecord) async throws(ProviderFailure)

  /// Removes what was made for claims of an environment that has no record.
  func removeUnused(environment: String) async throws(ProviderFailure)

  /// Which other environments' records have resources with these ids: names by id in lower case.
  func owners(of ids: Set<String>, besides environment: String) async throws(ProviderFailure) -> [String: String]

  /// The runs whose records are still kept, the oldest first.
  func history(environment: String) async throws(ProviderFailure) -> [RecordedRun]

  /// Where the record lies, in words for people.
  var place: String { get }
}

/// Which record of an environment is the newest.
package struct NewestRecord: Sendable, Hashable {
  /// The ``EnvironmentRecord/version`` of the record.
  package let version: String
  /// The ids of the runs that wrote it: one, unless several could not see each other.
  package let runs: [String]

  package init(version: String, runs: [String]) {
    self.version = version
    self.runs = runs
  }
}

/// A run that changed an environment.
package struct RecordedRun: Sendable, Hashable {
  /// How many runs there were, this one included; nil for what isn't one of a run's, whoever put it there.
  package let serial: Int?
  /// What the store calls it.
  package let version: String
  /// When its record was last written, as Azure says it; empty where it doesn't.
  package let time: String
  /// Who wrote it, as Azure says it: a user's name or an application's id.
  package let author: String
  /// What its record says of itself.
  package let summary: String

  package init(serial: Int?, version: String, time: String, author: String, summary: String) {
    self.serial = serial
    self.version = version
    self.time = time
    self.author = author
    self.summary = summary
  }
}
