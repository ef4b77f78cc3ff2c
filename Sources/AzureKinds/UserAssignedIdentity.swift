import Resources
import Values

extension AzureKind {
  /// A user-assigned identity: one that resources act with and that outlives them.
  package static let userAssignedIdentity = AzureKind(
    "azurerm_user_assigned_identity",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/{name}",
    apiVersion: "2024-11-30"
  ) {
    Argument("name", .string, .required)
      .matching("must be 3 to 128 letters, digits, '-' and '_', and begin with a letter or digit") { name in
        (3...128).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-_") && name.beginsWithLetterOrDigit
      }
      .described("The name of the identity.")
    Argument.resourceGroupName
    Argument.location
    Argument("isolation_scope", .string, .optionalComputed, at: "/properties/isolationScope").oneOf("None", "Regional")
      .described("Whether it can be used in its own region only.")
    Argument.tags
    Argument("client_id", .string, .computed, at: "/properties/clientId")
      .described("The application id of the identity.")
    Argument("principal_id", .string, .computed, at: "/properties/principalId")
      .described("The object id of the identity, for role assignments.")
    Argument("tenant_id", .string, .computed, at: "/properties/tenantId")
      .described("The tenant of the identity.")
  }
  .stripping("/properties/clientId", "/properties/principalId", "/properties/tenantId")
  .serialized(by: "{id}")
  .listed()
  .taking(seconds: 3)
}
