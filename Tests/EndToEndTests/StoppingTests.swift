import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What is on disk at the moment that counts, and what signals and full disks do to a run, each at a request that is held.
@Suite(.timeLimit(.minutes(10))) struct StoppingTests {
  private static let group = """
    armature { environment = "test" }
    variable "owner" { default = "a" }
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "westeurope"
      tags     = { owner = var.owner }
    }

    """
  /// Two groups side by side, and what comes after the first.
  private static let groups =
    group + """
      resource "azurerm_resource_group" "b" {
        name     = "rg-b"
        location = "westeurope"
      }
      resource "azurerm_monitor_data_collection_endpoint" "e" {
        name                = "dce"
        resource_group_name = azurerm_resource_group.a.name
        location            = "westeurope"
      }
      resource "terraform_data" "after" { input = azurerm_monitor_data_collection_endpoint.e.id }

      """

  private let place: Workplace
  private let simulator: Simulator
  private let cloud: [String: String]

  init() throws {
    place = try Workplace(copying: [])
    try place.write(Self.groups, to: "spec/main.tf")
    simulator = try Simulator(in: place)
    cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
  }

  private func hold(_ method: String?, _ path: String) throws {
    let method = method.map { "\"method\": \"\($0)\", " } ?? ""
    let fault = "{\(method)\"path\": \"\(path)\", \"effect\": \"hold\", \"times\": 1000000}"
    #expect(try simulator.call("POST", "/simulator/faults", body: fault, in: place).0 < 300)
  }

  private func awaitHeld() throws {
    // Of reads that go out together, more than one may be held by the time of the answer.
    #expect(try simulator.awaitHeld(in: place) > 0)
  }

  /// How many requests of a method were accepted for exactly this resource.
  private func accepted(_ method: String, _ name: String) throws -> Int {
    try simulator.requests(in: place).count { request in
      request["method"].string == method && (request["status"].int ?? 0) < 300
        && request["path"].string?.split(separator: "?").first?.hasSuffix("/\(name)") == true
    }
  }

  private func expectConverged() throws {
    let again = try place.run("apply", "--simulate", "--auto-approve", "spec", environment: cloud)
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    for name in ["rg-a", "rg-b", "dce"] { #expect(try accepted("PUT", name) == 1, "\(name) was made once") }
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", "spec", environment: cloud).status == 0)
  }

  // MARK: The journal

  @Test("an intent is on disk before its request leaves")
  func intent() throws {
    try place.write(Self.group, to: "spec/main.tf")
    let steps = [
      ("apply", "PUT", "owner=a", "create"), ("apply", "PUT", "owner=b", "update"),
      ("destroy", "DELETE", "owner=b", "delete"),
    ]
    for (command, method, variable, verb) in steps {
      try hold(method, "/resourcegroups/rg-a")
      let run = try RunningProgram(
        command, "--simulate", "--auto-approve", "-var", variable, "spec", in: place, environment: cloud)
      try awaitHeld()
      let journal = place.folder.appendingPathComponent("spec/.armature/journal/test.log")
      let text = String(decoding: try Data(contentsOf: journal), as: UTF8.self)
      let entries = try text.matches(of: /\{"[^{}]*\}/).map { match in
        JSONValue(try JSONSerialization.jsonObject(with: Data(match.output.utf8)))
      }
      #expect(entries.map { $0["type"].string } == ["begin", "intent"], "\(verb)")
      #expect(entries.last?["verb"].string == verb)
      #expect(entries.last?["id"].string?.hasSuffix("/resourceGroups/rg-a") == true)
      Simulator.removeFaults(simulator.url)
      #expect(run.end() == 0, "\(run.output)")
    }
  }

  @Test(
    "a disk that fills up in the middle: what can't be journalled isn't sent, what runs is finished and recorded",
    .enabled(if: access("/usr/bin/prlimit", X_OK) == 0))
  func diskFull() throws {
    try hold("PUT", "/resourcegroups/rg-a")
    let run = try RunningProgram("apply", "--simulate", "--auto-approve", "spec", in: place, environment: cloud)
    try #require(run.waits(for: "azurerm_resource_group.b: Creation complete"), "\(run.output)")
    try awaitHeld()
    let limit = Process()
    limit.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
    limit.arguments = ["--pid", "\(run.identifier)", "--fsize=1"]
    try limit.run()
    limit.waitUntilExit()
    #expect(limit.terminationStatus == 0)
    Simulator.removeFaults(simulator.url)
    #expect(run.end() == 1, "\(run.output)")
    for text in [
      "azurerm_resource_group.a: Creation complete", "error: The journal can't be written",
      "The disk, or the quota on it, is full", "free some space, then run the command again",
      "terraform_data.after, because of azurerm_monitor_data_collection_endpoint.e\n",
      "Apply incomplete. Resources: 2 added, 0 changed, 0 destroyed, 1 failed, 1 not started.",
      "What is done stays and is recorded.",
    ] { #expect(run.output.contains(text), "\(text): \(run.output)") }
    #expect(try accepted("PUT", "rg-a") == 1)
    #expect(
      try !simulator.requests(in: place).contains {
        $0["path"].string?.contains("/dce") == true && $0["method"].string == "PUT"
      })
    // The record alone knows the two that were finished.
    try FileManager.default.removeItem(at: place.folder.appendingPathComponent("spec/.armature"))
    let plan = try place.run("plan", "--simulate", "spec", environment: cloud)
    #expect(plan.output.contains("Plan: 2 to add, 0 to change, 0 to destroy."), "\(plan.output)\(plan.errors)")
    try expectConverged()
  }

  @Test("where the directory can't be written to, a plan works, and an apply says so before it changes anything")
  func readOnly() throws {
    let directory = place.folder.appendingPathComponent("spec").path
    // Root without this capability is bound by modes as anybody else is.
    let prefix = geteuid() == 0 ? ["setpriv", "--bounding-set", "-dac_override"] : []
    #expect(chmod(directory, 0o555) == 0)
    defer { chmod(directory, 0o755) }
    func run(_ arguments: String...) throws -> Program.Result {
      try Program.run("armature", arguments, in: place.folder, environment: cloud, through: prefix)
    }
    #expect(try run("plan", "--simulate", "--detailed-exitcode", "spec").status == 2)
    for command in ["apply", "destroy"] {
      let result = try run(command, "--simulate", "--auto-approve", "spec")
      #expect(result.status == 1)
      #expect(result.errors.contains("error: The journal can't be kept"), "\(result.errors)")
      #expect(result.errors.contains("make spec writable, or apply from a copy of spec"), "\(result.errors)")
    }
    for kind in ["writes", "deletes"] { #expect(try simulator.count(kind, in: place) == 0) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["main.tf"])
  }

  // MARK: Signals

  @Test("the end of the terminal drains as Ctrl-C does")
  func hangup() throws {
    try hold("PUT", "/resourcegroups/rg-a")
    let run = try RunningProgram("apply", "--simulate", "--auto-approve", "spec", in: place, environment: cloud)
    try #require(run.waits(for: "azurerm_resource_group.b: Creation complete"), "\(run.output)")
    try awaitHeld()
    run.send(SIGHUP)
    try #require(run.waits(for: "Stopping: nothing new is started, and what runs is waited for."), "\(run.output)")
    Simulator.removeFaults(simulator.url)
    #expect(run.end() == 1, "\(run.output)")
    #expect(run.output.contains("azurerm_resource_group.a: Creation complete"))
    #expect(run.output.contains("azurerm_monitor_data_collection_endpoint.e, since the run was stopped"))
    try expectConverged()
  }

  @Test("the third Ctrl-C ends a run that can't even write its record")
  func third() throws {
    try hold("PUT", "/resourcegroups/rg-a")
    let run = try RunningProgram("apply", "--simulate", "--auto-approve", "spec", in: place, environment: cloud)
    try #require(run.waits(for: "azurerm_resource_group.b: Creation complete"), "\(run.output)")
    try awaitHeld()
    // From here on nothing of the record is answered: without a third signal the run would not end.
    try hold(nil, "/armature-records")
    run.send(SIGINT)
    try #require(run.waits(for: "Press Ctrl-C again to leave at once"), "\(run.output)")
    run.send(SIGINT)
    try #require(run.waits(for: "a third Ctrl-C doesn't wait for that"), "\(run.output)")
    run.send(SIGINT)
    #expect(run.end() == 130)
    #expect(run.output.contains("Left. What runs in Azure goes on; run the same command again to take it up."))
    #expect(!run.output.contains("Apply incomplete"))
    Simulator.removeFaults(simulator.url)
    try expectConverged()
  }

  @Test("a signal at the question or while it plans ends a run that has changed nothing", arguments: [SIGINT, SIGTERM])
  func beforeChanges(_ signal: Int32) throws {
    let asked = try RunningProgram("apply", "--simulate", "spec", in: place, environment: cloud, isAsked: true)
    try #require(asked.waits(for: "Only 'yes' is accepted: "), "\(asked.output)")
    asked.send(signal)
    #expect(asked.end() == 130)
    #expect(asked.output.contains("Stopped. Nothing was changed."), "\(asked.output)")
    try hold("GET", "/resourcegroups/rg-a")
    let planning = try RunningProgram("apply", "--simulate", "--auto-approve", "spec", in: place, environment: cloud)
    try awaitHeld()
    planning.send(signal)
    #expect(planning.end() == 130)
    #expect(planning.output.contains("Stopped. Nothing was changed."), "\(planning.output)")
    Simulator.removeFaults(simulator.url)
    for kind in ["writes", "deletes"] { #expect(try simulator.count(kind, in: place) == 0) }
    try expectConverged()
  }

  @Test("a destruction that is left goes on in Azure, and the next one takes it up and asks for nothing again")
  func leavesDestruction() throws {
    try place.write(Self.group, to: "spec/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "spec", environment: cloud).status == 0)
    // The deletion is accepted, and nobody gets to know how it ends.
    try hold("GET", "/operationresults/")
    let run = try RunningProgram("destroy", "--simulate", "--auto-approve", "spec", in: place, environment: cloud)
    try #require(run.waits(for: "azurerm_resource_group.a: Destroying..."), "\(run.output)")
    try awaitHeld()
    run.send(SIGINT)
    try #require(run.waits(for: "Press Ctrl-C again to leave at once"), "\(run.output)")
    run.send(SIGINT)
    #expect(run.end() == 130, "\(run.output)")
    #expect(run.output.contains("Still under way in Azure:\n  azurerm_resource_group.a, being destroyed\n"))
    #expect(run.output.contains("Destroy incomplete. Resources: 0 added, 0 changed, 0 destroyed, 1 under way"))
    Simulator.removeFaults(simulator.url)
    let again = try place.run("destroy", "--simulate", "--auto-approve", "spec", environment: cloud)
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    #expect(again.errors.contains("The last run was stopped before its end; this one takes up what it left."))
    #expect(try accepted("DELETE", "rg-a") == 1)
    let left = try simulator.resources(in: place).compactMap { $0["id"].string }.filter {
      !$0.contains("/armature-records")
    }
    #expect(left.isEmpty, "\(left)")
  }

  @Test("a run that gives up waiting ends by itself, and the next one says so and takes up what it began")
  func givesUp() throws {
    let impatient = Self.group.replacing(
      "location = \"westeurope\"", with: "location = \"westeurope\"\n  timeouts { delete = \"1s\" }")
    try place.write(impatient, to: "spec/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "spec", environment: cloud).status == 0)
    try hold("GET", "/operationresults/")
    let run = try place.run("destroy", "--simulate", "--auto-approve", "spec", environment: cloud)
    #expect(run.status == 1, "\(run.output)\(run.errors)")
    Simulator.removeFaults(simulator.url)
    let again = try place.run("destroy", "--simulate", "--auto-approve", "spec", environment: cloud)
    #expect(again.status == 0, "\(again.output)\(again.errors)")
    #expect(
      again.errors.contains(
        "The last run failed before the end of all that it had begun; this one takes up what it left."))
    #expect(try accepted("DELETE", "rg-a") == 1)
  }
}
