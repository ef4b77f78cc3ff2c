import Diagnostics
import JSON
import Planning
import Resources
import Values

/// What differs in Azure from what was last applied, for programs; sensitive values are null.
package struct DriftJSON {
  private let sources: SourceMap
  private let authors: DriftAuthors

  /// - Parameter checked: how many resources were looked at.
  package static func text(
    _ drift: [InstanceDrift], by authors: DriftAuthors, environment: String, subscription: String?, checked: Int,
    sources: SourceMap
  ) -> String {
    let json = DriftJSON(sources: sources, authors: authors)
    let document: OrderedJSON = [
      "environment": .string(environment), "subscription": subscription.map { .string($0) } ?? .null,
      "checked": .number(checked), "drifted": .array(drift.map(json.finding)),
    ]
    return document.text
  }

  private func finding(_ drift: InstanceDrift) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("address", .string("\(drift.address)")), ("id", .string(drift.id)), ("kind", .string(drift.kind.name)),
    ]
    switch drift.finding {
    case .deleted: members += [("finding", "deleted"), ("changes", [])]
    case .failed(let message):
      members += [("finding", "failed"), ("message", .string(message)), ("changes", [])]
    case .changed(let changes):
      members += [("finding", "changed"), ("changes", .array(changes.map { change($0, in: drift) }))]
    }
    if let place = place(drift.declaration) { members.append(("place", place)) }
    members.append(("changed_by", authors[drift.address].map { .array($0.map(write)) } ?? .null))
    return .object(members)
  }

  private func write(_ write: ForeignWrite) -> OrderedJSON {
    func text(_ text: String?) -> OrderedJSON { text.map { .string($0) } ?? .null }
    return [
      "principal": .string(write.principal), "application": text(write.application),
      "application_name": text(write.applicationName), "operation": .string(write.operation),
      "time": .string(write.time), "correlation_id": .string(write.correlationID),
    ]
  }

  private func change(_ change: Difference.Change, in drift: InstanceDrift) -> OrderedJSON {
    let isSensitive = drift.kind.schema.isSensitive(at: change.path)
    var members: [(String, OrderedJSON)] = [("path", .string(change.path.text))]
    // The record has only a hash of what was applied; where the spec stands as it was, that is the value.
    if change.cause == .drift {
      members.append(("applied", isSensitive ? .null : FlaggedJSON.known(change.new) ?? .null))
    }
    members.append(("live", isSensitive ? .null : FlaggedJSON.known(change.old) ?? .null))
    if let place = place(drift.sources[change.path]) { members.append(("place", place)) }
    return .object(members)
  }

  private func place(_ range: SourceRange?) -> OrderedJSON? {
    range.map { .string(sources.place(of: $0)) }
  }
}
