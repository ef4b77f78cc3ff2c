import Resources
import Testing
import Values

@Suite struct DifferenceTests {
  private let schema: ResourceSchema = {
    var location = AttributeSchema("location", .value(.string), .required)
    location.comparison = .location
    location.replacement = .always
    var sku = AttributeSchema("sku", .value(.string), .optional)
    sku.defaultValue = "Free"
    sku.comparison = .ignoringCase
    let zones = AttributeSchema("zones", .value(.set(.string)), .optional)
    let tags = AttributeSchema("tags", .value(.map(.string)), .optional)
    let version = AttributeSchema("version", .value(.string), .optionalComputed)
    var current = AttributeSchema("current", .value(.string), .computed)
    current.changesWith = ["version"]
    let rule = AttributeSchema(
      "rule", .block(.set(), ResourceSchema([AttributeSchema("port", .value(.number), .required)])), .optional)
    return ResourceSchema([location, sku, zones, tags, version, current, rule])
  }()

  private func value(_ pairs: [String: Value]) -> Value {
    .object(Members(schema.attributes.map { ($0.name, pairs[$0.name] ?? .null($0.type)) }))
  }

  private func difference(_ arguments: [String: Value], _ live: [String: Value], recorded: [String: Value]? = nil)
    -> Difference
  {
    Difference(
      schema: schema, arguments: value(arguments), prior: value(live),
      recorded: recorded.map { RecordedArguments(key: [1], schema: schema, arguments: value($0)) })
  }

  @Test("spelling, order and what Azure leaves out are no difference")
  func noDifference() {
    let same = difference(
      ["location": "West Europe", "zones": .set(["2", "1"], of: .string), "tags": .map(Members(), of: .string)],
      ["location": "westeurope", "sku": "free", "zones": .set(["1", "2"], of: .string), "current": "1.2"])
    #expect(same.changes.map(\.path.text) == [])
    #expect(same.planned[member: "location"] == "westeurope", "Azure's spelling stays")
    #expect(same.planned[member: "current"] == "1.2")
  }

  @Test("an absent argument with a default means the default, one without means as it is")
  func absent() {
    let found = difference(
      ["location": "x"],
      ["location": "x", "sku": "Standard", "version": "1", "tags": .map(Members([("a", "b")]), of: .string)])
    #expect(found.changes.map(\.path.text) == ["sku"])
    #expect(found.planned[member: "tags"]?[member: "a"] == "b")
    #expect(found.planned[member: "version"] == "1")
  }

  @Test("what was set once and is no longer said goes")
  func removed() {
    let tags = Value.map(Members([("a", "b")]), of: .string)
    let found = difference(
      ["location": "x"], ["location": "x", "sku": "Free", "tags": tags], recorded: ["location": "x", "tags": tags])
    #expect(found.changes.map(\.path.text) == ["tags"])
    #expect(found.changes.map(\.cause) == [.removed])
  }

  @Test("what was set once, is no longer said and that Azure decides about stays, and is named")
  func kept() {
    let found = difference(
      ["location": "x"], ["location": "x", "sku": "Free", "version": "2"], recorded: ["location": "x", "version": "2"])
    #expect(found.changes.map(\.path.text) == [])
    #expect(found.kept.map(\.text) == ["version"])
    #expect(found.planned[member: "version"] == "2")
    let never = difference(
      ["location": "x"], ["location": "x", "sku": "Free", "version": "2"], recorded: ["location": "x"])
    #expect(never.kept == [])
  }

  @Test("a block that comes, goes or differs in what can't be changed in place makes a new resource")
  func replacingBlocks() {
    var name = AttributeSchema("name", .value(.string), .required)
    name.replacement = .always
    let inner = ResourceSchema([name, AttributeSchema("size", .value(.number), .optional)])
    func element(_ name: String, _ size: Int) -> Value { ["name": .string(name), "size": .number(size)] }
    for nesting in [AttributeSchema.Nesting.list(), .set(), .single] {
      let schema = ResourceSchema([AttributeSchema("disk", .block(nesting, inner), .optional)])
      func disks(_ elements: [Value]) -> Value {
        if case .set = nesting { return ["disk": .set(elements, of: inner.type)] }
        return ["disk": .list(elements, of: inner.type)]
      }
      func forces(_ before: [Value], _ after: [Value]) -> [Bool] {
        Difference(schema: schema, arguments: disks(after), prior: disks(before), recorded: nil).changes
          .map(\.forcesReplacement)
      }
      #expect(forces([], [element("a", 1)]) == [true])
      #expect(forces([element("a", 1)], [element("b", 1)]) == [true])
    }
  }

  @Test("an argument that can't be changed in place says so, a computed value that follows becomes unknown")
  func replacementAndFollowers() {
    let found = difference(
      ["location": "b", "version": "2"], ["location": "a", "sku": "Free", "version": "1", "current": "1.2"])
    #expect(found.replacementPaths.map(\.text) == ["location"])
    #expect(found.planned[member: "current"]?.isKnown == false)
  }

  @Test("a set of blocks compares element by element, whatever the order")
  func blocks() {
    func rules(_ ports: Int...) -> Value {
      .set(ports.map { ["port": .number($0)] }, of: .object(ObjectType(["port": .number])))
    }
    #expect(
      difference(["location": "x", "rule": rules(1, 2)], ["location": "x", "sku": "Free", "rule": rules(2, 1)]).changes
        .isEmpty)
    #expect(
      difference(["location": "x", "rule": rules(1, 3)], ["location": "x", "sku": "Free", "rule": rules(2, 1)]).changes
        .map(\.path.text) == ["rule"])
  }

  @Test("what rests on an unknown value changes because of another change")
  func unknown() {
    let found = difference(["location": .unknown(.string)], ["location": "x", "sku": "Free"])
    #expect(found.changes.map(\.cause) == [.dependency])
  }
}
