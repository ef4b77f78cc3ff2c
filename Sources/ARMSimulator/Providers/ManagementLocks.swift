import Values

/// Locks on subscriptions, groups and resources, which hold for everything below them.
enum ManagementLocks {
  static let type: ResourceType = {
    var type = ResourceType(
      "Microsoft.Authorization/locks",
      APIVersions("2015-01-01", "2016-09-01", "2017-04-01", "2020-05-01"))
    type.schema = {
      Schema(
        """
        properties required
          level: CanNotDelete|ReadOnly required
          notes: string
          owners[]
            applicationId: string
        """)
    }
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.hooks.prepare = { draft, _ throws(Refusal) in
      guard (draft.body["properties", "notes"]?.stringValue?.count ?? 0) <= 512 else {
        throw Refusal(
          400, "InvalidLockNotes", "The notes of a lock can have 512 characters at most.", target: "properties.notes")
      }
    }
    return type
  }()

  private static func scope(of lock: StoredResource) -> String {
    ResourceTarget(id: lock.id).map { ResourceIDs.key($0.scope) } ?? ""
  }

  /// Refuses the change of a resource that a lock keeps as it is. A deletion is refused for a lock on anything that
  /// would go with the resource, too.
  static func check(_ target: ResourceTarget, _ method: String, _ cloud: SimulatedCloud) throws(Refusal) {
    guard target.typeKey != type.key else { return }
    let key = target.key
    let holding = cloud.state.all(of: type.name).filter { lock in
      let scope = scope(of: lock)
      let isAbove = key == scope || key.hasPrefix(scope + "/")
      let isBelow = method == "DELETE" && scope.hasPrefix(key + "/")
      guard isAbove || isBelow else { return false }
      return method == "DELETE" || lock.body["properties", "level"]?.stringValue?.lowercased() == "readonly"
    }
    guard !holding.isEmpty else { return }
    let scopes = holding.compactMap { ResourceTarget(id: $0.id)?.scope }.map { "'\($0)'" }.joined(separator: ",")
    let verb = ["DELETE": "delete", "POST": "action"][method] ?? "write"
    throw Refusal(
      409, "ScopeLocked",
      "The scope '\(cloud.state[key]?.id ?? key)' cannot perform \(verb) operation because following scope(s) are "
        + "locked: \(scopes). Please remove the lock and try again.")
  }
}
