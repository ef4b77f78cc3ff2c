import Foundation

/// Requests that go wrong on purpose, and the moment at which one does.
extension Simulator {
  /// From now on requests like this get no answer until the faults are removed, whether they are made once or again.
  ///
  /// - Parameters:
  ///   - path: What their paths contain.
  ///   - skip: How many of them are answered first.
  func hold(_ method: String, _ path: String, skip: Int = 0, in workplace: Workplace) throws {
    let fault = """
      {"effect": "hold", "method": "\(method)", "path": "\(path)", "skip": \(skip), "times": 1000000}
      """
    _ = try call("POST", "/simulator/faults", body: fault, in: workplace)
  }

  /// Returns once a request is held, with how many are, or with 0 when the faults are removed before.
  func awaitHeld(in workplace: Workplace) throws -> Int {
    try call("GET", "/simulator/held", in: workplace).1["held"].int ?? 0
  }

  /// Lets go of what is held, which whoever has asked takes for a connection that was lost.
  static func removeFaults(_ url: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["curl", "-s", "-o", "/dev/null", "-X", "DELETE", url + "/simulator/faults"]
    try? process.run()
    process.waitUntilExit()
  }
}
