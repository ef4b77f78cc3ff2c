import Resources
import Values

/// The groups of rules that web application firewalls have, over all of their rule sets, as azurerm takes them.
enum FirewallRules {
  static let group = ValueRule(
    "must be a group of rules, such as `REQUEST-942-APPLICATION-ATTACK-SQLI`", candidates: groups
  ) { $0.stringValue.map(groups.contains) ?? true }

  private static let groups =
    """
    BadBots
    crs_20_protocol_violations
    crs_21_protocol_anomalies
    crs_23_request_limits
    crs_30_http_policy
    crs_35_bad_robots
    crs_40_generic_attacks
    crs_41_sql_injection_attacks
    crs_41_xss_attacks
    crs_42_tight_security
    crs_45_trojans
    crs_49_inbound_blocking
    General
    GoodBots
    KnownBadBots
    Known-CVEs
    REQUEST-911-METHOD-ENFORCEMENT
    REQUEST-913-SCANNER-DETECTION
    REQUEST-920-PROTOCOL-ENFORCEMENT
    REQUEST-921-PROTOCOL-ATTACK
    REQUEST-930-APPLICATION-ATTACK-LFI
    REQUEST-931-APPLICATION-ATTACK-RFI
    REQUEST-932-APPLICATION-ATTACK-RCE
    REQUEST-933-APPLICATION-ATTACK-PHP
    REQUEST-941-APPLICATION-ATTACK-XSS
    REQUEST-942-APPLICATION-ATTACK-SQLI
    REQUEST-943-APPLICATION-ATTACK-SESSION-FIXATION
    REQUEST-944-APPLICATION-ATTACK-JAVA
    UnknownBots
    METHOD-ENFORCEMENT
    PROTOCOL-ENFORCEMENT
    PROTOCOL-ATTACK
    LFI
    RFI
    RCE
    PHP
    NODEJS
    XSS
    SQLI
    FIX
    JAVA
    MS-ThreatIntel-WebShells
    MS-ThreatIntel-AppSec
    MS-ThreatIntel-SQLI
    MS-ThreatIntel-CVEs
    MS-ThreatIntel-XSS
    """
    .split(separator: "\n").map(String.init)
}
