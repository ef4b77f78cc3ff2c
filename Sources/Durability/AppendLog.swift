internal import Dispatch
private import Synchronization

#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// A file that records are added to; what was added survives a crash at any instant.
///
/// Records that are added at the same time share one sync (about 150 µs on a local disk), on a queue of the log's own.
/// One process at a time may have a log open for writing: hold a ``LockFile``.
package final class AppendLog: Sendable {
  /// What was in a log when it was read.
  package struct Contents: Sendable, Hashable {
    package let records: [[UInt8]]
    /// The bytes after the last whole record: what a crash left of records whose addition was never confirmed, and zeros
    /// that were set aside.
    package let tornBytes: Int
  }

  private enum Change: Sendable {
    case append([[UInt8]])
    case replace([[UInt8]])
  }

  private struct Request: Sendable {
    let change: Change
    let continuation: CheckedContinuation<Result<Void, StorageError>, Never>
  }

  private struct Mailbox {
    var requests: [Request] = []
    var isScheduled = false
  }

  private let path: String
  private let mailbox = Mutex(Mailbox())
  private let writer: Mutex<LogWriter>
  let queue = DispatchQueue(label: "append-log")

  /// Opens a log for writing, makes it if there is none, and cuts a torn end off. Nothing of that is on the disk before
  /// the first addition: until then there is nothing to lose.
  ///
  /// - Parameter salvaging: Whether whole records that follow damage are kept, for a log in which each record says
  ///   something by itself. Such damage is no crash's: a crash leaves the beginning of what was being added.
  package static func open(
    _ path: String, salvaging: Bool = false
  ) throws(StorageError) -> (log: AppendLog, contents: Contents) {
    if salvaging { try salvage(path) }
    // What a log is about is its owner's business.
    let file = try File(path, flags: O_RDWR | O_CREAT, mode: 0o600)
    let bytes = try file.contents()
    guard let (records, validBytes) = LogFormat.records(in: bytes) else { throw .foreign(path: path) }
    var size = validBytes
    if size < bytes.count || size == 0 {
      try file.truncate(to: size)
      if size == 0 {
        try file.write(LogFormat.signature, at: 0)
        size = LogFormat.signature.count
      }
    }
    let torn = bytes.count - validBytes
    return (AppendLog(path, LogWriter(file, size: size)), Contents(records: records, tornBytes: torn))
  }

  /// The contents of a log, which is left as it is; nil if there is none.
  package static func read(_ path: String) throws(StorageError) -> Contents? {
    guard let bytes = try AtomicFile.read(path) else { return nil }
    guard let (records, validBytes) = LogFormat.records(in: bytes) else { throw .foreign(path: path) }
    return Contents(records: records, tornBytes: bytes.count - validBytes)
  }

  private static func salvage(_ path: String) throws(StorageError) {
    guard let bytes = try AtomicFile.read(path), let (records, validBytes) = LogFormat.records(in: bytes) else {
      return
    }
    let salvaged = LogFormat.recordsAfterDamage(in: bytes, from: validBytes)
    guard !salvaged.isEmpty else { return }
    var whole = LogFormat.signature
    for record in records + salvaged { LogFormat.append(record, to: &whole) }
    try AtomicFile.replace(path, whole)
  }

  private init(_ path: String, _ writer: consuming LogWriter) {
    self.path = path
    self.writer = Mutex(writer)
  }

  /// Adds a record. When this returns it is on the disk; when it throws it is not in the log.
  package func append(_ record: [UInt8]) async throws(StorageError) {
    try await append(contentsOf: [record])
  }

  /// Adds records together: after a crash a first part of them may be in the log, never a later without an earlier one.
  package func append(contentsOf records: [[UInt8]]) async throws(StorageError) {
    try check(records)
    try await submit(.append(records))
  }

  /// Replaces everything that was added before this call by other records, all or nothing: how a log is kept short.
  package func replace(with records: [[UInt8]]) async throws(StorageError) {
    try check(records)
    try await submit(.replace(records))
  }

  /// Sets space on the disk aside for records of this many bytes in all, headers included, so that a disk that is too
  /// full is known of before they are needed.
  package func reserve(bytes: Int) throws(StorageError) {
    try writer.withLock { $0.reserve(bytes) }.get()
  }

  /// Gives back what was set aside and not needed.
  package func trim() throws(StorageError) {
    try writer.withLock { $0.trim() }.get()
  }

  /// How often additions had to wait for the disk.
  var syncCount: Int { writer.withLock { $0.syncCount } }

  private func check(_ records: [[UInt8]]) throws(StorageError) {
    for record in records where record.count > LogFormat.recordBytesMax {
      throw .recordTooLarge(path: path, limitBytes: LogFormat.recordBytesMax)
    }
  }

  private func submit(_ change: Change) async throws(StorageError) {
    let result = await withCheckedContinuation { continuation in
      let isFirst = mailbox.withLock { mailbox in
        mailbox.requests.append(Request(change: change, continuation: continuation))
        defer { mailbox.isScheduled = true }
        return !mailbox.isScheduled
      }
      if isFirst { queue.async { self.carryOut() } }
    }
    try result.get()
  }

  /// Runs on the queue until nothing is left to do.
  private func carryOut() {
    while true {
      let requests = mailbox.withLock { mailbox in
        defer { mailbox.requests = [] }
        if mailbox.requests.isEmpty { mailbox.isScheduled = false }
        return mailbox.requests
      }
      if requests.isEmpty { return }
      var group: [Request] = []
      for request in requests {
        if case .replace(let records) = request.change {
          commit(group)
          group = []
          request.continuation.resume(returning: writer.withLock { $0.replace(with: records) })
        } else {
          group.append(request)
        }
      }
      commit(group)
    }
  }

  private func commit(_ group: [Request]) {
    if group.isEmpty { return }
    var bytes: [UInt8] = []
    for case .append(let records) in group.map(\.change) {
      for record in records { LogFormat.append(record, to: &bytes) }
    }
    let result = writer.withLock { $0.append(bytes) }
    for request in group { request.continuation.resume(returning: result) }
  }
}
