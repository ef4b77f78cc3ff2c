import Configuration
import Diagnostics
import Evaluation
import Resources
import Syntax
import Values

/// The names that an expression in a module instance sees, noting which resources it used.
struct ModuleScope: Scope {
  let instance: ModuleInstance
  let repetition: Repetition
  /// What `self` is, where it may be used.
  let selfValue: Value?
  let uses: UseCollector
  private let world: World

  /// What all scopes of a program share, by reference: each instance is evaluated in a scope of its own.
  final class World: Sendable {
    let program: ProgramGraph
    let environment: String
    let directories: ProgramDirectories
    /// The functions of providers, by the address of each.
    let providerFunctions: [String: FunctionTable]

    init(
      program: ProgramGraph, environment: String, directories: ProgramDirectories,
      providerFunctions: [String: FunctionTable]
    ) {
      self.program = program
      self.environment = environment
      self.directories = directories
      self.providerFunctions = providerFunctions
    }
  }

  /// Notes what was used; shared by the copies of one scope.
  final class UseCollector {
    var dependencies: Set<Dependency> = []
    /// Attributes that Azure tells only when asked separately.
    var fetched: Set<FetchedAttribute> = []
  }

  init(_ instance: ModuleInstance, of world: World, repetition: Repetition = .none, selfValue: Value? = nil) {
    self.instance = instance
    self.world = world
    self.repetition = repetition
    self.selfValue = selfValue
    uses = UseCollector()
  }

  func resolve(_ traversal: Traversal) throws(DiagnosticsError) -> Resolution {
    let resolved = try Reference.parse(traversal)
    switch resolved.reference {
    case .variable(let name): return resolution(instance.variable(named: name), resolved)
    case .local(let name): return resolution(instance.local(named: name), resolved)
    case .resource(let name): return try resource(name, resolved)
    case .module(let name): return module(name, resolved)
    case .countIndex:
      if case .count(let index) = repetition { return Resolution(.number(index), steps: resolved.stepCount) }
      return Resolution(.unknown(.number), steps: resolved.stepCount)
    case .eachKey:
      if case .each(let key, _) = repetition { return Resolution(key, steps: resolved.stepCount) }
      return Resolution(.unknown(.string), steps: resolved.stepCount)
    case .eachValue:
      if case .each(_, let value) = repetition { return Resolution(value, steps: resolved.stepCount) }
      return Resolution(.unknown(.dynamic), steps: resolved.stepCount)
    case .pathModule:
      return Resolution(
        .string(world.program.modules[instance.module].pathFromRoot), steps: resolved.stepCount)
    case .pathRoot: return Resolution(".", steps: resolved.stepCount)
    case .pathCurrent: return Resolution(.string(world.directories.current), steps: resolved.stepCount)
    case .terraformWorkspace: return Resolution(.string(world.environment), steps: resolved.stepCount)
    case .terraformApplying: return Resolution(.unknown(.bool), steps: resolved.stepCount)
    case .selfObject: return Resolution(selfValue ?? .unknown(.dynamic), steps: resolved.stepCount)
    }
  }

  func functions(ofProvider name: String) -> FunctionTable? {
    let requirement = world.program.modules[instance.module].settings.requiredProviders.first { $0.name == name }
    guard let requirement else { return nil }
    if requirement.isBuiltIn { return .builtInProvider }
    return world.providerFunctions.first { requirement.isFor($0.key) }?.value
  }

  private func resolution(_ tracked: TrackedValue?, _ resolved: ResolvedReference) -> Resolution {
    guard let tracked else { return Resolution(.unknown(.dynamic), steps: resolved.stepCount) }
    uses.dependencies.formUnion(tracked.dependencies)
    return Resolution(tracked.value, steps: resolved.stepCount)
  }

