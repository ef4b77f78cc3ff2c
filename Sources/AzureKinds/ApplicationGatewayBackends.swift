import Resources
import Values

/// What an application gateway passes requests on to.
enum ApplicationGatewayBackends {
  static let all = [pool, httpSettings, settings, probe]

  private static let pool =
    Argument.block("backend_address_pool", .set(min: 1), .required, at: "/properties/backendAddressPools") {
      Argument.partName
      Argument("fqdns", .set(.string), .optional, at: "/properties/backendAddresses", as: .wrapped(in: "fqdn"))
        .sharing(by: "fqdn")
        .described("The names of machines.")
      Argument(
        "ip_addresses", .set(.string), .optional, at: "/properties/backendAddresses", as: .wrapped(in: "ipAddress")
      )
      .sharing(by: "ipAddress")
      .described("The addresses of machines.")
    }
    .named(by: "name")
    .described("Machines that requests are passed on to.")

  private static let httpSettings =
    Argument.block("backend_http_settings", .set(), .optional, at: "/properties/backendHttpSettingsCollection") {
      Argument.partName
      Argument("port", .number, .required, at: "/properties/port").isPort()
        .described("The port of the machines.")
      Argument("protocol", .string, .required, at: "/properties/protocol").oneOf("Http", "Https")
        .described("The protocol.")
      Argument("cookie_based_affinity", .string, .required, at: "/properties/cookieBasedAffinity")
        .oneOf("Enabled", "Disabled")
        .described("Whether a client stays with one machine, by a cookie.")
      Argument("affinity_cookie_name", .string, .optional, at: "/properties/affinityCookieName")
        .described("The name of that cookie.")
      Argument("path", .string, .optional, at: "/properties/path")
        .described("A path in the place of the one that was asked for.")
      Argument("request_timeout", .number, .optionalWithDefault(.number(30)), at: "/properties/requestTimeout")
        .between(1...86400)
        .described("After how many seconds without an answer a request has failed.")
      Argument("host_name", .string, .optional, at: "/properties/hostName")
        .described("The host that machines are asked for.")
      Argument(
        "pick_host_name_from_backend_address", .bool, .optionalWithDefault(.bool(false)),
        at: "/properties/pickHostNameFromBackendAddress"
      )
      .described("Whether that is the machine's own name.")
      Argument.part("probe", .optional, "probe", in: "probes", "the probe that says which machines are well")
      Argument.block("connection_draining", .single, .optional, at: "/properties/connectionDraining") {
        Argument("enabled", .bool, .required, at: "/enabled")
          .described("Whether it is on.")
        Argument("drain_timeout_sec", .number, .required, at: "/drainTimeoutInSec").between(1...3600)
          .described("For how many seconds.")
      }
      .described("Lets a machine that is taken out finish what it does.")
      Argument(
        "trusted_root_certificate_names", .list(.string), .optional, at: "/properties/trustedRootCertificates",
        as: .names(below: "{id}/trustedRootCertificates")
      )
      .described("The names of the certificates that machines' own are to come from.")
      Argument(
        "certificate_chain_validation_enabled", .bool, .optionalWithDefault(.bool(true)),
        at: "/properties/validateCertChainAndExpiry"
      )
      .described("Whether machines' certificates are checked.")
      Argument("sni_name", .string, .optional, at: "/properties/sniName")
        .described("The name that is said when a connection is made.")
      Argument("sni_validation_enabled", .bool, .optionalWithDefault(.bool(true)), at: "/properties/validateSNI")
        .described("Whether the certificate must be for that name.")
      Argument(
        "dedicated_backend_connection_enabled", .bool, .optionalWithDefault(.bool(false)),
        at: "/properties/dedicatedBackendConnection"
      )
      .described("Whether each client has connections of its own.")
    }
    .named(by: "name")
    .described("How requests are passed on over HTTP.")

  private static let settings =
    Argument.block("backend", .list(), .optional, at: "/properties/backendSettingsCollection") {
      Argument.partName
      Argument("port", .number, .required, at: "/properties/port").isPort()
        .described("The port of the machines.")
      Argument("protocol", .string, .required, at: "/properties/protocol").oneOf("Tcp", "Tls")
        .described("The protocol.")
      Argument("timeout_in_seconds", .number, .optionalWithDefault(.number(30)), at: "/properties/timeout")
        .between(1...86400)
        .described("After how many seconds without traffic a connection is dropped.")
      Argument("host_name", .string, .optional, at: "/properties/hostName")
        .described("The name that is said when a connection is made.")
      Argument(
        "client_ip_preservation_enabled", .bool, .optionalWithDefault(.bool(false)),
        at: "/properties/enableL4ClientIpPreservation"
      )
      .described("Whether machines see the client's own address.")
      Argument.part("probe", .optional, "probe", in: "probes", "the probe that says which machines are well")
      Argument(
        "trusted_root_certificate_names", .list(.string), .optional, at: "/properties/trustedRootCertificates",
        as: .names(below: "{id}/trustedRootCertificates")
      )
      .described("The names of the certificates that machines' own are to come from.")
    }
    .named(by: "name")
    .described("How connections are passed on that aren't HTTP.")

  private static let probe =
    Argument.block("probe", .set(), .optional, at: "/properties/probes") {
      Argument.partName
      Argument("protocol", .string, .required, at: "/properties/protocol").oneOf("Http", "Https", "Tcp", "Tls")
        .described("How machines are asked.")
      Argument("interval", .number, .required, at: "/properties/interval").between(1...86400)
        .described("Every how many seconds.")
      Argument("timeout", .number, .required, at: "/properties/timeout").between(1...86400)
        .described("After how many seconds without an answer a machine has failed.")
      Argument("unhealthy_threshold", .number, .required, at: "/properties/unhealthyThreshold").between(1...20)
        .described("After how many failures in a row it gets nothing more.")
      Argument("host", .string, .optional, at: "/properties/host")
        .described("The host that is asked for.")
      Argument(
        "pick_host_name_from_backend_http_settings", .bool, .optionalWithDefault(.bool(false)),
        at: "/properties/pickHostNameFromBackendHttpSettings"
      )
      .described("Whether that is what the settings say.")
      Argument("path", .string, .optional, at: "/properties/path")
        .matching("must begin with '/'") { $0.hasPrefix("/") }
        .described("The path that is asked for.")
      Argument("port", .number, .optional, at: "/properties/port").isPort()
        .described("The port, if it is another than the settings'.")
      Argument("minimum_servers", .number, .optionalWithDefault(.number(0)), at: "/properties/minServers")
        .described("How many machines are always thought well.")
      Argument.block("match", .single, .optional, at: "/properties/match") {
        Argument("body", .string, .optional, at: "/body")
          .described("What the answer must hold.")
        Argument("status_code", .list(.string), .required, at: "/statusCodes")
          .described("The codes, or ranges of them such as `200-399`.")
      }
      .described("Which answers say that a machine is well.")
      Argument(
        "proxy_protocol_header_enabled", .bool, .optionalWithDefault(.bool(false)),
        at: "/properties/enableProbeProxyProtocolHeader"
      )
      .described("Whether the PROXY protocol is spoken.")
    }
    .named(by: "name")
    .described("How the gateway finds out which machines are well.")
}
