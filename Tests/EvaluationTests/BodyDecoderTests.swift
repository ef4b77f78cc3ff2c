import Diagnostics
import Evaluation
import Syntax
import Testing
import Values

/// A schema with one of everything.
private let schema = BlockSchema(
  attributes: [
    "name": AttributeSchema(.string, isRequired: true),
    "size": AttributeSchema(.number, isOptional: true).renamed(from: "old_size"),
    "tags": AttributeSchema(.map(.string), isOptional: true),
    "id": AttributeSchema(.string, isComputed: true),
    "legacy": AttributeSchema(.bool, isOptional: true, deprecation: "Use something else."),
    "rules": AttributeSchema(
      .list(.object(ObjectType(["port": .number, "note": .string]))), isOptional: true),
  ],
  blocks: [
    "disk": BlockTypeSchema(
      .list, max: 3,
      BlockSchema(
        attributes: ["gb": AttributeSchema(.number, isRequired: true)],
        blocks: [
          "mount": BlockTypeSchema(
            .list, BlockSchema(attributes: ["path": AttributeSchema(.string, isOptional: true)]))
        ])),
    "zone": BlockTypeSchema(.set, BlockSchema(attributes: ["n": AttributeSchema(.number, isOptional: true)])),
    "identity": BlockTypeSchema(
      .single, BlockSchema(attributes: ["type": AttributeSchema(.string, isOptional: true)]),
      formerNames: ["msi"]),
    "slot": BlockTypeSchema(.map, BlockSchema(attributes: ["v": AttributeSchema(.string, isOptional: true)])),
  ])

/// A schema of blocks that may be written as an argument.
private let rules: BlockSchema = {
  var rule = BlockTypeSchema(
    .set,
    BlockSchema(
      attributes: [
        "name": AttributeSchema(.string, isRequired: true), "port": AttributeSchema(.string, isOptional: true),
        "id": AttributeSchema(.string, isComputed: true),
      ],
      blocks: ["note": BlockTypeSchema(.list, BlockSchema(attributes: ["text": AttributeSchema(.string)]))]))
  rule.isValueToo = true
  return BlockSchema(blocks: ["rule": rule])
}()

private func decode(_ text: String, _ names: [String: Value] = [:]) -> (BodyDecoder.Decoded, Source) {
  let source = Source(text)
  #expect(source.diagnostics.isEmpty)
  return (BodyDecoder.decode(source.body, as: schema, by: source.evaluator(names), ignoring: ["count"]), source)
}

private let diskType = Type.object(
  ObjectType(["gb": .number, "mount": .list(.object(ObjectType(["path": .string])))]))

private func disk(_ gb: Int, _ mounts: [String] = []) -> Value {
  let mountType = Type.object(ObjectType(["path": .string]))
  return .object(
    Members([("gb", .number(gb)), ("mount", .list(mounts.map { ["path": .string($0)] as Value }, of: mountType))]))
}

@Suite("A body becomes an object with everything that its schema has")
struct BodyDecoderTests {
  @Test("what is not written is null or empty")
  func absent() {
    let (decoded, _) = decode("name = \"a\"\ncount = 3\n")
    #expect(decoded.diagnostics.isEmpty)
    #expect(decoded.value[member: "name"] == "a")
    #expect(decoded.value[member: "size"] == .null(.number))
    #expect(decoded.value[member: "id"] == .null(.string))
    #expect(decoded.value[member: "disk"] == .list([], of: diskType))
    #expect(decoded.value[member: "identity"] == .null(.object(ObjectType(["type": .string]))))
    #expect(decoded.value.type == schema.impliedType)
  }

  @Test("arguments are converted and blocks collected by their nesting")
  func written() {
    let (decoded, _) = decode(
      """
      name = 5
      tags = { a = 1 }
      disk {
        gb = "10"
        mount { path = "/a" }
        mount { path = "/b" }
      }
      disk { gb = 20 }
      zone { n = 2 }
      zone { n = 1 }
      zone { n = 2 }
      identity { type = "S" }
      slot "x" { v = "1" }
      rules { port = 80 }

      """)
    #expect(decoded.diagnostics.isEmpty)
    #expect(decoded.value[member: "name"] == "5")
    #expect(decoded.value[member: "tags"] == .map(Members([("a", "1")]), of: .string))
    #expect(decoded.value[member: "disk"] == .list([disk(10, ["/a", "/b"]), disk(20)], of: diskType))
    #expect(decoded.value[member: "zone"]?.elements?.count == 2)
    #expect(decoded.value[member: "identity"]?[member: "type"] == "S")
    #expect(decoded.value[member: "slot"]?[member: "x"]?[member: "v"] == "1")
    #expect(decoded.value[member: "rules"]?[0] == ["note": .null(.string), "port": 80])
    #expect(decoded.value.type == schema.impliedType)
  }

