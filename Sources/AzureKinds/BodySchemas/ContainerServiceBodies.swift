/// Bodies of Microsoft.ContainerService.
///
/// From the API specifications of these versions, in the form that ``BodySchema`` reads.
enum ContainerServiceBodies {
  static let text = #"""
    Microsoft.ContainerService/managedClusters 2025-10-01 2026-04-01
      properties:
        provisioningState-: string
        powerState-: object
        maxAgentPools-: int
        kubernetesVersion: string
        currentKubernetesVersion-: string
        dnsPrefix: string
        fqdnSubdomain: string
        fqdn-: string
        privateFQDN-: string
        azurePortalFQDN-: string
        agentPoolProfiles[]:
          name!: string /^[a-z][a-z0-9]{0,11}$/
          %agentPool
        linuxProfile:
          adminUsername!: string /^[A-Za-z][-A-Za-z0-9_]*$/
          ssh!:
            publicKeys[]!:
              keyData!: string
        windowsProfile:
          adminUsername!: string
          adminPassword: string
          licenseType: "None"|"Windows_Server"|*
          enableCSIProxy: bool
          gmsaProfile:
            enabled: bool
            dnsServer: string
            rootDomainName: string
        servicePrincipalProfile:
          clientId!: string
          secret: string
        addonProfiles{}:
          enabled!: bool
          config{}: string
          identity-: object
        podIdentityProfile:
          enabled: bool
          allowNetworkPluginKubenet: bool
          userAssignedIdentities[]:
            name!: string
            namespace!: string
            bindingSelector: string
            identity!:
              resourceId: string
              clientId: string
              objectId: string
            provisioningState-: "Assigned"|"Canceled"|"Deleting"|"Failed"|"Succeeded"|"Updating"|*
            provisioningInfo-: object
          userAssignedIdentityExceptions[]:
            name!: string
            namespace!: string
            podLabels{}!: string
        oidcIssuerProfile:
          issuerURL-: string
          enabled: bool
        nodeResourceGroup: string
        nodeResourceGroupProfile:
          restrictionLevel: "Unrestricted"|"ReadOnly"|*
        enableRBAC: bool
        supportPlan: "KubernetesOfficial"|"AKSLongTermSupport"|*
        networkProfile:
          gatewayAPIEnabled~: bool
          networkPlugin: "azure"|"kubenet"|"none"|*
          networkPluginMode: "overlay"|*
          networkPolicy: "none"|"calico"|"azure"|"cilium"|*
          networkMode: "transparent"|"bridge"|*
          networkDataplane: "azure"|"cilium"|*
          advancedNetworking:
            enabled: bool
            observability:
              enabled: bool
            security:
              enabled: bool
              advancedNetworkPolicies: "L7"|"FQDN"|"None"|*
              transitEncryption: @2026-04-01
                type: "WireGuard"|"None"|*
            performance: @2026-04-01
              accelerationMode: "BpfVeth"|"None"|*
          podCidr: string /^([0-9]{1,3}\.){3}[0-9]{1,3}(\/([0-9]|[1-2][0-9]|3[0-2]))?$/
          serviceCidr: string /^([0-9]{1,3}\.){3}[0-9]{1,3}(\/([0-9]|[1-2][0-9]|3[0-2]))?$/
          dnsServiceIP: string /^(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|\#
    [01]?[0-9][0-9]?)$/
          outboundType: "loadBalancer"|"userDefinedRouting"|"managedNATGateway"|"userAssignedNATGateway"|"none"|*
          loadBalancerSku: "standard"|"basic"|*
          loadBalancerProfile:
            managedOutboundIPs:
              count: int(1..100)
              countIPv6: int(0..100)
            outboundIPPrefixes:
              publicIPPrefixes[]:
                id: string
            outboundIPs:
              publicIPs[]:
                id: string
            effectiveOutboundIPs[]-: object
            allocatedOutboundPorts: int(0..64000)
            idleTimeoutInMinutes: int(4..120)
            enableMultipleStandardLoadBalancers: bool
            backendPoolType: "NodeIPConfiguration"|"NodeIP"|*
          natGatewayProfile:
            managedOutboundIPProfile:
              count: int(1..16)
            effectiveOutboundIPs[]-: object
            idleTimeoutInMinutes: int(4..120)
          staticEgressGatewayProfile:
            enabled: bool
          podCidrs[]: string
          serviceCidrs[]: string
          ipFamilies[]: "IPv4"|"IPv6"|*
        aadProfile:
          managed: bool
          enableAzureRBAC: bool
          adminGroupObjectIDs[]: string
          clientAppID: string
          serverAppID: string
          serverAppSecret: string
          tenantID: string
        autoUpgradeProfile:
          upgradeChannel: "rapid"|"stable"|"patch"|"node-image"|"none"|*
          nodeOSUpgradeChannel: "None"|"Unmanaged"|"NodeImage"|"SecurityPatch"|*
        upgradeSettings:
          overrideSettings:
            forceUpgrade: bool
            until: string
        autoScalerProfile:
          balance-similar-node-groups: string
          daemonset-eviction-for-empty-nodes: bool
          daemonset-eviction-for-occupied-nodes: bool
          ignore-daemonsets-utilization: bool
          expander: "least-waste"|"most-pods"|"priority"|"random"|*
          max-empty-bulk-delete: string
          max-graceful-termination-sec: string
          max-node-provision-time: string
          max-total-unready-percentage: string
          new-pod-scale-up-delay: string
          ok-total-unready-count: string
          scan-interval: string
          scale-down-delay-after-add: string
          scale-down-delay-after-delete: string
          scale-down-delay-after-failure: string
          scale-down-unneeded-time: string
          scale-down-unready-time: string
          scale-down-utilization-threshold: string
          skip-nodes-with-local-storage: string
          skip-nodes-with-system-pods: string
        apiServerAccessProfile:
          authorizedIPRanges[]: string
          enablePrivateCluster: bool
          privateDNSZone: string
          enablePrivateClusterPublicFQDN: bool
          disableRunCommand: bool
          enableVnetIntegration: bool
          subnetId: string
        diskEncryptionSetID: string
        identityProfile{}:
          resourceId: string
          clientId: string
          objectId: string
        privateLinkResources[]:
          id: string
          name: string
          type: string
          groupId: string
          requiredMembers[]: string
          privateLinkServiceID-: string
        disableLocalAccounts: bool
        httpProxyConfig:
          httpProxy: string
          httpsProxy: string
          noProxy[]: string
          trustedCa: string
          enabled: bool @2026-04-01
        securityProfile:
          defender:
            logAnalyticsWorkspaceResourceId: string
            securityMonitoring:
              enabled: bool
          azureKeyVaultKms:
            enabled: bool
            keyId: string
            keyVaultNetworkAccess: "Public"|"Private"|*
            keyVaultResourceId: string
          workloadIdentity:
            enabled: bool
          imageCleaner:
            enabled: bool
            intervalHours: int
          customCATrustCertificates[]: any
        storageProfile:
          diskCSIDriver:
            enabled: bool
          fileCSIDriver:
            enabled: bool
          snapshotController:
            enabled: bool
          blobCSIDriver:
            enabled: bool
        ingressProfile:
          webAppRouting:
            enabled: bool
            gatewayAPIImplementations: @2026-04-01
              appRoutingIstio:
                mode: "Enabled"|"Disabled"|*
            dnsZoneResourceIds[]: string
            nginx:
              defaultIngressControllerType: "AnnotationControlled"|"External"|"Internal"|"None"|*
            identity-: object
          gatewayAPI: @2026-04-01
            installation: "Disabled"|"Standard"|*
        publicNetworkAccess: "Enabled"|"Disabled"|*
        workloadAutoScalerProfile:
          keda:
            enabled!: bool
          verticalPodAutoscaler:
            enabled!: bool
        azureMonitorProfile:
          metrics:
            enabled!: bool
            kubeStateMetrics:
              metricLabelsAllowlist: string
              metricAnnotationsAllowList: string
            controlPlane: @2026-04-01
              enabled: bool
          appMonitoring: @2026-04-01
            autoInstrumentation:
              enabled: bool
        serviceMeshProfile:
          mode!: "Istio"|"Disabled"|*
          istio:
            components:
              ingressGateways[]:
                mode!: "External"|"Internal"|*
                enabled!: bool
              egressGateways[]:
                enabled!: bool
                name!: string /[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/
                namespace: string
                gatewayConfigurationName: string
              proxyRedirectionMechanism: "InitContainers"|"CNIChaining"|* @2026-04-01
            certificateAuthority:
              plugin:
                keyVaultId: string
                certObjectName: string
                keyObjectName: string
                rootCertObjectName: string
                certChainObjectName: string
            revisions[]: string
        resourceUID-: string
        metricsProfile:
          costAnalysis:
            enabled: bool
        nodeProvisioningProfile:
          mode: "Manual"|"Auto"|*
          defaultNodePools: "None"|"Auto"|*
        bootstrapProfile:
          artifactSource: "Cache"|"Direct"|*
          containerRegistryId: string
        aiToolchainOperatorProfile:
          enabled: bool
        hostedSystemProfile: @2026-04-01
          enabled: bool
          systemNodeSubnetID: string
          nodeSubnetID: string
        status:
          provisioningError-: object
      sku:
        name: "Base"|"Automatic"|*
        tier: "Premium"|"Standard"|"Free"|*
      extendedLocation:
        name: string
        type: "EdgeZone"|*
      identity:
        principalId-: string
        tenantId-: string
        type: "SystemAssigned"|"UserAssigned"|"None"|*
        delegatedResources{}:
          resourceId: string
          tenantId: string(36..36) /^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$/
          referralResource: string
          location: string
        userAssignedIdentities{}:
          principalId-: string
          clientId-: string
      kind: string
      tags{}: string
      location!: string
    Microsoft.ContainerService/managedClusters/agentPools 2025-10-01 2026-04-01
      properties: %agentPool
    %agentPool
      eTag-: string
      count: int
      vmSize: string
      osDiskSizeGB: int(0..2048)
      osDiskType: "Managed"|"Ephemeral"|*
      kubeletDiskType: "OS"|"Temporary"|*
      workloadRuntime: "OCIContainer"|"WasmWasi"|"KataVmIsolation"|*
      messageOfTheDay: string
      vnetSubnetID: string
      podSubnetID: string
      podIPAllocationMode: "DynamicIndividual"|"StaticBlock"|*
      maxPods: int
      osType: "Linux"|"Windows"|*
      osSKU: "Ubuntu"|"AzureLinux"|"AzureLinux3"|"CBLMariner"|"Windows2019"|"Windows2022"|"Ubuntu2204"|\#
    "Windows2025"|"Ubuntu2404"|"AzureContainerLinux"|*
      maxCount: int
      minCount: int
      enableAutoScaling: bool
      scaleDownMode: "Delete"|"Deallocate"|*
      type: "VirtualMachineScaleSets"|"AvailabilitySet"|"VirtualMachines"|*
      mode: "System"|"User"|"Gateway"|*
      orchestratorVersion: string
      currentOrchestratorVersion-: string
      nodeImageVersion: string
      upgradeSettings: %upgradeSettings
      provisioningState-: string
      powerState:
        code: "Running"|"Stopped"|*
      availabilityZones[]: string
      enableNodePublicIP: bool
      nodePublicIPPrefixID: string
      scaleSetPriority: "Spot"|"Regular"|*
      scaleSetEvictionPolicy: "Delete"|"Deallocate"|*
      spotMaxPrice: int
      tags{}: string
      nodeLabels{}: string
      nodeTaints[]: string
      proximityPlacementGroupID: string
      kubeletConfig: %kubeletConfig
      linuxOSConfig: %linuxOSConfig
      enableEncryptionAtHost: bool
      enableUltraSSD: bool
      enableFIPS: bool
      gpuInstanceProfile: "MIG1g"|"MIG2g"|"MIG3g"|"MIG4g"|"MIG7g"|*
      creationData:
        sourceResourceId: string
      capacityReservationGroupID: string
      hostGroupID: string
      networkProfile: %networkProfile
      windowsProfile:
        disableOutboundNat: bool
      securityProfile:
        enableVTPM: bool
        enableSecureBoot: bool
        sshAccess: "LocalUser"|"Disabled"|*
      gpuProfile:
        driver: "Install"|"None"|*
      gatewayProfile:
        publicIPPrefixSize: int(28..31)
      artifactStreamingProfile: @2026-04-01
        enabled: bool
      virtualMachinesProfile:
        scale:
          manual[]:
            size: string
            count: int
      virtualMachineNodesStatus[]:
        size: string
        count: int
      status:
        provisioningError-: object
      localDNSProfile: %localDNSProfile
    %upgradeSettings
      maxSurge: string
      maxUnavailable: string
      drainTimeoutInMinutes: int(1..1440)
      nodeSoakDurationInMinutes: int(0..30)
      undrainableNodeBehavior: "Cordon"|"Schedule"|*
    %kubeletConfig
      cpuManagerPolicy: string
      cpuCfsQuota: bool
      cpuCfsQuotaPeriod: string
      imageGcHighThreshold: int
      imageGcLowThreshold: int
      topologyManagerPolicy: string
      allowedUnsafeSysctls[]: string
      failSwapOn: bool
      containerLogMaxSizeMB: int
      containerLogMaxFiles: int(2..)
      podMaxPids: int
    %linuxOSConfig
      sysctls: %sysctls
      transparentHugePageEnabled: string
      transparentHugePageDefrag: string
      swapFileSizeMB: int
    %networkProfile
      nodePublicIPTags[]:
        ipTagType: string
        tag: string
      allowedHostPorts[]:
        portStart: int(1..65535)
        portEnd: int(1..65535)
        protocol: "TCP"|"UDP"|*
      applicationSecurityGroups[]: string
    %localDNSProfile
      mode: "Preferred"|"Required"|"Disabled"|*
      state-: "Enabled"|"Disabled"|*
      vnetDNSOverrides{}: %vnetDNSOverrides
      kubeDNSOverrides{}: %vnetDNSOverrides
    %sysctls
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
      netIpv4TcpkeepaliveIntvl: int(10..90)
      netIpv4TcpTwReuse: bool
      netIpv4IpLocalPortRange: string
      netIpv4NeighDefaultGcThresh1: int
      netIpv4NeighDefaultGcThresh2: int
      netIpv4NeighDefaultGcThresh3: int
      netNetfilterNfConntrackMax: int(131072..2097152)
      netNetfilterNfConntrackBuckets: int(65536..524288)
      fsInotifyMaxUserWatches: int
      fsFileMax: int
      fsAioMaxNr: int
      fsNrOpen: int
      kernelThreadsMax: int
      vmMaxMapCount: int
      vmSwappiness: int
      vmVfsCachePressure: int
    %vnetDNSOverrides
      queryLogging: "Error"|"Log"|*
      protocol: "PreferUDP"|"ForceTCP"|*
      forwardDestination: "ClusterCoreDNS"|"VnetDNS"|*
      forwardPolicy: "Sequential"|"RoundRobin"|"Random"|*
      maxConcurrent: int
      cacheDurationInSeconds: int
      serveStaleDurationInSeconds: int
      serveStale: "Verify"|"Immediate"|"Disable"|*
    """#
}
