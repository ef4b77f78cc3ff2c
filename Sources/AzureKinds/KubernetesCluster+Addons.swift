import Resources
import Values

/// What runs in the cluster besides workloads.
extension KubernetesCluster {
  static let observability: [Argument] = [
    .block("monitor_metrics", .single, .optional, at: "/properties/azureMonitorProfile/metrics") {
      Argument("labels_allowed", .string, .optional, at: "/kubeStateMetrics/metricLabelsAllowlist")
        .described("Kubernetes labels that become labels of metrics: `pods=[app,team],namespaces=[*]`.")
      Argument("annotations_allowed", .string, .optional, at: "/kubeStateMetrics/metricAnnotationsAllowList")
        .described("Kubernetes annotations that become labels of metrics: `pods=[owner]`.")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Prometheus metrics, sent to an Azure Monitor workspace."),
    .block("oms_agent", .single, .optional, at: "/properties/addonProfiles/omsagent") {
      Argument("log_analytics_workspace_id", .string, .required, at: "/config/logAnalyticsWorkspaceResourceID")
        .isResourceID()
        .described("The workspace that logs go to.")
      Argument(
        "msi_auth_for_monitoring_enabled", .bool, .optional, at: "/config/useAADAuth", as: .text
      )
      .described("Whether the agent signs in with its identity.")
      Argument.addonIdentity("oms_agent_identity", at: "/identity")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Container logs, sent to Log Analytics."),
    Argument("cost_analysis_enabled", .bool, .optional, at: "/properties/metricsProfile/costAnalysis/enabled")
      .described("Whether costs are known by namespace; needs the tier Standard or Premium."),
  ]

  private static let durationRequirement = "must be a whole number of seconds, minutes or hours, such as `10s` or `15m`"

  @Sendable private static func isDuration(_ text: String) -> Bool {
    guard let unit = text.last, "smh".contains(unit), text.count > 1 else { return false }
    return text.dropLast().allSatisfy(\.isWholeNumber)
  }

  static let scaling: [Argument] = [
    .block(
      "workload_autoscaler_profile", .single, .optional, at: "/properties/workloadAutoScalerProfile",
      as: .leaving(["keda": ["enabled": false], "verticalPodAutoscaler": ["enabled": false]])
    ) {
      Argument("keda_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/keda/enabled")
        .described("Whether KEDA scales workloads by events.")
      Argument(
        "vertical_pod_autoscaler_enabled", .bool, .optionalWithDefault(.bool(false)),
        at: "/verticalPodAutoscaler/enabled"
      )
      .described("Whether the vertical pod autoscaler runs.")
    }
    .described("What scales workloads."),
    .block("node_provisioning_profile", .single, .required, at: "/properties/nodeProvisioningProfile") {
      Argument("mode", .string, .optionalWithDefault(.string("Manual")), at: "/mode").oneOf("Manual", "Auto")
        .described("Whether Karpenter makes nodes as they are needed.")
      Argument("default_node_pools", .string, .optionalWithDefault(.string("Auto")), at: "/defaultNodePools")
        .oneOf("Auto", "None")
        .described("Whether Karpenter starts with node pools of its own.")
    }
    .before(.five, .optionalComputed).staying()
    .described("Node auto-provisioning."),
    .block("auto_scaler_profile", .single, .optionalComputed, at: "/properties/autoScalerProfile") {
      // Azure keeps most of them as texts.
      Argument("balance_similar_node_groups", .bool, .optionalComputed, at: "/balance-similar-node-groups", as: .text)
        .described("Whether pools of one kind are kept equally large.")
      Argument(
        "daemonset_eviction_for_empty_nodes_enabled", .bool, .optionalComputed,
        at: "/daemonset-eviction-for-empty-nodes"
      )
      .described("Whether daemon sets are evicted from nodes that are empty otherwise.")
      Argument(
        "daemonset_eviction_for_occupied_nodes_enabled", .bool, .optionalComputed,
        at: "/daemonset-eviction-for-occupied-nodes"
      )
      .described("Whether daemon sets are evicted from nodes that aren't.")
      Argument(
        "ignore_daemonsets_utilization_enabled", .bool, .optionalComputed, at: "/ignore-daemonsets-utilization"
      )
      .described("Whether daemon sets don't count as use of a node.")
      Argument("expander", .string, .optionalComputed, at: "/expander")
        .oneOf("random", "least-waste", "most-pods", "priority")
        .described("Which pool grows where several could.")
      Argument("max_graceful_termination_sec", .string, .optionalComputed, at: "/max-graceful-termination-sec")
        .described("How many seconds pods may take to end.")
      Argument("max_node_provisioning_time", .string, .optionalComputed, at: "/max-node-provision-time")
        .matching(durationRequirement, isDuration)
        .described("How long a node may take to come, such as `15m`.")
      Argument("max_unready_nodes", .number, .optionalComputed, at: "/ok-total-unready-count", as: .text)
        .described("How many nodes may not be ready.")
      Argument("max_unready_percentage", .number, .optionalComputed, at: "/max-total-unready-percentage", as: .text)
        .described("What part of the nodes may not be ready.")
      Argument("new_pod_scale_up_delay", .string, .optionalComputed, at: "/new-pod-scale-up-delay")
        .matching(durationRequirement, isDuration)
        .described("How long a new pod waits before nodes are added for it.")
      Argument("scan_interval", .string, .optionalComputed, at: "/scan-interval")
        .matching(durationRequirement, isDuration)
        .described("How often the autoscaler looks.")
      Argument("scale_down_delay_after_add", .string, .optionalComputed, at: "/scale-down-delay-after-add")
        .matching(durationRequirement, isDuration)
        .described("How long nothing is removed after a node was added.")
      Argument("scale_down_delay_after_delete", .string, .optionalComputed, at: "/scale-down-delay-after-delete")
        .matching(durationRequirement, isDuration)
        .described("How long nothing is removed after a node was.")
      Argument("scale_down_delay_after_failure", .string, .optionalComputed, at: "/scale-down-delay-after-failure")
        .matching(durationRequirement, isDuration)
        .described("How long nothing is removed after that failed.")
      Argument("scale_down_unneeded", .string, .optionalComputed, at: "/scale-down-unneeded-time")
        .matching(durationRequirement, isDuration)
        .described("How long a node must be unneeded before it is removed.")
      Argument("scale_down_unready", .string, .optionalComputed, at: "/scale-down-unready-time")
        .matching(durationRequirement, isDuration)
        .described("How long a node must not be ready before it is removed.")
      Argument(
        "scale_down_utilization_threshold", .string, .optionalComputed, at: "/scale-down-utilization-threshold"
      )
      .described("The use below which a node may be removed, such as `0.5`.")
      Argument("empty_bulk_delete_max", .string, .optionalComputed, at: "/max-empty-bulk-delete")
        .described("How many empty nodes are removed at once.")
      Argument(
        "skip_nodes_with_local_storage", .bool, .optionalComputed, at: "/skip-nodes-with-local-storage", as: .text
      )
      .described("Whether nodes with pods that have local storage stay.")
      Argument("skip_nodes_with_system_pods", .bool, .optionalComputed, at: "/skip-nodes-with-system-pods", as: .text)
        .described("Whether nodes with system pods stay.")
    }
    .staying()
    .described("How the cluster autoscaler goes about it."),
  ]

  static let addons: [Argument] = [
    Argument(
      "ai_toolchain_operator_enabled", .bool, .optionalWithDefault(.bool(false)),
      at: "/properties/aiToolchainOperatorProfile/enabled"
    )
    .described("Whether the AI toolchain operator (KAITO) runs; needs the OIDC issuer."),
    .block(
      "storage_profile", .single, .optional, at: "/properties/storageProfile",
      as: .leaving([
        "blobCSIDriver": ["enabled": false], "diskCSIDriver": ["enabled": true], "fileCSIDriver": ["enabled": true],
        "snapshotController": ["enabled": true],
      ])
    ) {
      Argument("blob_driver_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/blobCSIDriver/enabled")
        .described("Whether blob containers can be volumes.")
      Argument("disk_driver_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/diskCSIDriver/enabled")
        .described("Whether disks can be volumes.")
      Argument("file_driver_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/fileCSIDriver/enabled")
        .described("Whether file shares can be volumes.")
      Argument(
        "snapshot_controller_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/snapshotController/enabled"
      )
      .described("Whether volumes can have snapshots.")
    }
    .described("What volumes can be."),
    Argument(
      "azure_policy_enabled", .bool, .optional, at: "/properties/addonProfiles/azurepolicy/enabled", as: .leaving(false)
    )
    .described("Whether Azure Policy is enforced in the cluster."),
    .block(
      "key_vault_secrets_provider", .single, .optional, at: "/properties/addonProfiles/azureKeyvaultSecretsProvider"
    ) {
      Argument(
        "secret_rotation_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/config/enableSecretRotation",
        as: .text
      )
      .described("Whether changed secrets reach running pods.")
      Argument(
        "secret_rotation_interval", .string, .optionalWithDefault(.string("2m")), at: "/config/rotationPollInterval"
      )
      .described("How often the vault is asked.")
      Argument.addonIdentity("secret_identity", at: "/identity")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Secrets of a key vault as volumes."),
    .block(
      "ingress_application_gateway", .single, .optional, at: "/properties/addonProfiles/ingressApplicationGateway"
    ) {
      Argument("gateway_id", .string, .optional, at: "/config/applicationGatewayId").isResourceID()
        .described("An application gateway that is there already.")
      Argument("gateway_name", .string, .optional, at: "/config/applicationGatewayName")
        .described("The name of one to make.")
      Argument("subnet_cidr", .string, .optional, at: "/config/subnetCIDR")
        .described("The addresses of its subnet to make.")
      Argument("subnet_id", .string, .optional, at: "/config/subnetId").isResourceID()
        .described("Its subnet.")
      Argument("effective_gateway_id", .string, .computed, at: "/config/effectiveApplicationGatewayId")
        .described("The application gateway in use.")
      Argument.addonIdentity("ingress_application_gateway_identity", at: "/identity")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Ingress by an application gateway."),
    .block("aci_connector_linux", .single, .optional, at: "/properties/addonProfiles/aciConnectorLinux") {
      Argument("subnet_name", .string, .required, at: "/config/SubnetName")
        .described("The subnet of the container instances.")
      Argument.addonIdentity("connector_identity", at: "/identity")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Virtual nodes."),
    .block("confidential_computing", .single, .optional, at: "/properties/addonProfiles/ACCSGXDevicePlugin") {
      Argument(
        "sgx_quote_helper_enabled", .bool, .required, at: "/config/ACCSGXQuoteHelperEnabled", as: .text
      )
      .described("Whether remote attestation outside of enclaves is possible.")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Confidential computing with Intel SGX."),
    Argument(
      "open_service_mesh_enabled", .bool, .optional, at: "/properties/addonProfiles/openServiceMesh/enabled",
      as: .leaving(false)
    )
    .described("Whether Open Service Mesh runs; it is retired."),
    Argument(
      "http_application_routing_enabled", .bool, .optional,
      at: "/properties/addonProfiles/httpApplicationRouting/enabled", as: .leaving(false)
    )
    .described("Whether HTTP application routing runs; it is retired."),
    Argument(
      "http_application_routing_zone_name", .string, .computed,
      at: "/properties/addonProfiles/httpApplicationRouting/config/HTTPApplicationRoutingZoneName"
    )
    .described("The DNS zone of HTTP application routing."),
  ]

  static let nodes: [Argument] = [
    .block("linux_profile", .single, .optional, at: "/properties/linuxProfile") {
      Argument("admin_username", .string, .required, at: "/adminUsername").replacing()
        .matching("must begin with a letter and have only letters, digits, `-` and `_`") { text in
          text.first?.isLetter == true && text.isMadeOfLettersDigits(and: "-_")
        }
        .described("The administrator's name.")
      Argument.block("ssh_key", .list(min: 1, max: 1), .required, at: "/ssh/publicKeys") {
        Argument("key_data", .string, .required, at: "/keyData").compared(by: .trimmingTrailingWhitespace).replacing()
          .described("The public key.")
      }
      .described("The administrator's SSH key.")
    }
    .described("The administrator of Linux nodes."),
    .block("windows_profile", .single, .optionalComputed, at: "/properties/windowsProfile") {
      Argument("admin_username", .string, .required, at: "/adminUsername").replacing()
        .described("The administrator's name.")
      Argument("admin_password", .string, .required, at: "/adminPassword").sensitive().writeOnly()
        .described("The administrator's password.")
      Argument("license", .string, .optional, at: "/licenseType").oneOf("Windows_Server")
        .described("The licence that nodes use.")
      Argument.block("gmsa", .single, .optional, at: "/gmsaProfile") {
        Argument("dns_server", .string, .required, at: "/dnsServer")
          .described("The domain's DNS server.")
        Argument("root_domain", .string, .required, at: "/rootDomainName")
          .described("The domain.")
      }
      .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
      .described("Group-managed service accounts.")
    }
    .staying()
    .described("The administrator of Windows nodes."),
    .block("bootstrap_profile", .single, .optionalComputed, at: "/properties/bootstrapProfile") {
      Argument("artifact_source", .string, .optionalWithDefault(.string("Direct")), at: "/artifactSource")
        .oneOf("Direct", "Cache")
        .described("Whether nodes fetch what they need directly or from a registry of one's own.")
      Argument("container_registry_id", .string, .optional, at: "/containerRegistryId").isResourceID()
        .described("That registry.")
    }
    .staying()
    .described("Where nodes fetch what they need."),
  ]
}
