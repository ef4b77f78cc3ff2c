import Diagnostics

/// Something that is wrong with a claim, or that its author should know.
package struct NodeClaimProblem: Sendable, Hashable {
  package let severity: Diagnostic.Severity
  package let part: NodeClaim.Part
  package let summary: String
  package let detail: String
  package let hint: String?

  init(
    _ severity: Diagnostic.Severity = .error, at part: NodeClaim.Part, _ summary: String, _ detail: String,
    hint: String? = nil
  ) {
    self.severity = severity
    self.part = part
    self.summary = summary
    self.detail = detail
    self.hint = hint
  }
}

extension NodeClaim {
  /// The pieces of a claim that a spec may not know yet.
  package enum Piece: Sendable, Hashable {
    case name, labels, annotations, requirements, taints, storage
  }

  /// What is wrong with the claim, its pieces in their order; nothing is said of those that aren't known.
  package func problems(unknown: Set<Piece> = []) -> [NodeClaimProblem] {
    let checks: [(Set<Piece>, () -> [NodeClaimProblem])] = [
      ([.name], { nameProblems }), ([.labels], { labelProblems }),
      ([.labels, .annotations], { imageFamilyProblems }), ([.requirements], { requirementProblems }),
      ([.taints], { taintProblems }), ([.storage], { storageProblems }), ([], { timeProblems }),
    ]
    return checks.filter { $0.0.isDisjoint(with: unknown) }.flatMap { $0.1() }
  }

  // MARK: Name and labels

  private static let nameRule =
    "it must be 1 to 11 characters, a lower-case letter first, then lower-case letters and digits"

  private var nameProblems: [NodeClaimProblem] {
    let characters = Array(name.utf8)
    let fits =
      (1...11).contains(characters.count) && characters.first.map(Self.isLowerLetter) == true
      && characters.allSatisfy { Self.isLowerLetter($0) || Self.isDigit($0) }
    if fits { return [] }
    if name.isEmpty {
      return [
        NodeClaimProblem(
          at: .name, "Missing name of a node claim",
          isNameGenerated
            ? "`generateName` has no meaning where everything has its place: each run would make another claim."
            : "agentpool name() is invalid: \(Self.nameRule).",
          hint: "give the claim a `name` of 1 to 11 lower-case letters and digits")
      ]
    }
    return [
      NodeClaimProblem(
        at: .name, "Invalid name of a node claim",
        "agentpool name(\(name)) is invalid: \(Self.nameRule), since the claim's agent pool has the same name.",
        hint: validName.map { "call it \"\($0)\"" })
    ]
  }

  /// A valid name that is as near as can be; nil where nothing is left.
  private var validName: String? {
    let kept = name.lowercased().utf8.filter { Self.isLowerLetter($0) || Self.isDigit($0) }
    let start = kept.drop { !Self.isLowerLetter($0) }
    return start.isEmpty ? nil : String(decoding: start.prefix(11), as: UTF8.self)
  }

  private static func isLowerLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private var labelProblems: [NodeClaimProblem] {
    var problems: [NodeClaimProblem] = []
    if labels[Key.workspace] == nil, labels[Key.ragEngine] == nil {
      problems.append(
        NodeClaimProblem(
          at: .labels, "Node claim without an owner",
          "Among the labels must be `\(Key.workspace)` or `\(Key.ragEngine)`, which say whose the node is; both are "
            + "missing.",
          hint: "add the label `\(Key.workspace)` with the name of the workspace"))
    }
    for (key, value) in labels.sorted(by: { $0.key < $1.key }) {
      if let fault = KubernetesName.fault(inKey: key) {
        problems.append(
          NodeClaimProblem(at: .label(key), "Invalid label", "The key of the label \"\(key)\" \(fault)."))
      } else if let fault = KubernetesName.fault(inValue: value) {
        problems.append(
          NodeClaimProblem(at: .label(key), "Invalid label", "The value \"\(value)\" of the label `\(key)` \(fault)."))
      }
    }
    return problems
  }

  private var imageFamilyProblems: [NodeClaimProblem] {
    guard let (part, value) = imageFamilySource, Self.imageFamilies[value.lowercased()] == nil else { return [] }
    return [
      NodeClaimProblem(
        .warning, at: part, "Unknown image family",
        "The image family \"\(value)\" that `\(Key.imageFamily)` names is not known, so the node runs Ubuntu.",
        hint: suggestion(for: value, among: ["AzureLinux", "Ubuntu"]).map { "did you mean \"\($0)\"?" }
          ?? "say \"AzureLinux\" or \"Ubuntu\"")
    ]
  }

  // MARK: Requirements

  private static let comparisons = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"]

  private var requirementProblems: [NodeClaimProblem] {
    var problems = requirements.enumerated().flatMap { index, requirement in
      Self.problems(of: requirement, at: .requirement(index))
    }
    guard problems.isEmpty else { return problems }
    let sizes = vmSizes
    if sizes.isEmpty {
      problems.append(
        NodeClaimProblem(
          at: sizeRequirement.map { .requirement($0) } ?? .requirements, "No instance type",
          "nodeClaim spec has no requirement for instance type: one on `\(Key.instanceType)` with the operator In must "
            + "list VM sizes of which the others leave at least one.",
          hint: "list the sizes in the order of preference, such as [\"Standard_NC24ads_A100_v4\"]"))
    }
    for size in sizes where !VMSize.isKnown(size) {
      problems.append(
        NodeClaimProblem(
          .warning, at: place(ofSize: size), "Unknown VM size",
          "The VM size \"\(size)\" is not in the table of sizes that came with this version; it is sent as it is.",
          hint: VMSize.suggestion(for: size).map { "did you mean \"\($0)\"?" }))
    }
    return problems
  }

