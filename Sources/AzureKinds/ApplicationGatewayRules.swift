import Diagnostics
import Resources
import Values

/// What holds between the parts of an application gateway.
enum ApplicationGatewayRules {
  /// The lists of named parts in the body, with the block that each is.
  private static let blocks = [
    "backendAddressPools": "backend_address_pool", "backendHttpSettingsCollection": "backend_http_settings",
    "backendSettingsCollection": "backend", "frontendIPConfigurations": "frontend_ip_configuration",
    "frontendPorts": "frontend_port", "gatewayIPConfigurations": "gateway_ip_configuration",
    "httpListeners": "http_listener", "listeners": "listener",
    "privateLinkConfigurations": "private_link_configuration",
    "probes": "probe", "redirectConfigurations": "redirect_configuration",
    "requestRoutingRules": "request_routing_rule",
    "rewriteRuleSets": "rewrite_rule_set", "routingRules": "routing_rule", "sslCertificates": "ssl_certificate",
    "sslProfiles": "ssl_profile", "trustedClientCertificates": "trusted_client_certificate",
    "trustedRootCertificates": "trusted_root_certificate", "urlPathMaps": "url_path_map",
  ]

  static let lists = blocks.keys.sorted()

  /// Which part an argument calls by name, and in which block it does.
  private struct Call {
    let place: [String]
    let argument: String
    let target: String
  }

  private static let called: [(place: [String], targets: [String: String])] = [
    (["frontend_ip_configuration"], ["private_link_configuration_name": "private_link_configuration"]),
    (
      ["backend_http_settings"],
      ["probe_name": "probe", "trusted_root_certificate_names": "trusted_root_certificate"]
    ),
    (["backend"], ["probe_name": "probe", "trusted_root_certificate_names": "trusted_root_certificate"]),
    (["http_listener"], listening), (["listener"], listening),
    (
      ["request_routing_rule"],
      targets("").merging(["http_listener_name": "http_listener", "url_path_map_name": "url_path_map"]) { $1 }
    ),
    (
      ["routing_rule"],
      ["backend_address_pool_name": "backend_address_pool", "backend_name": "backend", "listener_name": "listener"]
    ),
    (["redirect_configuration"], ["target_listener_name": "http_listener"]),
    (["url_path_map"], targets("default_")), (["url_path_map", "path_rule"], targets("")),
    (["ssl_profile"], ["trusted_client_certificate_names": "trusted_client_certificate"]),
  ]

  private static let calls: [Call] = called.flatMap { called in
    called.targets.sorted { $0.key < $1.key }.map { Call(place: called.place, argument: $0.key, target: $0.value) }
  }

  private static let listening = [
    "frontend_ip_configuration_name": "frontend_ip_configuration", "frontend_port_name": "frontend_port",
    "ssl_certificate_name": "ssl_certificate", "ssl_profile_name": "ssl_profile",
  ]

  private static func targets(_ prefix: String) -> [String: String] {
    [
      "\(prefix)backend_address_pool_name": "backend_address_pool",
      "\(prefix)backend_http_settings_name": "backend_http_settings",
      "\(prefix)redirect_configuration_name": "redirect_configuration",
      "\(prefix)rewrite_rule_set_name": "rewrite_rule_set",
    ]
  }

  static func problems(with arguments: Value) -> [ArgumentProblem] {
    guard arguments.isKnown else { return [] }
    var problems = sizes(arguments) + Argument.identityProblems(with: arguments)
    for block in blocks.values.sorted() { problems += duplicates(of: block, in: arguments) }
    for call in calls { problems += dangling(call, in: arguments) }
    for (path, listener) in elements(["http_listener"], of: arguments) {
      problems += self.problems(withListener: listener, at: path)
    }
    for (path, rule) in elements(["request_routing_rule"], of: arguments) {
      problems += self.problems(withRule: rule, at: path)
    }
    problems += priorities(arguments)
    for (path, target) in elements(["redirect_configuration"], of: arguments) {
      problems += one(of: ["target_listener_name", "target_url"], in: target, at: path, for: "A redirection")
    }
    for (path, map) in elements(["url_path_map"], of: arguments) {
      problems += destination(of: map, "default_", at: path, for: "A path map")
    }
    for (path, rule) in elements(["url_path_map", "path_rule"], of: arguments) {
      problems += destination(of: rule, "", at: path, for: "A path rule")
    }
    for block in ["ssl_certificate", "trusted_root_certificate"] {
      for (path, certificate) in elements([block], of: arguments) {
        problems += one(of: ["data", "key_vault_secret_id"], in: certificate, at: path, for: "A certificate")
      }
    }
    for (path, frontend) in elements(["frontend_ip_configuration"], of: arguments) {
      problems += self.problems(withFrontend: frontend, at: path)
    }
    for (path, probe) in elements(["probe"], of: arguments) { problems += self.problems(withProbe: probe, at: path) }
    return problems
  }

  // MARK: Names

