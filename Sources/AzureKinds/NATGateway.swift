import Resources
import Values

extension AzureKind {
  /// A NAT gateway: lets machines without addresses of their own reach out through a few public ones.
  package static let natGateway = AzureKind(
    "azurerm_nat_gateway",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/natGateways/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the gateway.")
    Argument.resourceGroupName
    Argument.location
    Argument(
      "idle_timeout_in_minutes", .number, .optionalWithDefault(.number(4)), at: "/properties/idleTimeoutInMinutes"
    )
    .between(4...120)
    .described("After how many idle minutes a connection is dropped.")
    Argument("sku_name", .string, .optionalWithDefault(.string("Standard")), at: "/sku/name")
      .oneOf("Standard", "StandardV2").replacing()
      .described("The SKU.")
    Argument("zones", .set(.string), .optionalComputed, at: "/zones").replacing()
      .described("The availability zone that the gateway is in; one at most, but for StandardV2.")
    Argument.tags
    Argument("resource_guid", .string, .computed, at: "/properties/resourceGuid")
      .described("The GUID of the gateway.")
  }
  .stripping("/properties/provisioningState", "/properties/resourceGuid", "/properties/subnets", "/sku/tier")
  .serialized(by: "{id}")
  .withETags()
  .listed()
  .taking(seconds: 8)
  .waiting(create: 60, update: 60, delete: 60)

  /// A public IP address that a NAT gateway uses: an element of the gateway's own list.
  package static let natGatewayPublicIPAssociation = AzureKind(
    "azurerm_nat_gateway_public_ip_association", at: "{nat_gateway_id}|{public_ip_address_id}",
    apiVersion: "2025-01-01"
  ) {
    Argument("nat_gateway_id", .string, .required).compared(by: .resourceID)
      .described("The gateway.")
    Argument("public_ip_address_id", .string, .required).compared(by: .resourceID).binding()
      .described("The address.")
  }
  .ofType("Microsoft.Network/natGateways")
  .owning("/properties/publicIpAddresses[id={public_ip_address_id}]", of: "azurerm_nat_gateway")
  .serialized(by: "{nat_gateway_id}", "{public_ip_address_id}")
  .taking(seconds: 5)
  .neverUpdated()
}
