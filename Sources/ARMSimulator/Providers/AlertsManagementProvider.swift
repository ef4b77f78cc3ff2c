import Values

/// Prometheus rule groups.
enum AlertsManagementProvider {
  static let types = [ruleGroup]

  private static let ruleGroup: ResourceType = {
    var type = ResourceType(
      "Microsoft.AlertsManagement/prometheusRuleGroups", APIVersions("2021-07-22-preview", "2023-03-01"))
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        properties required
          description: string
          enabled: bool
          clusterName: string
          scopes[]: string required
          interval: string
          rules[] required
            record: string
            alert: string
            enabled: bool
            expression: string required
            labels{}: string
            severity: int 0...4
            for: string
            annotations{}: string
            actions[]
              actionGroupId: string
              actionProperties{}: string
            resolveConfiguration
              autoResolved: bool
              timeToResolve: string
        """)
    }
    type.hasState = false
    type.isValidName = { name in
      (1...260).contains(name.count) && !name.contains { ":@/#{}%&+*<>?".contains($0) }
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      draft.body.fill("properties", "enabled", with: true)
      draft.body.fill("properties", "interval", with: "PT1M")
      try checkScopes(draft, cloud)
      try checkRules(draft)
      let interval = draft.body["properties", "interval"]?.stringValue ?? ""
      guard let minutes = minutes(interval), (1...15).contains(minutes) else {
        throw invalid("'\(interval)' is not an interval from PT1M to PT15M.", at: "properties.interval")
      }
    }
    return type
  }()

  /// The workspace comes first, then perhaps the cluster; both must exist.
  private static func checkScopes(_ draft: Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    let scopes = draft.body["properties", "scopes"]?.elements?.compactMap(\.stringValue) ?? []
    let accounts = scopes.filter { ResourceIDs.isID($0, of: "Microsoft.Monitor/accounts") }
    guard accounts.count == 1, let first = scopes.first, first == accounts.first else {
      throw invalid("The first scope must be the id of an Azure Monitor workspace.", at: "properties.scopes")
    }
    for (index, scope) in scopes.enumerated() where cloud.state[ResourceIDs.key(scope)] == nil {
      throw invalid("The scope '\(scope)' does not exist.", at: "properties.scopes[\(index)]")
    }
  }

  private static func checkRules(_ draft: Draft) throws(Refusal) {
    let rules = draft.body["properties", "rules"]?.elements ?? []
    guard (1...20).contains(rules.count) else {
      throw invalid("A rule group has 1 to 20 rules, not \(rules.count).", at: "properties.rules")
    }
    for (index, rule) in rules.enumerated() {
      let path = "properties.rules[\(index)]"
      guard rule["record"].isAbsent != rule["alert"].isAbsent else {
        throw invalid("A rule has either 'record' or 'alert'.", at: path)
      }
      let expression = rule["expression"]?.stringValue ?? ""
      if expression.allSatisfy(\.isWhitespace) { throw invalid("The expression is empty.", at: path + ".expression") }
    }
  }

  /// The minutes of `PT1M` or `PT90S`; nil for anything else.
  private static func minutes(_ interval: String) -> Int? {
    guard interval.hasPrefix("PT"), let number = Int(interval.dropFirst(2).dropLast()) else { return nil }
    switch interval.last {
    case "M": return number
    case "S" where number % 60 == 0: return number / 60
    case "H": return number * 60
    default: return nil
    }
  }

  private static func invalid(_ message: String, at path: String) -> Refusal {
    Refusal(400, "InvalidPayload", message, target: path)
  }
}
