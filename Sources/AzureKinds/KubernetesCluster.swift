import Resources
import Values

extension AzureKind {
  /// An AKS cluster: control plane, default node pool, and the add-ons that are properties of a cluster.
  package static let kubernetesCluster = AzureKind(
    "azurerm_kubernetes_cluster",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.ContainerService/managedClusters/{name}",
    apiVersion: "2026-04-01"
  ) {
    KubernetesCluster.identification
    KubernetesCluster.versions
    KubernetesCluster.defaultNodePool
    KubernetesCluster.identities
    KubernetesCluster.access
    KubernetesCluster.network
    KubernetesCluster.meshAndIngress
    KubernetesCluster.observability
    KubernetesCluster.scaling
    KubernetesCluster.addons
    KubernetesCluster.nodes
    KubernetesCluster.maintenance
    KubernetesCluster.credentials
    Argument.tags
  }
  // The tier alone is refused without a name beside it.
  .always(sending: .string("Base"), at: "/sku/name")
  .stripping(Argument.identityReadOnly)
  .stripping(
    "/properties/provisioningState", "/properties/powerState", "/properties/maxAgentPools",
    "/properties/currentKubernetesVersion", "/properties/fqdn", "/properties/privateFQDN",
    "/properties/azurePortalFQDN", "/properties/resourceUID", "/properties/status",
    "/properties/agentPoolProfiles/*/nodeImageVersion", "/properties/agentPoolProfiles/*/eTag",
    "/properties/agentPoolProfiles/*/currentOrchestratorVersion",
    "/properties/agentPoolProfiles/*/provisioningState", "/properties/agentPoolProfiles/*/status",
    "/properties/agentPoolProfiles/*/localDNSProfile/state", "/properties/addonProfiles/*/identity",
    "/properties/podIdentityProfile/userAssignedIdentities/*/provisioningState",
    "/properties/podIdentityProfile/userAssignedIdentities/*/provisioningInfo",
    "/properties/oidcIssuerProfile/issuerURL", "/properties/networkProfile/loadBalancerProfile/effectiveOutboundIPs",
    "/properties/networkProfile/natGatewayProfile/effectiveOutboundIPs",
    "/properties/privateLinkResources/*/privateLinkServiceID", "/properties/ingressProfile/webAppRouting/identity"
  )
  .holding("agentPools", at: "/properties/agentPoolProfiles")
  .accompanied(
    byList: "/maintenanceConfigurations", named: { $0[member: "name"]?.stringValue }, where: { _, _ in true }
  )
  .serialized(by: "{id}", "{default_node_pool.vnet_subnet_id}/../..")
  .withETags()
  .listed()
  .taking(seconds: 300)
  .waiting(create: 90, update: 90, delete: 90)
  .rotating("default_node_pool", as: "azurerm_kubernetes_cluster_node_pool") { NodePoolRules.hazards(of: $0) }
  .losing("what runs on it, and the volumes in its node resource group")
  .inferring { arguments, _ in KubernetesCluster.inferred(from: arguments) }
  .checked { KubernetesCluster.problems(with: $0) }
  .checkedTogether { KubernetesPlacementRules.contradictions(among: $0) }
  .preceded { KubernetesPlacementRules.prerequisites(of: $0[kind: "azurerm_kubernetes_cluster"], $0) }
  .refusing {
    KubernetesVersionRules.refusals(from: $0, to: $1) + KubernetesCluster.identityRefusals(from: $0, to: $1)
  }
  .imported { KubernetesCluster.imported($0) }
  .refined { arguments, prior, planned in
    KubernetesCluster.refined(planned, prior: prior, arguments: arguments)
  }
}

