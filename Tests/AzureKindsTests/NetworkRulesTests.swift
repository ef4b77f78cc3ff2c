import AzureKinds
import Resources
import Testing
import Values

/// What is wrong with the arguments of networks, load balancers, gateways and roles, before anybody asks Azure.
@Suite("Rules of network kinds")
struct NetworkRulesTests {
  typealias Case = RulesTests.Case

  private static func object(_ pairs: KeyValuePairs<String, Value>) -> Value { RulesTests.object(pairs) }

  private static func connection(_ pairs: KeyValuePairs<String, Value>) -> Value {
    object(["private_service_connection": [object(pairs)]])
  }

  static let endpoints: [Case] = [
    Case(
      testDescription: "a connection leads somewhere", kind: .privateEndpoint,
      arguments: connection(["is_manual_connection": false]),
      problems: ["private_service_connection[0].private_connection_resource_id"]),
    Case(
      testDescription: "a connection leads to one thing", kind: .privateEndpoint,
      arguments: connection([
        "is_manual_connection": false, "private_connection_resource_id": .unknown(.string),
        "private_connection_resource_alias": "x.azure.privatelinkservice",
      ]),
      problems: ["private_service_connection[0].private_connection_resource_alias"]),
    Case(
      testDescription: "who approves of a connection has something to read", kind: .privateEndpoint,
      arguments: connection(["is_manual_connection": true, "private_connection_resource_id": "/t"]),
      problems: ["private_service_connection[0].request_message"]),
    Case(
      testDescription: "nobody reads what nobody approves of", kind: .privateEndpoint,
      arguments: connection([
        "is_manual_connection": false, "private_connection_resource_id": "/t", "request_message": "please",
      ]),
      problems: ["private_service_connection[0].request_message"]),
    Case(
      testDescription: "a connection that is approved by itself is right", kind: .privateEndpoint,
      arguments: connection(["is_manual_connection": false, "private_connection_resource_id": .unknown(.string)]),
      problems: []),
    Case(
      testDescription: "a link is of a zone", kind: .privateDNSZoneVirtualNetworkLink, arguments: object([:]),
      problems: ["private_dns_zone_id"]),
    Case(
      testDescription: "a zone that is called by its name is in a group", kind: .privateDNSZoneVirtualNetworkLink,
      arguments: object(["private_dns_zone_name": "z.internal"]), problems: ["private_dns_zone_name"]),
    Case(
      testDescription: "a link is of one zone", kind: .privateDNSZoneVirtualNetworkLink,
      arguments: object([
        "private_dns_zone_name": "z.internal", "resource_group_name": "g", "private_dns_zone_id": "/x/y.internal",
      ]), problems: ["private_dns_zone_name"]),
  ]

  private static func frontend(_ pairs: KeyValuePairs<String, Value>) -> Value {
    object(["frontend_ip_configuration": [object(pairs)]])
  }

