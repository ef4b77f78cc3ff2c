import NodeClaims
import Testing

@Suite("NodeClaim documents")
struct NodeClaimDocumentTests {
  private static func json(_ name: String) -> String {
    #"{"apiVersion": "karpenter.sh/v1", "kind": "NodeClaim", "metadata": {"name": "\#(name)"}, "spec": {}}"#
  }

  private static func yaml(_ name: String) -> String {
    """
    apiVersion: karpenter.sh/v1
    kind: NodeClaim
    metadata:
      name: \(name)
    spec: {}

    """
  }

  @Test(
    "there may be several in a text, in YAML or JSON",
    arguments: [
      yaml("a") + "---\n" + yaml("b"), "---\n" + yaml("a") + "---\n---\n" + yaml("b") + "...\n",
      json("a") + "\n" + json("b") + "\n", "[\(json("a")), \(json("b"))]",
      #"{"kind": "List", "apiVersion": "v1", "items": [\#(json("a")), \#(json("b"))]}"#,
      json("a") + json("b"), "\n" + json("a") + "\n\n" + json("b"),
    ])
  func several(text: String) throws {
    let documents = try NodeClaimDocument.read(Array(text.utf8))
    #expect(documents.map(\.claim.name) == ["a", "b"])
    #expect(documents.flatMap(\.problems) == [])
  }

  @Test("an empty text has none", arguments: ["", "\n\n", "# nothing\n", "---\n"])
  func none(text: String) throws {
    #expect(try NodeClaimDocument.read(Array(text.utf8)).isEmpty)
  }

  @Test("all that matters is read")
  func whole() throws {
    let text = """
      apiVersion: karpenter.sh/v1
      kind: NodeClaim
      metadata:
        name: gpu1
        creationTimestamp: 2026-01-02T05:04:05+02:00
        labels: {kaito.sh/workspace: w, version: "1"}
        annotations:
          kaito.sh/node-image-family: AzureLinux
      spec:
        nodeClassRef: {group: kaito.sh, kind: KaitoNodeClass, name: default}
        requirements:
          - key: node.kubernetes.io/instance-type
            operator: In
            values: [Standard_NC24ads_A100_v4, Standard_NC48ads_A100_v4]
        taints:
          - {key: sku, value: gpu, effect: NoSchedule}
        startupTaints:
          - {key: init, effect: NoSchedule}
        resources:
          requests:
            storage: 120Gi
      """
    let document = try #require(try NodeClaimDocument.read(Array(text.utf8)).first)
    let claim = document.claim
    #expect(document.problems == [])
    #expect(claim.name == "gpu1")
    #expect(claim.labels == ["kaito.sh/workspace": "w", "version": "1"])
    #expect(claim.imageFamily == "AzureLinux")
    #expect(claim.vmSizes == ["Standard_NC24ads_A100_v4", "Standard_NC48ads_A100_v4"])
    #expect(claim.nodeTaints == ["sku=gpu:NoSchedule"])
    #expect(claim.startupTaintCount == 1)
    #expect(claim.diskGiB == 120)
    #expect(claim.nodeLabels(vmSize: "Standard_D2s_v3")["kaito.sh/creation-timestamp"] == "2026-01-02T03-04-05Z")
    #expect(document.place(of: .name).line == 4)
    #expect(document.place(of: .requirement(0)).line == 12)
    #expect(document.place(of: .storage) == DocumentPlace(line: 21, column: 16))
  }

  @Test(
    "what isn't a claim is said to be none, at its line",
    arguments: [
      ("kind: Workspace\napiVersion: kaito.sh/v1beta1\n", 1, "of the kind Workspace of kaito.sh"),
      ("# old\napiVersion: karpenter.sh/v1alpha5\nkind: Machine\n", 3, "of the kind Machine"),
      ("apiVersion: karpenter.sh/v1\n", 1, "no `kind`"), ("kind: NodeClaim\n", 1, "no `apiVersion`"),
      (yaml("a").replacing("spec: {}", with: ""), 1, "no `spec`"),
      (yaml("7"), 4, "a number needs quotes"), (yaml("a\n  labels: [x]"), 5, "must be a mapping"),
      (yaml("a\n  labels:\n    x: true"), 6, "put true in quotes"),
      (yaml("a").replacing("{}", with: "{requirements: 1}"), 5, "must be a list"),
      (yaml("a").replacing("{}", with: "{taint: []}"), 5, "no member `taint`"),
    ])
  func mistakes(text: String, line: Int, words: String) throws {
    let document = try #require(try NodeClaimDocument.read(Array(text.utf8)).first)
    #expect(document.problems.count == 1)
    let problem = try #require(document.problems.first)
    #expect(problem.detail.contains(words), "\(problem.detail)")
    #expect(document.place(of: problem.part).line == line)
  }

  @Test(
    "what is no YAML is refused with its line",
    arguments: [
      ("a: [1\nb: 2\n", 2), ("a: *x\n", 1), (json("a") + "\n{\"a\" \"b\"}\n", 2), ("a: 1\n b: 2\n", 2),
    ])
  func malformed(text: String, line: Int) {
    #expect { try NodeClaimDocument.read(Array(text.utf8)) } throws: { error in
      (error as? NodeClaimDocument.SyntaxError)?.place.line == line
    }
  }

  @Test("a few lines of aliases of aliases don't fill the memory")
  func aliases() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for index in 1...9 {
      text += "a\(index): &a\(index) [" + Array(repeating: "*a\(index - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(throws: NodeClaimDocument.SyntaxError.self) { try NodeClaimDocument.read(Array(text.utf8)) }
  }
}
