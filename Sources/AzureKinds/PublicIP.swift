import Resources
import Values

extension AzureKind {
  /// A public IP address.
  package static let publicIP = AzureKind(
    "azurerm_public_ip",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/publicIPAddresses/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the address.")
    Argument.resourceGroupName
    Argument.location
    Argument("allocation_method", .string, .required, at: "/properties/publicIPAllocationMethod")
      .oneOf("Static", "Dynamic")
      .described("Whether the address stays the same; it has to for the Standard SKU.")
    Argument("zones", .set(.string), .optionalComputed, at: "/zones").replacing()
      .described("The availability zones that the address is served from.")
    Argument(
      "ddos_protection_mode", .string, .optionalWithDefault(.string("VirtualNetworkInherited")),
      at: "/properties/ddosSettings/protectionMode"
    )
    .oneOf("Disabled", "Enabled", "VirtualNetworkInherited")
    .described("How the address is protected from attacks.")
    Argument("ddos_protection_plan_id", .string, .optional, at: "/properties/ddosSettings/ddosProtectionPlan/id")
      .isResourceID()
      .described("The plan that protects it, where that is enabled.")
    Argument("domain_name_label", .string, .optional, at: "/properties/dnsSettings/domainNameLabel")
      .matching("must be 3 to 63 lower-case letters, digits and hyphens, and begin with a letter") { label in
        (3...63).contains(label.utf8.count) && label.isMadeOfLettersDigits(and: "-") && label == label.lowercased()
          && label.first?.isLetter == true && label.endsWithLetterOrDigit
      }
      .described("The first part of a name for the address in Azure's DNS.")
    Argument("domain_name_label_scope", .string, .optional, at: "/properties/dnsSettings/domainNameLabelScope")
      .oneOf("NoReuse", "ResourceGroupReuse", "SubscriptionReuse", "TenantReuse")
      .described("Where the same label may stand for something else.")
    Argument.edgeZone
    Argument(
      "idle_timeout_in_minutes", .number, .optionalWithDefault(.number(4)), at: "/properties/idleTimeoutInMinutes"
    )
    .between(4...30)
    .described("After how many idle minutes a connection is dropped.")
    Argument(
      "ip_tags", .map(.string), .optional, at: "/properties/ipTags", as: .pairs("ipTagType", "tag")
    )
    .replacing()
    .described("Tags of the address itself, such as `RoutingPreference`.")
    Argument(
      "ip_version", .string, .optionalWithDefault(.string("IPv4")), at: "/properties/publicIPAddressVersion"
    )
    .oneOf("IPv4", "IPv6").replacing()
    .described("The version of the protocol.")
    Argument("public_ip_prefix_id", .string, .optional, at: "/properties/publicIPPrefix/id").replacing()
      .isResourceID()
      .described("The prefix that the address is taken from.")
    Argument("reverse_fqdn", .string, .optional, at: "/properties/dnsSettings/reverseFqdn")
      .described("The name that the address resolves to.")
    Argument("sku", .string, .optionalWithDefault(.string("Standard")), at: "/sku/name")
      .before(.four, .optionalWithDefault(.string("Basic")))
      .oneOf("Basic", "Standard", "StandardV2").replacing()
      .described("The SKU.")
    Argument("sku_tier", .string, .optionalWithDefault(.string("Regional")), at: "/sku/tier")
      .oneOf("Regional", "Global").replacing()
      .described("Whether the address is for one region or for all.")
    Argument.tags
    Argument("ip_address", .string, .computed, at: "/properties/ipAddress")
      .described("The address.")
    Argument("fqdn", .string, .computed, at: "/properties/dnsSettings/fqdn").changing(with: "domain_name_label")
      .described("The name of the address in Azure's DNS.")
  }
  .stripping(
    "/properties/provisioningState", "/properties/resourceGuid", "/properties/natGateway",
    "/properties/ipConfiguration", "/properties/linkedPublicIPAddress", "/properties/servicePublicIPAddress",
    "/properties/dnsSettings/fqdn"
  )
  .serialized(by: "{id}")
  .withETags()
  .listed()
  .taking(seconds: 5)
  .checked { arguments in
    let sku = arguments[member: "sku"] ?? .null(.string)
    guard arguments[member: "allocation_method"]?.stringValue == "Dynamic", sku.isKnown, sku.stringValue != "Basic"
    else { return [] }
    return [
      ArgumentProblem(
        at: .argument("allocation_method"), "Invalid combination of arguments",
        detail: "An address of the SKU `\(sku.stringValue ?? "Standard")` can't be `Dynamic`: Azure refuses it.",
        hint: "set `allocation_method = \"Static\"`")
    ]
  }
}
