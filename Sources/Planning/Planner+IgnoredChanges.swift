import Configuration
import Resources
import Values

/// What `lifecycle.ignore_changes` says, and arguments that say the same.
extension Planner {
  /// The arguments with what is live in the place of what is to be ignored.
  func ignoringChanges(_ instance: ResourceInstance, prior: Value) -> Value {
    let paths = instance.kind.ignoredPaths?(instance.arguments) ?? []
    return paths.reduce(declaredIgnored(instance, prior: prior)) { Self.ignoring($1, in: $0, prior: prior) }
  }

  private func declaredIgnored(_ instance: ResourceInstance, prior: Value) -> Value {
    switch instance.declaration.lifecycle.ignoredChanges {
    case .all:
      guard var members = instance.arguments.members else { return instance.arguments }
      for attribute in instance.kind.schema.attributes where attribute.isArgument {
        members[attribute.name] = prior[member: attribute.name] ?? .null(attribute.type)
      }
      return .object(members)
    case .attributes(let traversals):
      return traversals.reduce(instance.arguments) { arguments, traversal in
        let written = ValuePath(traversal)
        guard case .member(let name)? = written.steps.first else { return arguments }
        // An older name of an argument stands for the argument.
        let known = instance.kind.schema[name]?.name ?? name
        return Self.ignoring(ValuePath([.member(known)] + written.steps.dropFirst()), in: arguments, prior: prior)
      }
    }
  }

  private static func ignoring(_ path: ValuePath, in arguments: Value, prior: Value) -> Value {
    if let value = prior[path], arguments[path] != nil { return arguments.replacing(path, with: value) }
    // What only one side has of a map, or of what may hold anything: there as it is live, or not there.
    guard case .member(let key)? = path.steps.last, path.steps.count > 1 else { return arguments }
    let parent = ValuePath(Array(path.steps.dropLast()))
    guard let live = prior[parent], let wanted = arguments[parent] else { return arguments }
    if case .object(var members) = wanted.unmarked, live.members != nil {
      members[key] = live.members?[key]
      return arguments.replacing(parent, with: .object(members).marked(wanted.marks))
    }
    guard case .map(_, of: let type) = (live.isNull ? wanted : live).unmarked else { return arguments }
    var members = wanted.isNull ? Members() : wanted.members ?? Members()
    members[key] = live.members?[key]
    if members.isEmpty, live.isNull { return arguments.replacing(parent, with: live) }
    return arguments.replacing(parent, with: .map(members, of: type).marked(wanted.marks))
  }
}
