import AzureKinds
import Testing
import Values

@Suite("JMESPath")
struct JMESPathTests {
  private static let json: Value = [
    "name": "aks", "size": 3, "tags": ["a b": "x", "c": "y"],
    "pools": [
      ["name": "system", "count": 2, "zones": ["1", "2"], "spot": false],
      ["name": "gpu", "count": 0, "zones": ["3"], "spot": true], ["name": "bare"],
    ],
    "rows": [[1, 2], [3], 4],
  ]

  static let cases: [(String, Value)] = [
    ("name", "aks"), ("missing", .null(.dynamic)), ("name.deeper", .null(.dynamic)),
    ("tags.c", "y"), ("tags.\"a b\"", "x"), ("pools[0].name", "system"), ("pools[-1].name", "bare"),
    ("pools[9]", .null(.dynamic)),
    ("pools[*].name", ["system", "gpu", "bare"]), ("pools[*].count", [2, 0]),
    ("pools[].zones[]", ["1", "2", "3"]), ("pools[*].zones[0]", ["1", "3"]), ("rows[]", [1, 2, 3, 4]),
    ("tags.*", ["x", "y"]), ("*.name", []),
    ("pools[?count > `0`].name", ["system"]), ("pools[?spot].name", ["gpu"]),
    ("pools[?name=='gpu'] | [0].count", 0), ("pools[?name=='gpu' || name=='bare'].name", ["gpu", "bare"]),
    ("pools[?!spot && count].name", ["system"]), ("pools[?contains(zones, '3')].name", ["gpu"]),
    ("[name, size]", ["aks", 3]), ("{n: name, first: pools[0].name}", ["n": "aks", "first": "system"]),
    ("pools[0].{n: name, z: zones[1]}", ["n": "system", "z": "2"]), ("pools[0].[name, count]", ["system", 2]),
    ("length(pools)", 3), ("length(name)", 3), ("keys(tags)", ["a b", "c"]), ("values(tags)", ["x", "y"]),
    ("join(', ', pools[*].name)", "system, gpu, bare"), ("starts_with(name, 'ak')", true),
    ("ends_with(name, 'ak')", false), ("not_null(missing, name)", "aks"), ("missing || name", "aks"),
    ("missing && name", .null(.dynamic)), ("'it\\'s'", "it's"), ("`{\"a\": [1]}`.a[0]", 1), ("@.name", "aks"),
    ("(pools[0] | name)", "system"), ("size == `3`", true), ("size >= `4`", false), ("name < `3`", .null(.bool)),
    ("pools[*].name | [1]", "gpu"), ("pools[*] | [0].name", "system"), ("[0]", .null(.dynamic)),
  ]

  @Test("an expression finds what the specification says", arguments: cases)
  func value(expression: String, expected: Value) throws {
    #expect(try JMESPath(expression).value(of: Self.json).unmarkedDeep == expected)
  }

  static let mistakes: [(String, String)] = [
    ("", "there is no expression"), ("a.", "a name is missing after a dot"), ("a[", "`*` is missing at its end"),
    ("a[0", "`]` is missing at its end"), ("a[0:2]", "slices are not there"), ("[:2]", "slices are not there"),
    ("a b", "`b` can't stand there"), ("sort_by(a, &b)", "there is no function `sort_by` here"),
    ("length(a, &b)", "expressions as arguments (`&`) are not there"), ("length()", "`length` takes 1 argument"),
    ("a[?b", "`]` is missing at its end"), ("'open", "a quote is not closed"), ("`{`", "`{` is not JSON"),
    ("{a b}", "`:` is missing before `b`"), ("a # b", "`#` can't stand there"), ("1", "`1` can't stand there"),
    (String(repeating: "(", count: 200), "it is nested too deep"),
  ]

  @Test("what can't be evaluated is told of", arguments: mistakes)
  func mistake(expression: String, reason: String) {
    let error = #expect(throws: JMESPathError.self) { try JMESPath(expression) }
    #expect(error?.reason == reason)
  }
}
