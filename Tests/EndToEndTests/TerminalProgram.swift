import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `armature` on a terminal of its own, at which a test types.
final class TerminalProgram {
  private var terminal: Int32
  private var identifier: pid_t = 0
  /// What was written and not yet taken.
  private var output: [UInt8] = []
  /// All that was written, from the beginning.
  private(set) var transcript: [UInt8] = []

  struct Failure: Error {
    let reason: String
  }

  /// Starts the program and waits for its prompt.
  ///
  /// - Parameter prefix: a command that is to run the program.
  init(
    _ arguments: String..., in workplace: Workplace, columns: UInt16 = 80, through prefix: [String] = []
  ) throws {
    var (terminal, end) = (Int32(-1), Int32(-1))
    var name = [CChar](repeating: 0, count: 128)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&terminal, &end, &name, nil, &size) == 0 else {
      throw Failure(reason: "there is no terminal to have")
    }
    // The program opens its end by name; held open here, too, its going would not be noticed.
    defer { close(end) }
    self.terminal = terminal
    for descriptor in [terminal, end] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    let program = Program.directory.appendingPathComponent("armature").path
    let variables = ["PATH": "/usr/bin:/bin", "HOME": workplace.folder.path, "TERM": "xterm", "NO_COLOR": "1"]
    try start(prefix + [program] + arguments, variables.map { "\($0)=\($1)" }, on: name)
    _ = try reads { $0.hasSuffix(Self.prompt("> ")) }
  }

  deinit {
    if identifier > 0 {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
    if terminal >= 0 { close(terminal) }
  }

  /// `POSIX_SPAWN_SETSID`, which Glibc's module leaves out.
  #if canImport(Glibc)
    private static let newSession: Int16 = 0x80
  #else
    private static let newSession = Int16(POSIX_SPAWN_SETSID)
  #endif

  private func start(_ arguments: [String], _ environment: [String], on name: [CChar]) throws {
    // A session of its own, in which the first terminal that is opened is the one that Ctrl-C comes from.
    #if canImport(Glibc)
      var (attributes, actions) = (posix_spawnattr_t(), posix_spawn_file_actions_t())
    #else
      var (attributes, actions): (posix_spawnattr_t?, posix_spawn_file_actions_t?) = (nil, nil)
    #endif
    posix_spawnattr_init(&attributes)
    posix_spawn_file_actions_init(&actions)
    defer {
      posix_spawnattr_destroy(&attributes)
      posix_spawn_file_actions_destroy(&actions)
    }
    posix_spawnattr_setflags(&attributes, Self.newSession)
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup($0) } + [nil]
    defer { for text in words + variables { free(text) } }
    let status = posix_spawn(&identifier, arguments[0], &actions, &attributes, words, variables)
    if status != 0 { throw Failure(reason: "the program can't be started: \(status)") }
  }

  /// What the program draws when it begins to wait for a line: by then the terminal hands on every key.
  private static func prompt(_ prompt: String) -> String { "\r\u{1B}[K\(prompt)\r\(prompt)" }

  /// Types keys that end a line and returns what is written between it and the next prompt.
  func answer(to keys: String, then prompt: String = "> ") throws -> String {
    try type(keys)
    let text = try reads { text in
      guard let end = text.range(of: "\r\n") else { return false }
      return text[end.upperBound...].hasSuffix(Self.prompt(prompt))
    }
    let lines = text.replacingOccurrences(of: "\r\r\n", with: "\r\n").components(separatedBy: "\r\n").dropFirst()
    // The lines of a paste are drawn as they are read, and the prompt last.
    return lines.filter { !$0.hasPrefix("\r\u{1B}[K") }.joined(separator: "\n")
  }

  /// Types keys after which the program ends; its exit code, or nil where it was killed.
  func end(with keys: String) throws -> Int32? {
    try type(keys)
    while try transfer([]) != nil {}
    return status()
  }

  /// Waits until something is shown.
  func waits(for text: String) throws {
    _ = try reads { $0.contains(text) }
  }

  /// Takes the terminal away; the exit code of the program, or nil where it was killed.
  func hangUp() -> Int32? {
    close(terminal)
    terminal = -1
    return status()
  }

  private func status() -> Int32? {
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
    identifier = 0
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }

  // MARK: - The terminal

  /// Types keys and reads meanwhile, as neither side waits for the other to finish.
  func type(_ keys: String) throws {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      guard let count = try transfer(rest) else { throw Failure(reason: "the program has ended") }
      rest = rest.dropFirst(count)
    }
  }

  private func reads(until isEnough: (String) -> Bool) throws -> String {
    while true {
      let text = String(decoding: output, as: UTF8.self)
      if isEnough(text) {
        output = []
        return text
      }
      if try transfer([]) == nil { throw Failure(reason: "the program ended after: \(text.debugDescription)") }
    }
  }

  /// Waits until the terminal gives or takes something; how many bytes it took, nil at the end of the program.
  private func transfer(_ bytes: ArraySlice<UInt8>) throws -> Int? {
    var state = pollfd(fd: terminal, events: Int16(POLLIN | (bytes.isEmpty ? 0 : POLLOUT)), revents: 0)
    guard poll(&state, 1, 120_000) == 1 else {
      throw Failure(reason: "nothing comes after: \(String(decoding: output, as: UTF8.self).debugDescription)")
    }
    if state.revents & Int16(POLLIN) != 0 {
      var piece = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(terminal, &piece, piece.count)
      if count <= 0 { return nil }
      output += piece[..<count]
      transcript += piece[..<count]
      return 0
    }
    if state.revents & Int16(POLLOUT) != 0 {
      return max(0, Array(bytes.prefix(256)).withUnsafeBytes { write(terminal, $0.baseAddress, $0.count) })
    }
    return nil
  }
}
