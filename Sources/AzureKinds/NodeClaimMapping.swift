import NodeClaims
import Resources
import Values

/// What data can't say of node claims: how an agent pool follows from one, and what of a live pool is as good.
package enum NodeClaimMapping {
  /// The beginnings of labels that a live pool may have or not: AKS's own, and the time of the claim, which no spec knows.
  static let othersLabels = [NodeClaim.Key.creationTimestamp, "kubernetes.azure.com/"]
  static let othersTaints = ["kubernetes.azure.com/"]

  // MARK: Checking

  static func problems(with arguments: Value) -> [ArgumentProblem] {
    let said = ClaimArguments(arguments)
    let sizes = said.unknown.contains(.requirements) ? [] : said.claim.retirementProblems
    return said.problems + said.documentProblems
      + (said.claim.problems(unknown: said.unknown) + sizes).map(said.problem)
  }

  // MARK: Inferring

  /// The arguments with those of the agent pool that follow from them; a name that the manifest has counts, too.
  static func inferred(from arguments: Value) -> Value {
    guard var members = arguments.members else { return arguments }
    let said = ClaimArguments(arguments)
    let claim = said.claim
    if members["name"]?.isNull == true {
      members["name"] =
        said.unknown.contains(.name) ? .unknown(.string) : claim.name.isEmpty ? nil : .string(claim.name)
      if members["name"] == nil { members["name"] = .null(.string) }
    }
    members = members.merging(pool(of: claim, unknown: said.unknown))
    // What a secret goes into is one.
    let marks = ["manifest", "labels", "requirement", "taint", "resources"].reduce(arguments.marks) {
      $0.union(arguments[member: $1]?.deepMarks ?? .none)
    }
    if !marks.isEmpty {
      for name in poolArguments { members[name] = members[name]?.marked(marks) }
    }
    return Value.object(members).marked(arguments.marks)
  }

  private static let poolArguments = [
    "vm_size", "fallback_vm_sizes", "os_sku", "os_disk_size_gb", "node_labels", "node_taints", "priority",
    "eviction_policy", "spot_max_price",
  ]

  /// The agent pool of a claim, as arguments.
  package static func pool(of claim: NodeClaim, unknown: Set<NodeClaim.Piece> = []) -> Members {
    func value(_ pieces: Set<NodeClaim.Piece>, _ type: Type, _ value: () -> Value?) -> Value {
      pieces.isDisjoint(with: unknown) ? value() ?? .null(type) : .unknown(type)
    }
    let sizes = claim.vmSizes
    return Members([
      ("vm_size", value([.requirements], .string) { sizes.first.map { .string($0) } }),
      (
        "fallback_vm_sizes",
        value([.requirements], .list(.string)) {
          sizes.count > 1 ? .list(sizes.dropFirst().map { .string($0) }, of: .string) : nil
        }
      ),
      ("os_sku", value([.labels, .annotations], .string) { .string(claim.imageFamily) }),
      (
        "os_disk_size_gb",
        value([.storage], .number) { claim.diskGiB.flatMap { $0 > 0 ? .number($0) : nil } }
      ),
      ("node_count", .number(1)),
      (
        "node_labels",
        value([.labels, .requirements], .map(.string)) {
          sizes.first.map { size in
            .map(Members(claim.nodeLabels(vmSize: size).map { ($0, Value.string($1)) }), of: .string)
          }
        }
      ),
      ("node_taints", value([.taints], .list(.string)) { .list(claim.nodeTaints.map { .string($0) }, of: .string) }),
      ("priority", value([.requirements], .string) { .string(claim.isSpot ? "Spot" : "Regular") }),
      ("eviction_policy", value([.requirements], .string) { claim.isSpot ? .string("Delete") : nil }),
      ("spot_max_price", value([.requirements], .number) { claim.isSpot ? .number(-1) : nil }),
    ])
  }

  // MARK: Planning

  /// The plan with what a live pool may keep: a size that the claim lists anywhere, and what others have put there.
  static func refined(_ planned: Value, prior: Value?, arguments: Value) -> Value {
    guard let pool = planned.members else { return planned }
    guard let live = prior, !live.isNull else { return awaitingTime(planned) }
    var result = planned
    if let size = live[member: "vm_size"]?.stringValue, isListed(size, in: pool) {
      result = Self.pool(result, ofSize: size, marks: pool["vm_size"]?.marks ?? .none)
    }
    for (name, prefixes) in [("node_labels", othersLabels), ("node_taints", othersTaints)] {
      result = keeping(prefixes, of: live[member: name], in: name, of: result)
    }
    return result
  }

  private static func isListed(_ size: String, in pool: Members) -> Bool {
    let listed = [pool["vm_size"]].compactMap(\.self) + (pool["fallback_vm_sizes"]?.elements ?? [])
    return listed.contains { $0.stringValue?.lowercased() == size.lowercased() }
  }

  /// The pool with another size, and the label that goes with it.
  private static func pool(_ planned: Value, ofSize size: String, marks: Marks) -> Value {
    guard var pool = planned.members else { return planned }
    pool["vm_size"] = .string(size).marked(marks)
    if case .map(var labels, of: let type)? = pool["node_labels"]?.unmarked, labels[NodeClaim.Key.machineType] != nil {
      labels[NodeClaim.Key.machineType] = .string(NodeClaim.machineType(of: VMSize.canonicalName(of: size)))
      pool["node_labels"] = .map(labels, of: type).marked(pool["node_labels"]?.marks ?? .none)
    }
    return Value.object(pool).marked(planned.marks)
  }

  /// The plan with what is live in a map or list and is others', where that isn't in it.
  private static func keeping(_ prefixes: [String], of live: Value?, in name: String, of planned: Value) -> Value {
    guard var pool = planned.members, let wanted = pool[name], let live, wanted.isKnown else { return planned }
    func isOthers(_ text: String?) -> Bool { text.map { text in prefixes.contains { text.hasPrefix($0) } } ?? false }
    switch (wanted.unmarked, live.unmarked) {
    case (.map(let members, of: let type), .map(let present, of: _)):
      let kept = Members(zip(present.keys, present.values).filter { key, _ in isOthers(key) })
      pool[name] = .map(members.merging(kept), of: type).marked(wanted.marks)
    case (.list(let elements, of: let type), .list(let present, of: _)):
      let kept = present.filter { isOthers($0.stringValue) && !elements.contains($0) }
      pool[name] = .list(elements + kept, of: type).marked(wanted.marks)
    default: return planned
    }
    return Value.object(pool).marked(planned.marks)
  }

  // MARK: Creating

  /// A claim that doesn't say when it was made was made when its pool is.
  private static func awaitingTime(_ planned: Value) -> Value { timed(planned, .unknown(.string)) }

  static func stamped(_ planned: Value, secondsSince1970 seconds: Int) -> Value {
    timed(planned, .string(ClaimTime(secondsSince1970: seconds).labelValue))
  }

  private static func timed(_ planned: Value, _ time: Value) -> Value {
    guard var pool = planned.members, let wanted = pool["node_labels"],
      case .map(var labels, of: let type) = wanted.unmarked,
      labels[NodeClaim.Key.creationTimestamp]?.isKnown != true
    else { return planned }
    labels[NodeClaim.Key.creationTimestamp] = time
    pool["node_labels"] = .map(labels, of: type).marked(wanted.marks)
    return Value.object(pool).marked(planned.marks)
  }

  /// The same pool in each of the other sizes.
  static func alternatives(to planned: Value) -> [(name: String, planned: Value)] {
    (planned[member: "fallback_vm_sizes"]?.elements ?? []).compactMap(\.stringValue).map { size in
      (size, pool(planned, ofSize: size, marks: planned[member: "vm_size"]?.marks ?? .none))
    }
  }
}
