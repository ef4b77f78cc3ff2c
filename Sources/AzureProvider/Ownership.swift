import ARM
import HTTP
import Resources
import Values

extension Observation.Authorship {
  /// The beginning of a resource as its `systemData` has it; nil where the resource type has none.
  init?(creationOf body: Value) {
    guard let system = body[member: "systemData"], let time = system[member: "createdAt"]?.stringValue,
      let author = system[member: "createdBy"]?.stringValue
    else { return nil }
    self.init(time: time, author: author)
  }
}

extension AzureProvider {
  private static let groupVersion = "2023-07-01"

  /// What `managedBy` of the resource groups around the ids says: one read for each group.
  package func managers(of ids: [String]) async throws(ProviderFailure) -> [String: String] {
    guard let session else { throw .noSession }
    let byGroup = Dictionary(grouping: ids) { Self.group(around: $0) ?? "" }
    var managers: [String: String] = [:]
    for (group, ids) in byGroup.sorted(by: { $0.key < $1.key }) where !group.isEmpty {
      do throws(ARMError) {
        let body = try await session.client.send(try session.request(.get, group, Self.groupVersion)).body
        guard let manager = body[member: "managedBy"]?.stringValue, !manager.isEmpty else { continue }
        for id in ids { managers[id] = manager }
      } catch {
        // What isn't there is nobody's; and without the right to read it, the write itself will be refused or not.
        if error.kind == .notFound || error.kind == .permission { continue }
        throw ProviderFailure(error)
      }
    }
    return managers
  }

  /// The id, in lower case, of the resource group that an id lies in; nil for a group itself and what is in none.
  private static func group(around id: String) -> String? {
    let parts = id.lowercased().split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count > 5, parts[1] == "subscriptions", parts[3] == "resourcegroups" else { return nil }
    return parts[..<5].joined(separator: "/")
  }
}

extension TemplateSpecRecordStore {
  /// Reads the other records in the same group, one after another until every id has an owner.
  package func owners(of ids: Set<String>, besides environment: String) async throws(ProviderFailure)
    -> [String: String]
  {
    var owners: [String: String] = [:]
    for other in try await environments() where other.lowercased() != environment.lowercased() {
      guard owners.count < ids.count, let record = try await load(environment: other) else { continue }
      // What another run is about to make, or was when it was stopped, is as little ours as what it has made.
      for entry in record.entries.values where ids.contains(entry.id.lowercased()) {
        owners[entry.id.lowercased()] = record.environment
      }
    }
    return owners
  }

  /// The names of the environments that have a template spec here, in the order of their bytes.
  private func environments() async throws(ProviderFailure) -> [String] {
    do throws(ARMError) {
      let specs = try await session.client.list(
        "\(groupID)/providers/Microsoft.Resources/templateSpecs", apiVersion: Self.apiVersion)
      // Whoever else keeps template specs in this group doesn't mark them so.
      return specs.filter { $0[member: "properties"]?[member: "metadata"]?[member: "armature"] != nil }
        .compactMap { $0[member: "name"]?.stringValue }.filter { !Self.isReserved($0) }
        .sorted { $0.precedesInUTF8($1) }
    } catch {
      if error.kind == .notFound, error.code.lowercased() != "subscriptionnotfound" { return [] }
      throw failure(error, doing: "read")
    }
  }
}
