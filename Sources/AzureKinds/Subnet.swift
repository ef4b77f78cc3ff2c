import Resources
import Values

extension AzureKind {
  /// A subnet: a part of a virtual network's addresses.
  ///
  /// Its security group, route table and NAT gateway are usually set by resources of their own, the associations.
  package static let subnet = AzureKind(
    "azurerm_subnet",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/virtualNetworks/{virtual_network_name}/subnets/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(
      1...80, "The name of the subnet; `GatewaySubnet` and `AzureBastionSubnet` are for these services.")
    Argument.resourceGroupName
    Argument("virtual_network_name", .string, .required)
      .described("The network that the subnet is part of.")
    Argument("address_prefixes", .list(.string), .optional, at: SubnetArguments.prefixes.list)
      .orAlone(at: SubnetArguments.prefixes.alone).isRanges()
      .described("The subnet's ranges of addresses, in CIDR notation.")
    SubnetArguments.all(delegations: .list())
    Argument(
      "service_endpoints", .set(.string), .optionalComputed, at: "/properties/serviceEndpoints",
      as: .wrapped(in: "service")
    )
    .following(SubnetServices.endpoint)
    .described("The services that are reached directly from the subnet; the older form of `service_endpoint`.")
    Argument("sharing_scope", .string, .optional, at: "/properties/sharingScope").oneOf("Tenant", "DelegatedServices")
      .described("Whether the subnet is shared with other subscriptions of the tenant.")
    SubnetArguments.pool(.list(max: 1), at: "/properties/ipamPoolPrefixAllocations")
    Argument("network_security_group_id_wo", .string, .optional, at: "/properties/networkSecurityGroup/id")
      .isResourceID()
      .described("The network security group, set by the subnet itself and not by an association.")
    Argument("network_security_group_id_wo_version", .number, .optional)
      .described("Not needed: Azure answers the id, so that a change of it is found without.")
    Argument("network_security_group_id", .string, .computed, at: "/properties/networkSecurityGroup/id")
      .described("The network security group that the subnet has, whoever set it.")
    Argument("route_table_id_wo", .string, .optional, at: "/properties/routeTable/id").isResourceID()
      .described("The route table, set by the subnet itself and not by an association.")
    Argument("route_table_id_wo_version", .number, .optional)
      .described("Not needed: Azure answers the id, so that a change of it is found without.")
    Argument("route_table_id", .string, .computed, at: "/properties/routeTable/id")
      .described("The route table that the subnet has, whoever set it.")
  }
  .ofType("Microsoft.Network/virtualNetworks/subnets")
  .part(of: "azurerm_virtual_network", at: "/properties/subnets[name={name}]")
  .stripping(SubnetArguments.readOnly(below: ""))
  .serialized(by: "{id}/../..")
  .withETags()
  .listed()
  .taking(seconds: 6)
  .checked(subnetProblems)
  .checkedTogether { SubnetRules.contradictions(among: $0) }
  .refined { arguments, prior, planned in
    // Both say the same member: the one that the spec has decides, and the other stays as it is read.
    guard var members = planned.members else { return planned }
    let set = arguments[member: "service_endpoints"]?.isNull == false
    let blocks = arguments[member: "service_endpoint"]?.elements?.isEmpty == false
    guard set != blocks, let prior else { return planned }
    let other = set ? "service_endpoint" : "service_endpoints"
    members[other] = prior[member: other]
    return Value.object(members).marked(planned.marks)
  }

  @Sendable private static func subnetProblems(_ arguments: Value) -> [ArgumentProblem] {
    func isSet(_ name: String) -> Bool {
      guard let value = arguments[member: name], !value.isNull else { return false }
      return !value.isKnown || value.elements?.isEmpty != true
    }
    var problems: [ArgumentProblem] = []
    if !isSet("address_prefixes"), !isSet("ip_address_pool") {
      problems.append(
        ArgumentProblem(
          at: .argument("address_prefixes"), "Missing required argument",
          detail: "A subnet needs addresses: `address_prefixes`, or an `ip_address_pool` that they are taken from."))
    }
    if isSet("service_endpoints"), isSet("service_endpoint") {
      problems.append(
        ArgumentProblem(
          at: .argument("service_endpoints"), "Invalid combination of arguments",
          detail: "`service_endpoints` and `service_endpoint` blocks are two forms of one thing.",
          hint: "keep the blocks"))
    }
    return problems
  }
}
