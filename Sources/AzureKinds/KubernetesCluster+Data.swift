import Resources
import Values

extension AzureKind {
  /// A cluster by its name, to read, with all of its pools.
  package static let kubernetesClusterByName = kubernetesCluster.asData {
    Argument.block("agent_pool_profile", .list(), .computed, at: "/properties/agentPoolProfiles") {
      Argument("name", .string, .computed, at: "/name").described("The name of the pool.")
      Argument("count", .number, .computed, at: "/count").described("The number of nodes.")
      Argument("mode", .string, .computed, at: "/mode")
        .described("Whether the pool is for workloads or for what the cluster itself needs.")
      Argument("type", .string, .computed, at: "/type").described("What the nodes are made with.")
      Argument("os_type", .string, .computed, at: "/osType").described("The operating system of the nodes.")
      Argument("node_taints", .list(.string), .computed, at: "/nodeTaints").described("Kubernetes taints of the nodes.")
      Argument.tags(at: "/tags").answered(except: [])
      NodePoolArguments.all(at: "", isDefault: false).filter { !$0.schema.isRotationName }
        .map { $0.answered(except: []) }
    }
    .described("The pools of the cluster.")
    Argument(
      "api_server_authorized_ip_ranges", .list(.string), .computed,
      at: "/properties/apiServerAccessProfile/authorizedIPRanges"
    )
    .described("The ranges that the API server may be reached from.")
  }
}
