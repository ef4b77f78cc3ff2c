import CProcess
import Diagnostics
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A simulator of our own: a child process that lives as long as this value is used and no longer than this process.
final class SimulatorProcess: Sendable {
  /// The Unix socket that it listens on.
  let socket: String
  /// Its standard input: what it is to simulate is written there, and closing it is how it learns that we are gone, be it
  /// by a crash.
  private let lifeline: Int32
  private let directory: String
  /// The directory of the simulated cloud if there was none before.
  private let newStore = Mutex<String?>(nil)
  private let isDismissed = Atomic(false)

  /// Where it says that it listens, and which it closes once it has given its store free.
  private let output: Int32

  /// Starts `armature-simulator`, which lies beside this program, and which then waits to be told what to simulate.
  init() throws(DiagnosticsError) {
    let program = "\(ProcessEnvironment.programDirectory)/armature-simulator"
    guard access(program, X_OK) == 0 else {
      throw DiagnosticsError(
        .error(
          "No simulator", detail: "`--simulate` needs the program armature-simulator beside armature, at \(program).",
          hint: "build it with `swift build -c release`, or install both programs into one directory"))
    }
    var template = Array("\(Self.temporaryDirectory)/armature-XXXXXX".utf8CString)
    guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
      throw Self.failure("no directory for its socket can be made in \(Self.temporaryDirectory)")
    }
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    socket = "\(directory)/arm"
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    guard pipe(&input) == 0, pipe(&output) == 0 else { throw Self.failure("no pipe can be made") }
    // The child has its ends as standard input and output and by no other number: when it closes its output, that is the end.
    for descriptor in input + output { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let isStarted = Self.start(program, [program, "child", socket], input: input[0], output: output[1])
    close(input[0])
    close(output[1])
    lifeline = input[1]
    self.output = output[0]
    guard isStarted else {
      close(input[1])
      close(output[0])
      rmdir(directory)
      throw Self.failure("\(program) can't be started")
    }
  }

  private static let early = Mutex<SimulatorProcess?>(nil)

  /// Starts one before it is known what it is to simulate, for whoever asks for one first: it takes about as long to start
  /// as arguments and a spec take to be read. One that nobody asks for ends with this process; what keeps one from starting
  /// is told to who asks.
  static func startEarly() {
    early.withLock { $0 = $0 ?? (try? SimulatorProcess()) }
  }

  /// One that begins to serve; ``waitUntilListening()`` tells when it can be asked.
  ///
  /// - Parameters:
  ///   - store: the directory that the simulated cloud is kept in.
  ///   - speed: how many times faster than Azure it is, or `instant`; nil for its own choice.
  static func serving(store: String, speed: String?) throws(DiagnosticsError) -> SimulatorProcess {
    let early = early.withLock { early in
      defer { early = nil }
      return early
    }
    let simulator = if let early { early } else { try SimulatorProcess() }
    do throws(DiagnosticsError) {
      try simulator.serve(store: store, speed: speed)
    } catch {
      simulator.stop()
      throw error
    }
    return simulator
  }

  private func serve(store: String, speed: String?) throws(DiagnosticsError) {
    let isNew = access(store, F_OK) != 0
    guard ProcessEnvironment.makeDirectory(store) else {
      throw DiagnosticsError(
        .error(
          "No place for the simulated cloud", detail: "The directory \(store) can't be made.",
          hint: "make the directory of the spec writable, or start armature-simulator yourself and set "
            + "ARMATURE_ARM_ENDPOINT"))
    }
    if isNew { newStore.withLock { $0 = store } }
    // A path may have any byte but this one. One that has ended already says so where it should say that it listens.
    let settings = Array("\(store)\0\(speed ?? "")\0".utf8)
    var written = 0
    while written < settings.count {
      let count = settings[written...].withUnsafeBytes { write(lifeline, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      written += count
    }
  }

  /// Waits until it listens; to be called once, whatever else is done meanwhile.
  func waitUntilListening() throws(DiagnosticsError) {
    let line = Self.nextLine(of: output)
    guard line.hasPrefix("listening") else {
      throw Self.failure("it ended before it listened; what it said is above")
    }
  }

  /// Has it end, now that nothing more is asked of it; ``stop()`` waits for that.
  func dismiss() {
    if isDismissed.exchange(true, ordering: .relaxed) { return }
    close(lifeline)
  }

  /// Ends it and waits until its store is free for the next program that wants it. To be called once.
  func stop() {
    dismiss()
    while !Self.nextLine(of: output).isEmpty {}
    close(output)
    unlink(socket)
    rmdir(directory)
  }

  /// Ends it before it was asked for anything; a cloud that wasn't there before is not there afterwards. To be called
  /// instead of ``stop()``.
  func abandon() {
    stop()
    guard let newStore = newStore.withLock({ $0 }) else { return }
    for name in ["cloud.log", "lock"] { unlink("\(newStore)/\(name)") }
    rmdir(newStore)
    // Goes only if nothing else is in it.
    rmdir(newStore.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"))
  }

  private static var temporaryDirectory: String {
    // A socket's path may be 107 bytes long, so that a long TMPDIR is of no use.
    guard let directory = getenv("TMPDIR").map({ String(cString: $0) }), !directory.isEmpty, directory.utf8.count < 70
    else { return "/tmp" }
    return directory
  }

  private static func failure(_ reason: String) -> DiagnosticsError {
    DiagnosticsError(
      .error("The simulator did not start", detail: "\(reason.prefix(1).uppercased())\(reason.dropFirst())."))
  }

  /// In a group of its own, Ctrl-C reaches us and not it: what we ask of it can still be waited for.
  private static func start(_ program: String, _ arguments: [String], input: Int32, output: Int32) -> Bool {
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return cprocess_start(program, pointers, input, output) == 0
  }

  /// The next line that is written there; an empty one at the end.
  private static func nextLine(of descriptor: Int32) -> String {
    var line: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 1000)
    while line.count < 1000, line.last != UInt8(ascii: "\n") {
      let count = read(descriptor, &bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      if count <= 0 { break }
      line += bytes[..<count]
    }
    return String(decoding: line, as: UTF8.self)
  }
}
