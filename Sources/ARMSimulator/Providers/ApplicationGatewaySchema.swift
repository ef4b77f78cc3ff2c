/// What the body of an application gateway holds, after Azure's published types of api-version 2025-01-01.
enum ApplicationGatewaySchema {
  static let gateway = Schema(
    """
    etag: any readOnly
    location: string
    properties
      authenticationCertificates[]
        etag: any readOnly
        id: string
        name: string
        properties
          data: string
          provisioningState: any readOnly
        type: any readOnly
      autoscaleConfiguration
        maxCapacity: int 2...2147483647
        minCapacity: int 0...2147483647 required
      backendAddressPools[]
        etag: any readOnly
        id: string
        name: string
        properties
          backendAddresses[]
            fqdn: string
            ipAddress: string
          backendIPConfigurations: any readOnly
          provisioningState: any readOnly
        type: any readOnly
      backendHttpSettingsCollection[]
        etag: any readOnly
        id: string
        name: string
        properties
          affinityCookieName: string
          authenticationCertificates[]: @reference
          connectionDraining
            drainTimeoutInSec: int 1...3600 required
            enabled: bool required
          cookieBasedAffinity: Enabled|Disabled
          dedicatedBackendConnection: bool
          hostName: string
          path: string
          pickHostNameFromBackendAddress: bool
          port: int
          probe: @reference
          probeEnabled: bool
          protocol: Http|Https|Tcp|Tls
          provisioningState: any readOnly
          requestTimeout: int
          sniName: string
          trustedRootCertificates[]: @reference
          validateCertChainAndExpiry: bool
          validateSNI: bool
        type: any readOnly
      backendSettingsCollection[]
        etag: any readOnly
        id: string
        name: string
        properties
          enableL4ClientIpPreservation: bool
          hostName: string
          pickHostNameFromBackendAddress: bool
          port: int
          probe: @reference
          protocol: Http|Https|Tcp|Tls
          provisioningState: any readOnly
          timeout: int
          trustedRootCertificates[]: @reference
        type: any readOnly
      customErrorConfigurations[]
        customErrorPageUrl: string
        statusCode: HttpStatus400|HttpStatus403|HttpStatus404|HttpStatus405|HttpStatus408|HttpStatus500|HttpStatus502|HttpStatus503|HttpStatus504
      defaultPredefinedSslPolicy: any readOnly
      enableFips: bool
      enableHttp2: bool
      firewallPolicy: @reference
      forceFirewallPolicyAssociation: bool
      frontendIPConfigurations[]
        etag: any readOnly
        id: string
        name: string
        properties
          privateIPAddress: string
          privateIPAllocationMethod: Static|Dynamic
          privateLinkConfiguration: @reference
          provisioningState: any readOnly
          publicIPAddress: @reference
          subnet: @reference
        type: any readOnly
      frontendPorts[]
        etag: any readOnly
        id: string
        name: string
        properties
          port: int
          provisioningState: any readOnly
        type: any readOnly
      gatewayIPConfigurations[]
        etag: any readOnly
        id: string
        name: string
        properties
          provisioningState: any readOnly
          subnet: @reference
        type: any readOnly
      globalConfiguration
        enableRequestBuffering: bool
        enableResponseBuffering: bool
      httpListeners[]
        etag: any readOnly
        id: string
        name: string
        properties
          customErrorConfigurations[]
            customErrorPageUrl: string
            statusCode: HttpStatus400|HttpStatus403|HttpStatus404|HttpStatus405|HttpStatus408|HttpStatus500|HttpStatus502|HttpStatus503|HttpStatus504
          firewallPolicy: @reference
          frontendIPConfiguration: @reference
          frontendPort: @reference
          hostName: string
          hostNames[]: string
          protocol: Http|Https|Tcp|Tls
          provisioningState: any readOnly
          requireServerNameIndication: bool
          sslCertificate: @reference
          sslProfile: @reference
        type: any readOnly
      listeners[]
        etag: any readOnly
        id: string
        name: string
        properties
          frontendIPConfiguration: @reference
          frontendPort: @reference
          hostNames[]: string
          protocol: Http|Https|Tcp|Tls
          provisioningState: any readOnly
          sslCertificate: @reference
          sslProfile: @reference
        type: any readOnly
      loadDistributionPolicies[]
        etag: any readOnly
        id: string
        name: string
        properties
          loadDistributionAlgorithm: RoundRobin|LeastConnections|IpHash
          loadDistributionTargets[]
            etag: any readOnly
            id: string
            name: string
            properties
              backendAddressPool: @reference
              weightPerServer: int 1...100
            type: any readOnly
          provisioningState: any readOnly
        type: any readOnly
      operationalState: any readOnly
      privateLinkConfigurations[]
        etag: any readOnly
        id: string
        name: string
        properties
          ipConfigurations[]
            etag: any readOnly
            id: string
            name: string
            properties
              primary: bool
              privateIPAddress: string
              privateIPAllocationMethod: Static|Dynamic
              provisioningState: any readOnly
              subnet: @reference
            type: any readOnly
          provisioningState: any readOnly
        type: any readOnly
      probes[]
        etag: any readOnly
        id: string
        name: string
        properties
          enableProbeProxyProtocolHeader: bool
          host: string
          interval: int
          match
            body: string
            statusCodes[]: string
          minServers: int
          path: string
          pickHostNameFromBackendHttpSettings: bool
          pickHostNameFromBackendSettings: bool
          port: int 1...65535
          protocol: Http|Https|Tcp|Tls
          provisioningState: any readOnly
          timeout: int
          unhealthyThreshold: int
        type: any readOnly
      provisioningState: any readOnly
      redirectConfigurations[]
        etag: any readOnly
        id: string
        name: string
        properties
          includePath: bool
          includeQueryString: bool
          pathRules[]: @reference
          redirectType: Permanent|Found|SeeOther|Temporary
          requestRoutingRules[]: @reference
          targetListener: @reference
          targetUrl: string
          urlPathMaps[]: @reference
        type: any readOnly
      requestRoutingRules[]
        etag: any readOnly
        id: string
        name: string
        properties
          backendAddressPool: @reference
          backendHttpSettings: @reference
          httpListener: @reference
          loadDistributionPolicy: @reference
          priority: int 1...20000
          provisioningState: any readOnly
          redirectConfiguration: @reference
          rewriteRuleSet: @reference
          ruleType: Basic|PathBasedRouting
          urlPathMap: @reference
        type: any readOnly
      resourceGuid: any readOnly
      rewriteRuleSets[]
        etag: any readOnly
        id: string
        name: string
        properties
          provisioningState: any readOnly
          rewriteRules[]
            actionSet
              requestHeaderConfigurations[]: @header
              responseHeaderConfigurations[]: @header
              urlConfiguration
                modifiedPath: string
                modifiedQueryString: string
                reroute: bool
            conditions[]
              ignoreCase: bool
              negate: bool
              pattern: string
              variable: string
            name: string
            ruleSequence: int
      routingRules[]
        etag: any readOnly
        id: string
        name: string
        properties
          backendAddressPool: @reference
          backendSettings: @reference
          listener: @reference
          priority: int 1...20000 required
          provisioningState: any readOnly
          ruleType: Basic|PathBasedRouting
        type: any readOnly
      sku
        capacity: int
        family: Generation_1|Generation_2
        name: Standard_Small|Standard_Medium|Standard_Large|WAF_Medium|WAF_Large|Standard_v2|WAF_v2|Basic
        tier: Standard|WAF|Standard_v2|WAF_v2|Basic
      sslCertificates[]
        etag: any readOnly
        id: string
        name: string
        properties
          data: string writeOnly
          keyVaultSecretId: string
          password: string writeOnly
          provisioningState: any readOnly
          publicCertData: any readOnly
        type: any readOnly
      sslPolicy: @sslPolicy
      sslProfiles[]
        etag: any readOnly
        id: string
        name: string
        properties
          clientAuthConfiguration
            verifyClientCertIssuerDN: bool
            verifyClientRevocation: None|OCSP
          provisioningState: any readOnly
          sslPolicy: @sslPolicy
          trustedClientCertificates[]: @reference
        type: any readOnly
      trustedClientCertificates[]
        etag: any readOnly
        id: string
        name: string
        properties
          clientCertIssuerDN: any readOnly
          data: string
          provisioningState: any readOnly
          validatedCertData: any readOnly
        type: any readOnly
      trustedRootCertificates[]
        etag: any readOnly
        id: string
        name: string
        properties
          data: string
          keyVaultSecretId: string
          provisioningState: any readOnly
        type: any readOnly
      urlPathMaps[]
        etag: any readOnly
        id: string
        name: string
        properties
          defaultBackendAddressPool: @reference
          defaultBackendHttpSettings: @reference
          defaultLoadDistributionPolicy: @reference
          defaultRedirectConfiguration: @reference
          defaultRewriteRuleSet: @reference
          pathRules[]
            etag: any readOnly
            id: string
            name: string
            properties
              backendAddressPool: @reference
              backendHttpSettings: @reference
              firewallPolicy: @reference
              loadDistributionPolicy: @reference
              paths[]: string
              provisioningState: any readOnly
              redirectConfiguration: @reference
              rewriteRuleSet: @reference
            type: any readOnly
          provisioningState: any readOnly
        type: any readOnly
      webApplicationFirewallConfiguration
        disabledRuleGroups[]
          ruleGroupName: string required
          rules[]: int
        enabled: bool required
        exclusions[]
          matchVariable: string required
          selector: string required
          selectorMatchOperator: string required
        fileUploadLimitInMb: int 0...2147483647
        firewallMode: Detection|Prevention required
        maxRequestBodySize: int 8...128
        maxRequestBodySizeInKb: int 8...128
        requestBodyCheck: bool
        ruleSetType: string required
        ruleSetVersion: string required
    tags{}: string
    zones[]: string
    identity: @identity
    """,
    tables: ManagedIdentities.tables.merging(tables) { first, _ in first })

  private static let tables: [String: Schema] = [
    "reference": Schema(
      """
      id: string
      """),
    "header": Schema(
      """
      headerName: string
      headerValue: string
      headerValueMatcher
        ignoreCase: bool
        negate: bool
        pattern: string
      """),
    "sslPolicy": Schema(
      """
      cipherSuites[]: CIPHERS
      disabledSslProtocols[]: TLSv1_0|TLSv1_1|TLSv1_2|TLSv1_3
      minProtocolVersion: TLSv1_0|TLSv1_1|TLSv1_2|TLSv1_3
      policyName: AppGwSslPolicy20150501|AppGwSslPolicy20170401|AppGwSslPolicy20170401S|AppGwSslPolicy20220101|AppGwSslPolicy20220101S
      policyType: Predefined|Custom|CustomV2
      """.replacing("CIPHERS", with: ciphers.joined(separator: "|"))),
  ]

  private static let ciphers = [
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256", "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256", "TLS_DHE_DSS_WITH_AES_256_CBC_SHA",
    "TLS_DHE_DSS_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA", "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  ]
}
