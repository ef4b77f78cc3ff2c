import JSON
import Testing
import Values

@Suite("JSON")
struct JSONTests {
  @Test(
    "text becomes the value it means",
    arguments: [
      ("null", .null(.dynamic)), ("true", true), (" false\n", false), ("12", 12), ("-0", 0), ("\"\"", ""),
      ("\"a\\u00e9\\n\\/\"", "aé\n/"), ("\"\\ud83d\\ude00\"", "😀"), ("\"\\u0000x\"", "\u{0}x"),
      ("[]", []), ("{}", [:]), ("[1,[null]]", [1, [.null(.dynamic)]]),
      ("{\"b\":1,\"a\":{\"c\":[]}}", ["a": ["c": []], "b": 1]),
      ("{\"a\":1,\"a\":2}", ["a": 2]), ("\"\\ud83d!\"", "\u{FFFD}!"), ("{\"\":0}", ["": 0]),
    ] as [(String, Value)])
  func parsing(text: String, expected: Value) throws {
    #expect(try JSON.parse(text) == expected)
  }

  @Test(
    "numbers keep all their digits",
    arguments: [
      ("18446744073709551616", "18446744073709551616"), ("-9223372036854775809", "-9223372036854775809"),
      ("9223372036854775807", "9223372036854775807"), ("1.10", "1.1"),
      ("0.1000000000000000055", "0.1000000000000000055"),
      ("1e21", "1000000000000000000000"), ("-2.5E-3", "-0.0025"),
      ("123456789012345678901234567890", "123456789012345678901234567890"),
      ("1e400", "1" + String(repeating: "0", count: 400)),
    ])
  func numbers(text: String, expected: String) throws {
    #expect(JSON.string(try JSON.parse(text)) == expected)
    #expect(JSON.string(try JSON.parse("{\"x\":[\(text),\(text)]}")) == "{\"x\":[\(expected),\(expected)]}")
  }

  @Test(
    "text that is not JSON is refused with its place",
    arguments: [
      ("", 0), ("   ", 3), ("{", 1), ("[1,]", 3), ("{\"a\":1,}", 7), ("{\"a\" 1}", 5), ("{a:1}", 1), ("'a'", 0),
      ("01", 0), ("1.", 0),
      (".5", 0), ("1e", 0), ("+1", 0), ("-", 0), ("NaN", 0), ("Infinity", 0), ("-Infinity", 0), ("tru", 0), ("TRUE", 0),
      ("nullx", 4),
      ("1 2", 2), ("[1]]", 3), ("\"a", 0), ("\"\u{1}\"", 1), ("\"\\x\"", 2), ("\"\\u12\"", 5), ("[1]\u{0}", 3),
      ("\"a\u{0}b\"", 2),
      ("// x\n1", 0), ("{\"a\\u0000\":1}", 1), ("1e99999999999999", 0), ("\u{FEFF}1", 0), ("[,1]", 1), ("[1 2]", 3),
    ])
  func refusal(text: String, offset: Int) {
    #expect { try JSON.parse(text) } throws: { ($0 as? JSONError)?.offset == offset }
  }

  @Test(
    "invalid UTF-8 is refused",
    arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xC0, 0x80, 0x22]]
      as [[UInt8]])
  func encoding(bytes: [UInt8]) {
    #expect(throws: JSONError(offset: 1, reason: "the text is not valid UTF-8")) { try JSON.parse(bytes) }
  }

  @Test("nesting is allowed up to its bound and refused beyond")
  func depth() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try JSON.parse(nested(500))
    #expect(throws: JSONError.self) { try JSON.parse(nested(514)) }
    #expect(throws: JSONError.self) { try JSON.parse(nested(100_000)) }
  }

  @Test("a value is written compactly or indented, members sorted")
  func writing() {
    let value: Value = ["b": [1, true, .null(.dynamic)], "a": ["x": "q\"\\\u{1}\n\u{8}/"], "e": [], "o": [:]]
    #expect(JSON.string(value) == #"{"a":{"x":"q\"\\\u0001\n\b/"},"b":[1,true,null],"e":[],"o":{}}"#)
    #expect(
      JSON.string(["b": [1], "a": [:]], indent: 2) == """
        {
          "a": {},
          "b": [
            1
          ]
        }
        """)
  }

  @Test("Terraform's escaping hides what HTML would read")
  func escaping() {
    #expect(JSON.string("<é&>\u{2028}\u{2029}\u{2027}") == "\"<é&>\u{2028}\u{2029}\u{2027}\"")
    #expect(
      JSON.string("<é&>\u{2028}\u{2029}\u{2027}", escaping: .html) == "\"\\u003cé\\u0026\\u003e\\u2028\\u2029\u{2027}\""
    )
  }

  @Test("ordered objects keep their order")
  func order() {
    let json: OrderedJSON = ["z": 1, "a": .value(["d": 1, "c": 2]), "m": [nil, "x", true]]
    #expect(String(decoding: JSON.text(json), as: UTF8.self) == #"{"z":1,"a":{"c":2,"d":1},"m":[null,"x",true]}"#)
  }

  @Test("what is written reads back as itself", arguments: UInt64(1)...60)
  func roundTrip(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    let value = arbitrary(&generator, depth: 4)
    #expect(try JSON.parse(JSON.text(value)) == value)
    #expect(try JSON.parse(JSON.text(value, indent: 3, escaping: .html)) == value)
  }

  private func arbitrary(_ generator: inout SplitMix, depth: Int) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &generator) {
    case 0: .null(.dynamic)
    case 1: .bool(Bool.random(using: &generator))
    case 2: .number(Int.random(in: Int.min...Int.max, using: &generator))
    case 3: .number(Number(decimal: "\(Double.random(in: -1e30...1e30, using: &generator))") ?? 0)
    case 4: .string(text(&generator))
    case 5: .tuple((0..<Int.random(in: 0..<4, using: &generator)).map { _ in arbitrary(&generator, depth: depth - 1) })
    default:
      .object(
        Members(
          (0..<Int.random(in: 0..<4, using: &generator)).map { _ in
            (text(&generator).replacing("\u{0}", with: "0"), arbitrary(&generator, depth: depth - 1))
          }))
    }
  }

  private func text(_ generator: inout SplitMix) -> String {
    let characters: [Character] = ["a", "B", "é", "😀", "\"", "\\", "\n", "\u{0}", "\u{1F}", "<", "\u{2028}", "/"]
    return String(
      (0..<Int.random(in: 0..<6, using: &generator)).map { _ in characters.randomElement(using: &generator) ?? "x" })
  }
}

/// A generator whose numbers follow from its seed.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
