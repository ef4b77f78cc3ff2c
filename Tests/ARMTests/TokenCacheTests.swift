import ARM
import HTTP
import Synchronization
import Testing
import Values

@Suite("TokenCache")
struct TokenCacheTests {
  @Test("callers share one request for a token, and it is renewed five minutes before it expires")
  func sharing() async throws {
    let now = Mutex<Int64>(1_000_000)
    let cache = TokenCache(CountingCredential(), TokenRequest(audience: "a"), now: { now.withLock { $0 } })
    let tokens = await withTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { (try? await cache.token().secret) ?? "" } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(tokens == ["token-1"])
    now.withLock { $0 = 1_000_000 + 3299 }
    #expect(try await cache.token().secret == "token-1")
    now.withLock { $0 = 1_000_000 + 3300 }
    #expect(try await cache.token().secret == "token-2")
  }

  @Test(
    "a token that lives shorter than five minutes is asked for twice a minute at most, and never used when it is over")
  func shortLife() async throws {
    let now = Mutex<Int64>(1_000_000)
    let credential = CountingCredential(lifetime: 120)
    let cache = TokenCache(credential, TokenRequest(audience: "a"), now: { now.withLock { $0 } })
    for (second, tokens) in [(0, 1), (29, 1), (30, 2), (59, 2), (60, 3)] {
      now.withLock { $0 = 1_000_000 + Int64(second) }
      _ = try await cache.token()
      #expect(credential.tokens == tokens, "at \(second)")
    }
    now.withLock { $0 = 1_000_120 }
    _ = try await cache.token()
    _ = try await cache.token()
    #expect(credential.tokens == 5)
  }

  @Test("when renewal fails, a token that still counts is used")
  func failedRenewal() async throws {
    let now = Mutex<Int64>(1000)
    let transport = ScriptedTransport(.json(200, ["access_token": "abc", "expires_in": 3600]), HTTPResponse(400))
    let credential = ServicePrincipalCredential(
      tenant: "t", clientID: "c", proof: .secret("s"), authority: Cloud.public.authority,
      context: CredentialContext(transport))
    let cache = TokenCache(credential, TokenRequest(audience: "a"), now: { now.withLock { $0 } })
    #expect(try await cache.token().secret == "abc")
    now.withLock { $0 = 4400 }
    #expect(try await cache.token().secret == "abc")
    now.withLock { $0 = 4700 }
    #expect(await problem { () async throws(CredentialError) in try await cache.token() } != nil)
  }

  @Test("one new token replaces a refused one, for all who come with it, and has the claims that were demanded")
  func refused() async throws {
    let credential = CountingCredential()
    let cache = TokenCache(credential, TokenRequest(audience: "a"), now: { 1_000_000 })
    let first = try await cache.token()
    for _ in 0..<3 { #expect(try await cache.token(insteadOf: first, claims: "{}").secret == "token-2") }
    #expect(try await cache.token().secret == "token-2")
    #expect(credential.requests.map(\.claims) == [nil, "{}"])
  }
}
