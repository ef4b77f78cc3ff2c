import ARM
import HTTP
import Resources
import Values

/// Keeps environment records as template specs: one spec for each environment, one version for each run that changed
/// something, in a resource group of their own.
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

  private static let apiVersion = "2022-02-01"
  private static let groupVersion = "2023-07-01"
  /// How many versions are kept.
  private static let versionsMax = 20
  /// The tag of a group that was made for records and for nothing else.
  private static let groupTag = "armature-records"

  private let session: AzureSession
  private let location: Location

  package init(session: AzureSession, location: Location) {
    self.session = session
    self.location = location
  }

  package var place: String {
    "template specs in the resource group \(location.resourceGroup) of subscription \(session.subscription)"
  }

  private var groupID: String { "/subscriptions/\(session.subscription)/resourceGroups/\(location.resourceGroup)" }

  private func specID(_ environment: String) -> String {
    "\(groupID)/providers/Microsoft.Resources/templateSpecs/\(Self.name(of: environment))"
  }

  // MARK: Reading

  package func load(environment: String) async throws(ProviderFailure) -> EnvironmentRecord? {
    do throws(ARMError) {
      guard let version = try await versions(of: environment).max() else { return nil }
      let body = try await session.client.send(
        try session.request(.get, "\(specID(environment))/versions/\(version)", Self.apiVersion)
      ).body
      return try decoded(body)
    } catch {
      throw failure(error, doing: "read")
    }
  }

  private func decoded(_ body: Value) throws(ARMError) -> EnvironmentRecord {
    let record = body[member: "properties"]?[member: "mainTemplate"]?[member: "metadata"]?[member: "armature"]
    do throws(EnvironmentRecord.CodingError) {
      return try EnvironmentRecord(decoding: record ?? .null(.dynamic))
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

  /// The names of the versions, which sort by age; empty where there is no record.
  private func versions(of environment: String) async throws(ARMError) -> [String] {
    var request = try session.request(.get, specID(environment), Self.apiVersion)
    request.query = [ARMRequest.QueryItem("$expand", "versions")]
    do throws(ARMError) {
      let body = try await session.client.send(request).body
      guard body[member: "id"]?.stringValue != nil else { throw AzureSession.notAResource(specID(environment)) }
      return body[member: "properties"]?[member: "versions"]?.members?.keys ?? []
    } catch {
      if error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" { return [] }
      throw error
    }
  }

  package func history(environment: String) async throws(ProviderFailure) -> [RecordedRun] {
    do throws(ARMError) {
      let versions = try await session.client.list("\(specID(environment))/versions", apiVersion: Self.apiVersion)
      return versions.compactMap { version -> RecordedRun? in
        guard let serial = version[member: "name"]?.stringValue.flatMap({ Int($0) }) else { return nil }
        let system = version[member: "systemData"]
        return RecordedRun(
          serial: serial, time: system?[member: "lastModifiedAt"]?.stringValue ?? "",
          author: system?[member: "lastModifiedBy"]?.stringValue ?? "",
          summary: version[member: "properties"]?[member: "description"]?.stringValue ?? "")
      }.sorted { $0.serial < $1.serial }
    } catch {
      if error.kind == .notFound { return [] }
      throw failure(error, doing: "read")
    }
  }

  // MARK: Writing

  package func save(_ record: EnvironmentRecord) async throws(ProviderFailure) {
    do throws(ARMError) {
      let region = try await ensureGroup()
      let spec = specID(record.environment)
      if try await !exists(spec) {
        _ = try await session.client.perform(
          try session.request(.put, spec, Self.apiVersion, body: specBody(record, region: region)))
      }
      _ = try await session.client.perform(
        try session.request(
          .put, "\(spec)/versions/\(Self.versionName(record.serial))", Self.apiVersion,
          body: versionBody(record, region: region)))
      if record.serial > Self.versionsMax {
        _ = try await session.client.perform(
          try session.request(
            .delete, "\(spec)/versions/\(Self.versionName(record.serial - Self.versionsMax))", Self.apiVersion))
      }
    } catch {
      throw failure(error, doing: "written")
    }
  }

  package func remove(environment: String) async throws(ProviderFailure) {
    do throws(ARMError) {
      _ = try await session.client.perform(
        try session.request(.delete, specID(environment), Self.apiVersion))
      try await removeEmptyGroup()
    } catch {
      throw failure(error, doing: "removed")
    }
  }

  /// A group that was made for records goes with the last of them, so that destroying leaves what was there before.
  private func removeEmptyGroup() async throws(ARMError) {
    let group = try await session.client.send(try session.request(.get, groupID, Self.groupVersion)).body
    guard group[member: "tags"]?[member: Self.groupTag] != nil else { return }
    let rest = try await session.client.list("\(groupID)/resources", apiVersion: "2021-04-01")
    guard rest.isEmpty else { return }
    _ = try await session.client.perform(
      try session.request(.delete, groupID, Self.groupVersion))
  }

  private func exists(_ id: String) async throws(ARMError) -> Bool {
    do throws(ARMError) {
      _ = try await session.client.send(try session.request(.get, id, Self.apiVersion))
      return true
    } catch {
      if error.kind == .notFound { return false }
      throw error
    }
  }

  /// The region of the group, which is made if there certainly is none.
  private func ensureGroup() async throws(ARMError) -> String {
    do throws(ARMError) {
      let group = try await session.client.send(try session.request(.get, groupID, Self.groupVersion)).body
      return group[member: "location"]?.stringValue ?? location.region
    } catch {
      guard error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" else { throw error }
      let body: Value = [
        "location": .string(location.region),
        "tags": .object(
          Members([(Self.groupTag, Value.string("Made by Armature for the records of its environments."))])),
      ]
      _ = try await session.client.perform(
        try session.request(.put, groupID, Self.groupVersion, body: body))
      return location.region
    }
  }

  private func specBody(_ record: EnvironmentRecord, region: String) -> Value {
    [
      "location": .string(region),
      "properties": [
        "displayName": Value.string(String("Armature: \(record.environment)".prefix(64))),
        "description": Value.string(
          "What the environment '\(record.environment)' owns, kept by Armature. Its newest version is the one that counts; "
            + "the list is in metadata.armature of its main template. Nothing is deployed by it, and it holds no secrets."
        ),
      ],
    ]
  }

  private func versionBody(_ record: EnvironmentRecord, region: String) -> Value {
    [
      "location": .string(region),
      "properties": [
        "description": .string("Run \(record.serial): \(record.entries.count) resources."),
        "mainTemplate": [
          "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
          "contentVersion": "1.0.0.0",
          "resources": [],
          "metadata": ["armature": record.encoded],
        ],
      ],
    ]
  }

  private func failure(_ error: ARMError, doing verb: String) -> ProviderFailure {
    let cause = ProviderFailure(error)
    return ProviderFailure(
      "The environment record could not be \(verb)",
      detail: "The record is kept in \(place).\n\(cause.summary): \(cause.detail)",
      hint: error.kind == .permission
        ? "ask for the role Template Spec Contributor on that group, or name another in `armature { record { "
          + "resource_group_name = ... } }`"
        : cause.hint,
      effect: cause.effect)
  }

  // MARK: Names

  /// Ten digits, so that names sort as numbers do.
  static func versionName(_ serial: Int) -> String {
    let digits = String(serial)
    return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
  }

  /// A template spec's name: 1 to 90 letters, digits and `-_.()`.
  static func name(of environment: String) -> String {
    String(
      environment.map { character in
        character.isASCII && (character.isLetter || character.isNumber || "-_.()".contains(character)) ? character : "-"
      }.prefix(90))
  }
}
