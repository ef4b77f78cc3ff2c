import Resources
import Values

/// What a subnet is made of, be it a resource of its own or a block of its network.
enum SubnetArguments {
  /// - Parameter delegations: how many there can be; one in a network's block.
  static func all(delegations: AttributeSchema.Nesting) -> [Argument] {
    [
      Argument(
        "default_outbound_access_enabled", .bool, .optionalWithDefault(.bool(true)),
        at: "/properties/defaultOutboundAccess"
      )
      .described("Whether machines without another way out reach the internet through an address of Azure's."),
      Argument.block("delegation", delegations, .optional, at: "/properties/delegations") {
        Argument("name", .string, .required, at: "/name")
          .described("A name for the delegation.")
        Argument.block("service_delegation", .single, .required, at: "/properties") {
          Argument("name", .string, .required, at: "/serviceName").compared(by: .ignoringCase)
            .following(SubnetServices.delegation)
            .described("The service, such as `Microsoft.DBforPostgreSQL/flexibleServers`.")
          // Azure fills them in by the service, whatever is sent.
          Argument("actions", .set(.string), .optional).following(.only(SubnetServices.actions))
            .described("What the service may do in the subnet; Azure decides it by the service.")
        }
        .described("Whom the subnet is given to.")
      }
      .described("A service that may put its own resources into the subnet."),
      Argument(
        "private_endpoint_network_policies", .string, .optionalWithDefault(.string("Disabled")),
        at: "/properties/privateEndpointNetworkPolicies"
      )
      .before(.four, .optionalOnCreate(.string("Enabled")))
      .formerly("private_endpoint_network_policies_enabled", as: .truth(on: "Enabled", off: "Disabled"))
      .formerly("enforce_private_link_endpoint_network_policies", as: .truth(on: "Disabled", off: "Enabled"))
      .oneOf("Disabled", "Enabled", "NetworkSecurityGroupEnabled", "RouteTableEnabled")
      .described("Which rules of the network hold for private endpoints in the subnet."),
      Argument(
        "private_link_service_network_policies_enabled", .bool, .optionalWithDefault(.bool(true)),
        at: "/properties/privateLinkServiceNetworkPolicies", as: .enabledOrDisabled
      )
      .formerly("enforce_private_link_service_network_policies", as: .truth(on: .bool(false), off: .bool(true)))
      .described("Whether rules of the network hold for private link services in the subnet."),
      Argument.block("service_endpoint", .list(), .optionalComputed, at: "/properties/serviceEndpoints") {
        Argument("service", .string, .required, at: "/service").following(SubnetServices.endpoint)
          .described("The service, such as `Microsoft.Storage`.")
        Argument("network_identifier", .string, .optional, at: "/networkIdentifier/id").isResourceID()
          .described("The public IP address that the service sees.")
      }
      .described("A service that is reached directly from the subnet."),
      Argument(
        "service_endpoint_policy_ids", .set(.string), .optional, at: "/properties/serviceEndpointPolicies",
        as: .wrapped(in: "id")
      )
      .isResourceID()
      .described("Policies for what is reached through service endpoints."),
    ]
  }

  /// Azure answers a single prefix by itself, and several as a list.
  static let prefixes = (list: "/properties/addressPrefixes", alone: "/properties/addressPrefix")

  static func pool(_ nesting: AttributeSchema.Nesting, at path: String) -> Argument {
    Argument.block("ip_address_pool", nesting, .optional, at: path) {
      Argument("id", .string, .required, at: "/pool/id").isResourceID()
        .described("The pool of an IP address manager.")
      Argument("number_of_ip_addresses", .string, .required, at: "/numberOfIpAddresses")
        .described("How many addresses, as a text.")
      Argument("allocated_ip_address_prefixes", .list(.string), .computed, at: "/allocatedAddressPrefixes")
        .described("The prefixes that were allocated.")
    }
    .described("A pool that the prefixes are taken from.")
  }

  /// Members of a subnet's properties that Azure answers and doesn't take.
  static func readOnly(below place: String) -> [String] {
    [
      "/provisioningState", "/ipConfigurations", "/ipConfigurationProfiles", "/privateEndpoints", "/purpose",
      "/resourceNavigationLinks", "/serviceAssociationLinks", "/serviceEndpoints/*/provisioningState",
      "/delegations/*/etag", "/delegations/*/properties/provisioningState", "/delegations/*/properties/actions",
      "/ipamPoolPrefixAllocations/*/allocatedAddressPrefixes",
    ].map { "\(place)/properties\($0)" }
  }
}
