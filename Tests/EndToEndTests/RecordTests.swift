import Foundation
import Testing

/// The environment's record, as those see it who share it: other specs, other machines, people with few roles.
@Suite(.timeLimit(.minutes(5))) struct RecordTests {
  private static let root = "/subscriptions/00000000-0000-4000-8000-000000000001"

  private func groups(_ simulator: Simulator, _ place: Workplace) throws -> [String] {
    try simulator.call("GET", "\(Self.root)/resourceGroups?api-version=2021-04-01", in: place).1["value"].array
      .compactMap { $0["name"].string }.sorted()
  }

  @Test("one environment reads the outputs of another, with their types")
  func otherEnvironment() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    try place.write(
      """
      armature { environment = "network" }
      resource "terraform_data" "a" { input = "x" }
      output "zones" { value = toset(["1", "2"]) }
      output "secret" {
        value     = "hush"
        sensitive = true
      }
      """, to: "network/main.tf")
    try place.write(
      """
      armature { environment = "app" }
      data "armature_environment" "network" { name = "network" }
      resource "terraform_data" "b" { input = data.armature_environment.network.outputs.zones }
      output "zones" { value = data.armature_environment.network.outputs.zones }
      output "names" { value = keys(data.armature_environment.network.outputs) }
      output "addresses" { value = keys(data.armature_environment.network.resources) }
      """, to: "app/main.tf")
    let early = try place.run("plan", "--simulate", "app", environment: cloud)
    #expect(early.status == 1)
    #expect(early.errors.contains("There is no record of an environment \"network\""), "\(early.errors)")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "network", environment: cloud).status == 0)
    let apply = try place.run("apply", "--simulate", "--auto-approve", "app", environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    let output = try place.run("output", "--simulate", "--json", "app", environment: cloud)
    let outputs = JSONValue(try JSONSerialization.jsonObject(with: Data(output.output.utf8)))
    #expect(outputs["zones"]["type"].text == "[\"set\",\"string\"]")
    #expect(outputs["names"]["value"].text == "[\"zones\"]", "what is sensitive is not in a record")
    #expect(outputs["addresses"]["value"].text == "[\"terraform_data.a\"]")
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", "app", environment: cloud).status == 0)
  }

  @Test("roles for one resource group are enough, with the record in it")
  func oneGroup() throws {
    let place = try Workplace(copying: [])
    let group = "\(Self.root)/resourceGroups/rg-team"
    do {
      let simulator = try Simulator(in: place)
      let made = try simulator.call(
        "PUT", "\(group)?api-version=2021-04-01", body: "{\"location\": \"westeurope\"}", in: place)
      #expect(made.0 == 201)
    }
    let simulator = try Simulator(in: place, "--permitted-scope", group)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    func spec(_ record: String) -> String {
      """
      armature {
        environment = "team"
        \(record)
      }
      resource "azurerm_user_assigned_identity" "a" {
        name                = "id-a"
        resource_group_name = "rg-team"
        location            = "westeurope"
      }
      output "id" { value = azurerm_user_assigned_identity.a.id }
      """
    }
    try place.write(spec(""), to: "spec/main.tf")
    let forbidden = try place.run("plan", "--simulate", "spec", environment: cloud)
    #expect(forbidden.status == 1)
    #expect(forbidden.errors.contains("The environment record could not be read"), "\(forbidden.errors)")
    #expect(forbidden.errors.contains("resource_group_name = ..."), "\(forbidden.errors)")
    try place.write(spec("record { resource_group_name = \"rg-team\" }"), to: "spec/main.tf")
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", "spec", environment: cloud).status == 2)
    let apply = try place.run("apply", "--simulate", "--auto-approve", "spec", environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", "spec", environment: cloud).status == 0)
    #expect(try place.run("output", "--simulate", "--raw", "spec", "id", environment: cloud).output.hasSuffix("id-a"))
    let history = try place.run("history", "--simulate", "spec", environment: cloud)
    #expect(history.output.contains("Run 1: 1 created, 0 changed, 0 deleted; 1 resources."), "\(history.output)")
    let destroy = try place.run("destroy", "--simulate", "--auto-approve", "spec", environment: cloud)
    #expect(destroy.status == 0, "\(destroy.errors)")
    let rest = try simulator.call("GET", "\(group)/resources?api-version=2021-04-01", in: place)
    #expect(rest.0 == 200 && rest.1["value"].array.isEmpty, "\(rest.1.text)")
  }

  @Test("a run elsewhere is named and not disturbed, and one that is killed elsewhere is waited for")
  func twoMachines() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let spec = """
      armature {
        environment = "shared"
        record { claim_expiry_seconds = 6 }
      }
      resource "azurerm_resource_group" "a" {
        name     = "rg-a"
        location = "centralus"
      }
      """
    for machine in ["one", "two"] {
      try place.write("[remote \"origin\"]\n\turl = https://example.org/infra\n", to: "\(machine)/.git/config")
      try place.write(spec, to: "\(machine)/env/main.tf")
    }
    // A claim of a run that nobody renews any more.
    let records = "\(Self.root)/resourceGroups/armature-records"
    let specs = "\(records)/providers/Microsoft.Resources/templateSpecs/shared"
    for (path, body) in [
      ("\(records)?api-version=2021-04-01", "{\"location\": \"westeurope\", \"tags\": {\"armature-records\": \"x\"}}"),
      ("\(specs)?api-version=2022-02-01", "{\"location\": \"westeurope\"}"),
      (
        "\(specs)/versions/claim-gone?api-version=2022-02-01",
        """
        {"location": "westeurope", "properties": {"mainTemplate": {"metadata": {"armature":
        {"run": "gone", "holder": "ann@elsewhere", "expirySeconds": 6}}}}}
        """
      ),
    ] {
      let answer = try simulator.call("PUT", path, body: body, in: place)
      #expect(answer.0 == 201, "\(answer.1.text)")
    }
    let apply = try place.run("apply", "--simulate", "--auto-approve", "one/env", environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.errors.contains("Waiting for another run: ann@elsewhere"), "\(apply.errors)")
    let versions = try simulator.call("GET", "\(specs)/versions?api-version=2022-02-01", in: place).1["value"].array
    #expect(versions.count == 1, "neither the claim that ran out nor the one of the run is left")
    let nothing = try simulator.count("writes", in: place)
    #expect(try place.run("apply", "--simulate", "--auto-approve", "two/env", environment: cloud).status == 0)
    #expect(try simulator.count("writes", in: place) == nothing, "with nothing to do nothing is claimed")
    #expect(try place.run("destroy", "--simulate", "--auto-approve", "two/env", environment: cloud).status == 0)
    #expect(try groups(simulator, place) == [])
  }

  @Test("a record that is too long for one template spec is read back whole, and is enough to destroy everything")
  func parts() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    try place.write(
      """
      armature { environment = "many" }
      locals { words = "\(String(repeating: "a value that lives in the record alone ", count: 400))" }
      resource "terraform_data" "a" {
        count = 100
        input = "${count.index} ${local.words}"
      }
      """, to: "many/main.tf")
    func specs() throws -> [String] {
      try simulator.resources(in: place).compactMap { $0["id"].string?.lowercased() }
        .filter { $0.contains("/templatespecs/") && !$0.contains("/versions/") }
    }
    let apply = try place.run("apply", "--simulate", "--auto-approve", "many", environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(try specs().count { $0.contains("/armature-part-") } >= 2)
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", "many", environment: cloud).status == 0)
    try place.write("no spec is here", to: "elsewhere/readme.txt")
    let destroy = try place.run(
      "destroy", "--simulate", "--auto-approve", "--environment", "many", "elsewhere", environment: cloud)
    #expect(destroy.output.contains("100 destroyed"), "\(destroy.errors)")
    #expect(try place.run("state", "list", "--simulate", "many", environment: cloud).output.isEmpty)
    #expect(try specs() == [], "no part of the record is left")
  }
}
