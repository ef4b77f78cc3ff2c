import ArgumentParser
import Diagnostics
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where a command writes: data to standard output, everything else to standard error.
struct Console: Sendable {
  /// Whether standard output is a terminal.
  let isTerminal: Bool
  let isColored: Bool
  /// Columns of the terminal; 100 where there is none.
  let width: Int
  private let errorIsTerminal: Bool
  /// Whether the user may be asked at all.
  private let asks: Bool

  init(environment: [String: String], display: DisplayOptions) {
    asks = !display.noInput
    isTerminal = isatty(STDOUT_FILENO) == 1
    errorIsTerminal = isatty(STDERR_FILENO) == 1
    isColored =
      isTerminal && !display.noColor && environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
    width = Self.columns(environment) ?? 100
  }

  private static func columns(_ environment: [String: String]) -> Int? {
    var size = winsize()
    if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    return environment["COLUMNS"].flatMap { Int($0) }
  }

  /// Writes text to standard output as it is.
  func write(_ text: String) {
    Self.write(text, to: STDOUT_FILENO)
  }

  /// Writes UTF-8 to standard output as it is.
  func write(_ bytes: UnsafeRawBufferPointer) {
    Self.write(bytes, to: STDOUT_FILENO)
  }

  /// Writes a line to standard output.
  func line(_ text: String = "") {
    write(text + "\n")
  }

  /// Writes a line to standard error.
  func note(_ text: String) {
    Self.write(text + "\n", to: STDERR_FILENO)
  }

  /// Shows diagnostics on standard error.
  func show(_ diagnostics: [Diagnostic], in sources: SourceMap) {
    guard !diagnostics.isEmpty else { return }
    let renderer = DiagnosticRenderer(
      isColored: errorIsTerminal && isColored, width: min(width, 100))
    Self.write(renderer.render(diagnostics, in: sources), to: STDERR_FILENO)
  }

  /// Whether somebody sits at a terminal to answer.
  var isAnswered: Bool { asks && ProcessEnvironment.isInherited(STDIN_FILENO) && isatty(STDIN_FILENO) == 1 }

  /// Asks a question on the terminal and returns the line that is answered; nil at the end of input, or where nobody
  /// may be asked.
  func ask(_ question: String) -> String? {
    write(question)
    return asks && ProcessEnvironment.isInherited(STDIN_FILENO) ? readLine() : nil
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0), to: descriptor) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    guard ProcessEnvironment.isInherited(descriptor) else { return }
    var rest = bytes[...]
    while !rest.isEmpty {
      let bytes = UnsafeRawBufferPointer(rebasing: rest)
      let count = systemWrite(descriptor, bytes.baseAddress, bytes.count)
      if count < 0, errno != EINTR {
        // A reader that went away, as `| head` does, wants no more.
        if errno != EPIPE, descriptor == STDOUT_FILENO { outputError.withLock { [number = errno] in $0 = number } }
        return
      }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  /// Why something that was written to standard output is lost.
  private static let outputError = Mutex<Int32?>(nil)

  /// Ends a command that has otherwise succeeded as failed if its output isn't where it should be.
  static func checkOutput() throws {
    guard let number = outputError.withLock({ $0 }) else { return }
    let reason = strerror(number).map { String(cString: $0) } ?? "error \(number)"
    write("error: The output is incomplete\n  Standard output can't be written: \(reason).\n", to: STDERR_FILENO)
    throw CommandExit.failure
  }
}

/// The system's `write`, whose name the console's own methods hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
