import AzureKinds
import Testing
import Values

@Suite("What output gives out")
struct ExportsTests {
  private static let answer: Value = [
    "name": "n", "properties": ["server": "s.azurecr.io", "state": "Ready", "list": [["a": 1], ["a": 2]]],
  ]

  static let cases: [(Value?, Value)] = [
    (nil, "otherwise"), (.null(.dynamic), "otherwise"),
    (["*"], answer), (["properties.server"], ["properties": ["server": "s.azurecr.io"]]),
    (
      ["properties.server", "name", "properties.state"],
      ["name": "n", "properties": ["server": "s.azurecr.io", "state": "Ready"]]
    ),
    (["properties.missing"], .object(Members())),
    (
      ["s": "properties.server", "all": "properties.list[*].a", "none": "x"],
      ["s": "s.azurecr.io", "all": [1, 2], "none": .null(.dynamic)]
    ),
  ]

  @Test("paths keep their places, expressions get names", arguments: cases)
  func value(exports: Value?, expected: Value) {
    #expect(Exports.value(of: Self.answer, by: exports, otherwise: "otherwise") == expected)
  }
}
