import AzureKinds
import Diagnostics
import Resources
import Testing
import Values

/// What holds between the arguments of clusters and node pools: each rule broken once, on top of what is right.
@Suite("Rules of clusters and pools")
struct KubernetesRulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: Value
    /// The paths that are reported.
    let problems: [String]

    init(_ description: String, _ arguments: Value, _ problems: String...) {
      testDescription = description
      self.arguments = arguments
      self.problems = problems
    }
  }

  /// Arguments in place of those of the same name in what is right.
  private static func merged(_ right: Value, _ changes: Value) -> Value {
    var members = right.members ?? Members()
    for (name, value) in changes.members ?? Members() { members[name] = value }
    return .object(members)
  }

  private static func check(_ kind: AzureKind, _ right: Value, _ example: Case) {
    let found = kind.check(merged(right, example.arguments))
    #expect(found.map(\.path.text) == example.problems, "\(found.map(\.detail))")
    for problem in found {
      #expect(!problem.summary.isEmpty && problem.detail.hasSuffix("."))
    }
  }

  // MARK: Pools

  private static let pool: Value = [
    "name": "gpu", "kubernetes_cluster_id": "/c", "vm_size": "Standard_D4s_v5", "os_type": "Linux",
    "priority": "Regular",
    "mode": "User", "node_count": 1,
  ]

  static let poolCases: [Case] = [
    Case("a pool that is right", [:]),
    Case(
      "a pool that scales has bounds", ["auto_scaling_enabled": true, "min_count": 1], "auto_scaling_enabled"),
    Case(
      "a pool's bounds are in order", ["auto_scaling_enabled": true, "min_count": 4, "max_count": 3], "min_count"),
    Case(
      "a first number lies within the bounds",
      ["auto_scaling_enabled": true, "min_count": 2, "max_count": 3, "node_count": 1], "node_count"),
    Case("only pools that scale have bounds", ["min_count": 1, "max_count": 2], "min_count", "max_count"),
    Case("what stands in has another name", ["temporary_name_for_rotation": "gpu"], "temporary_name_for_rotation"),
    Case(
      "an upgrade adds nodes or misses some", ["upgrade_settings": [["max_surge": "1", "max_unavailable": "1"]]],
      "upgrade_settings[0].max_unavailable"),
    Case("the other one may be 0", ["upgrade_settings": [["max_surge": "1", "max_unavailable": "0"]]]),
    Case(
      "not both are 0", ["upgrade_settings": [["max_surge": "0", "max_unavailable": "0"]]],
      "upgrade_settings[0].max_surge"),
    Case(
      "a spot pool has no surge", ["priority": "Spot", "upgrade_settings": [["max_surge": "10%"]]],
      "upgrade_settings[0].max_surge"),
    Case(
      "nor nodes that may be missing", ["priority": "Spot", "upgrade_settings": [["max_unavailable": "1"]]],
      "upgrade_settings[0].max_unavailable"),
    Case(
      "a spot pool may say the rest",
      ["priority": "Spot", "upgrade_settings": [["node_soak_duration_in_minutes": 5]], "spot_max_price": -1]),
    Case(
      "a timeout of 0 says nothing", ["upgrade_settings": [["drain_timeout_in_minutes": 0]]],
      "upgrade_settings[0].drain_timeout_in_minutes"),
    Case(
      "only spot pools have a price and a policy", ["spot_max_price": 1, "eviction_policy": "Delete"],
      "eviction_policy", "spot_max_price"),
    Case("a price is more than nothing", ["priority": "Spot", "spot_max_price": -2], "spot_max_price"),
    Case("a prefix is for public addresses", ["node_public_ip_prefix_id": "/p"], "node_public_ip_prefix_id"),
    Case("zones are 1 to 3", ["zones": ["1", "4"]], "zones"),
    Case(
      "images are removed down to less",
      ["kubelet_config": [["image_gc_low_threshold": 80, "image_gc_high_threshold": 80]]],
      "kubelet_config[0].image_gc_low_threshold"),
    Case(
      "a range of ports has two ends",
      ["linux_os_config": [["sysctl_config": [["net_ipv4_ip_local_port_range_min": 2000]]]]],
      "linux_os_config[0].sysctl_config[0].net_ipv4_ip_local_port_range_min"),
    Case(
      "in order",
      [
        "linux_os_config": [
          [
            "sysctl_config": [
              ["net_ipv4_ip_local_port_range_min": 40000, "net_ipv4_ip_local_port_range_max": 40000]
            ]
          ]
        ]
      ], "linux_os_config[0].sysctl_config[0].net_ipv4_ip_local_port_range_min"),
    Case("a Windows distribution is for Windows", ["os_sku": "Windows2022"], "os_sku"),
    Case("a Linux distribution is for Linux", ["name": "win", "os_type": "Windows", "os_sku": "Ubuntu"], "os_sku"),
    Case("a Windows pool's name is short", ["name": "windows", "os_type": "Windows"], "name"),
    Case(
      "and so is that of what stands in",
      ["name": "win", "os_type": "Windows", "temporary_name_for_rotation": "wintemp"], "temporary_name_for_rotation"),
    Case(
      "kernel settings are for Linux",
      ["name": "win", "os_type": "Windows", "linux_os_config": [["swap_file_size_mb": 1]]], "linux_os_config"),
    Case("Windows settings are for Windows", ["windows_profile": [["outbound_nat_enabled": false]]], "windows_profile"),
    Case("the system has a node", ["mode": "System", "node_count": 0], "node_count"),
    Case(
      "the system keeps one",
      ["mode": "System", "auto_scaling_enabled": true, "min_count": 0, "max_count": 2], "min_count"),
    Case("the system runs on no spot nodes", ["mode": "System", "priority": "Spot"], "mode"),
    Case("the system runs on Linux", ["name": "win", "mode": "System", "os_type": "Windows"], "mode"),
    Case("a retired size is told", ["vm_size": "Standard_NC6s_v3"], "vm_size"),
    Case(
      "what isn't known yet is right",
      [
        "auto_scaling_enabled": .unknown(.bool), "min_count": .unknown(.number), "os_sku": .unknown(.string),
        "os_type": .unknown(.string), "upgrade_settings": .unknown(.dynamic), "zones": .unknown(.dynamic),
      ]),
  ]

  @Test("pools", arguments: poolCases)
  func pools(example: Case) { Self.check(.kubernetesClusterNodePool, Self.pool, example) }

  // MARK: Clusters

  private static let cluster: Value = [
    "name": "aks", "resource_group_name": "rg", "location": "westeurope", "dns_prefix": "aks",
    "identity": [["type": "SystemAssigned"]],
    "default_node_pool": [["name": "system", "vm_size": "Standard_D4s_v5", "node_count": 1]],
  ]

  private static func network(_ members: Value) -> Value {
    ["network_profile": [merged(["network_plugin": "azure", "network_plugin_mode": "overlay"], members)]]
  }

  static let clusterCases: [Case] = [
    Case("a cluster that is right", [:]),
    Case(
      "one name only", ["dns_prefix_private_cluster": "x"], "dns_prefix", "dns_prefix_private_cluster",
      "dns_prefix_private_cluster"),
    Case("an identity is needed", ["identity": []], "identity"),
    Case(
      "an identity or an application",
      ["service_principal": [["client_id": "a", "client_secret": "b"]]], "service_principal"),
    Case("a user-assigned identity is named", ["identity": [["type": "UserAssigned"]]], "identity[0].identity_ids"),
    Case(
      "another one isn't", ["identity": [["type": "SystemAssigned", "identity_ids": ["/i"]]]],
      "identity[0].identity_ids"),
    Case(
      "there is one of them", ["identity": [["type": "UserAssigned", "identity_ids": ["/i", "/j"]]]],
      "identity[0].identity_ids"),
    Case(
      "the nodes' identity has three ids",
      ["identity": [["type": "UserAssigned", "identity_ids": ["/i"]]], "kubelet_identity": [["client_id": "a"]]],
      "kubelet_identity[0].object_id", "kubelet_identity[0].user_assigned_identity_id"),
    Case(
      "the nodes' identity needs a user-assigned one",
      ["kubelet_identity": [["client_id": "a", "object_id": "b", "user_assigned_identity_id": "/i"]]],
      "kubelet_identity"),
    Case("somebody has to get in", ["local_account_disabled": true], "local_account_disabled"),
    Case(
      "Entra ID needs roles",
      [
        "role_based_access_control_enabled": false,
        "azure_active_directory_role_based_access_control": [["azure_rbac_enabled": true]],
      ], "azure_active_directory_role_based_access_control"),
    Case(
      "a public name is for private clusters", ["private_cluster_public_fqdn_enabled": true],
      "private_cluster_public_fqdn_enabled"),
    Case("a private zone is for private clusters", ["private_dns_zone_id": "System"], "private_dns_zone_id"),
    Case(
      "ranges are for public ones",
      ["private_cluster_enabled": true, "api_server_access_profile": [["authorized_ip_ranges": ["10.0.0.0/8"]]]],
      "api_server_access_profile[0].authorized_ip_ranges"),
    Case(
      "a name in a zone needs the zone",
      ["private_cluster_enabled": true, "dns_prefix": .null(.string), "dns_prefix_private_cluster": "x"],
      "dns_prefix_private_cluster"),
    Case(
      "a zone of one's own needs an identity",
      ["private_cluster_enabled": true, "private_dns_zone_id": "/subscriptions/s/z"], "private_dns_zone_id"),
    Case(
      "a subnet for the API server is for one in the network", ["api_server_access_profile": [["subnet_id": "/s"]]],
      "api_server_access_profile[0].subnet_id"),
    Case("workload identity needs an issuer", ["workload_identity_enabled": true], "workload_identity_enabled"),
    Case(
      "the operator needs an issuer", ["ai_toolchain_operator_enabled": true, "oidc_issuer_enabled": false],
      "ai_toolchain_operator_enabled"),
    Case(
      "an issuer that isn't known yet is right",
      ["workload_identity_enabled": true, "oidc_issuer_enabled": .unknown(.bool)]),
    Case(
      "the Gateway API needs an implementation", ["ingress_profile": [["gateway_api": [["installation": "Standard"]]]]],
      "ingress_profile"),
    Case("costs need a tier", ["cost_analysis_enabled": true], "cost_analysis_enabled"),
    Case("Premium is for long-term support", ["sku_tier": "Premium"], "sku_tier"),
    Case("long-term support is Premium", ["support_plan": "AKSLongTermSupport"], "support_plan"),
    Case("both are right", ["sku_tier": "Premium", "support_plan": "AKSLongTermSupport"]),
    Case(
      "images come as images",
      ["automatic_upgrade_channel": "node-image", "node_os_upgrade_channel": "SecurityPatch"],
      "node_os_upgrade_channel"),
    Case("a gateway is named", ["ingress_application_gateway": [[:]]], "ingress_application_gateway[0].gateway_id"),
    Case(
      "in one way", ["ingress_application_gateway": [["gateway_id": "/g", "subnet_id": "/s"]]],
      "ingress_application_gateway[0].subnet_id"),
    Case(
      "a mesh has two revisions",
      ["service_mesh_profile": [["mode": "Istio", "revisions": ["asm-1-26", "asm-1-27", "asm-1-28"]]]],
      "service_mesh_profile[0].revisions"),
    Case(
      "host names are written to zones", ["web_app_routing": [["dns_zone_ids": ["example.org"]]]],
      "web_app_routing[0].dns_zone_ids"),
    Case(
      "a zone is public or private",
      [
        "web_app_routing": [
          ["dns_zone_ids": ["/x/providers/Microsoft.Network/dnszones/z", "/x/Microsoft.Network/privateDnsZones/z"]]
        ]
      ]),
    Case(
      "authorities are few",
      ["custom_ca_trust_certificates_base64": .tuple((1...11).map { .string("\($0)") })],
      "custom_ca_trust_certificates_base64"),
    Case(
      "provisioning needs Azure CNI", ["node_provisioning_profile": [["mode": "Auto"]]],
      "node_provisioning_profile[0].mode"),
    Case(
      "provisioning needs an overlay",
      merged(network(["network_plugin_mode": .null(.string)]), ["node_provisioning_profile": [["mode": "Auto"]]]),
      "node_provisioning_profile[0].mode"),
    Case(
      "provisioning sets numbers itself",
      merged(
        network([:]),
        [
          "node_provisioning_profile": [["mode": "Auto"]],
          "default_node_pool": [["name": "s", "auto_scaling_enabled": true, "min_count": 1, "max_count": 2]],
        ]), "node_provisioning_profile[0].mode"),
    Case("the default pool is checked", ["default_node_pool": [["min_count": 1]]], "default_node_pool[0].min_count"),
    Case(
      "a window begins at a time",
      ["maintenance_window_node_os": [["frequency": "Daily", "interval": 1, "duration": 4]]],
      "maintenance_window_node_os[0].start_time"),
    Case(
      "a week has a day",
      ["maintenance_window_auto_upgrade": [["frequency": "Weekly", "interval": 1, "start_time": "00:00"]]],
      "maintenance_window_auto_upgrade[0].day_of_week"),
    Case(
      "a date has no week",
      [
        "maintenance_window_auto_upgrade": [
          [
            "frequency": "AbsoluteMonthly", "interval": 1, "day_of_month": 1, "week_index": "First",
            "start_time": "00:00",
          ]
        ]
      ], "maintenance_window_auto_upgrade[0].week_index"),
    Case(
      "an interval is short",
      ["maintenance_window_node_os": [["frequency": "Daily", "interval": 8, "start_time": "00:00"]]],
      "maintenance_window_node_os[0].interval"),
    Case("a network that is right", network(["network_policy": "azure"])),
    Case(
      "an overlay is Azure's", network(["network_plugin": "kubenet"]), "network_profile[0].network_plugin_mode"),
    Case(
      "a mode is Azure's",
      network(["network_plugin": "kubenet", "network_plugin_mode": .null(.string), "network_mode": "bridge"]),
      "network_profile[0].network_mode"),
    Case(
      "Azure's policies are Azure's",
      network(["network_plugin": "kubenet", "network_plugin_mode": .null(.string), "network_policy": "azure"]),
      "network_profile[0].network_policy"),
    Case(
      "Cilium's policies need its data plane", network(["network_policy": "cilium"]),
      "network_profile[0].network_policy"),
    Case(
      "its data plane needs Azure",
      network(["network_plugin": "none", "network_plugin_mode": .null(.string), "network_data_plane": "cilium"]),
      "network_profile[0].network_data_plane"),
    Case(
      "and an overlay", network(["network_plugin_mode": .null(.string), "network_data_plane": "cilium"]),
      "network_profile[0].network_data_plane"),
    Case(
      "or a subnet for pods",
      merged(
        network(["network_plugin_mode": .null(.string), "network_data_plane": "cilium"]),
        ["default_node_pool": [["name": "s", "pod_subnet_id": "/s"]]])),
    Case(
      "its data plane has its policies", network(["network_data_plane": "cilium", "network_policy": "calico"]),
      "network_profile[0].network_policy"),
    Case(
      "advanced networking is something", network(["advanced_networking": [[:]]]),
      "network_profile[0].advanced_networking[0].observability_enabled"),
    Case(
      "its policies need Cilium", network(["advanced_networking": [["security_enabled": true]]]),
      "network_profile[0].advanced_networking[0].security_enabled"),
    Case("DNS is one of the services", network(["dns_service_ip": "10.0.0.10"]), "network_profile[0].dns_service_ip"),
    Case("the services have DNS", network(["service_cidr": "10.0.0.0/16"]), "network_profile[0].service_cidr"),
    Case(
      "DNS lies within", network(["service_cidr": "10.0.0.0/16", "dns_service_ip": "10.1.0.10"]),
      "network_profile[0].dns_service_ip"),
    Case(
      "DNS isn't first", network(["service_cidr": "10.0.0.0/16", "dns_service_ip": "10.0.0.1"]),
      "network_profile[0].dns_service_ip"),
    Case("DNS in its place", network(["service_cidr": "10.0.0.0/16", "dns_service_ip": "10.0.0.10"])),
    Case(
      "pods have addresses of the network",
      network(["network_plugin_mode": .null(.string), "pod_cidr": "10.244.0.0/16"]), "network_profile[0].pod_cidr"),
    Case(
      "a balancer is for its way",
      network([
        "outbound_type": "managedNATGateway", "load_balancer_profile": [["managed_outbound_ip_count": 1]],
      ]), "network_profile[0].load_balancer_profile"),
    Case(
      "and a standard one",
      network(["load_balancer_sku": "basic", "load_balancer_profile": [["managed_outbound_ip_count": 1]]]),
      "network_profile[0].load_balancer_profile"),
    Case(
      "its addresses come from one place",
      network(["load_balancer_profile": [["managed_outbound_ip_count": 1, "outbound_ip_prefix_ids": ["/p"]]]]),
      "network_profile[0].load_balancer_profile[0].outbound_ip_prefix_ids"),
    Case(
      "a gateway is for its way", network(["nat_gateway_profile": [["managed_outbound_ip_count": 1]]]),
      "network_profile[0].nat_gateway_profile"),
    Case(
      "a route leads out of a subnet", network(["outbound_type": "userDefinedRouting"]),
      "network_profile[0].outbound_type"),
    Case(
      "no way out needs a registry", network(["outbound_type": "none"]), "network_profile[0].outbound_type"),
    Case(
      "a registry is used as a cache", ["bootstrap_profile": [["container_registry_id": "/r"]]],
      "bootstrap_profile[0].container_registry_id"),
    Case(
      "a cache has a registry",
      ["bootstrap_profile": [["container_registry_id": "/r", "artifact_source": "Cache"]]]),
  ]

  @Test("clusters", arguments: clusterCases)
  func clusters(example: Case) { Self.check(.kubernetesCluster, Self.cluster, example) }

  // MARK: Single values

  struct Text: Sendable {
    let path: [String]
    let good: [Value]
    let bad: [Value]
  }

  @Test(
    "single values are what AKS takes",
    arguments: [
      Text(path: ["default_node_pool", "name"], good: ["system", "a"], bad: ["1a", "System", "abcdefghijklm", ""]),
      Text(path: ["default_node_pool", "temporary_name_for_rotation"], good: ["standin"], bad: ["stand-in"]),
      Text(
        path: ["default_node_pool", "os_sku"], good: ["Ubuntu", "AzureLinux", "AzureLinux3", "Ubuntu2404"],
        bad: ["ubuntu", "Azure Linux"]),
      Text(path: ["default_node_pool", "min_count"], good: [1, 1000], bad: [0, 1001]),
      Text(
        path: ["default_node_pool", "orchestrator_version"], good: ["1.34", "1.34.2"], bad: ["1", "v1.34", "1.34."]),
      Text(
        path: ["default_node_pool", "upgrade_settings", "max_surge"], good: ["1", "33%", "0", "100%"],
        bad: ["", "0%", "101%", "ten", "-1", "+1", "%"]),
      Text(
        path: ["default_node_pool", "upgrade_settings", "drain_timeout_in_minutes"], good: [1, 1440], bad: [1441, -1]),
      Text(
        path: ["default_node_pool", "upgrade_settings", "node_soak_duration_in_minutes"], good: [0, 30], bad: [31]),
      Text(path: ["kubernetes_version"], good: ["1.34", "1.34.2"], bad: ["1.x", "34", "1.34-preview"]),
      Text(path: ["image_cleaner_interval_hours"], good: [24, 2160], bad: [23, 2161]),
      Text(path: ["network_profile", "network_plugin"], good: ["azure", "kubenet", "none"], bad: ["Azure", "cni"]),
      Text(path: ["auto_scaler_profile", "scan_interval"], good: ["10s", "1m"], bad: ["10", "s", "ten seconds"]),
      Text(
        path: ["network_profile", "load_balancer_profile", "idle_timeout_in_minutes"], good: [4, 100], bad: [3, 101]),
    ])
  func texts(example: Text) throws {
    var arguments = AzureKind.kubernetesCluster.arguments
    var found: Argument?
    for name in example.path {
      let argument = try #require(arguments.first { $0.schema.name == name })
      arguments = argument.arguments
      found = argument
    }
    let schema = try #require(found).schema
    func holds(_ value: Value) -> Bool { schema.rules.allSatisfy { $0.holds(value) } }
    #expect(!schema.rules.isEmpty)
    #expect(example.good.filter { !holds($0) } == [])
    #expect(example.bad.filter(holds) == [])
  }

  @Test("a timeout that says nothing is a warning, since it does no harm")
  func warning() {
    let found = AzureKind.kubernetesClusterNodePool.check(
      Self.merged(Self.pool, ["upgrade_settings": [["drain_timeout_in_minutes": 0]]]))
    #expect(found.map(\.severity) == [.warning])
  }
}