  /// The warnings about sizes that Azure has taken out of service, which a new node can't have any more.
  package var retirementProblems: [NodeClaimProblem] {
    vmSizes.compactMap { size in
      VMSize.retirement(of: size).map { retirement in
        NodeClaimProblem(
          .warning, at: place(ofSize: size), retirement.summary, retirement.detail, hint: retirement.hint)
      }
    }
  }

  private var sizeRequirement: Int? {
    requirements.firstIndex { [Key.instanceType, Key.oldInstanceType].contains($0.key) }
  }

  private func place(ofSize size: String) -> Part {
    let index = requirements.firstIndex { requirement in
      [Key.instanceType, Key.oldInstanceType].contains(requirement.key)
        && requirement.values.contains { $0.lowercased() == size.lowercased() }
    }
    return index.map { .requirement($0) } ?? .requirements
  }

  private static func problems(of requirement: Requirement, at part: Part) -> [NodeClaimProblem] {
    func problem(_ detail: String, hint: String? = nil) -> [NodeClaimProblem] {
      [NodeClaimProblem(at: part, "Invalid requirement", detail, hint: hint)]
    }
    let key = requirement.key
    if let fault = KubernetesName.fault(inKey: key) { return problem("The key \"\(key)\" \(fault).") }
    guard comparisons.contains(requirement.comparison) else {
      return problem(
        "The operator \"\(requirement.comparison)\" of the requirement on `\(key)` is none of "
          + comparisons.joined(separator: ", ") + ".",
        hint: suggestion(for: requirement.comparison, among: comparisons).map { "did you mean \"\($0)\"?" })
    }
    let count = requirement.values.count
    switch requirement.comparison {
    case "In" where count == 0: return problem("The requirement on `\(key)` with the operator In lists no values.")
    case "Gt" where count != 1 || UInt(requirement.values[0]) == nil,
      "Lt" where count != 1 || UInt(requirement.values[0]) == nil:
      return problem("The requirement on `\(key)` needs one whole number for the operator \(requirement.comparison).")
    case "Exists" where count > 0, "DoesNotExist" where count > 0:
      return problem("The requirement on `\(key)` with the operator \(requirement.comparison) must not list values.")
    default: break
    }
    guard key == Key.zone else { return [] }
    return [
      NodeClaimProblem(
        .warning, at: part, "Requirement without effect",
        "The requirement on `\(key)` has no effect: the agent pool of a claim is in no zone of its own.",
        hint: "a pool in a zone is an azurerm_kubernetes_cluster_node_pool with `zones`")
    ]
  }

  // MARK: Taints and storage

  private static let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]

  private var taintProblems: [NodeClaimProblem] {
    var problems: [NodeClaimProblem] = []
    for (index, taint) in taints.enumerated() {
      let fault: String? =
        if let fault = KubernetesName.fault(inKey: taint.key) {
          "The key \"\(taint.key)\" of the taint \(fault)."
        } else if let fault = KubernetesName.fault(inValue: taint.value) {
          "The value \"\(taint.value)\" of the taint `\(taint.key)` \(fault)."
        } else if !Self.effects.contains(taint.effect) {
          "The effect \"\(taint.effect)\" of the taint `\(taint.key)` is none of "
            + Self.effects.joined(separator: ", ") + "."
        } else {
          nil
        }
      guard let fault else { continue }
      problems.append(
        NodeClaimProblem(
          at: .taint(index), "Invalid taint", fault,
          hint: suggestion(for: taint.effect, among: Self.effects).map { "did you mean \"\($0)\"?" }))
    }
    if startupTaintCount > 0 {
      problems.append(
        NodeClaimProblem(
          .warning, at: .startupTaints, "Taints without effect",
          "`startupTaints` are not sent: only a controller in the cluster could take them from the node again."))
    }
    return problems
  }

  private static let diskGiBMax = 2048

  private var storageProblems: [NodeClaimProblem] {
    if let storage, KubernetesQuantity(storage) == nil {
      return [
        NodeClaimProblem(
          at: .storage, "Invalid storage request",
          "storage request of nodeclaim(\(name)) should be more than 0, and \"\(storage)\" is no quantity.",
          hint: "write a number with a unit, such as \"120Gi\"")
      ]
    }
    guard let size = diskGiB else {
      return [
        NodeClaimProblem(
          at: .storage, storage == nil ? "Missing storage request" : "Invalid storage request",
          "storage request of nodeclaim(\(name)) should be more than 0: `resources.requests` says with `storage` how large "
            + "the node's system disk is.",
          hint: "request storage, such as \"120Gi\"")
      ]
    }
    if size > Self.diskGiBMax {
      return [
        NodeClaimProblem(
          at: .storage, "Invalid storage request",
          "The storage request of nodeclaim(\(name)) is \(size) GiB, and a system disk has \(Self.diskGiBMax) GiB at most."
        )
      ]
    }
    guard size == 0 else { return [] }
    return [
      NodeClaimProblem(
        .warning, at: .storage, "Storage request below one GiB",
        "The storage request \"\(storage ?? "")\" is less than 1 GiB and rounds down to 0, for which AKS takes a disk of "
          + "the size that it chooses itself.")
    ]
  }

  private var timeProblems: [NodeClaimProblem] {
    guard let creationTime, ClaimTime(creationTime) == nil else { return [] }
    return [
      NodeClaimProblem(
        at: .creationTime, "Invalid creation time",
        "`creationTimestamp` is \"\(creationTime)\", which is no time in the form of RFC 3339, such as "
          + "2026-01-02T03:04:05Z.")
    ]
  }
}
