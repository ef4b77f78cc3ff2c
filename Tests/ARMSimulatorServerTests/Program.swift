import Foundation
import Testing

/// The built program, running until this is gone.
final class Program {
  let process = Process()
  let input = Pipe()
  let location: String

  init(_ arguments: [String]) throws {
    process.executableURL = Self.productsDirectory.appendingPathComponent("armature-simulator")
    process.arguments = arguments
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8), !byte.isEmpty {
      line += byte
    }
    let prefix = "listening on "
    let text = String(decoding: line, as: UTF8.self)
    try #require(text.hasPrefix(prefix))
    location = String(text.dropFirst(prefix.count))
  }

  deinit {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  private static var productsDirectory: URL {
    // Tests are a bundle beside the programs on macOS, and a program beside them elsewhere.
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    return bundle?.bundleURL.deletingLastPathComponent() ?? Bundle.main.bundleURL
  }
}
