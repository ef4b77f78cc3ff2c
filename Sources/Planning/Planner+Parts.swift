import Configuration
import Diagnostics
import Resources
import Values

/// Resources that show in the bodies of others: those leave them alone, and what sets the same twice is a mistake.
extension Planner {
  /// The other resources that are parts of a resource's body. What is itself only a path of a body has none.
  func parts(of kind: ResourceKind, id: String) -> [ObservationRequest] {
    kind.owner == nil ? parts[id.lowercased()] ?? [] : []
  }

  /// Finds what the record and the spec have that shows in bodies of others; whether there is anything new.
  func gatherParts() -> Bool {
    var found: [String: Set<ObservationRequest>] = [:]
    func add(_ kind: ResourceKind, _ id: String) {
      for whole in context.kinds.provider(of: kind)?.wholes(of: kind, id: id) ?? [] {
        found[whole, default: []].insert(ObservationRequest(kind: kind.name, id: id.lowercased()))
      }
    }
    for entry in context.record.entries.values where !refactorings.isForgotten(entry.address) {
      if let kind = context.kinds.kind(named: entry.kind, mode: .managed) { add(kind, entry.id) }
    }
    for instance in evaluator.resourceInstances where instance.kind.mode == .managed {
      if let id = instance.id { add(instance.kind, id) }
    }
    let gathered = found.mapValues { $0.sorted { ($0.kind, $0.id) < ($1.kind, $1.id) } }
    defer { parts = gathered }
    return gathered != parts
  }

  /// Takes in what a change of a path showed of the resource that it is in, as far as the spec has that.
  func refreshOwner(of instance: ResourceInstance, live: Observation.Live) {
    guard let id = instance.kind.owner?(live.id)?.lowercased() else { return }
    for owner in instance.dependencies.flatMap({ evaluator.instances(of: $0) })
    where owner.kind.mode == .managed && owner.kind.owner == nil && owner.id?.lowercased() == id {
      let attributes = attributes(of: owner, live: Observation.Live(id: owner.id ?? id, body: live.body), entry: nil)
      owner.value = withFetched(attributes, of: owner.address, schema: owner.kind.schema)
    }
  }

  /// The parts that the arguments of what they are part of say, too.
  private func overlapping(_ instances: [ResourceInstance]) -> [(whole: ResourceInstance, part: ObservationRequest)] {
    instances.flatMap { instance -> [(whole: ResourceInstance, part: ObservationRequest)] in
      guard instance.kind.mode == .managed, let id = instance.id,
        let provider = context.kinds.provider(of: instance.kind)
      else { return [] }
      return provider.overlaps(
        of: instance.kind, id: id, arguments: instance.arguments, parts: parts(of: instance.kind, id: id)
      ).map { (instance, $0) }
    }
  }

  /// What is wrong where a resource's own arguments say what another resource of the spec is.
  func overlaps(of instances: [ResourceInstance]) -> [Diagnostic] {
    var setters: [ObservationRequest: ResourceInstance] = [:]
    for instance in instances where instance.kind.mode == .managed {
      guard let id = instance.id?.lowercased() else { continue }
      setters[ObservationRequest(kind: instance.kind.name, id: id)] = instance
    }
    return overlapping(instances).compactMap { whole, part in
      setters[part].map { PlanningDiagnostics.setTwice(by: whole, and: $0) }
    }
  }

  /// What has become arguments of the resource that it is part of: by what tells resources apart, the one that has it now.
  func taken(by instances: [ResourceInstance]) -> [String: InstanceAddress] {
    Dictionary(
      overlapping(instances).map { whole, part in
        (Self.identity(of: context.kinds.kind(named: part.kind, mode: .managed), id: part.id), whole.address)
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension PlanningDiagnostics {
  static func setTwice(by whole: ResourceInstance, and part: ResourceInstance) -> Diagnostic {
    .error(
      "Two settings of one thing",
      detail:
        "\(part.address) is a resource of its own, and \(whole.address) sets the same in its arguments. Each would "
        + "undo what the other does.",
      at: whole.declaration.headerRange,
      labels: [Diagnostic.Label("also set here", at: part.declaration.headerRange)],
      hint: "keep one of the two", address: whole.address.description)
  }
}
