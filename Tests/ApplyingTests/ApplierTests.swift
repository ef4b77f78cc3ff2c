import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite struct ApplierTests {
  private static let chain = """
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_monitor_workspace" "w" {
      name                = "amw"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    resource "azurerm_monitor_data_collection_endpoint" "e" {
      name                = "dce"
      resource_group_name = azurerm_resource_group.a.name
      location            = azurerm_resource_group.a.location
    }
    output "endpoint" { value = azurerm_monitor_workspace.w.query_endpoint }
    """

  @Test("nothing is written before what it rests on is done, and deletions go the other way")
  func order() async throws {
    let world = World()
    let order = Locked<[String]>([])
    try await world.apply(Self.chain) { event in
      switch event {
      case .started(let step, _): order.change { $0.append("start \(step.address.name)") }
      case .finished(let step, _, _): order.change { $0.append("end \(step.address.name)") }
      default: break
      }
    }
    #expect(order.value.prefix(2) == ["start a", "end a"])
    #expect(Set(order.value.dropFirst(2)) == ["start w", "end w", "start e", "end e"])
    let before = world.requests.writes.count
    let result = try await world.destroy()
    #expect(result.destroyed == 3)
    let deletions = world.requests.writes.dropFirst(before).filter { $0.hasPrefix("DELETE") }
    #expect(deletions.last?.hasSuffix("/rg-a") == true)
    #expect(deletions.count == 3)
    #expect(try await world.record() == nil, "an environment that owns nothing has no record")
  }

  @Test("values that Azure invents are known in what comes after and in the outputs")
  func outputs() async throws {
    let world = World()
    let result = try await world.apply(Self.chain)
    let endpoint = try #require(result.outputs.first?.value.stringValue)
    #expect(endpoint.hasPrefix("https://amw-"))
    #expect(try await world.record()?.outputs["endpoint"] == .string(endpoint))
  }

  @Test("a failed resource leaves independent ones going and names those it kept from starting")
  func failure() async throws {
    let world = World()
    let spec = """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_monitor_data_collection_rule" "bad" {
        name                = "dcr"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
        destinations {
          monitor_account {
            monitor_account_id = "${azurerm_resource_group.a.id}/providers/Microsoft.Monitor/accounts/missing"
            name               = "m"
          }
        }
        data_flow {
          streams      = ["Microsoft-PrometheusMetrics"]
          destinations = ["m"]
        }
      }
      resource "terraform_data" "after" { input = azurerm_monitor_data_collection_rule.bad.immutable_id }
      resource "azurerm_monitor_data_collection_endpoint" "fine" {
        name                = "dce"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
      }
      """
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.address)" } == ["azurerm_monitor_data_collection_rule.bad"])
    #expect(result.notStarted.map { "\($0.address)" } == ["terraform_data.after"])
    #expect(result.notStarted.first?.because?.description == "azurerm_monitor_data_collection_rule.bad")
    #expect(result.added == 2)
    let record = try #require(try await world.record())
    #expect(record.entries.values.filter { $0.state == .owned }.map(\.address.name).sorted() == ["a", "fine"])
    // The next run takes up what is left.
    let healed =
      spec.replacing("/providers/Microsoft.Monitor/accounts/missing", with: "/providers/Microsoft.Monitor/accounts/amw")
        + """

        resource "azurerm_monitor_workspace" "w" {
          name                = "amw"
          resource_group_name = azurerm_resource_group.a.name
          location            = "centralus"
        }
        """
    let again = try await world.apply(
      healed.replacing(
        "name                = \"dcr\"",
        with: "name                = \"dcr\"\n  depends_on          = [azurerm_monitor_workspace.w]"))
    #expect(again.isComplete, "\(again.failures)")
    #expect(again.added == 3)
  }

  @Test("an update sends what is live with only the changed paths in it")
  func merge() async throws {
    let world = World()
    try await world.apply(Self.chain)
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.Insights/dataCollectionEndpoints/dce")
    var body = try #require(try await world.call(.get, id, apiVersion: "2023-03-11").members)
    body["tags"] = ["added": "by policy"]
    try await world.call(.put, id, apiVersion: "2023-03-11", body: .object(body))
    #expect(try await world.plan(Self.chain).isEmpty, "what the spec never set is not its business")
    try await world.apply(
      Self.chain.replacing(
        "name                = \"dce\"", with: "name                = \"dce\"\n  description         = \"new\""))
    let live = try await world.call(.get, id, apiVersion: "2023-03-11")
    #expect(live[member: "properties"]?[member: "description"] == "new")
    #expect(live[member: "tags"]?[member: "added"] == "by policy")
  }

  private static let described = chain.replacing(
    "name                = \"dce\"", with: "name                = \"dce\"\n  description         = \"new\"")

  @Test("a change that somebody made to the same argument since the plan stops that resource, and no other")
  func movedArgument() async throws {
    let world = World()
    try await world.apply(Self.chain)
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.Insights/dataCollectionEndpoints/dce")
    let spec = Self.described.replacing(
      "name                = \"amw\"",
      with: "name                = \"amw\"\n  public_network_access_enabled = false")
    let result = try await world.apply(
      spec,
      meanwhile: {
        var body = try #require(try await world.call(.get, id, apiVersion: "2023-03-11").members)
        body["properties"] = ["description": "theirs"]
        try await world.call(.put, id, apiVersion: "2023-03-11", body: .object(body))
      })
    #expect(result.changed == 1, "the workspace has nothing to do with it")
    let failure = try #require(result.failures.first)
    #expect(failure.1.detail.contains("`description` was changed by someone else"))
    let live = try await world.call(.get, id, apiVersion: "2023-03-11")
    #expect(live[member: "properties"]?[member: "description"] == "theirs")
  }

  @Test("what appeared since the plan is not written over", arguments: [true, false])
  func appeared(hasETags: Bool) async throws {
    let world = World()
    let group = "resource \"azurerm_resource_group\" \"a\" {\n  name = \"rg-a\"\n  location = \"centralus\"\n}"
    try await world.apply(group)
    let (id, version, spec): (String, String, String)
    if hasETags {
      id = World.id("resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks")
      (version, spec) = ("2026-04-01", World.cluster)
    } else {
      id = World.id("resourceGroups/rg-a/providers/Microsoft.Insights/dataCollectionEndpoints/dce")
      (version, spec) = ("2023-03-11", Self.chain)
    }
    let theirs: Value =
      hasETags
      ? [
        "location": "centralus", "identity": ["type": "SystemAssigned"],
        "properties": [
          "dnsPrefix": "theirs",
          "agentPoolProfiles": [["name": "own", "mode": "System", "count": 1, "vmSize": "Standard_D2s_v3"]],
        ],
      ] : ["location": "centralus", "properties": ["description": "theirs"]]
    let result = try await world.apply(
      spec, meanwhile: { try await world.call(.put, id, apiVersion: version, body: theirs) })
    let failure = try #require(result.failures.first)
    #expect(failure.1.detail.contains("was not there when the plan was made"), "\(failure)")
    let live = try await world.call(.get, id, apiVersion: version)
    #expect(
      live[member: "properties"]?[member: hasETags ? "dnsPrefix" : "description"] == "theirs")
  }

  @Test("an update whose answer is lost is read back and carried on")
  func lostAnswer() async throws {
    let world = World()
    try await world.apply(Self.chain)
    try await world.fault(["method": "PUT", "path": "datacollectionendpoints", "effect": "loseAnswer"])
    let result = try await world.apply(Self.described)
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(Self.described).isEmpty)
  }

  @Test("somebody else's write between reading and writing is read and merged again")
  func preconditionFailed() async throws {
    let world = World()
    try await world.apply(World.cluster)
    let id = World.id("resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks")
    let other = Locked(0)
    world.requests.before { request in
      guard request.method == .put, request.url.path.hasSuffix("/aks"), other.value == 0 else { return }
      other.set(1)
      guard let live = try? await world.call(.get, id, apiVersion: "2026-04-01"), var body = live.members else {
        return
      }
      body["tags"] = ["by": "policy"]
      _ = try? await world.call(.put, id, apiVersion: "2026-04-01", body: .object(body))
      other.set(2)
    }
    let spec = World.cluster.replacing(
      "dns_prefix          = \"aks\"", with: "dns_prefix = \"aks\"\n  sku_tier = \"Standard\"")
    let result = try await world.apply(spec)
    #expect(result.isComplete, "\(result.failures)")
    #expect(other.value == 2)
    let live = try await world.call(.get, id, apiVersion: "2026-04-01")
    #expect(live[member: "tags"]?[member: "by"] == "policy")
    #expect(live[member: "sku"]?[member: "tier"] == "Standard")
  }

  @Test("no two writes of one cluster run at the same time")
  func serialKeys() async throws {
    let world = World()
    let spec =
      World.cluster + """

        resource "azurerm_kubernetes_cluster_node_pool" "p" {
          for_each              = toset(["p1", "p2", "p3"])
          name                  = each.key
          kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
          vm_size               = "Standard_D2s_v3"
          node_count            = 1
        }
        """
    let running = Locked<(now: Int, most: Int)>((0, 0))
    let result = try await world.apply(spec) { event in
      switch event {
      case .started(let step, _) where step.address.type.hasSuffix("node_pool"):
        running.change { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      case .finished(let step, _, _) where step.address.type.hasSuffix("node_pool"): running.change { $0.now -= 1 }
      default: break
      }
    }
    #expect(result.isComplete, "\(result.failures)")
    #expect(running.value.most == 1)
    #expect(try await world.plan(spec).isEmpty)
  }
}

@Suite struct ResourceGroupDeletionTests {
  @Test("a group that holds what isn't ours stays, and the failure names what is in it")
  func foreignContents() async throws {
    let world = World()
    let spec = "resource \"azurerm_resource_group\" \"a\" {\n  name = \"rg-a\"\n  location = \"centralus\"\n}"
    try await world.apply(spec)
    let foreign = World.id("resourceGroups/rg-a/providers/Microsoft.Monitor/accounts/theirs")
    try await world.call(.put, foreign, apiVersion: "2023-04-03", body: ["location": "centralus"])
    let result = try await world.destroy(spec)
    #expect(result.failures.first?.failure.detail.contains(foreign) == true)
    #expect(world.requests.writes.contains { $0.hasPrefix("DELETE") } == false)
    #expect(try await world.record()?.entries.count == 1, "what was not removed is still owned")
    try await world.call(.delete, foreign, apiVersion: "2023-04-03")
    #expect(try await world.destroy(spec).destroyed == 1)
  }
}
