import ARMSimulator
import ARMSimulatorServer
import Durability
import Synchronization
import Values

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A simulator that serves at one place until SIGTERM or SIGINT ends it.
struct SimulatorService {
  let place: ListenAddress
  var settings = SimulatorSettings()
  /// What goes wrong, as `POST /simulator/faults` takes it.
  var faults: Value?
  /// The folder that the simulated cloud is kept in; nil for memory.
  var store: String?
  /// Where the certificate for TLS is kept; nil for plain HTTP.
  var certificateFolder: String?
  /// Whether the end of standard input is its own.
  var exitsWithParent = false

  init(at place: ListenAddress) {
    self.place = place
  }

  /// Serves until it is told to end.
  ///
  /// - Throws: why it can't begin.
  func run() throws {
    Self.leaveSignals()
    let simulator = try open()
    let certificate = try certificateFolder.map { try ServerCertificate(keptIn: $0) }
    let server = try SimulatorServer(simulator, on: place, certificate: certificate)
    print("listening on \(server.location)")
    if let certificate { print("certificate \(certificate.path)") }
    waitForEnd()
  }

  /// The same for a simulator that is told what to simulate once all else is there, by a function that returns whether there
  /// is anything at all. Nobody knows of its place before.
  mutating func run(onceTold settle: (inout SimulatorService) -> Bool) throws {
    Self.leaveSignals()
    let opened = Mutex<ARMSimulator?>(nil)
    let server = try SimulatorServer(on: place) { opened.withLock { $0 } }
    guard settle(&self) else { return removeSocket() }
    let simulator = try open()
    opened.withLock { $0 = simulator }
    print("listening on \(server.location)")
    waitForEnd()
  }

  /// To be called before any thread is started, so that all of them leave the signals to the wait.
  private static func leaveSignals() {
    var signals = endingSignals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    // A client that goes away is an error of that one write.
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files is an error like a full disk.
    signal(SIGXFSZ, SIG_IGN)
  }

  private static var endingSignals: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    return signals
  }

  private func waitForEnd() -> Never {
    fflush(nil)
    if exitsWithParent { Self.watchStandardInput() }
    var signals = Self.endingSignals
    var received: Int32 = 0
    sigwait(&signals, &received)
    removeSocket()
    // All that was answered is stored already, so there is nothing to wait for.
    exit(0)
  }

  private func removeSocket() {
    guard case .unixSocket(let path) = place else { return }
    unlink(path)
    // A parent that was killed leaves the folder that it made for the socket; one that holds anything else stays.
    if exitsWithParent, let slash = path.lastIndex(of: "/") { rmdir(String(path[..<slash])) }
  }

  private func open() throws -> ARMSimulator {
    guard let store else { return ARMSimulator(settings, faults: faults) }
    do {
      return try ARMSimulator(settings, storedIn: store, faults: faults)
    } catch {
      throw Failure(description: error.message + (error.hint.map { " Hint: \($0)." } ?? ""))
    }
  }

  /// Sends this process SIGTERM when standard input ends.
  private static func watchStandardInput() {
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    pthread_create(
      &thread, nil,
      { _ in
        var buffer: UInt8 = 0
        while true {
          let count = read(0, &buffer, 1)
          if count == 0 || (count < 0 && errno != EINTR) { break }
        }
        kill(getpid(), SIGTERM)
        return nil
      }, nil)
  }
}
