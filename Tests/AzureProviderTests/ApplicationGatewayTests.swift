import Applying
import Diagnostics
import HTTP
import Planning
import TestWorld
import Testing
import Values

/// An application gateway: one document whose parts call each other by name in a spec and by id in the body.
@Suite("Application gateways")
struct ApplicationGatewayTests {
  private typealias Specs = NetworkSpecs
  private let world = World()
  private static let id = World.id("resourceGroups/rg-a/providers/Microsoft.Network/applicationGateways/g")

  private static let surroundings =
    Specs.group + Specs.network() + Specs.subnet() + """
      resource "azurerm_public_ip" "p" {
        name                = "p"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        allocation_method   = "Static"
      }

      """

  private static let pools = [
    "backend_address_pool {\n name = \"machines\"\n ip_addresses = [\"10.0.2.4\"]\n fqdns = [\"a.example.org\"]\n }",
    "backend_address_pool {\n name = \"others\"\n fqdns = [\"b.example.org\"]\n }",
  ]

  private static let ports = [
    "frontend_port {\n name = \"http\"\n port = 80\n }", "frontend_port {\n name = \"https\"\n port = 443\n }",
    "frontend_port {\n name = \"raw\"\n port = 5000\n }",
  ]

  private func spec(
    pools: [String] = Self.pools, ports: [String] = Self.ports, timeout: Int = 60, password: String = "secret",
    more: String = ""
  ) -> String {
    Self.surroundings + """
      resource "azurerm_application_gateway" "g" {
        name                = "g"
        resource_group_name = azurerm_resource_group.a.name
        location            = azurerm_resource_group.a.location
        zones               = ["1", "2"]
        http2_enabled       = true
        sku {
          name = "WAF_v2"
          tier = "WAF_v2"
        }
        autoscale_configuration {
          min_capacity = 1
          max_capacity = 3
        }
        gateway_ip_configuration {
          name      = "own"
          subnet_id = azurerm_subnet.s.id
        }
        frontend_ip_configuration {
          name                            = "public"
          public_ip_address_id            = azurerm_public_ip.p.id
          private_link_configuration_name = "link"
        }
        private_link_configuration {
          name = "link"
          ip_configuration {
            name                          = "first"
            subnet_id                     = azurerm_subnet.s.id
            private_ip_address_allocation = "Dynamic"
            primary                       = true
          }
        }
        \(ports.joined(separator: "\n"))
        \(pools.joined(separator: "\n"))
        trusted_root_certificate {
          name = "root"
          data = "cm9vdA=="
        }
        trusted_client_certificate {
          name = "clients"
          data = "Y2xpZW50cw=="
        }
        ssl_certificate {
          name     = "site"
          data     = "c2l0ZQ=="
          password = "\(password)"
        }
        ssl_policy {
          policy_type = "Predefined"
          policy_name = "AppGwSslPolicy20220101"
        }
        ssl_profile {
          name                                = "mutual"
          trusted_client_certificate_names    = ["clients"]
          verify_client_certificate_issuer_dn = true
        }
        probe {
          name                = "health"
          protocol            = "Https"
          interval            = 30
          timeout             = 30
          unhealthy_threshold = 3
          host                = "a.example.org"
          path                = "/healthz"
          match {
            status_code = ["200-399"]
          }
        }
        backend_http_settings {
          name                           = "secure"
          port                           = 8443
          protocol                       = "Https"
          cookie_based_affinity          = "Enabled"
          request_timeout                = \(timeout)
          host_name                      = "a.example.org"
          probe_name                     = "health"
          trusted_root_certificate_names = ["root"]
          connection_draining {
            enabled           = true
            drain_timeout_sec = 60
          }
        }
        backend {
          name     = "raw"
          port     = 5001
          protocol = "Tcp"
        }
        http_listener {
          name                           = "plain"
          frontend_ip_configuration_name = "public"
          frontend_port_name             = "http"
          protocol                       = "Http"
          host_names                     = ["*.example.org"]
        }
        http_listener {
          name                           = "secure"
          frontend_ip_configuration_name = "public"
          frontend_port_name             = "https"
          protocol                       = "Https"
          host_name                      = "www.example.org"
          ssl_certificate_name           = "site"
          ssl_profile_name               = "mutual"
          custom_error_configuration {
            status_code           = "HttpStatus502"
            custom_error_page_url = "https://example.org/down.html"
          }
        }
        listener {
          name                           = "raw"
          frontend_ip_configuration_name = "public"
          frontend_port_name             = "raw"
          protocol                       = "Tcp"
        }
        redirect_configuration {
          name                 = "to-secure"
          redirect_type        = "Permanent"
          target_listener_name = "secure"
          include_path         = true
        }
        rewrite_rule_set {
          name = "rewrites"
          rewrite_rule {
            name          = "api"
            rule_sequence = 10
            condition {
              variable = "var_uri_path"
              pattern  = "/old/(.*)"
            }
            request_header_configuration {
              header_name  = "X-Forwarded-Host"
              header_value = "{http_req_host}"
            }
            url {
              path       = "/new/{var_uri_path_1}"
              components = "path_only"
            }
          }
        }
        url_path_map {
          name                               = "paths"
          default_backend_address_pool_name  = "machines"
          default_backend_http_settings_name = "secure"
          path_rule {
            name                       = "others"
            paths                      = ["/others/*"]
            backend_address_pool_name  = "others"
            backend_http_settings_name = "secure"
            rewrite_rule_set_name      = "rewrites"
          }
        }
        request_routing_rule {
          name                        = "away"
          rule_type                   = "Basic"
          priority                    = 10
          http_listener_name          = "plain"
          redirect_configuration_name = "to-secure"
        }
        request_routing_rule {
          name               = "by-path"
          rule_type          = "PathBasedRouting"
          priority           = 20
          http_listener_name = "secure"
          url_path_map_name  = "paths"
        }
        routing_rule {
          name                      = "raw"
          priority                  = 30
          listener_name             = "raw"
          backend_address_pool_name = "machines"
          backend_name              = "raw"
        }
        waf_configuration {
          enabled          = true
          firewall_mode    = "Prevention"
          rule_set_version = "3.2"
          exclusion {
            match_variable          = "RequestHeaderNames"
            selector_match_operator = "Equals"
            selector                = "x-token"
          }
          exclusion {
            match_variable = "RequestCookieNames"
          }
        }
        \(more)
      }

      """
  }

