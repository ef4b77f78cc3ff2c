import Resources
import Values

/// The arguments that a cluster's default pool and its further pools have in common.
///
/// Their paths start where the pool's properties do: `/properties` of a pool of its own, the element of
/// `agentPoolProfiles` of the default one.
enum NodePoolArguments {
  /// - Parameters:
  ///   - base: where the pool's properties start, seen from the place of use.
  ///   - isDefault: whether it is the default pool, which always has a node, and whose change must not take the cluster
  ///     along.
  static func all(at base: String, isDefault: Bool) -> [Argument] {
    size(at: base, isDefault: isDefault) + nodes(at: base, isDefault: isDefault)
      + hardware(at: base, isDefault: isDefault)
      + NodePoolSettings.all(at: base, isDefault: isDefault)
  }

  /// How many nodes there are, and of what size.
  private static func size(at base: String, isDefault: Bool) -> [Argument] {
    let count = isDefault ? 1...1000 : 0...1000
    return [
      Argument("vm_size", .string, .optionalComputed, at: base + "/vmSize")
        .compared(by: .ignoringCase).rotating(in: isDefault)
        .described("The size of the nodes, such as `Standard_D4s_v5`."),
      Argument("auto_scaling_enabled", .bool, .optionalWithDefault(.bool(false)), at: base + "/enableAutoScaling")
        .formerly("enable_auto_scaling")
        .described("Whether the cluster autoscaler sets the number of nodes, between `min_count` and `max_count`."),
      Argument("node_count", .number, .optionalComputed, at: base + "/count").between(count)
        .described("The number of nodes; with autoscaling only the first one."),
      Argument("min_count", .number, .optional, at: base + "/minCount").between(count)
        .described("The fewest nodes, with autoscaling."),
      Argument("max_count", .number, .optional, at: base + "/maxCount").between(count)
        .described("The most nodes, with autoscaling."),
      Argument("zones", .set(.string), .optional, at: base + "/availabilityZones")
        .formerly("availability_zones").rotating(in: isDefault)
        .described("The availability zones that nodes are spread over."),
      Argument("scale_down_mode", .string, .optionalWithDefault(.string("Delete")), at: base + "/scaleDownMode")
        .oneOf("Delete", "Deallocate")
        .described("What happens to nodes that are no longer needed."),
      Argument("temporary_name_for_rotation", .string, .optional)
        .matching("must be 1 to 12 lower-case letters and digits, and begin with a letter", isPoolName)
        .namingStandIn()
        .described("The name of the pool that stands in while this one is made anew."),
    ]
  }

  /// What the nodes run, and how Kubernetes sees them.
  private static func nodes(at base: String, isDefault: Bool) -> [Argument] {
    [
      Argument("orchestrator_version", .string, .optionalComputed, at: base + "/orchestratorVersion")
        .matching("must be a version such as `1.34` or `1.34.2`", KubernetesCluster.isVersion)
        .described("The Kubernetes version of the nodes; no newer than the control plane's."),
      Argument("os_sku", .string, .optionalComputed, at: base + "/osSKU")
        .oneOf(
          "Ubuntu", "Ubuntu2204", "Ubuntu2404", "AzureLinux", "AzureLinux3", "AzureContainerLinux", "CBLMariner",
          "Windows2019", "Windows2022", "Windows2025"
        )
        .rotating(NodePoolRules.distributionNeedsRotation, in: isDefault)
        .described("The distribution of the nodes."),
      Argument("max_pods", .number, .optionalComputed, at: base + "/maxPods").between(10...250)
        .rotating(in: isDefault)
        .described("How many pods a node may run."),
      Argument("node_labels", .map(.string), .optionalComputed, at: base + "/nodeLabels")
        .compared(by: .leavingOut([spotMark]))
        .described("Kubernetes labels of the nodes."),
      Argument("vnet_subnet_id", .string, .optional, at: base + "/vnetSubnetID")
        .isResourceID().rotating(in: isDefault)
        .described("The subnet of the nodes; one that Azure makes if unset."),
      Argument("pod_subnet_id", .string, .optional, at: base + "/podSubnetID")
        .isResourceID().rotating(in: isDefault)
        .described("The subnet of the pods, if they have one of their own."),
      Argument(
        "node_public_ip_enabled", .bool, .optionalWithDefault(.bool(false)), at: base + "/enableNodePublicIP"
      )
      .formerly("enable_node_public_ip").rotating(in: isDefault)
      .described("Whether each node has a public address."),
      Argument("node_public_ip_prefix_id", .string, .optional, at: base + "/nodePublicIPPrefixID")
        .isResourceID().replacingPool(in: isDefault)
        .described("The prefix that nodes' public addresses come from."),
      Argument("workload_runtime", .string, .optionalComputed, at: base + "/workloadRuntime")
        .oneOf("OCIContainer", "KataVmIsolation", "WasmWasi").rotating(in: isDefault)
        .described("What runs containers."),
    ]
  }

