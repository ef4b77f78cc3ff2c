import Diagnostics
import Evaluation
import Syntax
import Testing
import Values

private let someString = Value.unknown(.string, Refinement(isNotNull: true))
private let secret = Value.string("hunter2").marked(.sensitive)

@Suite("A side that decides alone")
struct DecidedTests {
  @Test(
    "the mistake of the other side says how to leave that out",
    arguments: [
      ("n == null || n.a == 1", "a ? true : b"), ("n != null && n.a == 1", "a ? b : false"),
      ("n == 1 || n.a == 1", nil),
      ("n != null || n.a == 1", nil),
    ])
  func hint(_ text: String, _ form: String?) {
    let source = Source("v = \(text)\n")
    guard let argument = source.body.argument("v") else { return }
    let errors = source.evaluator(["n": .null(.dynamic)]).value(of: argument.expression).diagnostics
    #expect(errors.map(\.summary) == ["Attempt to get attribute from null value"])
    #expect(errors.first?.hint?.contains(form ?? "?") ?? false == (form != nil))
  }
}

@Suite("Unknown values flow through expressions and stay as definite as they can")
struct UnknownTests {
  @Test(
    "an expression over u, an unknown string that is not null",
    arguments: [
      ("u == null", false), ("u != null", true), ("null == u", false),
      ("\"id-${u}\" == \"name\"", false), ("\"id-${u}\" != null", true),
      ("[u, u][*] == null", false),
      ("[for x in [u] : 1][0] == 1", true),
      ("{ a = u }.a != null", true),
      ("try(u, 1) == 1 ? true : true", nil),
      ("u == \"x\"", nil),
    ] as [(String, Bool?)])
  func comparison(_ text: String, _ expected: Bool?) {
    let (value, errors) = evaluate(text, ["u": someString])
    #expect(errors.isEmpty)
    #expect(value == (expected.map(Value.bool) ?? .unknown(.bool, Refinement(isNotNull: true))))
  }

  @Test(
    "an expression over u, an unknown bool, is as certain as its bounds allow",
    arguments: [
      ("u ? 1 : 1", 1), ("u ? null : null", .null(.dynamic)), ("(u ? 1 : 2) > 0", true), ("(u ? 1 : 2) < 1", unknown),
      ("(u ? 1 : 2) >= 1", unknown), ("(u ? 1 : 2) >= 0", true), ("(u ? 1 : 2) <= 3", true),
      ("3 <= (u ? 1 : 2)", false),
      ("(u ? 1 : 2) == 3", false), ("(u ? 1 : 2) == 2", unknown), ("(u ? 1 : 2) == (u ? 3 : 4)", unknown),
      ("(u ? 1 : 2) < (u ? 3 : 4)", true), ("(u ? 1 : 2) >= (u ? 3 : 4)", unknown), ("(u ? 1 : 2) + 1 > 0", unknown),
      ("length(u ? tolist([1]) : tolist([2]))", 1), ("length(u ? toset([1]) : toset([2, 3])) > 0", true),
      ("length(u ? tolist([1]) : tolist([2, 3])) == 3", false),
      ("u ? tomap({}) : tomap({})", .map(Members(), of: .dynamic)),
      ("tonumber(u ? 1 : 2) == null", unknown), ("(u ? \"ab\" : \"ac\") == \"x\"", unknown),
    ] as [(String, Value)])
  func bounds(_ text: String, _ expected: Value) {
    let standard = FunctionTable.standard
    let (value, errors) = evaluate(
      text, ["u": .unknown(.bool, Refinement(isNotNull: true))], functions: standard.names.compactMap { standard[$0] })
    #expect(errors.isEmpty)
    #expect(value == expected)
  }

  private static let unknown = Value.unknown(.bool, Refinement(isNotNull: true))

  @Test("a template with an unknown part keeps what it surely starts with")
  func prefix() {
    let expected = Value.unknown(.string, Refinement(isNotNull: true, prefix: "id-"))
    #expect(evaluate("\"id-${u}-x\"", ["u": someString]).value == expected)
    #expect(evaluate("\"${\"id-${u}\"}-${u}\"", ["u": someString]).value == expected)
  }

