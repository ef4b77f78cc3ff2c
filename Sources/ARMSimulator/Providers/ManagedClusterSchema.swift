/// The members of managed cluster bodies, from the published types of api-versions 2025-10-01 and 2026-04-01.
enum ManagedClusterSchema {
  static let cluster = Schema(table, tables: ["profile": AgentPoolSchema.profile])

  private static let table = """
    properties
      provisioningState: any readOnly
      powerState: any readOnly
      maxAgentPools: any readOnly
      kubernetesVersion: string
      currentKubernetesVersion: any readOnly
      dnsPrefix: string
      fqdnSubdomain: string
      fqdn: any readOnly
      agentPoolProfiles[]: @profile
      privateFQDN: any readOnly
      azurePortalFQDN: any readOnly
      linuxProfile
        adminUsername: string required
        ssh required
          publicKeys[] required
            keyData: string required
      windowsProfile
        adminUsername: string required
        adminPassword: string
        licenseType: None|Windows_Server
        enableCSIProxy: bool
        gmsaProfile
          enabled: bool
          dnsServer: string
          rootDomainName: string
      servicePrincipalProfile
        clientId: string required
        secret: string
      addonProfiles{}
        enabled: bool required
        config{}: string
        identity: any readOnly
      podIdentityProfile
        enabled: bool
        allowNetworkPluginKubenet: bool
        userAssignedIdentities[]
          name: string required
          namespace: string required
          bindingSelector: string
          identity required
            resourceId: string
            clientId: string
            objectId: string
          provisioningState: any readOnly
          provisioningInfo: any readOnly
        userAssignedIdentityExceptions[]
          name: string required
          namespace: string required
          podLabels{}: string required
      oidcIssuerProfile
        issuerURL: any readOnly
        enabled: bool
      nodeResourceGroup: string
      nodeResourceGroupProfile
        restrictionLevel: Unrestricted|ReadOnly
      enableRBAC: bool
      supportPlan: KubernetesOfficial|AKSLongTermSupport
      networkProfile
        networkPlugin: azure|kubenet|none
        networkPluginMode: overlay|
        networkPolicy: none|calico|azure|cilium
        networkMode: transparent|bridge
        networkDataplane: azure|cilium
        advancedNetworking
          enabled: bool
          observability
            enabled: bool
          security
            enabled: bool
            advancedNetworkPolicies: L7|FQDN|None
            transitEncryption since=2026-02-01
              type: WireGuard|None
          performance since=2026-02-01
            accelerationMode: BpfVeth|None
        podCidr: string
        serviceCidr: string
        dnsServiceIP: string
        outboundType: loadBalancer|userDefinedRouting|managedNATGateway|userAssignedNATGateway|none
        loadBalancerSku: standard|basic
        loadBalancerProfile
          managedOutboundIPs
            count: int 1...100
            countIPv6: int 0...100
          outboundIPPrefixes
            publicIPPrefixes[]
              id: string
          outboundIPs
            publicIPs[]
              id: string
          effectiveOutboundIPs: any readOnly
          allocatedOutboundPorts: int 0...64000
          idleTimeoutInMinutes: int 4...120
          enableMultipleStandardLoadBalancers: bool
          backendPoolType: NodeIPConfiguration|NodeIP
        natGatewayProfile
          managedOutboundIPProfile
            count: int 1...16
          effectiveOutboundIPs: any readOnly
          idleTimeoutInMinutes: int 4...120
        staticEgressGatewayProfile
          enabled: bool
        podCidrs[]: string
        serviceCidrs[]: string
        ipFamilies[]: IPv4|IPv6
      aadProfile
        managed: bool
        enableAzureRBAC: bool
        adminGroupObjectIDs[]: string
        clientAppID: string
        serverAppID: string
        serverAppSecret: string
        tenantID: string
      autoUpgradeProfile
        upgradeChannel: rapid|stable|patch|node-image|none
        nodeOSUpgradeChannel: None|Unmanaged|NodeImage|SecurityPatch
      upgradeSettings
        overrideSettings
          forceUpgrade: bool
          until: string
      autoScalerProfile
        balance-similar-node-groups: string
        daemonset-eviction-for-empty-nodes: bool
        daemonset-eviction-for-occupied-nodes: bool
        ignore-daemonsets-utilization: bool
        expander: least-waste|most-pods|priority|random
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
      apiServerAccessProfile
        authorizedIPRanges[]: string
        enablePrivateCluster: bool
        privateDNSZone: string
        enablePrivateClusterPublicFQDN: bool
        disableRunCommand: bool
        enableVnetIntegration: bool
        subnetId: string
      diskEncryptionSetID: string
      identityProfile{}
        resourceId: string
        clientId: string
        objectId: string
      privateLinkResources[]
        id: string
        name: string
        type: string
        groupId: string
        requiredMembers[]: string
        privateLinkServiceID: any readOnly
      disableLocalAccounts: bool
      httpProxyConfig
        httpProxy: string
        httpsProxy: string
        noProxy[]: string
        trustedCa: string
        enabled: bool since=2026-02-01
      securityProfile
        defender
          logAnalyticsWorkspaceResourceId: string
          securityMonitoring
            enabled: bool
        azureKeyVaultKms
          enabled: bool
          keyId: string
          keyVaultNetworkAccess: Public|Private
          keyVaultResourceId: string
        workloadIdentity
          enabled: bool
        imageCleaner
          enabled: bool
          intervalHours: int
        customCATrustCertificates[]: any
      storageProfile
        diskCSIDriver
          enabled: bool
        fileCSIDriver
          enabled: bool
        snapshotController
          enabled: bool
        blobCSIDriver
          enabled: bool
      ingressProfile
        webAppRouting
          enabled: bool
          gatewayAPIImplementations since=2026-02-01 preview=2025-06-02
            appRoutingIstio
              mode: Enabled|Disabled
          dnsZoneResourceIds[]: string
          nginx
            defaultIngressControllerType: AnnotationControlled|External|Internal|None
          identity: any readOnly
        gatewayAPI since=2026-02-01 preview=2025-06-02
          installation: Disabled|Standard
      publicNetworkAccess: Enabled|Disabled
      workloadAutoScalerProfile
        keda
          enabled: bool required
        verticalPodAutoscaler
          enabled: bool required
      azureMonitorProfile
        metrics
          enabled: bool required
          kubeStateMetrics
            metricLabelsAllowlist: string
            metricAnnotationsAllowList: string
          controlPlane since=2026-02-01
            enabled: bool
        appMonitoring since=2026-02-01
          autoInstrumentation
            enabled: bool
        containerInsights: any readOnly since=2026-06-01
      serviceMeshProfile
        mode: Istio|Disabled required
        istio
          components
            ingressGateways[]
              mode: External|Internal required
              enabled: bool required
            egressGateways[]
              enabled: bool required
              name: string required
              namespace: string
              gatewayConfigurationName: string
            proxyRedirectionMechanism: InitContainers|CNIChaining since=2026-02-01
          certificateAuthority
            plugin
              keyVaultId: string
              certObjectName: string
              keyObjectName: string
              rootCertObjectName: string
              certChainObjectName: string
          revisions[]: string
      resourceUID: any readOnly
      metricsProfile
        costAnalysis
          enabled: bool
      nodeProvisioningProfile
        mode: Manual|Auto
        defaultNodePools: None|Auto
      bootstrapProfile
        artifactSource: Cache|Direct
        containerRegistryId: string
      aiToolchainOperatorProfile
        enabled: bool
      hostedSystemProfile since=2026-02-01
        enabled: bool
        systemNodeSubnetID: string
        nodeSubnetID: string
      status: any readOnly
    eTag: any readOnly
    sku
      name: Base|Automatic
      tier: Premium|Standard|Free
    extendedLocation
      name: string
      type: EdgeZone|
    identity
      principalId: any readOnly
      tenantId: any readOnly
      type: string required
      delegatedResources{}
        resourceId: string
        tenantId: string
        referralResource: string
        location: string
      userAssignedIdentities{}
        principalId: any readOnly
        clientId: any readOnly
    kind: string
    tags{}: string
    location: string required
    """
}
