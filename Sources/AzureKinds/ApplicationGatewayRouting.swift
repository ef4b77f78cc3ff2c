import Resources
import Values

/// Which requests an application gateway takes in, and where they go.
enum ApplicationGatewayRouting {
  static let all = [
    httpListener, listener, requestRule, rule, pathMap, redirect, rewrites,
  ]

  /// What both kinds of listeners have.
  @ArgumentBuilder private static var listening: [Argument] {
    Argument.part(
      "frontend_ip_configuration", .required, "frontendIPConfiguration", in: "frontendIPConfigurations",
      "the address that it listens at")
    Argument.part("frontend_port", .required, "frontendPort", in: "frontendPorts", "the port that it listens at")
    Argument.part("ssl_certificate", .optional, "sslCertificate", in: "sslCertificates", "its certificate")
    Argument.part("ssl_profile", .optional, "sslProfile", in: "sslProfiles", "its TLS profile")
    Argument("host_names", .set(.string), .optional, at: "/properties/hostNames", as: .unlessEmpty)
      .described("The hosts that it is for, with `*` and `?` for any letters; all if there are none.")
  }

  private static let httpListener =
    Argument.block("http_listener", .set(), .optional, at: "/properties/httpListeners") {
      Argument.partName
      Argument("protocol", .string, .required, at: "/properties/protocol").oneOf("Http", "Https")
        .described("The protocol.")
      listening
      Argument("host_name", .string, .optional, at: "/properties/hostName")
        .described("The one host that it is for.")
      Argument("require_sni", .bool, .optional, at: "/properties/requireServerNameIndication")
        .described("Whether clients have to say the host when they connect.")
      Argument("firewall_policy_id", .string, .optional, at: "/properties/firewallPolicy/id").isResourceID()
        .described("The firewall policy for it alone.")
      Argument.customErrors(at: "/properties/customErrorConfigurations")
    }
    .named(by: "name")
    .described("Takes in requests.")

  private static let listener =
    Argument.block("listener", .set(), .optional, at: "/properties/listeners") {
      Argument.partName
      Argument("protocol", .string, .required, at: "/properties/protocol").oneOf("Tcp", "Tls")
        .described("The protocol.")
      listening
    }
    .named(by: "name")
    .described("Takes in connections that aren't HTTP.")

  @ArgumentBuilder private static func targets(_ prefix: String = "", member: (String) -> String) -> [Argument] {
    Argument.part(
      "\(prefix)backend_address_pool", .optional, member("backendAddressPool"), in: "backendAddressPools",
      "the pool that requests go to")
    Argument.part(
      "\(prefix)backend_http_settings", .optional, member("backendHttpSettings"), in: "backendHttpSettingsCollection",
      "the settings by which they do")
    Argument.part(
      "\(prefix)redirect_configuration", .optional, member("redirectConfiguration"), in: "redirectConfigurations",
      "the redirection that clients get in place of that")
    Argument.part(
      "\(prefix)rewrite_rule_set", .optional, member("rewriteRuleSet"), in: "rewriteRuleSets",
      "the rules by which requests are rewritten")
  }

  private static let priority = Argument("priority", .number, .optional, at: "/properties/priority").between(1...20000)
    .described("The lower, the earlier the rule is asked.")

  private static let requestRule =
    Argument.block("request_routing_rule", .set(), .optional, at: "/properties/requestRoutingRules") {
      Argument.partName
      Argument("rule_type", .string, .required, at: "/properties/ruleType").oneOf("Basic", "PathBasedRouting")
        .described("Whether the path of a request counts.")
      Argument.part("http_listener", .required, "httpListener", in: "httpListeners", "the listener that it is about")
      targets { $0 }
      Argument.part("url_path_map", .optional, "urlPathMap", in: "urlPathMaps", "the map by which the path counts")
      priority
    }
    .named(by: "name")
    .described("Says where the requests of a listener go.")

  private static let rule =
    Argument.block("routing_rule", .set(), .optional, at: "/properties/routingRules") {
      Argument.partName
      Argument.part(
        "backend_address_pool", .required, "backendAddressPool", in: "backendAddressPools",
        "the pool that connections go to")
      Argument.part(
        "backend", .required, "backendSettings", in: "backendSettingsCollection", "the settings by which they do")
      Argument.part("listener", .required, "listener", in: "listeners", "the listener that it is about")
      Argument("priority", .number, .required, at: "/properties/priority").between(1...20000)
        .described("The lower, the earlier the rule is asked.")
    }
    .named(by: "name")
    .marked(by: "/properties/ruleType", is: .string("Basic"))
    .described("Says where the connections of a listener go that aren't HTTP.")

  private static let pathMap =
    Argument.block("url_path_map", .list(), .optional, at: "/properties/urlPathMaps") {
      Argument.partName
      targets("default_") { "default\($0.prefix(1).uppercased())\($0.dropFirst())" }
      Argument.block("path_rule", .list(min: 1), .required, at: "/properties/pathRules") {
        Argument.partName
        Argument("paths", .list(.string), .required, at: "/properties/paths")
          .described("The paths, with `*` at the end for all that begin so.")
        targets { $0 }
        Argument("firewall_policy_id", .string, .optional, at: "/properties/firewallPolicy/id")
          .isResourceID()
          .described("The firewall policy for these paths alone.")
      }
      .described("Says where requests of some paths go.")
    }
    .named(by: "name")
    .described("Says where requests go by their paths.")

