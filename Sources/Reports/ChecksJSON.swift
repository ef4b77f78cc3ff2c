import Configuration
import JSON
import Planning
import Resources
import Values

/// The conditions of a configuration with how they turned out, as Terraform's JSON lists them.
enum ChecksJSON {
  /// One entry for each object that has conditions, with its instances.
  static func list(_ results: [CheckResult]) -> [OrderedJSON] {
    let objects = Dictionary(grouping: results) { CheckedObject($0) }
    return objects.sorted { $0.key.display.precedesInUTF8($1.key.display) }.map { object, results in
      var instances: [CheckedInstance] = []
      for result in results {
        let found = CheckedInstance(result)
        if let index = instances.firstIndex(where: { $0.display == found.display }) {
          instances[index].add(result)
        } else {
          instances.append(found)
        }
      }
      instances.sort { $0.display.precedesInUTF8($1.display) }
      return [
        "address": .object(object.address), "status": .string(worst(instances.map(\.status)).rawValue),
        "instances": .array(instances.map(\.json)),
      ]
    }
  }

  static func worst(_ statuses: [CheckResult.Status]) -> CheckResult.Status {
    let order: [CheckResult.Status] = [.error, .fail, .unknown, .pass]
    return order.first { statuses.contains($0) } ?? .unknown
  }
}

/// What has conditions, whatever its instances.
private struct CheckedObject: Hashable {
  let module: [String]
  let subject: CheckResult.Subject

  init(_ result: CheckResult) {
    module = result.module.steps.map(\.name)
    subject =
      if case .resource(let address) = result.subject {
        .resource(InstanceAddress(mode: address.mode, type: address.type, name: address.name))
      } else {
        result.subject
      }
  }

  var display: String { (module.map { "module.\($0)" } + [subject.display]).joined(separator: ".") }

  var address: [(String, OrderedJSON)] {
    var members: [(String, OrderedJSON)] = [("kind", .string(subject.kind))]
    if case .resource(let address) = subject { members.append(("mode", .string(address.mode.rawValue))) }
    if !module.isEmpty { members.append(("module", .string(module.map { "module.\($0)" }.joined(separator: ".")))) }
    members += [("name", .string(subject.name)), ("to_display", .string(display))]
    if case .resource(let address) = subject { members.append(("type", .string(address.type))) }
    return members
  }
}

/// One instance of what has conditions.
private struct CheckedInstance {
  let display: String
  private let module: ModuleAddress
  private let key: InstanceKey
  private(set) var status: CheckResult.Status
  private var messages: [String]

  init(_ result: CheckResult) {
    module = result.module
    status = result.status
    messages = result.messages
    if case .resource(let address) = result.subject {
      key = address.key
      display = address.description
    } else {
      key = .none
      display = module.steps.isEmpty ? result.subject.display : "\(module).\(result.subject.display)"
    }
  }

  /// Takes in a further result about the same instance, as of its postconditions beside its preconditions.
  mutating func add(_ result: CheckResult) {
    status = ChecksJSON.worst([status, result.status])
    messages += result.messages
  }

  var json: OrderedJSON {
    var address: [(String, OrderedJSON)] = []
    switch key {
    case .none: break
    case .index(let index): address.append(("instance_key", .number(index)))
    case .name(let name): address.append(("instance_key", .string(name)))
    }
    if !module.steps.isEmpty { address.append(("module", .string("\(module)"))) }
    address.append(("to_display", .string(display)))
    var members: [(String, OrderedJSON)] = [("address", .object(address)), ("status", .string(status.rawValue))]
    if !messages.isEmpty { members.append(("problems", .array(messages.map { ["message": .string($0)] }))) }
    return .object(members)
  }
}

extension CheckResult.Subject {
  fileprivate var kind: String {
    switch self {
    case .check: "check"
    case .output: "output_value"
    case .variable: "var"
    case .resource: "resource"
    }
  }

  fileprivate var name: String {
    switch self {
    case .check(let name), .output(let name), .variable(let name): name
    case .resource(let address): address.name
    }
  }

  /// As seen from its module.
  fileprivate var display: String {
    switch self {
    case .check(let name): "check.\(name)"
    case .output(let name): "output.\(name)"
    case .variable(let name): "var.\(name)"
    case .resource(let address): address.description
    }
  }
}
