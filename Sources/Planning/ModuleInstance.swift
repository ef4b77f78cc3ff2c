import Configuration
import Evaluation
import Resources
import Values

/// One instance of a module while it is evaluated: a scope with the values found so far.
final class ModuleInstance {
  /// The number of its module in the program's graph.
  let module: Int
  let address: ModuleAddress
  let parent: ModuleInstance?
  /// What `each` and `count` are in the arguments of the call that made it.
  var repetition: Repetition
  // By the places of their declarations in the module; nil while they have no value.
  var variables: [TrackedValue?]
  var locals: [TrackedValue?]
  var outputs: [TrackedValue?]
  var resources: [ResourceInstances?]
  var calls: [String: ModuleInstances] = [:]
  private let places: DeclarationPlaces

  init(
    of module: Module, numbered number: Int, address: ModuleAddress, parent: ModuleInstance?, repetition: Repetition
  ) {
    self.module = number
    self.address = address
    self.parent = parent
    self.repetition = repetition
    places = module.places
    variables = Array(repeating: nil, count: module.variables.count)
    locals = Array(repeating: nil, count: module.locals.count)
    outputs = Array(repeating: nil, count: module.outputs.count)
    resources = Array(repeating: nil, count: module.resources.count)
  }

  func variable(named name: String) -> TrackedValue? { places.variables[name].flatMap { variables[$0] } }
  func local(named name: String) -> TrackedValue? { places.locals[name].flatMap { locals[$0] } }
  func output(named name: String) -> TrackedValue? { places.outputs[name].flatMap { outputs[$0] } }
  func resource(_ name: ResourceName) -> ResourceInstances? { places.resources[name].flatMap { resources[$0] } }

  /// Whether it stands for instances of which nobody knows yet whether there are any.
  var isUncertain: Bool {
    var current = self
    while let parent = current.parent, let name = current.address.steps.last?.name {
      if parent.calls[name]?.repeats.isUnknown == true { return true }
      current = parent
    }
    return false
  }
}

/// What `count.index`, `each.key` and `each.value` are.
enum Repetition {
  case none
  case count(Int)
  case each(key: Value, value: Value)

  var key: InstanceKey {
    switch self {
    case .none: .none
    case .count(let index): .index(index)
    case .each(let key, _): .name(key.stringValue ?? "")
    }
  }

  /// Whether all of it is known: the keys of a `for_each` always are, and what they lead to perhaps only after an apply.
  var isWhollyKnown: Bool {
    if case .each(_, let value) = self { value.isWhollyKnown } else { true }
  }
}

/// How a block is repeated.
enum Repeat {
  case once
  case count(Int)
  /// Keys in byte order with their values.
  case forEach([(key: Value, value: Value)])
  /// Not known yet; nothing of it can be planned.
  case unknown(isCount: Bool)

  var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }

  /// How often, as far as is known.
  var count: Int {
    switch self {
    case .once: 1
    case .count(let count): count
    case .forEach(let items): items.count
    case .unknown: 0
    }
  }

  var repetitions: [Repetition] {
    switch self {
    case .once: [.none]
    case .count(let count): (0..<count).map { .count($0) }
    case .forEach(let items): items.map { .each(key: $0.key, value: $0.value) }
    case .unknown: []
    }
  }
}

/// The instances of a module call.
final class ModuleInstances {
  let repeats: Repeat
  /// In the order of their keys.
  let instances: [ModuleInstance]
  /// What the number of instances rests on.
  let dependencies: Set<Dependency>

  init(repeats: Repeat, instances: [ModuleInstance], dependencies: Set<Dependency>) {
    self.repeats = repeats
    self.instances = instances
    self.dependencies = dependencies
  }

  subscript(key: InstanceKey) -> ModuleInstance? { instances.first(at: key) { $0.repetition.key } }
}

/// The instances of a resource or data source.
final class ResourceInstances {
  let declaration: ResourceDeclaration
  let repeats: Repeat
  /// In the order of their keys.
  let all: [ResourceInstance]
  let dependencies: Set<Dependency>

