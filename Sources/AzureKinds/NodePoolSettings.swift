import Resources
import Values

/// The blocks of a node pool: how it is upgraded, and settings of kubelet, kernel and network.
enum NodePoolSettings {
  static func all(at base: String, isDefault: Bool) -> [Argument] {
    [
      upgrade(at: base + "/upgradeSettings", isDefault: isDefault),
      kubelet(at: base + "/kubeletConfig").rotating(in: isDefault),
      linux(at: base + "/linuxOSConfig").rotating(in: isDefault),
      network(at: base + "/networkProfile", isDefault: isDefault),
    ]
  }

  private static func upgrade(at path: String, isDefault: Bool) -> Argument {
    .block("upgrade_settings", .single, .optional, at: path) {
      if isDefault { maxSurge(.required).before(.five, .optionalComputed) }
      if !isDefault {
        maxSurge(.optionalComputed)
        Argument("max_unavailable", .string, .optionalComputed, at: "/maxUnavailable").matching(partRequirement, isPart)
          .described("How many nodes, or what part of them, may be missing during an upgrade.")
      }
      // Azure stores no 0 and takes none: it is said by saying nothing.
      Argument(
        "drain_timeout_in_minutes", .number, .optionalComputed, at: "/drainTimeoutInMinutes",
        as: .absent(for: .number(0))
      )
      .between(0...1440)
      .rotating(NodePoolRules.timeoutNeedsRotation, in: isDefault)
      .described("How long a node may take to drain; 0 leaves it to Azure, which has no way back to that.")
      Argument("node_soak_duration_in_minutes", .number, .optionalComputed, at: "/nodeSoakDurationInMinutes")
        .between(0...30)
        .described("How long to wait after a node before the next.")
      Argument("undrainable_node_behavior", .string, .optional, at: "/undrainableNodeBehavior")
        .oneOf("Cordon", "Schedule").rotating(NodePoolRules.removalNeedsRotation, in: isDefault)
        .described("What happens to a node that can't be drained.")
    }
    .staying()
    .described("How nodes are upgraded.")
  }

  private static func maxSurge(_ presence: Argument.Presence) -> Argument {
    Argument("max_surge", .string, presence, at: "/maxSurge").matching(partRequirement, isPart)
      .described("How many nodes, or what part of them such as `10%`, are added during an upgrade.")
  }

  private static let partRequirement = "must be a number of nodes, or from 1% to 100%"

  @Sendable private static func isPart(_ text: String) -> Bool {
    guard !text.isEmpty, let number = Int(text.hasSuffix("%") ? String(text.dropLast()) : text), !text.hasPrefix("+")
    else {
      return false
    }
    return text.hasSuffix("%") ? (1...100).contains(number) : number >= 0
  }

  private static func kubelet(at path: String) -> Argument {
    .block("kubelet_config", .single, .optional, at: path) {
      Argument("allowed_unsafe_sysctls", .set(.string), .optional, at: "/allowedUnsafeSysctls")
        .described("Kernel parameters, unsafe ones, that pods may set.")
      Argument("container_log_max_files", .number, .optional, at: "/containerLogMaxFiles").between(2...1000)
        .formerly("container_log_max_line")
        .described("How many log files a container keeps.")
      Argument("container_log_max_size_mb", .number, .optional, at: "/containerLogMaxSizeMB")
        .described("How large a container's log file grows, in megabytes.")
      Argument("cpu_cfs_quota_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/cpuCfsQuota")
        .described("Whether CPU limits are enforced by quota.")
      Argument("cpu_cfs_quota_period", .string, .optional, at: "/cpuCfsQuotaPeriod")
        .described("The period of the CPU quota, such as `100ms`.")
      Argument("cpu_manager_policy", .string, .optional, at: "/cpuManagerPolicy").oneOf("none", "static")
        .described("How CPUs are given to containers.")
      Argument("image_gc_high_threshold", .number, .optional, at: "/imageGcHighThreshold").between(0...100)
        .described("The disk use in percent from which images are removed.")
      Argument("image_gc_low_threshold", .number, .optional, at: "/imageGcLowThreshold").between(0...100)
        .described("The disk use in percent down to which images are removed.")
      Argument("pod_max_pid", .number, .optional, at: "/podMaxPids")
        .described("How many processes a pod may have.")
      Argument("topology_manager_policy", .string, .optional, at: "/topologyManagerPolicy")
        .oneOf("none", "best-effort", "restricted", "single-numa-node")
        .described("How resources are aligned to NUMA nodes.")
    }
    .described("Settings of the kubelet.")
  }

  private static func linux(at path: String) -> Argument {
    .block("linux_os_config", .single, .optional, at: path) {
      Argument("swap_file_size_mb", .number, .optional, at: "/swapFileSizeMB")
        .described("The size of the swap file, in megabytes.")
      Argument("transparent_huge_page", .string, .optional, at: "/transparentHugePageEnabled")
        .formerly("transparent_huge_page_enabled").oneOf("always", "madvise", "never")
        .described("When huge pages are used.")
      Argument("transparent_huge_page_defrag", .string, .optional, at: "/transparentHugePageDefrag")
        .oneOf("always", "defer", "defer+madvise", "madvise", "never")
        .described("When memory is defragmented for huge pages.")
      Argument.block("sysctl_config", .single, .optional, at: "/sysctls") {
        sysctls
        portRange("min", 0, 1024...60_999)
        portRange("max", 1, 32_768...65_535)
        Argument("net_ipv4_tcp_tw_reuse", .bool, .optional, at: "/netIpv4TcpTwReuse")
          .described("The kernel parameter `net.ipv4.tcp_tw_reuse`.")
      }
      .described("Kernel parameters.")
    }
    .described("Settings of the nodes' kernel.")
  }

