/// Bodies of Microsoft.Network, application gateways left out.
///
/// From the API specifications of these versions, in the form that ``BodySchema`` reads.
enum NetworkBodies {
  static let text = #"""
    Microsoft.Network/natGateways 2025-01-01
      sku:
        name: "Standard"|"StandardV2"|*
      properties: %properties
      zones[]: string
      location: string
      tags{}: string
    Microsoft.Network/networkSecurityGroups 2025-01-01
      properties: %properties2
      location: string
      tags{}: string
    Microsoft.Network/networkSecurityGroups/securityRules 2025-01-01
      properties: %properties3
    Microsoft.Network/privateDnsZones 2024-06-01
      properties:
        maxNumberOfRecordSets-: int
        numberOfRecordSets-: int
        maxNumberOfVirtualNetworkLinks-: int
        numberOfVirtualNetworkLinks-: int
        maxNumberOfVirtualNetworkLinksWithRegistration-: int
        numberOfVirtualNetworkLinksWithRegistration-: int
        provisioningState-: "Creating"|"Updating"|"Deleting"|"Succeeded"|"Failed"|"Canceled"|*
        internalId-: string
      tags{}: string
      location: string
    Microsoft.Network/privateDnsZones/virtualNetworkLinks 2024-06-01
      properties:
        virtualNetwork:
          id: string
        registrationEnabled: bool
        resolutionPolicy: "Default"|"NxDomainRedirect"|*
        virtualNetworkLinkState-: "InProgress"|"Completed"|*
        provisioningState-: "Creating"|"Updating"|"Deleting"|"Succeeded"|"Failed"|"Canceled"|*
      tags{}: string
      location: string
    Microsoft.Network/privateEndpoints 2025-01-01
      extendedLocation:
        name: string
        type: "EdgeZone"|*
      properties:
        subnet: %subnet
        networkInterfaces[]-: object
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
        privateLinkServiceConnections[]: %privateLinkServiceConnections
        manualPrivateLinkServiceConnections[]: %privateLinkServiceConnections
        customDnsConfigs[]:
          fqdn: string
          ipAddresses[]: string
        applicationSecurityGroups[]: %sourceApplicationSecurityGroups
        ipConfigurations[]:
          properties:
            groupId: string
            memberName: string
            privateIPAddress: string
          name: string
          type-: string
          etag-: string
        customNetworkInterfaceName: string
      location: string
      tags{}: string
    Microsoft.Network/privateEndpoints/privateDnsZoneGroups 2025-01-01
      properties:
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
        privateDnsZoneConfigs[]:
          name: string
          properties:
            privateDnsZoneId: string
            recordSets[]-: object
    Microsoft.Network/publicIPAddresses 2025-01-01
      extendedLocation:
        name: string
        type: "EdgeZone"|*
      sku:
        name: "Basic"|"Standard"|"StandardV2"|*
        tier: "Regional"|"Global"|*
      properties:
        publicIPAllocationMethod: "Static"|"Dynamic"|*
        publicIPAddressVersion: "IPv4"|"IPv6"|*
        ipConfiguration-: object
        dnsSettings:
          domainNameLabel: string
          domainNameLabelScope: "TenantReuse"|"SubscriptionReuse"|"ResourceGroupReuse"|"NoReuse"
          fqdn: string
          reverseFqdn: string
        ddosSettings:
          protectionMode: "VirtualNetworkInherited"|"Enabled"|"Disabled"|*
          ddosProtectionPlan:
            id: string
        ipTags[]:
          ipTagType: string
          tag: string
        ipAddress: string
        publicIPPrefix:
          id: string
        idleTimeoutInMinutes: int
        resourceGuid-: string
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
        servicePublicIPAddress: %servicePublicIPAddress
        natGateway:
          sku:
            name: "Standard"|"StandardV2"|*
          properties: %properties
          zones[]: string
          etag-: string
          id: string
          name-: string
          type-: string
          location: string
          tags{}: string
        migrationPhase: "None"|"Prepare"|"Commit"|"Abort"|"Committed"|*
        linkedPublicIPAddress: %servicePublicIPAddress
        deleteOption: "Delete"|"Detach"|*
      zones[]: string
      location: string
      tags{}: string
    Microsoft.Network/virtualNetworks 2025-01-01
      extendedLocation:
        name: string
        type: "EdgeZone"|*
      properties:
        addressSpace: %addressSpace
        dhcpOptions:
          dnsServers[]: string
        flowTimeoutInMinutes: int
        subnets[]: %subnet
        virtualNetworkPeerings[]:
          properties:
            allowVirtualNetworkAccess: bool
            allowForwardedTraffic: bool
            allowGatewayTransit: bool
            useRemoteGateways: bool
            remoteVirtualNetwork:
              id: string
            localAddressSpace: %addressSpace
            localVirtualNetworkAddressSpace: %addressSpace
            remoteAddressSpace: %addressSpace
            remoteVirtualNetworkAddressSpace: %addressSpace
            remoteBgpCommunities:
              virtualNetworkCommunity!: string
              regionalCommunity-: string
            remoteVirtualNetworkEncryption-: object
            peeringState: "Initiated"|"Connected"|"Disconnected"|*
            peeringSyncLevel: "FullyInSync"|"RemoteNotInSync"|"LocalNotInSync"|"LocalAndRemoteNotInSync"|*
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
            doNotVerifyRemoteGateways: bool
            resourceGuid-: string
            peerCompleteVnets: bool
            enableOnlyIPv6Peering: bool
            localSubnetNames[]: string
            remoteSubnetNames[]: string
          name: string
          etag-: string
          type: string
          id: string
        resourceGuid-: string
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
        enableDdosProtection: bool
        enableVmProtection: bool
        ddosProtectionPlan:
          id: string
        bgpCommunities:
          virtualNetworkCommunity!: string
          regionalCommunity-: string
        encryption:
          enabled!: bool
          enforcement: "DropUnencrypted"|"AllowUnencrypted"|*
        ipAllocations[]:
          id: string
        flowLogs[]-: object
        privateEndpointVNetPolicies: "Disabled"|"Basic"|*
        defaultPublicNatGateway-: object
      location: string
      tags{}: string
    Microsoft.Network/virtualNetworks/subnets 2025-01-01
      properties: %properties4
    %properties
      idleTimeoutInMinutes: int
      publicIpAddresses[]:
        id: string
      publicIpAddressesV6[]:
        id: string
      publicIpPrefixes[]:
        id: string
      publicIpPrefixesV6[]:
        id: string
      subnets[]-: object
      sourceVirtualNetwork:
        id: string
      resourceGuid-: string
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
    %properties2
      flushConnection: bool
      securityRules[]: %securityRules
      defaultSecurityRules[]-: object
      networkInterfaces[]-: object
      subnets[]-: object
      flowLogs[]-: object
      resourceGuid-: string
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
    %properties3
      description: string
      protocol!: "Tcp"|"Udp"|"Icmp"|"Esp"|"*"|"Ah"|*
      sourcePortRange: string
      destinationPortRange: string
      sourceAddressPrefix: string
      sourceAddressPrefixes[]: string
      sourceApplicationSecurityGroups[]: %sourceApplicationSecurityGroups
      destinationAddressPrefix: string
      destinationAddressPrefixes[]: string
      destinationApplicationSecurityGroups[]: %sourceApplicationSecurityGroups
      sourcePortRanges[]: string
      destinationPortRanges[]: string
      access!: "Allow"|"Deny"|*
      priority!: int
      direction!: "Inbound"|"Outbound"|*
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
    %subnet
      properties: %properties4
      name: string
      etag-: string
      type: string
      id: string
    %privateLinkServiceConnections
      properties: %properties8
      name: string
      type-: string
      etag-: string
      id: string
    %sourceApplicationSecurityGroups
      properties:
        resourceGuid-: string
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      etag-: string
      id: string
      name-: string
      type-: string
      location: string
      tags{}: string
    %servicePublicIPAddress
      extendedLocation:
        name: string
        type: "EdgeZone"|*
      sku:
        name: "Basic"|"Standard"|"StandardV2"|*
        tier: "Regional"|"Global"|*
      properties: object
      etag-: string
      zones[]: string
      id: string
      name-: string
      type-: string
      location: string
      tags{}: string
    %addressSpace
      addressPrefixes[]: string
      ipamPoolPrefixAllocations[]:
        pool:
          id: string
        numberOfIpAddresses: string
        allocatedAddressPrefixes[]-: string
    %properties4
      addressPrefix: string
      addressPrefixes[]: string
      networkSecurityGroup: %networkSecurityGroup
      routeTable: %routeTable
      natGateway:
        id: string
      serviceEndpoints[]: %serviceEndpoints
      serviceEndpointPolicies[]: %serviceEndpointPolicies
      privateEndpoints[]-: object
      ipConfigurations[]-: object
      ipConfigurationProfiles[]-: object
      ipAllocations[]:
        id: string
      resourceNavigationLinks[]-: object
      serviceAssociationLinks[]-: object
      delegations[]: %delegations
      purpose-: string
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      privateEndpointNetworkPolicies: "Enabled"|"Disabled"|"NetworkSecurityGroupEnabled"|"RouteTableEnabled"|*
      privateLinkServiceNetworkPolicies: "Enabled"|"Disabled"|*
      applicationGatewayIPConfigurations[]: %applicationGatewayIPConfigurations
      sharingScope: "Tenant"|"DelegatedServices"|*
      defaultOutboundAccess: bool
      ipamPoolPrefixAllocations[]:
        pool:
          id: string
        numberOfIpAddresses: string
        allocatedAddressPrefixes[]-: string
    %securityRules
      properties: %properties3
      name: string
      etag-: string
      type: string
      id: string
    %properties8
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      privateLinkServiceId: string
      groupIds[]: string
      requestMessage: string
      privateLinkServiceConnectionState:
        status: string
        description: string
        actionsRequired: string
    %networkSecurityGroup
      properties: %properties2
      etag-: string
      id: string
      name-: string
      type-: string
      location: string
      tags{}: string
    %routeTable
      properties: %properties5
      etag-: string
      id: string
      name-: string
      type-: string
      location: string
      tags{}: string
    %serviceEndpoints
      service: string
      networkIdentifier:
        id: string
      locations[]: string
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
    %serviceEndpointPolicies
      properties: %properties7
      etag-: string
      kind-: string
      id: string
      name-: string
      type-: string
      location: string
      tags{}: string
    %delegations
      properties:
        serviceName: string
        actions[]-: string
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      name: string
      etag-: string
      type: string
      id: string
    %applicationGatewayIPConfigurations
      properties:
        subnet:
          id: string
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      name: string
      etag-: string
      type-: string
      id: string
    %properties5
      routes[]: %routes
      subnets[]-: object
      disableBgpRoutePropagation: bool
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      resourceGuid-: string
    %properties7
      serviceEndpointPolicyDefinitions[]: %serviceEndpointPolicyDefinitions
      subnets[]-: object
      resourceGuid-: string
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      serviceAlias: string
      contextualServiceEndpointPolicies[]: string
    %routes
      properties: %properties6
      name: string
      etag-: string
      type: string
      id: string
    %serviceEndpointPolicyDefinitions
      properties:
        description: string
        service: string
        serviceResources[]: string
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      name: string
      etag-: string
      type: string
      id: string
    %properties6
      addressPrefix: string
      nextHopType!: "VirtualNetworkGateway"|"VnetLocal"|"Internet"|"VirtualAppliance"|"None"|*
      nextHopIpAddress: string
      provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
      hasBgpOverride-: bool
    """#
}
