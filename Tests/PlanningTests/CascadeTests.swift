import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// What a replacement takes along.
@Suite struct CascadeTests {
  /// A cluster with everything that hangs on one: a pool, an association, a rule group and a kept value.
  private static let spec =
    World.cluster + """

      resource "azurerm_kubernetes_cluster_node_pool" "p" {
        name                  = "pool"
        kubernetes_cluster_id = azurerm_kubernetes_cluster.c.id
        vm_size               = "Standard_D2s_v3"
        node_count            = 1
      }
      resource "azurerm_monitor_workspace" "w" {
        name                = "amw"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
      }
      resource "azurerm_monitor_data_collection_endpoint" "e" {
        name                = "dce"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
      }
      resource "azurerm_monitor_data_collection_rule" "r" {
        name                        = "dcr"
        resource_group_name         = azurerm_resource_group.a.name
        location                    = "centralus"
        data_collection_endpoint_id = azurerm_monitor_data_collection_endpoint.e.id
        destinations {
          monitor_account {
            monitor_account_id = azurerm_monitor_workspace.w.id
            name               = "m"
          }
        }
        data_flow {
          streams      = ["Microsoft-PrometheusMetrics"]
          destinations = ["m"]
        }
      }
      resource "azurerm_monitor_data_collection_rule_association" "x" {
        name                    = "dcra"
        target_resource_id      = azurerm_kubernetes_cluster.c.id
        data_collection_rule_id = azurerm_monitor_data_collection_rule.r.id
      }
      resource "azurerm_monitor_alert_prometheus_rule_group" "g" {
        name                = "rules"
        resource_group_name = azurerm_resource_group.a.name
        location            = "centralus"
        scopes              = [azurerm_monitor_workspace.w.id, azurerm_kubernetes_cluster.c.id]
        rule {
          record     = "r"
          expression = "up"
        }
      }
      resource "terraform_data" "named" { input = { cluster = azurerm_kubernetes_cluster.c.id } }
      resource "terraform_data" "bound" { triggers_replace = azurerm_kubernetes_cluster.c.id }
      resource "terraform_data" "text" { input = azurerm_kubernetes_cluster.c.name }
      """

  private func actions(_ plan: Plan) -> [String: InstanceChange.Action] {
    Dictionary(uniqueKeysWithValues: plan.changes.map { ($0.address.description, $0.action) })
  }

  private func requestedReplacement(of address: String) -> PlanOptions {
    var options = PlanOptions()
    options.replaced = [address]
    return options
  }

