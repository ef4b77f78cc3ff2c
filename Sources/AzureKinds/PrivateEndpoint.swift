import Configuration
import Resources
import Values

extension AzureKind {
  /// A private endpoint: an address in a subnet that leads to a resource of Azure's or to somebody's service.
  package static let privateEndpoint = AzureKind(
    "azurerm_private_endpoint", at: PrivateEndpointArguments.route, apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the endpoint.")
    Argument.resourceGroupName
    Argument.location
    Argument("subnet_id", .string, .required, at: "/properties/subnet/id").replacing().isResourceID()
      .binding()
      .described("The subnet that the address is in.")
    Argument.edgeZone
    Argument("custom_network_interface_name", .string, .optional, at: "/properties/customNetworkInterfaceName")
      .replacing()
      .described("A name for the network interface that Azure makes.")
    Argument.block(
      "private_service_connection", .list(min: 1, max: 1), .required, at: "/properties/privateLinkServiceConnections"
    ) {
      Argument("name", .string, .required, at: "/name").replacing()
        .described("The name of the connection.")
      Argument("is_manual_connection", .bool, .required).replacing()
        .described("Whether somebody has to approve of the connection: the owner of what it leads to.")
      Argument(
        "private_connection_resource_id", .string, .optional, at: "/properties/privateLinkServiceId",
        as: PrivateEndpointArguments.target(isAlias: false)
      )
      .replacing().isResourceID().binding()
      .described("What the connection leads to.")
      Argument(
        "private_connection_resource_alias", .string, .optional, at: "/properties/privateLinkServiceId",
        as: PrivateEndpointArguments.target(isAlias: true)
      )
      .replacing().compared(by: .ignoringCase)
      .matching("must end with `.azure.privatelinkservice`") {
        $0.lowercased().hasSuffix(PrivateEndpointArguments.aliasEnd)
      }
      .described("The alias of somebody's service, in place of an id.")
      Argument("subresource_names", .list(.string), .optional, at: "/properties/groupIds").replacing()
        .compared(by: .unordered(ignoringCase: true))
        .described("Which part of it, such as `blob`, `registry` or `postgresqlServer`.")
      Argument("request_message", .string, .optional, at: "/properties/requestMessage")
        .matching("must have 1 to 140 characters") { (1...140).contains($0.count) }
        .described("What the one who is to approve of the connection reads.")
      Argument(
        "private_ip_address", .string, .computed, at: "//+networkInterface/properties/ipConfigurations",
        as: PrivateEndpointArguments.firstAddress
      )
      .described("The address in the subnet.")
    }
    .elsewhere(at: "/properties/manualPrivateLinkServiceConnections", where: "is_manual_connection")
    .described("What the endpoint leads to.")
    Argument.block("private_dns_zone_group", .list(max: 1), .optional, at: "/+privateDnsZoneGroups") {
      Argument("name", .string, .required, at: "/name")
        .described("The name of the group.")
      Argument(
        "private_dns_zone_ids", .list(.string), .required, at: "/properties/privateDnsZoneConfigs",
        as: PrivateEndpointArguments.zones
      )
      .compared(by: .unordered(ignoringCase: true))
      .described("The zones that get records for the endpoint.")
      Argument("id", .string, .computed, at: "/id").changing(with: "name")
        .described("The id of the group.")
    }
    .named(by: "name")
    .described("The private DNS zones that Azure keeps records of the endpoint in.")
    Argument.block("ip_configuration", .list(), .optional, at: "/properties/ipConfigurations") {
      Argument("name", .string, .required, at: "/name").replacing()
        .described("The name of the configuration.")
      Argument("private_ip_address", .string, .required, at: "/properties/privateIPAddress").replacing()
        .isIPAddress()
        .described("The address, one of the subnet's.")
      Argument("subresource_name", .string, .optional, at: "/properties/groupId").replacing()
        .described("Which part of the target the address is for.")
      Argument("member_name", .string, .optionalComputed, at: "/properties/memberName").replacing()
        .described("Which member of that part; the part's name where it isn't said.")
    }
    .replacing()
    .described("A fixed address.")
    Argument.tags
    PrivateEndpointArguments.networkInterface
    Argument.block("custom_dns_configs", .list(), .computed, at: "/properties/customDnsConfigs") {
      Argument("fqdn", .string, .computed, at: "/fqdn")
        .described("A name of what the endpoint leads to.")
      Argument("ip_addresses", .list(.string), .computed, at: "/ipAddresses")
        .described("The addresses that it is to resolve to.")
    }
    .described("The names that lead to the endpoint, for DNS of one's own.")
    Argument.block(
      "private_dns_zone_configs", .list(), .computed, at: "/+privateDnsZoneGroups",
      as: .joined(at: "properties", "privateDnsZoneConfigs")
    ) {
      Argument("name", .string, .computed, at: "/name")
        .described("The name of the configuration.")
      Argument("id", .string, .computed, at: "/id")
        .described("The id of the configuration.")
      Argument("private_dns_zone_id", .string, .computed, at: "/properties/privateDnsZoneId")
        .described("The zone.")
      Argument.block("record_sets", .list(), .computed, at: "/properties/recordSets") {
        Argument("name", .string, .computed, at: "/recordSetName").described("The name of the record set.")
        Argument("type", .string, .computed, at: "/recordType").described("The type of its records.")
        Argument("fqdn", .string, .computed, at: "/fqdn").described("The whole name.")
        Argument("ttl", .number, .computed, at: "/ttl").described("For how many seconds others remember it.")
        Argument("ip_addresses", .list(.string), .computed, at: "/ipAddresses").described("The addresses.")
      }
      .described("The records that Azure keeps there.")
    }
    .changing(with: "private_dns_zone_group")
    .described("What is in the zones.")
  }
  .stripping(
    "/properties/provisioningState", "/properties/resourceGuid", "/properties/networkInterfaces",
    "/properties/isIPv6EnabledPrivateEndpoint", "/properties/customDnsConfigs",
    "/properties/ipConfigurations/*/type", "/properties/ipConfigurations/*/etag",
    "/+privateDnsZoneGroups/*/properties/provisioningState",
    "/+privateDnsZoneGroups/*/properties/privateDnsZoneConfigs/*/id",
    "/+privateDnsZoneGroups/*/properties/privateDnsZoneConfigs/*/properties/recordSets"
  )
  .stripping(
    ["privateLinkServiceConnections", "manualPrivateLinkServiceConnections"].flatMap { list in
      ["type", "etag", "properties/provisioningState"].map { "/properties/\(list)/*/\($0)" }
    }
  )
  .attaching(children: "privateDnsZoneGroups", as: "+privateDnsZoneGroups")
  .attaching(namedAt: "/properties/networkInterfaces", as: "+networkInterface")
  .serialized(
    by: "{id}", "{subnet_id}/../..", "{private_service_connection.private_connection_resource_id}"
  )
  .withETags()
  .taking(seconds: 45)
  .waiting(create: 60, update: 60, delete: 60)
  .inferring { arguments, _ in PrivateEndpointArguments.namingMembers(arguments) }
  .checked { PrivateEndpointArguments.problems(with: $0) }

