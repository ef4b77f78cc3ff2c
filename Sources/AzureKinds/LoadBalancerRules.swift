import Resources
import Values

/// What stands in a load balancer's body as an element of a list, and is a resource of its own in a spec.
extension AzureKind {
  /// A probe: how a load balancer finds out which machines are well.
  package static let loadBalancerProbe = loadBalancerPart("azurerm_lb_probe", "probes", "probe") {
    Argument("protocol", .string, .optionalWithDefault(.string("Tcp")), at: "/properties/protocol")
      .oneOf("Http", "Https", "Tcp")
      .described("How machines are asked.")
    Argument("port", .number, .required, at: "/properties/port").isPort()
      .described("The port that is asked.")
    Argument("request_path", .string, .optional, at: "/properties/requestPath")
      .described("The path that is asked for over HTTP.")
    Argument(
      "interval_in_seconds", .number, .optionalWithDefault(.number(15)), at: "/properties/intervalInSeconds"
    )
    .between(5...2_147_483_646)
    .described("How often machines are asked.")
    Argument("number_of_probes", .number, .optionalWithDefault(.number(2)), at: "/properties/numberOfProbes")
      .described("After how many failures a machine gets nothing more; Azure goes by `probe_threshold`.")
    Argument("probe_threshold", .number, .optionalWithDefault(.number(1)), at: "/properties/probeThreshold")
      .between(1...100)
      .described("How many answers alike it takes to change the opinion of a machine.")
    Argument(
      "no_healthy_backends_behavior", .string, .optionalWithDefault(.string("AllProbedDown")),
      at: "/properties/noHealthyBackendsBehavior"
    )
    .oneOf("AllProbedDown", "AllProbedUp")
    .described("Whether all machines get traffic where none is well.")
    Argument(
      "load_balancer_rules", .set(.string), .computed, at: "/properties/loadBalancingRules", as: .wrapped(in: "id")
    )
    .described("The ids of the rules that use it.")
  }
  .checked { arguments in
    let path = arguments[member: "request_path"] ?? .null(.string)
    let kind = arguments[member: "protocol"]?.isNull == false ? arguments[member: "protocol"]?.stringValue : "Tcp"
    guard let kind, path.isKnown, (kind == "Tcp") != path.isNull else { return [] }
    return [
      kind == "Tcp"
        ? ArgumentProblem(
          at: .argument("request_path"), "Invalid combination of arguments",
          detail: "A probe with the protocol `Tcp` only connects, and asks for no `request_path`.")
        : ArgumentProblem(
          at: .argument("protocol"), "Missing required argument",
          detail: "A probe with the protocol `\(kind)` needs the `request_path` that it asks for.")
    ]
  }

  /// A rule: which traffic a load balancer spreads over which pool.
  package static let loadBalancerRule = loadBalancerPart("azurerm_lb_rule", "loadBalancingRules", "rule") {
    LoadBalancerRuleArguments.frontend
    LoadBalancerRuleArguments.transport
    Argument("frontend_port", .number, .required, at: "/properties/frontendPort").between(0...65534)
      .described("The port at which the load balancer is reached; 0 for all, with the protocol `All`.")
    LoadBalancerRuleArguments.backendPort
    Argument(
      "backend_address_pool_ids", .list(.string), .optional, at: "/properties/backendAddressPools",
      as: .wrapped(in: "id")
    )
    .orAlone(at: "/properties/backendAddressPool", isSent: true)
    .isResourceID()
    .described("The pool; two for a gateway load balancer.")
    Argument("probe_id", .string, .optional, at: "/properties/probe/id").isResourceID()
      .described("The probe that says which machines are well.")
    Argument(
      "floating_ip_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/enableFloatingIP"
    )
    .formerly("enable_floating_ip")
    .described("Whether machines see the load balancer's own address.")
    LoadBalancerRuleArguments.tcpReset
    Argument(
      "disable_outbound_snat", .bool, .optionalWithDefault(.bool(false)), at: "/properties/disableOutboundSnat"
    )
    .described("Whether machines of the pool don't reach out through the frontend.")
    LoadBalancerRuleArguments.idleTimeout(4...100).before(.four, .optionalComputed)
    Argument("load_distribution", .string, .optionalWithDefault(.string("Default")), at: "/properties/loadDistribution")
      .before(.four, .optionalComputed)
      .oneOf("Default", "SourceIP", "SourceIPProtocol")
      .described("What makes connections go to the same machine.")
  }
  .checked { arguments in
    var problems: [ArgumentProblem] = []
    if let pools = arguments[member: "backend_address_pool_ids"]?.elements, !(1...2).contains(pools.count) {
      problems.append(
        ArgumentProblem(
          at: .argument("backend_address_pool_ids"), "Invalid value for argument",
          detail:
            "`backend_address_pool_ids` must have one id, or two for a gateway load balancer; it has \(pools.count)."))
    }
    let isForAll = arguments[member: "protocol"]?.stringValue?.lowercased() == "all"
    for name in ["frontend_port", "backend_port"] {
      guard let port = arguments[member: name]?.intValue, arguments[member: "protocol"]?.isKnown == true,
        isForAll != (port == 0)
      else { continue }
      problems.append(
        ArgumentProblem(
          at: .argument(name), "Invalid combination of arguments",
          detail: isForAll
            ? "A rule with the protocol `All` is for all ports: `\(name)` must be 0."
            : "Port 0 stands for all ports, which only a rule with the protocol `All` is for."))
    }
    return problems
  }

