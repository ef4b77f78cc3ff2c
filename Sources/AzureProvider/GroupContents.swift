import ARM
import AzureKinds
import Configuration
import HTTP
import Resources
import Values

/// What a resource group holds: its resources, what lies beneath them, and what is said about them by resources of
/// their own, each once.
package struct GroupContents: Sendable {
  /// Why something in a group is not for a spec.
  package enum Reason: Sendable, Hashable {
    /// No kind describes resources of this type, and their resource provider doesn't know it.
    case unknownType(String)
    /// Of a type without a kind, and it can't be read.
    case unreadable(String)
    /// Another resource made it and looks after it.
    case managed(by: String)
    /// It is part of an environment's record.
    case record
  }

  /// The group first.
  package fileprivate(set) var resources: [(kind: String, live: Observation.Live)] = []
  package fileprivate(set) var leftOut: [(id: String, reason: Reason)] = []
}

extension AzureProvider {
  /// Lists a resource group, and beneath each resource what its kinds say that lies there. Of a group that something
  /// else looks after, that alone is said.
  package func contents(ofGroup name: String) async throws(ProviderFailure) -> GroupContents {
    guard let session else { throw .noSession }
    let id = "/subscriptions/\(session.subscription)/resourceGroups/\(name)"
    var survey = GroupSurvey(provider: self, session: session)
    do throws(ARMError) {
      guard let group = try await session.settled(id, .resourceGroup) else {
        throw ARMError(.notFound, status: 404, message: "\(id) doesn't exist.")
      }
      if let manager = group.manager {
        return GroupContents(resources: [], leftOut: [(group.id, .managed(by: manager))])
      }
      return try await survey.contents(of: group)
    } catch {
      throw ProviderFailure(error)
    }
  }
}

/// Goes through a group level by level.
private struct GroupSurvey {
  let provider: AzureProvider
  let session: AzureSession
  private var contents = GroupContents()
  private var seen: Set<String> = []
  private var isRecords = false

  init(provider: AzureProvider, session: AzureSession) {
    self.provider = provider
    self.session = session
  }

  private static let listVersion = "2021-04-01"

  mutating func contents(of live: Observation.Live) async throws(ARMError) -> GroupContents {
    let kind = AzureKind.resourceGroup
    isRecords = live.body[member: "tags"]?[member: "armature-records"] != nil
    contents.resources.append((kind.name, live))
    seen.insert(live.id.lowercased())
    let rows = try await session.client.list("\(live.id)/resources", apiVersion: Self.listVersion)
    var level = rows.compactMap { candidate($0) }
    level += try await listed(beneath: [(kind, live)])
    while !level.isEmpty {
      let found = try await looked(at: level)
      level = try await listed(beneath: found)
    }
    contents.resources[1...].sort { $0.live.id.lowercased().precedesInUTF8($1.live.id.lowercased()) }
    contents.leftOut.sort { $0.id.lowercased().precedesInUTF8($1.id.lowercased()) }
    return contents
  }

  /// The id of a row of a list, if it is new and something to look at.
  private mutating func candidate(_ row: Value) -> String? {
    guard let id = row[member: "id"]?.stringValue, seen.insert(id.lowercased()).inserted else { return nil }
    if let manager = row[member: "managedBy"]?.stringValue, !manager.isEmpty {
      contents.leftOut.append((id, .managed(by: manager)))
      return nil
    }
    let kinds = provider.kinds(of: id)
    if kinds.first.flatMap({ provider.declaration(named: $0) })?.isInnate(row) == true { return nil }
    let type = RemoteType.type(of: id) ?? ""
    if kinds.isEmpty { contents.leftOut.append((id, .unknownType(type))) }
    if isRecords, type.lowercased().hasPrefix("microsoft.resources/templatespecs") {
      contents.leftOut.append((id, .record))
      return nil
    }
    return kinds.isEmpty ? nil : id
  }

