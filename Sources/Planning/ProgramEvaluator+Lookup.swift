import Configuration
import Diagnostics
import Evaluation
import Resources
import Syntax
import Values

/// Finding what the values of a program belong to.
extension ProgramEvaluator {
  /// Every resource instance, in the order of addresses.
  var sortedResourceInstances: [ResourceInstance] {
    instances.joined().sorted { $0.address < $1.address }.flatMap { module in
      // By one text for each block, whose instances are in order. No name has a character before the one between its parts.
      module.resources.map { name, block in
        ("\(name.mode == .data ? 0 : 1)\(name.type)\u{1}\(name.name)", block.all)
      }
      .sorted { $0.0.precedesInUTF8($1.0) }.flatMap(\.1)
    }
  }

  /// The instances that a dependency names.
  func instances(of dependency: Dependency) -> [ResourceInstance] {
    guard let resource = module(at: dependency.module)?.resources[dependency.resource] else { return [] }
    if let key = dependency.key { return resource[key].map { [$0] } ?? [] }
    return resource.all
  }

  func module(at address: ModuleAddress) -> ModuleInstance? {
    var current = root
    for step in address.steps {
      guard let child = current.calls[step.name]?[step.key] else {
        return nil
      }
      current = child
    }
    return current
  }

  func instance(at address: InstanceAddress) -> ResourceInstance? {
    module(at: address.module)?
      .resources[ResourceName(address.mode, type: address.type, name: address.name)]?[address.key]
  }
}

extension ValuePath {
  /// The path that a traversal from an attribute writes down.
  init(_ traversal: Traversal) {
    self.init([.member(traversal.root)] + ValuePath(steps: traversal.steps[...]).steps)
  }

  /// The path that steps from a value write down.
  init(steps: ArraySlice<TraversalStep>) {
    self.init(
      steps.map { step in
        switch step {
        case .attribute(let name, _): .member(name)
        case .index(let key, _):
          if let index = key.intValue { .index(index) } else { .member(key.stringValue ?? "") }
        }
      })
  }
}