  /// What became of the connection of a private endpoint.
  package static let privateEndpointConnection = AzureKind(
    "azurerm_private_endpoint_connection", .data, at: PrivateEndpointArguments.route, apiVersion: "2025-01-01"
  ) {
    Argument("name", .string, .required)
      .described("The name of the endpoint.")
    Argument.resourceGroupName
    Argument("location", .string, .computed, at: "/location")
      .described("The endpoint's region.")
    PrivateEndpointArguments.networkInterface
    Argument.block(
      "private_service_connection", .list(), .computed, at: "/properties/privateLinkServiceConnections"
    ) {
      Argument("name", .string, .computed, at: "/name")
        .described("The name of the connection.")
      Argument("status", .string, .computed, at: "/properties/privateLinkServiceConnectionState/status")
        .described("Whether somebody has approved: `Approved`, `Pending`, `Rejected` or `Disconnected`.")
      Argument(
        "request_response", .string, .computed, at: "/properties/privateLinkServiceConnectionState/description"
      )
      .described("What they said.")
      Argument(
        "private_ip_address", .string, .computed, at: "//+networkInterface/properties/ipConfigurations",
        as: PrivateEndpointArguments.firstAddress
      )
      .described("The address in the subnet.")
      Argument("is_manual_connection", .bool, .computed)
        .described("Whether somebody had to approve.")
    }
    .elsewhere(at: "/properties/manualPrivateLinkServiceConnections", where: "is_manual_connection")
    .described("The connection.")
  }
  .attaching(namedAt: "/properties/networkInterfaces", as: "+networkInterface")
}

