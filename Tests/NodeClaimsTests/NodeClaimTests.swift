import Diagnostics
import NodeClaims
import Testing

@Suite("Node claims")
struct NodeClaimTests {
  /// A claim that nothing is wrong with.
  static func claim(_ change: (inout NodeClaim) -> Void = { _ in }) -> NodeClaim {
    var claim = NodeClaim()
    claim.name = "gpu1"
    claim.labels = ["kaito.sh/workspace": "w"]
    claim.requirements = [sizes("Standard_NC24ads_A100_v4")]
    claim.storage = "120Gi"
    change(&claim)
    return claim
  }

  static func sizes(_ values: String...) -> NodeClaim.Requirement {
    NodeClaim.Requirement(key: "node.kubernetes.io/instance-type", comparison: "In", values: values)
  }

  @Test("a right claim has no problems")
  func right() {
    #expect(Self.claim().problems() == [])
    #expect(Self.claim().retirementProblems == [])
  }

  @Test(
    "a quantity is whole GiB, rounded down",
    arguments: [
      ("30Gi", 30), ("1536Mi", 1), ("30G", 27), ("512Mi", 0), ("32212254720", 30), ("1Ti", 1024), ("1.5Gi", 1),
      ("1e11", 93), ("2E3", 0), ("100M", 0), ("+5Gi", 5), ("0", nil), ("-1Gi", nil), ("", nil), ("12 Gi", nil),
      ("Gi", nil), ("1GiB", nil), ("1ki", nil), ("100m", 0),
    ] as [(String, Int?)])
  func storage(text: String, size: Int?) {
    #expect(Self.claim { $0.storage = text }.diskGiB == size)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let severity: Diagnostic.Severity
    let part: NodeClaim.Part
    /// Of the detail and the hint.
    let texts: [String]
    let change: @Sendable (inout NodeClaim) -> Void
  }

  static let cases = [
    Case(
      testDescription: "a name with a hyphen gets a valid one offered", severity: .error, part: .name,
      texts: ["agentpool name(azurelinux-node) is invalid", "call it \"azurelinuxn\""]
    ) { $0.name = "azurelinux-node" },
    Case(
      testDescription: "a name with capitals gets a valid one offered", severity: .error, part: .name,
      texts: ["agentpool name(Gpu1) is invalid", "call it \"gpu1\""]
    ) { $0.name = "Gpu1" },
    Case(
      testDescription: "a name of digits alone can't be mended", severity: .error, part: .name,
      texts: ["agentpool name(123) is invalid"]
    ) { $0.name = "123" },
    Case(
      testDescription: "a name is no longer than 11", severity: .error, part: .name, texts: ["call it \"abcdefghijk\""]
    ) { $0.name = "abcdefghijkl" },
    Case(
      testDescription: "a generated name has no meaning", severity: .error, part: .name,
      texts: ["`generateName` has no meaning", "give the claim a `name`"]
    ) {
      $0.name = ""
      $0.isNameGenerated = true
    },
    Case(
      testDescription: "somebody owns a claim", severity: .error, part: .labels,
      texts: ["`kaito.sh/workspace`", "`kaito.sh/ragengine`"]
    ) { $0.labels = ["a": "b"] },
    Case(
      testDescription: "labels are labels", severity: .error, part: .label("team"),
      texts: ["The value \"a b\" of the label `team`"]
    ) { $0.labels["team"] = "a b" },
    Case(
      testDescription: "keys are keys", severity: .error, part: .label("Up.Per/x"),
      texts: ["must have a domain in lower case"]
    ) { $0.labels["Up.Per/x"] = "" },
    Case(
      testDescription: "an unknown family is Ubuntu", severity: .warning,
      part: .annotation("kaito.sh/node-image-family"),
      texts: ["image family \"AzureLinus\"", "did you mean \"AzureLinux\"?"]
    ) { $0.annotations["kaito.sh/node-image-family"] = "AzureLinus" },
    Case(
      testDescription: "operators have names", severity: .error, part: .requirement(1),
      texts: ["operator \"NotInn\"", "did you mean \"NotIn\"?"]
    ) { $0.requirements.append(NodeClaim.Requirement(key: "a", comparison: "NotInn", values: ["b"])) },
    Case(
      testDescription: "In lists something", severity: .error, part: .requirement(1), texts: ["lists no values"]
    ) { $0.requirements.append(NodeClaim.Requirement(key: "a", comparison: "In", values: [])) },
    Case(
      testDescription: "Gt compares with one number", severity: .error, part: .requirement(1),
      texts: ["one whole number"]
    ) { $0.requirements.append(NodeClaim.Requirement(key: "a", comparison: "Gt", values: ["x"])) },
    Case(
      testDescription: "zones have no effect", severity: .warning, part: .requirement(1), texts: ["has no effect"]
    ) {
      $0.requirements.append(NodeClaim.Requirement(key: "topology.kubernetes.io/zone", comparison: "In", values: ["1"]))
    },
    Case(
      testDescription: "no size is left", severity: .error, part: .requirement(0),
      texts: ["nodeClaim spec has no requirement for instance type"]
    ) { $0.requirements.append(sizes("Standard_NC40ads_H100_v5")) },
    Case(
      testDescription: "a size that nobody knows is sent as it is", severity: .warning, part: .requirement(0),
      texts: ["\"Standard_NC24ads_A100_v5\"", "did you mean \"Standard_NC24ads_A100_v4\"?"]
    ) { $0.requirements = [sizes("Standard_NC24ads_A100_v5")] },
    Case(
      testDescription: "effects have names", severity: .error, part: .taint(0),
      texts: ["effect \"NoSchedul\"", "did you mean \"NoSchedule\"?"]
    ) { $0.taints = [NodeClaim.Taint(key: "sku", value: "gpu", effect: "NoSchedul")] },
    Case(
      testDescription: "startup taints have no effect", severity: .warning, part: .startupTaints,
      texts: ["`startupTaints` are not sent"]
    ) { $0.startupTaintCount = 1 },
    Case(
      testDescription: "storage is a quantity", severity: .error, part: .storage,
      texts: ["storage request of nodeclaim(gpu1) should be more than 0", "\"120GB\" is no quantity"]
    ) { $0.storage = "120GB" },
    Case(
      testDescription: "storage fits on a disk", severity: .error, part: .storage,
      texts: ["2049 GiB", "2048 GiB at most"]
    ) { $0.storage = "2049Gi" },
    Case(
      testDescription: "less than a GiB is none", severity: .warning, part: .storage, texts: ["rounds down to 0"]
    ) { $0.storage = "512Mi" },
    Case(
      testDescription: "times are times", severity: .error, part: .creationTime, texts: ["\"yesterday\""]
    ) { $0.creationTime = "yesterday" },
  ]

