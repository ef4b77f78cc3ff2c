import Foundation
import Testing

/// Runs of one environment from several machines: each in a clone of its own, all in the same cloud.
@Suite(.timeLimit(.minutes(5))) struct ClaimTests {
  private static let records =
    "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/armature-records"
  private static let environment = "\(records)/providers/Microsoft.Resources/templateSpecs/shared"

  /// Claims that are renewed every three seconds, and outlast a machine that is busy with something else.
  private static let spec = """
    armature {
      environment = "shared"
      record { claim_expiry_seconds = 20 }
    }
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_virtual_network" "a" {
      name                = "vnet-a"
      resource_group_name = azurerm_resource_group.a.name
      location            = "centralus"
      address_space       = ["10.0.0.0/16"]
    }
    """

  private func clones(_ names: [String]) throws -> Workplace {
    let place = try Workplace(copying: [])
    for name in names {
      try place.write("[remote \"origin\"]\n\turl = https://example.org/infra\n", to: "\(name)/.git/config")
      try place.write(Self.spec, to: "\(name)/env/main.tf")
    }
    return place
  }

  /// What is asked of the cloud to make resources, without what is recorded.
  private func changes(_ simulator: Simulator, _ place: Workplace) throws -> [String] {
    try simulator.requests(in: place).compactMap { request in
      let path = request["path"].string ?? ""
      guard request["method"].string != "GET", !path.contains("/armature-records") else { return nil }
      return "\(request["method"].string ?? "") \(path.prefix { $0 != "?" })"
    }
  }

  @Test("a live run elsewhere keeps others out, and what they had planned by then is out of date")
  func live() throws {
    let place = try clones(["one", "two", "three"])
    let simulator = try Simulator(in: place, speed: "200")
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let url = simulator.url
    for name in ["two", "three"] {
      try place.write(
        "resource \"azurerm_resource_group\" \"b\" {\n  name     = \"rg-b\"\n  location = \"centralus\"\n}\n",
        to: "\(name)/env/more.tf")
    }
    try simulator.hold("GET", "/providers/microsoft.network/locations/", in: place)
    let first = try RunningProgram(
      "apply", "--simulate", "--auto-approve", "one/env", in: place,
      environment: cloud.merging(["USER": "ann"]) { $1 }, atEnd: { Simulator.removeFaults(url) })
    #expect(try simulator.awaitHeld(in: place) == 1)
    let made = try changes(simulator, place)

    let refused = try place.run("apply", "--simulate", "--auto-approve", "two/env", environment: cloud)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("Another run is under way"), "\(refused.errors)")
    let words = refused.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(/"shared" is being changed by ann@\S+ \(to Azure \S.*\) since 20\d\d-\d\d-\d\dT/), "\(words)")
    #expect(words.contains("say --lock-timeout 10m to wait for it"), "\(words)")

    let waiting = try RunningProgram(
      "apply", "--simulate", "--auto-approve", "--lock-timeout", "10m", "three/env", in: place, environment: cloud)
    #expect(waiting.waits(for: "Waiting for another run: ann@"), "\(waiting.output)")
    #expect(try changes(simulator, place) == made, "nobody else has changed anything")
    Simulator.removeFaults(url)
    #expect(first.end() == 0, "\(first.output)")
    #expect(waiting.end() == 1)
    #expect(waiting.output.contains("The plan is out of date"), "\(waiting.output)")
    #expect(waiting.output.contains("plan again, look at it, and apply that plan"), "\(waiting.output)")
    #expect(try changes(simulator, place) == made, "what it had planned is not done")

    let again = try place.run("apply", "--simulate", "--auto-approve", "three/env", environment: cloud)
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.output.contains("1 added, 0 changed, 0 destroyed"), "\(again.output)")
    let versions = try simulator.call("GET", "\(Self.environment)/versions?api-version=2022-02-01", in: place).1
    #expect(versions["value"].array.allSatisfy { $0["name"].string?.hasPrefix("claim-") == false }, "no claim is left")
  }

  @Test("with --lock-timeout a live run that changes nothing is waited for, and the plan is carried out then")
  func patience() throws {
    let place = try clones(["one"])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let url = simulator.url
    let claim = "\(Self.environment)/versions/claim-other"
    func put(_ path: String, _ version: String, _ body: String) throws {
      let answer = try simulator.call(
        "PUT", "\(path)?api-version=\(version)", body: "{\"location\": \"westeurope\"\(body)}", in: place)
      #expect(answer.0 < 300, "\(answer.1.text)")
    }
    func renew() throws {
      let words = #"{"run": "other", "holder": "ann@elsewhere", "expirySeconds": 600}"#
      try put(claim, "2022-02-01", #", "properties": {"mainTemplate": {"metadata": {"armature": \#(words)}}}"#)
    }
    try put(Self.records, "2021-04-01", #", "tags": {"armature-records": "x"}"#)
    try put(Self.environment, "2022-02-01", "")
    try renew()
    let run = try RunningProgram(
      "apply", "--simulate", "--auto-approve", "--lock-timeout", "10m", "one/env", in: place, environment: cloud,
      atEnd: { Simulator.removeFaults(url) })
    #expect(run.waits(for: "Waiting for another run: ann@elsewhere"), "\(run.output)")
    // A run without patience would leave when it sees that the other one is alive: this one comes back to look again.
    try renew()
    try simulator.hold("GET", "/versions/claim-other", skip: 1, in: place)
    #expect(try simulator.awaitHeld(in: place) == 1, "\(run.output)")
    #expect(try changes(simulator, place) == [], "nothing is changed meanwhile")
    let gone = try simulator.call("DELETE", "\(claim)?api-version=2022-02-01", in: place)
    #expect(gone.0 < 300, "\(gone.1.text)")
    Simulator.removeFaults(url)
    #expect(run.end() == 0, "\(run.output)")
    #expect(run.output.contains("2 added"), "\(run.output)")
  }
}
