import Applying
import Diagnostics
import HTTP
import Planning
import Resources
import TestWorld
import Testing
import Values

/// Lists in bodies of any type: what tells their elements apart, and whose they are.
@Suite("Lists of any type")
struct AnyResourceListsTests {
  private let world = World()
  private static let id = World.id("resourceGroups/rg-a/providers/Microsoft.ContainerRegistry/registries/crlists")
  private static let version = "2025-11-01"
  private static let byValue =
    "list_unique_id_property = { \"properties.networkRuleSet.ipRules\" = \"action, value\" }"
  private static let withOthers = byValue + "\nignore_other_items_in_list = [\"properties.networkRuleSet.ipRules\"]"

  private static func registry(_ values: [String], _ more: String, tags: String = "{}") -> String {
    let rules = values.map { "{ action = \"Allow\", value = \"203.0.113.\($0)\" }" }.joined(separator: ", ")
    return NetworkSpecs.group + """
      resource "azapi_resource" "r" {
        type      = "Microsoft.ContainerRegistry/registries@\(version)"
        name      = "crlists"
        parent_id = azurerm_resource_group.a.id
        location  = azurerm_resource_group.a.location
        tags      = \(tags)
        body = {
          sku = { name = "Premium" }
          properties = {
            networkRuleSet = {
              defaultAction = "Deny"
              ipRules       = [\(rules)]
            }
          }
        }
        \(more)
      }

      """
  }

  private func rules() async throws -> [String] {
    let body = try await world.call(.get, Self.id, apiVersion: Self.version)
    let rules = body[member: "properties"]?[member: "networkRuleSet"]?[member: "ipRules"]?.elements ?? []
    return rules.compactMap { $0[member: "value"]?.stringValue?.split(separator: ".").last.map(String.init) }
  }

  /// Has somebody else set the rules.
  private func set(_ values: [String]) async throws {
    let rules = values.map { value -> Value in ["action": "Allow", "value": .string("203.0.113.\(value)")] }
    try await world.call(
      .put, Self.id, apiVersion: Self.version,
      body: [
        "location": "centralus", "sku": ["name": "Premium"],
        "properties": ["networkRuleSet": ["defaultAction": "Deny", "ipRules": .tuple(rules)]],
      ])
  }

  private func apply(_ spec: String) async throws {
    #expect(try await world.apply(spec).failures.map { "\($0.0): \($0.1)" } == [])
    #expect(try await world.plan(spec).isEmpty)
  }

  private func changed(_ spec: String) async throws -> [String] {
    try await world.plan(spec).changes.flatMap { $0.differences.map(\.path.text) }
  }

  @Test("elements without a name are known by their order, or by the members that the spec says")
  func order() async throws {
    try await apply(Self.registry(["1", "2"], ""))
    try await set(["2", "1"])
    #expect(try await changed(Self.registry(["1", "2"], "")) == ["body.properties.networkRuleSet.ipRules"])
    #expect(try await changed(Self.registry(["1", "2"], Self.byValue)) == [])
    try await set(["2", "1", "3"])
    #expect(
      try await changed(Self.registry(["1", "2"], Self.byValue)) == ["body.properties.networkRuleSet.ipRules"],
      "what the spec doesn't have goes")
    try await apply(Self.registry(["1", "2"], Self.byValue))
    #expect(try await rules() == ["1", "2"])
  }

  @Test("elements that others have in a list are nobody's where the spec says so, and stay with every change")
  func others() async throws {
    try await apply(Self.registry(["1"], Self.withOthers))
    try await set(["7", "1", "8"])
    #expect(try await changed(Self.registry(["1"], Self.withOthers)) == [])
    try await apply(Self.registry(["1"], Self.withOthers, tags: "{ team = \"vision\" }"))
    #expect(try await rules().sorted() == ["1", "7", "8"])
    let more = Self.registry(["1", "2"], Self.withOthers, tags: "{ team = \"vision\" }")
    #expect(try await changed(more) == ["body.properties.networkRuleSet.ipRules"])
    try await apply(more)
    #expect(try await rules().sorted() == ["1", "2", "7", "8"])
    try await set(["7", "2"])
    #expect(
      try await changed(more).contains("body.properties.networkRuleSet.ipRules"), "what is the spec's is missed")
    try await apply(more)
    #expect(try await rules().sorted() == ["1", "2", "7"])
  }

  @Test("a path that is none, and a key without a name, are mistakes")
  func mistakes() async throws {
    func problems(_ more: String) async throws -> [String] {
      let (planner, _) = try await world.planner(Self.registry(["1"], more))
      return await planner.plan().diagnostics.map(\.summary)
    }
    #expect(try await problems("ignore_other_items_in_list = [\"properties..rules\"]") == ["Invalid path in the body"])
    #expect(
      try await problems("list_unique_id_property = { \"properties.rules\" = \" , \" }") == ["Invalid path in the body"]
    )
    #expect(try await problems(Self.withOthers) == [])
  }
}
