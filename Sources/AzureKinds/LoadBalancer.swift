import Resources
import Values

extension AzureKind {
  /// A load balancer: the addresses at which it is reached.
  ///
  /// Its pools, probes and rules are resources of their own, which stand in its body.
  package static let loadBalancer = AzureKind(
    "azurerm_lb",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/loadBalancers/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the load balancer.")
    Argument.resourceGroupName
    Argument.location
    Argument.edgeZone
    Argument("sku", .string, .optionalWithDefault(.string("Standard")), at: "/sku/name")
      .before(.four, .optionalWithDefault(.string("Basic")))
      .oneOf("Basic", "Standard", "Gateway").replacing()
      .described("The SKU.")
    Argument("sku_tier", .string, .optionalWithDefault(.string("Regional")), at: "/sku/tier")
      .oneOf("Regional", "Global").replacing()
      .described("Whether it is for one region or for all.")
    Argument.block(
      "frontend_ip_configuration", .list(), .optional, at: "/properties/frontendIPConfigurations"
    ) {
      Argument("name", .string, .required, at: "/name")
        .described("The name of the frontend.")
      Argument("subnet_id", .string, .optional, at: "/properties/subnet/id").isResourceID()
        .described("The subnet that a private address is in.")
      Argument("private_ip_address", .string, .optionalComputed, at: "/properties/privateIPAddress").isIPAddress()
        .changing(with: "subnet_id", "public_ip_address_id")
        .described("The private address.")
      Argument(
        "private_ip_address_allocation", .string, .optionalComputed, at: "/properties/privateIPAllocationMethod"
      )
      .compared(by: .ignoringCase).oneOf("Dynamic", "Static")
      .described("Whether Azure chooses the private address.")
      Argument(
        "private_ip_address_version", .string, .optionalComputed, at: "/properties/privateIPAddressVersion"
      )
      .oneOf("IPv4", "IPv6").changing(with: "subnet_id", "public_ip_address_id")
      .described("The version of the protocol.")
      Argument("public_ip_address_id", .string, .optional, at: "/properties/publicIPAddress/id")
        .isResourceID()
        .described("The public address.")
      Argument("public_ip_prefix_id", .string, .optionalComputed, at: "/properties/publicIPPrefix/id")
        .isResourceID().changing(with: "subnet_id", "public_ip_address_id")
        .described("The prefix that public addresses are taken from.")
      Argument(
        "gateway_load_balancer_frontend_ip_configuration_id", .string, .optionalComputed,
        at: "/properties/gatewayLoadBalancer/id"
      )
      .isResourceID()
      .described("The frontend of a gateway load balancer that traffic passes through.")
      Argument("zones", .set(.string), .optional, at: "/zones").replacing()
        .described("The availability zones that the private address is in.")
      Argument("id", .string, .computed, at: "/id").changing(with: "name")
        .described("The id of the frontend.")
      for (name, member, text) in [
        ("load_balancer_rules", "loadBalancingRules", "rules"), ("inbound_nat_rules", "inboundNatRules", "NAT rules"),
        ("outbound_rules", "outboundRules", "outbound rules"),
      ] {
        Argument(name, .set(.string), .computed, at: "/properties/\(member)", as: .wrapped(in: "id"))
          .described("The ids of the \(text) that use it.")
      }
    }
    .replacing(when: "all frontends go") { old, new in
      old.elements?.isEmpty == false && new.elements?.isEmpty == true
    }
    .binding()
    .described("An address at which the load balancer is reached.")
    Argument.tags
    Argument(
      "private_ip_address", .string, .computed, at: "/properties/frontendIPConfigurations",
      as: LoadBalancerArguments.firstAddress
    )
    .changing(with: "frontend_ip_configuration")
    .described("The first of the private addresses.")
    Argument(
      "private_ip_addresses", .list(.string), .computed, at: "/properties/frontendIPConfigurations",
      as: LoadBalancerArguments.addresses
    )
    .changing(with: "frontend_ip_configuration")
    .described("All private addresses.")
  }
  .stripping("/properties/provisioningState", "/properties/resourceGuid")
  .stripping(
    LoadBalancerArguments.lists.flatMap {
      ["/properties/\($0)/*/etag", "/properties/\($0)/*/properties/provisioningState"]
    }
  )
  .stripping(LoadBalancerArguments.backReferences)
  .holding("backendAddressPools", at: "/properties/backendAddressPools")
  .holding("inboundNatRules", at: "/properties/inboundNatRules")
  .holding("loadBalancingRules", at: "/properties/loadBalancingRules")
  .holding("outboundRules", at: "/properties/outboundRules")
  .holding("probes", at: "/properties/probes")
  .serialized(by: "{id}")
  .withETags()
  .listed()
  .taking(seconds: 10)
  .checked { LoadBalancerArguments.problems(with: $0) }

