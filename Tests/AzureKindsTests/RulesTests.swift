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
      testDescription: "a pool that scales has bounds", kind: .kubernetesClusterNodePool,
      arguments: object(["auto_scaling_enabled": .bool(true), "min_count": .number(1)]),
      problems: ["auto_scaling_enabled"]),
    Case(
      testDescription: "a pool's bounds are in order", kind: .kubernetesClusterNodePool,
      arguments: object(["auto_scaling_enabled": .bool(true), "min_count": .number(4), "max_count": .number(3)]),
      problems: ["min_count"]),
    Case(
      testDescription: "a pool that doesn't scale has no bounds", kind: .kubernetesClusterNodePool,
      arguments: object(["max_count": .number(3)]), problems: ["max_count"]),
    Case(
      testDescription: "bounds that aren't known yet are right", kind: .kubernetesClusterNodePool,
      arguments: object([
        "auto_scaling_enabled": .bool(true), "min_count": .unknown(.number), "max_count": .number(3),
      ]),
      problems: []),
    Case(
      testDescription: "only spot pools have a price", kind: .kubernetesClusterNodePool,
      arguments: object(["spot_max_price": .number(1)]), problems: ["spot_max_price"]),
    Case(
      testDescription: "the operator needs the OIDC issuer", kind: .kubernetesCluster,
      arguments: object([
        "dns_prefix": "d", "ai_toolchain_operator_enabled": .bool(true), "oidc_issuer_enabled": .bool(false),
      ]),
      problems: ["ai_toolchain_operator_enabled"]),
    Case(
      testDescription: "the Gateway API needs an implementation", kind: .kubernetesCluster,
      arguments: object([
        "dns_prefix": "d",
        "ingress_profile": .tuple([object(["gateway_api": .tuple([object(["installation": "Standard"])])])]),
      ]),
      problems: ["ingress_profile"]),
    Case(
      testDescription: "a cluster has a DNS prefix", kind: .kubernetesCluster, arguments: object([:]),
      problems: ["dns_prefix"]),
    Case(
      testDescription: "the name of the node group that Azure would make fits", kind: .kubernetesCluster,
      arguments: object([
        "dns_prefix": "d", "location": "West Europe", "name": .string(String(repeating: "n", count: 32)),
        "resource_group_name": .string(String(repeating: "g", count: 34)),
      ]),
      problems: ["name"]),
    Case(
      testDescription: "the name of a node group of one's own is one's own", kind: .kubernetesCluster,
      arguments: object([
        "dns_prefix": "d", "location": "West Europe", "name": .string(String(repeating: "n", count: 32)),
        "resource_group_name": .string(String(repeating: "g", count: 34)), "node_resource_group": "nodes",
      ]),
      problems: []),
    Case(
      testDescription: "a cluster's default pool is checked, too", kind: .kubernetesCluster,
      arguments: object(["dns_prefix": "d", "default_node_pool": .tuple([object(["min_count": .number(1)])])]),
      problems: ["default_node_pool[0].min_count"]),
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

  @Test("what doesn't fit together is reported where it stands", arguments: cases)
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
