import Configuration

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The process that a command runs in, as far as commands look at it.
enum ProcessEnvironment {
  /// The environment variables.
  static var variables: [String: String] {
    var variables: [String: String] = [:]
    var pointer = environ
    while let entry = pointer.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      pointer += 1
    }
    return variables
  }

  /// Keeps a value until the process ends, which gives back all memory at once: freeing a large plan piece by piece
  /// takes a good part of the time that making it took.
  static func keepUntilExit(_ value: some Any) {
    _ = Unmanaged.passRetained(Kept(value))
  }

  private final class Kept<Value> {
    let value: Value

    init(_ value: Value) {
      self.value = value
    }
  }

  /// Opens what of the standard streams is closed: else the next file, be it the journal, would get its number, and what
  /// is meant for people would be written into it.
  static func openStandardStreams() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// Whether a standard stream was given to this process. What is inherited has no close-on-exec flag, by its nature; a
  /// number with one was free at the start, and the runtime has taken it for something of its own.
  static func isInherited(_ descriptor: Int32) -> Bool {
    let flags = fcntl(descriptor, F_GETFD)
    return flags >= 0 && flags & FD_CLOEXEC == 0
  }

  /// Who runs this and where, for other people to see.
  static var user: String {
    var name = [CChar](repeating: 0, count: 256)
    let isNamed = gethostname(&name, name.count - 1) == 0
    let host =
      isNamed
      ? String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      : "a machine without a name"
    let user = variables["USER"] ?? variables["LOGNAME"] ?? "user \(getuid())"
    return "\(user)@\(host)"
  }

  /// The directory that the user stands in.
  static var currentDirectory: String {
    guard let path = getcwd(nil, 0) else { return "." }
    defer { free(path) }
    return String(cString: path)
  }

  /// A path from the root; as it is where the file doesn't exist.
  static func absolute(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else {
      return path.hasPrefix("/") ? path : "\(currentDirectory)/\(path)"
    }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The directory of the running program.
  static var programDirectory: String {
    #if os(Linux)
      let program = absolute("/proc/self/exe")
    #else
      let program = absolute(CommandLine.arguments.first ?? "")
    #endif
    return program.lastIndex(of: "/").map { String(program[..<$0]) } ?? "."
  }

  /// Whether there is a directory at a path.
  static func isDirectory(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether this user may make files in a directory.
  static func isWritable(_ path: String) -> Bool {
    access(path, W_OK | X_OK) == 0
  }

  /// Whether there is a symbolic link at a path.
  static func isLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// Whether there is anything at a path.
  static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// Whether a directory has files of a spec in it.
  static func holdsSpec(_ path: String) -> Bool {
    (try? LocalFileSystem().names(in: path))?.contains { $0.hasSuffix(".tf") || $0.hasSuffix(".tf.json") } ?? false
  }

  /// Makes a directory and those above it, where they are missing.
  static func makeDirectory(_ path: String) -> Bool {
    var made = ""
    for part in path.split(separator: "/") {
      if !made.isEmpty || path.hasPrefix("/") { made += "/" }
      made += String(part)
      if mkdir(made, 0o755) != 0, errno != EEXIST { return false }
    }
    return true
  }
}
