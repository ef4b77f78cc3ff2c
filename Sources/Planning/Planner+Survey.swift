import Configuration
import Diagnostics
import Resources
import Values

/// What a program describes, whether it is there or not, and whoever it belongs to.
package struct ProgramSurvey: Sendable {
  /// A managed resource of the program.
  package struct Resource: Sendable {
    package let address: InstanceAddress
    package let kind: ResourceKind
    /// Nil while it isn't known.
    package let id: String?
  }

  /// In the order of their addresses.
  package let resources: [Resource]
  /// What `import` blocks name that the program doesn't have, in the order of the blocks.
  package let untargeted: [(address: InstanceAddress, id: String, range: SourceRange)]
  package let diagnostics: [Diagnostic]
}

extension Planner {
  /// What the user says to take over.
  var askedImports: [InstanceAddress: ImportRequest] {
    Dictionary(
      uniqueKeysWithValues: context.options.imported.compactMap { address, id in
        evaluator.instance(at: address).map { (address, ImportRequest(id: id, range: $0.declaration.headerRange)) }
      })
  }

  /// The id that an instance has in the record, or is to be taken over with; nil where there is none.
  func presentID(of instance: ResourceInstance) -> String? {
    if let entry = entry(of: instance) { return entry.id }
    return (imports[instance.address]?.id ?? expected[instance.address]).map { ImportRequest.resourceID(in: $0) }
  }

  /// Evaluates the program as far as a look at Azure lets it, and decides nothing about anything in it.
  ///
  /// - Parameter expected: the ids, as Terraform writes them, that resources are known by elsewhere: one whose name Azure or
  ///   Terraform made up is described with that name then.
  package func survey(expecting expected: [InstanceAddress: String] = [:]) async -> ProgramSurvey {
    self.expected = expected
    evaluator.collectsUntargeted = true
    asked = Set(recordRequests)
    _ = gatherParts()
    await settle()
    return ProgramSurvey(
      resources: evaluator.resourceInstances.filter { $0.kind.mode == .managed }
        .map { ProgramSurvey.Resource(address: $0.address, kind: $0.kind, id: $0.id) }
        .sorted { $0.address < $1.address },
      untargeted: evaluator.untargetedImports.map { ($0.address, $0.request.id, $0.request.range) },
      diagnostics: evaluator.diagnostics)
  }

  /// What is wrong with arguments, as a plan would say it.
  package static func problems(
    with arguments: Value, of kind: ResourceKind, at address: InstanceAddress, environment: String, kinds: KindRegistry
  ) -> [ArgumentProblem] {
    let context = InferenceContext(environment: environment, address: address.description)
    let inferred = kind.infer?(arguments, context) ?? arguments
    return ArgumentRules.problems(with: inferred, schema: kind.schema)
      + (kinds.provider(of: kind)?.problems(with: inferred, of: kind) ?? [])
  }
}
