import Resources
import Values

extension AzureKind {
  /// A storage account: the namespace of blobs, files, queues and tables.
  package static let storageAccount = AzureKind(
    "azurerm_storage_account",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Storage/storageAccounts/{name}",
    apiVersion: "2025-08-01"
  ) {
    StorageAccount.identification
    StorageAccount.access
    StorageAccount.encryption
    StorageAccount.blobService
    StorageAccount.otherServices
    Argument.tags
    StorageAccount.endpoints
    StorageAccount.keys
  }
  .stripping(Argument.identityReadOnly)
  .stripping(
    ["/sku/tier"]
      + [
        "provisioningState", "creationTime", "keyCreationTime", "primaryEndpoints", "primaryLocation",
        "statusOfPrimary",
        "secondaryEndpoints", "secondaryLocation", "statusOfSecondary", "lastGeoFailoverTime", "geoReplicationStats",
        "failoverInProgress", "privateEndpointConnections", "blobRestoreStatus", "storageAccountSkuConversionStatus",
        "isSkuConversionBlocked", "accountMigrationInProgress", "networkAcls/virtualNetworkRules/*/state",
        "encryption/services/*/lastEnabledTime", "encryption/keyvaultproperties/currentVersionedKeyIdentifier",
        "encryption/keyvaultproperties/lastKeyRotationTimestamp",
        "encryption/keyvaultproperties/currentVersionedKeyExpirationTimestamp",
      ].map { "/properties/\($0)" }
  )
  .stripping(
    "/blobServices/default/properties/restorePolicy/lastEnabledTime",
    "/blobServices/default/properties/restorePolicy/minRestoreTime"
  )
  .accompanied(by: "/blobServices/default")
  .accompanied(by: "/fileServices/default")
  .patched(withWhole: "/tags", "/properties/networkAcls", "/properties/encryption")
  .uniquelyNamed()
  .serialized(by: "{id}")
  .taking(seconds: 25)
  .waiting(create: 60, update: 60, delete: 60)
  .losing("the blobs, files, queues and tables in it")
  .checked { StorageAccount.problems(with: $0) }
}

/// The parts of the account's declaration, by subject.
enum StorageAccount {
  static let identification: [Argument] = [
    Argument("name", .string, .required)
      .matching("must be 3 to 24 lower-case letters and digits") { name in
        (3...24).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "") && name == name.lowercased()
      }
      .described("The name of the account, which no other account in the world has."),
    Argument.resourceGroupName,
    Argument.location,
    Argument("account_kind", .string, .optionalWithDefault(.string("StorageV2")), at: "/kind")
      .oneOf("BlobStorage", "BlockBlobStorage", "FileStorage", "Storage", "StorageV2")
      .replacing(when: "it isn't from `Storage` to `StorageV2`") { old, new in
        old.stringValue != "Storage" || new.stringValue != "StorageV2"
      }
      .described("What the account is made for."),
    Argument("account_tier", .string, .required, at: "/sku/name", as: StorageSKU.codec(\.tier)).replacing()
      .oneOf("Standard", "Premium")
      .described("Whether the account is on hard disks or solid ones."),
    Argument(
      "provisioned_billing_model_version", .string, .optional, at: "/sku/name", as: StorageSKU.codec(\.version)
    )
    .replacing().oneOf("V2")
    .described("The version of the billing model of provisioned file shares."),
    Argument("account_replication_type", .string, .required, at: "/sku/name", as: StorageSKU.codec(\.replication))
      .oneOf("LRS", "ZRS", "GRS", "RAGRS", "GZRS", "RAGZRS")
      .replacing(when: "one of the two is over zones and the other isn't") { old, new in
        (old.stringValue ?? "").contains("ZRS") != (new.stringValue ?? "").contains("ZRS")
      }
      .described("How many copies there are of everything, and where."),
    Argument("access_tier", .string, .optionalComputed, at: "/properties/accessTier")
      .oneOf("Hot", "Cool", "Cold", "Premium", "Smart")
      .described("What blobs are priced for that say nothing else: much reading, or much keeping."),
    Argument.edgeZone,
    Argument("is_hns_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/isHnsEnabled").replacing()
      .described("Whether blobs lie in directories, as Data Lake Storage has them."),
    Argument("nfsv3_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/isNfsV3Enabled").replacing()
      .described("Whether blobs can be reached by NFS 3."),
    Argument("sftp_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/isSftpEnabled")
      .described("Whether blobs can be reached by SFTP."),
    Argument(
      "large_file_share_enabled", .bool, .optionalComputed, at: "/properties/largeFileSharesState",
      as: .enabledOrDisabled
    )
    .replacing(when: "it is switched off, which Azure can't") { old, new in
      old.boolValue == true && new.boolValue == false
    }
    .described("Whether file shares can be larger than 5 TiB."),
    Argument(
      "dns_endpoint_type", .string, .optionalWithDefault(.string("Standard")), at: "/properties/dnsEndpointType"
    )
    .replacing().oneOf("Standard", "AzureDnsZone")
    .described("Whether the account's endpoints are in a DNS zone that is chosen by Azure."),
    .block("custom_domain", .single, .optional, at: "/properties/customDomain") {
      Argument("name", .string, .required, at: "/name")
        .described("The host name, which has to be an alias of the account's blob endpoint.")
      Argument("use_subdomain", .bool, .optional, at: "/useSubDomainName").writeOnly()
        .described("Whether the alias is checked by way of a subdomain `asverify`.")
    }
    .going(bySetting: "/name", to: .string(""))
    .described("A host name of one's own for blobs."),
    .block("routing", .single, .optionalComputed, at: "/properties/routingPreference") {
      Argument("choice", .string, .optionalWithDefault(.string("MicrosoftRouting")), at: "/routingChoice")
        .oneOf("MicrosoftRouting", "InternetRouting")
        .described("Which network carries requests.")
      Argument(
        "publish_internet_endpoints", .bool, .optionalWithDefault(.bool(false)), at: "/publishInternetEndpoints"
      )
      .described("Whether there are endpoints that are reached over the internet.")
      Argument(
        "publish_microsoft_endpoints", .bool, .optionalWithDefault(.bool(false)), at: "/publishMicrosoftEndpoints"
      )
      .described("Whether there are endpoints that are reached over Microsoft's network.")
    }
    .described("How requests reach the account."),
  ]
}

/// The name of an account's SKU, `Standard_LRS` or `StandardV2_ZRS`, as the three arguments that it is made of.
private struct StorageSKU {
  var tier: String?
  var version: String?
  var replication: String?

  init(_ text: String) {
    let parts = text.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let first = parts.first ?? ""
    version = first.hasSuffix("V2") ? "V2" : nil
    let bare = version == nil ? first : String(first.dropLast(2))
    tier = bare.isEmpty ? nil : bare
    replication = parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil
  }

  var text: String { (tier ?? "") + (version ?? "") + "_" + (replication ?? "") }

  /// One part of the name; the others stay.
  static func codec(_ part: any WritableKeyPath<StorageSKU, String?> & Sendable) -> Codec {
    Codec(
      encode: { $0 },
      decode: { value in
        StorageSKU(value.stringValue ?? "")[keyPath: part].map { .string($0) } ?? .null(.string)
      },
      merge: { encoded, present in
        var sku = StorageSKU(present?.stringValue ?? "")
        sku[keyPath: part] = encoded.stringValue
        return .string(sku.text)
      })
  }
}
