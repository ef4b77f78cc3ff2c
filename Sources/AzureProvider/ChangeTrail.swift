import ARM
import AzureKinds
import Resources
import Values

/// What events of the activity log say of one resource.
struct ChangeTrail: Sendable {
  /// The id of the resource whose writes change it: its own, or that of the resource whose body it is in.
  let id: String
  private let finding: ChangedResource.Finding
  private let isPath: Bool
  /// The ids, in lower case, that are written to where arguments of the resource change.
  private let written: Set<String>
  /// Ids, in lower case, right beneath which the same is true of everything.
  private let lists: Set<String>

  init(_ resource: ChangedResource, _ kind: AzureKind?) {
    let owner = resource.kind.ownedPath.flatMap { $0.owner(resource.id) }
    id = owner ?? resource.id
    isPath = owner != nil
    finding = resource.finding
    var written: Set = [id.lowercased()]
    var lists: Set<String> = []
    if case .changed(let paths) = finding {
      for path in paths {
        if let list = Self.companions(at: path, of: kind, id) { lists.insert(list) }
        written.formUnion(Self.parts(at: path, of: kind, id, resource.attributes))
      }
    }
    self.written = written
    self.lists = lists
  }

  /// The list of companions that an argument describes, if it does.
  private static func companions(at path: ValuePath, of kind: AzureKind?, _ id: String) -> String? {
    guard let companion = kind?.companion(of: path), companion.name != nil else { return nil }
    return "\(id)/\(companion.suffix)".lowercased()
  }

  /// What is written to by itself, where that changes the value of an argument: the tags, the one companion that the argument
  /// describes, or what a block describes that stands in a list of the body.
  private static func parts(at path: ValuePath, of kind: AzureKind?, _ id: String, _ attributes: Value) -> [String] {
    guard case .member(let name)? = path.steps.first else { return [] }
    var parts: [String] = name == "tags" ? ["\(id)/providers/Microsoft.Resources/tags/default"] : []
    if let companion = kind?.companion(of: path), companion.name == nil { parts.append("\(id)/\(companion.suffix)") }
    for holding in kind?.holdings ?? []
    where kind?.blocks(in: holding.list).contains(where: { $0.schema.name == name }) ?? false {
      parts += (attributes[member: name]?.elements ?? []).compactMap { element in
        element[member: "name"]?.stringValue.map { "\(id)/\(holding.type)/\($0)" }
      }
    }
    return parts.map { $0.lowercased() }
  }

  /// The requests that may have brought about what was found, newest first: those of others, after the last one of the
  /// run that had made the resource as it was applied.
  func writes(in events: EventIndex, besides run: String) -> [ForeignWrite] {
    func isOwn(_ event: ActivityEvent) -> Bool { event.correlationID.lowercased() == run.lowercased() }
    let ownEnd = written.flatMap { events[$0] }.filter(isOwn).map(\.time).max() ?? ""
    return Dictionary(grouping: causes(in: events).filter { !isOwn($0) }) { event in
      [event.correlationID, event.operation, event.resourceID].map { $0.lowercased() }
    }.values.map(Request.init).filter { ownEnd < $0.end && counts($0) }
      .sorted { ($1.start, $1.correlationID, $1.operation) < ($0.start, $0.correlationID, $0.operation) }
      .compactMap(\.write)
  }

  /// The events of what can have brought about what was found.
  private func causes(in events: EventIndex) -> [ActivityEvent] {
    guard finding == .gone else {
      let all = written.flatMap { events[$0] } + lists.flatMap { events[beneath: $0] }
      return all.filter { $0.verb == "write" || $0.verb == "delete" }
    }
    // Whatever a resource is in takes it along.
    var around = id.lowercased()
    var causes = isPath ? events[around].filter { $0.verb == "write" } : []
    while let slash = around.lastIndex(of: "/") {
      causes += events[around].filter { $0.verb == "delete" }
      around = String(around[..<slash])
    }
    return causes
  }

  /// The events of a request on one resource.
  private struct Request {
    let events: [ActivityEvent]
    let start: String
    let end: String

    init(_ events: [ActivityEvent]) {
      self.events = events
      // Azure writes all times in one form, so that their order is that of their texts.
      start = events.map(\.time).min() ?? ""
      end = events.map(\.time).max() ?? ""
    }

    var correlationID: String { events.first?.correlationID ?? "" }
    var operation: String { events.first?.operation ?? "" }

    func has(_ statuses: String...) -> Bool { events.contains { statuses.contains($0.status.lowercased()) } }

    /// Nil where the log doesn't say whose it was.
    var write: ForeignWrite? {
      guard let principal = events.lazy.compactMap(\.caller).first else { return nil }
      return ForeignWrite(
        principal: principal, application: events.lazy.compactMap(\.application).first, operation: operation,
        time: start, correlationID: correlationID)
    }
  }

  /// Whether a request did what was found, as far as its outcome goes.
  private func counts(_ request: Request) -> Bool {
    finding == .failed ? request.has("failed", "canceled") : request.has("accepted", "succeeded")
  }
}

extension ActivityEvent {
  /// The last word of the operation: `write`, `delete` or `action`.
  fileprivate var verb: String? { operation.split(separator: "/").last?.lowercased() }
}

/// Events by what they are about.
struct EventIndex {
  private let byID: [String: [ActivityEvent]]
  private let byParent: [Substring: [String]]

  init(_ events: [ActivityEvent]) {
    byID = Dictionary(grouping: events) { $0.resourceID.lowercased() }
    byParent = Dictionary(grouping: byID.keys) { $0[..<($0.lastIndex(of: "/") ?? $0.startIndex)] }
  }

  /// Those of an id in lower case.
  subscript(id: String) -> [ActivityEvent] { byID[id] ?? [] }

  /// Those of everything right beneath a path in lower case.
  subscript(beneath path: String) -> [ActivityEvent] { (byParent[path[...]] ?? []).flatMap { self[$0] } }
}
