#if canImport(Glibc)
  private import Glibc
#else
  private import Darwin
#endif

/// Runs a program to its end and takes what it prints. Blocks the calling thread.
enum ChildProcess {
  struct Output: Sendable {
    let status: Int32
    let bytes: [UInt8]
    let errorBytes: [UInt8]

    var errorText: String { String(decoding: errorBytes, as: UTF8.self) }
  }

  enum Failure: Error, Hashable, Sendable {
    case notFound
    case timedOut
    case system(String)
  }

  /// More output than this is dropped.
  private static let outputBytesMax = 1 << 20

  /// Runs the program of a name in the `PATH` of `environment`, with nothing on its standard input.
  static func run(
    _ name: String, _ arguments: [String], environment: [String: String], timeoutSeconds: Int
  ) -> Result<Output, Failure> {
    guard let path = path(of: name, in: environment["PATH"] ?? "") else { return .failure(.notFound) }
    var outputPipe: [Int32] = [-1, -1]
    var errorPipe: [Int32] = [-1, -1]
    guard pipe(&outputPipe) == 0 else { return .failure(systemFailure(errno)) }
    defer { outputPipe.forEach { if $0 >= 0 { close($0) } } }
    guard pipe(&errorPipe) == 0 else { return .failure(systemFailure(errno)) }
    defer { errorPipe.forEach { if $0 >= 0 { close($0) } } }
    // Other processes that are started meanwhile must not keep the pipes open.
    for descriptor in outputPipe + errorPipe { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }

    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var child: pid_t = 0
    let code = spawn(&child, path, [name] + arguments, variables, output: outputPipe[1], error: errorPipe[1])
    guard code == 0 else { return .failure(systemFailure(code)) }
    close(outputPipe[1])
    outputPipe[1] = -1
    close(errorPipe[1])
    errorPipe[1] = -1

    let printed = read([outputPipe[0], errorPipe[0]], timeoutSeconds: timeoutSeconds)
    if printed == nil { kill(child, SIGKILL) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard let printed else { return .failure(.timedOut) }
    // As a shell has it: the exit status, or 128 and the signal that ended the process.
    let exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    return .success(Output(status: exit, bytes: printed[0], errorBytes: printed[1]))
  }

  private static func path(of name: String, in variable: String) -> String? {
    variable.split(separator: ":").map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }

  private static func spawn(
    _ child: inout pid_t, _ path: String, _ arguments: [String], _ variables: [String], output: Int32, error: Int32
  ) -> Int32 {
    #if canImport(Glibc)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, error, 2)
    let cArguments = arguments.map { strdup($0) } + [nil]
    let cVariables = variables.map { strdup($0) } + [nil]
    defer { (cArguments + cVariables).forEach { free($0) } }
    return posix_spawn(&child, path, &actions, nil, cArguments, cVariables)
  }

  /// What comes out of the descriptors until all are closed; nil if that takes too long.
  private static func read(_ descriptors: [Int32], timeoutSeconds: Int) -> [[UInt8]]? {
    var results = descriptors.map { _ in [UInt8]() }
    var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(timeoutSeconds)
    while polled.contains(where: { $0.fd >= 0 }) {
      let left = clock.now.duration(to: deadline).components
      guard left.seconds >= 0, left.attoseconds >= 0 else { return nil }
      let count = poll(&polled, nfds_t(polled.count), Int32(clamping: left.seconds * 1000 + 1000))
      if count < 0, errno != EINTR { return nil }
      if count <= 0 { continue }
      for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
        let size = recv(polled[index].fd, &buffer)
        if size > 0 {
          results[index] += buffer.prefix(min(size, outputBytesMax - results[index].count))
        } else if size == 0 || errno != EINTR {
          polled[index].fd = -1
        }
      }
    }
    return results
  }

  private static func recv(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
    let capacity = buffer.count
    return buffer.withUnsafeMutableBytes { bytes in
      #if canImport(Glibc)
        Glibc.read(descriptor, bytes.baseAddress, capacity)
      #else
        Darwin.read(descriptor, bytes.baseAddress, capacity)
      #endif
    }
  }

  private static func systemFailure(_ number: Int32) -> Failure {
    .system(strerror(number).map { String(cString: $0) } ?? "error \(number)")
  }
}
