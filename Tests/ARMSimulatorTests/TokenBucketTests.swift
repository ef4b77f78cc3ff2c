import ARMSimulator
import HTTP
import Testing
import Values

@Suite("Limits on the number of calls")
struct TokenBucketTests {
  private let cloud = TestCloud(SimulatorSettings(speed: .factor(1), throttles: true))

  @Test(
    "so many calls go through at once, then as many as come back, and the refusal says when the next one does",
    arguments: [
      (HTTPMethod.get, TestCloud.subscription + "/resourceGroups", 250, 25, "reads"),
      (.put, TestCloud.group, 200, 10, "writes"), (.delete, TestCloud.group, 200, 10, "deletes"),
    ])
  func buckets(method: HTTPMethod, path: String, burst: Int, perSecond: Int, name: String) async throws {
    func statuses(_ count: Int) async throws -> [Int] {
      var found: [Int] = []
      for _ in 0..<count { found.append(try await cloud.send(method, path, "2021-04-01", ["location": "x"]).status) }
      return found
    }
    let first = try await cloud.send(method, path, "2021-04-01", ["location": "x"])
    #expect(first.headers["x-ms-ratelimit-remaining-subscription-\(name)"] == String(burst - 1))
    #expect(try await statuses(burst - 1).contains(429) == false)
    let refused = try await cloud.send(method, path, "2021-04-01", ["location": "x"])
    #expect(refused.status == 429)
    #expect(refused.code == "SubscriptionRequestsThrottled")
    #expect(refused.headers["Retry-After"] == "1")
    cloud.clock.advance(by: .seconds(1))
    #expect(try await statuses(perSecond + 2).filter { $0 == 429 }.count == 2)
    // Another caller, and another subscription, have buckets of their own.
    let other = try await cloud.send(
      method, path, "2021-04-01", ["location": "x"], headers: ["Authorization": "Bearer other"])
    #expect(other.status != 429)
    let elsewhere = path.replacing("11111111", with: "99999999")
    #expect(try await cloud.send(method, elsewhere, "2021-04-01", ["location": "x"]).status != 429)
  }

  @Test("AKS lets twenty writes of a pool through at once, and then one a minute")
  func pools() async throws {
    try await cloud.makeCluster()
    cloud.clock.advance(by: .seconds(3600))
    // What is refused for another reason counts as well.
    var statuses: [Int] = []
    for _ in 0..<20 { statuses.append(try await cloud.put(TestCloud.pool, ["properties": ["count": "many"]]).status) }
    #expect(statuses == Array(repeating: 400, count: 20))
    let refused = try await cloud.put(TestCloud.pool, [:])
    #expect(refused.status == 429)
    #expect(refused.headers["Retry-After"] == "60")
    #expect(try await cloud.put(TestCloud.cluster + "/agentPools/other", [:]).status != 429)
    cloud.clock.advance(by: .seconds(60))
    #expect(try await cloud.put(TestCloud.pool, [:]).status != 429)
    #expect(try await cloud.put(TestCloud.pool, [:]).status == 429)
  }

  @Test("a storage account takes ten writes a second, and a network's reads and writes count apart")
  func providers() async throws {
    let account = TestCloud.group + "/providers/Microsoft.Storage/storageAccounts/account1"
    var statuses: [Int] = []
    for _ in 0..<11 { statuses.append(try await cloud.put(account, [:], "2025-08-01").status) }
    #expect(statuses.map { $0 == 429 } == Array(repeating: false, count: 10) + [true])
    #expect(try await cloud.get(account, "2025-08-01").status != 429)
    let network = TestCloud.group + "/providers/Microsoft.Network/virtualNetworks/net"
    // ARM's own limit is slower to be reached when the writes come at its pace.
    statuses = []
    for _ in 0..<1600 {
      statuses.append(try await cloud.put(network, [:]).status)
      cloud.clock.advance(by: .milliseconds(100))
    }
    // A thousand, and what came back meanwhile: n = 1000 + n / 10 * 10 / 3.
    #expect(statuses.firstIndex(of: 429).map { (1490...1510).contains($0) } ?? false)
    #expect(try await cloud.get(network).status != 429)
  }

  @Test("time that goes sixty times as fast fills the buckets sixty times as fast, and no time at all has no limits")
  func speeds() async throws {
    for (speed, count) in [(SimulatorSpeed.factor(60), 1), (.instant, 0)] {
      let cloud = TestCloud(SimulatorSettings(speed: speed, throttles: true))
      for _ in 0..<250 { _ = try await cloud.get("/subscriptions", "2022-12-01") }
      let statuses = [try await cloud.get("/subscriptions", "2022-12-01").status]
      #expect(statuses.filter { $0 == 429 }.count == count)
      cloud.clock.advance(by: .milliseconds(10))
      #expect(try await cloud.get("/subscriptions", "2022-12-01").status == 200)
    }
  }
}
