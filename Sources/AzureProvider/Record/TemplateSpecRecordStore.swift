import ARM
import HTTP
import Resources
import Synchronization
import Values

/// Keeps environment records as template specs: one spec for each environment, one version for each run that changed
/// something, in a resource group of their own. Large records go over several.
///
/// The versions' main templates deploy nothing; the record is in their metadata.
package struct TemplateSpecRecordStore: RecordStore {
  /// Where records are kept.
  package struct Location: Sendable, Hashable {
    package var resourceGroup: String
    /// The region of the group and of the specs, if they have to be made.
    package var region: String

    package init(resourceGroup: String = "armature-records", region: String = "westeurope") {
      self.resourceGroup = resourceGroup
      self.region = region
    }
  }

  static let apiVersion = "2022-02-01"
  static let groupVersion = "2023-07-01"
  /// How many versions are kept.
  private static let versionsMax = 20

  let session: AzureSession
  let location: Location
  /// How much of a record one template spec holds.
  private let partBytesMax: Int
  private let progress = Progress()

  /// What this store has made sure of already.
  private final class Progress: Sendable {
    struct State {
      /// The regions of the template specs that are there, by name.
      var regions: [String: String] = [:]
      /// The version that was written last.
      var written: RecordVersion?
      /// How often a record was written: parts are never written over, since a head may still mean the earlier ones.
      var saves = 0
      /// The parts of what was written last.
      var places: [RecordParts.Place] = []
    }

    let state = Mutex(State())
  }

  package init(session: AzureSession, location: Location, partBytesMax: Int? = nil) {
    self.session = session
    self.location = location
    self.partBytesMax = partBytesMax ?? RecordParts.bytesMax
  }

  package var place: String {
    "template specs in the resource group \(location.resourceGroup) of subscription \(session.subscription)"
  }

  var groupID: String { "/subscriptions/\(session.subscription)/resourceGroups/\(location.resourceGroup)" }

  func specID(_ name: String) -> String { "\(groupID)/providers/Microsoft.Resources/templateSpecs/\(name)" }

  /// Whether no environment may have a name, since the parts of long records do.
  package static func isReserved(_ environment: String) -> Bool {
    environment.lowercased().hasPrefix(RecordNames.partPrefix)
  }

  // MARK: Reading

  package func load(environment: String) async throws(ProviderFailure) -> EnvironmentRecord? {
    do throws(ARMError) {
      guard let listing = try await listing(environment) else { return nil }
      for generation in listing.generations {
        var records: [EnvironmentRecord] = []
        for version in generation {
          if let record = try await record(environment, version) { records.append(record) }
        }
        // A version that is listed and isn't there was removed by somebody, so that an earlier one counts.
        if let first = records.first { return records.dropFirst().reduce(first) { $0.merged(with: $1) } }
      }
      return nil
    } catch {
      throw failure(error, doing: "read")
    }
  }

  package func newest(environment: String) async throws(ProviderFailure) -> NewestRecord? {
    do throws(ARMError) {
      for generation in try await listing(environment)?.generations ?? [] {
        var versions: [String] = []
        var runs: [String] = []
        for version in generation {
          guard let body = try await found("\(specID(environment))/versions/\(version)") else { continue }
          let content = RecordBodies.content(body)
          versions.append(version.name(writes: RecordParts.writes(in: content)))
          runs.append(content[member: "run"]?[member: "id"]?.stringValue ?? "")
        }
        if !versions.isEmpty { return NewestRecord(version: versions.joined(separator: "+"), runs: runs) }
      }
      return nil
    } catch {
      throw failure(error, doing: "read")
    }
  }

  private func record(_ environment: String, _ version: RecordVersion) async throws(ARMError) -> EnvironmentRecord? {
    guard let body = try await found("\(specID(environment))/versions/\(version)") else { return nil }
    var content = RecordBodies.content(body)
    let places = RecordParts.places(in: content)
    if !places.isEmpty {
      var entries: [Value] = []
      for place in places { entries += try await part(place) }
      content = RecordParts.joined(content, entries)
    }
    var record = try decoded(content)
    record.written = Observation.Authorship(creationOf: body)
    record.version = version.name(writes: RecordParts.writes(in: content))
    guard record.environment == environment else {
      throw ARMError(
        .malformed,
        message: "The record is that of the environment \"\(record.environment)\", and names of template specs "
          + "are the same for Azure if they differ only in case. Write the name as it is there.")
    }
    return record
  }

  private func part(_ place: RecordParts.Place) async throws(ARMError) -> [Value] {
    let body = try await found("\(specID(place.spec))/versions/\(place.version)")
    let entries = body.flatMap { RecordBodies.content($0)[member: "entries"]?.elements }
    guard let entries, RecordParts.Place(spec: place.spec, version: place.version, entries: entries) == place else {
      throw ARMError(
        .malformed,
        message: "A part of the record, version \(place.version) of the template spec \(place.spec), "
          + (body == nil ? "is missing." : "was changed by somebody.")
          + " Removing the newest version of the record's template spec makes the one before it count.")
    }
    return entries
  }

  private func decoded(_ content: Value) throws(ARMError) -> EnvironmentRecord {
    do throws(EnvironmentRecord.CodingError) {
      return try EnvironmentRecord(decoding: content)
    } catch {
      switch error {
      case .newerFormat(let version):
        throw ARMError(
          .malformed,
          message: "The environment record has the format \(version), which a newer version of Armature wrote.")
      case .malformed(let reason):
        throw ARMError(.malformed, message: "The environment record can't be understood: \(reason).")
      }
    }
  }

  /// What there is of an environment; nil where there is nothing.
  func listing(_ environment: String) async throws(ARMError) -> RecordListing? {
    var request = try session.request(.get, specID(environment), Self.apiVersion)
    request.query = [ARMRequest.QueryItem("$expand", "versions")]
    return try await found(request).map { RecordListing($0) }
  }

  func found(_ id: String) async throws(ARMError) -> Value? {
    try await found(try session.request(.get, id, Self.apiVersion))
  }

  /// The resource that a request is about; nil where there certainly is none.
  private func found(_ request: ARMRequest) async throws(ARMError) -> Value? {
    do throws(ARMError) {
      let body = try await session.client.send(request).body
      guard body[member: "id"]?.stringValue != nil else { throw AzureSession.notAResource(request.path) }
      return body
    } catch {
      if error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" { return nil }
      throw error
    }
  }

  // MARK: Writing

  package func save(_ record: EnvironmentRecord) async throws(ProviderFailure) {
    do throws(ARMError) {
      let version = RecordVersion(record)
      let content = RecordParts(record, bytesMax: partBytesMax)
      let count = progress.state.withLock { state in
        state.saves += 1
        return state.saves
      }
      var places: [RecordParts.Place] = []
      for (index, entries) in content.parts.enumerated() {
        let place = RecordParts.Place(
          spec: RecordNames.part(index + 1, of: record.environment), version: "\(version).\(count)", entries: entries)
        try await write(
          [
            "about": .string("A part of what the environment '\(record.environment)' owns."),
            "environment": .string(record.environment), "entries": .tuple(entries),
          ],
          "Part \(index + 1) of \(content.parts.count) of run \(record.serial).",
          as: place.version, of: place.spec
        ) { RecordBodies.part(record.environment, region: $0) }
        places.append(place)
      }
      // All of it is in place before the head makes it count.
      try await write(
        RecordParts.head(content.head, with: places, writes: count),
        "Run \(record.serial): \(record.run.summary); \(record.entries.count) resources.", as: "\(version)",
        of: record.environment
      ) { RecordBodies.spec(record.environment, region: $0) }
      let (isNew, former) = progress.state.withLock { state in
        defer { (state.places, state.written) = (places, version) }
        return (state.written != version, state.places)
      }
      if isNew { try await announce(version, of: record.environment) }
      for place in former { try await delete("\(specID(place.spec))/versions/\(place.version)") }
    } catch {
      throw failure(error, doing: "written")
    }
  }

  /// Names the newest version where everybody sees it at once, and lets go of the oldest ones.
  private func announce(_ version: RecordVersion, of environment: String) async throws(ARMError) {
    guard let listing = try await listing(environment) else { return }
    try await put(
      specID(environment), RecordBodies.spec(environment, region: listing.region, tags: listing.tags, newest: version))
    let kept = listing.versions.union([version]).sorted().suffix(Self.versionsMax)
    for old in listing.versions.subtracting(kept).sorted() {
      try await delete("\(specID(environment))/versions/\(old)")
    }
    try await removeParts(of: environment) { name in kept.contains { name == "\($0)" || name.hasPrefix("\($0).") } }
  }

  /// Removes the parts of versions that are not kept, and the template specs that have none left.
  private func removeParts(of environment: String, keeping isKept: (String) -> Bool) async throws(ARMError) {
    var number = 1
    while let part = try await parts(RecordNames.part(number, of: environment)) {
      let spec = specID(RecordNames.part(number, of: environment))
      let old = part.filter { !isKept($0) }
      if old.count == part.count {
        try await delete(spec)
        _ = progress.state.withLock { $0.regions.removeValue(forKey: RecordNames.part(number, of: environment)) }
      } else {
        for version in old { try await delete("\(spec)/versions/\(version)") }
      }
      number += 1
    }
  }

  /// The names of the versions of a template spec with parts; nil where there is none.
  private func parts(_ spec: String) async throws(ARMError) -> [String]? {
    var request = try session.request(.get, specID(spec), Self.apiVersion)
    request.query = [ARMRequest.QueryItem("$expand", "versions")]
    return try await found(request).map { $0[member: "properties"]?[member: "versions"]?.members?.keys ?? [] }
  }

  package func remove(_ record: EnvironmentRecord) async throws(ProviderFailure) {
    do throws(ARMError) {
      let environment = record.environment
      let known = Set(
        record.version.split(separator: "+").compactMap { RecordVersion(writtenAs: $0) } + [RecordVersion(record)])
      guard let listing = try await listing(environment) else { return }
      // What a run wrote that this one could not see is not this one's to remove.
      let others = listing.generations.joined().filter {
        $0.serial >= record.serial - 1 && !known.contains($0)
      }
      if others.isEmpty {
        // Emptied first, so that no head is left whose parts are gone.
        if try await parts(RecordNames.part(1, of: environment)) != nil {
          var empty = record
          empty.entries = [:]
          try await write(
            empty.encoded, "Run \(record.serial): \(record.run.summary); nothing is left.",
            as: "\(RecordVersion(record))", of: environment
          ) { RecordBodies.spec(environment, region: $0) }
          try await removeParts(of: environment) { _ in false }
        }
        try await delete(specID(environment))
        progress.state.withLock { $0 = Progress.State() }
        try await removeEmptyGroup()
      } else {
        for version in known.sorted() { try await delete("\(specID(environment))/versions/\(version)") }
      }
    } catch {
      throw failure(error, doing: "removed")
    }
  }

  package func removeUnused(environment: String) async throws(ProviderFailure) {
    do throws(ARMError) {
      if let listing = try await listing(environment) {
        guard listing.generations.isEmpty, listing.claimants.isEmpty else { return }
        try await delete(specID(environment))
        progress.state.withLock { $0 = Progress.State() }
      }
      // A run that was stopped between the two has left the group alone.
      try await removeEmptyGroup()
    } catch {
      throw failure(error, doing: "removed")
    }
  }

  /// A group that was made for records goes with the last of them, so that destroying leaves what was there before.
  private func removeEmptyGroup() async throws(ARMError) {
    do throws(ARMError) {
      let group = try await session.client.send(try session.request(.get, groupID, Self.groupVersion)).body
      guard group[member: "tags"]?[member: RecordBodies.groupTag] != nil else { return }
      let rest = try await session.client.list("\(groupID)/resources", apiVersion: "2021-04-01")
      guard rest.isEmpty else { return }
      _ = try await session.client.perform(try session.request(.delete, groupID, Self.groupVersion))
    } catch {
      // Gone before, or by a deletion whose answer was lost.
      guard error.kind == .notFound else { throw error }
    }
  }

  func delete(_ id: String) async throws(ARMError) {
    do throws(ARMError) {
      _ = try await session.client.perform(try session.request(.delete, id, Self.apiVersion))
    } catch {
      // What is gone, be it with its group, needs no deletion.
      guard error.kind == .notFound else { throw error }
    }
  }

  /// Writes what nobody else writes at the same time, so that a second time does no harm where an answer was lost.
  @discardableResult
  private func put(_ id: String, _ body: Value, apiVersion: String = Self.apiVersion) async throws(ARMError) -> Value {
    var request = try session.request(.put, id, apiVersion, body: body)
    request.isRepeatable = true
    return try await session.client.perform(request).body
  }

  /// Writes a version of a template spec, which is made where it is missing, with its group.
  @discardableResult
  func write(
    _ content: Value, _ description: String, as version: String, of spec: String, _ specBody: (String) -> Value
  ) async throws(ARMError) -> Value {
    // Somebody else's cleaning up may take away what was just found or made; it doesn't do so for ever.
    var attempts = 5
    while true {
      do throws(ARMError) {
        let region = try await ensure(spec, specBody)
        return try await put(
          "\(specID(spec))/versions/\(version)", RecordBodies.version(content, region: region, description))
      } catch {
        attempts -= 1
        guard error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound", attempts > 0 else {
          throw error
        }
        _ = progress.state.withLock { $0.regions.removeValue(forKey: spec) }
      }
    }
  }

  /// The region of a template spec, which is made with its group if there certainly is none.
  private func ensure(_ spec: String, _ body: (String) -> Value) async throws(ARMError) -> String {
    if let region = progress.state.withLock({ $0.regions[spec] }) { return region }
    let region: String
    if let existing = try await found(specID(spec)) {
      region = existing[member: "location"]?.stringValue ?? location.region
    } else {
      region = try await ensureGroup()
      try await put(specID(spec), body(region))
    }
    progress.state.withLock { $0.regions[spec] = region }
    return region
  }

  /// The region of the group, which is made if there certainly is none.
  private func ensureGroup() async throws(ARMError) -> String {
    do throws(ARMError) {
      let group = try await session.client.send(try session.request(.get, groupID, Self.groupVersion)).body
      return group[member: "location"]?.stringValue ?? location.region
    } catch {
      guard error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" else { throw error }
      try await put(groupID, RecordBodies.group(region: location.region), apiVersion: Self.groupVersion)
      return location.region
    }
  }

  func failure(_ error: ARMError, doing verb: String) -> ProviderFailure {
    let cause = ProviderFailure(error)
    return ProviderFailure(
      "The environment record could not be \(verb)",
      detail: "The record is kept in \(place).\n\(cause.summary): \(cause.detail)",
      hint: error.kind == .permission
        ? "ask for the role Template Spec Contributor on that group, or name another that exists in `armature { record { "
          + "resource_group_name = ... } }`"
        : cause.hint,
      effect: cause.effect)
  }
}
