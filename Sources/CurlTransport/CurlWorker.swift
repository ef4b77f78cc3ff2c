private import CCurl
internal import HTTP
internal import Synchronization

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// The thread that owns curl's multi handle, and the mailbox that callers leave requests in.
///
/// Only the thread touches the handle; the one exception is `curl_multi_wakeup`, which curl allows from any thread.
final class CurlWorker: Sendable {
  struct Submission: Sendable {
    let id: UInt64
    let request: HTTPRequest
    let options: CurlTransport.Options
    let continuation: CheckedContinuation<Result<HTTPResponse, HTTPError>, Never>
  }

  private struct Mailbox {
    var submissions: [Submission] = []
    var cancellations: [UInt64] = []
    var isStopping = false
    /// Set by the thread as its last act; from then on nobody may touch the handle.
    var isClosed = false
  }

  private let mailbox = Mutex(Mailbox())
  private let lastID = Atomic<UInt64>(0)
  // Used by the thread, and for wake-ups under the mailbox's lock while it is not closed: never freed under a user.
  nonisolated(unsafe) private let multi: UnsafeMutableRawPointer
  private let hostConnectionsMax: Int

  init(hostConnectionsMax: Int) throws(HTTPError) {
    if let problem = Self.problem { throw .failed(reason: "libcurl could not be loaded: \(problem)") }
    guard let multi = ccurl_multi_init() else { throw .failed(reason: "libcurl has no memory for its work") }
    self.multi = multi
    self.hostConnectionsMax = max(hostConnectionsMax, 1)
    // Documented not to fail for these options and handles.
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, self.hostConnectionsMax)
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(self.hostConnectionsMax * 2, 20))
  }

  /// Why there is no libcurl to work with; nil once it is loaded and ready, which is done here.
  private static let problem = missing ?? ccurl_initialize().map { String(cString: $0) }
  private static let missing = ccurl_load().map { String(cString: $0) }

  static func load() {
    _ = missing
  }

  static func prepare() {
    _ = problem
  }

  // MARK: - Any thread

  func nextID() -> UInt64 {
    lastID.add(1, ordering: .relaxed).newValue
  }

  /// Leaves a request for the thread. Its continuation is resumed exactly once.
  func submit(_ submission: Submission) {
    let refusal: HTTPError? = mailbox.withLock { mailbox in
      // A cancellation that comes later finds the submission; one that came before is seen here.
      if Task.isCancelled { return .cancelled }
      if mailbox.isStopping { return .failed(reason: "the transport is closed") }
      mailbox.submissions.append(submission)
      wake()
      return nil
    }
    if let refusal { submission.continuation.resume(returning: .failure(refusal)) }
  }

  func cancel(_ id: UInt64) {
    mailbox.withLock { mailbox in
      guard !mailbox.isClosed else { return }
      mailbox.cancellations.append(id)
      wake()
    }
  }

  func stop() {
    mailbox.withLock { mailbox in
      mailbox.isStopping = true
      if !mailbox.isClosed { wake() }
    }
  }

  /// Call with the mailbox locked and not closed.
  private func wake() {
    ccurl_multi_wakeup(multi)
  }

  // MARK: - The thread

  func start() throws(HTTPError) {
    let context = Unmanaged.passRetained(self)
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let code = pthread_create(&thread, nil, threadMain, context.toOpaque())
    guard code == 0 else {
      context.release()
      ccurl_multi_cleanup(multi)
      mailbox.withLock { $0.isClosed = true }
      throw .failed(reason: "no thread could be started (\(String(cString: strerror(code))))")
    }
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
  }

  /// What the thread keeps: who is under way, and who waits for a connection to their server.
  ///
  /// curl would queue requests too, but lets the time in the queue count against a request's own limit.
  private struct Traffic {
    var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    var lanes: [String: Lane] = [:]
  }

  fileprivate func run() {
    var traffic = Traffic()
    while true {
      let (submissions, cancellations, isStopping) = mailbox.withLock { mailbox in
        defer {
          mailbox.submissions = []
          mailbox.cancellations = []
        }
        return (mailbox.submissions, mailbox.cancellations, mailbox.isStopping)
      }
      for submission in submissions {
        traffic.lanes[submission.request.url.origin, default: Lane()].waiting.append(submission)
      }
      for id in cancellations { drop(id, &traffic) }
      if isStopping { break }
      for origin in Array(traffic.lanes.keys) { fill(origin, &traffic) }
      var running: Int32 = 0
      let code = ccurl_multi_perform(multi, &running)
      if code != CURLM_OK {
        let error = HTTPError.failed(reason: "libcurl reports \(String(cString: ccurl_multi_strerror(code)))")
        for transfer in Array(traffic.transfers.values) { end(transfer, .failure(error), &traffic) }
      }
      // Whoever waits moves up before the thread sleeps.
      if collect(&traffic), traffic.lanes.values.contains(where: { !$0.waiting.isEmpty }) { continue }
      // Returns on activity, when a timer of curl's is due and on a wake-up.
      ccurl_multi_poll(multi, 60_000)
    }
    for transfer in Array(traffic.transfers.values) { end(transfer, .failure(.cancelled), &traffic) }
    for lane in traffic.lanes.values {
      for submission in lane.waiting.all { submission.continuation.resume(returning: .failure(.cancelled)) }
    }
    mailbox.withLock { mailbox in
      mailbox.isClosed = true
      ccurl_multi_cleanup(multi)
    }
  }

  /// Starts what waits for a server as far as there is room; a connection of HTTP/2 carries many requests.
  private func fill(_ origin: String, _ traffic: inout Traffic) {
    let roomFactor = origin.hasPrefix("https:") ? 10 : 1
    while traffic.lanes[origin]?.active ?? .max < hostConnectionsMax * roomFactor,
      let submission = traffic.lanes[origin]?.waiting.removeFirst()
    {
      do throws(HTTPError) {
        let transfer = try CurlTransfer(submission)
        let code = ccurl_multi_add_handle(multi, transfer.easy)
        guard code == CURLM_OK else {
          throw .failed(reason: "libcurl reports \(String(cString: ccurl_multi_strerror(code)))")
        }
        traffic.transfers[transfer.easy] = transfer
        traffic.lanes[origin]?.active += 1
      } catch {
        submission.continuation.resume(returning: .failure(error))
      }
    }
  }

  private func drop(_ id: UInt64, _ traffic: inout Traffic) {
    // At most some hundreds are under way, and cancellations are rare.
    if let transfer = traffic.transfers.values.first(where: { $0.id == id }) {
      // What may change something is not left in the middle: its answer says what there is to take up.
      if transfer.isRead { end(transfer, .failure(.cancelled), &traffic) }
      return
    }
    for origin in Array(traffic.lanes.keys) {
      if let submission = traffic.lanes[origin]?.waiting.remove(where: { $0.id == id }) {
        submission.continuation.resume(returning: .failure(.cancelled))
        return
      }
    }
  }

  /// Hands out what has ended; whether there was anything.
  private func collect(_ traffic: inout Traffic) -> Bool {
    var hasEnded = false
    var left: Int32 = 0
    while let message = ccurl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let transfer = traffic.transfers[easy]
      else { continue }
      end(transfer, transfer.result(ccurl_message_result(message).rawValue), &traffic)
      hasEnded = true
    }
    return hasEnded
  }

  private func end(_ transfer: CurlTransfer, _ result: Result<HTTPResponse, HTTPError>, _ traffic: inout Traffic) {
    ccurl_multi_remove_handle(multi, transfer.easy)
    traffic.transfers[transfer.easy] = nil
    traffic.lanes[transfer.origin]?.active -= 1
    if let lane = traffic.lanes[transfer.origin], lane.active == 0, lane.waiting.isEmpty {
      traffic.lanes[transfer.origin] = nil
    }
    transfer.continuation.resume(returning: result)
  }
}

/// The requests to one server: how many are under way, and which wait.
private struct Lane {
  var active = 0
  var waiting = Queue<CurlWorker.Submission>()
}

#if canImport(Glibc)
  private func threadMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context { Unmanaged<CurlWorker>.fromOpaque(context).takeRetainedValue().run() }
    return nil
  }
#else
  private func threadMain(_ context: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
    Unmanaged<CurlWorker>.fromOpaque(context).takeRetainedValue().run()
    return nil
  }
#endif
