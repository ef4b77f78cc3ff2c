import Foundation
import Testing

/// Wrong flags, wrong files, wrong clouds.
extension BadInputTests {
  static let spec = ["spec/main.tf": group]
  private static let guid = "00000000-0000-4000-8000-000000000001"

  static let flags: [Case] = [
    Case(name: "an unknown command", arguments: ["plna"], status: 64, says: ["Did you mean 'plan'?"]),
    Case(name: "an unknown flag", arguments: ["plan", "--simulte"], status: 64, says: ["Did you mean '--simulate'?"]),
    Case(
      name: "a flag without its value", arguments: ["plan", "--out"], status: 64, says: ["Missing value for '--out"]),
    Case(name: "one argument too many", arguments: ["plan", "a", "b"], status: 64, says: ["Unexpected argument 'b'"]),
    Case(
      name: "nothing at a time", arguments: ["apply", "-parallelism=0"], status: 64,
      says: ["--parallelism has to be at least 1"]),
    Case(name: "no such format", arguments: ["drift", "--format", "xml"], status: 64, says: ["'xml' is invalid"]),
    Case(
      name: "replacing what isn't there", files: spec,
      arguments: ["plan", "--simulate", "--replace", "azurerm_resource_group.b", "spec"],
      says: ["No such resource", "did you mean 'azurerm_resource_group.a'?"]),
    Case(
      name: "taking over what is no address", files: spec, arguments: ["plan", "--simulate", "--adopt", "a[", "spec"],
      says: ["Invalid address", "--adopt"]),
    Case(
      name: "no name for an environment", files: spec,
      arguments: ["plan", "--simulate", "--environment", "a/b", "spec"], says: ["Invalid environment name"]),
    Case(
      name: "no id of a subscription", files: spec, arguments: ["plan", "--simulate", "--subscription", "abc", "spec"],
      says: ["Invalid subscription id"]),
    Case(
      name: "a plan that can't be saved", files: spec, arguments: ["plan", "--simulate", "--out", "none/p", "spec"],
      says: ["The plan can't be saved", "`none` does not exist"]),
    Case(name: "no plan to show", arguments: ["show", "p"], says: ["There is no file p"]),
    Case(
      name: "a damaged plan", files: ["p": "armature plan 00\n{}"], arguments: ["show", "p"], says: ["Damaged plan"]),
    Case(
      name: "a plan cut short", files: ["p": "armature plan "], arguments: ["apply", "p"], says: ["Damaged plan"]),
    Case(
      name: "an output that isn't there", files: spec, arguments: ["output", "--simulate", "spec", "o"],
      says: ["No such output"]),
    Case(
      name: "an answer other than yes", files: spec, arguments: ["apply", "--simulate", "spec"], input: "y\n",
      says: ["Nothing was changed."]),
    Case(
      name: "nobody to ask", files: spec, arguments: ["apply", "--simulate", "spec"],
      says: ["there was nobody to ask. Say --auto-approve"]),
    Case(
      name: "nobody who may be asked", files: spec, arguments: ["apply", "--simulate", "-input=false", "spec"],
      input: "yes\n", says: ["there was nobody to ask. Say --auto-approve"]),
    Case(
      name: "an option about a state file", files: spec, arguments: ["plan", "-refresh=false", "spec"], status: 64,
      says: ["There is no option '-refresh': every plan looks at Azure"]),
    Case(
      name: "no such speed", files: spec, environment: ["ARMATURE_SIMULATE_SPEED": "fast"], says: ["Invalid speed"]),
    Case(
      name: "a simulated cloud that is something else",
      files: spec.merging(["spec/.armature/simulator/cloud.log": "garbage"]) { $1 },
      says: ["is not a file that Armature wrote", "The simulator did not start"]),
    Case(
      name: "a file where directories are made", files: spec.merging(["spec/.armature": ""]) { $1 },
      arguments: ["apply", "--simulate", "--auto-approve", "spec"], says: ["The journal can't be kept", "hint:"]),
  ]