  init(
    declaration: ResourceDeclaration, repeats: Repeat, instances: [ResourceInstance], dependencies: Set<Dependency>
  ) {
    self.declaration = declaration
    self.repeats = repeats
    all = instances
    self.dependencies = dependencies
  }

  /// Whether there is one, which has no key.
  var isSingle: Bool { all.count == 1 && all[0].address.key == .none }

  subscript(key: InstanceKey) -> ResourceInstance? { all.first(at: key) { $0.address.key } }

  /// What a reference to the resource as a whole sees.
  var value: Value {
    switch repeats {
    case .once: all.first?.visible ?? .unknown(.dynamic)
    case .count: .tuple(all.map(\.visible))
    case .forEach:
      .object(
        Members(
          all.compactMap { instance -> (String, Value)? in
            guard case .name(let name) = instance.address.key else { return nil }
            return (name, instance.visible)
          }))
    case .unknown: .unknown(.dynamic)
    }
  }
}

extension Array {
  /// The instance with a key, of some that are in the order of their keys.
  fileprivate func first(at key: InstanceKey, by keyOf: (Element) -> InstanceKey) -> Element? {
    var low = 0
    var high = count
    // Those of a `count` mostly have the place that their key says.
    if case .index(let index) = key, indices.contains(index), keyOf(self[index]) == key { return self[index] }
    while low < high {
      let middle = (low + high) / 2
      if keyOf(self[middle]) < key { low = middle + 1 } else { high = middle }
    }
    return low < count && keyOf(self[low]) == key ? self[low] : nil
  }
}

/// One resource instance as evaluated so far.
final class ResourceInstance {
  let address: InstanceAddress
  let declaration: ResourceDeclaration
  let kind: ResourceKind
  var repetition: Repetition
  /// What the spec says; null where it says nothing.
  var arguments: Value
  /// What its `timeouts` block says; null where there is none.
  var timeouts: Value = .null(.dynamic)
  var sources: BodySources?
  /// What its arguments were made of, and `depends_on`.
  var dependencies: Set<Dependency>
  /// Its id in Azure as far as the arguments tell.
  var id: String?
  /// What references to it see: planned, or live.
  var value: Value
  /// What is planned for it; nil while something about it has yet to be read.
  var decision: Decision?
  var action: InstanceChange.Action? { decision?.action }

  /// Its value as references see it.
  var visible: Value { kind.schema.visible(value) }

  /// How long calls about it are waited for, as far as the spec says it.
  var limits: CallTimeouts { timeouts.isNull ? CallTimeouts() : CallTimeouts(block: timeouts) }

  /// What was decided about a resource instance: by reference, since it is long to copy and often looked at.
  final class Decision {
    var action: InstanceChange.Action
    var reasons: [Reason]
    var prior: Value?
    /// All that is live, of which `prior` has what is ours.
    var observed: Value?
    var priorID: String?
    var difference: Difference?
    var previousAddress: InstanceAddress?
    /// What was made anew under the id it had when this was decided.
    var replaced = ReplacedResources.none
    /// What stands in while it, or a part of it, is made anew.
    var standIn: StandIn?
    /// What is wrong with the change unless Azure allows it.
    var doubts: [ArgumentProblem] = []

    init(action: InstanceChange.Action, reasons: [Reason], prior: Value? = nil, priorID: String? = nil) {
      self.action = action
      self.reasons = reasons
      self.prior = prior
      self.priorID = priorID
    }
  }

  /// - Parameter unknown: what is known of anything of the kind: that the instances of a block share.
  init(
    address: InstanceAddress, declaration: ResourceDeclaration, kind: ResourceKind, repetition: Repetition,
    unknown: Value, dependencies: Set<Dependency>
  ) {
    self.address = address
    self.declaration = declaration
    self.kind = kind
    self.repetition = repetition
    self.dependencies = dependencies
    arguments = unknown
    value = unknown
  }
}
