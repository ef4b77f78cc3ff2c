import ARMSimulator
import Durability
import Foundation
import HTTP
import Testing
import Values

@Suite("The store of a simulated cloud")
struct StoreTests {
  /// A folder of this test's own, removed at its end.
  private final class Folder {
    let path: String

    init() throws {
      path = NSTemporaryDirectory() + "simulator-store-" + UUID().uuidString
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  private static let settings = SimulatorSettings(speed: .factor(60))

  @Test("what was answered is there after a restart, and what was under way goes on")
  func restart() async throws {
    let folder = try Folder()
    let clock = VirtualClock()
    var before: TestCloud.Reply?
    var operation = ""
    do {
      let cloud = TestCloud(
        simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
      _ = try await cloud.put(TestCloud.group, ["location": "centralus"])
      let created = try await cloud.put(TestCloud.cluster, TestCloud.clusterBody())
      operation = try #require(created.headers["Azure-AsyncOperation"])
      before = try await cloud.get(TestCloud.cluster)
    }
    let cloud = TestCloud(simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
    #expect(try await cloud.get(TestCloud.cluster).body == before?.body)
    #expect(try await cloud.put(TestCloud.pool, ["properties": [:]]).status == 409)
    #expect(try await cloud.get(operation, nil)["status"] == "InProgress")
    clock.advance(by: .seconds(5))
    #expect(try await cloud.get(operation, nil)["status"] == "Succeeded")
    #expect(try await cloud.get(TestCloud.cluster).state == "Succeeded")
  }

  @Test("once closed it answers nobody, and another may have its folder")
  func close() async throws {
    let folder = try Folder()
    let clock = VirtualClock()
    let simulator = try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path)
    let cloud = TestCloud(simulator: simulator, clock: clock)
    let group = try await cloud.put(TestCloud.group, ["location": "centralus"])
    #expect(throws: StorageError.self) {
      try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path)
    }
    await simulator.close()
    await #expect(throws: HTTPError.self) { try await cloud.get(TestCloud.group) }
    let next = TestCloud(simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
    #expect(try await next.get(TestCloud.group).body == group.body)
  }

  @Test("what a request did that met a restart is on the disk, too", arguments: ["before", "after"])
  func restartOnPurpose(moment: String) async throws {
    let folder = try Folder()
    let clock = VirtualClock()
    let groups = TestCloud.subscription + "/resourceGroups"
    func names(_ cloud: TestCloud) async throws -> [String] {
      try await cloud.get(groups)["value"]?.elements?.compactMap { $0[member: "name"]?.stringValue } ?? []
    }
    let expected = moment == "after" ? ["rg1", "rg2", "rg3"] : ["rg1", "rg3"]
    do {
      let cloud = TestCloud(
        simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
      _ = try await cloud.put(TestCloud.group + "1", ["location": "centralus"])
      let fault: Value = ["path": "rg2", "effect": "restart", "moment": .string(moment)]
      _ = try await cloud.send(.post, "/simulator/faults", nil, fault)
      await #expect(throws: HTTPError.self) {
        try await cloud.put(TestCloud.group + "2", ["location": "centralus"])
      }
      _ = try await cloud.put(TestCloud.group + "3", ["location": "centralus"])
      #expect(try await names(cloud) == expected)
    }
    let cloud = TestCloud(simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
    #expect(try await names(cloud) == expected)
  }

  @Test("every answered request survives, wherever the log is cut after it")
  func crashPoints() async throws {
    let folder = try Folder()
    let clock = VirtualClock()
    let log = folder.path + "/cloud.log"
    var sizes: [(bytes: Int, groups: Int)] = []
    do {
      let cloud = TestCloud(
        simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
      for index in 1...4 {
        _ = try await cloud.put(TestCloud.group + String(index), ["location": "centralus"])
        sizes.append((try Data(contentsOf: URL(fileURLWithPath: log)).count, index))
      }
    }
    let whole = try Data(contentsOf: URL(fileURLWithPath: log))
    for length in stride(from: 16, through: whole.count, by: 7) {
      try whole.prefix(length).write(to: URL(fileURLWithPath: log))
      let cloud = TestCloud(
        simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
      let found = try await cloud.get(TestCloud.subscription + "/resourceGroups")["value"]?.elements?.count ?? 0
      let answered = sizes.last { $0.bytes <= length }?.groups ?? 0
      #expect(found == answered, "with \(length) bytes left")
    }
  }

  @Test("a second process is refused while the first has the store")
  func locked() async throws {
    let folder = try Folder()
    let first = try ARMSimulator(Self.settings, storedIn: folder.path)
    #expect(throws: StorageError.self) { try ARMSimulator(Self.settings, storedIn: folder.path) }
    _ = first
  }

  @Test("a file of something else is left alone")
  func foreign() async throws {
    let folder = try Folder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    let log = URL(fileURLWithPath: folder.path + "/cloud.log")
    try Data("something else entirely, and long enough".utf8).write(to: log)
    #expect(throws: StorageError.foreign(path: log.path)) {
      try ARMSimulator(Self.settings, storedIn: folder.path)
    }
    #expect(try Data(contentsOf: log) == Data("something else entirely, and long enough".utf8))
  }

  @Test("many writes at once are all stored, and the log is kept short")
  func manyWrites() async throws {
    let folder = try Folder()
    let clock = VirtualClock()
    do {
      let cloud = TestCloud(
        simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
      // About 20 kB, as many tags of as much text as there can be.
      let text = Value.string(String(repeating: "x", count: 256))
      let tags = TestCloud.object(
        Dictionary(uniqueKeysWithValues: (0..<50).map { (String(repeating: "n", count: 140) + "\($0)", text) }))
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<200 {
          group.addTask {
            let path = TestCloud.group + String(index % 10)
            let reply = try await cloud.put(path, ["location": "centralus", "tags": tags])
            #expect([200, 201].contains(reply.status))
          }
        }
        try await group.waitForAll()
      }
    }
    let size = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/cloud.log")).count
    #expect(size < 3_000_000)
    let cloud = TestCloud(simulator: try ARMSimulator(Self.settings, clock: clock, storedIn: folder.path), clock: clock)
    #expect(try await cloud.get(TestCloud.subscription + "/resourceGroups")["value"]?.elements?.count == 10)
  }
}
