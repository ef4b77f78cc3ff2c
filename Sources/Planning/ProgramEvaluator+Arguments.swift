import Configuration
import Diagnostics
import Evaluation
import Resources
import Syntax
import Values

/// What the block of a resource says about each of its instances.
extension ProgramEvaluator {
  /// What may stand in the block of a resource, its `timeouts` if it has any.
  func blockSchema(of resource: ResourceDeclaration, _ kind: ResourceKind) -> BlockSchema {
    kinds.blockSchema(of: kind, isTimed: resource.body.mentions(CallTimeouts.name))
  }

  /// Evaluates what the spec says about an instance, with what is known by now.
  ///
  /// - Parameter schema: what ``blockSchema(of:_:)`` has for it.
  func evaluateArguments(of instance: ResourceInstance, as schema: BlockSchema, in module: ModuleInstance) {
    let scope = scope(module, repetition: instance.repetition)
    let decoded = BodyDecoder.decode(instance.declaration.body, as: schema, by: evaluator(scope))
    for var diagnostic in decoded.diagnostics {
      if diagnostic.address == nil, diagnostic.subject == nil { diagnostic.address = instance.address.description }
      report(diagnostic)
    }
    var arguments = decoded.value
    if !instance.kind.timeouts.isEmpty, var members = arguments.members, let timeouts = members[CallTimeouts.name] {
      members[CallTimeouts.name] = nil
      arguments = .object(members)
      instance.timeouts = timeouts
    }
    instance.arguments = inCurrentForm(arguments, of: instance, decoded.sources)
    if let infer = instance.kind.infer {
      instance.arguments = infer(
        instance.arguments,
        InferenceContext(
          environment: environment, address: instance.address.description, presentID: presentID(instance),
          subscription: subscription, idsByName: isValidating ? nil : idsByName,
          calledID: instance.kind.called?(instance.arguments, subscription).map { id(of: $0, for: instance) }
            ?? .unknown(.string),
          provider: providerArguments[String(instance.kind.name.prefix { $0 != "_" })]?.members ?? Members()))
    }
    instance.sources = decoded.sources
    instance.dependencies.formUnion(scope.uses.dependencies)
    note(scope.uses)
  }

  /// The arguments with what is in an older form in the one that counts, each with a warning.
  private func inCurrentForm(_ arguments: Value, of instance: ResourceInstance, _ sources: BodySources) -> Value {
    instance.kind.schema.reformedArguments.reduce(arguments) { arguments, attribute in
      let path = ValuePath([.member(attribute.name)])
      guard let form = attribute.formerForm, let given = arguments[path], let value = form.value(given) else {
        return arguments
      }
      report(
        PlanningDiagnostics.formerForm(
          attribute.name, form, at: sources[path] ?? instance.declaration.headerRange, address: instance.address))
      return arguments.replacing(path, with: value.marked(given.marks))
    }
  }
}
