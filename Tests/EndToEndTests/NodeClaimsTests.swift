import Foundation
import Testing

/// `armature node-claims`, as a user or a script would run it.
@Suite(.timeLimit(.minutes(5))) struct NodeClaimsTests {
  private static let good = """
    apiVersion: karpenter.sh/v1
    kind: NodeClaim
    metadata:
      name: gpu1
      creationTimestamp: "2026-01-02T03:04:05Z"
      labels:
        kaito.sh/workspace: w
    spec:
      requirements:
        - key: node.kubernetes.io/instance-type
          operator: In
          values: [Standard_NC24ads_A100_v4]
      resources:
        requests:
          storage: 120Gi

    """
  private static let pool = """
    {"name":"gpu1","agentPool":{"properties":{"count":1,"nodeLabels":{"kaito.sh/creation-timestamp":"2026-01-02T03-04-05Z",\
    "kaito.sh/machine-type":"gpu","kaito.sh/workspace":"w","karpenter.sh/nodepool":"kaito"},"nodeTaints":[],\
    "osDiskSizeGB":120,"osSKU":"Ubuntu","osType":"Linux","type":"VirtualMachineScaleSets",\
    "vmSize":"Standard_NC24ads_A100_v4"}},"warnings":[]}

    """
  private static let bad = good.replacingOccurrences(of: "name: gpu1", with: "name: gpu-1")

  @Test("a claim is a line of JSON", arguments: [[], ["--json"], ["-json"]])
  func line(options: [String]) throws {
    let place = try Workplace(copying: [])
    try place.write(Self.good, to: "claim.yaml")
    let result = try Program.run("armature", ["node-claims"] + options + ["claim.yaml"], in: place.folder)
    #expect(result.output == Self.pool)
    #expect(result.errors == "")
    #expect(result.status == 0)
  }

  @Test("claims come from several files, each with several documents, and from standard input")
  func several() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.good + "---\n" + Self.good, to: "claims.yaml")
    let result = try place.run("node-claims", "claims.yaml", "-", input: Self.good)
    #expect(result.output == Self.pool + Self.pool + Self.pool)
  }

  @Test("what is wrong with a claim is on its line and, with its place, on standard error; the others are shown")
  func wrong() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.good + "---\n" + Self.bad, to: "claims.yaml")
    let result = try place.run("node-claims", "--json", "claims.yaml")
    #expect(result.status == 1)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(lines[0] + "\n" == Self.pool)
    #expect(lines[1].hasPrefix(#"{"name":"gpu-1","error":"agentpool name(gpu-1) is invalid: "#))
    #expect(lines[1].contains(#"(call it \"gpu1\")"#))
    #expect(result.errors.contains("claims.yaml:20:9"), "\(result.errors)")
  }

  @Test("a text that is no YAML is an error at its line, and other files are shown")
  func malformed() throws {
    let place = try Workplace(copying: [])
    try place.write("a: [1\nb: 2\n", to: "bad.yaml")
    try place.write(Self.good, to: "good.yaml")
    let result = try place.run("node-claims", "bad.yaml", "missing.yaml", "good.yaml")
    #expect(result.status == 1)
    #expect(result.output.hasPrefix(#"{"name":null,"error":"bad.yaml, line 2: "#))
    #expect(result.output.hasSuffix(Self.pool))
    #expect(result.errors.contains("bad.yaml:2:"))
    #expect(result.errors.contains("missing.yaml"))
  }

  @Test("a retired size is told beside the data, a missing time in it")
  func warnings() throws {
    let place = try Workplace(copying: [])
    let text = Self.good.replacingOccurrences(of: "Standard_NC24ads_A100_v4", with: "Standard_NC6s_v3")
    let untimed = text.split(separator: "\n").filter { !$0.contains("creationTimestamp") }.joined(separator: "\n")
    let result = try place.run("node-claims", "-", input: untimed)
    #expect(result.status == 0)
    #expect(result.errors.contains("VM size is retired"))
    #expect(result.errors.contains("Standard_NC24ads_A100_v4"))
    #expect(!result.output.contains("retired"))
    #expect(result.output.contains("no creationTimestamp"))
    #expect(!result.output.contains("kaito.sh/creation-timestamp\":"))
  }

  @Test("its help tells what a claim needs and how it is used in a spec")
  func help() throws {
    let place = try Workplace(copying: [])
    let help = try place.run("node-claims", "--help")
    #expect(help.status == 0)
    for text in ["kaito.sh/workspace", "karpenter_node_claim", "--json"] {
      #expect(help.output.contains(text), "\(text)")
    }
    #expect(try place.run("node-claims").status == 64)
  }
}
