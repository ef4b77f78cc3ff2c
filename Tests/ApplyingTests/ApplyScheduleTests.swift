import Applying
import Graph
import Planning
import Resources
import TestWorld
import Testing
import Values

@Suite struct ApplyScheduleTests {
  private let kind = TerraformData.kind
  private let kinds = KindRegistry([RecordProvider()], providerSchemas: [:])

  private func address(_ name: String) -> InstanceAddress { InstanceAddress(type: "terraform_data", name: name) }

  private func change(
    _ name: String, movedFrom previous: String? = nil, _ action: InstanceChange.Action, on dependencies: [String] = []
  ) -> InstanceChange {
    InstanceChange(
      address: address(name), previousAddress: previous.map { address($0) }, kind: kind, action: action, id: name,
      priorID: name, before: .null(.dynamic), after: .null(.dynamic), dependencies: dependencies.map { address($0) })
  }

  private func named(inArguments arguments: [String] = [], elsewhere: [String] = []) -> NamedResources {
    var named = NamedResources()
    named.inArguments = arguments.map { address($0) }
    named.elsewhere = elsewhere.map { address($0) }
    return named
  }

  private func order(_ changes: [InstanceChange], recorded: [String: [String]] = [:]) -> [String]? {
    var record = EnvironmentRecord(
      environment: "e", origin: EnvironmentRecord.Origin(repository: "", path: ""), hashKey: "")
    for (name, dependencies) in recorded {
      record.entries[address(name)] = EnvironmentRecord.Entry(
        address: address(name), kind: kind, id: name, state: .owned, dependencies: dependencies.map { address($0) },
        createBeforeDestroy: false, hashes: [:], sensitivePaths: [], kept: nil)
    }
    let plan = Plan(environment: "e", changes: changes, outputs: [], drift: [], checks: [], warnings: [])
    let schedule = ApplySchedule(plan, record: record, kinds: kinds)
    return schedule.graph.order?.map { schedule.steps[$0] }.filter { $0.verb != .none }.map {
      "\($0.verb) \($0.address.name)"
    }
  }

  @Test("a replaced dependency goes after its replaced dependent and comes before it")
  func replacements() {
    #expect(
      order([change("a", .replace(createFirst: false)), change("b", .replace(createFirst: false), on: ["a"])]) == [
        "delete b", "delete a", "create a", "create b",
      ])
  }

  @Test("what stays as it is hands order on")
  func throughUnchanged() {
    #expect(
      order([change("z", .create), change("m", .none, on: ["z"]), change("a", .update, on: ["m"])]) == [
        "create z", "update a",
      ])
  }

  @Test("what the spec no longer has goes after what was led away from it, by what was applied last")
  func detachment() {
    #expect(order([change("a", .update), change("o", .delete)], recorded: ["a": ["o"]]) == ["update a", "delete o"])
  }

  @Test("what goes waits for what rested on it under the address that it had")
  func moved() {
    let changes = [change("a", movedFrom: "o", .replace(createFirst: false)), change("z", .delete)]
    #expect(order(changes, recorded: ["o": [], "z": ["o"]]) == ["delete z", "delete a", "create a"])
  }

  @Test("where the detachment would wait for itself, the deletion comes first")
  func impossibleDetachment() {
    let changes = [
      change("o", .delete, on: ["y"]), change("x", .update, on: ["y"]), change("y", .replace(createFirst: false)),
    ]
    #expect(
      order(changes, recorded: ["x": ["o"], "o": ["y"]]) == ["delete o", "delete y", "create y", "update x"])
  }

  @Test("what names another goes first, and where the record says otherwise, the record counts")
  func names() {
    let first = change("a", .delete).naming(named(inArguments: ["b"]))
    let second = change("b", .delete).naming(named(elsewhere: ["c", "a"]))
    var third = change("c", .delete)
    #expect(order([first, second, third]) == ["delete a", "delete b", "delete c"])
    #expect(order([first, second, third], recorded: ["b": ["a"]]) == ["delete b", "delete a", "delete c"])
    third = third.naming(named(inArguments: ["a"]))
    #expect(order([first, second, third]) == ["delete c", "delete a", "delete b"], "arguments count more")
  }

  @Test("an order in the record that the spec has turned round makes no cycle")
  func turnedRound() {
    let changes = [change("a", .replace(createFirst: false), on: ["b"]), change("b", .replace(createFirst: false))]
    #expect(order(changes, recorded: ["b": ["a"]]) == ["delete b", "delete a", "create b", "create a"])
  }
}
