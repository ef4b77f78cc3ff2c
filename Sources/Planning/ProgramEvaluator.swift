import Configuration
import Diagnostics
import Evaluation
import Graph
import Resources
import Syntax
import Values

/// Gives every declaration of a program its values, in the order in which they rest on each other.
///
/// One pass works with what has been observed so far: attributes that only a look at Azure can tell are unknown until
/// then, and the pass notes what it would like to see. Passes are repeated until nothing new is asked for; the last
/// one's values and diagnostics count. During an apply the same object is told what came out of each change and gives
/// the values that became known.
final class ProgramEvaluator {
  let program: Program
  let graph: ProgramGraph
  let kinds: KindRegistry
  let inputs: VariableInputs
  /// What functions go by.
  var functionContext: FunctionContext {
    get { base.context }
    set { base = Self.base(functions, newValue) }
  }
  private let functions: FunctionTable
  /// The evaluator that those for all scopes are made from.
  private var base: Evaluator
  let environment: String
  /// Empty where nobody speaks to Azure.
  let subscription: String
  private let world: ModuleScope.World

  /// The root module's variables, before their validation.
  let rootValues: [String: Value]
  private let inputDiagnostics: [Diagnostic]

  /// Decides about each resource instance as soon as its arguments are evaluated.
  var decide: (ResourceInstance) -> Void = { _ in }
  /// The id that an instance is known by already.
  var presentID: (ResourceInstance) -> String? = { _ in nil }
  /// The ids of those kinds of which a name is enough to find one.
  private(set) var idsByName = ResourceNames()
  var names = CalledNames()
  /// Whether only the program itself is looked at: what isn't known then isn't wrong.
  var isValidating = false
  /// Whether a module is looked at for whatever its variables may be given, not only for what they are. What a `count`
  /// keeps from being made with these values isn't wrong then.
  var hidesVariables = false
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var root: ModuleInstance
  /// The instances of each module.
  private(set) var instances: [[ModuleInstance]] {
    didSet { gathered = nil }
  }
  /// What ``resourceInstances`` found since instances were made last: a plan goes through them many times.
  private var gathered: [ResourceInstance]?
  /// The arguments of provider configurations, by local name; only the default ones.
  private(set) var providerArguments: [String: Value] = [:]
  private(set) var checks: [CheckResult] = []
  /// Whether `import` blocks may name resources that the program doesn't have.
  var collectsUntargeted = false
  /// What `import` blocks name that the program doesn't have.
  var untargetedImports: [(address: InstanceAddress, request: ImportRequest)] = []
  /// What was used that Azure tells only when asked separately.
  private(set) var fetched: Set<FetchedAttribute> = []
  /// How many instances of modules and resources there are so far.
  var instanceCount = 0
  /// Whether a reported mistake may have spoilt the node that is being evaluated; nil outside of a pass.
  private var isSpoilt: Bool?

  init(
    program: Program, graph: ProgramGraph, kinds: KindRegistry, inputs: VariableInputs, functions: FunctionTable,
    functionContext: FunctionContext, environment: String, subscription: String, directories: ProgramDirectories
  ) {
    self.program = program
    self.graph = graph
    self.kinds = kinds
    self.inputs = inputs
    (rootValues, inputDiagnostics) = inputs.resolved(for: program.root)
    self.functions = functions
    base = Self.base(functions, functionContext)
    self.environment = environment
    self.subscription = subscription
    world = ModuleScope.World(
      program: graph, environment: environment, directories: directories, providerFunctions: kinds.providerFunctions)
    root = ModuleInstance(of: graph.modules[0], numbered: 0, address: .root, parent: nil, repetition: .none)
    instances = Array(repeating: [], count: graph.modules.count)
  }

  /// One pass over everything, or over some declarations alone.
  func evaluate(only some: Set<Int>? = nil) {
    diagnostics = inputDiagnostics
    checks = []
    instanceCount = 0
    root = ModuleInstance(of: graph.modules[0], numbered: 0, address: .root, parent: nil, repetition: .none)
    instances = Array(repeating: [], count: graph.modules.count)
    instances[0] = [root]
    var spoilt: Set<Int> = []
    for number in graph.order where some?.contains(number) != false {
      let count = diagnostics.count
      isSpoilt = inputDiagnostics.hasErrors || graph.graph.predecessors[number].contains(where: spoilt.contains)
      evaluate(graph.nodes[number])
      if isSpoilt == true || diagnostics[count...].contains(where: { $0.severity == .error }) { spoilt.insert(number) }
    }
    isSpoilt = nil
  }

