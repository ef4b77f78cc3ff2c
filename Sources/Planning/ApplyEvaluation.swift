import Configuration
import Diagnostics
import Evaluation
import Graph
import Resources
import Values

/// A planned program during its apply: tells what each instance's arguments are now that more is known, and takes in
/// what came out of each change.
package final class ApplyEvaluation {
  let planner: Planner
  /// The declarations whose values were not wholly known when the plan was made.
  private var unsettled: Set<Int>
  /// The declarations of what came to be otherwise than was known when the plan was made.
  private var surprising: Set<Int> = []
  /// The secrets that this run has made, by the addresses of what they belong to.
  var secrets: [InstanceAddress: Value] = [:]

  package init(_ planner: Planner) {
    self.planner = planner
    let evaluator = planner.evaluator
    evaluator.functionContext.isFinal = true
    unsettled = Set(
      evaluator.graph.nodes.indices.filter { evaluator.hasUnknownValues(evaluator.graph.nodes[$0]) })
  }

  /// What an instance is to be, with everything that is known by now.
  package struct Current: Sendable {
    package let kind: ResourceKind
    package let id: String?
    package let arguments: Value
    package let prior: Value?
    package let difference: Difference
    package let sensitivePaths: [String]
    package let createBeforeDestroy: Bool
    /// Which generations of which secrets its arguments are made of, as the record notes it; nil for none.
    package let generations: String?
    /// The other resources that are parts of its body.
    package let parts: [ResourcePart]
    /// How long calls about it are waited for, as far as the spec says it.
    package let limits: CallTimeouts
    /// What the record keeps for its deletion.
    package let deletion: EnvironmentRecord.Entry.Deletion
  }

  /// Evaluates an instance anew.
  ///
  /// - Throws: what is wrong with it now, or that something it rests on is still not known.
  package func current(_ address: InstanceAddress) throws(DiagnosticsError) -> Current {
    let evaluator = planner.evaluator
    guard let instance = evaluator.instance(at: address), let module = evaluator.module(at: address.module) else {
      throw DiagnosticsError(
        .error("Unknown instance", detail: "\(address) is not in the evaluated program.", address: address.description))
    }
    evaluator.forgetDiagnostics()
    if instance.arguments.isWhollyKnown == false {
      settle(instance)
      evaluator.renewRepetition(of: instance, in: module)
      evaluator.evaluateArguments(
        of: instance, as: evaluator.blockSchema(of: instance.declaration, instance.kind), in: module)
      planner.identify(instance)
    }
    if evaluator.diagnostics.hasErrors {
      throw DiagnosticsError(evaluator.diagnostics.filter { $0.severity == .error })
    }
    guard instance.arguments.withoutStandIns.isWhollyKnown else {
      throw DiagnosticsError(
        .error(
          "Value still not known",
          detail: "An argument of \(address) rests on something that Azure has not said even after it was applied.",
          at: instance.declaration.headerRange, address: address.description))
    }
    return planner.current(instance)
  }

  /// How long the deletion of what an address has is waited for, as far as the spec says it.
  package func deletionLimit(of address: InstanceAddress) -> Duration? {
    planner.evaluator.instance(at: address)?.limits[.delete]
  }

  /// The time as functions have it, in seconds since 1970.
  package var now: @Sendable () -> Int { planner.evaluator.functionContext.now }

  /// As many bytes as are asked for, drawn at random.
  package func randomBytes(_ count: Int) -> [UInt8] { planner.evaluator.functionContext.randomBytes(count) }

  /// Takes in what is live now, and what was asked for separately.
  package func complete(_ address: InstanceAddress, value: Value, fetched: [String: Value] = [:]) {
    guard let instance = planner.evaluator.instance(at: address) else { return }
    planner.take(fetched, of: address)
    instance.value = planner.withFetched(value, of: address, schema: instance.kind.schema)
  }

  /// Takes in what Azure answered after a change, and what was asked for separately.
  package func complete(_ address: InstanceAddress, live: Observation.Live, fetched: [String: Value]) -> Value {
    guard let instance = planner.evaluator.instance(at: address) else { return .null(.dynamic) }
    planner.take(fetched, of: address)
    var value = planner.withFetched(
      planner.applied(instance, live: live), of: address, schema: instance.kind.schema)
    if instance.kind.home?.answersSecrets == true {
      take(secret: value, of: address)
      value = value.standingIn(instance.kind.schema)
    }
    if Self.contradicts(value, instance.value), let number = number(of: instance) { surprising.insert(number) }
    instance.value = value
    planner.refreshOwner(of: instance, live: live)
    return value
  }

  /// Whether something came to be otherwise than it was planned and known: a node has another size than its first.
  private static func contradicts(_ value: Value, _ planned: Value) -> Bool {
    guard let members = planned.members else { return false }
    return members.contains { name, expected in
      guard expected.isWhollyKnown, let came = value[member: name], came.isWhollyKnown else { return false }
      return came.unmarkedDeep != expected.unmarkedDeep
    }
  }

  /// The local values, variables and outputs that rest on what came to be otherwise, with no resource between: resources
  /// were planned with what was known.
  private var reconsidered: Set<Int> {
    let graph = planner.evaluator.graph
    var reached = surprising
    for node in graph.order where graph.graph.predecessors[node].contains(where: reached.contains) {
      switch graph.nodes[node] {
      case .variable, .local, .output: reached.insert(node)
      case .resource, .call, .provider, .check: continue
      }
    }
    return reached.subtracting(surprising)
  }

  private func number(of instance: ResourceInstance) -> Int? {
    planner.evaluator.module(at: instance.address.module).flatMap { module in
      planner.evaluator.graph.number(of: instance.declaration.key, in: module.module)
    }
  }

  /// The attributes of an instance that something uses and that Azure tells only separately.
  package func fetchedNames(of address: InstanceAddress) -> Set<String> {
    planner.fetchedNames(of: address)
  }

  /// The root module's outputs with what is known now, by name in byte order.
  package func outputs() -> [(name: String, value: Value, isSensitive: Bool)] {
    let evaluator = planner.evaluator
    let recorded = planner.context.record.outputs
    let isPartial = planner.context.options.isPartial
    // A destruction evaluates nothing; one of a part takes no output away.
    if isPartial, evaluator.root.outputs.allSatisfy({ $0 == nil }) {
      return recorded.sorted { $0.key.precedesInUTF8($1.key) }.map { ($0.key, $0.value, false) }
    }
    if !surprising.isEmpty { unsettled.formUnion(reconsidered) }
    settleAll()
    return zip(evaluator.program.root.outputs, evaluator.root.outputs).compactMap { output, tracked in
      guard var value = tracked?.value else { return nil }
      if isPartial, !value.isWhollyKnown {
        guard let old = recorded[output.name] else { return nil }
        value = old
      }
      // A null is no output, and what is not known even now is nothing to give out.
      if value.isNull || !value.isWhollyKnown { return nil }
      // A stand-in says nothing to anybody, whatever its marks.
      return (output.name, value, output.isSensitive || value.hasSensitive || value.hasStandIn)
    }.sorted { $0.name.precedesInUTF8($1.name) }
  }

  /// Evaluates anew the values that an instance is made of and that were not known.
  func settle(_ instance: ResourceInstance) {
    let graph = planner.evaluator.graph
    let needed = nodes(before: instance) { self.unsettled.contains(graph.number(of: $0)) }
    if !needed.isEmpty { settle(needed) }
  }

  /// The declarations that an instance's arguments are made of, as far as a condition holds all the way to them.
  func nodes(before instance: ResourceInstance, where holds: (ProgramNode) -> Bool) -> Set<Int> {
    let graph = planner.evaluator.graph
    guard let start = number(of: instance) else { return [] }
    var needed: Set<Int> = []
    var work = [start]
    while let node = work.popLast() {
      for before in graph.graph.predecessors[node] where holds(graph.nodes[before]) && needed.insert(before).inserted {
        work.append(before)
      }
    }
    return needed
  }

  func settleAll() {
    if !unsettled.isEmpty { settle(unsettled) }
  }

  /// Evaluates declarations anew, in their order.
  func evaluate(_ nodes: Set<Int>) {
    let evaluator = planner.evaluator
    for node in evaluator.graph.order where nodes.contains(node) {
      if case .call(let module) = evaluator.graph.nodes[node] {
        evaluator.renewRepetitions(ofCallOf: module)
      } else {
        evaluator.evaluate(evaluator.graph.nodes[node])
      }
    }
  }

  private func settle(_ needed: Set<Int>) {
    let evaluator = planner.evaluator
    evaluate(needed)
    for node in needed {
      if !evaluator.hasUnknownValues(evaluator.graph.nodes[node]) { unsettled.remove(node) }
    }
  }
}

