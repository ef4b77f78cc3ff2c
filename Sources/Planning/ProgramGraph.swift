import Configuration
import Diagnostics
import Graph
import Syntax

/// Something in a program that has a value, once for each instance of its module.
package enum ProgramNode: Hashable, Sendable {
  /// An input variable of the module with this number.
  case variable(Int, String)
  case local(Int, String)
  case output(Int, String)
  /// A resource or data source.
  case resource(Int, ResourceName)
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
  private let numbers: [ProgramNode: Int]
  private let modulesByPath: [[String]: Int]
  let declarations: Declarations
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
    var numbers: [ProgramNode: Int] = [:]
    var positions: [Int] = []
    for (number, module) in modules.enumerated() {
      func declare(_ declared: [ProgramNode]) {
        for (position, node) in declared.enumerated() where numbers[node] == nil {
          numbers[node] = nodes.count
          nodes.append(node)
          positions.append(position)
        }
      }
      declare(number == 0 ? module.providers.indices.map { .provider($0) } : [.call(number)])
      declare(module.variables.map { .variable(number, $0.name) })
      declare(module.locals.map { .local(number, $0.name) })
      declare(module.resources.map { .resource(number, $0.key) })
      declare(module.outputs.map { .output(number, $0.name) })
      declare(module.checks.indices.map { .check(number, $0) })
    }
    declarations = Declarations(modules: modules, numbers: numbers, positions: positions)
    self.nodes = nodes
    self.numbers = numbers

    var builder = EdgeBuilder(
      modules: modules, parents: parents, calls: calls, numbers: numbers, declarations: declarations,
      modulesByPath: modulesByPath)
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

  package func number(of node: ProgramNode) -> Int? { numbers[node] }

  /// How one resource's declaration uses the values of another, itself or through what lies between them: each use as
  /// the steps that lead on from the other, none for the whole of it.
  func uses(of resource: Int, by user: Int) -> [ArraySlice<TraversalStep>] {
    var builder = EdgeBuilder(
      modules: modules, parents: parents, calls: calls, numbers: numbers, declarations: declarations,
      modulesByPath: modulesByPath, used: resource)
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
    modulesByPath[path].flatMap { declarations.resource($0, name) }
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
    case .variable(let module, let variable): name(module, "var.\(variable)")
    case .local(let module, let local): name(module, "local.\(local)")
    case .output(let module, let output): name(module, "output.\(output)")
    case .resource(let module, let resource): name(module, resource.description)
    case .call(let module): modules[module].description
    case .provider(let index): "provider[\"\(modules[0].providers[index].name)\"]"
    case .check(let module, let index): name(module, "check.\(modules[module].checks[index].name)")
    }
  }

  private static func range(of node: ProgramNode, modules: [Module]) -> SourceRange? {
    switch node {
    case .variable(let module, let name): modules[module].variable(named: name)?.headerRange
    case .local(let module, let name): modules[module].locals.first { $0.name == name }?.range
    case .output(let module, let name): modules[module].output(named: name)?.headerRange
    case .resource(let module, let name): modules[module].resources.first { $0.key == name }?.headerRange
    case .call, .provider, .check: nil
    }
  }
}

/// The declarations of all modules by name: programs are too long to look through for each.
struct Declarations: Sendable {
  let modules: [Module]
  let numbers: [ProgramNode: Int]
  /// For each node its place among the declarations of its kind in its module.
  let positions: [Int]

  func variable(_ module: Int, _ name: String) -> VariableDeclaration? {
    position(.variable(module, name)).map { modules[module].variables[$0] }
  }

  func local(_ module: Int, _ name: String) -> LocalDeclaration? {
    position(.local(module, name)).map { modules[module].locals[$0] }
  }

  func output(_ module: Int, _ name: String) -> OutputDeclaration? {
    position(.output(module, name)).map { modules[module].outputs[$0] }
  }

  func resource(_ module: Int, _ name: ResourceName) -> ResourceDeclaration? {
    position(.resource(module, name)).map { modules[module].resources[$0] }
  }

  private func position(_ node: ProgramNode) -> Int? { numbers[node].map { positions[$0] } }
}

/// Finds what each node rests on.
private struct EdgeBuilder {
  let modules: [Module]
  let parents: [Int?]
  let calls: [ModuleCall?]
  let numbers: [ProgramNode: Int]
  let declarations: Declarations
  let modulesByPath: [[String]: Int]
  /// The default configurations of providers that are made of variables alone, by their names: what a resource is may rest
  /// on what they say.
  private let providers: [String: Int]
  /// For each module, the nodes of its resources and of those in the modules it calls.
  private var resourcesWithin: [[Int]]
  private(set) var edges: [(from: Int, to: Int)] = []
  /// Where values of this resource are used, as the steps that lead on from it; nothing is noted without one.
  private var used: Int?
  private(set) var uses: [ArraySlice<TraversalStep>] = []

