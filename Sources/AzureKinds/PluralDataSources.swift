import Configuration
import Resources
import Values

/// Data sources that find all resources of a kind in one place.
extension AzureKind {
  /// The public addresses in a resource group.
  package static let publicIPs = AzureKind(
    "azurerm_public_ips", .data,
    at:
      "/subscriptions/{subscription}/resourceGroups/{resource_group_name}/providers/Microsoft.Network/publicIPAddresses",
    apiVersion: publicIP.route.apiVersion
  ) {
    Argument.resourceGroupName
    Argument("name_prefix", .string, .optional)
      .described("What their names begin with.")
    Argument("attachment_status", .string, .optional).oneOf("Attached", "Unattached")
      .described("Whether they are in use.")
    Argument("allocation_type", .string, .optional).oneOf("Dynamic", "Static")
      .described("How they are allocated.")
    Argument.block("public_ips", .list(), .computed, at: "/value") {
      Argument("id", .string, .computed, at: "/id").described("The id.")
      Argument("name", .string, .computed, at: "/name").described("The name.")
      Argument("fqdn", .string, .computed, at: "/properties/dnsSettings/fqdn").described("The name in DNS.")
      Argument("domain_name_label", .string, .computed, at: "/properties/dnsSettings/domainNameLabel")
        .described("The first part of that.")
      Argument("ip_address", .string, .computed, at: "/properties/ipAddress").described("The address.")
    }
    .described("What there is.")
  }
  .listing { arguments in
    let prefix = arguments.text("name_prefix") ?? ""
    let allocation = arguments.text("allocation_type")
    let status = arguments.text("attachment_status")
    return Listing(
      query: [],
      isWanted: { address in
        let properties = address[member: "properties"] ?? .null(.dynamic)
        let isAttached = properties.isGiven("ipConfiguration") || properties.isGiven("natGateway")
        return address.text("name")?.hasPrefix(prefix) == true
          && (allocation == nil || properties.text("publicIPAllocationMethod") == allocation)
          && (status == nil || isAttached == (status == "Attached"))
      }, what: "public address")
  }

  /// The containers in a storage account.
  package static let storageContainers = AzureKind(
    "azurerm_storage_containers", .data, at: "{storage_account_id}/blobServices/default/containers",
    apiVersion: storageContainer.route.apiVersion
  ) {
    Argument("storage_account_id", .string, .required)
      .described("The storage account.")
    Argument("name_prefix", .string, .optional)
      .described("What their names begin with.")
    Argument.block("containers", .list(), .computed, at: "/value") {
      Argument("name", .string, .computed, at: "/name").described("The name.")
      Argument("data_plane_id", .string, .computed, at: "/id", as: .containerURL)
        .described("The URL in Azure's public cloud.")
      Argument("resource_manager_id", .string, .computed, at: "/id").described("The id.")
    }
    .described("What there is.")
  }
  .ofType("Microsoft.Storage/storageAccounts/blobServices/containers")
  .listing { arguments in
    let prefix = arguments.text("name_prefix") ?? ""
    return Listing(query: [], isWanted: { $0.text("name")?.hasPrefix(prefix) == true }, what: "container")
  }

  /// Who may do what at a scope, above it and below it.
  package static let roleAssignments = AzureKind(
    "azurerm_role_assignments", .data, at: "{scope}/providers/Microsoft.Authorization/roleAssignments",
    apiVersion: roleAssignment.route.apiVersion
  ) {
    Argument("scope", .string, .required)
      .described("The id of what they are for.")
    Argument("limit_at_scope", .bool, .optionalWithDefault(.bool(false)))
      .described("Whether those for what lies above and below are left out.")
    Argument("principal_id", .string, .optional)
      .matching("must be a UUID") { NameUUID.isOne($0) }
      .described("The object id of whom they are for.")
    Argument("tenant_id", .string, .optional)
      .matching("must be a UUID") { NameUUID.isOne($0) }
      .described("The tenant, for what lies in another one.")
    Argument.block("role_assignments", .list(), .computed, at: "/value") {
      Argument("role_assignment_id", .string, .computed, at: "/id").described("The id.")
      Argument("role_assignment_name", .string, .computed, at: "/name").described("The name.")
      Argument("role_assignment_scope", .string, .computed, at: "/properties/scope").described("What it is for.")
      Argument("role_definition_id", .string, .computed, at: "/properties/roleDefinitionId")
        .described("The id of the role.")
      Argument("principal_id", .string, .computed, at: "/properties/principalId")
        .described("The object id of whom it is for.")
      Argument("principal_type", .string, .computed, at: "/properties/principalType")
        .described("What that is: `User`, `Group` or `ServicePrincipal`.")
      Argument("description", .string, .computed, at: "/properties/description").described("What it is there for.")
      Argument("condition", .string, .computed, at: "/properties/condition").described("When it holds.")
      Argument("condition_version", .string, .computed, at: "/properties/conditionVersion")
        .described("The version of the condition's language.")
      Argument(
        "delegated_managed_identity_resource_id", .string, .computed,
        at: "/properties/delegatedManagedIdentityResourceId"
      )
      .described("The identity that it was delegated to.")
    }
    .described("What there is.")
  }
  .ofType("Microsoft.Authorization/roleAssignments")
  .listing { arguments in
    let scope = arguments.text("scope") ?? ""
    let filter = arguments.text("principal_id").map { "principalId eq '\($0)'" }
    let query = [("$filter", filter), ("tenantId", arguments.text("tenant_id"))]
    let isLimited = arguments.isTrue("limit_at_scope")
    return Listing(
      query: query.compactMap { name, value in value.map { (name, $0) } },
      isWanted: { assignment in
        !isLimited || assignment[member: "properties"]?.text("scope")?.lowercased() == scope.lowercased()
      }, what: "role assignment")
  }

  /// The subscriptions that there are for whoever asks.
  package static let subscriptions = AzureKind(
    "azurerm_subscriptions", .data, at: "/subscriptions", apiVersion: subscription.route.apiVersion
  ) {
    Argument("display_name_prefix", .string, .optional)
      .described("What their names begin with, in upper or lower case.")
    Argument("display_name_contains", .string, .optional)
      .described("What their names have in them, in upper or lower case.")
    Argument.block("subscriptions", .list(), .computed, at: "/value") {
      Argument("id", .string, .computed, at: "/id").described("The id as a resource.")
      Argument("subscription_id", .string, .computed, at: "/subscriptionId").described("The id, a GUID.")
      SubscriptionArguments.attributes
    }
    .described("What there is.")
  }
  .listing { arguments in
    let prefix = arguments.text("display_name_prefix")?.lowercased() ?? ""
    let part = arguments.text("display_name_contains")?.lowercased() ?? ""
    return Listing(
      query: [],
      isWanted: { subscription in
        let name = subscription.text("displayName")?.lowercased() ?? ""
        return name.hasPrefix(prefix) && (part.isEmpty || name.contains(part))
      }, what: "subscription")
  }
}

extension Codec {
  /// The URL of a container by its id; only read.
  fileprivate static let containerURL = Codec(
    encode: { $0 },
    decode: { id in
      id.stringValue.flatMap { AzureKind.storageContainerURL(of: $0) }.map { .string($0) } ?? .null(.string)
    })
}