  /// Reads resources; what is gone since it was listed is left out without a word.
  private mutating func looked(at ids: [String]) async throws(ARMError) -> [(kind: AzureKind, live: Observation.Live)] {
    let provider = provider
    let session = session
    let remotes = try await session.remotes(of: ids.filter(provider.hasNoKind))
    let answers = await concurrently(ids) { id throws(ARMError) -> (AzureKind, Observation.Live)? in
      let names = provider.kinds(of: id)
      guard
        let first = names.first.flatMap({
          provider.declaration(named: $0, id: id, apiVersion: remotes[id]?.apiVersion)
        }),
        !first.isOpen || remotes[id] != nil, let live = try await session.settled(id, first)
      else { return nil }
      if first.isOpen { return (first, live) }
      return (provider.kind(of: live.body, among: names).flatMap { provider.declaration(named: $0) } ?? first, live)
    }
    var found: [(kind: AzureKind, live: Observation.Live)] = []
    for (id, answer) in zip(ids, answers) {
      if provider.hasNoKind(id) {
        guard let remote = remotes[id] else {
          contents.leftOut.append((id, .unknownType(RemoteType.type(of: id) ?? "")))
          continue
        }
        if case .failure(let error) = answer {
          contents.leftOut.append((id, .unreadable("\(remote.text): \(error.message)")))
          continue
        }
      }
      guard let (kind, live) = try answer.get() else { continue }
      if let manager = live.manager {
        contents.leftOut.append((live.id, .managed(by: manager)))
        continue
      }
      found.append((kind, live))
      contents.resources.append((kind.name, live))
    }
    return found
  }

  /// The ids of what lies beneath resources and isn't what their own arguments say.
  private mutating func listed(beneath resources: [(kind: AzureKind, live: Observation.Live)])
    async throws(ARMError) -> [String]
  {
    struct Question {
      let owner: Int
      let path: String
      let apiVersion: String
      let isExtension: Bool
    }
    let session = session
    var ids: [String] = []
    let questions = resources.enumerated().flatMap { index, resource in
      provider.collections(beneath: resource.kind).map { child in
        Question(
          owner: index, path: "\(resource.live.id)\(child.path)", apiVersion: child.kind.route.apiVersion,
          isExtension: child.kind.collection?.parentType == nil)
      }
    }
    let answers = await concurrently(questions) { question throws(ARMError) -> [Value] in
      do throws(ARMError) {
        return try await session.client.list(question.path, apiVersion: question.apiVersion)
      } catch {
        // Not everything can be extended by everything, and what can't be doesn't know the list.
        if question.isExtension, [.notFound, .invalid].contains(error.kind) { return [] }
        throw error
      }
    }
    for (question, answer) in zip(questions, answers) {
      let owner = resources[question.owner]
      let own = ownElements(of: owner.kind, owner.live)
      for row in try answer.get() {
        guard let id = row[member: "id"]?.stringValue, !own.contains(id.lowercased()),
          id.lowercased().hasPrefix(owner.live.id.lowercased() + "/")
        else { continue }
        if let id = candidate(row) { ids.append(id) }
      }
    }
    return ids + resources.flatMap { unlisted(in: $0.kind, $0.live) }
  }

  /// The ids, in lower case, of what lies beneath a resource and is said by its own arguments, such as a cluster's
  /// default pool.
  private func ownElements(of kind: AzureKind, _ live: Observation.Live) -> Set<String> {
    let others = Set(children(of: kind, live).map { $0.lowercased() })
    let all = kind.holdings.flatMap { holding in
      (BodyTree(live.body)[holding.list.segments]?.elements ?? []).compactMap { element in
        element[member: "id"]?.stringValue
          ?? element[member: "name"]?.stringValue.map { "\(live.id)/\(holding.type)/\($0)" }
      }
    }
    return Set(all.map { $0.lowercased() }).subtracting(others)
  }

  private func children(of kind: AzureKind, _ live: Observation.Live) -> [String] {
    let declared = kind.resourceKind
    return provider.children(
      of: declared, id: live.id, body: live.body,
      arguments: provider.arguments(importing: declared, id: live.id, body: live.body), recorded: nil)
  }

  /// The ids of what a body shows beneath a resource and only the kind for any type describes.
  private mutating func unlisted(in kind: AzureKind, _ live: Observation.Live) -> [String] {
    children(of: kind, live).filter { provider.hasNoKind($0) && seen.insert($0.lowercased()).inserted }
  }
}
