import Values

/// How the values of a kind come to be that has no home but the environment record.
package struct RecordHome: Sendable {
  /// When and where an apply is.
  package struct Moment: Sendable {
    /// Seconds since 1970.
    package let seconds: Int
    /// A UUID that nothing else has.
    package let uuid: String

    package init(seconds: Int, uuid: String) {
      self.seconds = seconds
      self.uuid = uuid
    }
  }

  /// What follows from the arguments and a source of chance, so that a plan knows it; nothing while an argument that it is
  /// made of is unknown. Nil for a kind of which nothing follows.
  package var derived: (@Sendable (_ planned: Members, _ source: RandomSource) -> Members)?
  /// What only an apply can say of a new resource.
  package var made: @Sendable (_ planned: Members, Moment) -> Members = { _, _ in Members() }
  /// What an apply waits for once everything it rests on is done, and before its deletion; nil for nothing.
  package var wait: @Sendable (_ value: Value, _ isDeletion: Bool) -> Duration? = { _, _ in nil }
  /// What an id in an `import` block says; nil for a text of another form, and for kinds that take none.
  package var imported: @Sendable (_ id: String) -> Members? = { _ in nil }
  /// The form of ids in `import` blocks, for people; empty where there is none.
  package var importForm = ""
  /// What a value of another kind is as one of this, for the kinds whose resources may go on as ones of this.
  package var succeeds: [String: @Sendable (_ former: Value) -> Value] = [:]
  /// What is wrong with arguments beyond single values.
  package var problems: @Sendable (_ arguments: Value) -> [ArgumentProblem] = { _ in [] }
  /// Whether what is derived is a secret: then it is made at apply from a source that nobody can foretell, for all that
  /// use it at once, and kept nowhere. A plan has a stand-in of the same form in its place.
  package var isSecret = false
  /// Whether Azure is asked to do something when it is made or changed, or when it is deleted, and its value is what came
  /// of that.
  package var performs: (@Sendable (_ value: Value, _ isDeletion: Bool) -> Bool)?
  /// Whether what comes of that may have secrets in it, which are kept nowhere: those that it gives to whoever uses them
  /// are the ones of the last time, which `generation` tells.
  package var answersSecrets = false
  /// Attributes that are bcrypt hashes of others, which are secrets.
  package var bcryptHashes: [String: String] = [:]

  package init() {}
}

extension ResourceKind {
  /// Whether a change of what lives in the record asks something of Azure.
  package func isPerformed(_ value: Value, isDeletion: Bool) -> Bool {
    home?.performs?(value, isDeletion) ?? false
  }
}
