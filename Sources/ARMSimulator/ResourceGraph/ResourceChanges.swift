import Values

/// The rows of the table of changes (Microsoft Learn, "Get resource changes").
enum ResourceChanges {
  /// The clients that Azure calls by a name, by the ids of their applications.
  private static let clients = [
    "04b07795-8ddb-461a-bbee-02f9e1bf7b46": "Azure CLI",
    "1950a258-227b-4e31-a9cf-717495945fc2": "Azure PowerShell",
    "c44b4083-3bb0-49c1-b47d-974e53cbdf3c": "Azure Portal",
  ]

  /// - Parameter previous: the number of the change of the same resource before, if that is known.
  static func cells(of entry: ChangeLog.Entry, after previous: Int?) -> [Value] {
    let name = Identifiers.guid(for: "change \(entry.number) \(entry.resource)")
    return ResourceRow.cells(
      id: "\(entry.resource)/providers/Microsoft.Resources/changes/\(name)", name: name,
      type: "microsoft.resources/changes",
      body: ["location": .string(entry.location), "properties": properties(of: entry, after: previous)])
  }

  private static func properties(of entry: ChangeLog.Entry, after previous: Int?) -> Value {
    var properties: Value = [
      "targetResourceId": .string(entry.resource), "targetResourceType": .string(entry.type.lowercased()),
      "changeType": .string(entry.kind.rawValue), "changeAttributes": attributes(of: entry, after: previous),
    ]
    // Only what was updated says which members were.
    guard entry.kind == .update else { return properties }
    properties["changes"] = .object(
      Members(
        entry.parts.map { part in
          let type = part.before == nil ? "Insert" : part.after == nil ? "Remove" : "Update"
          return (
            part.path,
            [
              "propertyChangeType": .string(type), "changeCategory": part.isSystem ? "System" : "User",
              "previousValue": part.before.map { .string($0) } ?? .null(.dynamic),
              "newValue": part.after.map { .string($0) } ?? .null(.dynamic),
            ]
          )
        }))
    return properties
  }

  private static func attributes(of entry: ChangeLog.Entry, after previous: Int?) -> Value {
    var attributes: Value = [
      "timestamp": .string(entry.time.text(fractionDigits: 3)), "changesCount": .number(entry.parts.count),
      "correlationId": "00000000-0000-0000-0000-000000000000", "changedByType": "System", "changedBy": "System",
      "clientType": "Unspecified", "operation": "Unspecified",
    ]
    if let author = entry.author {
      attributes["correlationId"] = .string(author.correlation)
      attributes["changedByType"] = author.actor.isUser ? "User" : "Application"
      attributes["changedBy"] = .string(author.actor.caller)
      attributes["clientType"] = .string(clients[author.actor.application] ?? "Unknown")
      attributes["operation"] = .string(author.operation)
    }
    if entry.kind != .create {
      attributes["previousResourceSnapshotId"] = snapshot(previous, of: entry.resource)
    }
    if entry.kind != .delete { attributes["newResourceSnapshotId"] = snapshot(entry.number, of: entry.resource) }
    return attributes
  }

  /// The id of a resource as a change made it; of the state before any change that is known, too.
  private static func snapshot(_ number: Int?, of id: String) -> Value {
    .string(Identifiers.guid(for: "snapshot \(number.map(String.init) ?? "") \(id.lowercased())"))
  }
}

extension ActivityLog.Actor {
  /// Whether it is a person, whom the log calls by a name, and not an application.
  fileprivate var isUser: Bool { caller != object }
}
