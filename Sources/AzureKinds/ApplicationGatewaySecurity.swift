import Resources
import Values

/// Certificates, TLS and the firewall of an application gateway.
enum ApplicationGatewaySecurity {
  private static let cipherSuites = [
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_DHE_RSA_WITH_AES_256_CBC_SHA",
    "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_AES_256_GCM_SHA384",
    "TLS_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_CBC_SHA256",
    "TLS_RSA_WITH_AES_256_CBC_SHA",
    "TLS_RSA_WITH_AES_128_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
    "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256",
    "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256",
    "TLS_DHE_DSS_WITH_AES_256_CBC_SHA",
    "TLS_DHE_DSS_WITH_AES_128_CBC_SHA",
    "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  ]

  static let all = [
    sslCertificate, trustedRoot, trustedClient, sslPolicy(.optionalComputed, at: "/properties/sslPolicy"), sslProfile,
    firewall, firewallPolicy, forcedAssociation,
  ]

  private static let keyVaultSecret = Argument(
    "key_vault_secret_id", .string, .optional, at: "/properties/keyVaultSecretId"
  )
  .described("The id of a secret in a key vault that it is taken from.")

  private static let sslCertificate =
    Argument.block("ssl_certificate", .set(), .optional, at: "/properties/sslCertificates") {
      Argument.partName
      Argument("data", .string, .optional, at: "/properties/data").sensitive().writeOnly()
        .described("The certificate with its key: a PFX file in Base64.")
      Argument("password", .string, .optional, at: "/properties/password").sensitive().writeOnly()
        .described("The password of that file.")
      keyVaultSecret
      Argument("public_cert_data", .string, .computed, at: "/properties/publicCertData")
        .described("The certificate without its key.")
    }
    .named(by: "name")
    .described("A certificate that listeners show.")

  private static let trustedRoot =
    Argument.block("trusted_root_certificate", .list(), .optional, at: "/properties/trustedRootCertificates") {
      Argument.partName
      Argument("data", .string, .optional, at: "/properties/data").sensitive().writeOnly()
        .described("The certificate: a CER file in Base64.")
      keyVaultSecret
    }
    .named(by: "name")
    .described("A certificate that machines' own are to come from.")

  private static let trustedClient =
    Argument.block("trusted_client_certificate", .list(), .optional, at: "/properties/trustedClientCertificates") {
      Argument.partName
      Argument("data", .string, .required, at: "/properties/data").sensitive()
        .described("The certificate: a CER file in Base64.")
    }
    .named(by: "name")
    .described("A certificate that clients' own are to come from.")

  private static let protocols = ["TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3"]

  private static func sslPolicy(_ presence: Argument.Presence, at path: String) -> Argument {
    .block("ssl_policy", .single, presence, at: path) {
      Argument("policy_type", .string, .optional, at: "/policyType").oneOf("Predefined", "Custom", "CustomV2")
        .described("Whether it is one of Azure's.")
      Argument("policy_name", .string, .optional, at: "/policyName")
        .described("Which one, such as `AppGwSslPolicy20220101`.")
      Argument("min_protocol_version", .string, .optional, at: "/minProtocolVersion").oneOf(protocols)
        .described("The oldest version of TLS that clients may speak.")
      Argument("cipher_suites", .list(.string), .optional, at: "/cipherSuites").following(.only(cipherSuites))
        .described("The cipher suites, in the order of preference.")
      Argument("disabled_protocols", .list(.string), .optional, at: "/disabledSslProtocols")
        .following(.only(["TLSv1_0", "TLSv1_1", "TLSv1_2", "TLSv1_3"]))
        .described("Versions of TLS that clients may not speak.")
    }
    .described("Which versions and ciphers of TLS clients may use.")
  }

  private static let sslProfile =
    Argument.block("ssl_profile", .list(), .optional, at: "/properties/sslProfiles") {
      Argument.partName
      Argument(
        "trusted_client_certificate_names", .list(.string), .optional, at: "/properties/trustedClientCertificates",
        as: .names(below: "{id}/trustedClientCertificates")
      )
      .described("The names of the certificates that clients' own are to come from.")
      Argument(
        "verify_client_certificate_issuer_dn", .bool, .optionalWithDefault(.bool(false)),
        at: "/properties/clientAuthConfiguration/verifyClientCertIssuerDN"
      )
      .formerly("verify_client_cert_issuer_dn")
      .described("Whether the issuer of a client's certificate must be the one named in it.")
      Argument(
        "verify_client_certificate_revocation", .string, .optional,
        at: "/properties/clientAuthConfiguration/verifyClientRevocation"
      )
      .oneOf("OCSP")
      .described("How it is found out whether a client's certificate was revoked.")
      sslPolicy(.optional, at: "/properties/sslPolicy")
    }
    .named(by: "name")
    .described("TLS for some listeners alone.")

  private static let firewall =
    Argument.block("waf_configuration", .single, .optional, at: "/properties/webApplicationFirewallConfiguration") {
      Argument("enabled", .bool, .required, at: "/enabled")
        .described("Whether it is on.")
      Argument("firewall_mode", .string, .required, at: "/firewallMode").oneOf("Detection", "Prevention")
        .described("Whether requests that look like attacks are only noted.")
      Argument("rule_set_type", .string, .optionalWithDefault(.string("OWASP")), at: "/ruleSetType")
        .oneOf("OWASP", "Microsoft_BotManagerRuleSet", "Microsoft_DefaultRuleSet")
        .described("Whose rules it goes by.")
      Argument("rule_set_version", .string, .required, at: "/ruleSetVersion")
        .oneOf("0.1", "1.0", "1.1", "2.1", "2.2", "2.2.9", "3.0", "3.1", "3.2")
        .described("The version of the rules.")
      Argument("file_upload_limit_mb", .number, .optionalWithDefault(.number(100)), at: "/fileUploadLimitInMb")
        .between(1...750)
        .described("How large a file can be, in MB.")
      Argument("request_body_check", .bool, .optionalWithDefault(.bool(true)), at: "/requestBodyCheck")
        .described("Whether the bodies of requests are looked at.")
      Argument("max_request_body_size_kb", .number, .optionalWithDefault(.number(128)), at: "/maxRequestBodySizeInKb")
        .between(8...128)
        .described("How large a body can be, in KB.")
      Argument.block("disabled_rule_group", .list(), .optional, at: "/disabledRuleGroups") {
        Argument("rule_group_name", .string, .required, at: "/ruleGroupName").following(FirewallRules.group)
          .described("The group.")
        Argument("rules", .list(.number), .optional, at: "/rules", as: .unlessEmpty)
          .described("The numbers of rules in it; all if there are none.")
      }
      .described("Rules that aren't asked.")
      Argument.block("exclusion", .list(), .optional, at: "/exclusions") {
        Argument("match_variable", .string, .required, at: "/matchVariable")
          .oneOf(
            ["Arg", "Cookie", "Header"].flatMap { part in
              ["Keys", "Names", "Values"].map { "Request\(part)\($0)" }
            }
          )
          .described("What of a request isn't looked at.")
        Argument("selector_match_operator", .string, .optional, at: "/selectorMatchOperator")
          .oneOf("", "Contains", "EndsWith", "Equals", "EqualsAny", "StartsWith")
          .described("How that is chosen; all of it where nothing is said.")
        Argument("selector", .string, .optional, at: "/selector")
          .described("By which text; all of it where nothing is said.")
      }
      .described("What isn't looked at.")
    }
    .described("The gateway's own firewall; a firewall policy in its place can do more.")

  /// Azure wants an exclusion to have all of its members: one that takes out all of something has empty ones.
  static func completed(_ arguments: Value) -> Value {
    arguments.changing(inBlocks: ["waf_configuration", "exclusion"]) { exclusion in
      for name in ["selector_match_operator", "selector"] where exclusion[name]?.isNull == true {
        exclusion[name] = .string("")
      }
    }
  }

  private static let firewallPolicy =
    Argument("firewall_policy_id", .string, .optional, at: "/properties/firewallPolicy/id").isResourceID()
    .described("The firewall policy.")

  private static let forcedAssociation =
    Argument(
      "force_firewall_policy_association", .bool, .optional, at: "/properties/forceFirewallPolicyAssociation"
    )
    .described("Whether the policy takes the place of `waf_configuration`.")
}
