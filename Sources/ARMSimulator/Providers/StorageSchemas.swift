/// What bodies of the storage provider hold, after Azure's published types of api-version 2025-08-01.
enum StorageSchemas {
  static let account = Schema(
    """
    extendedLocation
      name: string
      type: EdgeZone|
    kind: Storage|StorageV2|BlobStorage|FileStorage|BlockBlobStorage required
    location: string required
    placement
      zonePlacementPolicy: Any|None
    properties
      accessTier: Hot|Cool|Premium|Cold|Smart
      accountMigrationInProgress: any readOnly
      allowBlobPublicAccess: bool
      allowCrossTenantReplication: bool
      allowSharedKeyAccess: bool
      allowSharedKeyAccessForServices
        blob
          enabled: bool
        file
          enabled: bool
        queue
          enabled: bool
        table
          enabled: bool
      allowedCopyScope: PrivateLink|AAD|All
      azureFilesIdentityBasedAuthentication
        activeDirectoryProperties
          accountType: User|Computer
          azureStorageSid: string
          domainGuid: string
          domainName: string
          domainSid: string
          forestName: string
          netBiosDomainName: string
          samAccountName: string
        defaultSharePermission: None|StorageFileDataSmbShareReader|StorageFileDataSmbShareContributor|StorageFileDataSmbShareElevatedContributor
        directoryServiceOptions: None|AADDS|AD|AADKERB required
        smbOAuthSettings
          isSmbOAuthEnabled: bool
      blobRestoreStatus: any readOnly
      creationTime: any readOnly
      customDomain
        name: string required
        useSubDomainName: bool
      dataCollaborationPolicyProperties
        allowCrossTenantDataSharing: bool
        allowStorageConnectors: bool
        allowStorageDataShares: bool
      defaultToOAuthAuthentication: bool
      dnsEndpointType: Standard|AzureDnsZone
      dualStackEndpointPreference
        publishIpv6Endpoint: bool
      enableExtendedGroups: bool
      encryption
        identity
          federatedIdentityClientId: string
          userAssignedIdentity: string
        keySource: Microsoft.Storage|Microsoft.Keyvault
        keyvaultproperties
          currentVersionedKeyExpirationTimestamp: any readOnly
          currentVersionedKeyIdentifier: any readOnly
          keyname: string
          keyvaulturi: string
          keyversion: string
          lastKeyRotationTimestamp: any readOnly
        requireInfrastructureEncryption: bool
        services
          blob
            enabled: bool
            keyType: Service|Account
            lastEnabledTime: any readOnly
          file
            enabled: bool
            keyType: Service|Account
            lastEnabledTime: any readOnly
          queue
            enabled: bool
            keyType: Service|Account
            lastEnabledTime: any readOnly
          table
            enabled: bool
            keyType: Service|Account
            lastEnabledTime: any readOnly
      failoverInProgress: any readOnly
      geoPriorityReplicationStatus
        isBlobEnabled: bool
      geoReplicationStats: any readOnly
      immutableStorageWithVersioning
        enabled: bool
        immutabilityPolicy
          allowProtectedAppendWrites: bool
          immutabilityPeriodSinceCreationInDays: int 1...146000
          state: Unlocked|Locked|Disabled
      isHnsEnabled: bool
      isLocalUserEnabled: bool
      isNfsV3Enabled: bool
      isSftpEnabled: bool
      isSkuConversionBlocked: any readOnly
      keyCreationTime: any readOnly
      keyPolicy
        keyExpirationPeriodInDays: int required
      largeFileSharesState: Disabled|Enabled
      lastGeoFailoverTime: any readOnly
      minimumTlsVersion: TLS1_0|TLS1_1|TLS1_2|TLS1_3
      networkAcls
        bypass: string
        defaultAction: Allow|Deny required
        ipRules[]
          action: Allow|
          value: string required
        ipv6Rules[]
          action: Allow|
          value: string required
        resourceAccessRules[]
          resourceId: string
          tenantId: string
        virtualNetworkRules[]
          action: Allow|
          id: string required
          state: any readOnly
      primaryEndpoints: any readOnly
      primaryLocation: any readOnly
      privateEndpointConnections: any readOnly
      provisioningState: any readOnly
      publicNetworkAccess: Enabled|Disabled|SecuredByPerimeter
      routingPreference
        publishInternetEndpoints: bool
        publishMicrosoftEndpoints: bool
        routingChoice: MicrosoftRouting|InternetRouting
      sasPolicy
        expirationAction: Log|Block required
        sasExpirationPeriod: string required
      secondaryEndpoints: any readOnly
      secondaryLocation: any readOnly
      statusOfPrimary: any readOnly
      statusOfSecondary: any readOnly
      storageAccountSkuConversionStatus: any readOnly
      supportsHttpsTrafficOnly: bool
    sku required
      name: Standard_LRS|Standard_GRS|Standard_RAGRS|Standard_ZRS|Premium_LRS|Premium_ZRS|Standard_GZRS|Standard_RAGZRS|StandardV2_LRS|StandardV2_GRS|StandardV2_ZRS|StandardV2_GZRS|PremiumV2_LRS|PremiumV2_ZRS required
      tier: any readOnly
    tags{}: string
    zones[]: string
    identity: @identity
    """, tables: ManagedIdentities.tables)

  static let blobService = Schema(
    """
    properties
      automaticSnapshotPolicyEnabled: bool
      changeFeed
        enabled: bool
        retentionInDays: int 1...146000
      containerDeleteRetentionPolicy
        allowPermanentDelete: bool
        days: int 1...365
        enabled: bool
      cors
        corsRules[]
          allowedHeaders[]: string required
          allowedMethods[]: DELETE|GET|HEAD|MERGE|POST|OPTIONS|PUT|PATCH|CONNECT|TRACE required
          allowedOrigins[]: string required
          exposedHeaders[]: string required
          maxAgeInSeconds: int required
      defaultServiceVersion: string
      deleteRetentionPolicy
        allowPermanentDelete: bool
        days: int 1...365
        enabled: bool
      isVersioningEnabled: bool
      lastAccessTimeTrackingPolicy
        blobType[]: string
        enable: bool required
        name: AccessTimeTracking|
        trackingGranularityInDays: int
      restorePolicy
        days: int 1...365
        enabled: bool required
        lastEnabledTime: any readOnly
        minRestoreTime: any readOnly
      staticWebsite
        defaultIndexDocumentPath: string
        enabled: bool required
        errorDocument404Path: string
        indexDocument: string
    sku: any readOnly
    """)

  static let fileService = Schema(
    """
    sku: any readOnly
    properties
      cors: any
      protocolSettings: any
      shareDeleteRetentionPolicy
        allowPermanentDelete: bool
        days: int 1...365
        enabled: bool
    """)

  static let container = Schema(
    """
    etag: any readOnly
    properties
      defaultEncryptionScope: string
      deleted: any readOnly
      deletedTime: any readOnly
      denyEncryptionScopeOverride: bool
      enableNfsV3AllSquash: bool
      enableNfsV3RootSquash: bool
      hasImmutabilityPolicy: any readOnly
      hasLegalHold: any readOnly
      immutabilityPolicy: any readOnly
      immutableStorageWithVersioning
        enabled: bool
        migrationState: any readOnly
        timeStamp: any readOnly
      lastModifiedTime: any readOnly
      leaseDuration: any readOnly
      leaseState: any readOnly
      leaseStatus: any readOnly
      legalHold: any readOnly
      metadata{}: string
      publicAccess: Container|Blob|None
      remainingRetentionDays: any readOnly
      version: any readOnly
    """)
}
