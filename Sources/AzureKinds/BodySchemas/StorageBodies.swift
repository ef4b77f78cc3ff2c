/// Bodies of Microsoft.Storage, Microsoft.DBforPostgreSQL and Microsoft.ContainerRegistry.
///
/// From the API specifications of these versions, in the form that ``BodySchema`` reads.
enum StorageBodies {
  static let text = #"""
    Microsoft.ContainerRegistry/registries 2025-11-01
      properties:
        loginServer-: string
        creationDate-: string
        provisioningState-: "Creating"|"Updating"|"Deleting"|"Succeeded"|"Failed"|"Canceled"|*
        status-: object
        adminUserEnabled: bool
        networkRuleSet:
          defaultAction!: "Allow"|"Deny"|*
          ipRules[]:
            action: "Allow"|*
            value!: string
        policies:
          quarantinePolicy:
            status: "enabled"|"disabled"|*
          trustPolicy:
            type: "Notary"|*
            status: "enabled"|"disabled"|*
          retentionPolicy:
            days: int
            lastUpdatedTime-: string
            status: "enabled"|"disabled"|*
          exportPolicy:
            status: "enabled"|"disabled"|*
          azureADAuthenticationAsArmPolicy:
            status: "enabled"|"disabled"|*
        encryption:
          status: "enabled"|"disabled"|*
          keyVaultProperties:
            keyIdentifier: string
            versionedKeyIdentifier-: string
            identity: string
            keyRotationEnabled-: bool
            lastKeyRotationTimestamp-: string
        dataEndpointEnabled: bool
        dataEndpointHostNames[]-: string
        privateEndpointConnections[]-: object
        publicNetworkAccess: "Enabled"|"Disabled"|*
        networkRuleBypassOptions: "AzureServices"|"None"|*
        networkRuleBypassAllowedForTasks: bool
        zoneRedundancy: "Enabled"|"Disabled"|*
        anonymousPullEnabled: bool
        roleAssignmentMode: "AbacRepositoryPermissions"|"LegacyRegistryPermissions"|*
      sku!:
        name!: "Classic"|"Basic"|"Standard"|"Premium"|*
        tier-: "Classic"|"Basic"|"Standard"|"Premium"|*
      identity:
        principalId-: string
        tenantId-: string
        type: "SystemAssigned"|"UserAssigned"|"SystemAssigned, UserAssigned"|"None"
        userAssignedIdentities{}:
          principalId-: string
          clientId-: string
      tags{}: string
      location!: string
    Microsoft.DBforPostgreSQL/flexibleServers 2025-08-01
      properties:
        administratorLogin: string
        administratorLoginPassword+: string
        version: "18"|"17"|"16"|"15"|"14"|"13"|"12"|"11"|*
        minorVersion-: string
        state-: "Ready"|"Dropping"|"Disabled"|"Starting"|"Stopping"|"Stopped"|"Updating"|"Restarting"|\#
    "Inaccessible"|"Provisioning"|*
        fullyQualifiedDomainName-: string
        storage:
          storageSizeGB: int
          autoGrow: "Enabled"|"Disabled"|*
          tier: "P1"|"P2"|"P3"|"P4"|"P6"|"P10"|"P15"|"P20"|"P30"|"P40"|"P50"|"P60"|"P70"|"P80"|*
          iops: int
          throughput: int
          type: "Premium_LRS"|"PremiumV2_LRS"|"UltraSSD_LRS"|*
        authConfig:
          activeDirectoryAuth: "Enabled"|"Disabled"|*
          passwordAuth: "Enabled"|"Disabled"|*
          tenantId: string
        dataEncryption:
          primaryKeyURI: string
          primaryUserAssignedIdentityId: string
          geoBackupKeyURI: string
          geoBackupUserAssignedIdentityId: string
          type: "SystemManaged"|"AzureKeyVault"|*
          primaryEncryptionKeyStatus-: "Valid"|"Invalid"|*
          geoBackupEncryptionKeyStatus-: "Valid"|"Invalid"|*
        backup:
          backupRetentionDays: int
          geoRedundantBackup: "Enabled"|"Disabled"|*
          earliestRestoreDate-: string
        network:
          publicNetworkAccess: "Enabled"|"Disabled"|*
          delegatedSubnetResourceId: string
          privateDnsZoneArmResourceId: string
        highAvailability:
          mode: "Disabled"|"ZoneRedundant"|"SameZone"|*
          state-: "NotEnabled"|"CreatingStandby"|"ReplicatingData"|"FailingOver"|"Healthy"|"RemovingStandby"|\#
    "RecreatingStandby"|"ComputeUpdatingByFailover"|*
          standbyAvailabilityZone: string
        maintenanceWindow:
          customWindow: string
          startHour: int
          startMinute: int
          dayOfWeek: int
        sourceServerResourceId: string
        pointInTimeUTC+: string
        availabilityZone: string
        replicationRole: "None"|"Primary"|"AsyncReplica"|"GeoAsyncReplica"|*
        replicaCapacity-: int
        replica:
          role: "None"|"Primary"|"AsyncReplica"|"GeoAsyncReplica"|*
          capacity-: int
          replicationState-: "Active"|"Catchup"|"Provisioning"|"Updating"|"Broken"|"Reconfiguring"|*
          promoteMode+: "Standalone"|"Switchover"|*
          promoteOption+: "Planned"|"Forced"|*
        createMode+: "Default"|"Create"|"Update"|"PointInTimeRestore"|"GeoRestore"|"Replica"|"ReviveDropped"|*
        privateEndpointConnections[]-: object
        cluster:
          clusterSize: int
          defaultDatabaseName: string
      sku:
        name!: string
        tier!: "Burstable"|"GeneralPurpose"|"MemoryOptimized"|*
      identity:
        userAssignedIdentities{}:
          principalId: string
          clientId: string
        principalId: string
        type!: "None"|"UserAssigned"|"SystemAssigned"|"SystemAssigned,UserAssigned"|*
        tenantId-: string
      tags{}: string
      location!: string
    Microsoft.DBforPostgreSQL/flexibleServers/configurations 2025-08-01
      properties:
        value: string
        description-: string
        defaultValue-: string
        dataType-: "Boolean"|"Numeric"|"Integer"|"Enumeration"|"String"|"Set"|*
        allowedValues-: string
        source: string
        isDynamicConfig-: bool
        isReadOnly-: bool
        isConfigPendingRestart-: bool
        unit-: string
        documentationLink-: string
    Microsoft.DBforPostgreSQL/flexibleServers/databases 2025-08-01
      properties:
        charset: string /^[a-zA-Z]+\w*$/
        collation: string /^[a-zA-Z\-]+([. ]|\w)*$/
    Microsoft.DBforPostgreSQL/flexibleServers/firewallRules 2025-08-01
      properties!:
        startIpAddress!: string /^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|\#
    1[0-9]{2}|2[0-4][0-9]|25[0-5])$/
        endIpAddress!: string /^(([0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])\.){3}([0-9]|[1-9][0-9]|1[0-9]{2}|\#
    2[0-4][0-9]|25[0-5])$/
    Microsoft.Storage/storageAccounts 2025-08-01
      sku!:
        name!: "Standard_LRS"|"Standard_GRS"|"Standard_RAGRS"|"Standard_ZRS"|"Premium_LRS"|"Premium_ZRS"|\#
    "Standard_GZRS"|"Standard_RAGZRS"|"StandardV2_LRS"|"StandardV2_GRS"|"StandardV2_ZRS"|"StandardV2_GZRS"|\#
    "PremiumV2_LRS"|"PremiumV2_ZRS"|*
        tier-: "Standard"|"Premium"
      kind!: "Storage"|"StorageV2"|"BlobStorage"|"FileStorage"|"BlockBlobStorage"|*
      location!: string
      extendedLocation:
        name: string
        type: "EdgeZone"|*
      zones[]: string
      placement:
        zonePlacementPolicy: "Any"|"None"|*
      tags{}: string
      identity:
        principalId-: string
        tenantId-: string
        type!: "None"|"SystemAssigned"|"UserAssigned"|"SystemAssigned,UserAssigned"|*
        userAssignedIdentities{}:
          principalId-: string
          clientId-: string
      properties:
        allowedCopyScope: "PrivateLink"|"AAD"|"All"|*
        publicNetworkAccess: "Enabled"|"Disabled"|"SecuredByPerimeter"|*
        sasPolicy:
          sasExpirationPeriod!: string
          expirationAction!: "Log"|"Block"|*
        keyPolicy:
          keyExpirationPeriodInDays!: int
        customDomain:
          name!: string
          useSubDomainName: bool
        encryption:
          services:
            blob:
              enabled: bool
              lastEnabledTime-: string
              keyType: "Service"|"Account"|*
            file:
              enabled: bool
              lastEnabledTime-: string
              keyType: "Service"|"Account"|*
            table:
              enabled: bool
              lastEnabledTime-: string
              keyType: "Service"|"Account"|*
            queue:
              enabled: bool
              lastEnabledTime-: string
              keyType: "Service"|"Account"|*
          keySource: "Microsoft.Storage"|"Microsoft.Keyvault"|*
          requireInfrastructureEncryption: bool
          keyvaultproperties:
            keyname: string
            keyversion: string
            keyvaulturi: string
            currentVersionedKeyIdentifier-: string
            lastKeyRotationTimestamp-: string
            currentVersionedKeyExpirationTimestamp-: string
          identity:
            userAssignedIdentity: string
            federatedIdentityClientId: string
        networkAcls:
          bypass: "None"|"Logging"|"Metrics"|"AzureServices"|*
          resourceAccessRules[]:
            tenantId: string
            resourceId: string
          virtualNetworkRules[]:
            id!: string
            action: "Allow"
            state-: "Provisioning"|"Deprovisioning"|"Succeeded"|"Failed"|"NetworkSourceDeleted"|*
          ipRules[]:
            value!: string
            action: "Allow"
          ipv6Rules[]:
            value!: string
            action: "Allow"
          defaultAction!: "Allow"|"Deny"
        accessTier: "Hot"|"Cool"|"Premium"|"Cold"|"Smart"
        azureFilesIdentityBasedAuthentication:
          directoryServiceOptions!: "None"|"AADDS"|"AD"|"AADKERB"|*
          activeDirectoryProperties:
            domainName: string
            netBiosDomainName: string
            forestName: string
            domainGuid: string
            domainSid: string
            azureStorageSid: string
            samAccountName: string
            accountType: "User"|"Computer"|*
          defaultSharePermission: "None"|"StorageFileDataSmbShareReader"|"StorageFileDataSmbShareContributor"|\#
    "StorageFileDataSmbShareElevatedContributor"|*
          smbOAuthSettings:
            isSmbOAuthEnabled: bool
        supportsHttpsTrafficOnly: bool
        isSftpEnabled: bool
        isLocalUserEnabled: bool
        enableExtendedGroups: bool
        isHnsEnabled: bool
        largeFileSharesState: "Disabled"|"Enabled"|*
        routingPreference:
          routingChoice: "MicrosoftRouting"|"InternetRouting"|*
          publishMicrosoftEndpoints: bool
          publishInternetEndpoints: bool
        dualStackEndpointPreference:
          publishIpv6Endpoint: bool
        allowBlobPublicAccess: bool
        minimumTlsVersion: "TLS1_0"|"TLS1_1"|"TLS1_2"|"TLS1_3"|*
        allowSharedKeyAccess: bool
        isNfsV3Enabled: bool
        allowCrossTenantReplication: bool
        defaultToOAuthAuthentication: bool
        immutableStorageWithVersioning:
          enabled: bool
          immutabilityPolicy:
            immutabilityPeriodSinceCreationInDays: int(1..146000)
            state: "Unlocked"|"Locked"|"Disabled"|*
            allowProtectedAppendWrites: bool
        dnsEndpointType: "Standard"|"AzureDnsZone"|*
        geoPriorityReplicationStatus:
          isBlobEnabled: bool
        allowSharedKeyAccessForServices:
          blob:
            enabled: bool
          file:
            enabled: bool
          table:
            enabled: bool
          queue:
            enabled: bool
        dataCollaborationPolicyProperties:
          allowStorageConnectors: bool
          allowStorageDataShares: bool
          allowCrossTenantDataSharing: bool
        provisioningState-: "Creating"|"ResolvingDNS"|"Succeeded"
        primaryEndpoints-: object
        primaryLocation-: string
        statusOfPrimary-: "available"|"unavailable"
        lastGeoFailoverTime-: string
        secondaryLocation-: string
        statusOfSecondary-: "available"|"unavailable"
        creationTime-: string
        keyCreationTime-: object
        secondaryEndpoints-: object
        geoReplicationStats-: object
        failoverInProgress-: bool
        privateEndpointConnections[]-: object
        blobRestoreStatus-: object
        storageAccountSkuConversionStatus-: object
        isSkuConversionBlocked-: bool
        accountMigrationInProgress-: bool
    Microsoft.Storage/storageAccounts/blobServices 2025-08-01
      properties:
        cors:
          corsRules[]:
            allowedOrigins[]!: string
            allowedMethods[]!: "DELETE"|"GET"|"HEAD"|"MERGE"|"POST"|"OPTIONS"|"PUT"|"PATCH"|"CONNECT"|"TRACE"|*
            maxAgeInSeconds!: int
            exposedHeaders[]!: string
            allowedHeaders[]!: string
        defaultServiceVersion: string
        deleteRetentionPolicy:
          enabled: bool
          days: int(1..365)
          allowPermanentDelete: bool
        staticWebsite:
          enabled!: bool
          indexDocument: string
          defaultIndexDocumentPath: string
          errorDocument404Path: string
        isVersioningEnabled: bool
        automaticSnapshotPolicyEnabled: bool
        changeFeed:
          enabled: bool
          retentionInDays: int(1..146000)
        restorePolicy:
          enabled!: bool
          days: int(1..365)
          lastEnabledTime-: string
          minRestoreTime-: string
        containerDeleteRetentionPolicy:
          enabled: bool
          days: int(1..365)
          allowPermanentDelete: bool
        lastAccessTimeTrackingPolicy:
          enable!: bool
          name: "AccessTimeTracking"|*
          trackingGranularityInDays: int
          blobType[]: string
      sku-: object
    Microsoft.Storage/storageAccounts/blobServices/containers 2025-08-01
      properties:
        version-: string
        deleted-: bool
        deletedTime-: string
        remainingRetentionDays-: int
        defaultEncryptionScope: string
        denyEncryptionScopeOverride: bool
        publicAccess: "Container"|"Blob"|"None"
        lastModifiedTime-: string
        leaseStatus-: "Locked"|"Unlocked"|*
        leaseState-: "Available"|"Leased"|"Expired"|"Breaking"|"Broken"|*
        leaseDuration-: "Infinite"|"Fixed"|*
        metadata{}: string
        immutabilityPolicy-: object
        legalHold-: object
        hasLegalHold-: bool
        hasImmutabilityPolicy-: bool
        immutableStorageWithVersioning:
          enabled: bool
          timeStamp-: string
          migrationState-: "InProgress"|"Completed"|*
        enableNfsV3RootSquash: bool
        enableNfsV3AllSquash: bool
    """#
}
