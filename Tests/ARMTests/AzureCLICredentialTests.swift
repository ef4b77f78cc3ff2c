import ARM
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("AzureCLICredential", .timeLimit(.minutes(15)))
struct AzureCLICredentialTests {
  /// The outcome with a program named `az` that is this shell script.
  private func outcome(
    _ script: String?, timeoutSeconds: Int = 20, request: TokenRequest = TokenRequest(audience: "https://a")
  ) async throws -> Result<AccessToken, CredentialError> {
    var template = Array("/tmp/armature-cli-XXXXXX".utf8CString)
    let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
    defer {
      unlink("\(directory)/az")
      rmdir(directory)
    }
    if let script {
      // Written by a process of its own: a child that another test starts meanwhile would inherit the open file, and
      // what is open for writing can't be run ("Text file busy").
      let writer = try #require(popen("cat > \(directory)/az && chmod 755 \(directory)/az", "w"))
      fputs("#!/bin/sh\n\(script)\n", writer)
      pclose(writer)
    }
    let credential = AzureCLICredential(
      tenant: "t", subscription: "s", environment: ["PATH": "/nonexistent:\(directory)", "CANARY": "x"],
      timeoutSeconds: timeoutSeconds, now: { 1000 })
    do throws(CredentialError) {
      return .success(try await credential.token(for: request))
    } catch {
      return .failure(error)
    }
  }

  @Test("the token and its expiry are taken from what the CLI prints")
  func token() async throws {
    let json = #"{"accessToken":"abc","expires_on":4242,"expiresOn":"2026-01-01 00:00:00"}"#
    #expect(
      try await outcome("echo '\(json)'; echo 'WARNING: old' >&2").get() == AccessToken(secret: "abc", expiresAt: 4242))
    #expect(try await outcome(#"echo '{"accessToken":"abc"}'"#).get().expiresAt == 1900)
  }

  @Test("the CLI is asked for one tenant's token, in the environment of this run")
  func arguments() async throws {
    let script = #"echo "{\"accessToken\":\"$CANARY $*\"}" | /usr/bin/tr ' ' _"#
    #expect(
      try await outcome(script).get().secret == "x_account_get-access-token_-o_json_--resource_https://a_--tenant_t")
  }

  @Test("another tenant may be asked for, and further claims may not: the CLI would give the same token again")
  func requests() async throws {
    let script = #"echo "{\"accessToken\":\"$7-$8\"}""#
    let token = try await outcome(script, request: TokenRequest(audience: "https://a", tenant: "u")).get()
    #expect(token.secret == "--tenant-u")
    guard case .failure(let error) = try await outcome(script, request: TokenRequest(audience: "a", claims: "{}"))
    else {
      Issue.record("a token came")
      return
    }
    #expect(error.hint == "run `az logout`, then `az login`")
  }

  @Test("large output does not block")
  func largeOutput() async throws {
    let script =
      #"i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789012345678901234567890123456789 >&2; i=$((i+1)); done; echo '{"accessToken":"abc"}'"#
    #expect(try await outcome(script).get().secret == "abc")
  }

  @Test(
    "each way to fail says what to do",
    arguments: [
      (nil, "not in PATH", "az login"),
      (
        "echo \"ERROR: Please run 'az login' to setup account.\" >&2; exit 1", "Please run 'az login'", "run `az login`"
      ),
      ("echo 'ERROR: strange' >&2; exit 3", "strange", "by itself"),
      ("exit 1", "it said nothing", "by itself"),
      ("echo nonsense", "no token", "update"),
      ("echo '{}'", "no token", "update"),
      ("kill -9 $$", "it said nothing", "by itself"),
    ])
  func failures(script: String?, message: String, hint: String) async throws {
    guard case .failure(let error) = try await outcome(script) else {
      Issue.record("a token came")
      return
    }
    #expect(error.message.contains(message))
    #expect(error.hint?.contains(hint) == true)
    // Being signed out leaves room for another credential; a CLI that is broken doesn't.
    #expect((error.cause == .unavailable) == (script == nil || hint == "run `az login`"))
  }

  @Test("a CLI that hangs is stopped")
  func hang() async throws {
    guard case .failure(let error) = try await outcome("exec /bin/sleep 600", timeoutSeconds: 1) else {
      Issue.record("a token came")
      return
    }
    #expect(error.message.contains("1 seconds"))
  }
}
