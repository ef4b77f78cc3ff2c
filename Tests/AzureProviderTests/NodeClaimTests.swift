import ARMSimulator
import Applying
import Diagnostics
import HTTP
import JSON
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Claims in a simulated Azure, from spec to pool and back.
@Suite("karpenter_node_claim")
struct NodeClaimTests {
  private static let first = "Standard_NC24ads_A100_v4"
  private static let second = "Standard_NC48ads_A100_v4"
  private static let version = "2026-04-01"

  private static func id(_ name: String = "gpu1") -> String {
    World.id("resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks/agentPools/\(name)")
  }

  private static func claim(
    _ name: String = "gpu1", sizes: String = "\"\(first)\", \"\(second)\"", labels: String = "", more: String = "",
    storage: String = "120Gi"
  ) -> String {
    """
    resource "karpenter_node_claim" "\(name)" {
      name                  = "\(name)"
      kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
      labels                = { "kaito.sh/workspace" = "w"\(labels.isEmpty ? "" : ", \(labels)") }
      requirement {
        key      = "node.kubernetes.io/instance-type"
        operator = "In"
        values   = [\(sizes)]
      }
      taint {
        key    = "sku"
        value  = "gpu"
        effect = "NoSchedule"
      }
      resources {
        requests = { storage = "\(storage)" }
      }
      \(more)
    }

    """
  }

  private static func spec(_ claims: String...) -> String { World.cluster + "\n" + claims.joined() }

  private static let spot = """
    requirement {
      key      = "karpenter.sh/capacity-type"
      operator = "In"
      values   = ["spot"]
    }
    """

  private func properties(_ world: World, _ name: String = "gpu1") async throws -> Value {
    let body = try await world.call(.get, Self.id(name), apiVersion: Self.version)
    return try #require(body[member: "properties"])
  }

  private func problems(_ spec: String) async throws -> [Diagnostic] {
    let (planner, _) = try await World().planner(spec)
    return planner.validate()
  }

  // MARK: The life of a claim

  @Test("a claim becomes a pool, and then there is nothing to do")
  func life() async throws {
    let world = World()
    let spec = Self.spec(Self.claim())
    let plan = try await world.plan(spec)
    let planned = try #require(plan.changes.first { $0.kind.name == "karpenter_node_claim" })
    #expect(planned.after[member: "vm_size"]?.stringValue == Self.first)
    #expect(planned.after[member: "fallback_vm_sizes"]?.elements == [.string(Self.second)])
    let result = try await world.apply(spec)
    #expect(result.isComplete, "\(result.failures)")
    let pool = try await properties(world)
    #expect(pool[member: "vmSize"]?.stringValue == Self.first)
    #expect(pool[member: "nodeTaints"]?.elements == ["sku=gpu:NoSchedule"])
    let time = pool[member: "nodeLabels"]?[member: "kaito.sh/creation-timestamp"]?.stringValue ?? ""
    #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ/) != nil, "\(time)")
    #expect(try await world.plan(spec).isEmpty)
    let writes = world.requests.writes.count
    try await world.apply(spec)
    #expect(world.requests.writes.count == writes)
    #expect(try await world.destroy(spec).isComplete)
    await #expect(throws: (any Error).self) { try await world.call(.get, Self.id(), apiVersion: Self.version) }
  }

