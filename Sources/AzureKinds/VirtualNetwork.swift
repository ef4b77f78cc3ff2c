import Resources
import Values

extension AzureKind {
  /// A virtual network: a private range of addresses that subnets are cut from.
  package static let virtualNetwork = AzureKind(
    "azurerm_virtual_network",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/virtualNetworks/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(2...64, "The name of the network.")
    Argument.resourceGroupName
    Argument.location
    Argument("address_space", .set(.string), .optional, at: "/properties/addressSpace/addressPrefixes")
      .isRanges()
      .described("The ranges of addresses, in CIDR notation.")
    Argument("bgp_community", .string, .optional, at: "/properties/bgpCommunities/virtualNetworkCommunity")
      .described("The BGP community, `12076:` and a number.")
    Argument.block("ddos_protection_plan", .single, .optional) {
      Argument("id", .string, .required, at: "/properties/ddosProtectionPlan/id").isResourceID()
        .described("The plan.")
      Argument("enable", .bool, .required, at: "/properties/enableDdosProtection")
        .described("Whether it protects the network.")
    }
    .there(with: "/properties/ddosProtectionPlan")
    .described("A plan that protects from attacks.")
    Argument.block("encryption", .single, .optional, at: "/properties/encryption") {
      Argument("enforcement", .string, .required, at: "/enforcement").oneOf("AllowUnencrypted", "DropUnencrypted")
        .described("What becomes of traffic that isn't encrypted.")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("Encrypts traffic between machines.")
    Argument("dns_servers", .list(.string), .optionalComputed, at: "/properties/dhcpOptions/dnsServers")
      .areIPAddresses()
      .described("The servers that names are asked of; Azure's own if there are none.")
    Argument.edgeZone
    Argument("flow_timeout_in_minutes", .number, .optional, at: "/properties/flowTimeoutInMinutes").between(4...30)
      .described("After how many idle minutes a flow is forgotten.")
    SubnetArguments.pool(.list(max: 2), at: "/properties/addressSpace/ipamPoolPrefixAllocations")
    Argument(
      "private_endpoint_vnet_policies", .string, .optionalWithDefault(.string("Disabled")),
      at: "/properties/privateEndpointVNetPolicies"
    )
    .oneOf("Disabled", "Basic")
    .described("Whether many private endpoints are allowed, and how they are reached.")
    Argument("guid", .string, .computed, at: "/properties/resourceGuid")
      .described("The GUID of the network.")
    Argument.block("subnet", .set(), .optionalComputed, at: "/properties/subnets") {
      Argument("name", .string, .required, at: "/name")
        .described("The name of the subnet.")
      Argument("address_prefixes", .list(.string), .required, at: SubnetArguments.prefixes.list)
        .orAlone(at: SubnetArguments.prefixes.alone).isRanges().formerly("address_prefix", as: .onlyElement)
        .described("The subnet's ranges of addresses.")
      SubnetArguments.all(delegations: .list(max: 1))
      Argument("route_table_id", .string, .optionalComputed, at: "/properties/routeTable/id").isResourceID()
        .described("The subnet's route table.")
      Argument("security_group", .string, .optionalComputed, at: "/properties/networkSecurityGroup/id")
        .isResourceID()
        .described("The id of the subnet's network security group.")
      Argument("id", .string, .computed, at: "/id")
        .described("The id of the subnet.")
    }
    .named(by: "name").orValue()
    .described("A subnet. Those that are resources of their own are not among these blocks.")
    Argument.tags
  }
  .stripping("/properties/provisioningState", "/properties/resourceGuid", "/properties/flowLogs")
  .stripping(
    "/properties/addressSpace/ipamPoolPrefixAllocations/*/allocatedAddressPrefixes", "/properties/subnets/*/etag",
    "/properties/virtualNetworkPeerings/*/etag", "/properties/virtualNetworkPeerings/*/properties/provisioningState",
    "/properties/bgpCommunities/regionalCommunity"
  )
  .stripping(SubnetArguments.readOnly(below: "/properties/subnets/*"))
  .holding("subnets", at: "/properties/subnets")
  .holding("virtualNetworkPeerings", at: "/properties/virtualNetworkPeerings")
  .serialized(by: "{id}")
  .withETags()
  .listed()
  .taking(seconds: 8)
  .checked { arguments in
    guard arguments[member: "address_space"]?.isNull ?? true, arguments[member: "ip_address_pool"]?.isKnown == true,
      arguments[member: "ip_address_pool"]?.elements?.isEmpty ?? true
    else { return [] }
    return [
      ArgumentProblem(
        at: .argument("address_space"), "Missing required argument",
        detail: "A network needs addresses: `address_space`, or an `ip_address_pool` that they are taken from.")
    ]
  }
}