  /// An outbound rule: how machines of a pool reach out.
  package static let loadBalancerOutboundRule = loadBalancerPart(
    "azurerm_lb_outbound_rule", "outboundRules", "rule"
  ) {
    Argument.block(
      "frontend_ip_configuration", .list(min: 1), .optional, at: "/properties/frontendIPConfigurations"
    ) {
      Argument("name", .string, .required, at: "/id", as: .name(below: LoadBalancerRuleArguments.frontends))
        .described("The name of the frontend.")
      Argument("id", .string, .computed, at: "/id").changing(with: "name")
        .described("The id of the frontend.")
    }
    .described("A frontend whose addresses the machines are seen with.")
    Argument("backend_address_pool_id", .string, .required, at: "/properties/backendAddressPool/id")
      .isResourceID()
      .described("The pool of machines.")
    LoadBalancerRuleArguments.transport
    LoadBalancerRuleArguments.tcpReset
    Argument(
      "allocated_outbound_ports", .number, .optionalWithDefault(.number(1024)), at: "/properties/allocatedOutboundPorts"
    )
    .between(0...64000)
    .described("How many ports each machine gets; a multiple of 8, and 0 for what Azure thinks right.")
    LoadBalancerRuleArguments.idleTimeout(4...120)
  }
  .checked { arguments in
    guard let ports = arguments[member: "allocated_outbound_ports"]?.intValue, ports % 8 != 0 else { return [] }
    return [
      ArgumentProblem(
        at: .argument("allocated_outbound_ports"), "Invalid value for argument",
        detail: "`allocated_outbound_ports` must be a multiple of 8; it is \(ports).",
        hint: "say \(ports / 8 * 8) or \((ports / 8 + 1) * 8)")
    ]
  }

  /// A NAT rule: a port of a load balancer that leads to one machine, or ports that lead to those of a pool.
  package static let loadBalancerNATRule = AzureKind(
    "azurerm_lb_nat_rule", at: "{loadbalancer_id}/inboundNatRules/{name}", apiVersion: "2025-01-01"
  ) {
    LoadBalancerArguments.place(of: "rule")
    Argument("resource_group_name", .string, .required)
      .described("The resource group of the load balancer, which its id says already: it has no effect.")
    LoadBalancerRuleArguments.frontend
    LoadBalancerRuleArguments.transport
    LoadBalancerRuleArguments.backendPort
    Argument("frontend_port", .number, .optional, at: "/properties/frontendPort").between(0...65534)
      .described("The port that leads to one machine.")
    Argument("frontend_port_start", .number, .optional, at: "/properties/frontendPortRangeStart").isPort()
      .described("The first of the ports that lead to machines of a pool.")
    Argument("frontend_port_end", .number, .optional, at: "/properties/frontendPortRangeEnd").isPort()
      .described("The last of them.")
    Argument("backend_address_pool_id", .string, .optional, at: "/properties/backendAddressPool/id")
      .isResourceID()
      .described("The pool, with a range of ports.")
    Argument("floating_ip_enabled", .bool, .optionalComputed, at: "/properties/enableFloatingIP")
      .formerly("enable_floating_ip")
      .described("Whether the machine sees the load balancer's own address.")
    Argument("tcp_reset_enabled", .bool, .optionalComputed, at: "/properties/enableTcpReset").formerly(
      "enable_tcp_reset"
    )
    .described("Whether both ends are told when a connection is dropped.")
    LoadBalancerRuleArguments.idleTimeout(4...30).before(.four, .optionalComputed)
    Argument("backend_ip_configuration_id", .string, .computed, at: "/properties/backendIPConfiguration/id")
      .described("The network interface that the port leads to.")
  }
  .ofType("Microsoft.Network/loadBalancers/inboundNatRules")
  .part(of: "azurerm_lb", at: "/properties/inboundNatRules[name={name}]")
  .stripping("/properties/provisioningState", "/properties/backendIPConfiguration")
  .serialized(by: "{loadbalancer_id}")
  .withETags()
  .listed()
  .taking(seconds: 5)
  .imported { attributes in
    let id = attributes[member: "loadbalancer_id"]?.stringValue?.split(separator: "/") ?? []
    guard var members = attributes.members, id.count > 3 else { return attributes }
    members["resource_group_name"] = .string(String(id[3]))
    return .object(members)
  }
  .checked { LoadBalancerRuleArguments.problems(withNATRule: $0) }

