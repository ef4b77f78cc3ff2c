/// Bodies of application gateways.
///
/// From the API specifications of these versions, in the form that ``BodySchema`` reads.
enum ApplicationGatewayBodies {
  static let text = #"""
    Microsoft.Network/applicationGateways 2025-01-01
      properties:
        sku:
          name: "Standard_Small"|"Standard_Medium"|"Standard_Large"|"WAF_Medium"|"WAF_Large"|"Standard_v2"|"WAF_v2"|\#
    "Basic"|*
          tier: "Standard"|"WAF"|"Standard_v2"|"WAF_v2"|"Basic"|*
          capacity: int
          family: "Generation_1"|"Generation_2"|*
        sslPolicy: %sslPolicy
        operationalState-: "Stopped"|"Starting"|"Running"|"Stopping"|*
        gatewayIPConfigurations[]:
          properties:
            subnet:
              id: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        authenticationCertificates[]:
          properties:
            data: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        trustedRootCertificates[]:
          properties:
            data: string
            keyVaultSecretId: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        trustedClientCertificates[]:
          properties:
            data: string
            validatedCertData-: string
            clientCertIssuerDN-: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        sslCertificates[]:
          properties:
            data: string
            password: string
            publicCertData-: string
            keyVaultSecretId: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        frontendIPConfigurations[]:
          properties:
            privateIPAddress: string
            privateIPAllocationMethod: "Static"|"Dynamic"|*
            subnet:
              id: string
            publicIPAddress:
              id: string
            privateLinkConfiguration:
              id: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        frontendPorts[]:
          properties:
            port: int
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        probes[]:
          properties:
            protocol: "Http"|"Https"|"Tcp"|"Tls"|*
            host: string
            path: string
            interval: int
            timeout: int
            unhealthyThreshold: int
            pickHostNameFromBackendHttpSettings: bool
            pickHostNameFromBackendSettings: bool
            minServers: int
            match:
              body: string
              statusCodes[]: string
            enableProbeProxyProtocolHeader: bool
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
            port: int(1..65535)
          name: string
          etag-: string
          type-: string
          id: string
        backendAddressPools[]:
          properties:
            backendIPConfigurations[]-: object
            backendAddresses[]:
              fqdn: string
              ipAddress: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        backendHttpSettingsCollection[]:
          properties:
            port: int
            protocol: "Http"|"Https"|"Tcp"|"Tls"|*
            cookieBasedAffinity: "Enabled"|"Disabled"|*
            requestTimeout: int
            probe:
              id: string
            authenticationCertificates[]:
              id: string
            trustedRootCertificates[]:
              id: string
            connectionDraining:
              enabled!: bool
              drainTimeoutInSec!: int(1..3600)
            hostName: string
            pickHostNameFromBackendAddress: bool
            affinityCookieName: string
            probeEnabled: bool
            path: string
            dedicatedBackendConnection: bool
            validateCertChainAndExpiry: bool
            validateSNI: bool
            sniName: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        backendSettingsCollection[]:
          properties:
            port: int
            protocol: "Http"|"Https"|"Tcp"|"Tls"|*
            timeout: int
            probe:
              id: string
            trustedRootCertificates[]:
              id: string
            hostName: string
            pickHostNameFromBackendAddress: bool
            enableL4ClientIpPreservation: bool
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        httpListeners[]:
          properties:
            frontendIPConfiguration:
              id: string
            frontendPort:
              id: string
            protocol: "Http"|"Https"|"Tcp"|"Tls"|*
            hostName: string
            sslCertificate:
              id: string
            sslProfile:
              id: string
            requireServerNameIndication: bool
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
            customErrorConfigurations[]:
              statusCode: "HttpStatus400"|"HttpStatus403"|"HttpStatus404"|"HttpStatus405"|"HttpStatus408"|\#
    "HttpStatus500"|"HttpStatus502"|"HttpStatus503"|"HttpStatus504"|*
              customErrorPageUrl: string
            firewallPolicy:
              id: string
            hostNames[]: string
          name: string
          etag-: string
          type-: string
          id: string
        listeners[]:
          properties:
            frontendIPConfiguration:
              id: string
            frontendPort:
              id: string
            protocol: "Http"|"Https"|"Tcp"|"Tls"|*
            sslCertificate:
              id: string
            sslProfile:
              id: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
            hostNames[]: string
          name: string
          etag-: string
          type-: string
          id: string
        sslProfiles[]:
          properties:
            trustedClientCertificates[]:
              id: string
            sslPolicy: %sslPolicy
            clientAuthConfiguration:
              verifyClientCertIssuerDN: bool
              verifyClientRevocation: "None"|"OCSP"|*
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        urlPathMaps[]:
          properties:
            defaultBackendAddressPool:
              id: string
            defaultBackendHttpSettings:
              id: string
            defaultRewriteRuleSet:
              id: string
            defaultRedirectConfiguration:
              id: string
            defaultLoadDistributionPolicy:
              id: string
            pathRules[]:
              properties:
                paths[]: string
                backendAddressPool:
                  id: string
                backendHttpSettings:
                  id: string
                redirectConfiguration:
                  id: string
                rewriteRuleSet:
                  id: string
                loadDistributionPolicy:
                  id: string
                provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
                firewallPolicy:
                  id: string
              name: string
              etag-: string
              type-: string
              id: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        requestRoutingRules[]:
          properties:
            ruleType: "Basic"|"PathBasedRouting"|*
            priority: int(1..20000)
            backendAddressPool:
              id: string
            backendHttpSettings:
              id: string
            httpListener:
              id: string
            urlPathMap:
              id: string
            rewriteRuleSet:
              id: string
            redirectConfiguration:
              id: string
            loadDistributionPolicy:
              id: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        routingRules[]:
          properties:
            ruleType: "Basic"|"PathBasedRouting"|*
            priority!: int(1..20000)
            backendAddressPool:
              id: string
            backendSettings:
              id: string
            listener:
              id: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        rewriteRuleSets[]:
          properties:
            rewriteRules[]:
              name: string
              ruleSequence: int
              conditions[]:
                variable: string
                pattern: string
                ignoreCase: bool
                negate: bool
              actionSet:
                requestHeaderConfigurations[]: %requestHeaderConfigurations
                responseHeaderConfigurations[]: %requestHeaderConfigurations
                urlConfiguration:
                  modifiedPath: string
                  modifiedQueryString: string
                  reroute: bool
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          id: string
        redirectConfigurations[]:
          properties:
            redirectType: "Permanent"|"Found"|"SeeOther"|"Temporary"|*
            targetListener:
              id: string
            targetUrl: string
            includePath: bool
            includeQueryString: bool
            requestRoutingRules[]:
              id: string
            urlPathMaps[]:
              id: string
            pathRules[]:
              id: string
          name: string
          etag-: string
          type-: string
          id: string
        webApplicationFirewallConfiguration:
          enabled!: bool
          firewallMode!: "Detection"|"Prevention"|*
          ruleSetType!: string
          ruleSetVersion!: string
          disabledRuleGroups[]:
            ruleGroupName!: string
            rules[]: int
          requestBodyCheck: bool
          maxRequestBodySize: int(8..128)
          maxRequestBodySizeInKb: int(8..128)
          fileUploadLimitInMb: int(0..)
          exclusions[]:
            matchVariable!: string
            selectorMatchOperator!: string
            selector!: string
        firewallPolicy:
          id: string
        enableHttp2: bool
        enableFips: bool
        autoscaleConfiguration:
          minCapacity!: int(0..)
          maxCapacity: int(2..)
        privateLinkConfigurations[]:
          properties:
            ipConfigurations[]:
              properties:
                privateIPAddress: string
                privateIPAllocationMethod: "Static"|"Dynamic"|*
                subnet:
                  id: string
                primary: bool
                provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
              name: string
              etag-: string
              type-: string
              id: string
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        privateEndpointConnections[]-: object
        resourceGuid-: string
        provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
        customErrorConfigurations[]:
          statusCode: "HttpStatus400"|"HttpStatus403"|"HttpStatus404"|"HttpStatus405"|"HttpStatus408"|\#
    "HttpStatus500"|"HttpStatus502"|"HttpStatus503"|"HttpStatus504"|*
          customErrorPageUrl: string
        forceFirewallPolicyAssociation: bool
        loadDistributionPolicies[]:
          properties:
            loadDistributionTargets[]:
              properties:
                weightPerServer: int(1..100)
                backendAddressPool:
                  id: string
              name: string
              etag-: string
              type-: string
              id: string
            loadDistributionAlgorithm: "RoundRobin"|"LeastConnections"|"IpHash"|*
            provisioningState-: "Failed"|"Succeeded"|"Canceled"|"Creating"|"Updating"|"Deleting"|*
          name: string
          etag-: string
          type-: string
          id: string
        globalConfiguration:
          enableRequestBuffering: bool
          enableResponseBuffering: bool
        defaultPredefinedSslPolicy-: "AppGwSslPolicy20150501"|"AppGwSslPolicy20170401"|"AppGwSslPolicy20170401S"|\#
    "AppGwSslPolicy20220101"|"AppGwSslPolicy20220101S"|*
      zones[]: string
      identity:
        principalId-: string
        tenantId-: string
        type: "SystemAssigned"|"UserAssigned"|"SystemAssigned, UserAssigned"|"None"
        userAssignedIdentities{}:
          principalId-: string
          clientId-: string
      location: string
      tags{}: string
    %sslPolicy
      disabledSslProtocols[]: "TLSv1_0"|"TLSv1_1"|"TLSv1_2"|"TLSv1_3"|*
      policyType: "Predefined"|"Custom"|"CustomV2"|*
      policyName: "AppGwSslPolicy20150501"|"AppGwSslPolicy20170401"|"AppGwSslPolicy20170401S"|\#
    "AppGwSslPolicy20220101"|"AppGwSslPolicy20220101S"|*
      cipherSuites[]: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"|"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"|\#
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"|"TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"|"TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"|\#
    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"|"TLS_DHE_RSA_WITH_AES_256_CBC_SHA"|"TLS_DHE_RSA_WITH_AES_128_CBC_SHA"|\#
    "TLS_RSA_WITH_AES_256_GCM_SHA384"|"TLS_RSA_WITH_AES_128_GCM_SHA256"|"TLS_RSA_WITH_AES_256_CBC_SHA256"|\#
    "TLS_RSA_WITH_AES_128_CBC_SHA256"|"TLS_RSA_WITH_AES_256_CBC_SHA"|"TLS_RSA_WITH_AES_128_CBC_SHA"|\#
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"|"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"|\#
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"|"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"|\#
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"|"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"|\#
    "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256"|"TLS_DHE_DSS_WITH_AES_128_CBC_SHA256"|"TLS_DHE_DSS_WITH_AES_256_CBC_SHA"|\#
    "TLS_DHE_DSS_WITH_AES_128_CBC_SHA"|"TLS_RSA_WITH_3DES_EDE_CBC_SHA"|"TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA"|\#
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"|"TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"|*
      minProtocolVersion: "TLSv1_0"|"TLSv1_1"|"TLSv1_2"|"TLSv1_3"|*
    %requestHeaderConfigurations
      headerName: string
      headerValueMatcher:
        pattern: string
        ignoreCase: bool
        negate: bool
      headerValue: string
    """#
}
