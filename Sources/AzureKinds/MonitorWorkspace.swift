import Resources
import Values

extension AzureKind {
  /// An Azure Monitor workspace: where Prometheus metrics are kept and queried.
  ///
  /// Azure makes a group `MA_{name}_{location}_managed` beside it, with an endpoint and a rule of its own.
  package static let monitorWorkspace = AzureKind(
    "azurerm_monitor_workspace",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Monitor/accounts/{name}",
    apiVersion: "2023-04-03"
  ) {
    Argument("name", .string, .required)
      .matching("must be 2 to 63 letters, digits and hyphens, and not start or end with a hyphen") { name in
        (2...63).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-") && !name.hasPrefix("-")
          && !name.hasSuffix("-")
      }
      .described("The name of the workspace.")
    Argument.resourceGroupName
    Argument.location
    Argument(
      "public_network_access_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/properties/publicNetworkAccess",
      as: .enabledOrDisabled
    )
    .described("Whether the workspace can be queried from the internet.")
    Argument.tags
    Argument("query_endpoint", .string, .computed, at: "/properties/metrics/prometheusQueryEndpoint")
      .described("Where PromQL queries go.")
    Argument(
      "default_data_collection_endpoint_id", .string, .computed,
      at: "/properties/defaultIngestionSettings/dataCollectionEndpointResourceId"
    )
    .described("The endpoint that Azure makes with the workspace.")
    Argument(
      "default_data_collection_rule_id", .string, .computed,
      at: "/properties/defaultIngestionSettings/dataCollectionRuleResourceId"
    )
    .described("The rule that Azure makes with the workspace.")
  }
  .stripping(
    "/properties/accountId", "/properties/metrics", "/properties/provisioningState",
    "/properties/defaultIngestionSettings", "/properties/privateEndpointConnections"
  )
  .listed()
  .losing("the metrics in it")
  .taking(seconds: 15)
}