  @Test("a conditional on an unknown condition has the type of both arms")
  func conditional() {
    let unknown = Value.unknown(.bool)
    #expect(evaluate("c ? 1 : \"a\"", ["c": unknown]).value == .unknown(.string, Refinement(isNotNull: true)))
    #expect(evaluate("c ? 1 : null", ["c": unknown]).value == .unknown(.number))
  }

  @Test("the parts of an unknown collection are unknown values of its element type")
  func parts() {
    let list = Value.unknown(.list(.string))
    let object = Value.unknown(.object(ObjectType(["a": .number])))
    #expect(evaluate("l[3]", ["l": list]).value == .unknown(.string))
    #expect(evaluate("o.a", ["o": object]).value == .unknown(.number))
    #expect(evaluate("o.b", ["o": object]).errors == ["Unsupported attribute"])
    #expect(
      evaluate("l[*]", ["l": list]).value == .unknown(.list(.string), Refinement(isNotNull: true)))
  }

  @Test("what may be null or not has an unknown splat")
  func splat() {
    #expect(evaluate("u[*]", ["u": .unknown(.string)]).value == .unknown(.dynamic))
    #expect(evaluate("u[*]", ["u": someString]).value == .tuple([someString]))
  }

  @Test("a for over an unknown collection is unknown as a whole")
  func loop() {
    #expect(evaluate("[for x in u : x]", ["u": .unknown(.list(.string))]).value == .unknown(.dynamic))
    #expect(evaluate("[for x in [1] : x if u]", ["u": .unknown(.bool)]).value == .unknown(.dynamic))
  }
}

@Suite("Marks spread to everything that is computed from a marked value, and values of such never show in messages")
struct MarkTests {
  @Test(
    "an expression over s, a sensitive string",
    arguments: [
      "\"a${s}\"", "s == \"x\"", "s == \"x\" ? 1 : 2", "{ (s) = 1 }", "[for x in [s] : x]", "[s][0]", "{ a = s }.a",
      "[for x in [1] : x if s != \"\"]", "{ for x in [s] : x => 1 }", "[1, 2][s == \"\" ? 0 : 1]", "o.a", "o[\"a\"]",
      "o[*].a", "!(s == \"\")", "1 + (s == \"\" ? 1 : 2)", "true ? s : \"\"", "%s",
    ])
  func spreads(_ text: String) {
    let template = text == "%s" ? "\"%{ if s == \"a\" }x%{ endif }%{ for c in [s] }${c}%{ endfor }\"" : text
    let object = (["a": 1] as Value).marked(.sensitive)
    let (value, errors) = evaluate(template, ["s": secret, "o": object])
    #expect(errors.isEmpty)
    #expect(value.hasSensitive)
  }

  @Test("an untouched arm leaves its mark, and none from within")
  func arms() {
    #expect(evaluate("true ? 1 : s", ["s": secret]).value.marks == .sensitive)
    #expect(!evaluate("true ? [1] : [s]", ["s": secret]).value.hasSensitive)
    #expect(evaluate("true ? 1 : s", ["s": secret.marked(.standIn)]).value.marks == .sensitive)
  }

  @Test(
    "a mistake with a sensitive value",
    arguments: [
      "s + 1", "m[s]", "l[s]", "{ for x in [s, s] : x => 1 }", "fail(s)", "s ? 1 : 2", "\"-${[s]}\"", "s.x",
      "try(m[s])", "-s", "[for x in [1] : x if s]",
    ])
  func messages(_ text: String) {
    let fail = Function("fail", [Function.Parameter("v", .string)], result: .string) {
      (arguments: [Value], _: FunctionContext) throws(FunctionError) -> Value in
      throw FunctionError(argument: 0, "can't do this with \(arguments[0].stringValue ?? "")")
    }
    let source = Source("v = \(text)\n")
    let names: [String: Value] = ["s": secret, "m": .map(Members(), of: .string), "l": .list([], of: .string)]
    let evaluator = source.evaluator(names, functions: [fail])
    let found = source.body.argument("v").map { evaluator.value(of: $0.expression).diagnostics } ?? []
    #expect(found.hasErrors)
    for diagnostic in found {
      #expect(!(diagnostic.summary + diagnostic.detail + (diagnostic.hint ?? "")).contains("hunter2"))
    }
  }
}

