package import HTTP
private import Synchronization

/// Carries requests by another transport, and tells of each what may be shown to strangers (``TraceRedaction``): when it
/// leaves, and when its answer is there.
package final class TracingTransport: HTTPTransport {
  private let inner: any HTTPTransport
  private let elapsed: @Sendable () -> Duration
  private let write: @Sendable (String) -> Void
  private let count = Mutex(0)

  /// - Parameter write: takes one entry at a time, lines with their ends; called from any thread.
  package init(
    _ inner: any HTTPTransport, clock: any Clock<Duration> = ContinuousClock(),
    write: @escaping @Sendable (String) -> Void
  ) {
    self.inner = inner
    elapsed = stopwatch(clock)
    self.write = write
  }

  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let number = count.withLock { count in
      count += 1
      return count
    }
    let start = elapsed()
    var redaction = TraceRedaction()
    let isOpen = Self.isOpen(request)
    var lines = ["#\(number) at \(Self.seconds(start)): \(request.method.rawValue) \(TraceRedaction.text(request.url))"]
    lines += request.headers.fields.map { "> \(TraceRedaction.text($0))" }
    if let body = Self.isForm(request) ? TraceRedaction.mark : redaction.body(request.body, isOpen: isOpen) {
      lines.append("> \(body)")
    }
    write(Self.entry(lines))
    do throws(HTTPError) {
      let response = try await inner.send(request)
      lines = ["#\(number) after \(Self.seconds(elapsed() - start)): \(response.status)"]
      lines += response.headers.fields.map { "< \(TraceRedaction.text($0))" }
      // An action that is refused gives no secret, and a reason.
      let isRefusal = Self.isOfARM(request) && response.status >= 400
      if let body = redaction.body(response.body, isOpen: isOpen || isRefusal) { lines.append("< \(body)") }
      write(Self.entry(lines))
      return response
    } catch {
      write(Self.entry(["#\(number) after \(Self.seconds(elapsed() - start)): \(error.message)"]))
      throw error
    }
  }

  /// Whether texts may be shown. Actions such as `listKeys` are asked for secrets, and login services for tokens.
  private static func isOpen(_ request: HTTPRequest) -> Bool { request.method != .post && isOfARM(request) }

  private static func isOfARM(_ request: HTTPRequest) -> Bool {
    request.headers["x-ms-correlation-request-id"] != nil
  }

  private static func isForm(_ request: HTTPRequest) -> Bool {
    request.headers["Content-Type"]?.hasPrefix("application/x-www-form-urlencoded") == true
  }

  private static func seconds(_ duration: Duration) -> String {
    let milliseconds = Int((duration / .milliseconds(1)).rounded())
    let fraction = String(milliseconds % 1000)
    return "\(milliseconds / 1000).\(String(repeating: "0", count: 3 - fraction.utf8.count))\(fraction) s"
  }

  /// Lines that what came from outside can't end early.
  private static func entry(_ lines: [String]) -> String {
    lines.map { line in
      String(decoding: line.utf8.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "?") : $0 }, as: UTF8.self) + "\n"
    }.joined() + "\n"
  }
}

/// The time since the call, by a clock.
func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
  let start = clock.now
  return { start.duration(to: clock.now) }
}
