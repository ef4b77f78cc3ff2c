import AzureKinds
import Resources
import Testing
import Values

@Suite("Rules between arguments")
struct RulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: AzureKind
    let arguments: Value
    /// The paths that are reported.
    let problems: [String]
  }

  static func object(_ pairs: KeyValuePairs<String, Value>) -> Value {
    .object(Members(pairs.map { ($0.key, $0.value) }))
  }

  static func block(_ pairs: KeyValuePairs<String, Value>) -> Value { .tuple([object(pairs)]) }

  static let cases: [Case] = [
    Case(
      testDescription: "an association has a rule or an endpoint", kind: .monitorDataCollectionRuleAssociation,
      arguments: object(["target_resource_id": "/t"]), problems: ["data_collection_rule_id"]),
    Case(
      testDescription: "an association has not both", kind: .monitorDataCollectionRuleAssociation,
      arguments: object(["name": "a", "data_collection_rule_id": "/r", "data_collection_endpoint_id": "/e"]),
      problems: ["data_collection_endpoint_id"]),
    Case(
      testDescription: "an association with a rule needs a name", kind: .monitorDataCollectionRuleAssociation,
      arguments: object(["data_collection_rule_id": "/r"]), problems: ["name"]),
    Case(
      testDescription: "an association with an endpoint has no other name", kind: .monitorDataCollectionRuleAssociation,
      arguments: object(["name": "a", "data_collection_endpoint_id": "/e"]), problems: ["name"]),
    Case(
      testDescription: "an association with a rule and a name is right", kind: .monitorDataCollectionRuleAssociation,
      arguments: object(["name": "a", "data_collection_rule_id": .unknown(.string)]), problems: []),
    Case(
      testDescription: "a password that may be either form", kind: .postgreSQLServer,
      arguments: object([
        "name": "s", "sku_name": "GP_Standard_D2s_v3", "version": "17", "administrator_login": "adm",
        "administrator_password": .unknown(.string), "administrator_password_wo": .unknown(.string),
        "delegated_subnet_id": .unknown(.string),
      ]),
      problems: []),
    Case(
      testDescription: "a tier that may be none", kind: .storageAccount,
      arguments: object([
        "account_kind": "BlockBlobStorage", "account_tier": "Premium", "account_replication_type": "LRS",
        "access_tier": .unknown(.string), "customer_managed_key": .unknown(.list(.dynamic)),
      ]),
      problems: []),
    Case(
      testDescription: "the name of the node group that Azure would make fits", kind: .kubernetesCluster,
      arguments: object([
        "dns_prefix": "d", "identity": .tuple([object(["type": "SystemAssigned"])]), "location": "West Europe",
        "name": .string(String(repeating: "n", count: 32)),
        "resource_group_name": .string(String(repeating: "g", count: 34)),
      ]),
      problems: ["name"]),
    Case(
      testDescription: "the name of a node group of one's own is one's own", kind: .kubernetesCluster,
      arguments: object([
        "dns_prefix": "d", "identity": .tuple([object(["type": "SystemAssigned"])]), "location": "West Europe",
        "name": .string(String(repeating: "n", count: 32)),
        "resource_group_name": .string(String(repeating: "g", count: 34)), "node_resource_group": "nodes",
      ]),
      problems: []),
    Case(
      testDescription: "a rule records or alerts", kind: .monitorPrometheusRuleGroup,
      arguments: object([
        "rule": .tuple([
          object(["record": "a", "expression": "b"]), object(["expression": "b"]),
          object(["record": "a", "alert": "c", "expression": "b"]),
        ])
      ]),
      problems: ["rule[1]", "rule[2]"]),
    Case(
      testDescription: "a group has at most 20 rules", kind: .monitorPrometheusRuleGroup,
      arguments: object(["rule": .tuple(Array(repeating: object(["record": "a", "expression": "b"]), count: 21))]),
      problems: ["rule"]),
  ]

  @Test("what doesn't fit together is reported where it stands", arguments: cases + DataServiceRules.cases)
  func problems(example: Case) {
    #expect(example.kind.check(example.arguments).map(\.path.text) == example.problems)
  }

  struct Text: Sendable {
    let kind: AzureKind
    let argument: String
    let good: [String]
    let bad: [String]
  }

  @Test(
    "names are what Azure takes",
    arguments: [
      Text(
        kind: .resourceGroup, argument: "name", good: ["rg", "Rg_(1).x", String(repeating: "x", count: 90)],
        bad: ["", "rg.", "a/b", String(repeating: "x", count: 91)]),
      Text(
        kind: .kubernetesCluster, argument: "name", good: ["a", "a-b_c", String(repeating: "x", count: 63)],
        bad: ["", "-a", "a-", "a.b", String(repeating: "x", count: 64)]),
      Text(
        kind: .kubernetesCluster, argument: "dns_prefix", good: ["a", String(repeating: "x", count: 54)],
        bad: ["", "a_b", "-a", String(repeating: "x", count: 55)]),
      Text(
        kind: .kubernetesClusterNodePool, argument: "name", good: ["gpunp", "a", "abcdefghijkl"],
        bad: ["", "1a", "Gpu", "a-b", "abcdefghijklm"]),
      Text(
        kind: .monitorPrometheusRuleGroup, argument: "interval", good: ["PT1M", "PT15M"],
        bad: ["PT0M", "PT16M", "1m", "PT1H"]),
      Text(
        kind: .storageAccount, argument: "name", good: ["abc", "st01", String(repeating: "x", count: 24)],
        bad: ["ab", "Storage1", "st-a", String(repeating: "x", count: 25)]),
      Text(
        kind: .storageContainer, argument: "name", good: ["mlflow-artifacts", "$web", "$logs", "$root", "abc"],
        bad: ["ab", "-abc", "abc-", "a--b", "Abc", "$other", String(repeating: "x", count: 64)]),
      Text(
        kind: .postgreSQLServer, argument: "name", good: ["psql-a", "abc", String(repeating: "x", count: 63)],
        bad: ["ab", "-ab", "ab-", "Psql", "a_b", String(repeating: "x", count: 64)]),
      Text(
        kind: .postgreSQLServer, argument: "administrator_login", good: ["psqladmin", "ml_flow1"],
        bad: ["admin", "Administrator", "root", "guest", "public", "azure_superuser", "pg_me", "1a", ""]),
      Text(
        kind: .postgreSQLServer, argument: "administrator_password", good: ["12345678"],
        bad: ["1234567", String(repeating: "x", count: 129)]),
      Text(
        kind: .postgreSQLServer, argument: "sku_name",
        good: ["B_Standard_B1ms", "GP_Standard_D2s_v3", "GP_Standard_D2ds_v5", "MO_Standard_E4ads_v5"],
        bad: [
          "Standard_B1ms", "GP_Standard_B1ms", "B_Standard_D2s_v3", "MO_Standard_E4ds", "GP_D2s_v3",
          "gp_Standard_D2s_v3",
        ]),
      Text(
        kind: .postgreSQLServer, argument: "point_in_time_restore_time_in_utc", good: ["2026-11-20T10:00:00Z"],
        bad: ["yesterday", "2026-11-20", "2026-11-20T10"]),
      Text(
        kind: .postgreSQLDatabase, argument: "name", good: ["mlflow", "_a", "A-1", String(repeating: "x", count: 63)],
        bad: ["", "1a", "-a", "a.b", String(repeating: "x", count: 64)]),
      Text(
        kind: .postgreSQLConfiguration, argument: "name", good: ["max_connections", "azure.extensions"],
        bad: ["", "a b"]),
      Text(
        kind: .postgreSQLFirewallRule, argument: "name", good: ["a", "office-1", "A_b"],
        bad: ["", "a-", "-a", "a.b", String(repeating: "x", count: 81)]),
      Text(
        kind: .postgreSQLFirewallRule, argument: "start_ip_address", good: ["0.0.0.0", "203.0.113.255"],
        bad: ["", "203.0.113", "203.0.113.256", "203.0.113.1/24", "::1"]),
      Text(
        kind: .postgreSQLFirewallRule, argument: "end_ip_address", good: ["0.0.0.0"], bad: ["203.0.113.256"]),
      Text(
        kind: .postgreSQLAdministrator, argument: "object_id", good: ["55555555-5555-4555-8555-555555555555"],
        bad: ["", "mlflow-admins", "55555555-5555-4555-8555-55555555555g"]),
      Text(
        kind: .postgreSQLAdministrator, argument: "tenant_id", good: ["55555555-5555-4555-8555-555555555555"],
        bad: ["contoso.example"]),
      Text(kind: .postgreSQLAdministrator, argument: "principal_name", good: ["a"], bad: [""]),
      Text(
        kind: .containerRegistry, argument: "name", good: ["crABC", String(repeating: "x", count: 50)],
        bad: ["abcd", "cr-abc", String(repeating: "x", count: 51)]),
      Text(
        kind: .logAnalyticsWorkspace, argument: "name", good: ["log1", "a--b", String(repeating: "x", count: 63)],
        bad: ["log", "-log1", "log1-", "lo_g", String(repeating: "x", count: 64)]),
      Text(
        kind: .dashboardGrafana, argument: "name", good: ["ab", "amg-1", String(repeating: "x", count: 23)],
        bad: ["a", "1ab", "ab-", "a_b", String(repeating: "x", count: 24)]),
      Text(
        kind: .monitorDataCollectionEndpoint, argument: "name", good: ["abc", String(repeating: "x", count: 44)],
        bad: ["ab", "-ab", "a_b", String(repeating: "x", count: 45)]),
    ])
  func texts(example: Text) throws {
    let schema = try #require(example.kind.arguments.first { $0.schema.name == example.argument }).schema
    func holds(_ text: String) -> Bool { schema.rules.allSatisfy { $0.holds(.string(text)) } }
    #expect(example.good.filter { !holds($0) } == [])
    #expect(example.bad.filter(holds) == [])
  }
}