  /// Every resource instance, in no order.
  var resourceInstances: [ResourceInstance] {
    if let gathered { return gathered }
    var all: [ResourceInstance] = []
    for module in instances.joined() {
      for case let block? in module.resources { all += block.all }
    }
    gathered = all
    return all
  }

  func forgetDiagnostics() {
    diagnostics = []
  }

  func recordCheck(_ result: CheckResult) {
    checks.append(result)
  }

  func report(_ diagnostic: Diagnostic) {
    diagnostics.append(diagnostic)
  }

  /// Reports what is wrong only if no mistake that has been reported may be the reason, and once for a declaration.
  func reportUnlessSpoilt(_ diagnostic: Diagnostic) {
    if isSpoilt ?? diagnostics.hasErrors { return }
    report(diagnostic)
    isSpoilt = isSpoilt.map { _ in true }
  }

  /// Notes what an evaluation used that Azure tells only when asked separately.
  func note(_ uses: ModuleScope.UseCollector) {
    fetched.formUnion(uses.fetched)
  }

  // MARK: Nodes

  /// Evaluates a declaration in each instance of its module.
  func evaluate(_ node: ProgramNode) {
    switch node {
    case .variable(let module, let place):
      for instance in instances[module] { evaluate(variable: place, in: instance) }
    case .local(let module, let place):
      let local = graph.modules[module].locals[place]
      for instance in instances[module] {
        instance.locals[place] = tracked(local.expression, in: scope(instance))
      }
    case .output(let module, let place):
      for instance in instances[module] { evaluate(output: place, in: instance) }
    case .call(let module): expandCall(of: module)
    case .resource(let module, let place): expand(resource: place, inAllOf: module)
    case .provider(let index): evaluate(provider: graph.modules[0].providers[index])
    case .check(let module, let index):
      for instance in instances[module] { evaluate(graph.modules[module].checks[index], in: instance) }
    }
  }

  func scope(
    _ instance: ModuleInstance, repetition: Repetition = .none, selfValue: Value? = nil
  ) -> ModuleScope {
    ModuleScope(instance, of: world, repetition: repetition, selfValue: selfValue)
  }

  func evaluator(_ scope: ModuleScope) -> Evaluator {
    base.with(scope)
  }

  private static func base(_ functions: FunctionTable, _ context: FunctionContext) -> Evaluator {
    Evaluator(scope: ConstantScope(), functions: functions, context: context)
  }

  private func tracked(_ expression: Expression, in scope: ModuleScope) -> TrackedValue {
    let result = evaluator(scope).value(of: expression)
    diagnostics += result.diagnostics
    note(scope.uses)
    return TrackedValue(value: result.value, dependencies: scope.uses.dependencies)
  }

  private func evaluate(variable place: Int, in instance: ModuleInstance) {
    let variable = graph.modules[instance.module].variables[place]
    var dependencies: Set<Dependency> = []
    let value: Value
    var origin = VariableOrigin.absent
    if let parent = instance.parent, let call = graph.calls[instance.module] {
      var given: Value?
      if let argument = call.argument(named: variable.name) {
        let result = tracked(argument.expression, in: scope(parent, repetition: instance.repetition))
        given = result.value
        dependencies = result.dependencies
        origin = .source(argument.expression.range)
      }
      let result = variable.value(of: given, origin: origin, in: instance.address.description)
      value = result.value
      // That a call lacks an argument was found when the program was read.
      if given != nil || variable.defaultValue != nil { diagnostics += result.diagnostics }
    } else {
      value = rootValues[variable.name] ?? .unknown(variable.constraint.type)
      origin = inputs.origin(of: variable.name)
    }
    instance.variables[place] = TrackedValue(value: value, dependencies: dependencies)
    let problems = variable.validate(by: evaluator(scope(instance)), origin: origin)
    diagnostics += problems
    if !variable.validations.isEmpty {
      let status: CheckResult.Status = problems.hasErrors ? .fail : value.isWhollyKnown ? .pass : .unknown
      recordCheck(
        CheckResult(module: instance.address, subject: .variable(variable.name), status: status, messages: []))
    }
    // What follows from a wrong value isn't worth a second error.
    if problems.hasErrors || hidesVariables {
      instance.variables[place] = TrackedValue(value: variable.anyValue, dependencies: dependencies)
    }
  }

