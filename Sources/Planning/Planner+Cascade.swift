import Configuration
import Resources
import Values

/// What a replacement takes along, and in which order: found anew after each pass, until nothing new is found.
extension Planner {
  /// Marks what has to be replaced along with something else, and what is made anew under the id it had; whether there
  /// is anything new.
  func cascade() -> Bool {
    let (forcedCount, replacedCount) = (forced.count, replaced.count)
    // What goes before it comes back, and so can't keep what is beneath it or bound to it.
    var gone: [String: InstanceAddress] = [:]
    // A path of a body has the id of what it is in, and takes nothing along.
    for instance in evaluator.resourceInstances where instance.kind.isPlace {
      guard let decision = instance.decision, let id = (decision.priorID ?? instance.id)?.lowercased() else { continue }
      if case .replace(let createFirst) = decision.action {
        if !createFirst { gone[id] = instance.address }
        if instance.id?.lowercased() == id { replaced[id] = instance.address }
      } else if decision.action == .create, decision.reasons == [.vanished] {
        replaced[id] = instance.address
      }
    }
    guard !gone.isEmpty else { return replaced.count > replacedCount }
    for instance in evaluator.resourceInstances where forced[instance.address] == nil && !isLeftOut(instance) {
      guard instance.kind.ownership == .owned, let decision = instance.decision,
        decision.action == .none || decision.action == .update, let id = decision.priorID ?? instance.id
      else { continue }
      if let parent = instance.kind.lineage(of: id).lazy.compactMap({ gone[$0] }).first {
        forced[instance.address] = .parent(parent)
      } else if let other = bond(of: instance, prior: decision.prior, to: gone) {
        forced[instance.address] = .bound(to: other)
      }
    }
    return forced.count > forcedCount || replaced.count > replacedCount
  }

  /// What goes and can't go while this instance is there, since an argument that is live binds the two.
  private func bond(of instance: ResourceInstance, prior: Value?, to gone: [String: InstanceAddress])
    -> InstanceAddress?
  {
    for attribute in instance.kind.schema.attributes where attribute.isBound {
      guard let value = prior?[member: attribute.name] else { continue }
      if let other = IDText.ids(in: value).sorted().lazy.compactMap({ gone[$0] }).first { return other }
    }
    return nil
  }

  /// What is made anew, as far as it counts for an instance: `ignore_changes` keeps an argument as it is.
  func replaced(for instance: ResourceInstance) -> ReplacedResources {
    guard !replaced.isEmpty else { return .none }
    switch instance.declaration.lifecycle.ignoredChanges {
    case .all: return .none
    case .attributes(let traversals):
      return ReplacedResources(replaced, ignoring: traversals.map { ValuePath($0) })
    }
  }

  /// Marks what has to be created before it is destroyed because something that asks for that order rests on it, as
  /// Terraform does. Whether there is anything new.
  ///
  /// What can't have two instances at a time is spared, unless the other is itself replaced in that order: the two would
  /// wait for each other.
  func spreadCreateFirst() -> Bool {
    let before = createdFirst
    var waiting = evaluator.resourceInstances.filter {
      $0.kind.mode == .managed && $0.declaration.lifecycle.createBeforeDestroy == true
    }
    restingUnder = []
    while let instance = waiting.popLast() {
      for dependency in instance.dependencies.flatMap({ evaluator.instances(of: $0) })
      where dependency.kind.mode == .managed && restingUnder.insert(dependency.address).inserted {
        waiting.append(dependency)
        if dependency.action == .replace(createFirst: false), canCoexist(dependency) {
          createdFirst.insert(dependency.address)
        }
      }
    }
    for instance in evaluator.resourceInstances where instance.action == .replace(createFirst: true) {
      for dependency in instance.dependencies.flatMap({ evaluator.instances(of: $0) })
      where dependency.action == .replace(createFirst: false) {
        createdFirst.insert(dependency.address)
      }
    }
    return createdFirst != before
  }

  /// Whether an instance and its successor can be there at the same time.
  private func canCoexist(_ instance: ResourceInstance) -> Bool {
    instance.kind.ownership == .recorded
      || instance.id.map { $0.lowercased() != instance.decision?.priorID?.lowercased() } ?? true
  }

  /// Whether a replacement of an instance is there before the old one goes.
  ///
  /// What goes with its parent can't outlive it, whatever its own block asks for.
  func isCreatedFirst(_ instance: ResourceInstance, isOtherID: Bool, for reason: Reason?) -> Bool {
    switch reason {
    case .parent?, .bound?: if !isOtherID { return false }
    default: break
    }
    return instance.declaration.lifecycle.createBeforeDestroy == true || createdFirst.contains(instance.address)
  }
}
