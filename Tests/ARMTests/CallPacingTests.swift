import ARM
import HTTP
import Testing
import Values

@Suite("CallPacing")
struct CallPacingTests {
  private static let group = "/subscriptions/s/resourceGroups/g"
  private static let cluster = "\(group)/providers/Microsoft.ContainerService/managedClusters/c"

  /// Makes calls one after another, each as soon as it may be made, and returns when the last was made, in seconds.
  private func made(_ calls: Int, _ method: HTTPMethod, _ path: String, _ pacing: inout CallPacing) -> Double {
    var now = Duration.zero
    for _ in 0..<calls { now += pacing.wait(for: method, path, now: now) }
    return now / .seconds(1)
  }

  @Test(
    "calls go out at once as far as the bucket reaches, less what comes back in a second, and then at its pace",
    arguments: [
      (HTTPMethod.get, 225, 25.0, "/subscriptions/s/resourceGroups/g"),
      (.put, 190, 10.0, "/subscriptions/s/resourceGroups/g"), (.post, 190, 10.0, "/subscriptions/s/x/y/register"),
      (.delete, 190, 10.0, "/subscriptions/s/resourceGroups/g"),
      (.get, 59, 1.0, cluster), (.put, 19, 1.0 / 60, cluster), (.put, 19, 1.0 / 60, "\(cluster)/agentPools/p"),
      (.get, 59, 1.0, "\(group)/providers/Microsoft.ContainerService/managedClusters"),
      (
        .get, 198, 2.0, "/subscriptions/s/providers/Microsoft.ContainerService/locations/westeurope/operations/1"
      ),
      (.post, 59, 1.0, "\(cluster)/listClusterUserCredential"),
      (.put, 5, 10.0, "\(group)/providers/Microsoft.Storage/storageAccounts/a"),
      (.post, 12, 3.0, "/providers/Microsoft.ResourceGraph/resources"),
    ])
  func pace(method: HTTPMethod, burst: Int, perSecond: Double, path: String) {
    var pacing = CallPacing()
    #expect(made(burst, method, path, &pacing) == 0)
    // One more for each token that comes back.
    #expect(abs(made(10, method, path, &pacing) - 10 / perSecond) < 0.001 * 10 / perSecond)
  }

  @Test("callers at the same instant are spread, and time that goes by fills the bucket again, up to its brim")
  func spreading() {
    var pacing = CallPacing()
    let waits = (0..<300).map { _ in pacing.wait(for: .get, Self.group, now: .zero) / .seconds(1) }
    #expect(waits[224] == 0)
    #expect(abs(waits[225] - 0.04) < 1e-9)
    #expect(abs(waits[299] - 3) < 1e-9)
    // 75 are owed: after 3 s none is, after 12 s all are back, and no more than these.
    #expect(abs(pacing.wait(for: .get, Self.group, now: .seconds(3)) / .seconds(1) - 0.04) < 1e-9)
    let later = (0..<226).map { _ in pacing.wait(for: .get, Self.group, now: .seconds(1000)) / .seconds(1) }
    #expect(later[224] == 0)
    #expect(later[225] > 0)
  }

  @Test("subscriptions, kinds of calls and clusters don't take from each other, whatever the case of their names")
  func separation() {
    var pacing = CallPacing()
    _ = made(250, .get, Self.group, &pacing)
    #expect(pacing.wait(for: .get, "/SUBSCRIPTIONS/S/resourcegroups/other", now: .zero) > .zero)
    #expect(pacing.wait(for: .get, "/subscriptions/t/resourceGroups/g", now: .zero) == .zero)
    #expect(pacing.wait(for: .put, Self.group, now: .zero) == .zero)
    _ = made(20, .put, Self.cluster, &pacing)
    #expect(pacing.wait(for: .put, Self.cluster, now: .zero) > .seconds(59))
    #expect(pacing.wait(for: .put, Self.cluster + "2", now: .zero) == .zero)
  }

