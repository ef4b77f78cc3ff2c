import AzureKinds
import Resources
import Values

/// What a PATCH says of the difference between two bodies, after RFC 7396: members that change, and null for those that
/// go. Lists are sent whole.
struct MergePatch {
  /// An object, empty where nothing differs.
  let body: Value

  /// - Parameter wholes: members of which no part can be sent.
  init(from old: Value, to new: Value, wholes: [BodyPath]) {
    body = Self.difference(old, new, at: [], Set(wholes.map(\.names))) ?? .object(Members())
  }

  private static func difference(_ old: Value, _ new: Value, at path: [String], _ wholes: Set<[String]>) -> Value? {
    if CanonicalText.of(old) == CanonicalText.of(new) { return nil }
    guard let before = old.members, let after = new.members, !wholes.contains(path) else { return new }
    // Some providers merge these and others replace them: those that stay and those that go are right for both.
    var changed = path.last == "userAssignedIdentities" ? after : Members()
    for (name, value) in after {
      guard let was = before[name] else {
        changed[name] = value
        continue
      }
      if let difference = difference(was, value, at: path + [name], wholes) { changed[name] = difference }
    }
    for (name, _) in before where after[name] == nil {
      // Without tags is with none: a null would leave them as they are.
      changed[name] = path.isEmpty && name == "tags" ? .object(Members()) : .null(.dynamic)
    }
    return .object(changed)
  }
}
