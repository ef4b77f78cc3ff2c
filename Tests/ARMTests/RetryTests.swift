import ARM
import Diagnostics
import HTTP
import Testing
import Values

@Suite("Retries")
struct RetryTests {
  private func attempts(
    _ method: HTTPMethod, _ replies: [Result<HTTPResponse, HTTPError>], _ change: (inout ARMRequest) -> Void = { _ in }
  ) async -> (bench: Bench, outcome: Result<ARMResponse, ARMError>) {
    let bench = Bench(replies, random: .max)
    var request = ARMRequest(method, path: "/x", apiVersion: "1", body: method == .put ? [:] : nil)
    change(&request)
    do throws(ARMError) {
      return (bench, .success(try await bench.client.send(request)))
    } catch {
      return (bench, .failure(error))
    }
  }

  @Test(
    "passing problems of the server are overcome",
    arguments: [HTTPMethod.get, .put, .delete], [408, 500, 502, 503])
  func transient(method: HTTPMethod, status: Int) async {
    let (bench, outcome) = await attempts(
      method, [.success(.json(status)), .success(.json(status)), .success(.json(200))])
    #expect((try? outcome.get())?.status == 200)
    #expect(bench.transport.requests.count == 3)
  }

  @Test("a POST is repeated only when the server asks for it or the caller allows it")
  func post() async {
    let once = await attempts(.post, [.success(.json(500)), .success(.json(200))])
    #expect(once.bench.transport.requests.count == 1)
    let asked = await attempts(.post, [.success(.json(503, nil, ["Retry-After": "1"])), .success(.json(200))])
    #expect(asked.bench.transport.requests.count == 2)
    let allowed = await attempts(.post, [.success(.json(500)), .success(.json(200))]) { $0.isRepeatable = true }
    #expect(allowed.bench.transport.requests.count == 2)
  }

  @Test("what time does not heal is not repeated", arguments: [400, 403, 404, 409, 412])
  func definitive(status: Int) async {
    let (bench, _) = await attempts(.put, [.success(.json(status)), .success(.json(200))])
    #expect(bench.transport.requests.count == 1)
    #expect(bench.clock.sleeps.isEmpty)
  }

  @Test("waits double below a bound, and end after ten attempts")
  func bounds() async throws {
    let (bench, outcome) = await attempts(.get, [.success(.json(503))])
    #expect(bench.transport.requests.count == 10)
    #expect(throws: ARMError.self) { try outcome.get() }
    let expected = [0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 102.4, 120]
    #expect(bench.clock.sleeps.count == expected.count)
    for (sleep, seconds) in zip(bench.clock.sleeps, expected) {
      #expect(abs(sleep / .seconds(1) - seconds) < 0.001)
    }
  }

  @Test("with the least jitter nothing is waited at all: the jitter is full")
  func fullJitter() async throws {
    let bench = Bench([.success(.json(503)), .success(.json(200))], random: 0)
    _ = try await bench.client.send(ARMRequest(.get, path: "/x", apiVersion: "1"))
    #expect(bench.clock.sleeps.isEmpty)
  }

  @Test(
    "the wait that the server names is kept, in all its spellings",
    arguments: [
      ("Retry-After", "7", 7.0), ("retry-after-ms", "250", 0.25), ("x-ms-retry-after-ms", "1500", 1.5),
      // 1000000 s after 1970 is Mon, 12 Jan 1970 13:46:40 GMT.
      ("Retry-After", "Mon, 12 Jan 1970 13:46:50 GMT", 10.0), ("Retry-After", "1.2", 2.0),
      ("Retry-After", "999999", 600.0), ("x-ms-user-quota-resets-after", "00:01:05", 65.0),
    ])
  func retryAfter(name: String, value: String, seconds: Double) async throws {
    var headers = HTTPHeaders()
    headers.add(name, value)
    let bench = Bench([.success(.json(429, nil, headers)), .success(.json(200))], random: 0)
    // The budget ends the longest wait before it starts.
    let response = try? await bench.client.send(ARMRequest(.post, path: "/x", apiVersion: "1"))
    #expect(response?.status == 200)
    #expect(bench.clock.sleeps == [.seconds(1) * seconds])
  }

  @Test("the wait that AKS asks for in words is kept, too")
  func wordedRetryAfter() async throws {
    let refusal = HTTPResponse.error(
      429, "TooManyRequests",
      "The PutAgentPoolHandler.PUT request limit has been exceeded for agentpool-a, please retry again in 42 seconds.")
    let bench = Bench([.success(refusal), .success(.json(200))], random: 0)
    _ = try await bench.client.send(ARMRequest(.put, path: "/x", apiVersion: "1", body: [:]))
    #expect(bench.clock.sleeps == [.seconds(42)])
  }

  @Test("a principal that was just made, and a subnet whose last user is just gone, are waited for some minutes")
  func settling() async throws {
    for (method, code) in [(HTTPMethod.put, "PrincipalNotFound"), (.delete, "InUseSubnetCannotBeDeleted")] {
      let refusal = Result<HTTPResponse, HTTPError>.success(.error(400, code))
      let (bench, outcome) = await attempts(method, [refusal, refusal, .success(.json(200))])
      #expect((try? outcome.get())?.status == 200)
      #expect(bench.transport.requests.count == 3)
      let (never, _) = await attempts(method, [refusal])
      let waited = never.clock.sleeps.reduce(Duration.zero, +)
      #expect(waited > .seconds(180) && waited <= .seconds(240))
      let (other, _) = await attempts(.get, [refusal])
      #expect(other.transport.requests.count == 1)
    }
  }

