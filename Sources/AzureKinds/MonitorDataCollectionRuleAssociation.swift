import Resources
import Values

extension AzureKind {
  /// A data collection rule association: makes a resource, such as a cluster, follow a rule or use an endpoint.
  ///
  /// It is an extension of that resource and vanishes with it.
  package static let monitorDataCollectionRuleAssociation = AzureKind(
    "azurerm_monitor_data_collection_rule_association",
    at: "{target_resource_id}/providers/Microsoft.Insights/dataCollectionRuleAssociations/{name}",
    apiVersion: "2023-03-11"
  ) {
    Argument("name", .string, .optionalWithDefault(.string(endpointAssociationName)))
      .described("The name of the association; one with an endpoint has no other name than the default.")
    Argument("target_resource_id", .string, .required).compared(by: .resourceID)
      .described("The resource that the rule or endpoint is for.")
    Argument("data_collection_rule_id", .string, .optional, at: "/properties/dataCollectionRuleId")
      .isResourceID().binding()
      .described("The rule.")
    Argument("data_collection_endpoint_id", .string, .optional, at: "/properties/dataCollectionEndpointId")
      .isResourceID().binding()
      .described("The endpoint.")
    Argument("description", .string, .optional, at: "/properties/description")
      .described("What it is for.")
  }
  .stripping("/properties/provisioningState", "/properties/metadata")
  .serialized(by: "{target_resource_id}")
  .listed()
  .taking(seconds: 3)
  .checked(associationProblems)

  private static let endpointAssociationName = "configurationAccessEndpoint"

  @Sendable private static func associationProblems(_ arguments: Value) -> [ArgumentProblem] {
    let name = arguments[member: "name"] ?? .null(.string)
    let rule = arguments[member: "data_collection_rule_id"] ?? .null(.string)
    let endpoint = arguments[member: "data_collection_endpoint_id"] ?? .null(.string)
    let isDefaultName = name.isNull || name.stringValue == endpointAssociationName
    if rule.isNull == endpoint.isNull {
      return [
        ArgumentProblem(
          at: .argument(rule.isNull ? "data_collection_rule_id" : "data_collection_endpoint_id"),
          "Invalid combination of arguments",
          detail: "An association is with either a rule or an endpoint: exactly one of `data_collection_rule_id` and "
            + "`data_collection_endpoint_id` must be set.")
      ]
    }
    if !endpoint.isNull, name.isKnown, !isDefaultName {
      return [
        ArgumentProblem(
          at: .argument("name"), "Invalid value for argument",
          detail: "Azure knows the association with an endpoint under the name `\(endpointAssociationName)` only.",
          hint: "leave out `name`")
      ]
    }
    if !rule.isNull, name.isKnown, isDefaultName {
      return [
        ArgumentProblem(
          at: .argument("name"), "Missing required argument",
          detail: "An association with a rule needs a `name`; `\(endpointAssociationName)` is kept for endpoints.")
      ]
    }
    return []
  }
}
