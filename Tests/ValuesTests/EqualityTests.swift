import Testing
import Values

@Suite("Equality of the language")
struct EqualityTests {
  @Test(
    "values are equal only if their types are",
    arguments: [
      (1, 1, true), (1, "1", false), ("a", "a", true), (true, false, false), (.null(.string), .null(.number), true),
      (.null(.dynamic), 1, false), ([1, "a"], [1, "a"], true), ([1], .list([1], of: .number), false),
      (["a": 1], .map(Members([("a", 1)]), of: .number), false), (["a": 1], ["a": 1, "b": 2], false),
      (.list([1], of: .number), .set([1], of: .number), false), (.list([], of: .string), .list([], of: .number), false),
      ([.null(.dynamic)], [1], false), (.set(["a"], of: .string), .set(["a"], of: .string), true), ([], [], true),
    ] as [(Value, Value, Bool)])
  func known(left: Value, right: Value, expected: Bool) {
    #expect(left.isEqual(right) == .bool(expected))
    #expect(right.isEqual(left) == .bool(expected))
  }

  @Test(
    "what is unknown decides nothing unless something certain does",
    arguments: [
      (.unknown(.string), "a", nil), (.unknown(.string), .unknown(.string), nil), (.unknown(.string), 1, false),
      (.unknown(.dynamic), 1, nil), (.unknown(.string), .null(.dynamic), nil),
      (.unknown(.string, Refinement(isNotNull: true)), .null(.dynamic), false),
      (.unknown(.string, Refinement(prefix: "id-")), "name", false),
      (.unknown(.string, Refinement(prefix: "id-")), "id-1", nil),
      (.unknown(.list(.string), Refinement(lengths: 2...Int.max)), .list(["a"], of: .string), false),
      ([1, .unknown(.string)], [2, "a"], false), ([.unknown(.string), 1], ["a", 2], nil),
      (.unknown(.number, Refinement(numbers: 0...Number.infinity)), -1, false),
      (.unknown(.number, Refinement(numbers: 0...Number.infinity)), 0, nil),
      (.unknown(.number, Refinement(numbers: 0...1)), .unknown(.number, Refinement(numbers: 2...3)), nil),
    ] as [(Value, Value, Bool?)])
  func unknown(left: Value, right: Value, expected: Bool?) {
    let result = expected.map(Value.bool) ?? .unknown(.bool, Refinement(isNotNull: true))
    #expect(left.isEqual(right) == result)
    #expect(right.isEqual(left) == result)
  }

  @Test("the result has the marks of both sides")
  func marks() {
    #expect(Value.string("a").marked(.sensitive).isEqual("a") == Value.bool(true).marked(.sensitive))
    #expect(Value.tuple([Value.number(1).marked(.ephemeral)]).isEqual(2).marks == .ephemeral)
  }
}
