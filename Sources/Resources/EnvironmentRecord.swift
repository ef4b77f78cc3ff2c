import Values

/// What an environment owns: the memory that Azure itself doesn't keep. No secret is ever in it.
///
/// Losing it loses what was removed from the spec since, and the values that have no other home; nothing else.
package struct EnvironmentRecord: Sendable, Hashable {
  /// The environment's name.
  package let environment: String
  /// Where its spec lies, so that another spec doesn't take it for its own.
  package var origin: Origin
  /// How many runs have written it.
  package var serial: Int
  /// The run that wrote it.
  package var run = Run(id: "")
  /// What its store calls what was read; empty for a record that isn't stored.
  package var version = ""
  /// The key of the hashes in it, 16 bytes in hexadecimal digits.
  package let hashKey: String
  package var entries: [InstanceAddress: Entry]
  /// The root module's outputs that are not sensitive, by name.
  package var outputs: [String: Value]
  /// When the run that wrote it began to write, and as whom; nil where the store doesn't know. Not part of its text.
  package var written: Observation.Authorship?

  package struct Origin: Sendable, Hashable {
    package var repository: String
    package var path: String

    package init(repository: String, path: String) {
      self.repository = repository
      self.path = path
    }
  }

  /// What a run did.
  package struct Run: Sendable, Hashable {
    /// The correlation id of its calls, by which Azure's activity log has them.
    package let id: String
    package var created = 0
    package var changed = 0
    package var deleted = 0

    package init(id: String) {
      self.id = id
    }

    /// `3 created, 1 changed, 1 deleted`.
    package var summary: String { "\(created) created, \(changed) changed, \(deleted) deleted" }
  }

  /// What is remembered of one resource instance.
  package struct Entry: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
      /// Its creation was about to be asked for.
      case planned
      /// Its creation was asked for, and the run that did saw that fail; something of it may be there.
      case failed
      /// It was created, or taken over.
      case owned
      /// Its deletion was about to be asked for.
      case deleting
    }

    /// Whether a run meant to make it and none has noted that it did.
    package var isUnmade: Bool { state == .planned || state == .failed }

    package let address: InstanceAddress
    package let kind: String
    package let revision: Int
    package let remote: RemoteType?
    package var id: String
    package let providerName: String
    package var state: State
    /// What has to be there before it, and to go after it.
    package var dependencies: [InstanceAddress]
    package var createBeforeDestroy: Bool
    package var hashes: [String: String]
    /// The paths whose values are sensitive, so that they stay hidden when the spec no longer says so.
    package var sensitivePaths: [String]
    /// The value of a kind that has no other home; nil for everything in Azure.
    package var kept: Value?
    /// What its deletion has to know once the spec no longer has it.
    package var deletion = Deletion()

    /// What the spec said of a deletion, which nothing live tells.
    package struct Deletion: Sendable, Hashable {
      /// How long it is waited for; nil for as long as the kind says.
      package var limit: Duration?
      /// The arguments that say how it is asked for.
      package var arguments = Members()

      package init() {}
    }

    /// - Parameter values: the arguments, for a kind whose type they say.
    package init(
      address: InstanceAddress, kind: ResourceKind, id: String, state: State, dependencies: [InstanceAddress],
      createBeforeDestroy: Bool, hashes: [String: String], sensitivePaths: [String], kept: Value?,
      values: Value? = nil
    ) {
      self.address = address
      self.kind = kind.name
      revision = kind.revision
      remote = kind.remote(of: values)
      self.id = id
      providerName = kind.providerName
      self.state = state
      self.dependencies = dependencies
      self.createBeforeDestroy = createBeforeDestroy
      self.hashes = hashes
      self.sensitivePaths = sensitivePaths
      self.kept = kept
    }

    /// The same resource under another address.
    package func moved(to address: InstanceAddress) -> Entry {
      var entry = Entry(
        address: address, kind: kind, revision: revision, remote: remote, id: id, providerName: providerName,
        state: state, dependencies: dependencies, createBeforeDestroy: createBeforeDestroy, hashes: hashes,
        sensitivePaths: sensitivePaths, kept: kept)
      entry.deletion = deletion
      return entry
    }

    init(
      address: InstanceAddress, kind: String, revision: Int, remote: RemoteType?, id: String, providerName: String,
      state: State, dependencies: [InstanceAddress], createBeforeDestroy: Bool, hashes: [String: String],
      sensitivePaths: [String], kept: Value?
    ) {
      self.address = address
      self.kind = kind
      self.revision = revision
      self.remote = remote
      self.id = id
      self.providerName = providerName
      self.state = state
      self.dependencies = dependencies
      self.createBeforeDestroy = createBeforeDestroy
      self.hashes = hashes
      self.sensitivePaths = sensitivePaths
      self.kept = kept
    }
  }

  package init(
    environment: String, origin: Origin, serial: Int = 0, hashKey: String, entries: [InstanceAddress: Entry] = [:],
    outputs: [String: Value] = [:]
  ) {
    self.environment = environment
    self.origin = origin
    self.serial = serial
    self.hashKey = hashKey
    self.entries = entries
    self.outputs = outputs
  }

  /// Gives entries other addresses, all at once, so that two may change places; references to them go along.
  package mutating func move(_ moves: [(from: InstanceAddress, to: InstanceAddress)]) {
    if moves.isEmpty { return }
    let targets = Dictionary(moves.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
    var moved: [InstanceAddress: Entry] = [:]
    for (from, to) in moves {
      if let entry = entries.removeValue(forKey: from) { moved[to] = entry.moved(to: to) }
    }
    entries.merge(moved) { $1 }
    for address in Array(entries.keys) {
      guard let dependencies = entries[address]?.dependencies, dependencies.contains(where: { targets[$0] != nil })
      else { continue }
      entries[address]?.dependencies = dependencies.map { targets[$0] ?? $0 }
    }
  }

  /// The same with other addresses.
  package func moved(_ moves: [(from: InstanceAddress, to: InstanceAddress)]) -> EnvironmentRecord {
    var copy = self
    copy.move(moves)
    return copy
  }

  /// The entries in the order of their addresses.
  package var sortedEntries: [Entry] {
    entries.values.sorted { $0.address < $1.address }
  }

  /// What is remembered of an instance's arguments; nil where there is no memory, or one of another revision.
  package func arguments(of address: InstanceAddress, kind: ResourceKind) -> RecordedArguments? {
    guard let entry = entries[address], entry.kind == kind.name, entry.revision == kind.revision else { return nil }
    return RecordedArguments(key: Array(hashKey.utf8), hashes: entry.hashes)
  }
}
