import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `armature` while it runs: its output can be waited for, and signals can be sent to it.
final class RunningProgram {
  private let process = Process()
  private let pipe = Pipe()
  private let input = Pipe()
  private(set) var output = ""

  var identifier: Int32 { process.processIdentifier }

  /// Standard error goes with standard output.
  ///
  /// - Parameters:
  ///   - isAsked: Whether standard input is open and says nothing, as a terminal at which somebody thinks.
  ///   - atEnd: what is to be done when it has ended, whatever the test waits for then.
  init(
    _ arguments: String..., in workplace: Workplace, environment: [String: String], isAsked: Bool = false,
    atEnd: (@Sendable () -> Void)? = nil
  ) throws {
    process.executableURL = Program.directory.appendingPathComponent("armature")
    process.arguments = arguments
    process.currentDirectoryURL = workplace.folder
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": workplace.folder.path].merging(environment) { $1 }
    if isAsked {
      process.standardInput = input
    } else {
      process.standardInput = FileHandle.nullDevice
    }
    process.standardOutput = pipe
    process.standardError = pipe
    if let atEnd { process.terminationHandler = { _ in atEnd() } }
    try process.run()
  }

  /// Reads on until a text has been written; false where the program ended without it.
  func waits(for text: String) -> Bool {
    while !output.contains(text) {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { return false }
      output += String(decoding: data, as: UTF8.self)
    }
    return true
  }

  func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Waits for its end; the exit code, or the number of the signal that ended it.
  func end() -> Int32 {
    while true {
      let data = pipe.fileHandleForReading.availableData
      if data.isEmpty { break }
      output += String(decoding: data, as: UTF8.self)
    }
    process.waitUntilExit()
    return process.terminationStatus
  }
}