  private static func duplicates(of block: String, in arguments: Value) -> [ArgumentProblem] {
    var seen: Set<String> = []
    return elements([block], of: arguments).compactMap { path, element in
      guard let name = element[member: "name"]?.stringValue, !seen.insert(name.lowercased()).inserted else {
        return nil
      }
      return .duplicateName(name, of: block, at: path)
    }
  }

  private static func dangling(_ call: Call, in arguments: Value) -> [ArgumentProblem] {
    guard arguments[member: call.target]?.isKnown ?? true else { return [] }
    let names = elements([call.target], of: arguments).map { $0.element[member: "name"]?.stringValue }
    // A name that isn't known yet may be the one.
    guard !names.contains(nil) else { return [] }
    let known = names.compactMap { $0 }
    return elements(call.place[...], of: arguments).flatMap { path, element -> [ArgumentProblem] in
      let value = element[member: call.argument] ?? .null(.string)
      return (value.elements ?? [value]).compactMap(\.stringValue)
        .filter { name in !known.contains { $0.lowercased() == name.lowercased() } }
        .map { name in
          let near = suggestion(for: name, among: known.sorted())
          return ArgumentProblem(
            at: path.appending(.member(call.argument)), "No such part",
            detail: "`\(call.argument)` is \"\(name)\", and there is no `\(call.target)` with that name.",
            hint: near.map { "did you mean \"\($0)\"?" })
        }
    }
  }

  // MARK: Parts

