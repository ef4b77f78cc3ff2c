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

  init(hostConnectionsMax: Int) throws(HTTPError) {
    guard Self.isLibraryReady, let multi = curl_multi_init() else {
      throw .failed(reason: "libcurl could not be initialised")
    }
    self.multi = multi
    // Documented not to fail for these options and handles.
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, hostConnectionsMax)
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(hostConnectionsMax * 2, 20))
  }

  private static let isLibraryReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

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
    curl_multi_wakeup(multi)
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
      curl_multi_cleanup(multi)
      mailbox.withLock { $0.isClosed = true }
      throw .failed(reason: "no thread could be started (\(String(cString: strerror(code))))")
    }
    #if canImport(Glibc)
      pthread_detach(thread)
    #else
      if let thread { pthread_detach(thread) }
    #endif
  }

  fileprivate func run() {
    var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    while true {
      let (submissions, cancellations, isStopping) = mailbox.withLock { mailbox in
        defer {
          mailbox.submissions = []
          mailbox.cancellations = []
        }
        return (mailbox.submissions, mailbox.cancellations, mailbox.isStopping)
      }
      for submission in submissions {
        begin(submission, among: &transfers)
      }
      for id in cancellations {
        // At most some hundreds are under way, and cancellations are rare.
        if let transfer = transfers.values.first(where: { $0.id == id }) {
          end(transfer, among: &transfers, .failure(.cancelled))
        }
      }
      if isStopping { break }
      var running: Int32 = 0
      let code = curl_multi_perform(multi, &running)
      if code != CURLM_OK {
        let error = HTTPError.failed(reason: "libcurl reports \(String(cString: curl_multi_strerror(code)))")
        for transfer in Array(transfers.values) { end(transfer, among: &transfers, .failure(error)) }
      }
      collect(&transfers)
      // Returns on activity, when a timer of curl's is due and on a wake-up.
      curl_multi_poll(multi, nil, 0, 60_000, nil)
    }
    for transfer in Array(transfers.values) {
      end(transfer, among: &transfers, .failure(.cancelled))
    }
    mailbox.withLock { mailbox in
      mailbox.isClosed = true
      curl_multi_cleanup(multi)
    }
  }

  private func begin(_ submission: Submission, among transfers: inout [UnsafeMutableRawPointer: CurlTransfer]) {
    do throws(HTTPError) {
      let transfer = try CurlTransfer(submission)
      let code = curl_multi_add_handle(multi, transfer.easy)
      guard code == CURLM_OK else {
        throw .failed(reason: "libcurl reports \(String(cString: curl_multi_strerror(code)))")
      }
      transfers[transfer.easy] = transfer
    } catch {
      submission.continuation.resume(returning: .failure(error))
    }
  }

  private func collect(_ transfers: inout [UnsafeMutableRawPointer: CurlTransfer]) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle,
        let transfer = transfers[easy]
      else { continue }
      let code = ccurl_message_result(message)
      end(transfer, among: &transfers, transfer.result(code.rawValue))
    }
  }

  private func end(
    _ transfer: CurlTransfer, among transfers: inout [UnsafeMutableRawPointer: CurlTransfer],
    _ result: Result<HTTPResponse, HTTPError>
  ) {
    curl_multi_remove_handle(multi, transfer.easy)
    transfers[transfer.easy] = nil
    transfer.continuation.resume(returning: result)
  }
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