extension ProgramEvaluator {
  /// Whether a variable, local value or output has something unknown in it in some instance of its module, or what a
  /// call's instances are made for; resources are settled by their own changes.
  func hasUnknownValues(_ node: ProgramNode) -> Bool {
    switch node {
    case .variable(let module, let place):
      instances[module].contains { $0.variables[place]?.value.isWhollyKnown == false }
    case .local(let module, let place): instances[module].contains { $0.locals[place]?.value.isWhollyKnown == false }
    case .output(let module, let place): instances[module].contains { $0.outputs[place]?.value.isWhollyKnown == false }
    case .call(let module): instances[module].contains { !$0.repetition.isWhollyKnown }
    case .resource, .provider, .check: false
    }
  }
}

extension Planner {
  func current(_ instance: ResourceInstance) -> ApplyEvaluation.Current {
    var prior = ours(of: instance) ?? instance.decision?.prior
    if case .replace = instance.action { prior = nil }
    let arguments = prior.map { ignoringChanges(instance, prior: $0) } ?? instance.arguments
    let difference = difference(of: instance, arguments: arguments, prior: prior)
    return ApplyEvaluation.Current(
      kind: instance.kind, id: instance.id ?? (prior == nil ? nil : instance.decision?.priorID), arguments: arguments,
      prior: prior, difference: difference,
      sensitivePaths: SensitivePaths.of(instance.kind.schema, arguments: instance.arguments),
      createBeforeDestroy: instance.declaration.lifecycle.createBeforeDestroy == true
        || restingUnder.contains(instance.address),
      generations: generations(of: instance),
      parts: instance.id.map { parts(of: instance.kind, id: $0) } ?? [], limits: instance.limits,
      deletion: deletion(of: instance))
  }