  private static func problems(withListener listener: Value, at path: ValuePath) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    let isHTTPS = listener[member: "protocol"]?.stringValue == "Https"
    if isHTTPS, !listener.isGiven("ssl_certificate_name") {
      problems.append(
        ArgumentProblem(
          at: path.appending(.member("ssl_certificate_name")), "Missing required argument",
          detail: "A listener with the protocol `Https` needs the certificate that it shows: `ssl_certificate_name`."))
    }
    if listener.isSurelyGiven("host_name"), listener.isSurelyGiven("host_names") {
      problems.append(
        ArgumentProblem(
          at: path.appending(.member("host_names")), "Invalid combination of arguments",
          detail: "A listener has `host_name` or `host_names`; keep one of them."))
    }
    return problems
  }

  private static func problems(withRule rule: Value, at path: ValuePath) -> [ArgumentProblem] {
    switch rule[member: "rule_type"]?.stringValue {
    case "Basic":
      if rule.isSurelyGiven("url_path_map_name") {
        return [
          ArgumentProblem(
            at: path.appending(.member("url_path_map_name")), "Invalid combination of arguments",
            detail: "A rule of the type `Basic` doesn't look at the path.",
            hint: "set `rule_type = \"PathBasedRouting\"`")
        ]
      }
      return destination(of: rule, "", at: path, for: "A rule of the type `Basic`")
    case "PathBasedRouting" where !rule.isGiven("url_path_map_name"):
      return [
        ArgumentProblem(
          at: path.appending(.member("url_path_map_name")), "Missing required argument",
          detail: "A rule of the type `PathBasedRouting` needs the `url_path_map_name` of the map that it goes by.")
      ]
    default: return []
    }
  }

  /// Requests go to a pool by some settings, or clients elsewhere.
  private static func destination(of element: Value, _ prefix: String, at path: ValuePath, for subject: String)
    -> [ArgumentProblem]
  {
    let (pool, settings) = ("\(prefix)backend_address_pool_name", "\(prefix)backend_http_settings_name")
    let redirect = "\(prefix)redirect_configuration_name"
    let (hasPool, hasSettings) = (element.isGiven(pool), element.isGiven(settings))
    if element.isGiven(redirect) {
      guard element.isSurelyGiven(redirect), element.isSurelyGiven(pool) || element.isSurelyGiven(settings) else {
        return []
      }
      return [
        ArgumentProblem(
          at: path.appending(.member(redirect)), "Invalid combination of arguments",
          detail: "\(subject) passes requests on or sends clients elsewhere: `\(redirect)` excludes `\(pool)` and "
            + "`\(settings)`.")
      ]
    }
    guard !hasPool || !hasSettings else { return [] }
    return [
      ArgumentProblem(
        at: path.appending(.member(hasPool ? settings : pool)), "Missing required argument",
        detail: "\(subject) needs `\(pool)` and `\(settings)`, or `\(redirect)`.")
    ]
  }

  private static func problems(withFrontend frontend: Value, at path: ValuePath) -> [ArgumentProblem] {
    var problems = one(of: ["subnet_id", "public_ip_address_id"], in: frontend, at: path, for: "A frontend")
    if frontend[member: "private_ip_address_allocation"]?.stringValue == "Static", frontend.isSurelyGiven("subnet_id"),
      !frontend.isGiven("private_ip_address")
    {
      problems.append(
        ArgumentProblem(
          at: path.appending(.member("private_ip_address_allocation")), "Missing required argument",
          detail: "A static address needs `private_ip_address` to say which one."))
    }
    return problems
  }

  private static func problems(withProbe probe: Value, at path: ValuePath) -> [ArgumentProblem] {
    guard let kind = probe[member: "protocol"]?.stringValue, kind.hasPrefix("Http") else { return [] }
    if !probe.isGiven("path") {
      return [
        ArgumentProblem(
          at: path.appending(.member("path")), "Missing required argument",
          detail: "A probe with the protocol `\(kind)` needs the `path` that it asks for.")
      ]
    }
    let picks = probe[member: "pick_host_name_from_backend_http_settings"]
    if !(picks?.isKnown ?? true) || probe[member: "host"]?.isKnown == false { return [] }
    guard (picks?.boolValue == true) == probe.isGiven("host") else { return [] }
    return [
      ArgumentProblem(
        at: path.appending(.member("host")),
        probe.isGiven("host") ? "Invalid combination of arguments" : "Missing required argument",
        detail: "A probe asks for its `host`, or for the one that the settings say with "
          + "`pick_host_name_from_backend_http_settings = true`: exactly one of the two must be set.")
    ]
  }

  // MARK: The whole

  private static func priorities(_ arguments: Value) -> [ArgumentProblem] {
    let tier = arguments[member: "sku"]?[0]?[member: "tier"]?.stringValue ?? ""
    var seen: Set<Int> = []
    return elements(["request_routing_rule"], of: arguments).compactMap { path, rule in
      if !rule.isGiven("priority"), tier.hasSuffix("_v2") {
        return ArgumentProblem(
          at: path.appending(.member("priority")), "Missing required argument",
          detail: "The rules of a gateway with the tier `\(tier)` need a `priority` each.")
      }
      guard let priority = rule[member: "priority"]?.intValue, !seen.insert(priority).inserted else { return nil }
      return ArgumentProblem(
        at: path.appending(.member("priority")), "Invalid value for argument",
        detail: "More than one rule has the priority \(priority).")
    }
  }

  /// How large the gateway is.
  private static func sizes(_ arguments: Value) -> [ArgumentProblem] {
    guard let sku = arguments[member: "sku"]?[0], sku.isKnown else { return [] }
    let place = ValuePath.argument("sku").appending(.index(0))
    var problems: [ArgumentProblem] = []
    if let name = sku[member: "name"]?.stringValue, let tier = sku[member: "tier"]?.stringValue {
      let wanted = name.hasSuffix("_v2") || name == "Basic" ? name : String(name.prefix { $0 != "_" })
      if tier != wanted {
        problems.append(
          ArgumentProblem(
            at: place.appending(.member("tier")), "Invalid combination of arguments",
            detail: "The SKU `\(name)` is of the tier `\(wanted)`, and this one says `\(tier)`."))
      }
    }
    let scale = arguments[member: "autoscale_configuration"]
    let hasCapacity = sku.isGiven("capacity")
    guard let scale, scale.isKnown, !scale.isNull, let block = scale[0] else {
      if scale?.isKnown ?? true, !hasCapacity {
        problems.append(
          ArgumentProblem(
            at: place.appending(.member("capacity")), "Missing required argument",
            detail: "A gateway needs `capacity` to say how many instances there are, or an `autoscale_configuration`."))
      }
      return problems
    }
    if sku.isSurelyGiven("capacity") {
      problems.append(
        ArgumentProblem(
          at: place.appending(.member("capacity")), "Invalid combination of arguments",
          detail: "With an `autoscale_configuration` the number of instances follows the traffic, and `capacity` says "
            + "nothing."))
    }
    if let least = block[member: "min_capacity"]?.intValue, let most = block[member: "max_capacity"]?.intValue,
      least > most
    {
      problems.append(
        ArgumentProblem(
          at: .argument("autoscale_configuration").appending(.index(0)).appending(.member("min_capacity")),
          "Invalid value for argument",
          detail: "`min_capacity` is \(least), and more than `max_capacity`, which is \(most)."))
    }
    return problems
  }

  // MARK: Looking

  private static func one(of names: [String], in element: Value, at path: ValuePath, for subject: String)
    -> [ArgumentProblem]
  {
    let given = names.filter { element.isGiven($0) }
    if given.count == 1 || given.contains(where: { !element.isSurelyGiven($0) }) { return [] }
    return [
      ArgumentProblem(
        at: path.appending(.member(given.last ?? names[0])),
        given.isEmpty ? "Missing required argument" : "Invalid combination of arguments",
        detail: "\(subject) has \(names.map { "`\($0)`" }.joined(separator: " or ")): exactly one of them must be set.")
    ]
  }

  /// The known elements of blocks within blocks, each with its path.
  private static func elements(_ names: ArraySlice<String>, of value: Value, at path: ValuePath = ValuePath())
    -> [(path: ValuePath, element: Value)]
  {
    guard let name = names.first else { return value.isKnown ? [(path, value)] : [] }
    return (value[member: name]?.elements ?? []).enumerated().flatMap { index, element in
      elements(names.dropFirst(), of: element, at: path.appending(.member(name)).appending(.index(index)))
    }
  }
}
