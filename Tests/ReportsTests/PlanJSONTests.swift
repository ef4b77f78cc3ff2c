import JSON
import Planning
import Reports
import Resources
import Testing
import Values

@Suite struct PlanJSONTests {
  @Test("every key of Terraform's plan of a configuration stands in ours, and nothing but `armature` besides")
  func keys() async throws {
    let fixture = try await TwoStep()
    let ours = try JSON.parse(document(fixture))
    let theirs = try JSON.parse(try contract("plan-create.json"))
    #expect(missing(from: ours, of: theirs) == [])
    // What is relevant is ours to decide, so only its form is compared.
    #expect(missing(from: theirs, of: ours).filter { !$0.hasPrefix(".relevant_attributes") } == [".armature"])
  }

  @Test("top-level keys stand in Terraform's order")
  func order() async throws {
    let text = document(try await TwoStep())
    let keys = text.split(separator: "\n").filter { $0.hasPrefix("  \"") }.compactMap {
      $0.split(separator: "\"").dropFirst().first
    }
    #expect(
      keys == [
        "format_version", "terraform_version", "variables", "planned_values", "resource_changes", "output_changes",
        "configuration", "relevant_attributes", "checks", "timestamp", "applyable", "complete", "errored", "armature",
      ])
  }

  @Test("values are Terraform's, but secrets are null")
  func values() async throws {
    let ours = try JSON.parse(document(try await TwoStep()))
    let theirs = try JSON.parse(
      try contract("plan-create.json").replacing("\"hunter2\"", with: "null"))
    for part in ["variables", "planned_values", "resource_changes", "output_changes", "checks", "configuration"] {
      #expect(ours[member: part] == theirs[member: part], "\(part)")
    }
  }

  @Test("no secret is anywhere in the text")
  func secrets() async throws {
    #expect(!document(try await TwoStep()).contains("hunter2"))
  }

  @Test("what no spec brings back stands with the change that deletes it, and with no other")
  func losses() async throws {
    let store = ResourceKind(
      name: "azurerm_store", schema: ResourceSchema([AttributeSchema("id", .value(.string), .computed)]),
      providerName: "registry.terraform.io/hashicorp/azurerm", losses: ["the data in it", "the keys"])
    let actions: [(name: String, action: InstanceChange.Action)] = [
      ("gone", .delete), ("anew", .replace(createFirst: true)), ("new", .create), ("other", .update),
    ]
    var fixture = try await TwoStep()
    fixture.plan = Plan(
      environment: "test",
      changes: actions.map { name, action in
        InstanceChange(
          address: InstanceAddress(type: "azurerm_store", name: name), kind: store, action: action, id: "/\(name)",
          before: ["id": "/a"], after: ["id": "/a"])
      }, outputs: [], drift: [], checks: [], warnings: [])
    let changes = try #require(try JSON.parse(document(fixture))[member: "armature"]?[member: "changes"]?.members)
    let losses = changes.map { ($0, $1[member: "losses"]) }.filter { $0.1 != nil }
    #expect(losses.map(\.0).sorted() == ["azurerm_store.anew", "azurerm_store.gone"])
    #expect(losses.allSatisfy { $0.1 == ["the data in it", "the keys"] })
  }

  private func document(_ fixture: TwoStep) -> String {
    PlanJSON(
      program: fixture.program, kinds: fixture.kinds, variables: fixture.variables,
      subscription: "00000000-0000-0000-0000-000000000000", timestamp: "2026-11-21T09:18:02Z"
    ).text(fixture.plan)
  }

  /// The paths of `model` that `value` lacks; elements of arrays are matched by address or name, else by place.
  private func missing(from value: Value?, of model: Value, at path: String = "") -> [String] {
    if let members = model.members {
      return members.flatMap { name, member -> [String] in
        guard let found = value?[member: name] else { return ["\(path).\(name)"] }
        return missing(from: found, of: member, at: "\(path).\(name)")
      }
    }
    return (model.elements ?? []).enumerated().flatMap { index, element -> [String] in
      let label = element[member: "address"]?.stringValue
      let match =
        label == nil ? value?[index] : value?.elements?.first { $0[member: "address"]?.stringValue == label }
      return missing(from: match, of: element, at: "\(path)[\(label ?? String(index))]")
    }
  }
}
