import Values

/// The contracts of network security groups and their rules.
enum SecurityGroups {
  static let group: ResourceType = {
    var type = NetworkProvider.type(NetworkProvider.groupType) { groupSchema }
    type.hooks.prepare = { draft, _ throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      for child in try NetworkProvider.takeChildren("securityRules", of: &draft) {
        let rule = Draft.Child(name: child.name, properties: completed(child.properties))
        try check(rule.name, rule.properties, among: draft.children.map { ($0.name, $0.properties) })
        draft.children.append(rule)
      }
      draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("group")))
    }
    NetworkProvider.hold(.init(segment: "securityRules", type: NetworkProvider.ruleType), in: &type) {
      group, body, cloud in
      body["properties", "defaultSecurityRules"] = .tuple(
        standardRules.map { standardRule($0, of: group, etag: cloud.documentTag(of: group)) })
      body["properties", "subnets"] = NetworkProvider.backReferences(users(of: group, cloud))
    }
    NetworkProvider.keep(
      &type, "Network security group", "InUseNetworkSecurityGroupCannotBeDeleted", link: "aka.ms/deletensg",
      whileUsedBy: users)
    return type
  }()

  static let rule: ResourceType = {
    var type = NetworkProvider.childType(NetworkProvider.ruleType) { NetworkProvider.childSchema(ruleProperties) }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let properties = completed(draft.body["properties"] ?? [:])
      let others = cloud.state.below(draft.target.parentKey).filter {
        $0.type == NetworkProvider.ruleType && $0.key != draft.key
      }
      try check(draft.target.name, properties, among: others.map { ($0.name, $0.body["properties"] ?? [:]) })
      draft.body = ["properties": properties]
    }
    return type
  }()

  @Sendable private static func users(of group: StoredResource, _ cloud: SimulatedCloud) -> [StoredResource] {
    cloud.resources(of: NetworkProvider.subnetType, naming: group.key, at: "properties", "networkSecurityGroup")
  }

  // MARK: - Rules

  private static func completed(_ given: Value) -> Value {
    var rule = given
    for list in ["sourcePortRanges", "destinationPortRanges", "sourceAddressPrefixes", "destinationAddressPrefixes"] {
      rule.fill(list, with: [])
    }
    return rule
  }

  private static func check(_ name: String, _ rule: Value, among others: [(String, Value)]) throws(Refusal) {
    for (one, many, what) in [
      ("sourcePortRange", "sourcePortRanges", "port range"),
      ("destinationPortRange", "destinationPortRanges", "port range"),
      ("sourceAddressPrefix", "sourceAddressPrefixes", "address prefix"),
      ("destinationAddressPrefix", "destinationAddressPrefixes", "address prefix"),
    ] {
      let hasMany = rule[many]?.elements?.isEmpty == false
      let hasGroups =
        one.hasPrefix("source") ? rule["sourceApplicationSecurityGroups"] : rule["destinationApplicationSecurityGroups"]
      if rule[one].isAbsent, !hasMany, what == "port range" || (hasGroups?.elements ?? []).isEmpty {
        throw Refusal(
          400, "SecurityRuleInvalid\(what == "port range" ? "PortRange" : "AddressPrefix")",
          "Security rule has invalid \(what): neither \(one) nor \(many) is given. Rule: \(name).")
      }
    }
    let place = [rule["direction"]?.stringValue?.lowercased(), rule["priority"].map { "\($0)" }]
    for (other, its) in others
    where place == [its["direction"]?.stringValue?.lowercased(), its["priority"].map { "\($0)" }] {
      throw Refusal(
        400, "SecurityRuleConflict",
        "Security rule \(name) conflicts with rule \(other). Rules cannot have the same Priority and Direction.")
    }
  }

  private struct StandardRule {
    let name: String
    let source: String
    let destination: String
    let access: String
    let priority: Int
    let direction: String
    let description: String
  }

  /// The rules that every group ends with.
  private static let standardRules = [
    StandardRule(
      name: "AllowVnetInBound", source: "VirtualNetwork", destination: "VirtualNetwork", access: "Allow",
      priority: 65000, direction: "Inbound", description: "Allow inbound traffic from all VMs in VNET"),
    StandardRule(
      name: "AllowAzureLoadBalancerInBound", source: "AzureLoadBalancer", destination: "*", access: "Allow",
      priority: 65001, direction: "Inbound", description: "Allow inbound traffic from azure load balancer"),
    StandardRule(
      name: "DenyAllInBound", source: "*", destination: "*", access: "Deny", priority: 65500, direction: "Inbound",
      description: "Deny all inbound traffic"),
    StandardRule(
      name: "AllowVnetOutBound", source: "VirtualNetwork", destination: "VirtualNetwork", access: "Allow",
      priority: 65000, direction: "Outbound", description: "Allow outbound traffic from all VMs to all VMs in VNET"),
    StandardRule(
      name: "AllowInternetOutBound", source: "*", destination: "Internet", access: "Allow", priority: 65001,
      direction: "Outbound", description: "Allow outbound traffic from all VMs to Internet"),
    StandardRule(
      name: "DenyAllOutBound", source: "*", destination: "*", access: "Deny", priority: 65500, direction: "Outbound",
      description: "Deny all outbound traffic"),
  ]

  private static func standardRule(_ rule: StandardRule, of group: StoredResource, etag: String) -> Value {
    [
      "name": .string(rule.name), "id": .string("\(group.id)/defaultSecurityRules/\(rule.name)"),
      "etag": .string("W/\"\(etag)\""), "type": "Microsoft.Network/networkSecurityGroups/defaultSecurityRules",
      "properties": completed([
        "provisioningState": "Succeeded", "description": .string(rule.description), "protocol": "*",
        "sourcePortRange": "*", "destinationPortRange": "*", "sourceAddressPrefix": .string(rule.source),
        "destinationAddressPrefix": .string(rule.destination), "access": .string(rule.access),
        "priority": .number(rule.priority), "direction": .string(rule.direction),
      ]),
    ]
  }

  // MARK: - Bodies

  private static let ruleProperties = Schema(
    """
    description: string
    protocol: Tcp|Udp|Icmp|Esp|*|Ah required
    sourcePortRange: string
    sourcePortRanges[]: string
    destinationPortRange: string
    destinationPortRanges[]: string
    sourceAddressPrefix: string
    sourceAddressPrefixes[]: string
    destinationAddressPrefix: string
    destinationAddressPrefixes[]: string
    sourceApplicationSecurityGroups[]
      id: string
    destinationApplicationSecurityGroups[]
      id: string
    access: Allow|Deny required
    priority: int 100...4096 required
    direction: Inbound|Outbound required
    provisioningState: any readOnly
    """)

  private static let groupSchema = Schema(
    """
    location: string required
    tags{}: string
    etag: any readOnly
    properties
      resourceGuid: any readOnly
      provisioningState: any readOnly
      flushConnection: bool
      securityRules[]: @rule
      defaultSecurityRules: any readOnly
      subnets: any readOnly
      networkInterfaces: any readOnly
      flowLogs: any readOnly
    """, tables: ["rule": NetworkProvider.partSchema(ruleProperties)])
}
