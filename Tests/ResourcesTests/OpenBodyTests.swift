import Resources
import Testing
import Values

/// Arguments that may hold anything: each of their members is one of its own.
@Suite("Open bodies")
struct OpenBodyTests {
  private static let schema: ResourceSchema = {
    var body = AttributeSchema("body", .value(.dynamic), .optional)
    body.openBody = { arguments in
      var open = OpenBody()
      open.ignoresCase = arguments[member: "ignore_casing"]?.boolValue ?? false
      open.trustsSilence = arguments[member: "ignore_missing_property"]?.boolValue ?? true
      open.replacing = [ValuePath([.member("properties"), .member("fixed")])]
      return open
    }
    var trigger = AttributeSchema("trigger", .value(.dynamic), .optional)
    trigger.isRemembered = true
    trigger.replacement = .when(reason: "it had a value") { _, new in !new.isNull }
    let flags = ["ignore_casing", "ignore_missing_property"].map { AttributeSchema($0, .value(.bool), .optional) }
    return ResourceSchema([body, trigger] + flags)
  }()

  private func arguments(_ given: KeyValuePairs<String, Value>) -> Value {
    let pairs = Dictionary(given.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    return Self.schema.object { pairs[$0.name] ?? .null($0.type) }
  }

  private func recorded(_ given: KeyValuePairs<String, Value>) -> RecordedArguments {
    RecordedArguments(key: [1, 2, 3], schema: Self.schema, arguments: arguments(given))
  }

  private func difference(
    _ given: KeyValuePairs<String, Value>, live: Value, applied: KeyValuePairs<String, Value>?
  ) -> Difference {
    let arguments = arguments(given)
    let recorded = applied.map(recorded)
    // What Azure doesn't keep is read as the spec has it.
    let attributes = Self.schema.object { attribute in
      attribute.name == "body" ? live : arguments[member: attribute.name] ?? .null(attribute.type)
    }
    let prior = Self.schema.ours(of: attributes, arguments: arguments, recorded: recorded)
    return Difference(schema: Self.schema, arguments: arguments, prior: prior, recorded: recorded)
  }

  private func changes(_ difference: Difference) -> [String] {
    difference.changes.map { "\($0.path.text) \($0.cause)\($0.forcesReplacement ? " replaces" : "")" }
  }

  @Test("what the spec doesn't name is not ours")
  func others() {
    let live: Value = ["properties": ["a": 1, "theirs": ["x": 1]], "sku": ["name": "S"]]
    let body: Value = ["properties": ["a": 1]]
    let difference = difference(["body": body], live: live, applied: ["body": body])
    #expect(difference.changes.isEmpty)
    #expect(difference.planned[member: "body"] == body)
  }

  @Test("each member that differs is a change of its own, with its cause")
  func causes() {
    let applied: Value = ["properties": ["a": 1, "b": "x", "c": true, "gone": ["deep": "v"]]]
    let live: Value = ["properties": ["a": 1, "b": "theirs", "c": true, "gone": ["deep": "v", "other": 1], "d": 4]]
    let difference = difference(
      ["body": ["properties": ["a": 2, "b": "x", "c": true, "d": 5]]], live: live, applied: ["body": applied])
    #expect(
      changes(difference) == [
        "body.properties.a spec", "body.properties.b drift", "body.properties.d spec",
        "body.properties.gone.deep removed",
      ])
    #expect(difference.planned[ValuePath([.member("body"), .member("properties"), .member("gone")])] == nil)
  }

  @Test("a body that the spec no longer has goes with all that it set, and no more")
  func removed() {
    let applied: Value = ["properties": ["a": 1]]
    let difference = difference([:], live: ["properties": ["a": 1, "b": 2]], applied: ["body": applied])
    #expect(changes(difference) == ["body.properties.a removed"])
  }

  @Test("an empty object sets nothing, and takes nothing away")
  func empty() {
    let body: Value = ["properties": .object(Members())]
    #expect(difference(["body": body], live: ["properties": ["a": 1]], applied: ["body": body]).changes.isEmpty)
    #expect(difference(["body": body], live: .object(Members()), applied: ["body": body]).changes.isEmpty)
  }