  static let clouds: [Case] = [
    Case(
      name: "no subscription", files: spec, arguments: ["plan", "spec"], says: ["No subscription is named", "hint:"]),
    Case(
      name: "no credentials", files: spec, arguments: ["apply", "spec"], environment: ["ARM_SUBSCRIPTION_ID": guid],
      says: ["No access to Azure", "In this order were tried", "The Azure CLI (`az`)", "az login"]),
    Case(
      name: "half of the credentials", files: spec, arguments: ["plan", "spec"],
      environment: ["ARM_SUBSCRIPTION_ID": guid, "ARM_CLIENT_ID": guid, "ARM_CLIENT_SECRET": "hunter2"],
      says: ["tenant_id (or ARM_TENANT_ID, AZURE_TENANT_ID) is not set"], hides: ["hunter2"]),
    Case(
      name: "a real subscription's id that is none", files: spec, arguments: ["plan", "spec"],
      environment: [
        "ARM_SUBSCRIPTION_ID": "abc", "ARM_TENANT_ID": guid, "ARM_CLIENT_ID": guid, "ARM_CLIENT_SECRET": "hunter2",
      ], says: ["Invalid subscription id"], hides: ["hunter2"]),
    Case(
      name: "no such cloud", files: spec, arguments: ["plan", "spec"], environment: ["ARM_ENVIRONMENT": "mars"],
      says: ["There is no Azure cloud named `mars`", "hint: the clouds are public"]),
    Case(
      name: "a simulator that nobody asked for", files: spec, arguments: ["plan", "spec"],
      environment: ["ARMATURE_ARM_ENDPOINT": "http://127.0.0.1:1"],
      says: ["Simulated or real?", "hint: add --simulate"]),
    Case(
      name: "an endpoint that refuses", files: spec, environment: ["ARMATURE_ARM_ENDPOINT": "http://127.0.0.1:1"],
      says: ["No connection to 127.0.0.1:1", "hint: check that the server runs"]),
    Case(
      name: "an endpoint elsewhere", files: spec, environment: ["ARMATURE_ARM_ENDPOINT": "http://10.0.0.1:80"],
      says: ["Not a simulator on this machine", "hint:"]),
    Case(
      name: "an endpoint with a password", files: spec,
      environment: ["ARMATURE_ARM_ENDPOINT": "http://u:hunter2@127.0.0.1:1"], says: ["Not a simulator on this machine"],
      hides: ["hunter2"]),
  ]

  /// What a server that is not ARM may say, and what is to be said about it.
  struct Answer: CustomTestStringConvertible, Sendable {
    let name: String
    let text: String
    let says: String

    init(_ name: String, _ text: String, _ says: String) {
      self.name = name
      self.text = text
      self.says = says
    }

    var testDescription: String { name }
  }

  static let answers: [Answer] = [
    Answer("a page", CannedServer.answer("200 OK", "<html>"), "not the JSON that ARM writes"),
    Answer("half a text", CannedServer.answer("200 OK", "{\"id\":"), "not the JSON that ARM writes"),
    Answer(
      "another service's JSON", CannedServer.answer("200 OK", "{\"hello\": 1}"), "not a resource as ARM shows one"),
    Answer("a list", CannedServer.answer("200 OK", "[1, 2]"), "not a resource as ARM shows one"),
    Answer("deep nesting", CannedServer.answer("200 OK", String(repeating: "[", count: 5000)), "nested more than"),
    Answer(
      "that nothing is there", CannedServer.answer("404 Not Found", ""), "is Azure Resource Manager, and no proxy"),
    Answer(
      "a page that nothing is there", CannedServer.answer("404 Not Found", "<html>"),
      "HTTP status 404 and a body that is not JSON"
    ),
    Answer("to go elsewhere", CannedServer.answer("302 Found", ""), "HTTP status 302"),
    Answer(
      "that nobody is let in",
      CannedServer.answer(
        "401 Unauthorized", "{\"error\":{\"code\":\"InvalidAuthenticationToken\",\"message\":\"no\"}}"),
      "Azure did not accept the credentials"
    ),
    Answer(
      "that this is not permitted",
      CannedServer.answer("403 Forbidden", "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}"),
      "ask for the role"
    ),
    Answer(
      "to come back in an hour",
      "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
      "Azure throttles the calls"
    ),
    Answer("nonsense", "\u{1}\u{2}\u{3} nonsense\r\n\r\n", "something that is not HTTP"),
    Answer("nothing", "", "broke before the answer was complete"),
    Answer(
      "half an answer", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"value\": [",
      "broke before the answer was complete"
    ),
  ]

