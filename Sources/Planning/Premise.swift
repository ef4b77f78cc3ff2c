import Configuration
import Diagnostics
import Resources
import Syntax
import Values

/// Something that a change takes for granted: a resource or data source that the plan leaves as it is, and that the
/// change rests on.
package struct Premise: Sendable {
  package let address: InstanceAddress
  private let kind: ResourceKind
  private let provider: any Provider
  private let id: String
  private let arguments: Value
  private let limits: CallTimeouts
  private let parts: [ResourcePart]
  /// What it was when the plan was made.
  private let prior: Value
  private let graph: ProgramGraph
  private let number: Int
  private let user: Int

  init?(_ instance: ResourceInstance, of user: Int, planner: Planner) {
    guard let decision = instance.decision, decision.action == .none, let prior = decision.prior,
      instance.kind.mode == .data || instance.kind.ownership == .owned,
      let provider = planner.context.kinds.provider(of: instance.kind),
      let module = planner.evaluator.module(at: instance.address.module),
      let number = planner.evaluator.graph.number(of: instance.declaration.key, in: module.module)
    else { return nil }
    address = instance.address
    kind = instance.kind
    self.provider = provider
    id = decision.priorID ?? instance.id ?? ""
    arguments = instance.arguments
    limits = instance.limits
    parts = planner.parts(of: kind, id: id)
    self.prior = prior
    graph = planner.evaluator.graph
    self.number = number
    self.user = user
  }

  /// The id in lower case; empty for a data source.
  package var place: String { kind.mode == .data ? "" : id.lowercased() }

  /// Looks at it: its attributes as they are now; nil if it is gone.
  package func look() async throws(ProviderFailure) -> Value? {
    if kind.mode == .data { return try await provider.read(kind, arguments: arguments, limit: limits[.read]) }
    switch await provider.observe([kind.request(for: id, arguments: arguments, limit: limits[.read])]).first {
    case .present(let live)?:
      return kind.schema.ours(
        of: provider.attributes(of: kind, id: live.id, body: live.body, arguments: arguments, parts: parts),
        arguments: arguments, recorded: nil, isApplied: true)
    case .unreadable(let failure)?: throw failure
    case .absent?, nil: return nil
    }
  }

  /// Why the change can't be made as it was planned, by what a look showed; nil where it can.
  ///
  /// - Parameter isChanging: whether this run itself changes something in it, so that only its absence says anything.
  package func failure(now: Value?, isChanging: Bool) -> ProviderFailure? {
    guard let now else { return failure("\(address), which it rests on, is gone") }
    if isChanging || CanonicalText.of(now) == CanonicalText.of(prior) { return nil }
    let moved = usedPaths.first { path in
      // A path that neither has is a mistake that evaluation has told of.
      prior[path].map(CanonicalText.of) != now[path].map(CanonicalText.of)
    }
    return moved.map { path in
      failure(
        path.steps.isEmpty
          ? "\(address), which it rests on, was changed"
          : "`\(path.text)` of \(address), which it rests on, was changed")
    }
  }

  private func failure(_ reason: String) -> ProviderFailure {
    ProviderFailure(
      "Something that it rests on was changed by someone else",
      detail: "\(reason) after the plan was made, so the change was not sent.",
      hint: "plan again, to see what follows from that")
  }

  /// The paths in its attributes that the change's declaration uses.
  private var usedPaths: [ValuePath] {
    graph.uses(of: number, by: user).compactMap { steps in
      guard address.key != .none, let first = steps.first else { return ValuePath(steps: steps) }
      // Another instance of the same resource is a premise of its own.
      guard let key = InstanceKey(first) else { return ValuePath() }
      return key == address.key ? ValuePath(steps: steps.dropFirst()) : nil
    }
  }
}

extension ApplyEvaluation {
  /// What a change takes for granted, in the order of addresses.
  package func premises(of change: InstanceChange) -> [Premise] {
    let evaluator = planner.evaluator
    guard let instance = evaluator.instance(at: change.address),
      let module = evaluator.module(at: change.address.module),
      let number = evaluator.graph.number(of: instance.declaration.key, in: module.module)
    else { return [] }
    return change.dependencies.compactMap { address in
      evaluator.instance(at: address).flatMap { Premise($0, of: number, planner: planner) }
    }
  }
}