  private static let redirect =
    Argument.block("redirect_configuration", .set(), .optional, at: "/properties/redirectConfigurations") {
      Argument.partName
      Argument("redirect_type", .string, .required, at: "/properties/redirectType")
        .oneOf("Permanent", "Temporary", "Found", "SeeOther")
        .described("What clients are told.")
      Argument.part(
        "target_listener", .optional, "targetListener", in: "httpListeners", "the listener that clients are sent to")
      Argument("target_url", .string, .optional, at: "/properties/targetUrl")
        .described("The URL that clients are sent to.")
      Argument("include_path", .bool, .optionalWithDefault(.bool(false)), at: "/properties/includePath")
        .described("Whether the path goes with them.")
      Argument("include_query_string", .bool, .optionalWithDefault(.bool(false)), at: "/properties/includeQueryString")
        .described("Whether the query goes with them.")
    }
    .named(by: "name")
    .described("Sends clients elsewhere.")

  private static func header(_ name: String, at path: String, _ text: String) -> Argument {
    .block(name, .list(), .optional, at: path) {
      Argument("header_name", .string, .required, at: "/headerName")
        .described("The name of the header.")
      Argument("header_value", .string, .required, at: "/headerValue")
        .described("Its value; an empty one takes the header away.")
    }
    .described(text)
  }

  private static let rewrites =
    Argument.block("rewrite_rule_set", .list(), .optional, at: "/properties/rewriteRuleSets") {
      Argument.partName
      Argument.block("rewrite_rule", .list(), .optional, at: "/properties/rewriteRules") {
        Argument("name", .string, .required, at: "/name")
          .described("The name of the rule.")
        Argument("rule_sequence", .number, .required, at: "/ruleSequence").between(1...1000)
          .described("The lower, the earlier the rule is asked.")
        Argument.block("condition", .list(), .optional, at: "/conditions") {
          Argument("variable", .string, .required, at: "/variable")
            .described("What of a request or response is looked at, such as `var_uri_path`.")
          Argument("pattern", .string, .required, at: "/pattern")
            .described("The pattern that it has to match.")
          Argument("ignore_case", .bool, .optionalWithDefault(.bool(false)), at: "/ignoreCase")
            .described("Whether upper and lower case are one.")
          Argument("negate", .bool, .optionalWithDefault(.bool(false)), at: "/negate")
            .described("Whether it must not match.")
        }
        .described("When the rule holds.")
        header("request_header_configuration", at: "/actionSet/requestHeaderConfigurations", "A header of requests.")
        header("response_header_configuration", at: "/actionSet/responseHeaderConfigurations", "A header of responses.")
        Argument.block("url", .single, .optional, at: "/actionSet/urlConfiguration") {
          Argument("path", .string, .optional, at: "/modifiedPath")
            .described("The new path.")
          Argument("query_string", .string, .optional, at: "/modifiedQueryString")
            .described("The new query.")
          Argument("components", .string, .optional).oneOf("path_only", "query_string_only")
            .described(
              "The part that is new, where the other one is to stay; otherwise one that isn't said is emptied."
            )
            .read(at: "", as: newPart)
          Argument("reroute", .bool, .optionalWithDefault(.bool(false)), at: "/reroute")
            .described("Whether the path map is asked again, for the new path.")
        }
        .described("A new path and query.")
      }
      .described("A rule.")
    }
    .named(by: "name")
    .described("Rules by which requests and responses are rewritten.")

  /// Which of a URL's parts is new, where one alone is; only read.
  private static let newPart = Codec(
    encode: { $0 },
    decode: { url in
      switch (url[member: "modifiedPath"]?.isNull ?? true, url[member: "modifiedQueryString"]?.isNull ?? true) {
      case (false, true): "path_only"
      case (true, false): "query_string_only"
      default: .null(.string)
      }
    })

  /// A new URL is all of it, unless it says that it is a part.
  static func completed(_ arguments: Value) -> Value {
    arguments.changing(inBlocks: ["rewrite_rule_set", "rewrite_rule", "url"]) { url in
      guard url["components"]?.isNull == true else { return }
      for name in ["path", "query_string"] where url[name]?.isNull == true { url[name] = .string("") }
    }
  }
}

extension Value {
  /// The value with each element of blocks within blocks changed.
  func changing(inBlocks names: ArraySlice<String>, _ change: (inout Members) -> Void) -> Value {
    guard var members = unmarked.members else { return self }
    guard let name = names.first else {
      change(&members)
      return Value.object(members).marked(marks)
    }
    guard let blocks = members[name], blocks.isKnown, let elements = blocks.elements, !elements.isEmpty else {
      return self
    }
    let changed = elements.map { $0.changing(inBlocks: names.dropFirst(), change) }
    let replaced: Value =
      switch blocks.unmarked {
      case .set(_, of: let type): .set(changed, of: type)
      case .list(_, of: let type): .list(changed, of: type)
      default: .tuple(changed)
      }
    members[name] = replaced.marked(blocks.marks)
    return Value.object(members).marked(marks)
  }
}
