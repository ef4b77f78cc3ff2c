import Testing
import Values

@Suite("Values")
struct ValueTests {
  @Test(
    "sets are in Terraform's order, each element once",
    arguments: [
      (["b", "a", "b", "é", "B"], .string, ["B", "a", "b", "é"]), ([10, 9, -1, 9], .number, [-1, 9, 10]),
      ([true, false], .bool, [false, true]), ([.null(.string), "a"], .string, ["a", .null(.string)]),
      ([["b": 1], ["b": 0], ["b": 1]], .object(ObjectType(["b": .number])), [["b": 0], ["b": 1]]),
      ([[2], [1]], .tuple([.number]), [[1], [2]]),
    ] as [([Value], Type, [Value])])
  func sets(elements: [Value], type: Type, expected: [Value]) {
    #expect(Value.set(unordered: elements, of: type) == .set(expected, of: type))
  }

  @Test("unknown elements of a set all stay, and leave its length open")
  func unknownElements() throws {
    let set = Value.set(unordered: [.unknown(.string), "a", .unknown(.string)], of: .string)
    #expect(set.elements?.count == 3)
    let bounds = try #require(set.lengthBounds)
    #expect(bounds == 1...3)
    #expect(!set.isWhollyKnown && set.isKnown)
  }

  @Test("marks are found, taken off and put on by path")
  func marks() {
    let value: Value = ["a": [1, Value.string("x").marked(.sensitive)], "b": 2]
    let path = ValuePath([.member("a"), .index(1)])
    #expect(value.hasMarks && value.hasSensitive && value.deepMarks == .sensitive)
    #expect(value.markedPaths.map(\.path) == [path])
    #expect(value.marks(at: path) == .sensitive && value.marks(at: ValuePath([.member("b")])) == [])
    let plain: Value = ["a": [1, "x"], "b": 2]
    #expect(value.unmarkedDeep == plain)
    #expect(plain.marked(.sensitive, at: path) == value)
    #expect(value.equalsIgnoringMarks(plain) && value != plain)
    #expect(plain.marked(.sensitive, at: ValuePath([.member("zz")])) == plain.marked(.sensitive))
  }

  @Test("marks on a marked value join")
  func joined() {
    let value = Value.bool(true).marked(.sensitive).marked(.ephemeral)
    #expect(value.marks == [.sensitive, .ephemeral] && value.unmarked == true)
  }

  @Test("a walk visits outer values before inner ones, and a path leads back")
  func walk() {
    let value: Value = ["a": [1, 2], "b": .set(["x"], of: .string)]
    var paths: [String] = []
    value.walk { path, part in
      #expect(value[path] == part)
      paths.append(path.description)
      return true
    }
    #expect(paths == ["", ".a", ".a[0]", ".a[1]", ".b", ".b[...]"])
  }

  @Test("parts are replaced by path, and transformed from the inside out")
  func change() {
    let value: Value = ["a": [1, 2], "b": Value.tuple([3]).marked(.sensitive)]
    #expect(
      value.replacing(ValuePath([.member("a"), .index(1)]), with: "x") == [
        "a": [1, "x"], "b": Value.tuple([3]).marked(.sensitive),
      ])
    let doubled = value.transformed { _, part in
      part.intValue.map { .number($0 * 2) } ?? part
    }
    #expect(doubled == ["a": [2, 4], "b": Value.tuple([6]).marked(.sensitive)])
  }

  @Test(
    "strings are put into normal form C",
    arguments: [("e\u{301}", "\u{e9}"), ("\u{1100}\u{1161}", "\u{ac00}"), ("abc", "abc"), ("\u{212b}", "\u{c5}")])
  func normal(string: String, expected: String) {
    #expect(Array(string.normalized.unicodeScalars) == Array(expected.unicodeScalars))
  }

  @Test("members keep the order of their bytes and the last of a name")
  func members() {
    let members = Members([("b", 1), ("é", 2), ("B", 3), ("a", 4), ("b", 5)])
    #expect(members.keys == ["B", "a", "b", "é"])
    #expect(members["b"] == 5 && members["c"] == nil)
  }

  @Test(
    "merged members are those of both, the second before the first",
    arguments: [
      ([], ["a"]), (["a", "c"], []), (["a", "c", "e"], ["b", "c", "f"]), (["b"], ["a", "c"]),
      (["x", "y"], ["a", "x"]),
    ])
  func merging(first: [String], second: [String]) {
    let left = Members(first.map { ($0, 1) })
    let right = Members(second.map { ($0, 2) })
    #expect(left.merging(right) == Members(first.map { ($0, 1) } + second.map { ($0, 2) }))
  }

  @Test("values know their types")
  func types() {
    let value: Value = ["s": "x", "l": .list([], of: .number), "t": [1, .null(.bool)], "u": .unknown(.map(.string))]
    #expect(value.type.description == "object({l=list(number), s=string, t=tuple([number, bool]), u=map(string)})")
  }
}
