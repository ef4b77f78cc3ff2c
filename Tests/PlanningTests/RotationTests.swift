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

/// Changes of node pools for which another pool stands in.
@Suite struct RotationTests {
  struct Story: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The name of the pool.
    let pool: String
    let before: String

    var after: String { before.replacing("Standard_D4s_v3", with: "Standard_D8s_v3") }
  }

  private static let temporary = "temporary_name_for_rotation = \"standin\""

  private static let defaultPool = Story(
    testDescription: "a default pool", pool: "system",
    before: World.cluster.replacing("Standard_D2s_v3", with: "Standard_D4s_v3").replacing(
      "node_count = 1", with: "auto_scaling_enabled = true\nmin_count = 1\nmax_count = 3\n\(temporary)"))

  private static let spotPool = Story(
    testDescription: "a spot pool", pool: "spot",
    before: World.cluster + """

      resource "azurerm_kubernetes_cluster_node_pool" "p" {
        name                        = "spot"
        kubernetes_cluster_id       = azurerm_kubernetes_cluster.c.id
        vm_size                     = "Standard_D4s_v3"
        temporary_name_for_rotation = "standin"
        priority                    = "Spot"
        eviction_policy             = "Deallocate"
        spot_max_price              = 0.5
        auto_scaling_enabled        = true
        min_count                   = 0
        max_count                   = 4
        node_count                  = 2
        node_labels                 = { role = "training" }
        node_taints                 = ["sku=spot:NoSchedule"]
      }
      """)

  private static let stories = [defaultPool, spotPool]
  private static let cluster = World.id(
    "resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks")

  /// The pools of the cluster with their sizes.
  private static func pools(_ world: World) async throws -> [String] {
    try await world.list(cluster + "/agentPools", apiVersion: "2026-04-01").map { pool in
      "\(pool[member: "name"]?.stringValue ?? "") \(pool[member: "properties"]?[member: "vmSize"]?.stringValue ?? "")"
    }.sorted()
  }

  /// What the cluster is to have in the end.
  private static func wanted(_ story: Story) -> [String] {
    story.pool == "system" ? ["system Standard_D8s_v3"] : ["spot Standard_D8s_v3", "system Standard_D2s_v3"]
  }

  @Test("it is one change with its steps in the plan, and its requests are these steps", arguments: stories)
  func steps(story: Story) async throws {
    let world = World()
    try await world.apply(story.before)
    let plan = try await world.plan(story.after)
    #expect(plan.summary == (add: 0, change: 1, destroy: 0))
    let change = try #require(plan.changes.first { $0.action == .update })
    let standIn = try #require(change.standIn)
    #expect(standIn.id == Self.cluster + "/agentPools/standin")
    #expect(standIn.steps.count == 4)
    #expect(!standIn.hazards.isEmpty)
    let count = world.requests.writes.count
    #expect(try await world.apply(story.after).failures.isEmpty)
    let pools = Self.cluster + "/agentPools/"
    #expect(
      Array(world.requests.writes.dropFirst(count)) == [
        "PUT \(pools)standin", "DELETE \(pools)\(story.pool)", "PUT \(pools)\(story.pool)", "DELETE \(pools)standin",
      ])
    #expect(try await Self.pools(world) == Self.wanted(story))
    #expect(try await world.plan(story.after).isEmpty)
    #expect(try await world.record()?.entries.keys.contains { $0.deposed != nil } == false)
  }

  @Test("both pools of a rotation are what the old one was, but for the change")
  func kept() async throws {
    let world = World()
    let story = Self.spotPool
    try await world.apply(story.before)
    // The autoscaler has made another node.
    let place = Self.cluster + "/agentPools/spot"
    var live = try await world.call(.get, place, apiVersion: "2026-04-01")
    live = live.replacing(ValuePath([.member("properties"), .member("count")]), with: .number(3))
    try await world.call(.put, place, apiVersion: "2026-04-01", body: ["properties": live[member: "properties"] ?? [:]])
    let sent = Locked<[Value]>([])
    world.requests.before { request in
      guard request.method == .put, request.url.path.contains("/agentPools/") else { return }
      if let body = try? JSON.parse(request.body) { sent.change { $0.append(body) } }
    }
    try await world.apply(story.after)
    #expect(sent.value.count == 2)
    for body in sent.value {
      let properties = try #require(body[member: "properties"])
      #expect(properties[member: "vmSize"]?.stringValue == "Standard_D8s_v3")
      #expect(properties[member: "scaleSetPriority"]?.stringValue == "Spot")
      #expect(properties[member: "scaleSetEvictionPolicy"]?.stringValue == "Deallocate")
      #expect(properties[member: "spotMaxPrice"].map(CanonicalText.of) == "0.5")
      #expect(properties[member: "enableAutoScaling"]?.boolValue == true)
      #expect(properties[member: "minCount"]?.intValue == 0)
      #expect(properties[member: "maxCount"]?.intValue == 4)
      #expect(properties[member: "count"]?.intValue == 3)
      #expect(properties[member: "nodeLabels"]?[member: "role"]?.stringValue == "training")
      #expect(properties[member: "nodeTaints"]?.elements?.contains("sku=spot:NoSchedule") == true)
    }
  }

  /// A world of its own in which a rotation is about to begin.
  private struct Scene: Sendable {
    let timeline = Timeline()
    let simulator: ARMSimulator
    let wire: Wire
    let world: World

    init() {
      simulator = ARMSimulator(SimulatorSettings(speed: .factor(0.1)), clock: timeline.simulatorClock)
      wire = Wire(to: simulator)
      world = World(simulator: simulator, timeline: timeline, seed: 1, wire: wire)
    }

    func run<Result: Sendable>(_ body: @escaping @Sendable (Scene) async throws -> Result) throws -> Result {
      try timeline.run { () -> Swift.Result<Result, any Error> in
        do { return .success(try await body(self)) } catch { return .failure(error) }
      }.get()
    }
  }

  /// The numbers of the requests of a rotation that change something, the record included: in between, a kill finds what
  /// it finds after the one before.
  private func writes(_ story: Story) throws -> [Int] {
    try Scene().run { scene in
      try await scene.world.apply(story.before)
      let (wire, start) = (scene.wire, scene.wire.count)
      let numbers = Locked<[Int]>([])
      wire.observe { request in
        if request.method != "GET" { numbers.change { $0.append(wire.count - start) } }
      }
      try await scene.world.apply(story.after)
      return numbers.value
    }
  }

  @Test(
    "killed at any request that changes something, the next run finishes it, with only the record to go by",
    arguments: stories, [false, true])
  func killed(story: Story, afterAnswer: Bool) throws {
    let numbers = try writes(story)
    #expect(numbers.count > 6)
    for number in numbers {
      let problems = try Scene().run { scene in
        try await scene.world.apply(story.before)
        scene.wire.die(at: number, afterAnswer: afterAnswer) {}
        // Whatever it says at its end, nobody is left to hear it.
        _ = try? await scene.world.apply(story.after)
        let next = World(simulator: scene.simulator, timeline: scene.timeline, seed: 2)
        var problems = try await next.apply(story.after).failures.map { "\($0.address): \($0.failure)" }
        let pools = try await Self.pools(next)
        if pools != Self.wanted(story) { problems.append("the pools are \(pools)") }
        if try await !next.plan(story.after).isEmpty { problems.append("the next plan is not empty") }
        if try await next.record()?.entries.keys.contains(where: { $0.deposed != nil }) == true {
          problems.append("the record still has what stood in")
        }
        return problems
      }
      #expect(problems == [], "killed at request \(number)")
    }
  }

  @Test("without a name for what stands in, a default pool's change is an error that says which argument is missing")
  func missing() async throws {
    let world = World()
    let before = Self.defaultPool.before.replacing(Self.temporary, with: "")
    try await world.apply(before)
    await #expect {
      try await world.plan(before.replacing("Standard_D4s_v3", with: "Standard_D8s_v3"))
    } throws: {
      let diagnostic = ($0 as? DiagnosticsError)?.diagnostics.first
      return diagnostic?.summary == "Change can't be made" && diagnostic?.subject != nil
        && diagnostic?.detail.contains("`temporary_name_for_rotation`") == true
    }
  }

  @Test("without one, any other pool is replaced")
  func replaced() async throws {
    let world = World()
    let before = Self.spotPool.before.replacing("temporary_name_for_rotation = \"standin\"", with: "")
    try await world.apply(before)
    let plan = try await world.plan(before.replacing("Standard_D4s_v3", with: "Standard_D8s_v3"))
    let change = try #require(plan.changes.first { $0.action != .none })
    #expect(change.action == .replace(createFirst: false))
    #expect(change.replacementPaths.map(\.text) == ["vm_size"])
    #expect(change.standIn == nil)
  }

  @Test("what is inside of settings of the nodes takes a rotation, too")
  func inside() async throws {
    let world = World()
    let settings = "\(Self.temporary)\nkubelet_config {\n cpu_manager_policy = \"none\"\n}"
    let before = Self.defaultPool.before.replacing(Self.temporary, with: settings)
    let after = before.replacing("\"none\"", with: "\"static\"")
    try await world.apply(before)
    #expect(try await world.plan(after).changes.first { $0.action == .update }?.standIn != nil)
    #expect(try await world.apply(after).failures.isEmpty)
    #expect(try await world.plan(after).isEmpty)
  }

  @Test("a name that another pool has is found by the plan")
  func taken() async throws {
    let world = World()
    let story = Self.spotPool
    try await world.apply(story.before)
    try await world.call(
      .put, Self.cluster + "/agentPools/standin", apiVersion: "2026-04-01",
      body: ["properties": ["count": 1, "vmSize": "Standard_D2s_v3", "mode": "User"]])
    await #expect { try await world.plan(story.after) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Name of the stand-in is taken"]
    }
    #expect(try await world.plan(story.before).isEmpty)
  }

  @Test("a rotation that fails for want of room is told, and goes on once there is some")
  func quota() async throws {
    let world = World()
    let story = Self.defaultPool
    try await world.apply(story.before)
    try await world.fault([
      "method": "PUT", "path": "/agentPools/system", "times": 1, "effect": "failOperation", "code": "QuotaExceeded",
      "message": "No.",
    ])
    #expect(try await world.apply(story.after).failures.count == 1)
    let change = try #require(try await world.plan(story.after).changes.first { $0.action == .update })
    #expect(change.reasons.contains(.unfinishedRotation))
    #expect(try await world.apply(story.after).failures.isEmpty)
    #expect(try await Self.pools(world) == Self.wanted(story))
    #expect(try await world.plan(story.after).isEmpty)
  }

  @Test("a destroy in the middle of a rotation leaves nothing")
  func destroyed() async throws {
    let world = World()
    let story = Self.spotPool
    try await world.apply(story.before)
    try await world.fault([
      "method": "PUT", "path": "/agentPools/spot", "times": 1, "effect": "failOperation", "code": "QuotaExceeded",
      "message": "No.",
    ])
    #expect(try await world.apply(story.after).failures.count == 1)
    #expect(try await world.destroy(story.after).failures.isEmpty)
    #expect(try await world.record() == nil)
  }
}
