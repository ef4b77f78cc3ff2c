#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A program that is run on a specification in a directory of its own.
struct ProgramRun: Sendable {
  /// Why something could not be measured.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// What one run took.
  enum Outcome: Sendable {
    /// - Parameter processor: the seconds that processors worked for it and for the programs whose end it waited for.
    case done(seconds: Double, processor: Double, peakMemory: Int)
    /// It was ended after this time.
    case stopped(after: Double)

    var seconds: Double {
      switch self {
      case .done(let seconds, _, _), .stopped(after: let seconds): seconds
      }
    }
  }

  let arguments: [String]
  let directory: String
  /// What is removed before each run, so that each begins with the same.
  var leftovers: [String] = []
  /// After how many seconds it is ended; nil for never.
  var limit: Double?

  /// The runs of a program, none of which may be stopped.
  func sample(runs: Int) throws -> Sample {
    var times: [Double] = []
    var processorTimes: [Double] = []
    var peak = 0
    for _ in 0..<runs {
      guard case .done(let seconds, let processor, let memory) = try outcome() else {
        throw Failure(description: "\(arguments[0]) took longer than it may")
      }
      times.append(seconds)
      processorTimes.append(processor)
      peak = max(peak, memory)
    }
    return Sample(times: times, processor: Sample(times: processorTimes).median, peakMemory: peak)
  }

  /// Runs the program once, its output going nowhere.
  func outcome() throws -> Outcome {
    for leftover in leftovers { Self.remove("\(directory)/\(leftover)") }
    let clock = ContinuousClock()
    let start = clock.now
    let process = try spawn()
    var status: Int32 = 0
    var usage = rusage()
    while true {
      let ended = wait4(process, &status, limit == nil ? 0 : WNOHANG, &usage)
      let seconds = (clock.now - start) / .seconds(1)
      if ended == process {
        guard status == 0 else {
          throw Failure(description: "\(arguments.joined(separator: " ")) failed in \(directory) (status \(status))")
        }
        return .done(
          seconds: seconds, processor: usage.ru_utime.seconds + usage.ru_stime.seconds,
          peakMemory: Int(usage.ru_maxrss) * 1024)
      }
      if ended < 0, errno != EINTR { throw Failure(description: "\(arguments[0]) can't be waited for") }
      if let limit, seconds > limit {
        // Terraform takes a SIGTERM for a wish to finish what it is at.
        kill(process, SIGKILL)
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return .stopped(after: seconds)
      }
      // Only what has a limit comes here, and takes hundreds of times as long.
      if limit != nil { usleep(2000) }
    }
  }

  /// Removes the directory.
  func cleanUp() { Self.remove(directory) }

  private func spawn() throws -> pid_t {
    #if os(Linux)
      var actions = posix_spawn_file_actions_t()
    #else
      var actions: posix_spawn_file_actions_t?
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    var process: pid_t = 0
    // A process begins where this one stands, which has no other use for that.
    guard chdir(directory) == 0, posix_spawnp(&process, arguments[0], &actions, nil, pointers, environ) == 0 else {
      throw Failure(description: "\(arguments[0]) can't be started")
    }
    return process
  }

  // MARK: Places

  /// A new directory with files in it, or in directories in it.
  static func directory(_ files: [Shape.File]) throws -> String {
    var template = Array("/tmp/armature-benchmark-XXXXXX".utf8CString)
    guard template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) != nil else {
      throw Failure(description: "no directory can be made in /tmp")
    }
    let directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for file in files {
      let parts = file.path.split(separator: "/")
      if parts.count > 1 { mkdir("\(directory)/\(parts[0])", 0o755) }
      guard let handle = fopen("\(directory)/\(file.path)", "w") else {
        throw Failure(description: "\(file.path) can't be written in \(directory)")
      }
      defer { fclose(handle) }
      fputs(file.text, handle)
    }
    return directory
  }

  /// The program that lies beside this one.
  static func sibling(_ name: String) throws -> String {
    guard let own = realpath("/proc/self/exe", nil) ?? realpath(CommandLine.arguments.first ?? "", nil) else {
      throw Failure(description: "this program can't find itself")
    }
    defer { free(own) }
    let directory = String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
    let program = "/\(directory)/\(name)"
    guard access(program, X_OK) == 0 else {
      throw Failure(description: "\(program) is missing: build it with `swift build -c release`")
    }
    return program
  }

  /// Whether a program is on the search path.
  static func isInstalled(_ name: String) -> Bool {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
  }

  private static func remove(_ path: String) {
    if let content = opendir(path) {
      while let entry = readdir(content) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { remove("\(path)/\(name)") }
      }
      closedir(content)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

extension timeval {
  fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1e6 }
}