  private static func loadBalancerPart(
    _ name: String, _ list: String, _ text: String, @ArgumentBuilder _ arguments: @escaping @Sendable () -> [Argument]
  ) -> AzureKind {
    AzureKind(name, at: "{loadbalancer_id}/\(list)/{name}", apiVersion: "2025-01-01") {
      LoadBalancerArguments.place(of: text)
      arguments()
    }
    .ofType("Microsoft.Network/loadBalancers/\(list)")
    .owning("/properties/\(list)[name={name}]", of: "azurerm_lb")
    .serialized(by: "{loadbalancer_id}")
    .taking(seconds: 5)
  }
}

/// What several kinds of rules say, and what holds between it.
private enum LoadBalancerRuleArguments {
  static let frontends = "{loadbalancer_id}/frontendIPConfigurations"

  static let frontend = [
    Argument(
      "frontend_ip_configuration_name", .string, .required, at: "/properties/frontendIPConfiguration/id",
      as: .name(below: frontends)
    )
    .described("The name of the frontend that the rule is for."),
    Argument("frontend_ip_configuration_id", .string, .computed, at: "/properties/frontendIPConfiguration/id")
      .changing(with: "frontend_ip_configuration_name")
      .described("The id of the frontend."),
  ]

  static let transport = Argument("protocol", .string, .required, at: "/properties/protocol").oneOf("All", "Tcp", "Udp")
    .compared(by: .ignoringCase)
    .described("The protocol.")

  static let backendPort = Argument("backend_port", .number, .required, at: "/properties/backendPort").isPort(from: 0)
    .described("The port of the machines.")

  static let tcpReset =
    Argument("tcp_reset_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/properties/enableTcpReset")
    .formerly("enable_tcp_reset")
    .described("Whether both ends are told when a connection is dropped.")

  static func idleTimeout(_ bounds: ClosedRange<Int>) -> Argument {
    Argument(
      "idle_timeout_in_minutes", .number, .optionalWithDefault(.number(4)), at: "/properties/idleTimeoutInMinutes"
    )
    .between(bounds)
    .described("After how many idle minutes a connection is dropped.")
  }

  /// A NAT rule has a port, or a range of ports with a pool.
  static func problems(withNATRule arguments: Value) -> [ArgumentProblem] {
    func given(_ name: String) -> Bool { arguments[member: name]?.isNull == false }
    let range = ["backend_address_pool_id", "frontend_port_start", "frontend_port_end"]
    if given("frontend_port"), let other = range.first(where: given) {
      return [
        ArgumentProblem(
          at: .argument(other), "Invalid combination of arguments",
          detail: "A rule has one `frontend_port`, or a range of ports with a pool; `\(other)` is for the latter.")
      ]
    }
    if !given("frontend_port"), let missing = range.first(where: { !given($0) }) {
      return [
        ArgumentProblem(
          at: .argument(range.first(where: given) ?? "frontend_port"), "Missing required argument",
          detail: range.contains(where: given)
            ? "A range of ports needs `backend_address_pool_id`, `frontend_port_start` and `frontend_port_end`: "
              + "`\(missing)` isn't set."
            : "A rule needs a `frontend_port`, or a range of ports with a pool.")
      ]
    }
    guard let start = arguments[member: "frontend_port_start"]?.intValue,
      let end = arguments[member: "frontend_port_end"]?.intValue, start > end
    else { return [] }
    return [
      ArgumentProblem(
        at: .argument("frontend_port_start"), "Invalid value for argument",
        detail: "The range of ports ends at \(end), before it begins at \(start).")
    ]
  }
}
