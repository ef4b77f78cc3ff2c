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
    let blocks = graph.modules.map(\.sortedResources)
    // The instances of a block are in order.
    return instances.joined().sorted { $0.address < $1.address }.flatMap { module in
      blocks[module.module].flatMap { module.resources[$0]?.all ?? [] }
    }
  }

  /// The instances that a dependency names.
  func instances(of dependency: Dependency) -> [ResourceInstance] {
    guard let resource = module(at: dependency.module)?.resource(dependency.resource) else { return [] }
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
      .resource(ResourceName(address.mode, type: address.type, name: address.name))?[address.key]
  }
}

extension Module {
  /// The places of its resources and data sources in the order of their addresses.
  fileprivate var sortedResources: [Int] {
    let byType = Dictionary(grouping: resources.indices) { place in
      // Data sources come first.
      (resources[place].mode == .data ? "0" : "1") + resources[place].type
    }
    return Array(byType).sortedInUTF8(by: \.key).flatMap { _, places in places.sortedInUTF8 { resources[$0].name } }
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
