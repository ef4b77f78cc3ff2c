import Testing
import Values

@Suite("Conversion")
struct ConversionTests {
  private static let person = Type.object(ObjectType(["name": .string, "age": .number]))
  private static let nameless = Type.object(ObjectType(["name": .string, "age": .number], optional: ["name"]))

  @Test(
    "a value becomes one of the type",
    arguments: [
      (1, .string, "1"), (true, .string, "true"), ("1.50", .number, .number(Number(decimal: "1.5") ?? 0)),
      ("true", .bool, true), ("0", .bool, false), (.null(.dynamic), .string, .null(.string)),
      ([1, "a"], .list(.string), .list(["1", "a"], of: .string)),
      ([1, "a"], .list(.dynamic), .list(["1", "a"], of: .string)),
      ([], .list(.dynamic), .list([], of: .dynamic)), ([], .list(.number), .list([], of: .number)),
      (["b", "a", "b"], .set(.string), .set(["a", "b"], of: .string)),
      ([10, 9, "x"], .set(.dynamic), .set(["10", "9", "x"], of: .string)),
      (["a": 1], .map(.string), .map(Members([("a", "1")]), of: .string)),
      (.list([1], of: .number), .set(.string), .set(["1"], of: .string)),
      (.set(["a"], of: .string), .list(.string), .list(["a"], of: .string)),
      (["name": 7, "age": "3", "extra": true], person, ["name": "7", "age": 3]),
      (["age": 3], nameless, ["name": .null(.string), "age": 3]),
      (.map(Members([("age", "3"), ("x", "y")]), of: .string), nameless, ["name": .null(.string), "age": 3]),
      (
        [[1], ["a"]], .list(.list(.dynamic)),
        .list([.list(["1"], of: .string), .list(["a"], of: .string)], of: .list(.string))
      ),
      ([1, "2"], .tuple([.string, .number]), ["1", 2]),
    ] as [(Value, Type, Value)])
  func conversion(value: Value, type: Type, expected: Value) throws {
    #expect(try value.converted(to: type) == expected)
  }

  @Test(
    "a value that can't become one of the type says where and why",
    arguments: [
      ("x", .number, [], "a number is required"), ("", .number, [], "a number is required"),
      ("yes", .bool, [], "a bool is required"),
      ("True", .bool, [], "a bool is required; to convert from string, use lowercase \"true\""),
      (1, .bool, [], "bool required"), ([], .string, [], "string required"),
      ("a", .list(.string), [], "list of string required"),
      ("a", .list(.dynamic), [], "list of any single type required"),
      (["a": 1], .set(.string), [], "set of string required"),
      ([1, ["a": 1]], .list(.dynamic), [], "all list elements must have the same type"),
      (["a": 1, "b": []], .map(.dynamic), [], "all map elements must have the same type"),
      ([1, [2]], .list(.number), [], "element 1: number required"),
      (["a": 1, "b": []], .map(.number), [], "element \"b\": number required"),
      ([1, "x"], .list(.number), [.index(1)], "a number is required"),
      (["name": "n", "age": "x"], person, [.member("age")], "a number is required"),
      (["age": 1], person, [], "attribute \"name\" is required"),
      ([:], person, [], "attributes \"age\" and \"name\" are required"),
      (["name": [], "age": 1], person, [], "attribute \"name\": string required"),
      (.list([], of: .bool), .list(.number), [], "incorrect list element type: number required"),
      (.map(Members(), of: .list(.string)), person, [], "object required"),
      (.map(Members([("age", "1")]), of: .string), person, [], "map has no element for required attribute \"name\""),
      (.null(.bool), .number, [], "number required"),
      (.unknown(.tuple([])), .map(.string), [], "map of string required"),
    ] as [(Value, Type, [ValuePath.Step], String)])
  func failure(value: Value, type: Type, path: [ValuePath.Step], message: String) {
    #expect(throws: ConversionError(path: ValuePath(path), message)) { try value.converted(to: type) }
  }

  @Test("marks stay where they are, and those of a set's elements move to the set")
  func marks() throws {
    let secret = Value.number(1).marked(.sensitive)
    #expect(try secret.converted(to: .string) == Value.string("1").marked(.sensitive))
    #expect(try Value.tuple([secret, 2]).converted(to: .list(.string))[0] == Value.string("1").marked(.sensitive))
    let set = try Value.tuple([secret, 2]).converted(to: .set(.string))
    #expect(set.marks == .sensitive && set.elements == ["1", "2"])
  }

  @Test("unknown values keep what is certain")
  func unknown() throws {
    #expect(try Value.unknown(.dynamic).converted(to: .number) == .unknown(.number))
    let sure = Refinement(isNotNull: true, lengths: 2...3)
    #expect(
      try Value.unknown(.list(.number), sure).converted(to: .set(.string))
        == .unknown(.set(.string), Refinement(isNotNull: true, lengths: 1...3)))
    #expect(
      try Value.unknown(.tuple([.string, .number])).converted(to: .list(.dynamic))
        == .unknown(.list(.string), Refinement(lengths: 2...2)))
    #expect(throws: ConversionError("number required")) { try Value.unknown(.bool).converted(to: .number) }
  }

  @Test("defaults fill what is absent or null, in elements too")
  func defaults() throws {
    let type = Type.list(.object(ObjectType(["id": .number, "label": .string], optional: ["label"])))
    let constraint = TypeConstraint(type, defaults: .elements(.object(["label": "none"], inside: [:])))
    let given: Value = [["id": "3"], ["id": 1, "label": "first"], ["id": 2, "label": .null(.dynamic)]]
    let element = Type.object(ObjectType(["id": .number, "label": .string]))
    #expect(
      try constraint.converted(given)
        == .list([["id": 3, "label": "none"], ["id": 1, "label": "first"], ["id": 2, "label": "none"]], of: element))
    #expect(try constraint.converted(.null(.dynamic)) == .null(.list(element)))
  }

  @Test("defaults apply inside the default of an attribute")
  func nestedDefaults() throws {
    let inner = Type.object(ObjectType(["port": .number], optional: ["port"]))
    let constraint = TypeConstraint(
      .object(ObjectType(["a": inner], optional: ["a"])),
      defaults: .object(["a": [:]], inside: ["a": .object(["port": 80], inside: [:])]))
    #expect(try constraint.converted([:]) == ["a": ["port": 80]])
  }
}