  private func evaluate(output place: Int, in instance: ModuleInstance) {
    let output = graph.modules[instance.module].outputs[place]
    let scope = scope(instance)
    let isAllowed = check(
      output.preconditions, by: evaluator(scope), kind: "module output value precondition",
      of: .output(output.name), in: instance)
    let result = tracked(output.expression, in: scope)
    // What may not be given out isn't.
    var value = isAllowed ? result.value : .unknown(.dynamic)
    if output.isEphemeral, instance.parent == nil {
      report(
        .error(
          "Ephemeral output not allowed", detail: "Ephemeral outputs are not allowed in context of a root module",
          at: output.headerRange,
          hint: "what the root module gives out is kept: give it out of a child module, or not at all"))
      value = .unknown(.dynamic)
    }
    if !output.isEphemeral, value.deepMarks.contains(.ephemeral) {
      report(
        .error(
          "Ephemeral value not allowed",
          detail: "This output value is not declared as returning an ephemeral value, so it cannot be set to a result "
            + "derived from an ephemeral value.",
          at: output.expression.range,
          hint: instance.parent == nil
            ? "what the root module gives out is kept: leave ephemeral values out of it"
            : "add `ephemeral = true` to the output"))
      value = .unknown(.dynamic)
    }
    if output.isEphemeral, instance.parent != nil, !value.marks.contains(.ephemeral), value.isKnown {
      report(
        .error(
          "Value not allowed in ephemeral output",
          detail:
            "This output value is declared as returning an ephemeral value, so it can only be set to an ephemeral "
            + "value.",
          at: output.expression.range, hint: "remove `ephemeral = true`, or make all of the value ephemeral"))
      value = .unknown(.dynamic).marked(.ephemeral)
    }
    if output.isSensitive {
      value = value.marked(.sensitive)
    } else if instance.parent == nil, value.hasSensitive {
      report(
        .error(
          "Output refers to sensitive values",
          detail:
            "The value of output \"\(output.name)\" is sensitive, wholly or in part, and would be shown at the end "
            + "of every apply.",
          at: output.headerRange, hint: "add `sensitive = true` to the output"))
    }
    var dependencies = result.dependencies
    for traversal in output.dependsOn { dependencies.formUnion(uses(of: traversal, in: instance)) }
    instance.outputs[place] = TrackedValue(value: value, dependencies: dependencies)
  }

  private func evaluate(provider: ProviderDeclaration) {
    // Of a provider whose kinds there are none of, nobody knows what its block takes.
    guard provider.alias == nil, let schema = kinds.providerSchema(named: provider.name) else { return }
    let decoded = BodyDecoder.decode(provider.body, as: schema, by: evaluator(scope(root)))
    diagnostics += decoded.diagnostics
    providerArguments[provider.name] = decoded.value
    if !isValidating, let unknown = decoded.value.members?.first(where: { !$0.1.isWhollyKnown }) {
      report(
        .error(
          "Provider argument is not known",
          detail:
            "The argument \"\(unknown.0)\" of provider \"\(provider.name)\" rests on something that is known only "
            + "after apply; nothing can be read before it is known.",
          at: decoded.sources[ValuePath([.member(unknown.0)])] ?? provider.headerRange,
          hint: "give it a value from a variable"))
    }
  }