  private func deletion(of instance: ResourceInstance) -> EnvironmentRecord.Entry.Deletion {
    var deletion = EnvironmentRecord.Entry.Deletion()
    deletion.limit = instance.limits[.delete]
    deletion.arguments = Members(
      instance.kind.schema.attributes.filter(\.isForDeletion).compactMap { attribute in
        guard let value = instance.arguments[member: attribute.name], !value.isNull, value.isWhollyKnown,
          !value.hasSensitive
        else { return nil }
        return (attribute.name, value)
      })
    return deletion
  }

  /// What is live and ours, by what is known of the arguments now.
  private func ours(of instance: ResourceInstance) -> Value? {
    let entry = context.record.entries[instance.decision?.previousAddress ?? instance.address]
    return instance.decision?.observed.map {
      instance.kind.schema.ours(of: $0, arguments: instance.arguments, recorded: recorded(entry, of: instance))
    }
  }

  /// What a change comes to with these arguments; `prior` is nil where something is made.
  func difference(of instance: ResourceInstance, arguments: Value, prior: Value?) -> Difference {
    let entry = context.record.entries[instance.decision?.previousAddress ?? instance.address]
    return Difference(
      schema: instance.kind.schema, arguments: arguments, prior: prior, recorded: recorded(entry, of: instance),
      replaced: instance.decision?.replaced ?? .none,
      refine: refinement(
        of: instance, arguments: arguments, prior: prior, id: prior == nil ? nil : instance.decision?.priorID,
        replacing: prior == nil ? instance.decision?.prior : nil))
  }

  /// Works out the id anew.
  func identify(_ instance: ResourceInstance) {
    instance.id = identity(of: instance) ?? instance.id
  }
}

/// The argument paths whose values are sensitive, as the record keeps them.
enum SensitivePaths {
  static func of(_ schema: ResourceSchema, arguments: Value) -> [String] {
    arguments.markedPaths.filter { $0.marks.contains(.sensitive) }.map(\.path.text).sorted()
  }
}
