import Resources
import Values

/// Data sources that have more to say than the resources of their names, or are asked for in another way.
extension AzureKind {
  static let loadBalancerBackendAddressPoolData = loadBalancerBackendAddressPool.asData {
    Argument.block("backend_address", .list(), .computed, at: "/properties/loadBalancerBackendAddresses") {
      Argument("name", .string, .computed, at: "/name").described("The name of the address.")
      Argument("virtual_network_id", .string, .computed, at: "/properties/virtualNetwork/id")
        .described("The network that it is in.")
      Argument("ip_address", .string, .computed, at: "/properties/ipAddress").described("The address.")
      Argument.block(
        "inbound_nat_rule_port_mapping", .list(), .computed, at: "/properties/inboundNatRulesPortMapping"
      ) {
        Argument("inbound_nat_rule_name", .string, .computed, at: "/inboundNatRuleName")
          .described("The NAT rule.")
        Argument("frontend_port", .number, .computed, at: "/frontendPort")
          .described("The port of the load balancer that leads to the address.")
        Argument("backend_port", .number, .computed, at: "/backendPort").described("The port there.")
      }
      .described("The port by which a NAT rule for the pool leads to the address.")
    }
    .described("An address in the pool.")
  }

  static let loadBalancerRuleData = loadBalancerRule.asData {
    Argument("backend_address_pool_id", .string, .computed, at: "/properties/backendAddressPool/id")
      .described("The pool that the traffic goes to, where it is one.")
  }

  static let natGatewayData = natGateway.asData {
    Argument(
      "public_ip_address_ids", .list(.string), .computed, at: "/properties/publicIpAddresses", as: .wrapped(in: "id")
    )
    .described("The public addresses that it uses.")
    Argument(
      "public_ip_prefix_ids", .list(.string), .computed, at: "/properties/publicIpPrefixes", as: .wrapped(in: "id")
    )
    .described("The prefixes that it takes addresses from.")
  }

  static let privateDNSZoneVirtualNetworkLinkData = privateDNSZoneVirtualNetworkLink.asData {
    PrivateDNSZoneLinkArguments.names
  }
  .inferring { PrivateDNSZoneLinkArguments.inferred(from: $0, $1) }
  .checked { PrivateDNSZoneLinkArguments.problems(with: $0) }

  static let subnetData = subnet.asData {
    Argument("address_prefix", .string, .computed, at: SubnetArguments.prefixes.list, as: .firstOfList)
      .orAlone(at: SubnetArguments.prefixes.alone)
      .described("The first of the ranges.")
  }

  static let virtualNetworkData = virtualNetwork.asData {
    Argument("subnets", .list(.string), .computed, at: "/properties/subnets", as: .wrapped(in: "name"))
      .described("The names of the subnets.")
    Argument(
      "vnet_peerings", .map(.string), .computed, at: "/properties/virtualNetworkPeerings",
      as: Codec(
        encode: { $0 },
        decode: { peerings in
          .object(
            Members(
              (peerings.elements ?? []).compactMap { peering in
                guard let name = peering[member: "name"]?.stringValue,
                  let id = peering[member: "properties"]?[member: "remoteVirtualNetwork"]?[member: "id"]
                else { return nil }
                return (name, id)
              }))
        })
    )
    .described("The networks that it is connected with, by the names of the connections.")
    Argument(
      "vnet_peerings_addresses", .list(.string), .computed, at: "/properties/virtualNetworkPeerings",
      as: .joined(at: "properties", "remoteAddressSpace", "addressPrefixes")
    )
    .described("Their ranges of addresses.")
  }
}

extension Codec {
  /// The first element of a list; only read.
  fileprivate static let firstOfList = Codec(encode: { $0 }, decode: { $0[0] ?? .null(.dynamic) })
}
