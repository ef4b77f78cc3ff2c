import Resources
import Values

extension AzureKind {
  /// A preview feature that is registered in the subscription; done when Azure says so, which may take a quarter of an
  /// hour. It belongs to the subscription, so it stays when the environment goes.
  package static let resourceProviderFeatureRegistration = AzureKind(
    "azurerm_resource_provider_feature_registration",
    at: "/subscriptions/{subscription}/providers/Microsoft.Features/providers/{provider_name}/features/{name}",
    apiVersion: "2021-07-01"
  ) {
    Argument("name", .string, .required)
      .described("The feature, such as `ManagedGatewayAPIPreview`.")
    Argument.namespace("provider_name")
      .described("The resource provider that the feature belongs to.")
  }
  .ofType("Microsoft.Features/providers/features")
  .satisfied(by: .registration(state: BodyPath("/properties/state"), provider: "provider_name"))
  .taking(seconds: 180)
  .neverUpdated()
}