  /// What a reference that isn't evaluated, as in `depends_on`, leads to.
  func uses(of traversal: Traversal, in instance: ModuleInstance) -> Set<Dependency> {
    let scope = scope(instance)
    diagnostics += evaluator(scope).value(of: .traversal(traversal)).diagnostics
    var found = scope.uses.dependencies
    // A module as a whole: everything in it, not only what its outputs are made of.
    if let resolved = try? Reference.parse(traversal), case .module(let name) = resolved.reference {
      var waiting = instance.calls[name]?.instances ?? []
      while let module = waiting.popLast() {
        for resource in module.resources.compactMap(\.self) {
          found.insert(Dependency(module: module.address, resource: resource.declaration.key, key: nil))
        }
        waiting += module.calls.values.flatMap(\.instances)
      }
    }
    return found
  }

  // MARK: Expansion

  private func expandCall(of module: Int) {
    guard let parentNumber = graph.parents[module], let call = graph.calls[module] else { return }
    let name = call.name
    let parents = instances[parentNumber].map { parent in
      let scope = scope(parent)
      return (parent, scope, repeats: repeats(count: call.count, forEach: call.forEach, in: scope))
    }
    let isAllowed = mayAdd(parents.map(\.repeats), at: (call.count ?? call.forEach)?.range ?? call.headerRange)
    for (parent, scope, found) in parents {
      let repeats = isAllowed ? found : .unknown(isCount: call.count != nil)
      let children = repetitions(of: repeats).map { repetition in
        ModuleInstance(
          of: graph.modules[module], numbered: module, address: parent.address.child(name, repetition.key),
          parent: parent, repetition: repetition)
      }
      parent.calls[name] = ModuleInstances(
        repeats: repeats, instances: children, dependencies: scope.uses.dependencies)
      instances[module] += children
    }
  }

  private func expand(resource place: Int, inAllOf module: Int) {
    if instances[module].isEmpty { return }
    let resource = graph.modules[module].resources[place]
    guard let kind = kinds.kind(named: resource.type, mode: resource.mode) else {
      return expand(unknownKind: place, inAllOf: module)
    }
    diagnostics += IgnoredChanges.diagnostics(of: resource, kind: kind)
    let modules = instances[module].map { instance in
      let scope = scope(instance)
      return (instance, scope, repeats: repeats(count: resource.count, forEach: resource.forEach, in: scope))
    }
    let range = (resource.count ?? resource.forEach)?.range ?? resource.headerRange
    let isAllowed = mayAdd(modules.map(\.repeats), at: range)
    for (instance, scope, repeats) in modules {
      expand(
        resource, at: place, of: kind, in: instance, scope: scope,
        isAllowed ? repeats : .unknown(isCount: resource.count != nil))
    }
  }

  private func expand(
    _ resource: ResourceDeclaration, at place: Int, of kind: ResourceKind, in module: ModuleInstance,
    scope: ModuleScope, _ repeats: Repeat
  ) {
    var shared = scope.uses.dependencies
    for traversal in resource.dependsOn { shared.formUnion(uses(of: traversal, in: module)) }
    shared.formUnion(dependenciesOfCalls(around: module))
    let unknown = Value.unknown(kind.schema.type)
    let made = repetitions(of: repeats).map { repetition in
      ResourceInstance(
        address: InstanceAddress(
          module: module.address, mode: resource.mode, type: resource.type, name: resource.name, key: repetition.key),
        declaration: resource, kind: kind, repetition: repetition, unknown: unknown, dependencies: shared)
    }
    module.resources[place] = ResourceInstances(
      declaration: resource, repeats: repeats, instances: made, dependencies: shared)
    gathered = nil
    let schema = blockSchema(of: resource, kind)
    for instance in made {
      evaluateArguments(of: instance, as: schema, in: module)
      decide(instance)
      if kind.hasUniqueNames, let name = instance.arguments[member: "name"]?.stringValue {
        idsByName[kind.name, name] = instance.id ?? idsByName[kind.name, name]
      }
      checkPreconditions(of: instance, in: module)
      checkPostconditions(of: instance, in: module)
    }
  }

  private func dependenciesOfCalls(around module: ModuleInstance) -> Set<Dependency> {
    var found: Set<Dependency> = []
    var current = module
    while let parent = current.parent, let name = current.address.steps.last?.name {
      for traversal in graph.calls[current.module]?.dependsOn ?? [] {
        found.formUnion(uses(of: traversal, in: parent))
      }
      found.formUnion(parent.calls[name]?.dependencies ?? [])
      current = parent
    }
    return found
  }
}