  /// Disks, accelerators and where machines stand.
  private static func hardware(at base: String, isDefault: Bool) -> [Argument] {
    [
      Argument("os_disk_size_gb", .number, .optionalComputed, at: base + "/osDiskSizeGB").between(1...2048)
        .rotating(in: isDefault)
        .described("The size of the system disk, in gigabytes."),
      // Azure alone would choose an ephemeral disk wherever one fits.
      Argument("os_disk_type", .string, .optionalWithDefault(.string("Managed")), at: base + "/osDiskType")
        .oneOf("Managed", "Ephemeral").rotating(in: isDefault)
        .described("Where the system disk lies: on a managed disk, or on the host."),
      Argument("kubelet_disk_type", .string, .optionalComputed, at: base + "/kubeletDiskType")
        .oneOf("OS", "Temporary").rotating(in: isDefault)
        .described("Where the kubelet keeps its files."),
      Argument(
        "host_encryption_enabled", .bool, .optionalWithDefault(.bool(false)), at: base + "/enableEncryptionAtHost"
      )
      .formerly("enable_host_encryption").rotating(in: isDefault)
      .described("Whether disks are encrypted at the host."),
      Argument("ultra_ssd_enabled", .bool, .optionalWithDefault(.bool(false)), at: base + "/enableUltraSSD")
        .rotating(in: isDefault)
        .described("Whether nodes can have ultra disks."),
      Argument("fips_enabled", .bool, .optionalWithDefault(.bool(false)), at: base + "/enableFIPS")
        .rotating(in: isDefault)
        .described("Whether nodes use cryptography validated for FIPS 140."),
      Argument("gpu_instance", .string, .optional, at: base + "/gpuInstanceProfile")
        .oneOf("MIG1g", "MIG2g", "MIG3g", "MIG4g", "MIG7g").replacingPool(in: isDefault)
        .described("How each GPU is partitioned."),
      Argument("gpu_driver", .string, .optional, at: base + "/gpuProfile/driver")
        .oneOf("Install", "None").replacingPool(in: isDefault)
        .described("Whether AKS installs the GPU driver."),
      Argument("snapshot_id", .string, .optional, at: base + "/creationData/sourceResourceId")
        .isResourceID().rotating(in: isDefault)
        .described("The node pool snapshot to create from."),
      Argument("proximity_placement_group_id", .string, .optional, at: base + "/proximityPlacementGroupID")
        .isResourceID().replacingPool(in: isDefault)
        .described("The proximity placement group of the nodes."),
      Argument("host_group_id", .string, .optional, at: base + "/hostGroupID")
        .isResourceID().replacingPool(in: isDefault)
        .described("The dedicated hosts that nodes run on."),
      Argument("capacity_reservation_group_id", .string, .optional, at: base + "/capacityReservationGroupID")
        .isResourceID().replacingPool(in: isDefault)
        .described("The capacity reservation that nodes draw on."),
    ]
  }

  /// The label that AKS gives to spot nodes by itself, and the taint of that name.
  static let spotMark = "kubernetes.azure.com/scalesetpriority"

  @Sendable static func isPoolName(_ name: String) -> Bool {
    (1...12).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "") && name == name.lowercased()
      && !(name.first?.isNumber ?? true)
  }
}

extension Argument {
  /// Azure can't change it on a pool that exists: the pool is made anew while another stands in. Without a name for that
  /// one, a default pool stays as it is, for it would take its cluster along, and any other is replaced.
  func rotating(_ need: Replacement = .always, in isDefault: Bool) -> Argument {
    rotating(
      need,
      orRefusing: isDefault
        ? "AKS can't change it on a running pool. With `temporary_name_for_rotation`, the name of a pool that stands in "
          + "meanwhile, the default pool is made anew." : nil)
  }

  /// The same for what azurerm replaces the resource for, be it the whole cluster: where a pool can stand in, it does.
  func replacingPool(in isDefault: Bool) -> Argument {
    isDefault ? replacing().rotating() : replacing()
  }
}