  @Test("an endpoint that is not ARM is an error, never an empty cloud", arguments: answers)
  func strangeServer(_ answer: Answer) throws {
    let place = try Workplace(copying: [])
    try place.write(Self.group, to: "spec/main.tf")
    let server = try CannedServer(saying: answer.text)
    let cloud = ["ARMATURE_ARM_ENDPOINT": "http://127.0.0.1:\(server.port)"]
    let result = try place.run("apply", "--simulate", "--auto-approve", "spec", environment: cloud)
    #expect(result.status == 1)
    #expect(result.unwrapped.contains("error: The environment record could not be read"), "\(result.errors)")
    #expect(result.unwrapped.contains(answer.says), "\(result.errors)")
    #expect(!result.output.contains("Plan:"))
    #expect(server.requests > 0)
  }

  @Test("help is complete with one dash or two, and fits 60 columns")
  func help() throws {
    let place = try Workplace(copying: [])
    let narrow = ["COLUMNS": "60"]
    let all = try place.run("-help", environment: narrow)
    #expect(all.status == 0)
    for command in ["plan", "apply", "destroy", "drift", "validate", "show", "output", "version"] {
      #expect(all.output.contains("\n  \(command) "))
      let one = try place.run(command, "-help", environment: narrow)
      #expect(one.status == 0)
      #expect(one.output.hasPrefix("OVERVIEW: "))
      #expect(one.output.split(separator: "\n").allSatisfy { $0.count <= 72 }, "\(one.output)")
      #expect(try place.run(command, "--help", environment: narrow).output == one.output)
    }
  }

  @Test("closed streams, a full disk and a reader that leaves neither kill a run nor spoil a file")
  func brokenStreams() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.group, to: "spec/main.tf")
    let armature = Program.directory.appendingPathComponent("armature").path
    func shell(_ line: String) throws -> Int32 {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", line]
      process.currentDirectoryURL = place.folder
      process.environment = [
        "PATH": "/usr/bin:/bin", "HOME": place.folder.path, "ARMATURE_SIMULATE_SPEED": "instant", "A": armature,
      ]
      process.standardError = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      return process.terminationStatus
    }
    #expect(try shell("$A apply --simulate --auto-approve spec <&- >&- 2>&-") == 0)
    #expect(try shell("$A plan --simulate --detailed-exitcode spec >/dev/null") == 0, "the apply was whole")
    #expect(try shell("$A destroy --simulate --auto-approve spec | true") == 0)
    #expect(try shell("$A plan --simulate --detailed-exitcode spec >/dev/null") == 2, "the destruction was whole")
    if FileManager.default.fileExists(atPath: "/dev/full") {
      #expect(try shell("$A plan --simulate --json spec >/dev/full") == 1)
    }
  }

  @Test("a journal that can't be kept stops an apply before it changes anything")
  func noJournal() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.group, to: "spec/main.tf")
    try place.write("not a journal", to: "spec/.armature/journal/test.log")
    let simulator = try Simulator(in: place)
    let result = try place.run(
      "apply", "--simulate", "--auto-approve", "spec", environment: ["ARMATURE_ARM_ENDPOINT": simulator.url])
    #expect(result.status == 1)
    #expect(result.unwrapped.contains("The journal can't be kept"), "\(result.errors)")
    #expect(try simulator.count("writes", in: place) == 0)
  }
}
