import ARMSimulator
import ARMSimulatorServer
import CurlTransport
import Foundation
import HTTP
import Testing

@Suite("The simulator as a server", .serialized)
struct ServerTests {
  @Test(
    "a loopback address is one, and nothing else is",
    arguments: [
      ("127.0.0.1:8080", "127.0.0.1:8080"), ("127.3.2.1:0", "127.3.2.1:0"), ("localhost:80", "127.0.0.1:80"),
      ("[::1]:80", "[::1]:80"), ("0.0.0.0:80", nil), ("10.0.0.1:80", nil), ("127.0.0.1", nil), ("127.0.0.1:70000", nil),
      ("127.0.0.256:80", nil), ("example.org:80", nil), ("", nil),
    ])
  func addresses(text: String, expected: String?) {
    #expect(ListenAddress(loopback: text)?.description == expected)
  }

  @Test("the program and a stranger's script agree about the contracts of ARM", .timeLimit(.minutes(15)))
  func contract() throws {
    let program = try Program(["--listen", "127.0.0.1:0", "--speed", "100"])
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("simulator_contract.py").path
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", script, program.location]
    let output = Pipe()
    python.standardOutput = output
    python.standardError = output
    try python.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    python.waitUntilExit()
    #expect(python.terminationStatus == 0, "\(text)")
  }

  @Test("the program ends when its standard input is closed, if told to")
  func endsWithParent() throws {
    let program = try Program(["--listen", "127.0.0.1:0", "--exit-with-parent"])
    try program.input.fileHandleForWriting.close()
    program.process.waitUntilExit()
    #expect(program.process.terminationStatus == 0)
  }

  @Test("the program ends at a signal, and not when it is only stopped for a while", arguments: [SIGTERM, SIGINT])
  func signals(_ number: Int32) async throws {
    let program = try Program(["--listen", "127.0.0.1:0"])
    let identifier = program.process.processIdentifier
    for other in [SIGSTOP, SIGCONT] { kill(identifier, other) }
    let transport = try CurlTransport()
    let url = try #require(HTTPURL("\(program.location)/subscriptions?api-version=2022-12-01"))
    let request = HTTPRequest(.get, url, headers: ["Authorization": "Bearer somebody"])
    #expect(try await transport.send(request).status == 200)
    kill(identifier, number)
    program.process.waitUntilExit()
    #expect(program.process.terminationReason == .exit)
    #expect(program.process.terminationStatus == 0)
  }

  @Test("the program keeps its cloud over a kill -9, and serves a Unix socket")
  func killed() async throws {
    let folder = NSTemporaryDirectory() + "simulator-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let arguments = ["--unix-socket", folder + "/arm", "--store", folder + "/store"]
    let url =
      "http://localhost/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg?api-version=2023-07-01"
    let headers: HTTPHeaders = ["Authorization": "Bearer t", "Content-Type": "application/json"]
    let address = try #require(HTTPURL(url))
    let first = try Program(arguments)
    #expect(first.location == "unix:" + folder + "/arm")
    var options = CurlTransport.Options()
    options.unixSocket = folder + "/arm"
    var transport = try CurlTransport(options)
    let body = Array(#"{"location":"centralus"}"#.utf8)
    #expect(try await transport.send(HTTPRequest(.put, address, headers: headers, body: body)).status == 201)
    kill(first.process.processIdentifier, SIGKILL)
    first.process.waitUntilExit()
    let second = try Program(arguments)
    transport = try CurlTransport(options)
    #expect(try await transport.send(HTTPRequest(.get, address, headers: headers)).status == 200)
    _ = second
  }

  @Test("a server in process answers many connections")
  func inProcess() async throws {
    let server = try SimulatorServer(ARMSimulator(), on: .loopback(host: "127.0.0.1", port: 0))
    let transport = try CurlTransport()
    let address = try #require(HTTPURL(server.location + "/simulator/counts"))
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { try await transport.send(HTTPRequest(.get, address)).status } }
      for try await status in group { #expect(status == 200) }
    }
    await server.stop()
  }
}
