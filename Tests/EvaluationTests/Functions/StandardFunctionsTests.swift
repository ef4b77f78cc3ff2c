import Evaluation
import Testing
import Values

/// Calls of functions with values that no expression case has: unknown ones, marked ones, and more of the ordinary.
@Suite("Standard functions")
struct StandardFunctionsTests {
  private func call(_ name: String, _ arguments: [Value]) throws -> Value {
    try #require(FunctionTable.standard[name]).call(arguments, in: FunctionContext(workingDirectory: "/spec"))
  }

  private static let sure = Refinement(isNotNull: true)

  private static func natural(_ numbers: ClosedRange<Number>) -> Refinement {
    Refinement(isNotNull: true, numbers: numbers)
  }

  @Test(
    "what is unknown in an argument makes only so much of the result unknown",
    arguments: [
      ("upper", [.unknown(.string)], .unknown(.string, sure)),
      ("length", [.unknown(.string)], .unknown(.number, natural(0...Number.infinity))),
      ("length", [.unknown(.string, Refinement(prefix: "id-"))], .unknown(.number, natural(3...Number.infinity))),
      ("length", [.unknown(.list(.string))], .unknown(.number, natural(0...Number(Int.max)))),
      ("length", [.set([.unknown(.string), "a", "b"], of: .string)], .unknown(.number, natural(1...3))),
      ("length", [[.unknown(.string), 1]], 2), ("length", [.unknown(.tuple([.string]))], 1),
      ("length", [.unknown(.dynamic)], .unknown(.number, sure)), ("keys", [["a": .unknown(.string)]], ["a"]),
      ("concat", [[1], [.unknown(.string)]], [1, .unknown(.string)]),
      ("concat", [[1], .unknown(.list(.string))], .unknown(.dynamic)),
      ("merge", [["a": .unknown(.string)], ["b": 1]], ["a": .unknown(.string), "b": 1]),
      ("merge", [.unknown(.dynamic), ["b": 1]], .unknown(.dynamic)),
      ("lookup", [["a": .unknown(.string)], "a"], .unknown(.string)), ("element", [["x", .unknown(.string)], 2], "x"),
      ("flatten", [[[.unknown(.string)], 1]], [.unknown(.string), 1]),
      ("flatten", [[.unknown(.list(.string))]], .unknown(.dynamic)),
      ("contains", [[.unknown(.string), "a"], "a"], true),
      ("contains", [[.unknown(.string)], "a"], .unknown(.bool, sure)),
      ("coalesce", [.null(.string), .unknown(.string), "a"], .unknown(.string, sure)),
      ("alltrue", [.list([false, .unknown(.bool)], of: .bool)], false),
      ("anytrue", [.list([false, .unknown(.bool)], of: .bool)], .unknown(.bool, sure)),
      ("format", ["id-%s", .unknown(.string)], .unknown(.string, Refinement(isNotNull: true, prefix: "id-"))),
      ("jsonencode", [["a": .unknown(.string)]], .unknown(.string, Refinement(isNotNull: true, prefix: "{"))),
      ("tolist", [.unknown(.tuple([.string, .number]))], .unknown(.list(.dynamic))),
      (
        "sort", [.list([.unknown(.string), "a"], of: .string)],
        .list([.unknown(.string), .unknown(.string)], of: .string)
      ),
      (
        "setproduct", [.unknown(.list(.string)), .list([], of: .string)],
        .unknown(.list(.tuple([.string, .string])), sure)
      ),
      (
        "setproduct", [["a", "b"], .unknown(.set(.string), Refinement(isNotNull: true, lengths: 0...3))],
        .unknown(.set(.tuple([.string, .string])), Refinement(isNotNull: true, lengths: 1...6))
      ),
      (
        "formatlist", ["%s%s", ["a", "b", "c"], .set([.unknown(.string), "x"], of: .string)],
        .unknown(.list(.string), sure)
      ),
      ("timestamp", [], .unknown(.string, sure)), ("tostring", [.unknown(.number)], .unknown(.string)),
      ("zipmap", [["a"], [.unknown(.string)]], ["a": .unknown(.string)]),
      ("one", [[.unknown(.string)]], .unknown(.string)),
      ("jsondecode", [.unknown(.string)], .unknown(.dynamic)),
      ("reverse", [[.unknown(.string), 1]], [1, .unknown(.string)]),
    ] as [(String, [Value], Value)])
  func unknown(name: String, arguments: [Value], expected: Value) throws {
    #expect(try call(name, arguments) == expected)
  }

  private static let secret = Value.string("s").marked(.sensitive)
  private static let hidden = Value.string("S").marked(.sensitive)

