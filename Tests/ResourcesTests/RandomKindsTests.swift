import Resources
import Testing
import Values

@Suite("Random values")
struct RandomKindsTests {
  private func kind(_ name: String) throws -> ResourceKind {
    try #require(RecordProvider.kinds.first { $0.name == name })
  }

  private func derived(_ name: String, _ arguments: [String: Value], seed: String = "seed") throws -> Members {
    let kind = try kind(name)
    var members = Members()
    for attribute in kind.schema.attributes where attribute.isArgument {
      members[attribute.name] = arguments[attribute.name] ?? attribute.defaultValue ?? .null(attribute.type)
    }
    let derive = try #require(kind.home?.derived)
    return derive(members, RandomSource([seed]))
  }

  @Test("a source gives the same bytes for the same texts, and others for others")
  func sources() {
    func bytes(_ texts: [String]) -> [UInt8] {
      var stream = RandomSource(texts).stream
      return stream.bytes(40)
    }
    #expect(bytes(["a", "bc"]) == bytes(["a", "bc"]))
    #expect(bytes(["a", "bc"]) != bytes(["ab", "c"]))
    #expect(bytes(["a"]) != bytes(["a", ""]))
    // HMAC-SHA-256 of 8 zero bytes under SHA-256("1:a"), by Python's hmac and hashlib.
    #expect(bytes(["a"]).prefix(4) == [0x6f, 0xee, 0x7f, 0xb5])
  }

  @Test("numbers below a bound are all drawn, and nothing else", arguments: [1, 2, 3, 10] as [UInt64])
  func bounds(bound: UInt64) {
    var stream = RandomSource(["bounds"]).stream
    let drawn = Set((0..<400).map { _ in stream.below(bound) })
    #expect(drawn == Set(0..<bound))
  }

