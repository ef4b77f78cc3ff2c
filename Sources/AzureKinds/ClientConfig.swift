import Configuration
import Resources
import Values

extension AzureKind {
  /// Who Armature is to Azure: subscription, tenant and identity. It costs no call.
  package static let clientConfig = AzureKind(
    "azurerm_client_config", .data, at: "/subscriptions/{subscription}", apiVersion: "2022-12-01"
  ) {
    Argument("subscription_id", .string, .computed, at: "/subscriptionId")
      .described("The subscription.")
    Argument("tenant_id", .string, .computed, at: "/tenantId")
      .described("The tenant of the identity.")
    Argument("client_id", .string, .computed, at: "/clientId")
      .described("The application that the identity signs in as.")
    Argument("object_id", .string, .computed, at: "/objectId")
      .described("The object id of the identity, for role assignments.")
  }
  .fromClient()
}