  @Test(
    "marks go where the marked values go",
    arguments: [
      ("upper", [secret], hidden), ("length", [[secret]], 1), ("length", [secret], Value.number(1).marked(.sensitive)),
      ("concat", [["a"], [secret]], ["a", secret]), ("merge", [["a": secret], ["b": 1]], ["a": secret, "b": 1]),
      ("keys", [["a": secret]], ["a"]), ("values", [["a": secret, "b": 1]], [secret, 1]),
      ("lookup", [["a": secret, "b": "x"], "b"], "x"), ("element", [["x", secret], 0], "x"),
      ("lookup", [["a": "x"], Value.string("a").marked(.sensitive)], Value.string("x").marked(.sensitive)),
      ("join", ["-", [secret, "t"]], Value.string("s-t").marked(.sensitive)),
      ("jsonencode", [["a": secret]], Value.string("{\"a\":\"s\"}").marked(.sensitive)),
      ("coalesce", [secret, "t"], secret), ("flatten", [[["a", secret]]], ["a", secret]),
      ("setunion", [["a"], [secret]], Value.set(["a", "s"], of: .string).marked(.sensitive)),
      ("sensitive", ["a"], Value.string("a").marked(.sensitive)), ("nonsensitive", [secret], "s"),
      ("issensitive", [secret], true), ("issensitive", ["a"], false),
      ("ephemeralasnull", [["a": Value.number(1).marked(.ephemeral)]], ["a": .null(.number)]),
    ] as [(String, [Value], Value)])
  func marks(name: String, arguments: [Value], expected: Value) throws {
    #expect(try call(name, arguments) == expected)
  }

  @Test(
    "ordinary calls",
    arguments: [
      ("abspath", ["a/../b"], "/spec/b"), ("dirname", ["a/b/"], "a/b"), ("basename", ["/"], "/"),
      ("substr", ["hello", -3, 0], "llo"),
      ("formatdate", ["DD.MM.YYYY", "1969-12-31T23:59:59Z"], "31.12.1969"),
      ("formatdate", ["EEE", "2000-02-29T00:00:00Z"], "Tue"),
      ("timeadd", ["1970-01-01T00:00:00Z", "-1ns"], "1969-12-31T23:59:59Z"),
      ("timeadd", ["2024-12-31T23:59:59+01:00", "1s"], "2025-01-01T00:00:00+01:00"),
      ("timecmp", ["2024-01-01T00:00:00.5Z", "2024-01-01T00:00:00.25Z"], 1),
      ("cidrhost", ["2001:db8::/32", 1], "2001:db8::1"), ("cidrhost", ["::ffff:1.2.3.4/120", 9], "::ffff:102:309"),
      ("cidrsubnet", ["2001:db8::/32", 16, 2], "2001:db8:2::/48"), ("cidrsubnet", ["0.0.0.0/0", 8, 10], "10.0.0.0/8"),
      ("format", ["%8.3f|%-6s|%+d", .number(Number(3.14159) ?? 0), "ab", 5], "   3.142|ab    |+5"),
      ("format", ["%v", 1_000_000], "1e+06"),
      ("format", ["%e", 0], "0.000000e+00"), ("format", ["%g", 123456], "123456"),
      ("format", ["%g", 1_234_567], "1.234567e+06"),
      ("csvdecode", ["a\n\n1\n"], .list([["a": "1"]], of: .object(ObjectType(["a": .string])))),
      ("base64decode", ["aGVs\nbG8="], "hello"), ("urlencode", ["a b&c"], "a+b%26c"),
      ("indent", [2, "a\n\nb"], "a\n  \n  b"),
      ("title", ["hello wörld_x 2nd"], "Hello Wörld_x 2nd"), ("lower", ["ÀÉİ"], "àéi"),
      ("replace", ["aa", "", "-"], "-a-a-"),
      ("yamlencode", [["k": "a\nb ", "e": ""]], "\"e\": \"\"\n\"k\": \"a\\nb \"\n"),
      ("split", [",", ""], .list([""], of: .string)),
      ("parseint", ["-101", 2], -5), ("range", [1, 2, 0], nil), ("log", [16, 2], 4), ("sum", [[1, "x"]], nil),
      ("pow", [0, -1], .number(.infinity)),
      ("setproduct", [["a"], ["b", "c"]], .list([["a", "b"], ["a", "c"]], of: .tuple([.string, .string]))),
    ] as [(String, [Value], Value?)])
  func ordinary(name: String, arguments: [Value], expected: Value?) throws {
    if let expected {
      #expect(try call(name, arguments) == expected)
    } else {
      #expect(throws: FunctionError.self) { try call(name, arguments) }
    }
  }

  @Test("every function survives nulls, unknown values and values of any type")
  func survival() throws {
    let values: [Value] = [
      .null(.dynamic), .null(.string), .unknown(.dynamic), .unknown(.string), "", "a", "/", "%[", "{", 0, -1,
      .number(.infinity),
      .number(Int.max), .number(Int.min), .number(Number(0.5) ?? 0), true, [], [:], ["a"], ["a": 1], [["a"]],
      .list([.null(.string)], of: .string),
      .set([.unknown(.number)], of: .number), .map(Members(), of: .dynamic), .list([], of: .dynamic), Self.secret,
      "2024-01-01T00:00:00Z", "10.0.0.0/8", "::/0",
    ]
    for name in FunctionTable.standard.names {
      _ = try? call(name, [])
      for (place, first) in values.enumerated() {
        _ = try? call(name, [first])
        // Not all with all: that takes minutes.
        for second in values.dropFirst(place % 5 * 5).prefix(5) {
          _ = try? call(name, [first, second])
          _ = try? call(name, [first, second, values[(place * 7) % values.count]])
        }
      }
    }
  }
}