  private func apply(_ spec: String) async throws {
    let result = try await world.apply(spec)
    #expect(result.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await changes(spec) == [])
  }

  private func changes(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.filter { $0.action != .none }.map { "\($0.address) \($0.action)" }
  }

  private func live() async throws -> Value {
    try await world.call(.get, Self.id, apiVersion: "2025-01-01")
  }

  private func part(_ list: String, _ name: String) async throws -> Value? {
    (try await live()[member: "properties"]?[member: list]?.elements ?? []).first {
      $0[member: "name"] == .string(name)
    }?[
      member: "properties"]
  }

  @Test("all blocks are made, planned empty, changed, and destroyed")
  func whole() async throws {
    try await apply(spec())
    let listener = try #require(try await part("httpListeners", "secure"))
    #expect(listener[member: "sslCertificate"]?[member: "id"] == .string(Self.id + "/sslCertificates/site"))
    #expect(try await part("routingRules", "raw")?[member: "ruleType"] == "Basic")
    let firewall = try await live()[member: "properties"]?[member: "webApplicationFirewallConfiguration"]
    #expect(
      firewall?[member: "exclusions"]?[1]
        == ["matchVariable": "RequestCookieNames", "selector": "", "selectorMatchOperator": ""])
    let settings = try #require(try await part("backendHttpSettingsCollection", "secure"))
    #expect(
      settings[member: "trustedRootCertificates"]?[0]?[member: "id"]
        == .string(Self.id + "/trustedRootCertificates/root"))
    let addresses = try #require(
      try await part("backendAddressPools", "machines")?[member: "backendAddresses"]?.elements)
    #expect(addresses.count == 2)
    let reading = """
      data "azurerm_application_gateway" "g" {
        name                = azurerm_application_gateway.g.name
        resource_group_name = azurerm_application_gateway.g.resource_group_name
      }
      output "url" { value = data.azurerm_application_gateway.g.rewrite_rule_set[0].rewrite_rule[0].url[0] }
      """
    let url = try await world.plan(spec() + reading).outputs.first { $0.name == "url" }?.after
    #expect(url?[member: "components"] == "path_only" && url?[member: "path"] == "/new/{var_uri_path_1}")
    try await apply(spec(timeout: 90, more: "tags = { a = \"b\" }"))
    #expect(try await part("backendHttpSettingsCollection", "secure")?[member: "requestTimeout"] == 90)
    #expect(try await part("httpListeners", "secure") != nil)
    let gone = try await world.destroy(spec(timeout: 90, more: "tags = { a = \"b\" }"))
    #expect(gone.failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await world.record() == nil)
  }

  @Test("the order of blocks that call each other by name says nothing")
  func order() async throws {
    try await apply(spec())
    #expect(try await changes(spec(pools: Self.pools.reversed(), ports: Self.ports.reversed())) == [])
  }

  @Test("a part that somebody added is drift, and one that is taken out of the spec goes")
  func added() async throws {
    try await apply(spec())
    let body = try await live()
    var properties = try #require(body[member: "properties"]?.members)
    properties["frontendPorts"] = .tuple(
      (properties["frontendPorts"]?.elements ?? []) + [["name": "theirs", "properties": ["port": 8000]]])
    var edited = try #require(body.members)
    edited["properties"] = .object(properties)
    try await world.call(.put, Self.id, apiVersion: "2025-01-01", body: .object(edited))
    #expect(try await changes(spec()) == ["azurerm_application_gateway.g update"])
    try await apply(spec())
    #expect(try await part("frontendPorts", "theirs") == nil)
    try await apply(spec(ports: Self.ports + ["frontend_port {\n name = \"more\"\n port = 8001\n }"]))
    #expect(try await part("frontendPorts", "more") != nil)
    try await apply(spec())
    #expect(try await part("frontendPorts", "more") == nil)
  }

  @Test("a mistake among names is found by the plan, with what was meant")
  func names() async throws {
    let wrong = spec().replacing("backend_name              = \"raw\"", with: "backend_name = \"raww\"")
    let (planner, _) = try await world.planner(wrong)
    let diagnostics = await planner.plan().diagnostics
    #expect(diagnostics.map(\.summary) == ["No such part"])
    #expect(diagnostics.first?.hint == "did you mean \"raw\"?")
    #expect(diagnostics.first?.subject != nil)
    #expect(world.requests.writes.isEmpty)
  }

  @Test("a word of a few that is misspelt is found with the one that was meant")
  func words() async throws {
    let wrong = spec().replacing("firewall_mode    = \"Prevention\"", with: "firewall_mode = \"prevention\"")
    let (planner, _) = try await world.planner(wrong)
    let diagnostics = await planner.plan().diagnostics
    #expect(diagnostics.map(\.summary) == ["Invalid value for argument"])
    #expect(diagnostics.first?.hint == "did you mean \"Prevention\"?")
    let rules = """
      disabled_rule_group { rule_group_name = "REQUEST-942-APPLICATION-ATTACK-SQL" }
      rule_set_version = "3.3"
      """
    let (other, _) = try await world.planner(spec().replacing("rule_set_version = \"3.2\"", with: rules))
    let found = other.validate().filter { $0.severity == .error }
    #expect(found.map(\.summary) == ["Invalid value for argument", "Invalid value for argument"])
    #expect(found.contains { $0.hint == "did you mean \"REQUEST-942-APPLICATION-ATTACK-SQLI\"?" })
  }

  @Test("a certificate's password is sent, and is in no record and in nothing that Azure answers")
  func secrets() async throws {
    try await world.apply(spec(password: "canary-123"))
    let record = String(describing: try await world.record())
    #expect(!record.contains("canary-123"))
    let answered = String(describing: try await live())
    #expect(!answered.contains("canary-123"))
    #expect(try await changes(spec(password: "canary-123")) == [])
  }
}