  @Test("what Azure doesn't answer counts as it was sent, as long as it isn't to be another")
  func silence() {
    let secret: Value = ["properties": ["password": "p", "state": "on"]]
    let live: Value = ["properties": ["state": "on"]]
    #expect(difference(["body": secret], live: live, applied: ["body": secret]).changes.isEmpty)
    let other: Value = ["properties": ["password": "q", "state": "on"]]
    #expect(
      changes(difference(["body": other], live: live, applied: ["body": secret])) == ["body.properties.password spec"])
    #expect(
      changes(
        difference(
          ["body": secret, "ignore_missing_property": false], live: live,
          applied: ["body": secret, "ignore_missing_property": false])) == ["body.properties.password drift"])
    #expect(
      changes(difference(["body": secret], live: live, applied: nil)) == ["body.properties.password unrecorded"])
  }

  @Test("what is false, empty or null is as good as not there")
  func nothing() {
    let body: Value = ["properties": ["on": false, "text": "", "list": [], "none": .null(.dynamic)]]
    #expect(difference(["body": body], live: ["properties": ["x": 1]], applied: nil).changes.isEmpty)
  }

  @Test("ids differ in case, other texts only where the spec says so")
  func letters() {
    let id = "/subscriptions/S/resourceGroups/G"
    let live: Value = ["id": .string(id.lowercased()), "text": "Basic"]
    #expect(changes(difference(["body": ["id": .string(id)]], live: live, applied: nil)) == [])
    #expect(changes(difference(["body": ["text": "basic"]], live: live, applied: nil)) == ["body.text unrecorded"])
    #expect(changes(difference(["body": ["text": "basic"], "ignore_casing": true], live: live, applied: nil)) == [])
  }

  @Test("elements of lists are told apart by their names, and may have more than the spec says")
  func lists() {
    let body: Value = ["rules": [["name": "a", "port": 1], ["name": "b", "port": 2]]]
    let live: Value = [
      "rules": [["name": "b", "port": 2, "state": "x"], ["name": "a", "port": 1, "id": "i"]]
    ]
    #expect(difference(["body": body], live: live, applied: ["body": body]).changes.isEmpty)
    let more: Value = ["rules": [["name": "a", "port": 1], ["name": "b", "port": 2], ["name": "c", "port": 3]]]
    #expect(changes(difference(["body": body], live: more, applied: ["body": body])) == ["body.rules drift"])
    #expect(changes(difference(["body": more], live: body, applied: ["body": body])) == ["body.rules spec"])
    #expect(difference(["body": ["zones": ["1", "2"]]], live: ["zones": ["1", "2"]], applied: nil).changes.isEmpty)
  }

  @Test("a write into a list keeps what elements of the same names have besides")
  func merging() {
    let live: Value = [["name": "a", "port": 1, "id": "i"], ["name": "z"]]
    #expect(
      OpenBody().merged([["name": "A", "port": 2], ["name": "b"]], into: live) == [
        ["id": "i", "name": "A", "port": 2], ["name": "b"],
      ])
  }

  @Test("a change at a path that the spec names replaces the resource")
  func replacing() {
    let difference = difference(
      ["body": ["properties": ["fixed": ["x": 2], "free": 2]]], live: ["properties": ["fixed": ["x": 1], "free": 1]],
      applied: nil)
    #expect(changes(difference) == ["body.properties.fixed.x unrecorded replaces", "body.properties.free unrecorded"])
  }

  @Test("a value that is only remembered counts when it is another than was applied")
  func remembered() {
    #expect(changes(difference(["trigger": "1"], live: .null(.dynamic), applied: ["trigger": "1"])) == [])
    #expect(
      changes(difference(["trigger": "2"], live: .null(.dynamic), applied: ["trigger": "1"])) == [
        "trigger spec replaces"
      ])
    // Said for the first time, it replaces nothing.
    #expect(changes(difference(["trigger": "1"], live: .null(.dynamic), applied: [:])) == [])
    #expect(changes(difference([:], live: .null(.dynamic), applied: ["trigger": "1"])) == [])
  }

  @Test("what is unknown is a change that follows from others")
  func unknown() {
    let difference = difference(
      ["body": ["properties": ["a": .unknown(.string), "b": 1]]], live: ["properties": ["a": "x", "b": 1]], applied: nil
    )
    #expect(changes(difference) == ["body.properties.a dependency"])
  }

  @Test(
    "a path reads as what its text says",
    arguments: [
      "body", "body.properties.a", "rules[0].name", "tags[\"a.b\"].c", "a[1][2]", "a-b._c",
    ])
  func path(text: String) {
    #expect(ValuePath(text: text)?.text == text)
  }

  @Test("a text that is no path isn't one", arguments: ["a..b", "a[", "a[x]", "a[\"b", "."])
  func noPath(text: String) {
    #expect(ValuePath(text: text) == nil)
  }
}
