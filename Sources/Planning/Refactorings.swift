import Configuration
import Diagnostics
import Resources
import Values

/// What `moved` and `removed` blocks say about addresses: pure, made once for a program.
struct Refactorings {
  /// A block's address and the module that it stands in.
  private struct Scoped<Content> {
    /// The names of the calls that lead to the module.
    let path: [String]
    let content: Content
  }

  private let moves: [Scoped<MovedDeclaration>]
  private let removals: [Scoped<RemovedDeclaration>]

  init(_ modules: [Module]) {
    moves = modules.flatMap { module in module.moved.map { Scoped(path: module.path, content: $0) } }
    removals = modules.flatMap { module in module.removed.map { Scoped(path: module.path, content: $0) } }
  }

  /// The addresses that an instance may have had before, the latest first: what `moved` blocks say, in chains, and the
  /// one that it had without `count`, or with.
  func earlierAddresses(of address: InstanceAddress) -> [InstanceAddress] {
    var found: [InstanceAddress] = []
    var seen: Set<InstanceAddress> = [address]
    var waiting = [address]
    while !waiting.isEmpty {
      let current = waiting.removeFirst()
      var earlier = moves.compactMap { source(of: current, by: $0) }
      switch current.key {
      case .none: earlier.append(current.with(key: .index(0)))
      case .index(0): earlier.append(current.with(key: .none))
      case .index, .name: break
      }
      for address in earlier where seen.insert(address).inserted {
        found.append(address)
        waiting.append(address)
      }
    }
    return found
  }

  /// The moves whose source is an instance that the spec still has, beside their destination: they say what isn't so.
  func contradictions(_ instances: [InstanceAddress])
    -> [(from: InstanceAddress, to: InstanceAddress, range: SourceRange)]
  {
    let known = Set(instances)
    return moves.flatMap { move in
      instances.compactMap { address in
        source(of: address, by: move).flatMap { from in
          from != address && known.contains(from) ? (from, address, move.content.range) : nil
        }
      }
    }
  }

  /// Whether a `removed` block says that what had this address is to stay where it is.
  func isForgotten(_ address: InstanceAddress) -> Bool {
    removals.contains { !$0.content.destroys && matches(address, $0.content.from, in: $0.path) != nil }
  }

  /// The address before a move; nil where the move is about something else.
  private func source(of address: InstanceAddress, by move: Scoped<MovedDeclaration>) -> InstanceAddress? {
    let (from, to) = (move.content.from, move.content.to)
    guard let base = matches(address, to, in: move.path) else { return nil }
    let steps =
      Array(address.module.steps[..<base])
      + from.modules.enumerated().map { index, step in
        // A step without a key stands for all instances of the module, and each stays what it was; beside one with a
        // key it is the module without count and for_each.
        let isKept = index < to.modules.count && to.modules[index].key == nil
        let own = isKept ? address.module.steps[base + index] : nil
        return ModuleAddress.Step(step.name, step.key.map(InstanceKey.init) ?? own?.key ?? .none)
      }
    guard let target = to.resource, let source = from.resource else {
      let rest = address.module.steps[(base + to.modules.count)...]
      return InstanceAddress(
        module: ModuleAddress(steps + rest), mode: address.mode, type: address.type, name: address.name,
        key: address.key)
    }
    let key = source.key.map(InstanceKey.init) ?? (target.key == nil ? address.key : .none)
    return InstanceAddress(
      module: ModuleAddress(steps), mode: source.name.mode, type: source.name.type, name: source.name.name, key: key)
  }

  /// How many module steps lead to the block's module, if an address is what `target` names as seen from there.
  private func matches(_ address: InstanceAddress, _ target: TargetAddress, in path: [String]) -> Int? {
    let steps = address.module.steps
    let base = path.count
    guard steps.count >= base + target.modules.count, steps[..<base].map(\.name) == path else { return nil }
    for (step, wanted) in zip(steps[base...], target.modules) {
      guard step.name == wanted.name, wanted.key.map({ InstanceKey($0) == step.key }) ?? true else { return nil }
    }
    guard let resource = target.resource else { return base }
    guard steps.count == base + target.modules.count, resource.name.mode == address.mode,
      resource.name.type == address.type, resource.name.name == address.name,
      resource.key.map({ InstanceKey($0) == address.key }) ?? true
    else { return nil }
    return base
  }
}

extension InstanceKey {
  init(_ key: TargetAddress.Key) {
    switch key {
    case .index(let index): self = .index(index)
    case .name(let name): self = .name(name)
    }
  }
}

extension InstanceAddress {
  fileprivate func with(key: InstanceKey) -> InstanceAddress {
    InstanceAddress(module: module, mode: mode, type: type, name: name, key: key)
  }
}
