import Configuration
import JSON
import Planning
import Resources
import Values

/// The conditions of a configuration with how they turned out, as Terraform's JSON lists them.
enum ChecksJSON {
  static func list(_ program: Program, _ plan: Plan) -> [OrderedJSON] {
    checks(plan) + resources(program, plan) + values(program)
  }

  /// `check` blocks: each with its worst result.
  private static func checks(_ plan: Plan) -> [OrderedJSON] {
    Dictionary(grouping: plan.checks, by: \.name).sorted { $0.key.precedesInUTF8($1.key) }.map { name, results in
      let order: [CheckResult.Status] = [.error, .fail, .unknown, .pass]
      let status = order.first { status in results.contains { $0.status == status } } ?? .unknown
      let messages = results.filter { $0.status == .fail || $0.status == .error }.compactMap(\.message)
      return entry(
        ["kind": "check", "name": .string(name), "to_display": .string("check.\(name)")], status.rawValue,
        instances: [("check.\(name)", [], status.rawValue, messages)])
    }
  }

  /// Resources with conditions. A plan is made only if none of them fails; what is checked afterwards is not known.
  private static func resources(_ program: Program, _ plan: Plan) -> [OrderedJSON] {
    var entries: [OrderedJSON] = []
    for module in program.modules {
      for resource in module.resources.sorted(by: { "\($0.key)".precedesInUTF8("\($1.key)") }) {
        let lifecycle = resource.lifecycle
        if lifecycle.preconditions.isEmpty, lifecycle.postconditions.isEmpty { continue }
        let changes = plan.changes.filter {
          $0.address.module.steps.map(\.name) == module.path && $0.address.mode == resource.mode
            && $0.address.type == resource.type && $0.address.name == resource.name && $0.declaration != nil
        }
        let instances = changes.map { change in
          let status = change.action != .none && !lifecycle.postconditions.isEmpty ? "unknown" : "pass"
          return ("\(change.address)", key(change.address.key), status, [String]())
        }
        let prefix = module.path.map { "module.\($0)." }.joined()
        var address: [(String, OrderedJSON)] = [
          ("kind", "resource"), ("mode", .string(resource.mode.rawValue)), ("name", .string(resource.name)),
          ("to_display", .string("\(prefix)\(resource.key)")), ("type", .string(resource.type)),
        ]
        if !prefix.isEmpty { address.insert(("module", .string(String(prefix.dropLast()))), at: 2) }
        entries.append(
          entry(.object(address), instances.contains { $0.2 == "unknown" } ? "unknown" : "pass", instances: instances))
      }
    }
    return entries
  }

  /// Variables with validations.
  private static func values(_ program: Program) -> [OrderedJSON] {
    program.root.variables.filter { !$0.validations.isEmpty }.sorted { $0.name.precedesInUTF8($1.name) }.map {
      let display = "var.\($0.name)"
      return entry(
        ["kind": "var", "name": .string($0.name), "to_display": .string(display)], "pass",
        instances: [(display, [], "pass", [])])
    }
  }

  private static func key(_ key: InstanceKey) -> [(String, OrderedJSON)] {
    switch key {
    case .none: []
    case .index(let index): [("instance_key", .number(index))]
    case .name(let name): [("instance_key", .string(name))]
    }
  }

  private static func entry(
    _ address: OrderedJSON, _ status: String,
    instances: [(display: String, key: [(String, OrderedJSON)], status: String, messages: [String])]
  ) -> OrderedJSON {
    let list = instances.map { instance -> OrderedJSON in
      var members: [(String, OrderedJSON)] = [
        ("address", .object(instance.key + [("to_display", .string(instance.display))])),
        ("status", .string(instance.status)),
      ]
      if !instance.messages.isEmpty {
        members.append(("problems", .array(instance.messages.map { ["message": .string($0)] })))
      }
      return .object(members)
    }
    return ["address": address, "status": .string(status), "instances": .array(list)]
  }
}