  private static let sysctls: [Argument] = [
    sysctl("fs_aio_max_nr", "fsAioMaxNr", 65_536...6_553_500),
    sysctl("fs_file_max", "fsFileMax", 8192...12_000_500),
    sysctl("fs_inotify_max_user_watches", "fsInotifyMaxUserWatches", 781_250...2_097_152),
    sysctl("fs_nr_open", "fsNrOpen", 8192...20_000_500),
    sysctl("kernel_threads_max", "kernelThreadsMax", 20...513_785),
    sysctl("net_core_netdev_max_backlog", "netCoreNetdevMaxBacklog", 1000...3_240_000),
    sysctl("net_core_optmem_max", "netCoreOptmemMax", 20_480...4_194_304),
    sysctl("net_core_rmem_default", "netCoreRmemDefault", 212_992...134_217_728),
    sysctl("net_core_rmem_max", "netCoreRmemMax", 212_992...134_217_728),
    sysctl("net_core_somaxconn", "netCoreSomaxconn", 4096...3_240_000),
    sysctl("net_core_wmem_default", "netCoreWmemDefault", 212_992...134_217_728),
    sysctl("net_core_wmem_max", "netCoreWmemMax", 212_992...134_217_728),
    sysctl("net_ipv4_neigh_default_gc_thresh1", "netIpv4NeighDefaultGcThresh1", 128...80_000),
    sysctl("net_ipv4_neigh_default_gc_thresh2", "netIpv4NeighDefaultGcThresh2", 512...90_000),
    sysctl("net_ipv4_neigh_default_gc_thresh3", "netIpv4NeighDefaultGcThresh3", 1024...100_000),
    sysctl("net_ipv4_tcp_fin_timeout", "netIpv4TcpFinTimeout", 5...120),
    sysctl("net_ipv4_tcp_keepalive_intvl", "netIpv4TcpkeepaliveIntvl", 10...90),
    sysctl("net_ipv4_tcp_keepalive_probes", "netIpv4TcpKeepaliveProbes", 1...15),
    sysctl("net_ipv4_tcp_keepalive_time", "netIpv4TcpKeepaliveTime", 30...432_000),
    sysctl("net_ipv4_tcp_max_syn_backlog", "netIpv4TcpMaxSynBacklog", 128...3_240_000),
    sysctl("net_ipv4_tcp_max_tw_buckets", "netIpv4TcpMaxTwBuckets", 8000...1_440_000),
    sysctl("net_netfilter_nf_conntrack_buckets", "netNetfilterNfConntrackBuckets", 65_536...524_288),
    sysctl("net_netfilter_nf_conntrack_max", "netNetfilterNfConntrackMax", 131_072...2_097_152),
    sysctl("vm_max_map_count", "vmMaxMapCount", 65_530...262_144),
    sysctl("vm_swappiness", "vmSwappiness", 0...100),
    sysctl("vm_vfs_cache_pressure", "vmVfsCachePressure", 0...100),
  ]

  private static func portRange(_ end: String, _ index: Int, _ bounds: ClosedRange<Int>) -> Argument {
    Argument(
      "net_ipv4_ip_local_port_range_\(end)", .number, .optional, at: "/netIpv4IpLocalPortRange", as: .word(index)
    )
    .between(bounds)
    .described("An end of the kernel parameter `net.ipv4.ip_local_port_range`.")
  }

  private static func sysctl(_ name: String, _ member: String, _ bounds: ClosedRange<Int>) -> Argument {
    Argument(name, .number, .optional, at: "/" + member).between(bounds)
      .described("The kernel parameter of the same name, with dots.")
  }

  private static func network(at path: String, isDefault: Bool) -> Argument {
    .block("node_network_profile", .single, .optional, at: path) {
      Argument.block("allowed_host_ports", .list(), .optional, at: "/allowedHostPorts") {
        Argument("port_start", .number, .optional, at: "/portStart").between(1...65_535)
          .described("The first port.")
        Argument("port_end", .number, .optional, at: "/portEnd").between(1...65_535)
          .described("The last port.")
        Argument("protocol", .string, .optional, at: "/protocol").oneOf("TCP", "UDP")
          .described("The protocol.")
      }
      .described("Ports of the nodes that are open.")
      Argument("application_security_group_ids", .list(.string), .optional, at: "/applicationSecurityGroups")
        .compared(by: .unordered(ignoringCase: true))
        .described("The application security groups that nodes belong to.")
      Argument(
        "node_public_ip_tags", .map(.string), .optional, at: "/nodePublicIPTags", as: .pairs("ipTagType", "tag")
      )
      .replacingPool(in: isDefault)
      .described("IP tags of the nodes' public addresses.")
    }
    .staying()
    .described("Settings of the nodes' network.")
  }
}