  @Test("the moment of creation stays what it was when something else changes")
  func time() async throws {
    let world = World()
    try await world.apply(Self.spec(Self.claim()))
    let before = try await properties(world)[member: "nodeLabels"]?[member: "kaito.sh/creation-timestamp"]
    let changed = Self.spec(Self.claim(labels: #"team = "a""#))
    let plan = try await world.plan(changed)
    #expect(plan.changes.flatMap(\.differences).map(\.path.text) == ["node_labels"])
    try await world.apply(changed)
    let labels = try await properties(world)[member: "nodeLabels"]
    #expect(labels?[member: "team"]?.stringValue == "a")
    #expect(labels?[member: "kaito.sh/creation-timestamp"] == before)
    #expect(try await world.plan(changed).isEmpty)
  }

  @Test("spot nodes are spot, and what AKS adds to them is no difference")
  func spot() async throws {
    let world = World()
    let spec = Self.spec(Self.claim(more: Self.spot))
    try await world.apply(spec)
    let pool = try await properties(world)
    #expect(pool[member: "scaleSetPriority"]?.stringValue == "Spot")
    #expect(pool[member: "scaleSetEvictionPolicy"]?.stringValue == "Delete")
    #expect(pool[member: "spotMaxPrice"]?.intValue == -1)
    #expect(pool[member: "nodeTaints"]?.elements?.count == 2)
    #expect(try await world.plan(spec).isEmpty)
    let changed = Self.spec(Self.claim(labels: #"team = "a""#, more: Self.spot))
    try await world.apply(changed)
    #expect(try await properties(world)[member: "nodeTaints"]?.elements?.count == 2)
    #expect(try await world.plan(changed).isEmpty)
    let regular = try await world.plan(Self.spec(Self.claim()))
    #expect(regular.changes.map(\.action).contains(.replace(createFirst: false)))
  }

  @Test("less than a GiB leaves the disk to AKS")
  func disk() async throws {
    let world = World()
    let spec = Self.spec(Self.claim(storage: "512Mi"))
    #expect(try await world.plan(spec).warnings.map(\.summary) == ["Storage request below one GiB"])
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("another distribution is another image on the same pool")
  func migration() async throws {
    let world = World()
    try await world.apply(Self.spec(Self.claim()))
    let spec = Self.spec(Self.claim(more: #"annotations = { "kaito.sh/node-image-family" = "AzureLinux" }"#))
    let plan = try await world.plan(spec)
    let change = try #require(plan.changes.first { $0.action != .none })
    #expect(change.action == .update)
    #expect(change.differences.map(\.path.text) == ["os_sku"])
    #expect(change.sources.keys.map(\.text) == ["os_sku"])
    try await world.apply(spec)
    #expect(try await properties(world)[member: "osSKU"]?.stringValue == "AzureLinux")
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test(
    "what somebody changes is drift, and healed",
    arguments: [("node_count", ["count": 3]), ("node_taints", ["nodeTaints": []])] as [(String, Value)])
  func drift(path: String, change: Value) async throws {
    let world = World()
    let spec = Self.spec(Self.claim())
    try await world.apply(spec)
    var body = try #require(try await world.call(.get, Self.id(), apiVersion: Self.version).members)
    body["properties"] = .object((body["properties"]?.members ?? Members()).merging(change.members ?? Members()))
    try await world.call(.put, Self.id(), apiVersion: Self.version, body: .object(body))
    let plan = try await world.plan(spec)
    #expect(plan.drift.count == 1)
    #expect(plan.changes.flatMap(\.differences).map(\.path.text) == [path])
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
  }

  // MARK: Capacity

  private func refuse(_ size: String, in world: World) async throws {
    try await world.fault([
      "method": "PUT", "path": "agentpools", "contains": .string(size), "times": 1000, "effect": "answer",
      "status": 400, "code": "SkuNotAvailable", "message": .string("\(size) is not available in location centralus."),
    ])
  }

  @Test("where a size is not to be had the next is taken, and is as good from then on")
  func fallback() async throws {
    let world = World()
    try await refuse(Self.first, in: world)
    let spec = Self.spec(
      Self.claim(sizes: "\"\(Self.first)\", \"Standard_D16s_v5\"")
        + """

        locals {
          size = karpenter_node_claim.gpu1.vm_size
        }
        output "size" {
          value = local.size
        }
        """)
    let result = try await world.apply(spec)
    #expect(result.outputs.map(\.value) == ["Standard_D16s_v5"])
    #expect(result.isComplete, "\(result.failures)")
    let pool = try await properties(world)
    #expect(pool[member: "vmSize"]?.stringValue == "Standard_D16s_v5")
    #expect(pool[member: "nodeLabels"]?[member: "kaito.sh/machine-type"]?.stringValue == "cpu")
    #expect(world.requests.writes.filter { $0.lowercased().hasSuffix("agentpools/gpu1") }.count == 2)
    #expect(try await world.plan(spec).isEmpty)
    // It no longer lists what is live: only now is it replaced.
    let plan = try await world.plan(Self.spec(Self.claim(sizes: "\"\(Self.second)\"")))
    #expect(plan.changes.map(\.action).contains(.replace(createFirst: false)))
    #expect(plan.changes.flatMap(\.replacementPaths).map(\.text) == ["vm_size"])
  }

  @Test("where none of the sizes is to be had the claim fails with Azure's words")
  func exhausted() async throws {
    let world = World()
    for size in [Self.first, Self.second] { try await refuse(size, in: world) }
    let result = try await world.apply(Self.spec(Self.claim()))
    #expect(result.failures.map(\.address.description) == ["karpenter_node_claim.gpu1"])
    let failure = try #require(result.failures.first?.failure)
    #expect(failure.summary == "Not available in this region now")
    #expect(failure.detail.contains(Self.second))
  }

  @Test("nothing but want of capacity makes another size be taken")
  func otherErrors() async throws {
    let world = World()
    try await world.fault([
      "method": "PUT", "path": "agentpools", "effect": "answer", "status": 400, "code": "QuotaExceeded",
      "message": "Not enough cores.",
    ])
    let result = try await world.apply(Self.spec(Self.claim()))
    #expect(result.failures.map(\.failure.summary) == ["The quota is not enough"])
    #expect(world.requests.writes.filter { $0.lowercased().contains("agentpools/gpu1") }.count == 1)
  }

  @Test("a pool that is there already is not made in another size")
  func failedPool() async throws {
    let world = World()
    try await world.fault([
      "method": "PUT", "path": "agentpools", "effect": "failOperation", "code": "AllocationFailed",
      "message": "Allocation failed.",
    ])
    let result = try await world.apply(Self.spec(Self.claim()))
    #expect(result.failures.count == 1)
    #expect(world.requests.writes.filter { $0.lowercased().contains("agentpools/gpu1") }.count == 1)
  }

  // MARK: In series

  @Test("the pools of one cluster are made and deleted one after the other", arguments: [1, 2] as [UInt64])
  func series(seed: UInt64) throws {
    let timeline = Timeline(seed: seed)
    let simulator = ARMSimulator(SimulatorSettings(speed: .factor(1)), clock: timeline.simulatorClock)
    let world = World(simulator: simulator, timeline: timeline, seed: seed)
    let spec = Self.spec(Self.claim("a"), Self.claim("b"), Self.claim("c"))
    let failures = timeline.run { () -> Result<[String], any Error> in
      do {
        let made = try await world.apply(spec)
        let gone = try await world.destroy(spec)
        return .success((made.failures + gone.failures).map { "\($0.address): \($0.failure.detail)" })
      } catch {
        return .failure(error)
      }
    }
    #expect(try failures.get() == [])
    let url = try #require(HTTPURL("http://localhost/simulator/requests"))
    let answer = timeline.run { try? await simulator.send(HTTPRequest(.get, url)) }
    let requests = try JSON.parse(try #require(answer).body)[member: "requests"]?.elements ?? []
    let refused = requests.compactMap { $0[member: "status"]?.intValue }.filter { $0 == 409 }
    #expect(refused == [])
  }

  // MARK: Documents and mistakes

  private static let document = """
    apiVersion: karpenter.sh/v1
    kind: NodeClaim
    metadata:
      name: azurelinux-node
      labels:
        kaito.sh/node-image-family: AzureLinux
    spec:
      requirements:
        - key: node.kubernetes.io/instance-type
          operator: In
          values: ["Standard_NC24ads_A100_v4"]
      resources:
        requests:
          storage: 120Gi
    """

  private static func manifest(_ arguments: String, _ text: String = document) -> String {
    spec(
      """
      resource "karpenter_node_claim" "d" {
        kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
        manifest = <<-EOT
      \(text)
        EOT
        \(arguments)
      }
      """)
  }

  @Test("a document with a name and labels that don't fit is of use all the same")
  func overriding() async throws {
    let world = World()
    let arguments = """
      name   = "azurelinux"
        labels = { "kaito.sh/workspace" = "w" }
      """
    let spec = Self.manifest(arguments)
    let result = try await world.apply(spec)
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await properties(world, "azurelinux")[member: "osSKU"]?.stringValue == "AzureLinux")
    #expect(try await world.plan(spec).isEmpty)
  }

  @Test("one resource for each document of a file")
  func forEach() async throws {
    let world = World()
    let documents = ["one", "two"].map { name in
      Self.document.replacing("azurelinux-node", with: name)
        .replacing("  labels:", with: "  labels:\n    kaito.sh/workspace: w")
    }.joined(separator: "\n---\n")
    let spec = Self.spec(
      """
      resource "karpenter_node_claim" "all" {
        for_each = { for text in split("\\n---\\n", file("claims.yaml")) : yamldecode(text).metadata.name => text }

        kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
        manifest              = each.value
      }
      """
    ).replacing("file(\"claims.yaml\")", with: "<<-EOT\n\(documents)\n  EOT\n")
    let plan = try await world.plan(spec)
    #expect(
      plan.changes.map(\.address.description).filter { $0.contains("node_claim") } == [
        "karpenter_node_claim.all[\"one\"]", "karpenter_node_claim.all[\"two\"]",
      ])
    try await world.apply(spec)
    #expect(try await world.plan(spec).isEmpty)
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let spec: String
    let summaries: [String]
    /// Of the first one's detail.
    let words: String
  }

  static let mistakes = [
    Mistake(
      testDescription: "a name that is no pool's", spec: spec(claim().replacing("= \"gpu1\"", with: "= \"gpu-1\"")),
      summaries: ["Invalid name of a node claim"], words: "agentpool name(gpu-1) is invalid"),
    Mistake(
      testDescription: "no owner", spec: spec(claim().replacing("kaito.sh/workspace", with: "kaito.sh/workspac")),
      summaries: ["Node claim without an owner"], words: "`kaito.sh/workspace`"),
    Mistake(
      testDescription: "an operator that there isn't", spec: spec(claim().replacing("\"In\"", with: "\"in\"")),
      summaries: ["Invalid requirement"], words: "operator \"in\""),
    Mistake(
      testDescription: "no storage", spec: spec(claim(storage: "0")), summaries: ["Invalid storage request"],
      words: "storage request of nodeclaim(gpu1) should be more than 0"),
    Mistake(
      testDescription: "a retired size", spec: spec(claim(sizes: "\"Standard_NC6s_v3\"")),
      summaries: ["VM size is retired"], words: "Standard_NC6s_v3"),
    Mistake(
      testDescription: "a document's mistakes, with their lines",
      spec: manifest("labels = { \"kaito.sh/workspace\" = \"w\" }"),
      summaries: ["Invalid name of a node claim"], words: "(Line 4 of the document.)"),
    Mistake(
      testDescription: "a document and blocks",
      spec: manifest(
        "name = \"a\"\nlabels = { \"kaito.sh/workspace\" = \"w\" }\ntaint {\n key = \"a\"\n effect = \"NoSchedule\"\n}"),
      summaries: ["Invalid combination of arguments"], words: "`taint` block"),
    Mistake(
      testDescription: "several documents", spec: manifest("name = \"a\"", document + "\n---\n" + document),
      summaries: ["Invalid manifest"], words: "it holds 2"),
    Mistake(
      testDescription: "no document at all", spec: manifest("name = \"a\"", "a: ["), summaries: ["Invalid manifest"],
      words: "is no YAML"),
    Mistake(
      testDescription: "a pool's own arguments", spec: spec(claim(more: "vm_size = \"Standard_D2s_v3\"")),
      summaries: ["Value for unconfigurable attribute"], words: "vm_size"),
  ]

  @Test("mistakes are found by validate", arguments: mistakes)
  func mistake(example: Mistake) async throws {
    let problems = try await problems(example.spec)
    #expect(problems.map(\.summary) == example.summaries)
    #expect(problems.first?.detail.contains(example.words) == true, "\(problems.first?.detail ?? "")")
    #expect(problems.allSatisfy { $0.subject != nil })
  }

  @Test("a retired size of an ordinary pool is told, too")
  func retiredPool() async throws {
    let pool = """
      resource "azurerm_kubernetes_cluster_node_pool" "p" {
        name                  = "p"
        kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
        vm_size               = "Standard_NC12s_v3"
      }
      """
    let problems = try await problems(Self.spec(pool))
    #expect(problems.map(\.summary) == ["VM size is retired"])
    #expect(problems.map(\.severity) == [.warning])
  }

  @Test("what isn't known yet is no mistake, and is planned as unknown")
  func unknown() async throws {
    let world = World()
    let spec = Self.spec(Self.claim(labels: "id = basename(azurerm_kubernetes_cluster.c.oidc_issuer_url)"))
    let plan = try await world.plan(spec)
    let claim = try #require(plan.changes.first { $0.kind.name == "karpenter_node_claim" })
    #expect(claim.after[member: "vm_size"]?.stringValue == Self.first)
    #expect(claim.after[member: "node_labels"]?.isKnown == false)
  }
}
