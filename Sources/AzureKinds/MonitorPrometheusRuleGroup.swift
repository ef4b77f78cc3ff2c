import Resources
import Values

extension AzureKind {
  /// A group of Prometheus rules: recording rules that precompute metrics, and alerting rules, evaluated in order.
  package static let monitorPrometheusRuleGroup = AzureKind(
    "azurerm_monitor_alert_prometheus_rule_group",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.AlertsManagement/prometheusRuleGroups/{name}",
    apiVersion: "2023-03-01"
  ) {
    Argument("name", .string, .required)
      .matching("must be 1 to 260 characters, none of which is one of `: @ / # { } % & + * < > ?`") { name in
        let forbidden = ":@/#{}%&+*<>?".unicodeScalars
        return (1...260).contains(name.unicodeScalars.count) && !name.unicodeScalars.contains(where: forbidden.contains)
      }
      .described("The name of the group.")
    Argument.resourceGroupName
    Argument.location
    Argument("scopes", .list(.string), .required, at: "/properties/scopes")
      .compared(by: .unordered(ignoringCase: true))
      .described("The Azure Monitor workspace, and the cluster if the rules are for one only.")
    Argument("cluster_name", .string, .optional, at: "/properties/clusterName")
      .described("The value of the label `cluster` that the rules are limited to.")
    Argument("description", .string, .optional, at: "/properties/description")
      .described("What the group is for.")
    Argument("interval", .string, .optional, at: "/properties/interval")
      .matching("must be an ISO 8601 duration of 1 to 15 minutes, such as `PT1M`", isRuleInterval)
      .described("How often the rules are evaluated: `PT1M` to `PT15M`.")
    Argument("rule_group_enabled", .bool, .optionalOnCreate(.bool(true)), at: "/properties/enabled")
      .described("Whether the rules are evaluated.")
    Argument.block("rule", .list(min: 1), .required, at: "/properties/rules") {
      Argument("record", .string, .optional, at: "/record")
        .described("The metric that a recording rule writes.")
      Argument("alert", .string, .optional, at: "/alert")
        .described("The alert that an alerting rule raises.")
      Argument("expression", .string, .required, at: "/expression").compared(by: .trimmingTrailingWhitespace)
        .described("The PromQL expression.")
      Argument("enabled", .bool, .optionalOnCreate(.bool(true)), at: "/enabled")
        .described("Whether the rule is evaluated.")
      Argument("labels", .map(.string), .optional, at: "/labels")
        .described("Labels that are added to what the rule writes or raises.")
      Argument("annotations", .map(.string), .optional, at: "/annotations")
        .described("Annotations of the alert.")
      Argument("for", .string, .optional, at: "/for")
        .described("How long the expression must hold before the alert is raised, as an ISO 8601 duration.")
      Argument("severity", .number, .optional, at: "/severity").between(0...4)
        .described("How severe the alert is: 0 is critical, 4 verbose.")
      Argument.block("action", .list(max: 5), .optional, at: "/actions") {
        Argument("action_group_id", .string, .required, at: "/actionGroupId").isResourceID()
          .described("The action group that is told.")
        Argument("action_properties", .map(.string), .optional, at: "/actionProperties")
          .described("What it is told besides.")
      }
      .described("Who is told of the alert.")
      Argument.block("alert_resolution", .single, .optional, at: "/resolveConfiguration") {
        Argument("auto_resolved", .bool, .optional, at: "/autoResolved")
          .described("Whether the alert resolves by itself.")
        Argument("time_to_resolve", .string, .optional, at: "/timeToResolve")
          .described("How long the expression must not hold before it does, as an ISO 8601 duration.")
      }
      .described("When the alert is resolved.")
    }
    .described("The rules, in the order to evaluate them.")
    Argument.tags
  }
  .listed()
  .taking(seconds: 4)
  .checked(ruleProblems)

  @Sendable private static func isRuleInterval(_ text: String) -> Bool {
    guard text.hasPrefix("PT"), text.hasSuffix("M"), let minutes = Int(text.dropFirst(2).dropLast()) else {
      return false
    }
    return (1...15).contains(minutes)
  }

  @Sendable private static func ruleProblems(_ arguments: Value) -> [ArgumentProblem] {
    let rules = arguments[member: "rule"]?.elements ?? []
    var problems: [ArgumentProblem] = []
    if let id = arguments[member: "scopes"]?[0]?.stringValue,
      RemoteType.type(of: id)?.lowercased() != "microsoft.monitor/accounts"
    {
      problems.append(
        ArgumentProblem(
          at: .argument("scopes").appending(.index(0)), "Invalid scope",
          detail:
            "The first of `scopes` is the id of the Azure Monitor workspace that the rules read; \"\(id)\" is none.",
          hint: "begin with the `id` of an `azurerm_monitor_workspace`, and have the cluster's follow"))
    }
    if rules.count > 20 {
      problems.append(
        ArgumentProblem(
          at: .argument("rule"), "Too many rule blocks",
          detail: "A group has at most 20 rules; this one has \(rules.count).", hint: "split the group in two"))
    }
    for (index, rule) in rules.enumerated() {
      let record = rule[member: "record"] ?? .null(.string)
      let alert = rule[member: "alert"] ?? .null(.string)
      guard rule.isKnown, record.isNull == alert.isNull else { continue }
      problems.append(
        ArgumentProblem(
          at: .argument("rule").appending(.index(index)), "Invalid combination of arguments",
          detail: "A rule either records a metric or raises an alert: exactly one of `record` and `alert` must be set.")
      )
    }
    return problems
  }
}

extension ValuePath {
  /// The path of a top-level argument.
  static func argument(_ name: String) -> ValuePath { ValuePath().appending(.member(name)) }
}