  @Test("what is wrong is said of the part that it is about", arguments: cases)
  func problem(example: Case) throws {
    let problems = Self.claim(example.change).problems()
    #expect(problems.map(\.part) == [example.part])
    let problem = try #require(problems.first)
    #expect(problem.severity == example.severity)
    for text in example.texts { #expect("\(problem.detail) \(problem.hint ?? "")".contains(text), "\(text)") }
  }

  @Test("of what isn't known, nothing is said")
  func unknown() {
    let all: Set<NodeClaim.Piece> = [.name, .labels, .annotations, .requirements, .taints, .storage]
    #expect(NodeClaim().problems(unknown: all) == [])
    #expect(NodeClaim().problems(unknown: all.subtracting([.storage])).map(\.part) == [.storage])
  }

  @Test("sizes have the letter case of the catalogue before anything else follows from them")
  func letterCase() {
    let claim = Self.claim { $0.requirements = [Self.sizes("standard_nc24ADS_a100_v4", "STANDARD_NC24ADS_A100_V4")] }
    #expect(claim.vmSizes == ["Standard_NC24ads_A100_v4"])
    #expect(claim.nodeLabels(vmSize: claim.vmSizes[0])["kaito.sh/machine-type"] == "gpu")
  }

  @Test(
    "retired sizes name successors that are in service",
    arguments: [
      "Standard_NC6s_v3", "standard_nc12s_v3", "Standard_NC24rs_v3", "Standard_NC6", "Standard_ND40rs_v2",
      "Standard_NV48s_v3", "Standard_NV32as_v4", "Standard_NC24rs_v2",
    ])
  func retired(size: String) throws {
    let claim = Self.claim { $0.requirements = [Self.sizes(size)] }
    #expect(claim.problems() == [])
    let problem = try #require(claim.retirementProblems.first)
    #expect(problem.severity == .warning)
    let successors = try #require(problem.hint).matches(of: /Standard_\w+/).map { String($0.output) }
    #expect(!successors.isEmpty)
    for successor in successors {
      #expect(VMSize.isKnown(successor), "\(successor)")
      #expect(VMSize.retirement(of: successor) == nil, "\(successor)")
    }
  }

  @Test(
    "spot is what nothing else is allowed beside",
    arguments: [
      ([], false), (["spot"], true), (["spot", "on-demand"], false), (["on-demand"], false),
    ] as [([String], Bool)])
  func spot(values: [String], isSpot: Bool) {
    let claim = Self.claim {
      if values.isEmpty { return }
      $0.requirements.append(
        NodeClaim.Requirement(key: "karpenter.sh/capacity-type", comparison: "In", values: values))
    }
    #expect(claim.isSpot == isSpot)
  }
}
