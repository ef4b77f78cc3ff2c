import Configuration
import Diagnostics
import Graph
import Syntax

/// Something in a program that has a value, once for each instance of its module: by the number of the module and the
/// place in the module's list of its kind.
package enum ProgramNode: Sendable {
  /// An input variable.
  case variable(Int, Int)
  case local(Int, Int)
  case output(Int, Int)
  /// A resource or data source.
  case resource(Int, Int)
  /// How many instances a module call has; the number is the called module's.
  case call(Int)
  /// The configuration of a provider, in the root module.
  case provider(Int)
  /// A check, in the root module or another.
  case check(Int, Int)
}

/// Which values of a program rest on which others: static, one node for each declaration whatever its instances.
///
/// Never changed once made, and shared by reference: each instance is evaluated in a scope that has it.
package final class ProgramGraph: Sendable {
  /// The modules, the root being number 0, each before the ones it calls.
  package let modules: [Module]
  /// For each module but the root the number of its caller.
  package let parents: [Int?]
  package let nodes: [ProgramNode]
  package let graph: DirectedGraph
  /// The numbers of the nodes, each after everything it rests on.
  package let order: [Int]
  /// For each module the number of its first node; those of a module follow each other kind by kind.
  private let firsts: [Int]
  private let modulesByPath: [[String]: Int]
  /// For each module but the root the call that it comes from.
  let calls: [ModuleCall?]

  /// Lays a program out.
  ///
  /// - Throws: one diagnostic for each cycle, naming its members.
  package init(_ program: Program) throws(DiagnosticsError) {
    modules = program.modules
    var modulesByPath: [[String]: Int] = [:]
    for (number, module) in modules.enumerated() { modulesByPath[module.path] = number }
    self.modulesByPath = modulesByPath
    var calls = [ModuleCall?](repeating: nil, count: modules.count)
    for module in modules {
      for call in module.calls {
        if let child = modulesByPath[module.path + [call.name]] { calls[child] = call }
      }
    }
    self.calls = calls
    parents = modules.map { $0.path.isEmpty ? nil : modulesByPath[Array($0.path.dropLast())] }

    var nodes: [ProgramNode] = []
    var firsts: [Int] = []
    for (number, module) in modules.enumerated() {
      firsts.append(nodes.count)
      nodes += number == 0 ? module.providers.indices.map { .provider($0) } : [.call(number)]
      nodes += module.variables.indices.map { .variable(number, $0) }
      nodes += module.locals.indices.map { .local(number, $0) }
      nodes += module.resources.indices.map { .resource(number, $0) }
      nodes += module.outputs.indices.map { .output(number, $0) }
      nodes += module.checks.indices.map { .check(number, $0) }
    }
    self.nodes = nodes
    self.firsts = firsts

    var builder = EdgeBuilder(
      NodeNumbers(modules: modules, firsts: firsts), parents: parents, calls: calls, modulesByPath: modulesByPath)
    for (index, node) in nodes.enumerated() { builder.addEdges(of: node, number: index) }
    graph = DirectedGraph(count: nodes.count, edges: builder.edges)
    guard let order = graph.order else {
      let modules = modules
      throw DiagnosticsError(
        graph.cycles.map { cycle in
          let names = cycle.map { Self.description(of: nodes[$0], modules: modules) }
          // Each range is searched for.
          let shown = cycle.prefix(PlanningDiagnostics.cycleMembersMax)
          return PlanningDiagnostics.cycle(
            names, ranges: shown.compactMap { Self.range(of: nodes[$0], modules: modules) })
        })
    }
    self.order = order
  }

  package func number(of node: ProgramNode) -> Int { numbers[node] }

  /// The number of a resource of the module with this number.
  package func number(of resource: ResourceName, in module: Int) -> Int? {
    modules[module].places.resources[resource].map { numbers[.resource(module, $0)] }
  }

  private var numbers: NodeNumbers { NodeNumbers(modules: modules, firsts: firsts) }

  /// How one resource's declaration uses the values of another, itself or through what lies between them: each use as
  /// the steps that lead on from the other, none for the whole of it.
  func uses(of resource: Int, by user: Int) -> [ArraySlice<TraversalStep>] {
    var builder = EdgeBuilder(numbers, parents: parents, calls: calls, modulesByPath: modulesByPath, used: resource)
    var seen: Set<Int> = [user]
    var work = [user]
    while let number = work.popLast() {
      builder.addEdges(of: nodes[number], number: number)
      for before in graph.predecessors[number] where seen.insert(before).inserted {
        // What a resource in between uses is that resource's own affair.
        if case .resource = nodes[before] { continue }
        work.append(before)
      }
    }
    return builder.uses
  }

  /// The declaration of a resource in the module that these calls lead to from the root.
  func declaration(of name: ResourceName, in path: [String]) -> ResourceDeclaration? {
    modulesByPath[path].flatMap { modules[$0].resource(name) }
  }

  /// The number of the module that is reached from another by these calls.
  package func module(_ number: Int, calling name: String) -> Int? {
    modulesByPath[modules[number].path + [name]]
  }

  /// The node as users would name it: `local.a`, `module.pools.var.size`.
  package func description(of node: ProgramNode) -> String {
    Self.description(of: node, modules: modules)
  }

  private static func description(of node: ProgramNode, modules: [Module]) -> String {
    func name(_ module: Int, _ text: String) -> String {
      modules[module].path.isEmpty ? text : "\(modules[module].description).\(text)"
    }
    return switch node {
    case .variable(let module, let place): name(module, "var.\(modules[module].variables[place].name)")
    case .local(let module, let place): name(module, "local.\(modules[module].locals[place].name)")
    case .output(let module, let place): name(module, "output.\(modules[module].outputs[place].name)")
    case .resource(let module, let place): name(module, modules[module].resources[place].key.description)
    case .call(let module): modules[module].description
    case .provider(let index): "provider[\"\(modules[0].providers[index].name)\"]"
    case .check(let module, let index): name(module, "check.\(modules[module].checks[index].name)")
    }
  }

  private static func range(of node: ProgramNode, modules: [Module]) -> SourceRange? {
    switch node {
    case .variable(let module, let place): modules[module].variables[place].headerRange
    case .local(let module, let place): modules[module].locals[place].range
    case .output(let module, let place): modules[module].outputs[place].headerRange
    case .resource(let module, let place): modules[module].resources[place].headerRange
    case .call, .provider, .check: nil
    }
  }
}