  static let balancers: [Case] = [
    Case(
      testDescription: "a frontend has an address", kind: .loadBalancer, arguments: frontend(["name": "f"]),
      problems: ["frontend_ip_configuration[0].subnet_id"]),
    Case(
      testDescription: "a frontend has one address", kind: .loadBalancer,
      arguments: frontend(["name": "f", "subnet_id": "/s", "public_ip_address_id": .unknown(.string)]),
      problems: ["frontend_ip_configuration[0].public_ip_address_id"]),
    Case(
      testDescription: "a static address is said", kind: .loadBalancer,
      arguments: frontend(["name": "f", "subnet_id": "/s", "private_ip_address_allocation": "Static"]),
      problems: ["frontend_ip_configuration[0].private_ip_address_allocation"]),
    Case(
      testDescription: "frontends have different names", kind: .loadBalancer,
      arguments: object([
        "frontend_ip_configuration": [
          object(["name": "f", "subnet_id": "/s"]), object(["name": "F", "subnet_id": "/s"]),
        ]
      ]), problems: ["frontend_ip_configuration[1].name"]),
    Case(
      testDescription: "a load balancer for all regions is a standard one", kind: .loadBalancer,
      arguments: object(["sku": "Basic", "sku_tier": "Global"]), problems: ["sku_tier"]),
    Case(
      testDescription: "a pool that follows a network has one", kind: .loadBalancerBackendAddressPool,
      arguments: object(["synchronous_mode": "Automatic", "virtual_network_id": .null(.string)]),
      problems: ["synchronous_mode"]),
    Case(
      testDescription: "a probe over HTTP asks for a path", kind: .loadBalancerProbe,
      arguments: object(["protocol": "Http", "request_path": .null(.string)]), problems: ["protocol"]),
    Case(
      testDescription: "a probe over TCP asks for none", kind: .loadBalancerProbe,
      arguments: object(["protocol": .null(.string), "request_path": "/"]), problems: ["request_path"]),
    Case(
      testDescription: "a rule has one pool or two", kind: .loadBalancerRule,
      arguments: object(["backend_address_pool_ids": ["/a", "/b", "/c"], "protocol": "Tcp", "frontend_port": 1]),
      problems: ["backend_address_pool_ids"]),
    Case(
      testDescription: "a rule for one protocol has a port", kind: .loadBalancerRule,
      arguments: object(["protocol": "Tcp", "frontend_port": 0, "backend_port": 80]), problems: ["frontend_port"]),
    Case(
      testDescription: "a rule for all protocols is for all ports", kind: .loadBalancerRule,
      arguments: object(["protocol": "All", "frontend_port": 0, "backend_port": 80]), problems: ["backend_port"]),
    Case(
      testDescription: "outbound ports come in eights", kind: .loadBalancerOutboundRule,
      arguments: object(["allocated_outbound_ports": 100]), problems: ["allocated_outbound_ports"]),
    Case(
      testDescription: "a NAT rule has a port or a range", kind: .loadBalancerNATRule,
      arguments: nat(["frontend_port": 1, "frontend_port_start": 2]), problems: ["frontend_port_start"]),
    Case(
      testDescription: "a NAT rule has a port", kind: .loadBalancerNATRule, arguments: nat([:]),
      problems: ["frontend_port"]),
    Case(
      testDescription: "a range of ports has a pool", kind: .loadBalancerNATRule,
      arguments: nat(["frontend_port_start": 1, "frontend_port_end": 2]), problems: ["frontend_port_start"]),
    Case(
      testDescription: "a range of ports begins before it ends", kind: .loadBalancerNATRule,
      arguments: nat(["backend_address_pool_id": "/p", "frontend_port_start": 3, "frontend_port_end": 2]),
      problems: ["frontend_port_start"]),
  ]

  private static func nat(_ given: [String: Value]) -> Value {
    let names = ["backend_address_pool_id", "frontend_port", "frontend_port_start", "frontend_port_end"]
    return .object(Members(names.map { ($0, given[$0] ?? .null(.dynamic)) }))
  }