  @Test("a wait that can't be read is none", arguments: ["", "soon", "-5", "1e99", "Xxx, 99 Foo 1970 99:99:99 GMT"])
  func badRetryAfter(value: String) async throws {
    let bench = Bench([.success(.json(429, nil, ["Retry-After": value])), .success(.json(200))], random: 0)
    #expect(try await bench.client.send(ARMRequest(.get, path: "/x", apiVersion: "1")).status == 200)
    #expect(bench.clock.sleeps.isEmpty)
  }

  @Test("a busy resource is waited for, half an hour at most")
  func busy() async throws {
    let (bench, outcome) = await attempts(.put, [.success(.error(409, "OperationNotAllowed", "Another operation"))])
    #expect(throws: ARMError.self) { try outcome.get() }
    let waited = bench.clock.sleeps.reduce(Duration.zero, +)
    #expect(waited > .seconds(1700) && waited <= .seconds(1800))
    #expect(bench.clock.sleeps.allSatisfy { $0 <= .seconds(30) })
  }

  @Test("a lost answer to a PUT or POST leaves the outcome open; reads and deletes are repeated")
  func lost() async throws {
    let lost = Result<HTTPResponse, HTTPError>.failure(.connectionLost(host: "h", afterSending: true))
    for method in [HTTPMethod.put, .post, .patch] {
      let (bench, outcome) = await attempts(method, [lost, .success(.json(200))])
      #expect(bench.transport.requests.count == 1)
      #expect(throws: ARMError.self) { try outcome.get() }
      if case .failure(let error) = outcome { #expect(error.kind == .outcomeUnknown) }
    }
    let gateway = await attempts(.put, [.success(.json(504)), .success(.json(200))])
    if case .failure(let error) = gateway.outcome { #expect(error.kind == .outcomeUnknown) }
    #expect(gateway.bench.transport.requests.count == 1)
    // A server that has answered once is worth asking again.
    for method in [HTTPMethod.get, .delete] {
      let (bench, outcome) = await attempts(method, [.success(.json(503)), lost, .success(.json(200))])
      #expect(bench.transport.requests.count == 3)
      #expect((try? outcome.get())?.status == 200)
    }
  }

  @Test("a condition that fails after an attempt that may have arrived says nothing of others")
  func ownCondition() async throws {
    for (first, kind) in [(503, ARMError.Kind.outcomeUnknown), (429, .preconditionFailed)] {
      let (bench, outcome) = await attempts(.put, [.success(.json(first)), .success(.json(412))]) {
        $0.ifNoneMatch = true
      }
      #expect(bench.transport.requests.count == 2)
      if case .failure(let error) = outcome { #expect(error.kind == kind) } else { Issue.record("taken") }
    }
  }

  @Test("an address where nobody has ever answered is given up at once")
  func wrongAddress() async throws {
    let refused = HTTPError.couldNotConnect(to: "127.0.0.1:1", reason: "Connection refused")
    let (bench, outcome) = await attempts(.get, [.failure(refused)])
    #expect(bench.transport.requests.count == 1)
    guard case .failure(let error) = outcome else { return }
    #expect(error.kind == .unreachable)
    #expect(error.diagnostic().hint == refused.hint)
  }

  @Test("a token that ARM refuses is renewed once")
  func refusedToken() async throws {
    let (bench, outcome) = await attempts(
      .get, [.success(.error(401, "ExpiredAuthenticationToken")), .success(.json(200))])
    #expect((try? outcome.get())?.status == 200)
    #expect(bench.transport.requests.map { $0.headers["Authorization"] } == ["Bearer token-1", "Bearer token-2"])
    let (always, refusal) = await attempts(.get, [.success(.error(401, "InvalidAuthenticationToken"))])
    #expect(always.transport.requests.count == 2)
    if case .failure(let error) = refusal { #expect(error.kind == .unauthenticated) }
  }

  @Test("an error that the caller expects to pass is repeated")
  func alsoRetrying() async throws {
    let replies = [HTTPResponse.error(403, "AuthorizationFailed"), .json(200)].map {
      Result<HTTPResponse, HTTPError>.success($0)
    }
    let (bench, _) = await attempts(.put, replies) { $0.alsoRetrying = [.permission] }
    #expect(bench.transport.requests.count == 2)
  }

  @Test("an answer that is no JSON is malformed for a read, and leaves a write open")
  func nonsense() async throws {
    let reply = Result<HTTPResponse, HTTPError>.success(HTTPResponse(200, body: Array("<html>".utf8)))
    for (method, kind) in [(HTTPMethod.get, ARMError.Kind.malformed), (.put, .outcomeUnknown)] {
      let (bench, outcome) = await attempts(method, [reply])
      #expect(bench.transport.requests.count == 1)
      if case .failure(let error) = outcome { #expect(error.kind == kind) } else { Issue.record("taken") }
    }
  }

  @Test("a cancelled run stops waiting")
  func cancelled() async throws {
    let bench = Bench([.success(.json(503))], random: .max)
    let task = Task { () -> ARMError? in
      withUnsafeCurrentTask { $0?.cancel() }
      do throws(ARMError) {
        _ = try await bench.client.send(ARMRequest(.get, path: "/x", apiVersion: "1"))
        return nil
      } catch {
        return error
      }
    }
    #expect(await task.value?.kind == .cancelled)
    #expect(bench.transport.requests.isEmpty)
  }
}
