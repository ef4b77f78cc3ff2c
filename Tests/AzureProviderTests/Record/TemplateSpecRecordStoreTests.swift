import AzureProvider
import HTTP
import JSON
import Resources
import TestWorld
import Testing
import Values

@Suite struct TemplateSpecRecordStoreTests {
  private static let specs = World.id("resourceGroups/armature-records/providers/Microsoft.Resources/templateSpecs")

  /// A record of so many resources that live in it alone.
  private static func record(
    _ count: Int, serial: Int = 1, run: String = "0123456789", environment: String = "test"
  ) -> EnvironmentRecord {
    var record = EnvironmentRecord(
      environment: environment, origin: EnvironmentRecord.Origin(repository: "", path: "spec"), serial: serial,
      hashKey: "000102030405060708090a0b0c0d0e0f")
    record.run = EnvironmentRecord.Run(id: run)
    for index in 0..<count {
      let address = InstanceAddress(type: "terraform_data", name: "a", key: .index(index))
      record.entries[address] = EnvironmentRecord.Entry(
        address: address, kind: TerraformData.kind, id: "id-\(index)", state: .owned, dependencies: [],
        createBeforeDestroy: false, hashes: [:], sensitivePaths: [],
        kept: ["id": .string("id-\(index)"), "input": .string("x"), "output": .null(.string)])
    }
    return record
  }

  private static func names(_ world: World, _ id: String) async throws -> [String] {
    try await world.list(id, apiVersion: "2022-02-01").compactMap { $0[member: "name"]?.stringValue }.sorted()
  }

  @Test("a long record goes over several template specs, and comes back whole")
  func parts() async throws {
    let world = World()
    let store = try world.store(partBytesMax: 2000)
    let record = Self.record(40)
    try await store.save(record)
    let read = try #require(try await world.store().load(environment: "test"))
    #expect(read.entries == record.entries)
    let names = try await Self.names(world, Self.specs)
    #expect(names.count > 3)
    #expect(names.filter { $0.hasPrefix("armature-part-") }.count == names.count - 1)
    #expect(names.contains("test"))
  }

  @Test(
    "a record gets written though connections break before its group, spec or version is answered for",
    arguments: ["resourceGroups/armature-records", "templateSpecs/test", "versions"])
  func brokenConnections(path: String) async throws {
    let world = World()
    for effect in ["drop", "loseAnswer"] {
      try await world.fault(["method": "PUT", "path": .string(path), "times": 2, "effect": .string(effect)])
    }
    try await world.store().save(Self.record(3))
    #expect(try await world.store().load(environment: "test")?.entries.count == 3)
  }

  @Test("parts are never written over: what was written before counts until the head of the next is in place")
  func atomicity() async throws {
    let world = World()
    try await world.store(partBytesMax: 2000).save(Self.record(40))
    // The next run gets as far as its parts.
    try await world.fault([
      "method": "PUT", "path": "templateSpecs/test/versions", "times": 1, "effect": "answer", "status": 403,
      "code": "AuthorizationFailed",
    ])
    let next = try world.store(partBytesMax: 2000)
    await #expect(throws: ProviderFailure.self) { try await next.save(Self.record(60, serial: 2, run: "abcdefghij")) }
    #expect(try await world.store().load(environment: "test")?.entries.count == 40)
    try await next.save(Self.record(60, serial: 2, run: "abcdefghij"))
    try await next.save(Self.record(61, serial: 2, run: "abcdefghij"))
    #expect(try await world.store().load(environment: "test")?.entries.count == 61)
  }

  @Test("parts that no kept version has any more are removed, and all of them with the record")
  func removal() async throws {
    let world = World()
    let store = try world.store(partBytesMax: 2000)
    for count in [40, 60, 50] { try await store.save(Self.record(count)) }
    let part = try await Self.names(world, "\(Self.specs)/armature-part-1-\(Self.digest)/versions")
    #expect(part.count == 1, "a run keeps the parts of what it wrote last")
    var empty = Self.record(0)
    empty.version = try #require(try await store.load(environment: "test")).version
    try await store.remove(empty)
    #expect(try await store.load(environment: "test") == nil)
    #expect(try await world.list(World.id("resourceGroups"), apiVersion: "2021-04-01").isEmpty)
  }

