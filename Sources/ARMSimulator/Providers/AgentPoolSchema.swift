/// The members of agent pool bodies, from the published types of api-versions 2025-10-01 and 2026-04-01.
///
/// `securityProfile.sshAccess` is missing on purpose: it is published, but the provider refuses it.
enum AgentPoolSchema {
  /// The members under `properties` of a pool, which are also those of a profile in a cluster's body.
  static let properties = Schema(table)

  static let pool: Schema = Schema(
    """
    properties: @properties
    """, tables: ["properties": properties])

  /// A pool within the body of its cluster.
  static let profile: Schema = properties.adding("name", Schema.Member(shape: .string(), isRequired: true))

  private static let table = """
    eTag: any readOnly
    count: int
    vmSize: string
    osDiskSizeGB: int 0...2048
    osDiskType: Managed|Ephemeral
    kubeletDiskType: OS|Temporary
    workloadRuntime: OCIContainer|WasmWasi|KataVmIsolation
    messageOfTheDay: string
    vnetSubnetID: string
    podSubnetID: string
    podIPAllocationMode: DynamicIndividual|StaticBlock
    maxPods: int
    osType: Linux|Windows
    osSKU: Ubuntu|AzureLinux|AzureLinux3|CBLMariner|Windows2019|Windows2022|Ubuntu2204|Windows2025|Ubuntu2404|AzureContainerLinux
    maxCount: int
    minCount: int
    enableAutoScaling: bool
    scaleDownMode: Delete|Deallocate
    type: VirtualMachineScaleSets|AvailabilitySet|VirtualMachines
    mode: System|User|Gateway
    orchestratorVersion: string
    currentOrchestratorVersion: any readOnly
    nodeImageVersion: string
    upgradeSettings
      maxSurge: string
      maxUnavailable: string
      drainTimeoutInMinutes: int 1...1440
      nodeSoakDurationInMinutes: int 0...30
      undrainableNodeBehavior: Cordon|Schedule
    provisioningState: any readOnly
    powerState
      code: Running|Stopped
    availabilityZones[]: string
    enableNodePublicIP: bool
    nodePublicIPPrefixID: string
    scaleSetPriority: Spot|Regular
    scaleSetEvictionPolicy: Delete|Deallocate
    spotMaxPrice: number
    tags{}: string
    nodeLabels{}: string
    nodeTaints[]: string
    proximityPlacementGroupID: string
    kubeletConfig
      cpuManagerPolicy: string
      cpuCfsQuota: bool
      cpuCfsQuotaPeriod: string
      imageGcHighThreshold: int
      imageGcLowThreshold: int
      topologyManagerPolicy: string
      allowedUnsafeSysctls[]: string
      failSwapOn: bool
      containerLogMaxSizeMB: int
      containerLogMaxFiles: int
      podMaxPids: int
    linuxOSConfig
      sysctls
        netCoreSomaxconn: int
        netCoreNetdevMaxBacklog: int
        netCoreRmemDefault: int
        netCoreRmemMax: int
        netCoreWmemDefault: int
        netCoreWmemMax: int
        netCoreOptmemMax: int
        netIpv4TcpMaxSynBacklog: int
        netIpv4TcpMaxTwBuckets: int
        netIpv4TcpFinTimeout: int
        netIpv4TcpKeepaliveTime: int
        netIpv4TcpKeepaliveProbes: int
        netIpv4TcpkeepaliveIntvl: int 10...90
        netIpv4TcpTwReuse: bool
        netIpv4IpLocalPortRange: string
        netIpv4NeighDefaultGcThresh1: int
        netIpv4NeighDefaultGcThresh2: int
        netIpv4NeighDefaultGcThresh3: int
        netNetfilterNfConntrackMax: int 131072...2097152
        netNetfilterNfConntrackBuckets: int 65536...524288
        fsInotifyMaxUserWatches: int
        fsFileMax: int
        fsAioMaxNr: int
        fsNrOpen: int
        kernelThreadsMax: int
        vmMaxMapCount: int
        vmSwappiness: int
        vmVfsCachePressure: int
      transparentHugePageEnabled: string
      transparentHugePageDefrag: string
      swapFileSizeMB: int
    enableEncryptionAtHost: bool
    enableUltraSSD: bool
    enableFIPS: bool
    gpuInstanceProfile: MIG1g|MIG2g|MIG3g|MIG4g|MIG7g
    creationData
      sourceResourceId: string
    capacityReservationGroupID: string
    hostGroupID: string
    networkProfile
      nodePublicIPTags[]
        ipTagType: string
        tag: string
      allowedHostPorts[]
        portStart: int 1...65535
        portEnd: int 1...65535
        protocol: TCP|UDP
      applicationSecurityGroups[]: string
    windowsProfile
      disableOutboundNat: bool
    securityProfile
      enableVTPM: bool
      enableSecureBoot: bool
    gpuProfile
      driver: Install|None
      nvidia: any since=9999-12-31 preview=2026-01-02
    gatewayProfile
      publicIPPrefixSize: int 28...31
    artifactStreamingProfile since=2026-02-01
      enabled: bool
    virtualMachinesProfile
      scale
        manual[]
          size: string
          count: int
    virtualMachineNodesStatus[]
      size: string
      count: int
    status: any readOnly
    localDNSProfile
      mode: Preferred|Required|Disabled
      state: any readOnly
      vnetDNSOverrides{}
        queryLogging: Error|Log
        protocol: PreferUDP|ForceTCP
        forwardDestination: ClusterCoreDNS|VnetDNS
        forwardPolicy: Sequential|RoundRobin|Random
        maxConcurrent: int
        cacheDurationInSeconds: int
        serveStaleDurationInSeconds: int
        serveStale: Verify|Immediate|Disable
      kubeDNSOverrides{}
        queryLogging: Error|Log
        protocol: PreferUDP|ForceTCP
        forwardDestination: ClusterCoreDNS|VnetDNS
        forwardPolicy: Sequential|RoundRobin|Random
        maxConcurrent: int
        cacheDurationInSeconds: int
        serveStaleDurationInSeconds: int
        serveStale: Verify|Immediate|Disable
    """
}