  /// The machines that a load balancer spreads traffic over.
  package static let loadBalancerBackendAddressPool = AzureKind(
    "azurerm_lb_backend_address_pool", at: "{loadbalancer_id}/backendAddressPools/{name}", apiVersion: "2025-01-01"
  ) {
    LoadBalancerArguments.place(of: "pool")
    Argument("synchronous_mode", .string, .optional, at: "/properties/syncMode").oneOf("Automatic", "Manual")
      .replacing()
      .described("Whether what is in the pool follows what is in the network.")
    Argument("virtual_network_id", .string, .optional, at: "/properties/virtualNetwork/id").isResourceID()
      .described("The network that the addresses of the pool are in.")
    Argument.block("tunnel_interface", .list(), .optional, at: "/properties/tunnelInterfaces") {
      Argument("identifier", .number, .required, at: "/identifier")
        .described("The number of the interface.")
      Argument("type", .string, .required, at: "/type").oneOf("None", "Internal", "External")
        .described("Which side of an appliance it is for.")
      Argument("protocol", .string, .required, at: "/protocol").oneOf("None", "Native", "VXLAN")
        .described("The protocol.")
      Argument("port", .number, .required, at: "/port").isPort()
        .described("The port.")
    }
    .described("A tunnel to appliances behind a gateway load balancer.")
    LoadBalancerArguments.uses(
      ("backend_ip_configurations", "backendIPConfigurations", "network interfaces in it"),
      ("inbound_nat_rules", "inboundNatRules", "NAT rules that use it"),
      ("load_balancing_rules", "loadBalancingRules", "rules that use it"),
      ("outbound_rules", "outboundRules", "outbound rules that use it"))
  }
  .ofType("Microsoft.Network/loadBalancers/backendAddressPools")
  .part(of: "azurerm_lb", at: "/properties/backendAddressPools[name={name}]")
  .stripping(
    "/properties/provisioningState", "/properties/backendIPConfigurations", "/properties/inboundNatRules",
    "/properties/loadBalancingRules", "/properties/outboundRule", "/properties/outboundRules"
  )
  .stripping(LoadBalancerArguments.poolAddressReadOnly.map { "/properties/\($0)" })
  .serialized(by: "{loadbalancer_id}")
  .withETags()
  .listed()
  .taking(seconds: 5)
  .checked { arguments in
    guard arguments[member: "synchronous_mode"]?.isNull == false,
      arguments[member: "virtual_network_id"]?.isNull == true
    else { return [] }
    return [
      ArgumentProblem(
        at: .argument("synchronous_mode"), "Missing required argument",
        detail: "A pool that follows a network needs `virtual_network_id` to say which one.")
    ]
  }
}

/// What load balancers and their parts are made of, and what holds between it.
enum LoadBalancerArguments {
  /// The lists of parts in the body.
  static let lists = [
    "backendAddressPools", "frontendIPConfigurations", "inboundNatRules", "loadBalancingRules", "outboundRules",
    "probes",
  ]

  /// What says in a part who uses it.
  static let backReferences =
    ["inboundNatPools", "inboundNatRules", "loadBalancingRules", "outboundRules"].map {
      "/properties/frontendIPConfigurations/*/properties/\($0)"
    }
    + (["inboundNatRules", "loadBalancingRules", "outboundRule", "outboundRules"] + poolAddressReadOnly).map {
      "/properties/backendAddressPools/*/properties/\($0)"
    } + ["/properties/probes/*/properties/loadBalancingRules"]

