import Resources
import Values

extension AzureKind {
  /// A network security group: rules for what may pass in and out of subnets.
  package static let networkSecurityGroup = AzureKind(
    "azurerm_network_security_group",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/networkSecurityGroups/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the group.")
    Argument.resourceGroupName
    Argument.location
    Argument.block("security_rule", .set(), .optionalComputed, at: "/properties/securityRules") {
      Argument("name", .string, .required, at: "/name")
        .described("The name of the rule.")
      SecurityRuleArguments.all
    }
    .named(by: "name").orValue()
    .described("A rule. Those that are resources of their own are not among these blocks.")
    Argument.tags
  }
  .stripping(
    "/properties/provisioningState", "/properties/resourceGuid", "/properties/defaultSecurityRules",
    "/properties/subnets", "/properties/networkInterfaces", "/properties/flowLogs",
    "/properties/securityRules/*/etag", "/properties/securityRules/*/properties/provisioningState"
  )
  .holding("securityRules", at: "/properties/securityRules")
  .serialized(by: "{id}")
  .withETags()
  .listed()
  .taking(seconds: 5)
  .checked { arguments in
    (arguments[member: "security_rule"]?.elements ?? []).flatMap {
      SecurityRuleArguments.problems(with: $0, in: "security_rule")
    }
  }

  /// A rule of a network security group, as a resource of its own.
  package static let networkSecurityRule = AzureKind(
    "azurerm_network_security_rule",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Network/networkSecurityGroups/{network_security_group_name}/securityRules/{name}",
    apiVersion: "2025-01-01"
  ) {
    Argument.networkName(1...80, "The name of the rule.")
    Argument.resourceGroupName
    Argument("network_security_group_name", .string, .required)
      .described("The group that the rule is part of.")
    SecurityRuleArguments.all
  }
  .ofType("Microsoft.Network/networkSecurityGroups/securityRules")
  .part(of: "azurerm_network_security_group", at: "/properties/securityRules[name={name}]")
  .stripping("/properties/provisioningState")
  .serialized(by: "{id}/../..")
  .withETags()
  .listed()
  .taking(seconds: 4)
  .checked { SecurityRuleArguments.problems(with: $0, in: nil) }
}

/// What a security rule says, be it a resource of its own or a block of its group.
enum SecurityRuleArguments {
  static let all: [Argument] =
    [
      Argument("description", .string, .optional, at: "/properties/description")
        .matching("must have at most 140 characters") { $0.count <= 140 }
        .described("What the rule is for."),
      Argument("protocol", .string, .required, at: "/properties/protocol").compared(by: .ignoringCase)
        .matching("must be one of \"Tcp\", \"Udp\", \"Icmp\", \"Esp\", \"Ah\", \"*\"") {
          ["tcp", "udp", "icmp", "esp", "ah", "*"].contains($0.lowercased())
        }
        .described("The protocol; `*` for any."),
    ] + ends.flatMap(\.arguments) + [
      Argument("access", .string, .required, at: "/properties/access").compared(by: .ignoringCase)
        .oneOf("Allow", "Deny")
        .described("Whether what the rule is about may pass."),
      Argument("priority", .number, .required, at: "/properties/priority").between(100...4096)
        .described("The lower, the earlier the rule is asked; unique for a direction."),
      Argument("direction", .string, .required, at: "/properties/direction").compared(by: .ignoringCase)
        .oneOf("Inbound", "Outbound")
        .described("Whether it is about what comes in or what goes out."),
    ]

  /// One end of the traffic that a rule is about.
  private struct End {
    let name: String
    /// The member's name in a body begins so too.
    var arguments: [Argument] {
      let path = "/properties/\(name)"
      return [
        Argument("\(name)_port_range", .string, .optional, at: path + "PortRange").isPortRanges()
          .described("A port, a range such as `8000-8100`, or `*`."),
        Argument("\(name)_port_ranges", .set(.string), .optional, at: path + "PortRanges", as: .unlessEmpty)
          .isPortRanges()
          .described("Several ports and ranges."),
        Argument("\(name)_address_prefix", .string, .optional, at: path + "AddressPrefix")
          .described("A range of addresses in CIDR notation, a service tag such as `Internet`, or `*`."),
        Argument("\(name)_address_prefixes", .set(.string), .optional, at: path + "AddressPrefixes", as: .unlessEmpty)
          .described("Several ranges of addresses."),
        Argument(
          "\(name)_application_security_group_ids", .set(.string), .optional, at: path + "ApplicationSecurityGroups",
          as: .wrapped(in: "id")
        )
        .isResourceID()
        .described("Application security groups in place of addresses."),
      ]
    }
  }

  private static let ends = [End(name: "source"), End(name: "destination")]

  /// A rule needs ports and addresses at both ends, each in one of the forms.
  static func problems(with rule: Value, in block: String?) -> [ArgumentProblem] {
    func isSet(_ name: String) -> Bool {
      guard let value = rule[member: name], !value.isNull else { return false }
      return !value.isKnown || value.elements?.isEmpty != true
    }
    guard rule.isKnown else { return [] }
    let subject = rule[member: "name"]?.stringValue.map { "The rule \"\($0)\"" } ?? "The rule"
    func problem(_ name: String, _ summary: String, _ detail: String) -> ArgumentProblem {
      ArgumentProblem(at: .argument(block ?? name), summary, detail: "\(subject) \(detail)")
    }
    return ends.map(\.name).flatMap { end -> [ArgumentProblem] in
      var problems: [ArgumentProblem] = []
      let groups = "\(end)_application_security_group_ids"
      for (one, many, others) in [
        ("\(end)_port_range", "\(end)_port_ranges", []), ("\(end)_address_prefix", "\(end)_address_prefixes", [groups]),
      ] {
        if isSet(one), isSet(many) {
          problems.append(
            problem(one, "Invalid combination of arguments", "has both `\(one)` and `\(many)`; keep one of them."))
        } else if !isSet(one), !isSet(many), !others.contains(where: isSet) {
          problems.append(
            problem(
              one, "Missing required argument",
              "needs " + ([one, many] + others).map { "`\($0)`" }.joined(separator: " or ") + "."))
        }
      }
      return problems
    }
  }
}
