import AzureKinds
import Configuration
import Resources
import Testing
import Values

@Suite("Arguments of kinds for any type")
struct AnyResourceRulesTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let kind: AzureKind
    let given: KeyValuePairs<String, Value>
    /// The path and what is said of it; nil where all is right.
    let path: String?
    let words: String
    var testDescription: String { "\(kind.name): \(words)" }

    init(_ kind: AzureKind, _ given: KeyValuePairs<String, Value>, _ path: String?, _ words: String) {
      self.kind = kind
      self.given = given
      self.path = path
      self.words = words
    }
  }

  private static let group = Value.string("/subscriptions/s/resourceGroups/g")
  private static let network = Value.string(
    "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v")
  private static let identity: Value = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  private static let job: Value = "Microsoft.App/jobs@2025-01-01"
  private static let subnet: Value = "Microsoft.Network/virtualNetworks/subnets@2025-01-01"
  private static let networks: Value = "Microsoft.Network/virtualNetworks@2025-01-01"

  static let cases: [Case] = [
    Case(.anyResource, ["type": job, "name": "j", "parent_id": group], nil, ""),
    Case(.anyResource, ["type": job, "parent_id": group], "name", "no `default_name`"),
    Case(.anyResource, ["type": job, "name": "j"], "parent_id", "the id of a resource group, a subscription"),
    Case(.anyResource, ["type": subnet, "name": "s"], "parent_id", "the id of a Microsoft.Network/virtualNetworks."),
    Case(
      .anyResource, ["type": "Microsoft.Resources/resourceGroups@2023-07-01", "name": "g", "location": "x"], nil, ""),
    Case(
      .anyResource, ["type": subnet, "name": "s", "parent_id": group], "parent_id",
      "is that of a Microsoft.Resources/resourceGroups"),
    Case(
      .anyResource, ["type": networks, "name": "v", "location": "x", "parent_id": network], "parent_id",
      "is the id of a resource group"),
    Case(.anyResource, ["type": identity, "name": "i-1", "parent_id": group], "location", "doesn't say which"),
    Case(
      .anyResource, ["type": networks, "name": "v", "parent_id": group, "location": .unknown(.string)], nil, ""),
    Case(
      .anyResource, ["type": subnet, "name": "s", "parent_id": network, "location": "x"], "location", "no `location`"),
    Case(.anyResource, ["type": job, "name": "j", "parent_id": group, "body": "text"], "body", "has to be an object"),
    Case(
      .anyResource,
      ["type": job, "name": "j", "parent_id": group, "delete_query_parameters": .map(Members(), of: .list(.string))],
      nil, ""),
    Case(
      .anyResource, ["type": job, "name": "j", "parent_id": group, "retry": retry(["intervall_seconds": 1])],
      "retry.intervall_seconds", "did you mean `interval_seconds`?"),
    Case(
      .anyResource, ["type": job, "name": "j", "parent_id": group, "retry": ["error_message_regex": ["("]]],
      "retry.error_message_regex[0]", "not a regular expression"),
    Case(
      .anyResource, ["type": job, "name": "j", "parent_id": group, "retry": ["interval_seconds": 5]], "retry",
      "has to say after which errors"),
    Case(
      .anyResource, ["type": job, "name": "j", "parent_id": group, "retry": retry(["interval_seconds": 121])],
      "retry.interval_seconds", "a number from 1 to 120"),
    Case(
      .anyActionData, ["type": job, "resource_id": group, "retry": retry(["randomization_factor": 2])],
      "retry.randomization_factor", "a number from 0 to 1"),
    Case(
      .anyList, ["type": job, "parent_id": group, "retry": retry(["max_interval_seconds": 0])],
      "retry.max_interval_seconds", "a number from 1 to 300"),
    Case(
      .anyResourceData, ["type": networks, "resource_id": network, "retry": retry(["multiplier": 0])],
      "retry.multiplier", "a number from 1 to 100"),
    Case(
      .anyUpdate, ["type": networks, "resource_id": network, "retry": retry(["randomization_factor": 0])], nil, ""),
    Case(
      .anyResource, ["type": job, "name": "j", "parent_id": group, "response_export_values": ["a.b[0]"]],
      "response_export_values[0]", "response_export_values = { NAME = \"a.b[0]\" }"),
    Case(
      .anyResource, ["type": job, "name": "j", "parent_id": group, "response_export_values": ["x": "a[1:2]"]],
      "response_export_values.x", "slices are not there"),
    Case(.anyResource, ["type": job, "name": "j", "parent_id": group, "response_export_values": ["*"]], nil, ""),
    Case(.anyUpdate, ["type": job], "resource_id", "`name` and `parent_id`, must say which"),
    Case(
      .anyUpdate, ["type": networks, "resource_id": network, "name": "other"], "name", "than that of `resource_id`"),
    Case(.anyUpdate, ["type": networks, "resource_id": network, "parent_id": network], "parent_id", "another one's"),
    Case(.anyAction, ["type": job, "resource_id": group], nil, ""),
    Case(
      .anyAction, ["type": job, "resource_id": group, "sensitive_response_export_values": ["a..b"]],
      "sensitive_response_export_values[0]", "not a path"),
    Case(
      .anyAction, ["type": job, "resource_id": group, "when": "destroy", "sensitive_response_export_values": ["*"]],
      "sensitive_response_export_values", "nobody is left to use its output"),
    Case(
      .anyAction, ["type": job, "resource_id": group, "when": "destroy", "response_export_values": ["*"]],
      "response_export_values", "nobody is left to use its output"),
    Case(
      .anyAction, ["type": job, "resource_id": group, "when": "destroy", "sensitive_body": ["a": "b"]],
      "sensitive_body", "secrets are kept nowhere"),
    Case(.anyActionData, ["type": job, "resource_id": group, "sensitive_response_export_values": ["*"]], nil, ""),
    Case(.anyIdentifier, ["type": networks, "resource_id": group], "resource_id", "`type` says Microsoft.Network"),
    Case(.anyIdentifier, ["type": networks, "resource_id": network], nil, ""),
    Case(.anyResourceData, ["type": networks], "resource_id", "must say which"),
  ]

  /// A `retry` with errors that it is about.
  private static func retry(_ members: Value) -> Value {
    var all = members.members ?? Members()
    all["error_message_regex"] = ["busy"]
    return .object(all)
  }

  @Test("what can't be is told of before anybody asks Azure", arguments: cases)
  func problems(example: Case) {
    let given = Dictionary(example.given.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    let arguments = example.kind.resourceKind.schema.object { given[$0.name] ?? .null($0.type) }
    let found = example.kind.check(arguments)
    #expect(found.map(\.path.text) == [example.path].compactMap { $0 }, "\(found)")
    for problem in found {
      let text = problem.detail + " " + (problem.hint ?? "")
      #expect(text.contains(example.words), "\(text)")
    }
  }

  @Test(
    "the type with its api-version is read, and nothing else",
    arguments: [
      ("Microsoft.App/jobs@2025-01-01", "Microsoft.App/jobs", "2025-01-01"),
      ("Microsoft.A/b/c@2025-01-01-preview", "Microsoft.A/b/c", "2025-01-01-preview"),
    ])
  func type(text: String, type: String, version: String) {
    #expect(RemoteType(text: text) == RemoteType(type: type, apiVersion: version))
    #expect(RemoteType(text: text)?.text == text)
  }

  @Test(
    "what is no type is none",
    arguments: [
      "", "Microsoft.App/jobs", "Microsoft.App@2025-01-01", "jobs/x@2025-01-01", "Microsoft.App/jobs@latest",
      "Microsoft.App/jobs@2025-1-1", "Microsoft.App/jobs@2025-01-01-", "Microsoft.App//jobs@2025-01-01", "a@b@c",
    ])
  func noType(text: String) {
    #expect(RemoteType(text: text) == nil)
  }

  @Test(
    "the type of an id is found",
    arguments: [
      ("/subscriptions/s", "Microsoft.Resources/subscriptions"),
      ("/subscriptions/s/resourceGroups/g", "Microsoft.Resources/resourceGroups"),
      ("/subscriptions/s/resourceGroups/g/providers/Microsoft.A/b/c", "Microsoft.A/b"),
      ("/subscriptions/s/resourceGroups/g/providers/Microsoft.A/b/c/d/e", "Microsoft.A/b/d"),
      ("/subscriptions/s/resourceGroups/g/providers/Microsoft.A/b/c/providers/Microsoft.D/e/f", "Microsoft.D/e"),
      ("/providers/Microsoft.Management/managementGroups/m", "Microsoft.Management/managementGroups"),
    ])
  func typeOfID(id: String, type: String) {
    #expect(RemoteType.type(of: id) == type)
  }

  @Test("the provider block fills in what the resource doesn't say")
  func defaults() throws {
    let given: Value = ["default_location": "westeurope", "default_name": "n", "default_tags": ["a": "b"]]
    let context = InferenceContext(
      environment: "e", address: "azapi_resource.x", provider: given.members ?? Members())
    func inferred(_ given: KeyValuePairs<String, Value>) throws -> Value {
      let pairs = Dictionary(given.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
      let arguments = AzureKind.anyResource.resourceKind.schema.object { pairs[$0.name] ?? .null($0.type) }
      let infer = try #require(AzureKind.anyResource.infer)
      return infer(arguments, context)
    }
    let all = try inferred(["type": Self.networks])
    #expect(all[member: "name"] == "n" && all[member: "location"] == "westeurope")
    #expect(all[member: "tags"] == ["a": "b"])
    let own = try inferred(["type": Self.networks, "name": "v-1", "location": "x", "removing_special_chars": true])
    #expect(own[member: "name"] == "v1" && own[member: "location"] == "x")
    // A subnet has neither a location nor tags.
    let subnet = try inferred(["type": Self.subnet])
    #expect(subnet[member: "location"]?.isNull == true && subnet[member: "tags"]?.isNull == true)
  }
}
