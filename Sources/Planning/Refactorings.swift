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

  /// The names of everything that an address names, without keys.
  private struct Names: Hashable {
    let modules: [String]
    /// Nil for a whole module.
    var resource: ResourceName?

    init(modules: [String], resource: ResourceName? = nil) {
      self.modules = modules
      self.resource = resource
    }

    init(_ target: TargetAddress, in path: [String]) {
      self.init(modules: path + target.modules.map(\.name), resource: target.resource?.name)
    }
  }

  private let moves: [Scoped<MovedDeclaration>]
  /// Which moves lead to what has these names, and which from there, since asking all of them about each instance takes
  /// too long.
  private let movesTo: [Names: [Int]]
  private let movesFrom: [Names: [Int]]
  private let removals: [Scoped<RemovedDeclaration>]

  init(_ modules: [Module]) {
    moves = modules.flatMap { module in module.moved.map { Scoped(path: module.path, content: $0) } }
    movesTo = Dictionary(grouping: moves.indices) { [moves] in Names(moves[$0].content.to, in: moves[$0].path) }
    movesFrom = Dictionary(grouping: moves.indices) { [moves] in Names(moves[$0].content.from, in: moves[$0].path) }
    removals = modules.flatMap { module in module.removed.map { Scoped(path: module.path, content: $0) } }
  }

  /// The addresses that an instance may have had before, the latest first: what `moved` blocks say, in chains, and the
  /// one that it had without `count`, or with.
  func earlierAddresses(of address: InstanceAddress) -> [InstanceAddress] {
    var found: [InstanceAddress] = []
    var seen: Set<InstanceAddress> = [address]
    var waiting = [address]
    var next = 0
    while next < waiting.count {
      let current = waiting[next]
      next += 1
      var earlier = moves(movesTo, about: current).compactMap { source(of: current, by: moves[$0]) }
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

  /// The address that `moved` blocks give to what has this one, at the end of their chain.
  func presentAddress(of address: InstanceAddress) -> InstanceAddress {
    var current = address
    var seen: Set<InstanceAddress> = [address]
    while address.deposed == nil,
      let next = moves(movesFrom, about: current).lazy.compactMap({ destination(of: current, by: moves[$0]) }).first,
      seen.insert(next).inserted
    {
      current = next
    }
    return current
  }

  /// The moves whose source is an instance that the spec still has, beside their destination: they say what isn't so.
  func contradictions(_ instances: [InstanceAddress])
    -> [(from: InstanceAddress, to: InstanceAddress, range: SourceRange)]
  {
    if moves.isEmpty { return [] }
    let known = Set(instances)
    var found: [(move: Int, from: InstanceAddress, to: InstanceAddress)] = []
    for address in instances {
      for move in moves(movesTo, about: address) {
        guard let from = source(of: address, by: moves[move]), from != address, known.contains(from) else { continue }
        found.append((move, from, address))
      }
    }
    return found.sorted { ($0.move, $0.to) < ($1.move, $1.to) }.map { ($0.from, $0.to, moves[$0.move].content.range) }
  }

  /// The moves, in their order, that may lead to what has an address, or from there.
  private func moves(_ index: [Names: [Int]], about address: InstanceAddress) -> [Int] {
    if moves.isEmpty { return [] }
    let names = address.module.steps.map(\.name)
    let resource = ResourceName(address.mode, type: address.type, name: address.name)
    var found = index[Names(modules: names, resource: resource), default: []]
    for count in 0...names.count { found += index[Names(modules: Array(names.prefix(count))), default: []] }
    return found.sorted()
  }

  /// Whether a `removed` block says that what had this address is to stay where it is.
  func isForgotten(_ address: InstanceAddress) -> Bool {
    removals.contains { !$0.content.destroys && matches(address, $0.content.from, in: $0.path) != nil }
  }

  /// The address before a move; nil where the move is about something else.
  private func source(of address: InstanceAddress, by move: Scoped<MovedDeclaration>) -> InstanceAddress? {
    other(of: address, from: move.content.from, to: move.content.to, in: move)
  }

  /// The address after a move; nil where the move is about something else.
  private func destination(of address: InstanceAddress, by move: Scoped<MovedDeclaration>) -> InstanceAddress? {
    other(of: address, from: move.content.to, to: move.content.from, in: move)
  }

  /// The address on the side `from` of a move of what is at an address on its side `to`.
  private func other(
    of address: InstanceAddress, from: TargetAddress, to: TargetAddress, in move: Scoped<MovedDeclaration>
  ) -> InstanceAddress? {
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