  @Test("what an answer says is left counts, when it is less than what was thought")
  func learning() {
    var pacing = CallPacing()
    func learn(_ left: String, at now: Duration) {
      pacing.learn(
        from: .get, Self.group, status: 200, headers: ["x-ms-ratelimit-remaining-subscription-reads": left],
        retryAfter: nil, now: now)
    }
    // Of these, 25 are kept back.
    learn("27", at: .zero)
    #expect((0..<3).map { _ in pacing.wait(for: .get, Self.group, now: .zero) > .zero } == [false, false, true])
    // An hourly limit of old, and nonsense, say nothing.
    learn("11999", at: .zero)
    learn("many", at: .zero)
    #expect(pacing.wait(for: .get, Self.group, now: .zero) > .zero)
    pacing.learn(
      from: .get, Self.group, status: 200, headers: ["x-ms-ratelimit-remaining-subscription-global-reads": "0"],
      retryAfter: nil, now: .seconds(100))
    #expect(pacing.wait(for: .get, Self.group, now: .seconds(100)) > .zero)
  }

  @Test("after a refusal nothing is sent that would be refused as well, for as long as was said")
  func refusal() {
    var pacing = CallPacing()
    pacing.learn(
      from: .get, Self.group, status: 429, headers: [:], retryAfter: .seconds(17), now: .seconds(5))
    let wait = pacing.wait(for: .get, Self.group + "/x", now: .seconds(5))
    #expect(wait >= .seconds(17) && wait < .seconds(18))
    // A cluster's refusal is the cluster's.
    pacing.learn(from: .put, Self.cluster, status: 429, headers: [:], retryAfter: .seconds(90), now: .zero)
    #expect(abs(pacing.wait(for: .put, Self.cluster, now: .zero) / .seconds(1) - 90) < 0.001)
    // Whoever waited for as long as was said need not wait any longer.
    pacing.learn(from: .put, Self.cluster + "2", status: 429, headers: [:], retryAfter: .seconds(90), now: .zero)
    #expect(pacing.wait(for: .put, Self.cluster + "2", now: .seconds(90)) < .milliseconds(1))
    #expect(pacing.wait(for: .put, Self.group, now: .zero) == .zero)
  }

  @Test("where there may be no limits, none are kept before an answer tells of one, and then those that are known")
  func untold() {
    var pacing = CallPacing(isLimited: false)
    #expect(made(1000, .get, Self.group, &pacing) == 0)
    pacing.learn(from: .get, Self.group, status: 404, headers: [:], retryAfter: nil, now: .zero)
    #expect(made(1000, .get, Self.group, &pacing) == 0)
    pacing.learn(
      from: .get, Self.group, status: 404, headers: ["x-ms-ratelimit-remaining-subscription-reads": "249"],
      retryAfter: nil, now: .zero)
    #expect(made(224, .get, Self.group, &pacing) == 0)
    #expect(made(1, .get, Self.group, &pacing) > 0)
    #expect(made(20, .put, Self.cluster, &pacing) > 0)
  }

  @Test("each of ARM's regions counts for itself")
  func regions() {
    var pacing = CallPacing()
    func answer(_ region: String) {
      pacing.learn(
        from: .get, Self.group, status: 200,
        headers: ["x-ms-routing-request-id": "\(region):20260101T000000Z:8b1f"], retryAfter: nil, now: .zero)
    }
    answer("WESTEUROPE")
    _ = made(250, .get, Self.group, &pacing)
    #expect(pacing.wait(for: .get, Self.group, now: .zero) > .zero)
    answer("NORTHEUROPE")
    #expect(pacing.wait(for: .get, Self.group, now: .zero) == .zero)
  }

  @Test("a client waits by its clock before it sends what would be too much")
  func client() async throws {
    let bench = Bench([.success(.json(200))]) { $0.pacing = CallPacing() }
    for _ in 0..<226 { _ = try await bench.client.get(try IDs.resourceGroup, apiVersion: "1") }
    #expect(bench.transport.requests.count == 226)
    #expect(bench.clock.sleeps == [.milliseconds(40)])
  }
}