/// The numbers of the nodes of a program, which follow from the lists of its modules.
private struct NodeNumbers {
  let modules: [Module]
  let firsts: [Int]

  subscript(node: ProgramNode) -> Int {
    switch node {
    case .provider(let index): return firsts[0] + index
    case .call(let module): return firsts[module]
    case .variable(let module, let place): return variables(module) + place
    case .local(let module, let place): return locals(module) + place
    case .resource(let module, let place): return resources(module) + place
    case .output(let module, let place): return outputs(module) + place
    case .check(let module, let place): return outputs(module) + modules[module].outputs.count + place
    }
  }

  private func variables(_ module: Int) -> Int {
    firsts[module] + (module == 0 ? modules[0].providers.count : 1)
  }
  private func locals(_ module: Int) -> Int { variables(module) + modules[module].variables.count }
  private func resources(_ module: Int) -> Int { locals(module) + modules[module].locals.count }
  private func outputs(_ module: Int) -> Int { resources(module) + modules[module].resources.count }
}

/// Finds what each node rests on.
private struct EdgeBuilder {
  private let numbers: NodeNumbers
  private let parents: [Int?]
  private let calls: [ModuleCall?]
  private let modulesByPath: [[String]: Int]
  /// The default configurations of providers that are made of variables alone, by their names: what a resource is may rest
  /// on what they say.
  private let providers: [String: Int]
  /// For each module, the nodes of its resources and of those in the modules it calls.
  private var resourcesWithin: [[Int]]
  private(set) var edges: [(from: Int, to: Int)] = []
  /// Where values of this resource are used, as the steps that lead on from it; nothing is noted without one.
  private let used: Int?
  private(set) var uses: [ArraySlice<TraversalStep>] = []

  private var modules: [Module] { numbers.modules }

  init(
    _ numbers: NodeNumbers, parents: [Int?], calls: [ModuleCall?], modulesByPath: [[String]: Int], used: Int? = nil
  ) {
    self.numbers = numbers
    self.parents = parents
    self.calls = calls
    self.modulesByPath = modulesByPath
    self.used = used
    let modules = numbers.modules
    providers = Dictionary(
      (modules.first?.providers ?? []).enumerated().compactMap { index, provider in
        guard provider.alias == nil, provider.body.variables.allSatisfy({ $0.root == "var" }) else { return nil }
        return (provider.name, numbers[.provider(index)])
      }, uniquingKeysWith: { first, _ in first })
    resourcesWithin = Array(repeating: [], count: modules.count)
    for (number, module) in modules.enumerated() {
      let own = module.resources.indices.map { numbers[.resource(number, $0)] }
      var ancestor: Int? = number
      while let current = ancestor {
        resourcesWithin[current] += own
        ancestor = parents[current]
      }
    }
  }

  mutating func addEdges(of node: ProgramNode, number: Int) {
    switch node {
    case .variable(let module, let place):
      let variable = modules[module].variables[place]
      // A validation may look at anything that its module declares.
      for validation in variable.validations { add(validation, in: module, to: number, exceptItself: true) }
      guard let parent = parents[module], let call = calls[module] else { return }
      add(instancesOf: module, to: number)
      if let argument = call.argument(named: variable.name) { add(argument.expression, in: parent, to: number) }
    case .local(let module, let place):
      add(instancesOf: module, to: number)
      add(modules[module].locals[place].expression, in: module, to: number)
    case .output(let module, let place):
      add(instancesOf: module, to: number)
      let output = modules[module].outputs[place]
      add(output.expression, in: module, to: number)
      for traversal in output.dependsOn { add(order: traversal, in: module, to: number) }
      for condition in output.preconditions { add(condition, in: module, to: number) }
    case .resource(let module, let place):
      add(instancesOf: module, to: number)
      addEdges(of: modules[module].resources[place], in: module, to: number)
      addDependenciesOfCalls(around: module, to: number)
    case .call(let module):
      guard let parent = parents[module], let call = calls[module] else { return }
      add(instancesOf: parent, to: number)
      if let count = call.count { add(count, in: parent, to: number) }
      if let forEach = call.forEach { add(forEach, in: parent, to: number) }
    case .provider(let index):
      for traversal in modules[0].providers[index].body.variables { add(traversal, in: 0, to: number) }
    case .check(let module, let index):
      add(instancesOf: module, to: number)
      for assertion in modules[module].checks[index].assertions { add(assertion, in: module, to: number) }
    }
  }

