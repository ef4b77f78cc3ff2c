import Configuration
import Diagnostics
import Resources
import Values

/// Resources that show in the bodies of others: those leave them alone, and what sets the same twice is a mistake.
extension Planner {
  /// The other resources that are parts of a resource's body. What is itself only a path of a body has none.
  func parts(of kind: ResourceKind, id: String) -> [ResourcePart] {
    kind.owner == nil ? parts[id.lowercased()] ?? [] : []
  }

  /// Finds what the record and the spec have that shows in bodies of others; whether there is anything new.
  func gatherParts() -> Bool {
    var found: [String: Set<ResourcePart>] = [:]
    func add(_ kind: ResourceKind, _ part: ResourcePart) {
      for whole in context.kinds.provider(of: kind)?.wholes(of: kind, id: part.id) ?? [] {
        found[whole, default: []].insert(part)
      }
    }
    for entry in context.record.entries.values where !refactorings.isForgotten(entry.address) {
      guard let kind = context.kinds.kind(named: entry.kind, mode: .managed),
        // What leaves the spec leaves its paths to whoever has them now.
        !kind.isKnownByAddress || evaluator.instance(at: entry.address) != nil
      else { continue }
      let paths = kind.ownedPath?.argument.flatMap { name in
        context.record.arguments(of: entry.address, kind: kind)?.paths(in: name).map { $0.dropping(1) }
      }
      add(kind, kind.part(entry.id, paths: paths ?? []))
    }
    for instance in evaluator.resourceInstances where instance.kind.mode == .managed {
      if let part = part(of: instance) { add(instance.kind, part) }
    }
    let gathered = found.mapValues { parts in
      parts.sorted { ($0.kind, $0.id, $0.text) < ($1.kind, $1.id, $1.text) }
    }
    defer { parts = gathered }
    return gathered != parts
  }

  /// An instance as a part of others' bodies; nil while its id isn't known.
  private func part(of instance: ResourceInstance) -> ResourcePart? {
    guard let id = instance.id else { return nil }
    let paths = instance.kind.ownedPath?.argument.flatMap { name in
      instance.arguments[member: name].map { OpenBody.leaves(of: $0).map(\.path) }
    }
    return instance.kind.part(id, paths: paths ?? [])
  }

  /// Takes in what a change of a path showed of the resource that it is in, as far as the spec has that.
  func refreshOwner(of instance: ResourceInstance, live: Observation.Live) {
    guard let id = instance.kind.owner?(live.id)?.lowercased() else { return }
    for owner in instance.dependencies.flatMap({ evaluator.instances(of: $0) })
    where owner.kind.mode == .managed && owner.kind.owner == nil && owner.id?.lowercased() == id {
      let attributes = applied(owner, live: Observation.Live(id: owner.id ?? id, body: live.body))
      owner.value = withFetched(attributes, of: owner.address, schema: owner.kind.schema)
    }
  }

  /// The parts that the arguments of what they are part of say, too.
  private func overlapping(_ instances: [ResourceInstance]) -> [(whole: ResourceInstance, part: ResourcePart)] {
    instances.flatMap { instance -> [(whole: ResourceInstance, part: ResourcePart)] in
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
    var setters: [ResourcePart: ResourceInstance] = [:]
    var settersInOne: [String: [(instance: ResourceInstance, paths: [ValuePath])]] = [:]
    for instance in instances where instance.kind.mode == .managed {
      guard let part = part(of: instance) else { continue }
      setters[part] = instance
      if instance.kind.isKnownByAddress { settersInOne[part.id, default: []].append((instance, part.paths)) }
    }
    let ofOwners = overlapping(instances).compactMap { whole, part in
      setters[part].map { PlanningDiagnostics.setTwice(by: whole, and: $0) }
    }
    return ofOwners + settersInOne.sorted { $0.key < $1.key }.flatMap { PlanningDiagnostics.setTwice(among: $0.value) }
  }

  /// What has become arguments of the resource that it is part of: by what tells resources apart, the one that has it now.
  func taken(by instances: [ResourceInstance]) -> [String: InstanceAddress] {
    Dictionary(
      overlapping(instances).compactMap { whole, part in
        let kind = context.kinds.kind(named: part.kind, mode: .managed)
        return kind?.isKnownByAddress == true ? nil : (Self.identity(of: kind, id: part.id), whole.address)
      }, uniquingKeysWith: { first, _ in first })
  }
}

extension ResourcePart {
  /// The paths as one text, to sort by.
  fileprivate var text: String { paths.map(\.text).joined(separator: " ") }
}

extension PlanningDiagnostics {
  /// What is wrong where several resources set paths in one body, and one of them the same as another, or a part of it.
  static func setTwice(among setters: [(instance: ResourceInstance, paths: [ValuePath])]) -> [Diagnostic] {
    setters.indices.flatMap { index -> [Diagnostic] in
      let (instance, paths) = setters[index]
      return setters[..<index].compactMap { other, otherPaths in
        let both = paths.first { path in
          otherPaths.contains { $0.steps.starts(with: path.steps) || path.steps.starts(with: $0.steps) }
        }
        return both.map { path in
          .error(
            "Two settings of one thing",
            detail: "\(other.address) and \(instance.address) both set `\(path.text)` of \(instance.id ?? ""). Each "
              + "would undo what the other does.",
            at: instance.declaration.headerRange,
            labels: [Diagnostic.Label("also set here", at: other.declaration.headerRange)],
            hint: "keep one of the two", address: instance.address.description)
        }
      }
    }
  }

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