  private func resource(
    _ name: ResourceName, _ resolved: ResolvedReference
  ) throws(DiagnosticsError) -> Resolution {
    guard let resource = instance.resource(name) else {
      return Resolution(.unknown(.dynamic), steps: resolved.stepCount)
    }
    if case .unknown = resource.repeats {
      // What an instance has is known even where nobody knows which instances there are.
      if case .index? = resolved.remainingSteps.first, let any = resource.all.first {
        try check(resolved.remainingSteps.dropFirst().first, of: any)
        return Resolution(any.visible, steps: resolved.stepCount + 1)
      }
      return Resolution(.unknown(.dynamic), steps: resolved.stepCount)
    }
    // What is wrong with a key where there is nothing to choose was found when the program was read.
    if case .once = resource.repeats, case .index? = resolved.remainingSteps.first {
      return Resolution(.unknown(.dynamic), steps: resolved.traversal.steps.count)
    }
    // A key that is written out leads to one instance: nothing waits for the others.
    if let key = resolved.remainingSteps.first.flatMap(InstanceKey.init), let found = resource[key] {
      uses.dependencies.insert(Dependency(module: instance.address, resource: name, key: key))
      try check(resolved.remainingSteps.dropFirst().first, of: found)
      note(resolved.remainingSteps.dropFirst().first, of: [found])
      return Resolution(found.visible, steps: resolved.stepCount + 1)
    }
    uses.dependencies.insert(
      Dependency(module: instance.address, resource: name, key: resource.isSingle ? InstanceKey.none : nil))
    if resource.isSingle { try check(resolved.remainingSteps.first, of: resource.all[0]) }
    note(resolved.remainingSteps.first, of: resource.all)
    return Resolution(resource.value, steps: resolved.stepCount)
  }

  /// An attribute that a resource doesn't have is a mistake of naming, which `try` does not forgive.
  private func check(_ step: TraversalStep?, of instance: ResourceInstance) throws(DiagnosticsError) {
    guard case .attribute(let name, let range)? = step, case .object = instance.value.unmarked else { return }
    _ = try instance.value.attribute(name, at: range)
  }

  /// Notes the use of an attribute that has to be asked for. Where it can't be told which attribute is used, none is.
  private func note(_ step: TraversalStep?, of instances: [ResourceInstance]) {
    guard let name = step?.attributeName else { return }
    for instance in instances where instance.kind.schema[name]?.isFetched == true {
      uses.fetched.insert(FetchedAttribute(address: instance.address, name: name))
    }
  }

  private func module(_ name: String, _ resolved: ResolvedReference) -> Resolution {
    guard let call = instance.calls[name] else {
      return Resolution(.unknown(.dynamic), steps: resolved.stepCount)
    }
    uses.dependencies.formUnion(call.dependencies)
    var steps = resolved.remainingSteps
    var consumed = resolved.stepCount
    var chosen: ModuleInstance?
    if case .unknown(let isCount) = call.repeats {
      // Which outputs an instance has is known even where nobody knows which instances there are.
      let instance = call.instances.first.map(outputs(of:))?.type ?? .dynamic
      return Resolution(.unknown(isCount ? .list(instance) : .map(instance)), steps: resolved.stepCount)
    }
    if case .once = call.repeats {
      chosen = call.instances.first
    } else if let key = steps.first.flatMap(InstanceKey.init) {
      chosen = call[key]
      if chosen != nil {
        steps = steps.dropFirst()
        consumed += 1
      }
    }
    if let chosen, let output = steps.first?.attributeName, let tracked = chosen.output(named: output) {
      uses.dependencies.formUnion(tracked.dependencies)
      return Resolution(tracked.value, steps: consumed + 1)
    }
    if let chosen { return Resolution(outputs(of: chosen), steps: consumed) }
    switch call.repeats {
    case .once, .unknown: return Resolution(.unknown(.dynamic), steps: resolved.stepCount)
    case .count: return Resolution(.tuple(call.instances.map(outputs(of:))), steps: resolved.stepCount)
    case .forEach:
      return Resolution(
        .object(Members(call.instances.map { ($0.repetition.keyText, outputs(of: $0)) })),
        steps: resolved.stepCount)
    }
  }

  /// All outputs of a module instance as an object.
  private func outputs(of instance: ModuleInstance) -> Value {
    let declared = world.program.modules[instance.module].outputs
    return .object(
      Members(
        zip(declared, instance.outputs).map { output, tracked in
          uses.dependencies.formUnion(tracked?.dependencies ?? [])
          return (output.name, tracked?.value ?? .unknown(.dynamic))
        }))
  }
}

/// An attribute of a resource instance that Azure tells only when asked separately.
struct FetchedAttribute: Hashable {
  let address: InstanceAddress
  let name: String
}

extension Repetition {
  fileprivate var keyText: String {
    if case .name(let name) = key { name } else { "" }
  }
}

extension InstanceKey {
  /// The key that an index step in a reference names; nil where it is none.
  init?(_ step: TraversalStep) {
    guard case .index(let value, _) = step else { return nil }
    if let name = value.stringValue {
      self = .name(name)
    } else if let index = value.intValue {
      self = .index(index)
    } else {
      return nil
    }
  }
}

/// The directories that `path` tells of.
package struct ProgramDirectories: Sendable {
  /// The root module's, as it was named.
  package let root: String
  /// Where the user stands.
  package let current: String

  package init(root: String, current: String) {
    self.root = root
    self.current = current
  }
}
