import Applying
import Diagnostics
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Clusters and pools with nearly everything in them: made, changed, and nothing left to do each time.
@Suite("Clusters with everything")
struct KubernetesApplyTests {
  private func changed(_ plan: Plan) -> [String] {
    plan.changes.filter { $0.action != .none }.flatMap { change in
      change.differences.map { "\(change.address): \(change.action) \($0.path.text)" }
    }
  }

  @Test("a block that says nothing and leaves no trace in Azure is as good as none, and empties what was there")
  func emptyBlock() async throws {
    let world = World()
    let empty = World.cluster("api_server_access_profile { authorized_ip_ranges = null }")
    #expect(try await world.apply(empty).failures.isEmpty)
    #expect(changed(try await world.plan(empty)) == [])
    let full = World.cluster("api_server_access_profile { authorized_ip_ranges = [\"203.0.113.0/24\"] }")
    #expect(try await world.apply(full).failures.isEmpty)
    // The data source has them by their former name, too, and of what is no more nothing.
    let reading = """
      data "azurerm_kubernetes_cluster" "a" {
        name                = "aks"
        resource_group_name = "rg-a"
      }
      output "read" {
        value = [
          data.azurerm_kubernetes_cluster.a.api_server_authorized_ip_ranges,
          data.azurerm_kubernetes_cluster.a.network_profile[0].docker_bridge_cidr == null,
        ]
      }
      """
    #expect(try await world.plan(full + "\n" + reading).outputs.first?.after?.unmarkedDeep[0]?[0] == "203.0.113.0/24")
    #expect(try await world.plan(full + "\n" + reading).outputs.first?.after?.unmarkedDeep[1] == true)
    #expect(
      changed(try await world.plan(empty)) == [
        "azurerm_kubernetes_cluster.c: update api_server_access_profile[0].authorized_ip_ranges"
      ])
    #expect(try await world.apply(empty).failures.isEmpty)
    #expect(changed(try await world.plan(empty)) == [])
  }

  @Test("everything is applied, read back as it was meant, and changed in place")
  func everything() async throws {
    let world = World()
    let made = try await world.apply(KubernetesSpecs.all)
    #expect(made.failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(changed(try await world.plan(KubernetesSpecs.all)) == [])

    // Each can be changed in place.
    let changes = [
      ("drain_timeout_in_minutes      = 20", "drain_timeout_in_minutes      = 25"),
      ("max_surge                     = \"33%\"", "max_surge                     = \"2\""),
      ("node_labels                  = { role = \"system\" }", "node_labels                  = { role = \"core\" }"),
      ("max_count                    = 3", "max_count                    = 5"),
      ("node_os_upgrade_channel           = \"SecurityPatch\"", "node_os_upgrade_channel           = \"NodeImage\""),
      ("image_cleaner_interval_hours      = 48", "image_cleaner_interval_hours      = 72"),
      ("run_command_enabled               = false", "run_command_enabled               = true"),
      (
        "authorized_ip_ranges = [\"203.0.113.0/24\", \"198.51.100.7/32\"]",
        "authorized_ip_ranges = [\"203.0.113.0/24\"]"
      ),
      (
        "scan_interval                                 = \"20s\"",
        "scan_interval                                 = \"30s\""
      ),
      ("max_unready_nodes                             = 5", "max_unready_nodes                             = 6"),
      ("secret_rotation_interval = \"5m\"", "secret_rotation_interval = \"10m\""),
      ("managed_outbound_ip_count = 2", "managed_outbound_ip_count = 3"),
      ("default_nginx_controller = \"Internal\"", "default_nginx_controller = \"External\""),
      ("external_ingress_gateway_enabled = false", "external_ingress_gateway_enabled = true"),
      ("duration    = 8", "duration    = 6"),
      ("hours = [1, 2, 3]", "hours = [1, 2]"),
      ("keda_enabled                    = true", "keda_enabled                    = false"),
      ("file_driver_enabled         = false", "file_driver_enabled         = true"),
      ("labels_allowed      = \"pods=[app],nodes=[*]\"", "labels_allowed      = \"pods=[app]\""),
      ("tags                              = { team = \"ml\", stage = \"dev\" }", "tags = { team = \"ml\" }"),
      ("node_count                  = 2", "node_count                  = 3"),
      ("max_unavailable               = \"1\"", "max_unavailable               = \"2\""),
      ("node_taints                 = [\"work=only:NoSchedule\"]", "node_taints = [\"work=first:NoSchedule\"]"),
      ("os_sku                      = \"Ubuntu\"", "os_sku                      = \"AzureLinux\""),
    ]
    var spec = KubernetesSpecs.all
    for (old, new) in changes {
      #expect(spec.contains(old), "\(old)")
      spec = spec.replacing(old, with: new)
    }
    let plan = try await world.plan(spec)
    #expect(plan.summary == (add: 0, change: 2, destroy: 0))
    #expect(plan.changes.flatMap(\.differences).count == changes.count)
    #expect(plan.changes.allSatisfy { $0.standIn == nil })
    #expect(try await world.apply(spec).failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(changed(try await world.plan(spec)) == [])
  }

  @Test("what can be taken away goes, or stays as it is")
  func removed() async throws {
    let world = World()
    try await world.apply(KubernetesSpecs.all)
    var lines = KubernetesSpecs.all.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let blocks = [
      "key_vault_secrets_provider", "microsoft_defender", "monitor_metrics", "oms_agent", "web_app_routing",
      "workload_autoscaler_profile", "service_mesh_profile", "upgrade_override", "http_proxy_config",
      "api_server_access_profile", "storage_profile", "key_management_service", "maintenance_window",
      "maintenance_window_node_os",
    ]
    for block in blocks {
      let first = try #require(lines.firstIndex { $0.hasPrefix("  \(block) {") }, "\(block)")
      let last = try #require(lines[first...].firstIndex { $0 == "  }" })
      lines.removeSubrange(first...last)
    }
    let spec = lines.joined(separator: "\n").replacing("azure_policy_enabled              = true", with: "")
    #expect(try await world.apply(spec).failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(changed(try await world.plan(spec)) == [])
  }

  @Test("a version that AKS no longer supports is left for the oldest that it does, and no other is skipped")
  func unsupportedVersion() async throws {
    func spec(_ version: String, pool: String = "1.32") -> String {
      """
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      resource "azurerm_kubernetes_cluster" "a" {
        name                = "aks"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        dns_prefix          = "aks"
        kubernetes_version  = "\(version)"
        identity { type = "SystemAssigned" }
        default_node_pool {
          name                 = "system"
          vm_size              = "Standard_D4s_v5"
          orchestrator_version = "\(pool)"
        }
      }
      """
    }
    let world = World()
    let profile =
      "GET /subscriptions/\(World.subscription)/resourceGroups/rg-a/providers/"
      + "Microsoft.ContainerService/managedClusters/aks/upgradeProfiles/default"
    func refused(_ version: String, pool: String = "1.32") async throws -> [String] {
      let (planner, _) = try await world.planner(spec(version, pool: pool))
      return await planner.plan().diagnostics.map(\.summary)
    }
    #expect(try await world.apply(spec("1.32")).failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(try await refused("1.33") == [])
    #expect(!world.requests.all.contains(profile))
    #expect(try await refused("1.34") == ["Kubernetes version skipped"])
    #expect(world.requests.all.filter { $0 == profile }.count == 1)
    try await world.supportKubernetes(from: "1.34")
    #expect(try await refused("1.33") == [])
    #expect(try await refused("1.35") == ["Kubernetes version skipped"])
    #expect(try await refused("1.34.1") == [])
    #expect(try await refused("1.34") == [])
    #expect(try await world.apply(spec("1.34")).failures.map { "\($0.address): \($0.failure)" } == [])
    #expect(changed(try await world.plan(spec("1.34"))) == [])
    // Where AKS can't be asked, what it does as a rule counts.
    try await world.supportKubernetes(from: "1.31")
    try await world.fault(["method": "GET", "path": "upgradeprofiles", "effect": "answer", "status": 403, "times": 9])
    #expect(try await refused("1.36", pool: "1.34") == ["Kubernetes version skipped"])
  }
}
