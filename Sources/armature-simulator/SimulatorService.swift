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
    waitForEnd(of: simulator)
  }

  /// The same for a simulator that is told what to simulate once all else is there, by a function that returns whether there
  /// is anything at all. Nobody knows of its place before.
  mutating func run(onceTold settle: (inout SimulatorService) -> Bool) throws {
    Self.leaveSignals()
    let current = Mutex(ARMSimulator())
    let server = try SimulatorServer(on: place) { current.withLock { $0 } }
    rehearse()
    guard settle(&self) else { return removeSocket() }
    let simulator = try open()
    current.withLock { $0 = simulator }
    print("listening on \(server.location)")
    waitForEnd(of: simulator)
  }

  /// To be called before any thread is started, so that all of them leave the signals to the wait.
  private static func leaveSignals() {
    var signals = endingSignals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    isToEnd.store(false, ordering: .relaxed)
    for number in [SIGTERM, SIGINT] {
      signal(number) { _ in SimulatorService.isToEnd.store(true, ordering: .relaxed) }
    }
    // A client that goes away is an error of that one write.
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files is an error like a full disk.
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Whether one of the signals has come.
  private static let isToEnd = Atomic(false)

  private static var endingSignals: sigset_t {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTERM)
    sigaddset(&signals, SIGINT)
    return signals
  }

  /// Closing standard output tells who waits for it that the folder is free: what the system does after that, until a
  /// process is gone, takes longer.
  private func waitForEnd(of simulator: ARMSimulator) -> Never {
    fflush(nil)
    waitToBeEnded()
    removeSocket()
    // With the priority of the server's own tasks, on one of their threads.
    Task.detached(priority: .medium) {
      await simulator.close()
      close(STDOUT_FILENO)
      _exit(0)
    }
    while true { pause() }
  }

  /// Waits for a signal or, if the parent is to be followed, for the end of standard input. It takes no thread of its own: a
  /// parent that closes that end waits until this one is on its way.
  private func waitToBeEnded() {
    var signals = sigset_t()
    pthread_sigmask(SIG_BLOCK, nil, &signals)
    for number in [SIGTERM, SIGINT] { sigdelset(&signals, number) }
    while !Self.isToEnd.load(ordering: .relaxed) {
      var input = fd_set()
      if exitsWithParent {
        #if canImport(Glibc)
          input.__fds_bits.0 = 1 << STDIN_FILENO
        #else
          input.fds_bits.0 = 1 << STDIN_FILENO
        #endif
      }
      var bytes = [UInt8](repeating: 0, count: 256)
      var count = Int(pselect(STDIN_FILENO + 1, &input, nil, nil, nil, &signals))
      if count > 0 { count = read(STDIN_FILENO, &bytes, bytes.count) }
      if count == 0 || (count < 0 && errno != EINTR) { return }
    }
  }

  /// Asks itself a question, as a client would: the first of a process takes some milliseconds longer than any other, and
  /// there is time for it as long as nobody knows what is to be simulated.
  private func rehearse() {
    guard case .unixSocket(let path) = place else { return }
    #if canImport(Glibc)
      let connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    #else
      let connection = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    defer { close(connection) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isConnected = withUnsafeBytes(of: &address) { bytes in
      bytes.bindMemory(to: sockaddr.self).baseAddress.map { connect(connection, $0, size) } == 0
    }
    let subscription = "00000000-0000-4000-8000-000000000001"
    let question =
      "GET /subscriptions/\(subscription)/resourceGroups/rehearsal?api-version=2025-04-01 HTTP/1.1\r\n"
      + "Host: localhost\r\nAuthorization: Bearer rehearsal\r\nConnection: close\r\n\r\n"
    guard isConnected,
      question.utf8.withContiguousStorageIfAvailable({ write(connection, $0.baseAddress, $0.count) })
        == question.utf8.count
    else { return }
    var answer = [UInt8](repeating: 0, count: 4096)
    while read(connection, &answer, answer.count) > 0 {}
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
}