  /// What Azure says in the addresses of a pool of who has them and who leads there.
  static let poolAddressReadOnly = ["inboundNatRulesPortMapping", "networkInterfaceIPConfiguration"].map {
    "loadBalancerBackendAddresses/*/properties/\($0)"
  }

  /// The arguments that say which part it is.
  static func place(of part: String) -> [Argument] {
    [
      .networkName(1...80, "The name of the \(part)."),
      Argument("loadbalancer_id", .string, .required).compared(by: .resourceID)
        .described("The load balancer."),
    ]
  }

  /// Lists of ids that Azure fills.
  static func uses(_ lists: (name: String, member: String, text: String)...) -> [Argument] {
    lists.map { list in
      Argument(list.name, .list(.string), .computed, at: "/properties/\(list.member)", as: .wrapped(in: "id"))
        .described("The ids of the \(list.text).")
    }
  }

  private static func addresses(of frontends: Value) -> [Value] {
    (frontends.elements ?? []).compactMap { $0[member: "properties"]?[member: "privateIPAddress"] }
  }

  static let addresses = Codec(encode: { $0 }, decode: { .tuple(addresses(of: $0)) })

  static let firstAddress = Codec(encode: { $0 }, decode: { addresses(of: $0).first ?? .null(.string) })

  static func problems(with arguments: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let sku = arguments[member: "sku"] ?? .null(.string)
    if arguments[member: "sku_tier"]?.stringValue == "Global", let name = sku.stringValue, name != "Standard" {
      problems.append(
        ArgumentProblem(
          at: .argument("sku_tier"), "Invalid combination of arguments",
          detail: "A load balancer for all regions is of the SKU `Standard`, and this one is `\(name)`."))
    }
    let block = ValuePath.argument("frontend_ip_configuration")
    var names: Set<String> = []
    for (index, frontend) in (arguments[member: "frontend_ip_configuration"]?.elements ?? []).enumerated()
    where frontend.isKnown {
      let place = block.appending(.index(index))
      func given(_ name: String) -> Bool { frontend[member: name]?.isNull == false }
      let name = frontend[member: "name"]?.stringValue ?? ""
      if !name.isEmpty, !names.insert(name.lowercased()).inserted {
        problems.append(.duplicateName(name, of: "frontend_ip_configuration", at: place))
      }
      let sources = ["subnet_id", "public_ip_address_id", "public_ip_prefix_id"].filter(given)
      if sources.isEmpty {
        problems.append(
          ArgumentProblem(
            at: place.appending(.member("subnet_id")), "Missing required argument",
            detail: "The frontend \"\(name)\" needs an address: `subnet_id`, `public_ip_address_id` or "
              + "`public_ip_prefix_id`."))
      } else if sources.count > 1 {
        problems.append(
          ArgumentProblem(
            at: place.appending(.member(sources[1])), "Invalid combination of arguments",
            detail: "The frontend \"\(name)\" has both `\(sources[0])` and `\(sources[1])`; keep one of them."))
      }
      if frontend[member: "private_ip_address_allocation"]?.stringValue?.lowercased() == "static",
        !given("private_ip_address")
      {
        problems.append(
          ArgumentProblem(
            at: place.appending(.member("private_ip_address_allocation")), "Missing required argument",
            detail: "The frontend \"\(name)\" has a static address, and needs `private_ip_address` to say which one."))
      }
    }
    return problems
  }
}

extension ArgumentProblem {
  /// Two elements of a repeated block that Azure tells apart by their names have one.
  static func duplicateName(_ name: String, of block: String, at place: ValuePath) -> ArgumentProblem {
    ArgumentProblem(
      at: place.appending(.member("name")), "Duplicate name",
      detail:
        "There is more than one `\(block)` with the name \"\(name)\"; Azure doesn't tell upper from lower case in it.")
  }
}