  @Test("what is beneath a replaced cluster, or names its id, is planned along; what only has its name is not")
  func cluster() async throws {
    let world = World()
    try await world.apply(Self.spec)
    let options = requestedReplacement(of: "azurerm_kubernetes_cluster.c")
    let plan = try await world.plan(Self.spec, options: options)
    let replaced = InstanceChange.Action.replace(createFirst: false)
    #expect(
      actions(plan) == [
        "azurerm_resource_group.a": .none, "azurerm_kubernetes_cluster.c": replaced,
        "azurerm_kubernetes_cluster_node_pool.p": replaced, "azurerm_monitor_workspace.w": .none,
        "azurerm_monitor_data_collection_endpoint.e": .none, "azurerm_monitor_data_collection_rule.r": .none,
        "azurerm_monitor_data_collection_rule_association.x": replaced,
        "azurerm_monitor_alert_prometheus_rule_group.g": .update, "terraform_data.named": .update,
        "terraform_data.bound": replaced, "terraform_data.text": .none,
      ])
    let cluster = try #require(InstanceAddress("azurerm_kubernetes_cluster.c"))
    for name in ["p", "x"] {
      #expect(plan.changes.first { $0.address.name == name }?.reasons == [.parent(cluster)])
    }
    let group = try #require(plan.changes.first { $0.address.name == "g" })
    #expect(group.differences.map(\.path.text) == ["scopes"])
    #expect(group.differences.map(\.cause) == [.replacement])
    #expect(group.differences.map(\.replaced) == [[cluster]])
    let result = try await world.apply(Self.spec, options: options)
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(Self.spec).isEmpty)
    for rest in [
      "Microsoft.ContainerService/managedClusters/aks",
      "Microsoft.ContainerService/managedClusters/aks/agentPools/pool",
    ] {
      _ = try await world.call(.get, World.id("resourceGroups/rg-a/providers/\(rest)"), apiVersion: "2026-04-01")
    }
    #expect(try await world.record()?.entries.count == 11)
  }

  @Test("an endpoint that Azure doesn't delete while a rule uses it is replaced together with the rule")
  func bound() async throws {
    let world = World()
    try await world.apply(Self.spec)
    let options = requestedReplacement(of: "azurerm_monitor_data_collection_endpoint.e")
    let plan = try await world.plan(Self.spec, options: options)
    let changed = plan.changes.filter { $0.action != .none }
    #expect(changed.map(\.address.name) == ["e", "r", "x"])
    #expect(changed.allSatisfy { $0.action == .replace(createFirst: false) })
    #expect(changed[1].reasons == [.bound(to: changed[0].address)])
    #expect(changed[2].reasons == [.bound(to: changed[1].address)])
    let result = try await world.apply(Self.spec, options: options)
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(Self.spec).isEmpty)
  }

  @Test("what names a resource that vanished is sent again once that is there")
  func vanished() async throws {
    let world = World()
    try await world.apply(Self.spec)
    try await world.call(
      .delete, World.id("resourceGroups/rg-a/providers/Microsoft.ContainerService/managedClusters/aks"),
      apiVersion: "2026-04-01")
    let plan = try await world.plan(Self.spec)
    #expect(actions(plan)["azurerm_kubernetes_cluster.c"] == .create)
    #expect(actions(plan)["azurerm_monitor_alert_prometheus_rule_group.g"] == .update)
    try await world.apply(Self.spec)
    #expect(try await world.plan(Self.spec).isEmpty)
  }

  @Test("a run that stops after a replacement leaves the updates of what names it to the next one")
  func interrupted() async throws {
    let world = World()
    try await world.apply(Self.spec)
    let control = ApplyControl()
    let result = try await world.apply(
      Self.spec, options: requestedReplacement(of: "azurerm_kubernetes_cluster.c"), control: control
    ) { event in
      if case .finished(let step, _, _) = event, step.verb == .create, step.address.name == "c" { control.drain() }
    }
    #expect(result.notStarted.contains { $0.address.name == "g" })
    let plan = try await world.plan(Self.spec)
    let expected: [String: InstanceChange.Action] = [
      "azurerm_kubernetes_cluster_node_pool.p": .create, "azurerm_monitor_data_collection_rule_association.x": .create,
      "azurerm_monitor_alert_prometheus_rule_group.g": .update, "terraform_data.named": .update,
      "terraform_data.bound": .create,
    ]
    #expect(actions(plan).filter { $1 != .none } == expected)
    try await world.apply(Self.spec)
    #expect(try await world.plan(Self.spec).isEmpty)
  }

  @Test("without a spec and with no dependencies in the record, what is live tells in which order things go")
  func lostDependencies() async throws {
    let world = World()
    try await world.apply(Self.spec)
    var record = try #require(try await world.record())
    for address in record.entries.keys { record.entries[address]?.dependencies = [] }
    record.serial += 1
    try await world.store().save(record)
    let order = Locked<[String]>([])
    let result = try await world.destroy { event in
      if case .finished(let step, _, _) = event { order.change { $0.append(step.address.name) } }
    }
    #expect(result.isComplete, "\(result.failures)")
    #expect(order.value.last == "a")
    let places = Dictionary(uniqueKeysWithValues: order.value.enumerated().map { ($1, $0) })
    for (first, then) in [("x", "r"), ("r", "e"), ("r", "w"), ("g", "w"), ("g", "c"), ("p", "c"), ("x", "c")] {
      #expect(try #require(places[first]) < #require(places[then]), "\(first) goes before \(then)")
    }
  }

  @Test("ignore_changes keeps an argument as it is although what it names is made anew")
  func ignored() async throws {
    let world = World()
    let spec = Self.spec.replacing(
      "name                = \"rules\"",
      with: "lifecycle { ignore_changes = [scopes] }\n  name                = \"rules\"")
    try await world.apply(spec)
    let plan = try await world.plan(spec, options: requestedReplacement(of: "azurerm_kubernetes_cluster.c"))
    #expect(actions(plan)["azurerm_monitor_alert_prometheus_rule_group.g"] == InstanceChange.Action.none)
  }

  @Test("a parent that the spec no longer has can't go while the spec still has what lives beneath it")
  func orphanedParent() async throws {
    let world = World()
    let parent = """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      """
    let rest = """
      resource "azurerm_monitor_workspace" "w" {
        name                = "amw"
        resource_group_name = "rg-a"
        location            = "centralus"
      }
      """
    // Nothing refers to the group: that the workspace lies beneath it is order enough.
    #expect(try await world.apply(parent + "\n" + rest).isComplete)
    await #expect { try await world.plan(rest) } throws: {
      ($0 as? DiagnosticsError)?.diagnostics.map(\.summary) == ["Parent is no longer in the spec"]
    }
    let released = rest + "\nremoved {\n  from = azurerm_resource_group.a\n  lifecycle { destroy = false }\n}"
    #expect(try await world.plan(released).changes.map(\.action) == [.none, .forget])
  }

  @Test("a parent can go when what lives beneath it goes to another, though nobody knows that one's id yet")
  func movingAway() async throws {
    let world = World()
    func identity(_ name: String) -> String {
      """
      resource "azurerm_user_assigned_identity" "\(name)" {
        name                = "\(name)"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
      }

      """
    }
    func spec(_ parent: String, _ more: String) -> String {
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_federated_identity_credential" "f" {
        name                      = "pods"
        user_assigned_identity_id = \(parent)
        audience                  = ["api://AzureADTokenExchange"]
        issuer                    = "https://issuer.example/"
        subject                   = "system:serviceaccount:a:b"
      }
      \(identity("new"))
      \(more)
      """
    }
    try await world.apply(spec("azurerm_user_assigned_identity.old.id", identity("old")))
    // What depends on a change is read after it.
    let moved = spec(
      "data.azurerm_user_assigned_identity.found.id",
      """
      resource "azurerm_resource_group" "b" {
        name     = "rg-b"
        location = "centralus"
      }
      data "azurerm_user_assigned_identity" "found" {
        name                = azurerm_user_assigned_identity.new.name
        resource_group_name = azurerm_resource_group.a.name
        depends_on          = [azurerm_resource_group.b]
      }
      """)
    let plan = try await world.plan(moved)
    #expect(actions(plan)["azurerm_federated_identity_credential.f"] == .replace(createFirst: false))
    #expect(actions(plan)["azurerm_user_assigned_identity.old"] == .delete)
    let result = try await world.apply(moved)
    #expect(result.isComplete, "\(result.failures)")
    #expect(try await world.plan(moved).isEmpty)
  }
}