  @Test("the bytes of random_id are written alike in all its ways", arguments: [1, 2, 3, 8, 33])
  func identifiers(count: Int) throws {
    let kind = try kind("random_id")
    let found = try derived("random_id", ["byte_length": .number(count), "prefix": "p-"])
    let hex = try #require(found["hex"]?.stringValue)
    #expect(hex.hasPrefix("p-"))
    #expect(hex.utf8.count == 2 + 2 * count)
    let id = try #require(found["id"]?.stringValue)
    #expect(found["b64_url"]?.stringValue == "p-" + id)
    let imported = try #require(kind.home?.imported("p-,\(id)"))
    for name in ["id", "b64_url", "b64_std", "hex", "dec"] { #expect(imported[name] == found[name], "\(name)") }
    #expect(imported["byte_length"] == .number(count))
    #expect(imported["prefix"] == "p-")
  }

  /// By Python's base64 and int.from_bytes.
  @Test(
    "what is imported is written as others write it",
    arguments: [
      ("p-9hUg", "p-9hUg", "a7ef6152", "2817483090", "p+9hUg=="),
      ("_w", "_w", "ff", "255", "/w=="),
      ("AAAA", "AAAA", "000000", "0", "AAAA"),
      (
        "AQAAAAAAAAAAAAAA", "AQAAAAAAAAAAAAAA", "010000000000000000000000", "309485009821345068724781056",
        "AQAAAAAAAAAAAAAA"
      ),
    ])
  func imported(id: String, url: String, hex: String, decimal: String, standard: String) throws {
    let members = try #require(try kind("random_id").home?.imported(id))
    #expect(members["b64_url"]?.stringValue == url)
    #expect(members["hex"]?.stringValue == hex)
    #expect(members["dec"]?.stringValue == decimal)
    #expect(members["b64_std"]?.stringValue == standard)
  }

  @Test(
    "ids that name nothing are refused",
    arguments: [
      ("random_id", "a!"), ("random_id", "A"), ("random_id", ""), ("random_uuid", "not-a-uuid"),
      ("random_integer", "5,1"), ("random_integer", "5,1,4"), ("random_integer", "x,1,4"), ("time_static", "yesterday"),
      ("time_static", "2026-02-30T00:00:00Z"), ("time_sleep", "30"), ("time_sleep", ","), ("random_string", ""),
      ("random_password", "secret"), ("random_pet", "a-cat"), ("null_resource", "1"),
    ])
  func refused(name: String, id: String) throws {
    #expect(try kind(name).home?.imported(id) == nil)
  }

  @Test("a text has its length, at least what is asked of each class, and nothing of what is switched off")
  func texts() throws {
    for seed in 0..<50 {
      let found = try derived(
        "random_string",
        [
          "length": 12, "upper": false, "min_numeric": 4, "min_special": 3, "override_special": "_%",
        ], seed: "\(seed)")
      let text = try #require(found["result"]?.stringValue)
      #expect(text.count == 12)
      #expect(text.count { $0.isNumber } >= 4)
      #expect(text.count { "_%".contains($0) } >= 3)
      #expect(text.allSatisfy { $0.isNumber || "_%".contains($0) || $0.isLowercase })
    }
  }

  @Test("a number lies between its bounds, both of which occur; a seed alone decides it")
  func integers() throws {
    var drawn: Set<Int> = []
    for seed in 0..<60 {
      let found = try derived("random_integer", ["min": -1, "max": 1], seed: "\(seed)")
      drawn.insert(try #require(found["result"]?.intValue))
      let seeded = try derived("random_integer", ["min": 1, "max": 1_000_000, "seed": "s"], seed: "\(seed)")
      #expect(seeded["result"] == (try derived("random_integer", ["min": 1, "max": 1_000_000, "seed": "s"])["result"]))
    }
    #expect(drawn == [-1, 0, 1])
    let widest = try derived("random_integer", ["min": .number(Int.min), "max": .number(Int.max)])
    #expect(widest["result"]?.intValue != nil)
  }

  @Test("a UUID is of version 4")
  func uuids() throws {
    let uuid = try #require(try derived("random_uuid", [:])["result"]?.stringValue)
    #expect(uuid.wholeMatch(of: #/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/#) != nil)
  }

  @Test("a pet's name has as many words as asked for, after the prefix", arguments: [1, 2, 4])
  func pets(length: Int) throws {
    let found = try derived("random_pet", ["length": .number(length), "prefix": "aks", "separator": "."])
    let words = try #require(found["id"]?.stringValue).split(separator: ".")
    #expect(words.count == length + 1)
    #expect(words.first == "aks")
  }

  @Test(
    "arguments that can't go together are refused",
    arguments: [
      ("random_string", ["length": 3, "min_upper": 2, "min_lower": 2], "the `min_` arguments ask for 4 characters"),
      (
        "random_password", ["length": 3, "upper": false, "lower": false, "numeric": false, "special": false], "no class"
      ),
      ("random_integer", ["min": 2, "max": 1], "no number between them"),
      ("time_sleep", [:], "without a duration"),
    ] as [(String, [String: Value], String)])
  func combinations(name: String, arguments: [String: Value], words: String) throws {
    let kind = try kind(name)
    let full = Value.object(
      Members(kind.schema.attributes.map { ($0.name, arguments[$0.name] ?? .null($0.type)) }))
    let problems = RecordProvider().problems(with: full, of: kind)
    #expect(problems.count == 1)
    #expect(problems.first?.detail.contains(words) == true)
  }

  @Test("what isn't written yet and what is wrong is derived from nothing")
  func underived() throws {
    #expect(try derived("random_id", ["byte_length": .unknown(.number)]).isEmpty)
    #expect(try derived("random_id", ["byte_length": 0]).isEmpty)
    #expect(try derived("random_string", ["length": 2, "min_upper": 3]).isEmpty)
    #expect(try derived("random_integer", ["min": 2, "max": 1]).isEmpty)
    #expect(try derived("random_pet", ["prefix": .unknown(.string)]).isEmpty)
  }

  /// By Python's datetime.
  @Test(
    "a moment is told by its fields",
    arguments: [
      ("2020-02-12T06:36:13Z", [2020, 2, 12, 6, 36, 13], 1_581_489_373),
      ("1970-01-01T00:00:00Z", [1970, 1, 1, 0, 0, 0], 0),
      ("2024-02-29T23:59:59Z", [2024, 2, 29, 23, 59, 59], 1_709_251_199),
      ("1969-12-31T23:59:59Z", [1969, 12, 31, 23, 59, 59], -1),
      ("2100-03-01T00:00:00Z", [2100, 3, 1, 0, 0, 0], 4_107_542_400),
    ])
  func moments(text: String, fields: [Int], unix: Int) throws {
    let home = try #require(try kind("time_static").home)
    let members = home.made(Members(), RecordHome.Moment(seconds: unix, uuid: ""))
    #expect(members["rfc3339"]?.stringValue == text)
    #expect(members == home.imported(text))
    #expect(["year", "month", "day", "hour", "minute", "second"].map { members[$0]?.intValue } == fields)
    #expect(members["unix"]?.intValue == unix)
  }

  @Test(
    "durations are spelled with a unit",
    arguments: [
      ("30s", .seconds(30)), ("1.5h", .seconds(5400)), ("250ms", .milliseconds(250)), ("2m", .seconds(120)),
      ("30", nil), ("s", nil), ("-1s", nil), ("1 s", nil), ("1.s", nil), ("1e3s", nil), ("1d", nil), ("99999999h", nil),
    ] as [(String, Duration?)])
  func durations(text: String, expected: Duration?) throws {
    let kind = try kind("time_sleep")
    let rule = try #require(kind.schema["create_duration"]?.rules.first)
    #expect(rule.holds(.string(text)) == (expected != nil))
    #expect(kind.home?.wait(["create_duration": .string(text), "destroy_duration": .null(.string)], false) == expected)
  }
}
