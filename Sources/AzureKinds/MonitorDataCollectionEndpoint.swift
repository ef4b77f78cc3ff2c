import Resources
import Values

extension AzureKind {
  /// A data collection endpoint: where agents fetch their configuration and send what they collected.
  package static let monitorDataCollectionEndpoint = AzureKind(
    "azurerm_monitor_data_collection_endpoint",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Insights/dataCollectionEndpoints/{name}",
    apiVersion: "2023-03-11"
  ) {
    Argument("name", .string, .required)
      .matching("must be 3 to 44 letters, digits and hyphens, and begin and end with a letter or digit") { name in
        (3...44).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-") && name.beginsWithLetterOrDigit
          && name.endsWithLetterOrDigit
      }
      .described("The name of the endpoint.")
    Argument.resourceGroupName
    Argument.location
    Argument("kind", .string, .optional, at: "/kind").oneOf("Linux", "Windows")
      .described("Which agents it is for; all if unset.")
    Argument("description", .string, .optional, at: "/properties/description")
      .described("What it is for.")
    Argument(
      "public_network_access_enabled", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/networkAcls/publicNetworkAccess", as: .enabledOrDisabled
    )
    .described("Whether it can be reached from the internet.")
    Argument.tags
    Argument("immutable_id", .string, .computed, at: "/properties/immutableId")
      .described("The id that agents know it by.")
    Argument("configuration_access_endpoint", .string, .computed, at: "/properties/configurationAccess/endpoint")
      .described("Where agents fetch their configuration.")
    Argument("logs_ingestion_endpoint", .string, .computed, at: "/properties/logsIngestion/endpoint")
      .described("Where logs are sent.")
    Argument("metrics_ingestion_endpoint", .string, .computed, at: "/properties/metricsIngestion/endpoint")
      .described("Where metrics are sent.")
  }
  .stripping(
    "/properties/immutableId", "/properties/configurationAccess", "/properties/logsIngestion",
    "/properties/metricsIngestion", "/properties/provisioningState", "/properties/privateLinkScopedResources",
    "/properties/failoverConfiguration", "/properties/metadata"
  )
  .listed()
  .taking(seconds: 5)
}