  /// What stands for the name of the environment `test` in the names of its parts: SHA-256 of `"test"`.
  private static let digest = "4d967a30111bf29f"

  @Test("a changed or missing part is an error, never a shorter record")
  func damage() async throws {
    let world = World()
    try await world.store(partBytesMax: 2000).save(Self.record(40))
    let versions = try await Self.names(world, "\(Self.specs)/armature-part-2-\(Self.digest)/versions")
    let version = try #require(versions.first)
    try await world.call(
      .delete, "\(Self.specs)/armature-part-2-\(Self.digest)/versions/\(version)", apiVersion: "2022-02-01")
    let failure = await #expect(throws: ProviderFailure.self) { try await world.store().load(environment: "test") }
    #expect(failure?.detail.contains("is missing") == true)
  }

  @Test("the last 20 versions are kept, also where some are missing")
  func history() async throws {
    let world = World()
    for serial in 1...30 where serial != 12 {
      try await world.store().save(Self.record(1, serial: serial, run: "run\(serial)-------"))
    }
    let runs = try await world.store().history(environment: "test")
    #expect(runs.map(\.serial) == [10, 11] + Array(13...30))
  }

  @Test("what isn't a run's version is shown in the history and doesn't count as a record")
  func foreignVersions() async throws {
    let world = World()
    try await world.store().save(Self.record(3))
    try await world.call(
      .put, "\(Self.specs)/test/versions/draft", apiVersion: "2022-02-01",
      body: ["location": "westeurope", "properties": ["description": "Mine.", "mainTemplate": .object(Members())]])
    let runs = try await world.store().history(environment: "test")
    #expect(runs.map(\.serial) == [nil, 1])
    #expect(runs[0].summary == "Not written by Armature: version draft. Mine.")
    #expect(try await world.store().load(environment: "test")?.entries.count == 3)
  }

  @Test("two runs that could not see each other never write over one another, and both count")
  func siblings() async throws {
    let world = World()
    let (first, second) = (Self.record(2, run: "aaaaaaaaaa"), Self.record(3, run: "bbbbbbbbbb"))
    try await world.store().save(first)
    try await world.store().save(second)
    let both = try #require(try await world.store().load(environment: "test"))
    #expect(both.entries.count == 3)
    #expect(both.version.contains("aaaaaaaa") && both.version.contains("bbbbbbbb"))
    // What one of them doesn't know of, it doesn't remove.
    try await world.store().remove(Self.record(0, run: "aaaaaaaaaa"))
    #expect(try await world.store().load(environment: "test")?.entries.count == 3)
  }

  @Test("the newest version is found at once though lists lag")
  func lag() async throws {
    let world = World()
    try await world.setListLag(seconds: 3600)
    try await world.store().save(Self.record(2))
    #expect(try await world.store().load(environment: "test")?.entries.count == 2)
    try await world.store().save(Self.record(5, serial: 2, run: "bbbbbbbbbb"))
    #expect(try await world.store().load(environment: "test")?.entries.count == 5)
  }

  @Test("an environment whose name differs from another's only in case is not taken for it")
  func letterCase() async throws {
    let world = World()
    try await world.store().save(Self.record(2, environment: "Test"))
    let failure = await #expect(throws: ProviderFailure.self) { try await world.store().load(environment: "test") }
    #expect(failure?.detail.contains("\"Test\"") == true)
  }

  @Test("a record that may not be read is an error that says what to set, never no record")
  func forbidden() async throws {
    let world = World()
    try await world.fault([
      "path": "armature-records", "effect": "answer", "status": 403, "code": "AuthorizationFailed",
    ])
    let failure = await #expect(throws: ProviderFailure.self) { try await world.store().load(environment: "test") }
    #expect(failure?.hint?.contains("resource_group_name") == true)
    try await world.fault([
      "method": "PUT", "path": "resourceGroups/armature-records", "effect": "answer", "status": 403,
      "code": "AuthorizationFailed",
    ])
    let making = await #expect(throws: ProviderFailure.self) { try await world.store().save(Self.record(1)) }
    #expect(making?.hint?.contains("resource_group_name") == true)
  }
}