  @Test("a dynamic block stands for one block for each element, with its iterator in scope of what is nested")
  func dynamic() {
    let (decoded, _) = decode(
      """
      name = "a"
      disk { gb = 1 }
      dynamic "disk" {
        for_each = sizes
        iterator = d
        content {
          gb = d.value
          dynamic "mount" {
            for_each = ["x", "y"]
            content {
              path = "${d.key}/${mount.value}"
            }
          }
        }
      }
      dynamic "slot" {
        for_each = { k = "v" }
        labels   = [slot.key]
        content { v = slot.value }
      }

      """, ["sizes": [7, 8]])
    #expect(decoded.diagnostics.isEmpty)
    #expect(
      decoded.value[member: "disk"]
        == .list([disk(1), disk(7, ["0/x", "0/y"]), disk(8, ["1/x", "1/y"])], of: diskType))
    #expect(decoded.value[member: "slot"]?[member: "k"]?[member: "v"] == "v")
  }

  @Test(
    "blocks that may be written as an argument come to the same",
    arguments: [
      ("rule = [{ name = \"a\", port = \"\", id = null, note = null }]", "rule {\n  name = \"a\"\n}"),
      ("rule = [for n in [\"a\", \"b\"] : { name = n }]", "rule {\n  name = \"a\"\n}\nrule {\n  name = \"b\"\n}"),
      ("rule = []", ""), ("rule = null", ""),
    ])
  func value(argument: String, blocks: String) {
    let decoded = [argument, blocks].map { text in
      let source = Source(text + "\n")
      return BodyDecoder.decode(source.body, as: rules, by: source.evaluator([:]))
    }
    #expect(decoded.flatMap(\.diagnostics) == [])
    #expect(decoded[0].value == decoded[1].value)
  }

  @Test("an object that lacks what a block must say is an error, and so are both forms at once")
  func valueMistakes() {
    for (text, summary) in [
      ("rule = [{ port = \"1\" }]\n", "Incorrect attribute value type"),
      ("rule = []\nrule {\n  name = \"a\"\n}\n", "Unsupported block type"),
    ] {
      let source = Source(text)
      let decoded = BodyDecoder.decode(source.body, as: rules, by: source.evaluator([:]))
      #expect(decoded.diagnostics.map(\.summary) == [summary])
    }
  }

  @Test("a dynamic block over an unknown collection makes the blocks unknown, and its mistakes are still found")
  func unknownDynamic() {
    let (decoded, _) = decode(
      "name = \"a\"\ndynamic \"disk\" {\n  for_each = u\n  content { gbb = 1 }\n}\n",
      ["u": .unknown(.list(.number))])
    #expect(decoded.value[member: "disk"] == .unknown(.list(diskType)))
    #expect(decoded.diagnostics.map(\.summary) == ["Unsupported argument", "Missing required argument"])
  }

  @Test("a sensitive collection marks the blocks that come from it")
  func sensitiveDynamic() {
    let (decoded, _) = decode(
      "name = \"a\"\ndynamic \"zone\" {\n  for_each = s\n  content { n = zone.value }\n}\n",
      ["s": Value.tuple([1]).marked(.sensitive)])
    #expect(decoded.value[member: "zone"]?.marks == .sensitive)
  }

  @Test("an old name is taken as the new one, with a warning")
  func renamed() {
    let (decoded, source) = decode("name = \"a\"\nold_size = 3\nmsi { type = \"S\" }\nlegacy = true\n")
    #expect(decoded.value[member: "size"] == 3)
    #expect(decoded.value[member: "identity"]?[member: "type"] == "S")
    #expect(decoded.diagnostics.map(\.severity) == [.warning, .warning, .warning])
    #expect(decoded.diagnostics.map { source.text($0.subject) } == ["old_size", "msi", "legacy"])
  }

  @Test(
    "a mistake",
    arguments: [
      ("", "Missing required argument", ""),
      ("name = null", "Missing required argument", "null"),
      ("name = [1]", "Incorrect attribute value type", "[1]"),
      ("name = \"a\"\nsise = 1", "Unsupported argument", "sise"),
      ("name = \"a\"\nid = \"x\"", "Value for unconfigurable attribute", "id"),
      ("name = \"a\"\ndisk = 1", "Unsupported argument", "disk"),
      ("name = \"a\"\nsize = 1\nold_size = 1", "Conflicting arguments", "old_size"),
      ("name = \"a\"\ndisc {\n}", "Unsupported block type", "disc"),
      ("name = \"a\"\ntags {\n}", "Unsupported block type", "tags"),
      ("name = \"a\"\nidentity {\n}\nidentity {\n}", "Duplicate identity block", "identity"),
      ("name = \"a\"\ndisk \"x\" { gb = 1 }", "Extraneous label for disk", "\"x\""),
      ("name = \"a\"\nslot { v = 1 }", "Missing key for slot", ""),
      ("name = \"a\"\nslot \"a\" {\n}\nslot \"a\" {\n}", "Duplicate slot block", "\"a\""),
      (
        "name = \"a\"\ndisk { gb = 1 }\ndisk { gb = 1 }\ndisk { gb = 1 }\ndisk { gb = 1 }", "Too many disk blocks",
        "disk"
      ),
      ("name = \"a\"\ndynamic \"disk\" { for_each = [] }", "Missing dynamic content block", "dynamic \"disk\""),
      (
        "name = \"a\"\ndynamic \"disk\" {\n  for_each = null\n  content {\n  }\n}", "Invalid dynamic for_each value",
        "null"
      ),
      (
        "name = \"a\"\ndynamic \"disk\" {\n  for_each = 1\n  content {\n  }\n}", "Invalid dynamic for_each value", "1"
      ),
      ("name = \"a\"\ndynamic \"nope\" {\n  for_each = []\n  content {\n  }\n}", "Unsupported block type", "\"nope\""),
      ("name = \"a\"\ndynamic \"disk\" {\n  content {\n    gb = 1\n  }\n}", "Missing required argument", ""),
    ])
  func mistakes(_ text: String, _ summary: String, _ subject: String) {
    let (decoded, source) = decode(text + "\n")
    #expect(decoded.diagnostics.map(\.summary) == [summary])
    #expect(source.text(decoded.diagnostics.first?.subject) == subject)
  }

  @Test("near misses get a suggestion")
  func suggestions() {
    #expect(decode("name = \"a\"\nsise = 1\n").0.diagnostics.first?.hint == "did you mean `size`?")
    #expect(decode("name = \"a\"\ndisc {\n}\n").0.diagnostics.first?.hint == "did you mean `disk`?")
  }

  @Test(
    "where a part is written",
    arguments: [
      ([.member("name")], "name = \"a\""),
      ([.member("tags"), .member("k")], "k = \"v\""),
      ([.member("tags"), .member("z")], "tags = { k = \"v\" }"),
      ([.member("size")], "old_size = 1"),
      ([.member("disk"), .index(0), .member("gb")], "gb = 1"),
      ([.member("disk"), .index(5), .member("gb")], "gb = disk.value"),
      ([.member("disk"), .index(0), .member("mount"), .index(0)], "disk"),
      ([.member("slot"), .member("x"), .member("v")], "v = 2"),
      ([.member("identity")], nil),
    ] as [([ValuePath.Step], String?)])
  func sources(_ steps: [ValuePath.Step], _ expected: String?) {
    let (decoded, source) = decode(
      """
      name = "a"
      tags = { k = "v" }
      old_size = 1
      disk { gb = 1 }
      dynamic "disk" {
        for_each = [1]
        content { gb = disk.value }
      }
      slot "x" { v = 2 }

      """)
    #expect(source.text(decoded.sources[ValuePath(steps)]) == expected)
  }

  @Test("references leave out iterators where they hold, and what somebody else reads")
  func references() {
    let source = Source(
      """
      count = a
      name  = "${b}-${[for x in c : x]}"
      disk { gb = d.e["f"] }
      dynamic "disk" {
        for_each = g
        iterator = it
        labels   = [it.key, h]
        content {
          gb = it.value + disk.x
          dynamic "mount" {
            for_each = it.value
            content { path = mount.value + i }
          }
        }
      }

      """)
    #expect(
      BodyDecoder.staticReferences(source.body, ignoring: ["count"]).map { source.text($0.range) }
        == ["b", "c", "d.e[\"f\"]", "g", "h", "disk.x", "i"])
  }
}