  init(
    modules: [Module], parents: [Int?], calls: [ModuleCall?], numbers: [ProgramNode: Int],
    declarations: Declarations, modulesByPath: [[String]: Int], used: Int? = nil
  ) {
    self.used = used
    self.calls = calls
    self.declarations = declarations
    self.modules = modules
    self.parents = parents
    self.numbers = numbers
    self.modulesByPath = modulesByPath
    providers = Dictionary(
      (modules.first?.providers ?? []).enumerated().compactMap { index, provider in
        guard provider.alias == nil, provider.body.variables.allSatisfy({ $0.root == "var" }) else { return nil }
        return numbers[.provider(index)].map { (provider.name, $0) }
      }, uniquingKeysWith: { first, _ in first })
    resourcesWithin = Array(repeating: [], count: modules.count)
    for (number, module) in modules.enumerated() {
      let own = module.resources.compactMap { numbers[.resource(number, $0.key)] }
      var ancestor: Int? = number
      while let current = ancestor {
        resourcesWithin[current] += own
        ancestor = parents[current]
      }
    }
  }

  mutating func addEdges(of node: ProgramNode, number: Int) {
    switch node {
    case .variable(let module, let name):
      // A validation may look at anything that its module declares.
      for validation in declarations.variable(module, name)?.validations ?? [] {
        add(validation, in: module, to: number, except: node)
      }
      guard let parent = parents[module], let call = calls[module] else { return }
      add(numbers[.call(module)], to: number)
      if let argument = call.argument(named: name) { add(argument.expression, in: parent, to: number) }
    case .local(let module, let name):
      add(instancesOf: module, to: number)
      if let local = declarations.local(module, name) {
        add(local.expression, in: module, to: number)
      }
    case .output(let module, let name):
      add(instancesOf: module, to: number)
      guard let output = declarations.output(module, name) else { return }
      add(output.expression, in: module, to: number)
      for traversal in output.dependsOn { add(order: traversal, in: module, to: number) }
      for condition in output.preconditions { add(condition, in: module, to: number) }
    case .resource(let module, let name):
      add(instancesOf: module, to: number)
      guard let resource = declarations.resource(module, name) else { return }
      addEdges(of: resource, in: module, to: number)
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
    if !providers.isEmpty { add(providers[String(resource.type.prefix { $0 != "_" })], to: number) }
    if let count = resource.count { add(count, in: module, to: number) }
    if let forEach = resource.forEach { add(forEach, in: module, to: number) }
    for traversal in resource.body.variables { add(traversal, in: module, to: number) }
    let own = ProgramNode.resource(module, resource.key)
    for traversal in resource.dependsOn { add(order: traversal, in: module, to: number, except: own) }
    for trigger in resource.lifecycle.replaceTriggeredBy { add(trigger, in: module, to: number) }
    for condition in resource.lifecycle.preconditions + resource.lifecycle.postconditions {
      add(condition, in: module, to: number, except: own)
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
    if module != 0 { add(numbers[.call(module)], to: number) }
  }

  private mutating func add(_ condition: Condition, in module: Int, to number: Int, except own: ProgramNode? = nil) {
    add(condition.condition, in: module, to: number, except: own)
    add(condition.errorMessage, in: module, to: number, except: own)
  }

  private mutating func add(
    _ expression: Expression, in module: Int, to number: Int, except own: ProgramNode? = nil
  ) {
    for traversal in expression.variables { add(traversal, in: module, to: number, except: own) }
  }

  /// What comes before something without any of its values being used.
  private mutating func add(
    order traversal: Traversal, in module: Int, to number: Int, except own: ProgramNode? = nil
  ) {
    let noted = uses
    add(traversal, in: module, to: number, except: own)
    uses = noted
  }

  private mutating func add(_ traversal: Traversal, in module: Int, to number: Int, except own: ProgramNode? = nil) {
    switch ReferenceTarget(traversal) {
    case .variable(let name): add(.variable(module, name), to: number, except: own)
    case .local(let name): add(.local(module, name), to: number, except: own)
    case .resource(let name, let steps):
      add(.resource(module, name), to: number, except: own)
      if let used, numbers[.resource(module, name)] == used { uses.append(steps) }
    case .moduleOutput(let call, let output):
      guard let child = modulesByPath[modules[module].path + [call]] else { return }
      add(numbers[.call(child)], to: number)
      if let output {
        add(.output(child, output), to: number, except: own)
      } else {
        for output in modules[child].outputs { add(.output(child, output.name), to: number, except: own) }
        for resource in resourcesWithin[child] { add(resource, to: number) }
      }
    case .other: break
    }
  }

  private mutating func add(_ node: ProgramNode, to number: Int, except own: ProgramNode?) {
    if node != own { add(numbers[node], to: number) }
  }

  private mutating func add(_ from: Int?, to number: Int) {
    if let from { edges.append((from, number)) }
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