@Suite("Mistakes are reported once each, and only those that count")
struct MistakeTests {
  @Test(
    "an expression",
    arguments: [
      // All independent mistakes.
      (
        "[1 + \"a\", {}.b, \"-${null}\"]",
        ["Invalid operand", "Unsupported attribute", "Invalid template interpolation value"]
      ),
      // No second one because of the first.
      ("-(1 + \"a\") + 1", ["Invalid operand"]),
      ("[for x in {}.b : x.y]", ["Unsupported attribute"]),
      ("\"${{}.b}-${{}.c}\"", ["Unsupported attribute", "Unsupported attribute"]),
      ("(1 + \"a\") ? 1 : 2", ["Invalid operand"]),
      ("nope((1 + \"a\"))", ["Call to unknown function"]),
      // The arm that is not taken may fail.
      ("true ? 1 : {}.b", []),
      ("false ? 1 : {}.b", ["Unsupported attribute"]),
      // But names have to exist everywhere.
      ("true ? 1 : nope", ["Unknown variable"]),
      ("try(nope, 1)", ["Unknown variable"]),
      ("can(nope)", ["Unknown variable"]),
      ("nope(gone)", ["Unknown variable", "Call to unknown function"]),
      ("try({}.b, 1)", []),
      ("can(nope(1))", []),
      ("try({}.b)", ["Error in function call"]),
      ("{ a.b = 1 }", ["Ambiguous attribute key"]),
      ("{ nope.b = 1 }", ["Unknown variable"]),
    ] as [(String, [String])])
  func mistakes(_ text: String, _ expected: [String]) {
    #expect(evaluate(text, ["a": ["b": "k"]]).errors == expected)
  }

  @Test("a value that doesn't convert to what is wanted is a mistake with the range of the expression")
  func conversion() throws {
    let source = Source("v = [\"a\"]\n")
    let expression = try #require(source.body.argument("v")).expression
    let (value, found) = source.evaluator().value(of: expression, as: .list(.number))
    #expect(value == .unknown(.list(.number)))
    #expect(found.map(\.summary) == ["Incorrect value type"])
    #expect(source.text(found.first?.subject) == "[\"a\"]")
  }
}

@Suite("Depth")
struct DepthTests {
  @Test(
    "the deepest expression that is read can be evaluated",
    arguments: [
      ("(", "1", ")"), ("[", "1", "]"), ("{ a = ", "1", " }"), ("\"${", "1", "}\""), ("!", "true", ""),
      ("true ? ", "1", " : 0"), ("[for x in [1] : ", "x", "]"), ("try(", "1", ")"), ("\"a${", "1", "}\""),
      ("[0][", "0", "]"), ("\"%{ if true }${", "1", "}%{ endif }\""),
    ])
  func nesting(_ open: String, _ inner: String, _ close: String) {
    for depth in [10, 100, 240] {
      let text = String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      let errors = evaluate(text).errors
      #expect(errors.isEmpty || errors == ["Nesting too deep"], "\(depth) \(errors)")
    }
  }

  @Test("a long chain of operators or steps takes no stack")
  func chains() {
    let sum = evaluate(Array(repeating: "1", count: 400).joined(separator: " + "))
    #expect(sum.errors.isEmpty && sum.value == 400)
  }
}

@Suite("What is only looked up in a large collection costs no more than in a small one")
struct LookupEffortTests {
  private static let names: [String: Value] = [
    "map": .map(Members((0..<20_000).map { ("key \($0)", .number($0)) }), of: .number),
    "list": .list((0..<20_000).map { .number($0) }, of: .number),
  ]

  // A hundred thousand calls, each of which would have gone through twenty thousand elements.
  @Test(
    "no limit is reached",
    arguments: [
      ("lookup(map, \"key 7\", 0)", 7), ("element(list, i)", nil), ("length(map)", 20_000), ("length(list)", 20_000),
    ] as [(String, Int?)])
  func calls(call: String, expected: Int?) throws {
    let source = Source("v = [for i in range(1000) : [for j in range(100) : \(call)]][17][0]\n")
    let evaluator = Evaluator(
      scope: ConstantScope(Self.names), functions: .standard, context: .testing(in: ".", source.sources))
    let expression = try #require(source.body.argument("v")).expression
    let (value, diagnostics) = evaluator.value(of: expression)
    #expect(diagnostics.isEmpty)
    #expect(value == .number(expected ?? 17))
  }
}
