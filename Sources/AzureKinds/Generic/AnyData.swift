import Configuration
import Resources
import Values

extension AzureKind {
  /// Who Armature is to Azure, by the names that `azapi` has for it.
  package static let anyClientConfig = AzureKind(
    "azapi_client_config", .data, at: "/subscriptions/{subscription}", apiVersion: "2022-12-01"
  ) {
    Argument("subscription_id", .string, .computed).described("The subscription.")
    Argument("subscription_resource_id", .string, .computed).described("The id of the subscription as a resource.")
    Argument("tenant_id", .string, .computed).described("The tenant of the identity.")
    Argument("object_id", .string, .computed).described("The object id of the identity, for role assignments.")
  }
  .fromClient()
  .known(from: "azure/azapi")

  /// A resource of any type as it is.
  package static let anyResourceData = AzureKind("azapi_resource", .data, at: "{resource_id}", apiVersion: "") {
    Argument("type", .string, .required)
      .matching("must be a type with its api-version, such as `Microsoft.App/jobs@2025-01-01`") {
        RemoteType(text: $0) != nil
      }
      .described("The type of the resource, and the api-version to speak to it with.")
    Argument("resource_id", .string, .optionalComputed)
      .described("The id of the resource, in place of `name` and `parent_id`.")
    Argument("name", .string, .optionalComputed).described("The name of the resource.")
    Argument("parent_id", .string, .optionalComputed).described("The id of what the resource is in or beneath.")
    Argument.anyExports
    Argument.anyDefaultOutput
    Argument("ignore_not_found", .bool, .optional)
      .described("Whether it is no mistake that the resource isn't there: `exists` says whether it is.")
    Argument("headers", .map(.string), .optional).described("Headers for the call.")
    Argument("query_parameters", .map(.list(.string)), .optional).described("Query parameters for the call.")
    Argument.anyRetry
    Argument("location", .string, .computed, at: "/location").described("The Azure region.")
    Argument("tags", .map(.string), .computed, at: "/tags").described("The resource's tags.")
    Argument.identity().answered(except: [])
    Argument("exists", .bool, .computed).derived { _, _, body in .bool(!body.isNull) }
      .described("Whether the resource is there; it is false only with `ignore_not_found`.")
    Argument.anyOutput
  }
  .open()
  .checked {
    AnyResourceRules.problemsOfIdentifier(with: $0) + AnyResourceRules.retry($0[member: "retry"])
      + Exports.problems(with: $0[member: "response_export_values"], at: "response_export_values")
  }
  .inferring { AnyUpdate.inferred(from: $0, $1) }

  /// What an id says, without asking Azure.
  package static let anyIdentifier = AzureKind("azapi_resource_id", .data, at: "{resource_id}", apiVersion: "") {
    Argument("type", .string, .required)
      .matching("must be a type with its api-version, such as `Microsoft.App/jobs@2025-01-01`") {
        RemoteType(text: $0) != nil
      }
      .described("The type of the resource, with an api-version.")
    Argument("resource_id", .string, .optionalComputed)
      .described("The id, in place of `name` and `parent_id`.")
    Argument("name", .string, .optionalComputed).described("The name of the resource.")
    Argument("parent_id", .string, .optionalComputed).described("The id of what the resource is in or beneath.")
    Argument("subscription_id", .string, .computed).described("The subscription in the id.")
    Argument("resource_group_name", .string, .computed).described("The resource group in the id.")
    Argument("provider_namespace", .string, .computed).described("The namespace of the type.")
    Argument("parts", .map(.string), .computed).described("The names in the id by the type before each.")
  }
  .open(from: .identifier)
  .checked { AnyResourceRules.problemsOfIdentifier(with: $0) }
  .inferring { AnyUpdate.inferred(from: $0, $1) }

  /// Everything of a type beneath a resource, a resource group or a subscription.
  package static let anyList = AzureKind("azapi_resource_list", .data, at: "{parent_id}", apiVersion: "") {
    Argument("type", .string, .required)
      .matching("must be a type with its api-version, such as `Microsoft.App/jobs@2025-01-01`") {
        RemoteType(text: $0) != nil
      }
      .described("The type to list, and the api-version to speak to it with.")
    Argument("parent_id", .string, .required)
      .described("The id of what they are in or beneath.")
    Argument.anyExports
    Argument("headers", .map(.string), .optional).described("Headers for the call.")
    Argument("query_parameters", .map(.list(.string)), .optional).described("Query parameters for the call.")
    Argument.anyRetry
    Argument("output", .dynamic, .computed)
      .described("What `response_export_values` asks for; without that, all of the answer: a list in `value`.")
  }
  .open(from: .children)
  .checked {
    Exports.problems(with: $0[member: "response_export_values"], at: "response_export_values")
      + AnyResourceRules.retry($0[member: "retry"])
  }
}
