import Resources
import Values

extension AzureKind {
  /// A route table: where traffic of subnets goes.
  package static let routeTable = AzureKind(
    "azurerm_route_table",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/routeTables/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the table.")
    Argument.resourceGroupName
    Argument.location
    Argument(
      "bgp_route_propagation_enabled", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/disableBgpRoutePropagation", as: .inverted
    )
    .formerly("disable_bgp_route_propagation", as: .truth(on: .bool(false), off: .bool(true)))
    .described("Whether routes learnt from on-premises networks hold too.")
    Argument.block("route", .set(), .optionalComputed, at: "/properties/routes") {
      Argument("name", .string, .required, at: "/name")
        .described("The name of the route.")
      RouteArguments.all
    }
    .named(by: "name").orValue()
    .described("A route. Those that are resources of their own are not among these blocks.")
    Argument.tags
    Argument("subnets", .list(.string), .computed, at: "/properties/subnets", as: .wrapped(in: "id"))
      .described("The subnets that use the table.")
  }
  .stripping(
    "/properties/provisioningState", "/properties/resourceGuid", "/properties/subnets", "/properties/routes/*/etag",
    "/properties/routes/*/properties/provisioningState", "/properties/routes/*/properties/hasBgpOverride"
  )
  .holding("routes", at: "/properties/routes")
  .serialized(by: "{id}")
  .withETags()
  .listed()
  .taking(seconds: 5)

  /// A route of a route table, as a resource of its own.
  package static let route = AzureKind(
    "azurerm_route",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/routeTables/{route_table_name}/routes/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the route.")
    Argument.resourceGroupName
    Argument("route_table_name", .string, .required)
      .described("The table that the route is part of.")
    RouteArguments.all
  }
  .ofType("Microsoft.Network/routeTables/routes")
  .part(of: "azurerm_route_table", at: "/properties/routes[name={name}]")
  .stripping("/properties/provisioningState", "/properties/hasBgpOverride")
  .serialized(by: "{id}/../..")
  .withETags()
  .listed()
  .taking(seconds: 4)
}

/// What a route says, be it a resource of its own or a block of its table.
enum RouteArguments {
  static let all = [
    Argument("address_prefix", .string, .required, at: "/properties/addressPrefix")
      .described("The addresses that the route is for: a range in CIDR notation or a service tag."),
    Argument("next_hop_type", .string, .required, at: "/properties/nextHopType")
      .oneOf("VirtualNetworkGateway", "VnetLocal", "Internet", "VirtualAppliance", "None")
      .described("Where the traffic goes."),
    Argument("next_hop_in_ip_address", .string, .optional, at: "/properties/nextHopIpAddress")
      .described("The address of the appliance that it goes to."),
  ]
}
