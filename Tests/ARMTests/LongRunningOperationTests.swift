import ARM
import Diagnostics
import HTTP
import JSON
import Synchronization
import Testing
import Values

@Suite("Long-running operations")
struct LongRunningOperationTests {
  private static let host = "https://management.azure.com"
  private static let operation = "\(host)/subscriptions/s/providers/P/locations/l/operations/1?api-version=1&t=sig"
  private static let location = "\(host)/subscriptions/s/providers/P/locations/l/results/1?api-version=1"

  private func state(_ state: String, _ more: Value? = nil) -> Value {
    ["id": "x", "properties": ["provisioningState": .string(state), "more": more ?? .null(.dynamic)]]
  }

  @Test("a PUT with a status resource: poll it, then read the resource")
  func statusResource() async throws {
    let bench = Bench(
      .json(201, state("Creating"), ["Azure-AsyncOperation": Self.operation, "Retry-After": "3"]),
      .json(200, ["status": "InProgress"], ["Retry-After": "5"]),
      .json(200, ["status": "Something"]),
      .json(200, ["status": "succeeded"]),
      .json(200, state("Succeeded", 1)))
    let response = try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:])
    #expect(response.body == state("Succeeded", 1))
    let operationPath = "GET /subscriptions/s/providers/P/locations/l/operations/1"
    #expect(
      bench.transport.calls == [
        "PUT \(try IDs.cluster.path)", operationPath, operationPath, operationPath, "GET \(try IDs.cluster.path)",
      ])
    #expect(bench.clock.sleeps == [.seconds(3), .seconds(5), .seconds(6)])
  }

  @Test("a PUT with a location: poll it until it answers as the PUT would have")
  func location() async throws {
    let other = Self.location + "&page=2"
    let bench = Bench(
      .json(202, nil, ["Location": Self.location, "Retry-After": "1"]),
      .json(202, nil, ["Location": other, "Retry-After": "1"]),
      .json(202, nil, ["Retry-After": "1"]),
      .json(200, state("Succeeded")))
    #expect(try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    #expect(bench.transport.requests.dropFirst().map(\.url.text) == [Self.location, other, other])
  }

  @Test("a PUT whose location ends with nothing, or with a resource on which work goes on, ends with the resource")
  func locationWithoutResource() async throws {
    for ending in [HTTPResponse(204), .json(200, state("Updating")), .json(201, state("Creating"))] {
      let bench = Bench(
        .json(202, nil, ["Location": Self.location]), ending, .json(200, state("Succeeded")))
      #expect(try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
      #expect(bench.transport.calls.last == "GET \(try IDs.cluster.path)")
    }
    let failed = Bench(.json(202, nil, ["Location": Self.location]), .json(200, state("Failed")))
    let error = try await failure { () async throws(ARMError) in
      try await failed.client.put(failed.cluster, apiVersion: "1", body: [:])
    }
    #expect(error.kind == .operationFailed)
  }

  @Test("a status may have the data plane's name, and say where the result is")
  func otherNames() async throws {
    let elsewhere = "\(Self.host)/subscriptions/s/other"
    let bench = Bench(
      .json(202, nil, ["Operation-Location": Self.operation]),
      .json(200, ["status": "Succeeded", "resourceLocation": .string(elsewhere)]), .json(200, state("Succeeded")))
    #expect(try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    #expect(bench.transport.requests.last?.url.text == elsewhere)
    let foreign = Bench(
      .json(202, nil, ["Azure-AsyncOperation": Self.operation]),
      .json(200, ["status": "Succeeded", "resourceLocation": "https://evil.example/"]), .json(200, state("Succeeded")))
    _ = try await foreign.client.put(try IDs.cluster, apiVersion: "1", body: [:])
    #expect(foreign.transport.calls.last == "GET \(try IDs.cluster.path)")
  }

  @Test("a PUT without a URL: poll the resource's own state; one without a state is done")
  func provisioningState() async throws {
    let bench = Bench(.json(201, state("Accepted")), .json(200, state("Updating")), .json(200, state("Succeeded")))
    #expect(try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    #expect(bench.transport.requests.count == 3)
    let sync = Bench(.json(201, ["properties": ["x": 1]]))
    _ = try await sync.client.put(try IDs.cluster, apiVersion: "1", body: [:])
    #expect(sync.transport.requests.count == 1)
  }

  @Test("a new resource that is not yet to be seen is looked for some times")
  func replicationLag() async throws {
    let missing = HTTPResponse.error(404, "ResourceNotFound")
    let bench = Bench(
      .json(201, state("Creating"), ["Azure-AsyncOperation": Self.operation]), .json(200, ["status": "Succeeded"]),
      missing,
      missing, .json(200, state("Succeeded")))
    #expect(try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    let never = Bench(.json(202), missing)
    let error = try await failure { () async throws(ARMError) in
      try await never.client.put(never.cluster, apiVersion: "1", body: [:])
    }
    #expect(error.kind == .notFound)
    #expect(never.transport.requests.count == 7)
  }

  @Test(
    "a failed operation is the operation's error",
    arguments: [
      ("Failed", ["code": "QuotaExceeded", "message": "four left"], ARMError.Kind.quota, "four left"),
      ("Canceled", ["code": "X", "message": "stopped"], .operationFailed, "stopped"),
      ("cancelled", nil, .operationFailed, "ended as cancelled"),
      ("Failed", ["message": "{\"error\":{\"code\":\"SkuNotAvailable\",\"message\":\"none\"}}"], .capacity, "none"),
    ] as [(String, Value?, ARMError.Kind, String)])
  func failed(status: String, inner: Value?, kind: ARMError.Kind, text: String) async throws {
    let bench = Bench(
      .json(202, nil, ["Azure-AsyncOperation": Self.operation]),
      .json(200, ["status": .string(status), "error": inner ?? .null(.dynamic)], ["x-ms-request-id": "r"]))
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.put(bench.cluster, apiVersion: "1", body: [:])
    }
    #expect(error.kind == kind)
    #expect(error.fullMessage.contains(text))
    #expect(error.call == "PUT \(try IDs.cluster.path)")
    #expect(error.requestID == "r")
  }

  @Test("a resource that ends up failed fails the PUT")
  func failedState() async throws {
    let bench = Bench(.json(201, state("Creating")), .json(200, state("Failed")))
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.put(bench.cluster, apiVersion: "1", body: [:])
    }
    #expect(error.kind == .operationFailed)
  }

  @Test("a DELETE ends with its operation, its location, or the resource being gone, and reads nothing then")
  func delete() async throws {
    for replies in [
      [HTTPResponse(200)], [HTTPResponse(204)], [.error(404, "NotFound")],
      [
        .json(202, nil, ["Azure-AsyncOperation": Self.operation, "Location": Self.location]),
        .json(200, ["status": "Succeeded"]),
      ],
      [.json(202, nil, ["Location": Self.location]), .json(202), .json(204)],
      [.json(202), .json(200, state("Deleting")), .error(404, "ResourceNotFound")],
    ] {
      let bench = Bench(replies.map { .success($0) })
      try await bench.client.delete(try IDs.cluster, apiVersion: "1")
      #expect(bench.transport.requests.count == replies.count)
    }
  }

  @Test("a POST's result is at its location, or in the status")
  func post() async throws {
    let located = Bench(
      .json(202, nil, ["Azure-AsyncOperation": Self.operation, "Location": Self.location]),
      .json(200, ["status": "Succeeded"]), .json(200, ["a": 1]))
    #expect(try await located.client.post(try IDs.cluster, "act", apiVersion: "1").body == ["a": 1])
    let inStatus = Bench(
      .json(202, nil, ["Azure-AsyncOperation": Self.operation]),
      .json(200, ["status": "Succeeded", "properties": ["b": 2]]))
    #expect(try await inStatus.client.post(try IDs.cluster, "act", apiVersion: "1").body == ["b": 2])
    let sync = Bench(.json(200, ["c": 3]))
    #expect(try await sync.client.post(try IDs.cluster, "act", apiVersion: "1").body == ["c": 3])
    #expect(sync.transport.calls == ["POST \(try IDs.cluster.path)/act"])
  }

  @Test("a status that can't be read says nothing about the operation: the resource is asked")
  func lostStatus() async throws {
    let gone = Bench(
      .json(201, state("Creating"), ["Azure-AsyncOperation": Self.operation]), .error(404, "NotFound"),
      .json(200, state("Updating")),
      .json(200, state("Succeeded")))
    #expect(try await gone.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    let nonsense = Bench(
      .json(201, state("Creating"), ["Azure-AsyncOperation": Self.operation]),
      HTTPResponse(200, body: Array("<x>".utf8)),
      .json(200, state("Succeeded")))
    #expect(try await nonsense.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    let empty = Bench(
      .json(202, nil, ["Azure-AsyncOperation": Self.operation]), .json(200, [:]), .json(200, state("Succeeded")))
    #expect(try await empty.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
  }

  @Test("an operation whose state nobody can read is not known to have failed")
  func unreadable() async throws {
    let refused = HTTPResponse.error(403, "AuthorizationFailed")
    let accepted = HTTPResponse.json(201, state("Creating"), ["Azure-AsyncOperation": Self.operation])
    let permitted = Bench(accepted, refused, .json(200, state("Succeeded")))
    #expect(try await permitted.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    let never = Bench(accepted, refused)
    let error = try await failure { () async throws(ARMError) in
      try await never.client.put(never.cluster, apiVersion: "1", body: [:])
    }
    #expect(error.kind == .outcomeUnknown)
    #expect(error.message.hasPrefix("Azure has accepted PUT \(try IDs.cluster.path), and how it went on"))
    let action = Bench(.json(202, nil, ["Azure-AsyncOperation": Self.operation]), refused)
    let other = try await failure { () async throws(ARMError) in
      try await action.client.post(action.cluster, "act", apiVersion: "1")
    }
    #expect(other.kind == .outcomeUnknown)
    #expect(action.transport.requests.count == 2)
  }

  @Test("whoever stops waiting is told that the operation goes on")
  func leftAlone() async throws {
    let bench = Bench([
      .success(.json(201, state("Creating"), ["Azure-AsyncOperation": Self.operation])),
      .success(.json(200, ["status": "InProgress"])), .failure(.cancelled),
    ])
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.put(bench.cluster, apiVersion: "1", body: [:])
    }
    #expect(error.kind == .cancelled)
    #expect(
      error.message
        == "PUT \(try IDs.cluster.path) was accepted and goes on in Azure, though nobody waits for it any more; it was "
        + "InProgress when last seen.")
    #expect(error.diagnostic().hint?.contains("run the same command again") == true)
    // Nothing but the PUT and reads was sent.
    #expect(bench.transport.requests.map(\.method) == [.put, .get, .get])
  }

  @Test(
    "an operation URL elsewhere is never sent the token",
    arguments: ["https://evil.example/op", "http://management.azure.com/op", "/op"])
  func foreignURL(url: String) async throws {
    let bench = Bench(
      .json(201, state("Creating"), ["Azure-AsyncOperation": url, "Location": url]), .json(200, state("Succeeded")))
    #expect(try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:]).body == state("Succeeded"))
    #expect(bench.transport.calls.last == "GET \(try IDs.cluster.path)")
  }

  @Test("an operation is told when accepted and when its URL changes, and goes on in another run from what was saved")
  func resume() async throws {
    let seen = Mutex<[LongRunningOperation]>([])
    let bench = Bench([
      .success(.json(201, state("Creating"), ["Azure-AsyncOperation": Self.operation])),
      .success(.json(200, ["status": "InProgress"])), .failure(.cancelled),
    ])
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.put(bench.cluster, apiVersion: "1", body: [:]) { operation in
        seen.withLock { $0.append(operation) }
      }
    }
    #expect(error.kind == .cancelled)
    let operations = seen.withLock { $0 }
    #expect(operations.count == 1)
    let text = JSON.text(try #require(operations.first).saved)
    let saved = try #require(LongRunningOperation(saved: try JSON.parse(text), cloud: .public))
    let again = Bench(.json(200, ["status": "Succeeded"]), .json(200, state("Succeeded")))
    #expect(try await again.client.resume(saved).body == state("Succeeded"))
    #expect(again.transport.requests.first?.url.text == Self.operation)
    #expect(again.client.counts.writes == 0)
    #expect(LongRunningOperation(saved: try JSON.parse(text), cloud: .china) == nil)
    #expect(LongRunningOperation(saved: ["method": "PUT"], cloud: .public) == nil)
  }

  @Test("`Retry-After: 0` polls at once, but not for ever")
  func zeroRetryAfter() async throws {
    let bench = Bench(
      [
        .success(.json(202, nil, ["Location": Self.location, "Retry-After": "0"]))
      ], random: .max
    ) { $0.operationTimeout = .seconds(60) }
    let error = try await failure { () async throws(ARMError) in
      try await bench.client.put(bench.cluster, apiVersion: "1", body: [:])
    }
    #expect(error.kind == .stillRunning)
    #expect(bench.transport.requests.count < 100)
    #expect(bench.clock.sleeps.first.map { $0 > .milliseconds(90) } == true)
  }

  @Test("polls are told to whoever watches")
  func observer() async throws {
    let seen = Mutex<[String]>([])
    let bench = Bench([
      .success(.json(202, nil, ["Azure-AsyncOperation": Self.operation])),
      .success(.json(200, ["status": "Creating", "percentComplete": 40])),
      .success(HTTPResponse(200, body: Array(#"{"status":"Creating","percentComplete":1e999}"#.utf8))),
      .success(.json(200, ["status": "Succeeded"])),
      .success(.json(503)), .success(.json(200)),
    ]) {
      $0.observer = { event in
        seen.withLock { seen in
          switch event {
          case .running(let operation): seen.append("\(operation.status) \(operation.percentComplete ?? 0)")
          case .retrying(_, let error, _): seen.append(error.kind.rawValue)
          case .fallingBack, .stepping: break
          }
        }
      }
    }
    _ = try await bench.client.put(try IDs.cluster, apiVersion: "1", body: [:])
    #expect(seen.withLock { $0 } == ["Accepted 0", "Creating 40", "Creating 0", "Succeeded 0", "transient"])
  }
}

extension Bench {
  /// For closures that may throw only ``ARMError``.
  var cluster: ResourceID {
    guard let id = try? IDs.cluster else { preconditionFailure("the id is well-formed") }
    return id
  }
}
