import Configuration
import Resources
import Values

extension AzureKind {
  /// A node pool of a cluster by its names, to read.
  package static let kubernetesClusterNodePoolByName = AzureKind(
    "azurerm_kubernetes_cluster_node_pool", .data,
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.ContainerService/managedClusters/{kubernetes_cluster_name}/agentPools/{name}",
    apiVersion: "2026-04-01"
  ) {
    Argument("name", .string, .required).described("The name of the pool.")
    Argument("kubernetes_cluster_name", .string, .required).described("The cluster that the pool belongs to.")
    Argument.resourceGroupName
    let given = ["name", "kubernetes_cluster_id", "temporary_name_for_rotation", "id"]
    kubernetesClusterNodePool.arguments.filter { !given.contains($0.schema.name) }.map { $0.answered(except: []) }
  }

  /// A node pool of an AKS cluster: machines of one size that scale together.
  package static let kubernetesClusterNodePool = AzureKind(
    "azurerm_kubernetes_cluster_node_pool", at: "{kubernetes_cluster_id}/agentPools/{name}", apiVersion: "2026-04-01"
  ) {
    Argument("name", .string, .required)
      .matching(
        "must be 1 to 12 lower-case letters and digits, and begin with a letter", NodePoolArguments.isPoolName
      )
      .described("The name of the pool, which its nodes carry as the label `agentpool`.")
    Argument("kubernetes_cluster_id", .string, .required).compared(by: .resourceID)
      .described("The cluster that the pool belongs to.")
    NodePoolArguments.all(at: "/properties", isDefault: false)
    Argument("mode", .string, .optionalWithDefault(.string("User")), at: "/properties/mode")
      .oneOf("User", "System", "Gateway")
      .described("Whether the pool is for workloads or for what the cluster itself needs.")
    Argument("os_type", .string, .optionalWithDefault(.string("Linux")), at: "/properties/osType")
      .oneOf("Linux", "Windows").replacing()
      .described("The operating system of the nodes.")
    Argument("node_taints", .set(.string), .optional, at: "/properties/nodeTaints")
      .compared(by: .leavingOut([NodePoolArguments.spotMark]))
      .described("Kubernetes taints of the nodes, such as `sku=gpu:NoSchedule`.")
    // Azure answers nothing for regular pools, and wants nothing of the like sent.
    Argument(
      "priority", .string, .optionalWithDefault(.string("Regular")), at: "/properties/scaleSetPriority",
      as: .absent(for: .string("Regular"))
    )
    .oneOf("Regular", "Spot").replacing()
    .described("Whether nodes are cheaper ones that Azure may take away.")
    Argument("eviction_policy", .string, .optional, at: "/properties/scaleSetEvictionPolicy")
      .oneOf("Delete", "Deallocate").replacing()
      .described("What happens to spot nodes that Azure takes away.")
    Argument("spot_max_price", .number, .optional, at: "/properties/spotMaxPrice").replacing()
      .described("The most to pay for a spot node and hour, in US dollars; -1 is the usual price.")
    Argument.block("windows_profile", .single, .optional, at: "/properties/windowsProfile") {
      Argument(
        "outbound_nat_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/disableOutboundNat", as: .inverted
      )
      .replacing()
      .described("Whether Windows nodes reach out through NAT.")
    }
    .replacing()
    .described("Settings of Windows nodes.")
    Argument.tags(at: "/properties/tags")
    Argument("node_image_version", .string, .computed, at: "/properties/nodeImageVersion")
      .changing(with: "orchestrator_version", "os_sku")
      .described("The image that the nodes run.")
  }
  .ofType("Microsoft.ContainerService/managedClusters/agentPools")
  .always(sending: .string("VirtualMachineScaleSets"), at: "/properties/type")
  // An image that is sent is one to go back to, even if the version or the system of the nodes changes.
  .stripping(
    "/properties/nodeImageVersion", "/properties/eTag", "/properties/currentOrchestratorVersion",
    "/properties/provisioningState",
    "/properties/status", "/properties/localDNSProfile/state"
  )
  .serialized(by: "{kubernetes_cluster_id}", "{vnet_subnet_id}/../..")
  .withETags()
  .listed()
  .taking(seconds: 180)
  .waiting(create: 60, update: 60, delete: 60)
  .rotating(as: "azurerm_kubernetes_cluster_node_pool") { NodePoolRules.hazards(of: $0) }
  .checked { NodePoolRules.problems(with: GivenArguments($0), isDefault: false) }
  .refusing { KubernetesVersionRules.refusals(from: GivenArguments($0), to: GivenArguments($1)) }
  .checkedTogether { KubernetesVersionRules.contradictions(among: $0) }
  .preceded { KubernetesPlacementRules.prerequisites(of: $0[kind: "azurerm_kubernetes_cluster_node_pool"], $0) }
  .imported { KubernetesCluster.importedPool($0) }
  .refined { arguments, prior, planned in
    NodePoolRules.refined(planned, prior: prior, arguments: arguments)
  }
}
