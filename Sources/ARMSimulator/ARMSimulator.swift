import HTTP
import JSON

/// A simulated Azure Resource Manager that can be asked in process, as an ``HTTP/HTTPTransport``, or served by
/// `ARMSimulatorServer`.
package actor ARMSimulator: HTTPTransport {
  private var cloud: SimulatedCloud
  private let clock: any SimulatorClock

  package init(_ settings: SimulatorSettings = SimulatorSettings(), clock: any SimulatorClock = SystemClock()) {
    cloud = SimulatedCloud(settings)
    self.clock = clock
  }

  /// Answers a request once all that it changed is stored.
  package func send(_ request: HTTPRequest) async throws(HTTPError) -> HTTPResponse {
    let answer = cloud.answer(request, at: clock.now)
    if answer.delay > .zero { await clock.sleep(for: answer.delay) }
    return Self.response(answer, to: request)
  }

  private static func response(_ answer: Answer, to request: HTTPRequest) -> HTTPResponse {
    var headers = HTTPHeaders()
    for (name, value) in answer.headers { headers.add(name, value) }
    guard let body = answer.body, request.method != .head else { return HTTPResponse(answer.status, headers: headers) }
    headers.add("Content-Type", "application/json; charset=utf-8")
    return HTTPResponse(answer.status, headers: headers, body: JSON.text(body))
  }
}