/// What private endpoints are made of, and what holds between it.
private enum PrivateEndpointArguments {
  static let route =
    "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
    + "/providers/Microsoft.Network/privateEndpoints/{name}"

  static let aliasEnd = ".azure.privatelinkservice"

  static let networkInterface =
    Argument.block("network_interface", .list(), .computed, at: "/properties/networkInterfaces") {
      Argument("id", .string, .computed, at: "/id")
        .described("The id of the interface.")
      Argument("name", .string, .computed, at: "/id", as: .name(below: ""))
        .described("The name of the interface.")
    }
    .described("The network interface that Azure makes for the endpoint.")

  /// An id and an alias stand in the same place.
  static func target(isAlias: Bool) -> Codec {
    Codec(
      encode: { $0 },
      decode: { value in
        value.stringValue?.lowercased().hasSuffix(aliasEnd) == isAlias ? value : .null(.string)
      })
  }

  /// The ids of zones; each configuration is named after its zone.
  static let zones = Codec(
    encode: { ids in
      .tuple(
        (ids.elements ?? []).map { id in
          let name = id.stringValue?.split(separator: "/").last.map(String.init) ?? ""
          return ["name": .string(name), "properties": ["privateDnsZoneId": id]]
        })
    },
    decode: { configurations in
      .tuple((configurations.elements ?? []).compactMap { $0[member: "properties"]?[member: "privateDnsZoneId"] })
    })

  static let firstAddress = Codec(
    encode: { $0 }, decode: { $0[0]?[member: "properties"]?[member: "privateIPAddress"] ?? .null(.string) })

  /// Says the member of each fixed address that has only a part.
  static func namingMembers(_ arguments: Value) -> Value {
    guard var members = arguments.members, let blocks = members["ip_configuration"], blocks.isKnown,
      let elements = blocks.elements, !elements.isEmpty
    else { return arguments }
    let named = elements.map { element -> Value in
      guard var inner = element.members, inner["member_name"]?.isNull == true, let part = inner["subresource_name"]
      else { return element }
      inner["member_name"] = part
      return Value.object(inner).marked(element.marks)
    }
    members["ip_configuration"] = Value.list(named, of: named[0].unmarked.type).marked(blocks.marks)
    return Value.object(members).marked(arguments.marks)
  }

  static func problems(with arguments: Value) -> [ArgumentProblem] {
    guard let connection = arguments[member: "private_service_connection"]?[0], connection.isKnown else { return [] }
    let place = ValuePath.argument("private_service_connection").appending(.index(0))
    func given(_ name: String) -> Value? { connection[member: name].flatMap { $0.isNull ? nil : $0 } }
    var problems: [ArgumentProblem] = []
    let (id, alias) = (given("private_connection_resource_id"), given("private_connection_resource_alias"))
    if id == nil, alias == nil {
      problems.append(
        ArgumentProblem(
          at: place.appending(.member("private_connection_resource_id")), "Missing required argument",
          detail: "A connection needs `private_connection_resource_id`, or `private_connection_resource_alias`, to say "
            + "what it leads to."))
    } else if id != nil, alias != nil {
      problems.append(
        ArgumentProblem(
          at: place.appending(.member("private_connection_resource_alias")), "Invalid combination of arguments",
          detail: "A connection leads to one thing: keep `private_connection_resource_id` or "
            + "`private_connection_resource_alias`."))
    }
    problems += PrivateLinkParts.problems(of: connection, at: place)
    guard let isManual = given("is_manual_connection")?.boolValue else { return problems }
    if isManual, given("request_message") == nil {
      problems.append(
        ArgumentProblem(
          at: place.appending(.member("request_message")), "Missing required argument",
          detail: "Somebody has to approve of a connection with `is_manual_connection = true`, and needs a "
            + "`request_message` to read."))
    } else if !isManual, given("request_message") != nil {
      problems.append(
        ArgumentProblem(
          at: place.appending(.member("request_message")), "Invalid combination of arguments",
          detail: "Nobody reads a `request_message` unless `is_manual_connection` is true."))
    }
    return problems
  }
}