  private mutating func addEdges(of resource: ResourceDeclaration, in module: Int, to number: Int) {
    if !providers.isEmpty, let provider = providers[String(resource.type.prefix { $0 != "_" })] {
      edges.append((provider, number))
    }
    if let count = resource.count { add(count, in: module, to: number) }
    if let forEach = resource.forEach { add(forEach, in: module, to: number) }
    for traversal in resource.body.variables { add(traversal, in: module, to: number) }
    for traversal in resource.dependsOn { add(order: traversal, in: module, to: number, exceptItself: true) }
    for trigger in resource.lifecycle.replaceTriggeredBy { add(trigger, in: module, to: number) }
    for condition in resource.lifecycle.preconditions + resource.lifecycle.postconditions {
      add(condition, in: module, to: number, exceptItself: true)
    }
  }

  /// `depends_on` of a module call holds for every resource in the module.
  private mutating func addDependenciesOfCalls(around module: Int, to number: Int) {
    var current = module
    while let parent = parents[current] {
      for traversal in calls[current]?.dependsOn ?? [] { add(order: traversal, in: parent, to: number) }
      current = parent
    }
  }

  private mutating func add(instancesOf module: Int, to number: Int) {
    if module != 0 { add(.call(module), to: number) }
  }

  private mutating func add(_ condition: Condition, in module: Int, to number: Int, exceptItself: Bool = false) {
    add(condition.condition, in: module, to: number, exceptItself: exceptItself)
    add(condition.errorMessage, in: module, to: number, exceptItself: exceptItself)
  }

  private mutating func add(_ expression: Expression, in module: Int, to number: Int, exceptItself: Bool = false) {
    for traversal in expression.variables { add(traversal, in: module, to: number, exceptItself: exceptItself) }
  }

  /// What comes before something without any of its values being used.
  private mutating func add(order traversal: Traversal, in module: Int, to number: Int, exceptItself: Bool = false) {
    let noted = uses
    add(traversal, in: module, to: number, exceptItself: exceptItself)
    uses = noted
  }

  private mutating func add(_ traversal: Traversal, in module: Int, to number: Int, exceptItself: Bool = false) {
    switch ReferenceTarget(traversal) {
    case .variable(let name):
      if let place = modules[module].places.variables[name] {
        add(.variable(module, place), to: number, exceptItself: exceptItself)
      }
    case .local(let name):
      if let place = modules[module].places.locals[name] {
        add(.local(module, place), to: number, exceptItself: exceptItself)
      }
    case .resource(let name, let steps):
      guard let place = modules[module].places.resources[name] else { return }
      add(.resource(module, place), to: number, exceptItself: exceptItself)
      if let used, numbers[.resource(module, place)] == used { uses.append(steps) }
    case .moduleOutput(let call, let output):
      guard let child = modulesByPath[modules[module].path + [call]] else { return }
      add(.call(child), to: number)
      if let output {
        guard let place = modules[child].places.outputs[output] else { return }
        add(.output(child, place), to: number, exceptItself: exceptItself)
      } else {
        for place in modules[child].outputs.indices { add(.output(child, place), to: number) }
        for resource in resourcesWithin[child] { edges.append((resource, number)) }
      }
    case .other: break
    }
  }

  private mutating func add(_ node: ProgramNode, to number: Int, exceptItself: Bool = false) {
    let from = numbers[node]
    if !exceptItself || from != number { edges.append((from, number)) }
  }
}

/// What of a program a reference rests on.
private enum ReferenceTarget {
  case variable(String)
  case local(String)
  /// With the steps that lead on from it.
  case resource(ResourceName, ArraySlice<TraversalStep>)
  /// An output of a module call; nil for the call as a whole.
  case moduleOutput(String, String?)
  case other

  init(_ traversal: Traversal) {
    // What can't be read as a reference was reported when the program was checked, and rests on nothing.
    guard let resolved = try? Reference.parse(traversal) else {
      self = .other
      return
    }
    switch resolved.reference {
    case .variable(let name): self = .variable(name)
    case .local(let name): self = .local(name)
    case .resource(let name): self = .resource(name, resolved.remainingSteps)
    case .module(let name):
      self = .moduleOutput(name, resolved.remainingSteps.prefix(2).lazy.compactMap(\.attributeName).first)
    case .eachKey, .eachValue, .countIndex, .pathModule, .pathRoot, .pathCurrent, .terraformWorkspace,
      .terraformApplying, .selfObject:
      self = .other
    }
  }
}
