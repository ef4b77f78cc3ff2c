import Configuration
import Diagnostics
import Resources
import Values

/// Secrets that an apply makes: the evaluated program has their stand-ins all the time but for the moments in which
/// something is evaluated to be sent.
extension ApplyEvaluation {
  /// Takes in a secret that was just made, for all that use it.
  package func take(secret: Value, of address: InstanceAddress) {
    secrets[address] = secret
  }

  /// The arguments of an instance and what it is planned to be as they are to be sent, secrets in them.
  ///
  /// - Throws: that a secret of it wasn't made in this run.
  package func revealed(_ current: Current, of address: InstanceAddress) throws(DiagnosticsError)
    -> (arguments: Value, planned: Value)
  {
    guard current.arguments.hasStandIn, let instance = planner.evaluator.instance(at: address) else {
      return (current.arguments, current.difference.planned)
    }
    let isSent = current.prior == nil || current.difference.changes.contains { $0.new.hasStandIn }
    // What isn't sent must not be sent by mistake.
    guard isSent else { return (current.arguments.withoutStandIns, current.difference.planned.withoutStandIns) }
    let arguments = arguments(of: instance, prior: current.prior)
    guard !arguments.hasStandIn else {
      throw DiagnosticsError(
        .error(
          "Secret not made",
          detail: "\(address) needs a secret that this run did not make, and nobody else has it.",
          at: instance.declaration.headerRange, address: address.description))
    }
    return (arguments, planner.difference(of: instance, arguments: arguments, prior: current.prior).planned)
  }

  /// The arguments of an instance, evaluated with the secrets themselves. Everything is as it was afterwards.
  private func arguments(of instance: ResourceInstance, prior: Value?) -> Value {
    let evaluator = planner.evaluator
    guard let module = evaluator.module(at: instance.address.module) else { return instance.arguments }
    let nodes = nodes(before: instance) { evaluator.hasStandIns($0) }
    var standIns: [InstanceAddress: Value] = [:]
    for (address, secret) in secrets {
      standIns[address] = evaluator.instance(at: address)?.value
      evaluator.instance(at: address)?.value = secret
    }
    let before = instance.arguments
    evaluate(nodes)
    evaluator.evaluateArguments(
      of: instance, as: evaluator.blockSchema(of: instance.declaration, instance.kind), in: module)
    let arguments = prior.map { planner.ignoringChanges(instance, prior: $0) } ?? instance.arguments
    for (address, standIn) in standIns { evaluator.instance(at: address)?.value = standIn }
    evaluate(nodes)
    instance.arguments = before
    return arguments
  }
}

extension ProgramEvaluator {
  /// Whether a variable, local value or output has a stand-in in it in some instance of its module, or what a call's
  /// instances are made for.
  fileprivate func hasStandIns(_ node: ProgramNode) -> Bool {
    switch node {
    case .variable(let module, let place): instances[module].contains { $0.variables[place]?.value.hasStandIn == true }
    case .local(let module, let place): instances[module].contains { $0.locals[place]?.value.hasStandIn == true }
    case .output(let module, let place): instances[module].contains { $0.outputs[place]?.value.hasStandIn == true }
    case .call(let module):
      instances[module].contains { if case .each(_, let value) = $0.repetition { value.hasStandIn } else { false } }
    case .resource, .provider, .check: false
    }
  }
}

extension Value {
  /// The value with a null in the place of each stand-in.
  var withoutStandIns: Value {
    guard hasStandIn else { return self }
    return transformed { _, part in part.marks.contains(.standIn) ? .null(part.unmarked.type) : part }
  }

  /// What a call came to, with its secrets as stand-ins for themselves: they are sent only where the record can note who
  /// got them.
  func standingIn(_ schema: ResourceSchema) -> Value {
    guard let members else { return self }
    return Value.object(
      members.map { name, value in
        guard let attribute = schema[name], attribute.isSensitive, !attribute.isArgument, !value.isNull else {
          return value
        }
        return value.marked(.standIn)
      }
    ).marked(marks)
  }
}
