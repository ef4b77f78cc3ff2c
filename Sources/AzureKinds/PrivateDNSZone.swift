import Resources
import Values

extension AzureKind {
  /// A private DNS zone: names that the virtual networks linked to it resolve.
  package static let privateDNSZone = AzureKind(
    "azurerm_private_dns_zone",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/privateDnsZones/{name}",
    apiVersion: "2024-06-01"
  ) {
    Argument("name", .string, .required)
      .matching(
        "must be 2 to 34 labels with '.' between them, each 1 to 63 letters, digits, '-' and '_', and 253 characters at most"
      ) { name in
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        return name.utf8.count <= 253 && (2...34).contains(labels.count)
          && labels.allSatisfy { (1...63).contains($0.utf8.count) && String($0).isMadeOfLettersDigits(and: "-_") }
      }
      .described("The name of the zone, such as `privatelink.blob.core.windows.net`.")
    Argument.resourceGroupName
    Argument.block("soa_record", .single, .optionalComputed, at: "/+SOA/properties") {
      Argument("email", .string, .required, at: "/soaRecord/email")
        .matching("must be an address with '.' in place of '@', of 2 to 34 labels and 253 characters at most") {
          email in
          let labels = email.split(separator: ".", omittingEmptySubsequences: false)
          return email.utf8.count <= 253 && (2...34).contains(labels.count)
            && labels.allSatisfy { (1...63).contains($0.utf8.count) && String($0).isMadeOfLettersDigits(and: "-_") }
        }
        .described("The address of who looks after the zone, with `.` in place of `@`.")
      for (name, seconds, member, text) in StartOfAuthority.times {
        Argument(name, .number, .optionalWithDefault(.number(Number(seconds))), at: member)
          .between(0...2_147_483_647)
          .described(text)
      }
      Argument.tags(at: "/metadata")
      Argument("fqdn", .string, .computed, at: "/fqdn")
        .described("The whole name of the record.")
      Argument("host_name", .string, .computed, at: "/soaRecord/host")
        .described("The name server of the zone.")
      Argument("serial_number", .number, .computed, at: "/soaRecord/serialNumber")
        .described("Azure's number for the state of the zone.")
    }
    .described("The start of authority: how long others may keep what they were told. Azure makes it with the zone.")
    Argument.tags
    Argument("number_of_record_sets", .number, .computed, at: "/properties/numberOfRecordSets")
      .described("How many record sets there are.")
    Argument("max_number_of_record_sets", .number, .computed, at: "/properties/maxNumberOfRecordSets")
      .described("How many record sets there can be.")
    Argument(
      "max_number_of_virtual_network_links", .number, .computed, at: "/properties/maxNumberOfVirtualNetworkLinks"
    )
    .described("How many networks can be linked.")
    Argument(
      "max_number_of_virtual_network_links_with_registration", .number, .computed,
      at: "/properties/maxNumberOfVirtualNetworkLinksWithRegistration"
    )
    .described("How many networks can be linked that register their machines.")
  }
  .always(sending: "global", at: "/location")
  .stripping(
    "/properties/maxNumberOfRecordSets", "/properties/numberOfRecordSets", "/properties/maxNumberOfVirtualNetworkLinks",
    "/properties/numberOfVirtualNetworkLinks", "/properties/maxNumberOfVirtualNetworkLinksWithRegistration",
    "/properties/numberOfVirtualNetworkLinksWithRegistration", "/properties/provisioningState",
    "/properties/internalId", "/+SOA/properties/fqdn", "/+SOA/properties/isAutoRegistered"
  )
  .attaching(child: "SOA/@", as: "+SOA")
  .serialized(by: "{id}")
  .withETags()
  .taking(seconds: 30)
  .refined { _, prior, planned in
    // A zone always has the record: without the block it is as Azure makes it.
    guard var members = planned.members, members["soa_record"]?.elements?.isEmpty == true,
      let old = prior?[member: "soa_record"]?[0]?.members
    else { return planned }
    let unset = Value.object(StartOfAuthority.unset(old))
    members["soa_record"] = .list([unset], of: unset.type)
    return Value.object(members).marked(planned.marks)
  }

