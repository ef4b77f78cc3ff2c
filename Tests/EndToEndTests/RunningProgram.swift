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
  private(set) var output = ""

  /// Standard error goes with standard output.
  init(_ arguments: String..., in workplace: Workplace, environment: [String: String]) throws {
    process.executableURL = Program.directory.appendingPathComponent("armature")
    process.arguments = arguments
    process.currentDirectoryURL = workplace.folder
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": workplace.folder.path].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = pipe
    process.standardError = pipe
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
