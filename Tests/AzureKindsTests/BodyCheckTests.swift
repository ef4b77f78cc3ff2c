import AzureKinds
import Configuration
import Diagnostics
import Resources
import Testing
import Values

@Suite("Bodies checked against schemas")
struct BodyCheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var kind: AzureKind = .anyResource
    let type: String
    let body: Value
    /// Severity, path, summary; then the detail and the hint, or parts of them.
    var problems: [(path: String, summary: String, words: [String])] = []
    var isWarning = false
    var others: KeyValuePairs<String, Value> = [:]
  }

  private static let cluster = "Microsoft.ContainerService/managedClusters@2026-04-01"
  private static let identity = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  private static let pool = "Microsoft.ContainerService/managedClusters/agentPools@2025-10-01"
  private static let server = "Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01"

  private static func gateway(_ property: Value, _ type: String, _ kind: AzureKind, _ words: [String]) -> Case {
    Case(
      testDescription: "a gateway switch that no api-version has, \(kind.name) of \(type)", kind: kind, type: type,
      body: ["properties": ["networkProfile": ["gatewayAPIEnabled": property]]],
      problems: [("body.properties.networkProfile.gatewayAPIEnabled", "Unknown property", words)])
  }

  static let cases: [Case] = [
    gateway(
      true, cluster, .anyUpdate,
      [
        "`properties.networkProfile` of Microsoft.ContainerService/managedClusters has no `gatewayAPIEnabled`",
        "in no api-version",
        "stands at `properties.ingressProfile.gatewayAPI`, an object with `installation` (\"Disabled\" or \"Standard\")",
      ]),
    gateway(
      true, "Microsoft.ContainerService/managedClusters@2024-09-01", .anyUpdate,
      ["in no api-version", "`properties.ingressProfile.gatewayAPI`", "from api-version 2026-04-01 on"]),
    gateway(
      .unknown(.bool), "Microsoft.ContainerService/managedClusters@2024-02-01", .anyUpdate, ["in no api-version"]),
    Case(testDescription: "a body that is right", type: identity, body: ["properties": ["isolationScope": "Regional"]]),
    Case(
      testDescription: "a slip in a name", type: identity, body: ["properties": ["isolationScop": "None"]],
      problems: [
        (
          "body.properties.isolationScop", "Unknown property",
          ["`properties` of Microsoft.ManagedIdentity/userAssignedIdentities", "did you mean `isolationScope`?"]
        )
      ]),
    Case(
      testDescription: "a name in another case", type: identity, body: ["Properties": ["isolationScope": "None"]],
      problems: [("body.Properties", "Unknown property", ["The body of", "did you mean `properties`?"])]),
    Case(
      testDescription: "an open enumeration with a value that is none of its own", type: identity,
      body: ["properties": ["isolationScope": "regional"]],
      problems: [
        (
          "body.properties.isolationScope", "Unusual value for property",
          ["usually is one of \"None\", \"Regional\"; it is \"regional\"", "did you mean \"Regional\"?"]
        )
      ], isWarning: true),
    Case(
      testDescription: "an open enumeration with a value that is far from its own", type: identity,
      body: ["properties": ["isolationScope": "Continental"]]),
    Case(
      testDescription: "what only Azure says", type: identity, body: ["properties": ["clientId": "x"]],
      problems: [("body.properties.clientId", "Read-only property", ["nobody can set it", "take it out"])]),
    Case(
      testDescription: "a truth value as a text", type: pool,
      body: ["properties": ["enableAutoScaling": "true"]],
      problems: [
        ("body.properties.enableAutoScaling", "Wrong type of property", ["must be a truth value", "it is a string"])
      ]),
    Case(
      testDescription: "a number beyond its bounds", type: pool,
      body: ["properties": ["osDiskSizeGB": 4096]],
      problems: [("body.properties.osDiskSizeGB", "Invalid value for property", ["must be 0 to 2048", "it is 4096"])]),
    Case(
      testDescription: "a list where an object belongs", type: pool, body: ["properties": ["upgradeSettings": ["33%"]]],
      problems: [
        ("body.properties.upgradeSettings", "Wrong type of property", ["must be an object", "it is a list"])
      ]),
    Case(
      testDescription: "a property of a later api-version", type: pool,
      body: ["properties": ["artifactStreamingProfile": ["enabled": true]]],
      problems: [
        ("body.properties.artifactStreamingProfile", "Unknown property", ["it is there from api-version 2026-04-01 on"])
      ]),
    Case(
      testDescription: "an element of a list", type: cluster,
      body: ["properties": ["agentPoolProfiles": [["name": "Pool-1", "vmsize": "Standard_D2s_v3"]]]],
      problems: [
        (
          "body.properties.agentPoolProfiles[0].name", "Invalid value for property",
          ["must match the pattern", "\"Pool-1\""]
        ),
        ("body.properties.agentPoolProfiles[0].vmsize", "Unknown property", ["did you mean `vmSize`?"]),
      ]),
    Case(
      testDescription: "something that must be there", type: "Microsoft.ContainerRegistry/registries@2025-11-01",
      body: ["properties": ["adminUserEnabled": true]],
      problems: [("body", "Missing required property", ["`sku` of Microsoft.ContainerRegistry/registries is required"])]
    ),
    Case(
      testDescription: "a part of a body misses nothing", kind: .anyUpdate,
      type: "Microsoft.ContainerRegistry/registries@2025-11-01",
      body: ["properties": ["adminUserEnabled": true]]),
    Case(
      testDescription: "an unknown value is passed over", type: pool,
      body: ["properties": ["osDiskSizeGB": .unknown(.number), "enableAutoScaling": .unknown(.dynamic)]]),
    Case(testDescription: "a body that is unknown is passed over", type: pool, body: .unknown(.dynamic)),
    Case(
      testDescription: "a sensitive value isn't shown", type: pool,
      body: ["properties": ["osDiskSizeGB": Value.number(4096).marked(.sensitive)]],
      problems: [("body.properties.osDiskSizeGB", "Invalid value for property", ["it is a sensitive value"])]),
    Case(
      testDescription: "secrets are part of the body", type: server,
      body: ["properties": ["version": "15"]],
      problems: [
        ("sensitive_body.properties.administratorLoginPasswort", "Unknown property", ["`administratorLoginPassword`"])
      ], others: ["sensitive_body": ["properties": ["administratorLoginPasswort": "x"]]]),
    Case(
      testDescription: "the name doesn't belong in the body", type: identity, body: ["name": "x"],
      problems: [("body.name", "Property outside of the body", ["say it in the argument `name`"])]),
    Case(
      testDescription: "a type that isn't known isn't checked", type: "Microsoft.App/jobs@2025-01-01",
      body: ["whatever": true]),
    Case(
      testDescription: "of another api-version only what is in none is told of, as a warning",
      type: "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31",
      body: ["properties": ["isolationScope": 5, "scope": "x"]],
      problems: [
        (
          "body.properties.scope", "Unknown property",
          ["are known for the api-version 2024-11-30, not for 2023-01-31"]
        )
      ], isWarning: true),
    Case(
      testDescription: "what asks for no check gets none", type: cluster,
      body: ["properties": ["networkProfile": ["gatewayAPIEnabled": true]]],
      others: ["schema_validation_enabled": false]),
  ]

  @Test("a mistake in a body is found with its path, and what was probably meant", arguments: cases)
  func check(example: Case) {
    let parents = [
      Self.cluster: "/subscriptions/s/resourceGroups/g", Self.identity: "/subscriptions/s/resourceGroups/g",
    ]
    let beneath = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/c"
    var given = Members([
      ("type", .string(example.type)), ("name", "n"), ("body", example.body), ("location", "westeurope"),
      (
        "parent_id",
        .string(example.type == Self.pool ? beneath : parents[example.type] ?? "/subscriptions/s/resourceGroups/g")
      ),
    ])
    if example.type == Self.pool { given["location"] = nil }
    if example.kind.name == AzureKind.anyUpdate.name {
      given["resource_id"] =
        "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/n"
    }
    for (name, value) in example.others { given[name] = value }
    let arguments = example.kind.resourceKind.schema.object { given[$0.name] ?? .null($0.type) }
    let found = example.kind.check(arguments)
    #expect(found.map(\.path.text) == example.problems.map(\.path), "\(found)")
    for (problem, expected) in zip(found, example.problems) {
      #expect(problem.summary == expected.summary)
      #expect(problem.severity == (example.isWarning ? .warning : .error))
      let text = problem.detail + " " + (problem.hint ?? "")
      for words in expected.words { #expect(text.contains(words), "\(text)") }
    }
  }

  @Test("every type that is known can be read, and its versions are in order")
  func all() throws {
    #expect(BodySchemas.types.count == 37)
    for type in BodySchemas.types {
      let schema = try #require(BodySchemas.schema(of: type.lowercased()))
      #expect(schema.type == type)
      #expect(!schema.apiVersions.isEmpty && schema.apiVersions == schema.apiVersions.sorted())
      #expect(RemoteType(text: "\(type)@\(schema.apiVersions[0])")?.type == type)
    }
    #expect(BodySchemas.schema(of: "Microsoft.App/jobs") == nil)
    #expect(BodySchemas.schema(of: Self.cluster) == nil)
  }
}