  /// A virtual network that resolves the names of a private DNS zone.
  package static let privateDNSZoneVirtualNetworkLink = AzureKind(
    "azurerm_private_dns_zone_virtual_network_link",
    at: "{private_dns_zone_id}/virtualNetworkLinks/{name}", apiVersion: "2024-06-01"
  ) {
    Argument("name", .string, .required)
      .matching("must be 1 to 80 letters, digits, '-', '_' and '.', and begin and end with a letter, a digit or '_'") {
        name in
        (1...80).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-_.")
          && String(name.prefix(1)).isMadeOfLettersDigits(and: "_")
          && String(name.suffix(1)).isMadeOfLettersDigits(and: "_")
      }
      .described("The name of the link.")
    Argument("private_dns_zone_id", .string, .optional).compared(by: .resourceID)
      .described("The zone.")
    PrivateDNSZoneLinkArguments.names
    Argument("virtual_network_id", .string, .required, at: "/properties/virtualNetwork/id")
      .replacing().isResourceID()
      .described("The network.")
    Argument(
      "registration_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/registrationEnabled"
    )
    .described("Whether the network's machines get names in the zone.")
    Argument("resolution_policy", .string, .optionalComputed, at: "/properties/resolutionPolicy")
      .oneOf("Default", "NxDomainRedirect")
      .described("Whether a name that the zone doesn't have is asked of the internet: `NxDomainRedirect` says so.")
    Argument.tags
  }
  .ofType("Microsoft.Network/privateDnsZones/virtualNetworkLinks")
  .always(sending: "global", at: "/location")
  .stripping("/properties/provisioningState", "/properties/virtualNetworkLinkState")
  .serialized(by: "{private_dns_zone_id}")
  .withETags()
  .listed()
  .taking(seconds: 40)
  .inferring { PrivateDNSZoneLinkArguments.inferred(from: $0, $1) }
  .checked { PrivateDNSZoneLinkArguments.problems(with: $0) }
}

/// How a link says which zone it is of.
enum PrivateDNSZoneLinkArguments {
  /// The older form of `private_dns_zone_id`.
  static let names = [
    Argument("private_dns_zone_name", .string, .optional)
      .described("The name of the zone, with `resource_group_name`: the older form of `private_dns_zone_id`."),
    Argument("resource_group_name", .string, .optional)
      .described("The resource group of the zone that is called by its name."),
  ]

  /// Fills in the id of a zone that is called by its name.
  static func inferred(from arguments: Value, _ context: InferenceContext) -> Value {
    guard var members = arguments.members, members["private_dns_zone_id"]?.isNull == true,
      let name = members["private_dns_zone_name"], let group = members["resource_group_name"], !name.isNull,
      !group.isNull
    else { return arguments }
    var id = Value.unknown(.string)
    if let name = name.stringValue, let group = group.stringValue, !context.subscription.isEmpty {
      id = .string(
        "/subscriptions/\(context.subscription)/resourceGroups/\(group)/providers/Microsoft.Network/privateDnsZones/\(name)"
      )
    }
    members["private_dns_zone_id"] = id.marked(name.marks.union(group.marks))
    return Value.object(members).marked(arguments.marks)
  }

  static func problems(with arguments: Value) -> [ArgumentProblem] {
    if arguments.isSurelyGiven("private_dns_zone_name"), !arguments.isGiven("resource_group_name") {
      return [
        ArgumentProblem(
          at: .argument("private_dns_zone_name"), "Missing required argument",
          detail: "A zone that is called by its name needs `resource_group_name`, too.",
          hint: "say `private_dns_zone_id` in the place of both")
      ]
    }
    if !arguments.isGiven("private_dns_zone_id") {
      return [
        ArgumentProblem(
          at: .argument("private_dns_zone_id"), "Missing required argument",
          detail: "`private_dns_zone_id` must say which zone it is.")
      ]
    }
    // The id of a zone that is called by its name has been filled in by now.
    guard let id = arguments[member: "private_dns_zone_id"]?.stringValue,
      let name = arguments[member: "private_dns_zone_name"]?.stringValue,
      !id.lowercased().hasSuffix("/" + name.lowercased())
    else { return [] }
    return [
      ArgumentProblem(
        at: .argument("private_dns_zone_name"), "Invalid combination of arguments",
        detail: "`private_dns_zone_id` and `private_dns_zone_name` say which zone it is, and they say two.",
        hint: "keep `private_dns_zone_id`")
    ]
  }
}

/// The start of authority that Azure makes with a zone.
private enum StartOfAuthority {
  /// The times that it says, with what they are for a new zone.
  static let times: [(name: String, seconds: Int, member: String, text: String)] = [
    ("expire_time", 2_419_200, "/soaRecord/expireTime", "After how many seconds a copy of the zone is worth nothing."),
    ("minimum_ttl", 10, "/soaRecord/minimumTtl", "For how many seconds others remember that there is no such name."),
    ("refresh_time", 3600, "/soaRecord/refreshTime", "After how many seconds a copy of the zone is to be renewed."),
    ("retry_time", 300, "/soaRecord/retryTime", "After how many seconds a renewal that failed is tried again."),
    ("ttl", 3600, "/ttl", "For how many seconds others remember the record."),
  ]

  /// A record with everything back to what it is for a new zone.
  static func unset(_ record: Members) -> Members {
    var record = record
    record["email"] = .string("azureprivatedns-host.microsoft.com")
    record["tags"] = .null(.map(.string))
    for time in times { record[time.name] = .number(Number(time.seconds)) }
    return record
  }
}
