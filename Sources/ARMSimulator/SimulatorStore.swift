import Durability
import JSON
import Values

/// The folder that a simulated cloud is kept in: a log of changes, and a lock so that one process has it at a time.
struct SimulatorStore: Sendable {
  /// A log is rewritten once it has grown by this much and to several times what it has to hold.
  private static let growthBytesMin = 1 << 20

  let log: AppendLog
  private let lock: Lock
  private var bytesSinceSnapshot: Int
  private var snapshotBytes = 0

  /// Holds the lock for as long as the store lives.
  private final class Lock: Sendable {
    let file: LockFile
    init(_ path: String) throws(StorageError) { file = try LockFile(path) }
  }

  /// Opens a folder, makes it if there is none, and reads what it holds.
  static func open(_ directory: String) throws(StorageError) -> (store: SimulatorStore, state: CloudState) {
    try Directory.make(directory)
    let lock = try Lock(directory + "/lock")
    let path = directory + "/cloud.log"
    let (log, contents) = try AppendLog.open(path)
    guard let state = CloudState(records: contents.records.lazy.map { try? JSON.parse($0) }) else {
      throw .foreign(path: path)
    }
    let bytes = contents.records.reduce(0) { $0 + $1.count }
    return (SimulatorStore(log: log, lock: lock, bytesSinceSnapshot: bytes), state)
  }

  /// Whether the log has become much longer than what it has to hold.
  var wantsSnapshot: Bool { bytesSinceSnapshot > max(Self.growthBytesMin, 4 * snapshotBytes) }

  mutating func noteAppended(_ records: [[UInt8]]) {
    bytesSinceSnapshot += records.reduce(0) { $0 + $1.count }
  }

  mutating func noteSnapshot(_ records: [[UInt8]]) {
    snapshotBytes = records.reduce(0) { $0 + $1.count }
    bytesSinceSnapshot = 0
  }

  private init(log: AppendLog, lock: Lock, bytesSinceSnapshot: Int) {
    self.log = log
    self.lock = lock
    self.bytesSinceSnapshot = bytesSinceSnapshot
  }
}
