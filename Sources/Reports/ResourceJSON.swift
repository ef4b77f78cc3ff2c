import Configuration
import JSON
import Planning
import Resources
import Values

/// Resource instances as Terraform's JSON names them, and trees of them by module.
enum ResourceJSON {
  /// `mode`, `type`, `name` and, of a repeated one, `index`.
  static func names(_ address: InstanceAddress) -> [(String, OrderedJSON)] {
    var members: [(String, OrderedJSON)] = [
      ("mode", .string(address.mode.rawValue)), ("type", .string(address.type)), ("name", .string(address.name)),
    ]
    switch address.key {
    case .none: break
    case .index(let index): members.append(("index", .number(index)))
    case .name(let name): members.append(("index", .string(name)))
    }
    return members
  }

  /// One instance with its values.
  static func instance(_ change: InstanceChange, _ value: Value, dependencies: [InstanceAddress] = []) -> OrderedJSON {
    let value = change.kind.schema.marking(value)
    var members: [(String, OrderedJSON)] =
      [("address", .string("\(change.address.current)"))] + names(change.address)
    if let deposed = change.address.deposed { members.append(("deposed_key", .string(deposed))) }
    members += [
      ("provider_name", .string(change.kind.providerName)), ("schema_version", 0),
      ("values", FlaggedJSON.known(value) ?? .object([])), ("sensitive_values", FlaggedJSON.sensitive(value)),
    ]
    let resources = Set(dependencies.map(\.resource)).sorted { $0.precedesInUTF8($1) }
    if !resources.isEmpty { members.append(("depends_on", .array(resources.map { .string($0) }))) }
    return .object(members)
  }

  /// Instances under their modules, the root's first.
  static func tree(_ instances: [(address: InstanceAddress, json: OrderedJSON)]) -> OrderedJSON {
    tree(.root, instances[...])
  }

  private static func tree(
    _ module: ModuleAddress, _ instances: ArraySlice<(address: InstanceAddress, json: OrderedJSON)>
  ) -> OrderedJSON {
    let depth = module.steps.count
    var members: [(String, OrderedJSON)] = []
    let own = instances.filter { $0.address.module == module }
    if !own.isEmpty { members.append(("resources", .array(own.map(\.json)))) }
    var children: [ModuleAddress] = []
    for instance in instances where instance.address.module.steps.count > depth {
      let child = ModuleAddress(Array(instance.address.module.steps.prefix(depth + 1)))
      if children.last != child { children.append(child) }
    }
    if !children.isEmpty {
      // Instances come sorted by address, so those of one child module stand together.
      let trees = children.map { child in
        tree(child, instances.filter { Array($0.address.module.steps.prefix(depth + 1)) == child.steps }[...])
      }
      members.append(("child_modules", .array(trees)))
    }
    if depth > 0 { members.append(("address", .string("\(module)"))) }
    return .object(members)
  }
}
