import ARM
import HTTP
import JSON
import Synchronization
import Testing
import Values

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A transport that answers from a script and remembers what it was asked.
final class ScriptedTransport: HTTPTransport {
  private let state = Mutex((requests: [HTTPRequest](), replies: [Result<HTTPResponse, HTTPError>]()))
  private let fallback: Result<HTTPResponse, HTTPError>

  /// Gives the replies one after another, and then the last of them again and again.
  init(_ replies: [Result<HTTPResponse, HTTPError>]) {
    fallback = replies.last ?? .failure(.cancelled)
    state.withLock { $0.replies = replies }
  }

  convenience init(_ responses: HTTPResponse...) {
    self.init(responses.map { .success($0) })
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  /// What was asked, as `GET /path`, without the query.
  var calls: [String] { requests.map { "\($0.method.rawValue) \($0.url.path)" } }

  func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let reply = state.withLock { state in
      state.requests.append(request)
      return state.replies.isEmpty ? fallback : state.replies.removeFirst()
    }
    return try reply.get()
  }
}

extension CredentialContext {
  /// A world that answers from a script at the time 1000, and on whose clock every sleep is over at once.
  init(_ transport: ScriptedTransport, _ environment: [String: String] = [:], clock: InstantClock = InstantClock()) {
    self.init(transport: transport, environment: environment)
    self.clock = clock
    now = { 1000 }
    randomness = Randomness(ConstantGenerator(value: .max))
  }
}

extension HTTPRequest {
  /// The decoded fields of a form.
  var form: [String: String] {
    var url = url
    url.query = String(decoding: body, as: UTF8.self)
    return Dictionary(url.queryItems.map { ($0.name, $0.value) }) { first, _ in first }
  }
}

/// A clock on which every sleep is over at once; remembers how long they were.
final class InstantClock: Clock {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
  }

  private let state = Mutex((now: Instant(offset: .zero), sleeps: [Duration]()))

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }
  var sleeps: [Duration] { state.withLock { $0.sleeps } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    state.withLock { state in
      state.sleeps.append(state.now.duration(to: deadline))
      state.now = deadline
    }
  }
}

/// A credential that gives numbered tokens, and remembers how many.
final class CountingCredential: Credential {
  let name = "a test's credential"
  private let asked = Mutex<[TokenRequest]>([])
  private let lifetime: Int64

  init(lifetime: Int64 = 3600) {
    self.lifetime = lifetime
  }

  var requests: [TokenRequest] { asked.withLock { $0 } }
  var tokens: Int { requests.count }

  func token(for request: TokenRequest) async throws(CredentialError) -> AccessToken {
    let number = asked.withLock { asked in
      asked.append(request)
      return asked.count
    }
    return AccessToken(secret: "token-\(number)", expiresAt: 1_000_000 + lifetime)
  }
}

/// The same number for ever: 0 makes every jitter the least.
struct ConstantGenerator: RandomNumberGenerator, Sendable {
  let value: UInt64
  func next() -> UInt64 { value }
}

/// A client over a script, with a clock that doesn't wait.
struct Bench {
  let transport: ScriptedTransport
  let clock = InstantClock()
  let credential = CountingCredential()
  let client: ARMClient

  init(
    _ replies: [Result<HTTPResponse, HTTPError>], random: UInt64 = 0,
    configure: (inout ARMClient.Configuration) -> Void = { _ in }
  ) {
    transport = ScriptedTransport(replies)
    var configuration = ARMClient.Configuration()
    configuration.clock = clock
    configuration.now = { 1_000_000 }
    configuration.randomness = Randomness(ConstantGenerator(value: random))
    configure(&configuration)
    client = ARMClient(.public, transport: transport, credential: credential, configuration: configuration)
  }

  init(_ responses: HTTPResponse...) {
    self.init(responses.map { .success($0) })
  }
}

extension HTTPResponse {
  /// An answer with a JSON body.
  static func json(_ status: Int, _ body: Value? = nil, _ headers: HTTPHeaders = [:]) -> HTTPResponse {
    HTTPResponse(status, headers: headers, body: body.map { JSON.text($0) } ?? [])
  }

  static func error(_ status: Int, _ code: String, _ message: String = "m", _ headers: HTTPHeaders = [:])
    -> HTTPResponse
  {
    .json(status, ["error": ["code": .string(code), "message": .string(message)]], headers)
  }
}

/// The error that a call throws; the test fails if it throws none.
func failure<T>(_ call: () async throws(ARMError) -> T) async throws -> ARMError {
  do throws(ARMError) {
    _ = try await call()
  } catch {
    return error
  }
  Issue.record("the call succeeded")
  throw NoError()
}

struct NoError: Error {}

/// The error that getting a token throws; nil if it throws none.
func problem(_ call: () async throws(CredentialError) -> some Any) async -> CredentialError? {
  do throws(CredentialError) {
    _ = try await call()
    return nil
  } catch {
    return error
  }
}

/// A directory of a test's own, with files in it, that goes with the value.
final class Files {
  let directory: String
  private var paths: [String] = []

  init(_ contents: [String: String] = [:]) throws {
    var template = Array("/tmp/armature-files-XXXXXX".utf8CString)
    directory = try #require(mkdtemp(&template).map { String(cString: $0) })
    for (name, text) in contents { try write(text, to: name) }
  }

  func path(_ name: String) -> String { "\(directory)/\(name)" }

  func write(_ text: String, to name: String) throws {
    let file = try #require(fopen(path(name), "w"))
    fputs(text, file)
    fclose(file)
    paths.append(path(name))
  }

  deinit {
    for path in paths { unlink(path) }
    rmdir(directory)
  }
}

enum IDs {
  static var resourceGroup: ResourceID {
    get throws { try ResourceID("/subscriptions/s/resourceGroups/rg") }
  }

  static var cluster: ResourceID {
    get throws {
      try ResourceID("/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/c")
    }
  }
}
