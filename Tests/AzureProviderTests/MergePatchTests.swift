import AzureKinds
import JSON
import Testing
import Values

@testable import AzureProvider

@Suite("Merge patches")
struct MergePatchTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let old: String
    let new: String
    let patch: String
    var wholes: [String] = []
  }

  static let cases = [
    Case(testDescription: "nothing", old: #"{"a":1,"b":[1,2]}"#, new: #"{"b":[1,2],"a":1.0}"#, patch: "{}"),
    Case(
      testDescription: "what is new, what is another, what goes", old: #"{"a":1,"b":2,"c":3}"#,
      new: #"{"a":1,"b":4,"d":5}"#, patch: #"{"b":4,"c":null,"d":5}"#),
    Case(
      testDescription: "what is deeper", old: #"{"p":{"a":{"x":1,"y":2},"b":1}}"#,
      new: #"{"p":{"a":{"x":1,"y":3},"b":1}}"#, patch: #"{"p":{"a":{"y":3}}}"#),
    Case(
      testDescription: "a list as a whole", old: #"{"p":{"l":[1,2,3]}}"#, new: #"{"p":{"l":[1,3]}}"#,
      patch: #"{"p":{"l":[1,3]}}"#),
    Case(
      testDescription: "a member of which no part can be sent", old: #"{"sku":{"name":"a","tier":"x"}}"#,
      new: #"{"sku":{"name":"b","tier":"x"}}"#, patch: #"{"sku":{"name":"b","tier":"x"}}"#, wholes: ["/sku"]),
    Case(
      testDescription: "tags as a whole", old: #"{"tags":{"a":"1","b":"2"}}"#, new: #"{"tags":{"a":"1"}}"#,
      patch: #"{"tags":{"a":"1"}}"#, wholes: ["/tags"]),
    Case(
      testDescription: "no tags any more", old: #"{"tags":{"a":"1"}}"#, new: "{}", patch: #"{"tags":{}}"#,
      wholes: ["/tags"]),
    // Some providers merge identities, others replace them: this is right for both.
    Case(
      testDescription: "identities, those that stay and those that go",
      old: #"{"identity":{"type":"UserAssigned","userAssignedIdentities":{"/a":{},"/b":{}}}}"#,
      new: #"{"identity":{"type":"UserAssigned","userAssignedIdentities":{"/a":{},"/c":{}}}}"#,
      patch: #"{"identity":{"userAssignedIdentities":{"/a":{},"/b":null,"/c":{}}}}"#),
    Case(
      testDescription: "all identities go",
      old: #"{"identity":{"type":"UserAssigned","userAssignedIdentities":{"/a":{}}}}"#,
      new: #"{"identity":{"type":"None"}}"#, patch: #"{"identity":{"type":"None","userAssignedIdentities":null}}"#),
  ]

  @Test("a patch says what differs and no more", arguments: cases)
  func patch(example: Case) throws {
    func value(_ text: String) throws -> Value { try JSON.parse(Array(text.utf8)) }
    let patch = MergePatch(
      from: try value(example.old), to: try value(example.new), wholes: example.wholes.map { BodyPath($0) })
    #expect(JSON.string(patch.body) == example.patch)
  }
}