  /// A gateway in which all is right, with something in it changed.
  private static func gateway(_ changes: [String: Value] = [:]) -> Value {
    var members: [String: Value] = [
      "sku": [object(["name": "Standard_v2", "tier": "Standard_v2", "capacity": 2])],
      "frontend_ip_configuration": [object(["name": "f", "public_ip_address_id": "/p"])],
      "frontend_port": [object(["name": "p", "port": 80])], "backend_address_pool": [object(["name": "b"])],
      "backend_http_settings": [object(["name": "s"])],
      "http_listener": [
        object([
          "name": "l", "protocol": "Http", "frontend_ip_configuration_name": "f", "frontend_port_name": "p",
        ])
      ],
      "request_routing_rule": [rule([:])],
    ]
    members.merge(changes) { $1 }
    return .object(Members(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
  }

  private static func rule(_ changes: [String: Value]) -> Value {
    var members: [String: Value] = [
      "name": "r", "rule_type": "Basic", "priority": 1, "http_listener_name": "l", "backend_address_pool_name": "b",
      "backend_http_settings_name": "s",
    ]
    members.merge(changes) { $1 }
    return .object(Members(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
  }

  private static func gatewayCase(_ description: String, _ changes: [String: Value], _ problems: [String]) -> Case {
    Case(
      testDescription: "gateway: " + description, kind: .applicationGateway, arguments: gateway(changes),
      problems: problems)
  }

  private static func listener(_ pairs: [String: Value]) -> [String: Value] {
    var members: [String: Value] = [
      "name": "l", "protocol": "Http", "frontend_ip_configuration_name": "f", "frontend_port_name": "p",
    ]
    members.merge(pairs) { $1 }
    return ["http_listener": [.object(Members(members.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))]]
  }

  static let gateways: [Case] = [
    gatewayCase("all is right", [:], []),
    gatewayCase(
      "a port is called that isn't there", listener(["frontend_port_name": "q"]),
      ["http_listener[0].frontend_port_name"]),
    gatewayCase(
      "a name that isn't known yet may be the one", ["frontend_port": [object(["name": .unknown(.string)])]], []),
    gatewayCase(
      "two pools of one name", ["backend_address_pool": [object(["name": "b"]), object(["name": "B"])]],
      ["backend_address_pool[1].name"]),
    gatewayCase(
      "HTTPS without a certificate", listener(["protocol": "Https"]), ["http_listener[0].ssl_certificate_name"]),
    gatewayCase(
      "one host and several", listener(["host_name": "a", "host_names": ["b"]]), ["http_listener[0].host_names"]),
    gatewayCase(
      "a rule with half a destination",
      ["request_routing_rule": [rule(["backend_http_settings_name": .null(.string)])]],
      ["request_routing_rule[0].backend_http_settings_name"]),
    gatewayCase(
      "a rule by paths without a map", ["request_routing_rule": [rule(["rule_type": "PathBasedRouting"])]],
      ["request_routing_rule[0].url_path_map_name"]),
    gatewayCase(
      "a map for a rule that doesn't look",
      [
        "request_routing_rule": [rule(["url_path_map_name": "m"])],
        "url_path_map": [
          object(["name": "m", "default_backend_address_pool_name": "b", "default_backend_http_settings_name": "s"])
        ],
      ], ["request_routing_rule[0].url_path_map_name"]),
    gatewayCase(
      "a rule with two destinations",
      [
        "redirect_configuration": [object(["name": "d", "target_url": "https://example.org"])],
        "request_routing_rule": [rule(["redirect_configuration_name": "d"])],
      ], ["request_routing_rule[0].redirect_configuration_name"]),
    gatewayCase(
      "a rule without a priority", ["request_routing_rule": [rule(["priority": .null(.number)])]],
      ["request_routing_rule[0].priority"]),
    gatewayCase(
      "two rules of one priority", ["request_routing_rule": [rule([:]), rule(["name": "t"])]],
      ["request_routing_rule[1].priority"]),
    gatewayCase(
      "a redirection that leads nowhere", ["redirect_configuration": [object(["name": "d"])]],
      ["redirect_configuration[0].target_listener_name"]),
    gatewayCase(
      "a certificate from nowhere", ["ssl_certificate": [object(["name": "c"])]], ["ssl_certificate[0].data"]),
    gatewayCase(
      "a frontend with two addresses",
      ["frontend_ip_configuration": [object(["name": "f", "public_ip_address_id": "/p", "subnet_id": "/s"])]],
      ["frontend_ip_configuration[0].public_ip_address_id"]),
    gatewayCase(
      "a static address that isn't said",
      [
        "frontend_ip_configuration": [
          object(["name": "f", "subnet_id": "/s", "private_ip_address_allocation": "Static"])
        ]
      ], ["frontend_ip_configuration[0].private_ip_address_allocation"]),
    gatewayCase(
      "a probe without a path", ["probe": [object(["name": "h", "protocol": "Http", "host": "a"])]], ["probe[0].path"]),
    gatewayCase(
      "a probe without a host", ["probe": [object(["name": "h", "protocol": "Http", "path": "/"])]], ["probe[0].host"]),
    gatewayCase(
      "a path map that leads nowhere", ["url_path_map": [object(["name": "m"])]],
      ["url_path_map[0].default_backend_address_pool_name"]),
    gatewayCase(
      "a SKU of another tier", ["sku": [object(["name": "WAF_v2", "tier": "Standard_v2", "capacity": 2])]],
      ["sku[0].tier"]),
    gatewayCase(
      "no size at all", ["sku": [object(["name": "Standard_v2", "tier": "Standard_v2"])]], ["sku[0].capacity"]),
    gatewayCase(
      "two sizes", ["autoscale_configuration": [object(["min_capacity": 1])]], ["sku[0].capacity"]),
    gatewayCase(
      "bounds the wrong way round",
      [
        "sku": [object(["name": "Standard_v2", "tier": "Standard_v2"])],
        "autoscale_configuration": [object(["min_capacity": 5, "max_capacity": 2])],
      ], ["autoscale_configuration[0].min_capacity"]),
  ]

  static let others: [Case] = [
    Case(
      testDescription: "a role is asked for by something", kind: .roleDefinitionData, arguments: object([:]),
      problems: ["name"]),
    Case(
      testDescription: "a role is asked for by one thing", kind: .roleDefinitionData,
      arguments: object(["name": "Reader", "role_definition_id": "acdd72a7-3385-48ef-bd42-f606fba81ae7"]),
      problems: ["role_definition_id"]),
    Case(
      testDescription: "resources are asked for by something", kind: .resources, arguments: object([:]),
      problems: ["type"]),
  ]

  @Test("what doesn't fit together is reported where it stands", arguments: endpoints + balancers + gateways + others)
  func problems(example: Case) {
    #expect(example.kind.check(example.arguments).map(\.path.text) == example.problems)
  }

  @Test(
    "texts are what Azure takes",
    arguments: [
      RulesTests.Text(
        kind: .privateDNSZone, argument: "name", good: ["a.b", "privatelink.blob.core.windows.net", "x_y-1.internal"],
        bad: ["", "internal", "a..b", "a b.c", String(repeating: "x", count: 64) + ".internal"]),
      RulesTests.Text(
        kind: .privateDNSZoneVirtualNetworkLink, argument: "name", good: ["l", "a-b_c.d", "_x_"],
        bad: ["", "-l", "l.", String(repeating: "x", count: 81)]),
      RulesTests.Text(kind: .managementLock, argument: "name", good: ["keep", "k_1-2"], bad: ["", "a.b"]),
      RulesTests.Text(
        kind: .managementLock, argument: "notes", good: [String(repeating: "x", count: 512)],
        bad: [String(repeating: "x", count: 513)]),
      RulesTests.Text(
        kind: .roleDefinition, argument: "role_definition_id", good: ["7f951dda-4ed3-4680-a7ca-43fe172d538d"],
        bad: ["AcrPull"]),
      RulesTests.Text(kind: .loadBalancer, argument: "sku", good: ["Standard"], bad: ["standard", "Premium"]),
    ])
  func texts(example: RulesTests.Text) throws {
    let schema = try #require(example.kind.arguments.first { $0.schema.name == example.argument }).schema
    func holds(_ text: String) -> Bool { schema.rules.allSatisfy { $0.holds(.string(text)) } }
    #expect(example.good.filter { !holds($0) } == [])
    #expect(example.bad.filter(holds) == [])
  }

  @Test("an address is one of IPv4 or IPv6")
  func addresses() throws {
    let frontend = try #require(
      AzureKind.loadBalancer.describedArguments.first { $0.path.hasSuffix("private_ip_address") })
    func holds(_ text: String) -> Bool { frontend.argument.schema.rules.allSatisfy { $0.holds(.string(text)) } }
    #expect(["10.0.0.4", "fd00::1", "::1", "2001:db8:0:0:0:0:0:1"].filter { !holds($0) } == [])
    #expect(["10.0.0", "10.0.0.256", "10.0.0.4/24", "fd00", "a:b", "server"].filter(holds) == [])
  }
}