/// The parts of the cluster's declaration, by subject.
enum KubernetesCluster {
  static let identification: [Argument] = [
    Argument("name", .string, .required)
      .matching("must be 1 to 63 letters, digits, '-' and '_', and begin and end with a letter or digit") { name in
        (1...63).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-_") && name.beginsWithLetterOrDigit
          && name.endsWithLetterOrDigit
      }
      .described("The name of the cluster."),
    Argument.resourceGroupName,
    Argument.location,
    Argument("dns_prefix", .string, .optional, at: "/properties/dnsPrefix").replacing()
      .matching("must be 1 to 54 letters, digits and hyphens, and begin and end with a letter or digit", isDNSPrefix)
      .described("The start of the API server's host name."),
    Argument("dns_prefix_private_cluster", .string, .optional, at: "/properties/fqdnSubdomain").replacing()
      .matching("must be 1 to 54 letters, digits and hyphens, and begin and end with a letter or digit", isDNSPrefix)
      .described("The start of the API server's host name in a private DNS zone of one's own."),
    Argument("sku_tier", .string, .optionalWithDefault(.string("Free")), at: "/sku/tier")
      .oneOf("Free", "Standard", "Premium")
      .described("The price tier: `Standard` has an uptime agreement, `Premium` long-term support."),
    Argument(
      "support_plan", .string, .optionalWithDefault(.string("KubernetesOfficial")), at: "/properties/supportPlan"
    )
    .oneOf("KubernetesOfficial", "AKSLongTermSupport")
    .described("How long a Kubernetes version is supported."),
    Argument.edgeZone,
    Argument("disk_encryption_set_id", .string, .optional, at: "/properties/diskEncryptionSetID")
      .isResourceID().replacing()
      .described("The disk encryption set of nodes and volumes."),
    Argument("node_resource_group", .string, .optionalComputed, at: "/properties/nodeResourceGroup")
      .compared(by: .ignoringCase).replacing()
      .described("The group in which AKS keeps nodes, load balancer and addresses."),
    Argument("node_resource_group_id", .string, .computed).derived { id, attributes, _ in
      let parts = id.split(separator: "/")
      guard parts.count > 1, let group = attributes["node_resource_group"]?.stringValue else { return .null(.string) }
      return .string("/subscriptions/\(parts[1])/resourceGroups/\(group)")
    }
    .described("The id of that group."),
    Argument("fqdn", .string, .computed, at: "/properties/fqdn")
      .described("The API server's host name."),
    Argument("private_fqdn", .string, .computed, at: "/properties/privateFQDN")
      .described("The API server's host name in a private cluster."),
    Argument("portal_fqdn", .string, .computed, at: "/properties/azurePortalFQDN")
      .described("The API server's host name for the Azure portal."),
  ]

  static let versions: [Argument] = [
    Argument("kubernetes_version", .string, .optionalComputed, at: "/properties/kubernetesVersion")
      .matching("must be a version such as `1.34` or `1.34.2`", isVersion)
      .described("The Kubernetes version of the control plane: `1.34`, or `1.34.2`. It goes up only."),
    Argument("current_kubernetes_version", .string, .computed, at: "/properties/currentKubernetesVersion")
      .changing(with: "kubernetes_version")
      .described("The version that the control plane runs, to the patch."),
    Argument(
      "automatic_upgrade_channel", .string, .optional, at: "/properties/autoUpgradeProfile/upgradeChannel",
      as: .leaving("none")
    )
    .formerly("automatic_channel_upgrade").oneOf("none", "patch", "stable", "rapid", "node-image")
    .described("Which new versions AKS upgrades to by itself."),
    Argument(
      "node_os_upgrade_channel", .string, .optionalWithDefault(.string("NodeImage")),
      at: "/properties/autoUpgradeProfile/nodeOSUpgradeChannel"
    )
    .before(.four, .optionalComputed)
    .formerly("node_os_channel_upgrade").oneOf("NodeImage", "None", "SecurityPatch", "Unmanaged")
    .described("How nodes get security updates."),
    .block("upgrade_override", .single, .optional, at: "/properties/upgradeSettings/overrideSettings") {
      Argument("force_upgrade_enabled", .bool, .required, at: "/forceUpgrade")
        .described("Whether an upgrade goes ahead although deprecated APIs are in use.")
      Argument("effective_until", .string, .optional, at: "/until")
        .described("Until when, as an RFC 3339 time.")
    }
    .staying()
    .described("What AKS checks before an upgrade."),
  ]

  /// The element of `agentPoolProfiles` that the spec names; changes of it are written to the pool itself, since
  /// Azure doesn't take them by way of the cluster.
  static let defaultNodePool = Argument.block(
    "default_node_pool", .single, .required, at: "/properties/agentPoolProfiles[name]"
  ) {
    Argument("name", .string, .required, at: "/name").replacing().namingRotated()
      .matching(
        "must be 1 to 12 lower-case letters and digits, and begin with a letter", NodePoolArguments.isPoolName
      )
      .described("The name of the pool.")
    NodePoolArguments.all(at: "", isDefault: true)
    Argument("type", .string, .optionalWithDefault(.string("VirtualMachineScaleSets")), at: "/type").replacing()
      .oneOf("VirtualMachineScaleSets", "AvailabilitySet")
      .described("What the nodes are made with.")
    // Before what stands among the same taints.
    KubernetesCluster.formerTaints
    Argument(
      "only_critical_addons_enabled", .bool, .optional, at: "/nodeTaints", as: .listing(criticalAddonsOnly)
    )
    .described("Whether only what the cluster itself needs may run here.")
    Argument.tags(at: "/tags")
  }
  .marked(by: "/mode", is: .string("System"))
  .elseFirst("mode", is: "System")
  .written(throughChild: "agentPools/{name}")
  .described("The pool that the cluster starts with.")

  @Sendable static func isVersion(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return (2...3).contains(parts.count) && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isWholeNumber) }
  }

  @Sendable private static func isDNSPrefix(_ text: String) -> Bool {
    (1...54).contains(text.utf8.count) && text.isMadeOfLettersDigits(and: "-") && text.beginsWithLetterOrDigit
      && text.endsWithLetterOrDigit
  }
}
