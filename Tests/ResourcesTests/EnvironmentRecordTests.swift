import JSON
import Resources
import Testing
import Values

@Suite struct EnvironmentRecordTests {
  private func record() throws -> EnvironmentRecord {
    var record = EnvironmentRecord(
      environment: "prod", origin: EnvironmentRecord.Origin(repository: "https://example.org/r.git", path: "env"),
      serial: 3, hashKey: "00ff")
    let first = try #require(InstanceAddress("terraform_data.a"))
    let second = try #require(InstanceAddress("terraform_data.b[\"k\"]"))
    record.entries[first] = EnvironmentRecord.Entry(
      address: first, kind: TerraformData.kind, id: "1", state: .owned, dependencies: [], createBeforeDestroy: false,
      hashes: ["input": "ab"], sensitivePaths: ["input"],
      kept: ["input": .list(["x"], of: .string), "output": .set([1], of: .number)])
    record.entries[second] = EnvironmentRecord.Entry(
      address: second, kind: TerraformData.kind, id: "2", state: .planned, dependencies: [first],
      createBeforeDestroy: true, hashes: [:], sensitivePaths: [], kept: nil)
    record.outputs = ["o": .map(Members([("a", 1)]), of: .number)]
    return record
  }

  @Test("a record comes back from its JSON as it was, with the types of kept values")
  func roundTrip() throws {
    let record = try record()
    let text = JSON.text(record.encoded)
    #expect(try EnvironmentRecord(decoding: try JSON.parse(text)) == record)
  }

  @Test("a record of a newer format is refused, not misread")
  func newerFormat() throws {
    var members = try #require(try record().encoded.members)
    members["formatVersion"] = 2
    #expect(throws: EnvironmentRecord.CodingError.newerFormat(2)) { try EnvironmentRecord(decoding: .object(members)) }
  }

  @Test("nothing sensitive is kept")
  func sensitive() throws {
    let value: Value = ["open": "a", "secret": Value.string("hunter2").marked(.sensitive)]
    let text = JSON.string(KeptValue.encoded(value))
    #expect(text.contains("hunter2") == false)
    #expect(KeptValue.decoded(try JSON.parse(Array(text.utf8)))[member: "secret"] == .null(.string))
  }
}
