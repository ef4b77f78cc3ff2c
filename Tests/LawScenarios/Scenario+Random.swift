import TestWorld

extension Scenario {
  /// The scenario of a seed: small, so that many can be had.
  init(seed: UInt64) {
    var random = Seeded(seed)
    var builder = ScenarioBuilder()
    builder.addBlocks(&random)
    self.init(seed: seed, spec: Spec(blocks: builder.blocks))
    hasForeigners = random.chance(0.3)
    parallelism = [1, 2, 10][Int.random(in: 0..<3, using: &random)]
    if random.chance(0.15) { speed = 1 }
    for _ in 0..<Int.random(in: 0...3, using: &random) { edits.append(builder.edit(&random)) }
    for _ in 0..<Int.random(in: 0...2, using: &random) where random.chance(0.5) {
      if let meddling = builder.meddling(&random) { self.meddling.append(meddling) }
    }
    disturbedRun = Int.random(in: 0..<3, using: &random)
    switch Int.random(in: 0..<10, using: &random) {
    case 0..<3: kill = Kill(permille: Int.random(in: 0..<1000, using: &random), isAfterAnswer: random.chance(0.5))
    case 3..<6:
      for _ in 0...Int.random(in: 0...2, using: &random) { faults.append(builder.fault(&random)) }
    case 6:
      kill = Kill(permille: Int.random(in: 0..<1000, using: &random), isAfterAnswer: random.chance(0.5))
      faults.append(builder.fault(&random))
    default: break
    }
  }
}

extension Seeded {
  mutating func chance(_ probability: Double) -> Bool { Double.random(in: 0..<1, using: &self) < probability }
}

private struct ScenarioBuilder {
  var blocks: [Block] = []

  mutating func addBlocks(_ random: inout Seeded) {
    blocks = [Block(0, .group, parents: [])]
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      if let block = block(&random, number: blocks.count) { blocks.append(block) }
    }
  }

  /// A new block that rests on some of those there are; nil if what its kind needs is missing.
  func block(_ random: inout Seeded, number: Int) -> Block? {
    // Clusters and what is on them take many requests, so there are fewer of them.
    let kinds: [Block.Kind] = [
      .group, .workspace, .workspace, .endpoint, .endpoint, .rule, .rule, .cluster, .pool, .association, .ruleGroup,
      .registration, .value, .value,
    ]
    let kind = kinds[Int.random(in: kinds.indices, using: &random)]
    if kind == .registration, blocks.contains(where: { $0.kind == kind && $0.number % 2 == number % 2 }) { return nil }
    if kind == .cluster, blocks.contains(where: { $0.kind == kind }) { return nil }
    var parents: [Int] = []
    for need in kind.parents {
      guard let parent = blocks.filter({ $0.kind == need }).randomElement(using: &random) else { return nil }
      parents.append(parent.number)
    }
    let others = blocks.filter { !parents.contains($0.number) }
    if kind == .value || random.chance(0.1), let extra = others.randomElement(using: &random) {
      parents.append(extra.number)
    }
    var block = Block(number, kind, parents: parents)
    if kind != .registration {
      switch Int.random(in: 0..<8, using: &random) {
      case 0: block.repetition = .count(Int.random(in: 1...2, using: &random))
      case 1: block.repetition = .keys(Int.random(in: 1...2, using: &random))
      default: break
      }
    }
    if kind == .cluster { block.repetition = .none }
    block.isInModule = random.chance(0.15)
    block.ignoresText = random.chance(0.1)
    block.createsFirst = (kind == .value || kind == .endpoint) && random.chance(0.2)
    return block
  }

  func edit(_ random: inout Seeded) -> Scenario.Edit {
    let number = blocks.randomElement(using: &random)?.number ?? 0
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: return .text(number)
    case 2, 3: return .variant(number)
    case 4: return .rename(number)
    case 5: return .relabel(number)
    case 6: return .remove(number)
    case 7:
      return .repeated(
        number, [.none, .count(1), .count(2), .keys(1), .keys(3)].randomElement(using: &random) ?? .none)
    case 8: return .ignoreText(number)
    default:
      let added = 100 + Int.random(in: 0..<100, using: &random)
      return block(&random, number: added).map { .add($0) } ?? .text(number)
    }
  }

  func meddling(_ random: inout Seeded) -> Scenario.Meddling? {
    let live = blocks.filter { $0.kind != .value && $0.kind != .registration }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return live.randomElement(using: &random).map { .change($0.number) }
    case 1: return live.filter { $0.kind != .group }.randomElement(using: &random).map { .delete($0.number) }
    default: return live.filter { $0.kind == .group }.randomElement(using: &random).map { .add($0.number) }
    }
  }

  func fault(_ random: inout Seeded) -> Scenario.Fault {
    let places = [
      "resourcegroups/name", "accounts", "datacollectionendpoints", "datacollectionrules", "managedclusters",
      "agentpools",
      "datacollectionruleassociations", "prometheusrulegroups", "templatespecs", "operation", "",
    ]
    let effects: [Scenario.Fault.Effect] = [
      .answer(status: 429, code: "TooManyRequests", retryAfter: 3),
      .answer(status: 503, code: "ServiceUnavailable", retryAfter: nil),
      .answer(status: 500, code: "InternalServerError", retryAfter: nil),
      .answer(status: 409, code: "AnotherOperationInProgress", retryAfter: nil),
      .answer(status: 409, code: "Conflict", retryAfter: nil),
      .answer(status: 403, code: "AuthorizationFailed", retryAfter: nil),
      .answer(status: 504, code: "GatewayTimeout", retryAfter: nil), .drop, .loseAnswer, .loseAnswer, .failOperation,
    ]
    return Scenario.Fault(
      method: ["PUT", "PUT", "GET", "DELETE", "POST"].randomElement(using: &random) ?? "PUT",
      path: places.randomElement(using: &random) ?? "", skip: Int.random(in: 0...4, using: &random),
      times: Int.random(in: 1...4, using: &random), effect: effects.randomElement(using: &random) ?? .drop)
  }
}
