import Foundation
import Testing

/// What an environment's record is good for besides plans.
@Suite(.timeLimit(.minutes(15))) struct EnvironmentTests {
  private static let spec = """
    armature { environment = "shared" }
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "terraform_data" "b" { input = "x" }
    """

  @Test("the record tells what there is, and what each resource is like now")
  func state() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one").status == 0)
    let list = try place.run("state", "list", "--simulate", "one")
    #expect(list.output == "azurerm_resource_group.a\nterraform_data.b\n")
    let show = try place.run("state", "show", "--simulate", "azurerm_resource_group.a", "one")
    #expect(show.output.contains("    name     = \"rg-a\"\n"), "\(show.output)")
    let missing = try place.run("state", "show", "--simulate", "azurerm_resource_group.b", "one")
    #expect(missing.status == 1)
    #expect(missing.errors.contains("did you mean `azurerm_resource_group.a`?"))
  }

  @Test("each run that changed something is remembered, with its time and its author")
  func history() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("history", "--simulate", "one").errors.contains("has no record"))
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one").status == 0)
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one").status == 0)
    try place.write(Self.spec.replacingOccurrences(of: "\"x\"", with: "\"y\""), to: "one/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one").status == 0)
    let history = try place.run("history", "--simulate", "--json", "one")
    let runs = JSONValue(try JSONSerialization.jsonObject(with: Data(history.output.utf8))).array
    #expect(runs.map { $0["run"].int } == [1, 2], "a run that changed nothing leaves nothing")
    #expect(runs.allSatisfy { $0["time"].string?.hasPrefix("20") == true && $0["by"].string?.isEmpty == false })
  }

  @Test("a spec from elsewhere doesn't take an environment over by its name, nor does an emptied one")
  func guards() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one", environment: cloud).status == 0)
    try place.write("armature { environment = \"shared\" }\nresource \"terraform_data\" \"c\" {}", to: "two/main.tf")
    let other = try place.run("apply", "--simulate", "--auto-approve", "two", environment: cloud)
    #expect(other.status == 1)
    #expect(other.errors.contains("Another environment's name"))
    try place.write("armature { environment = \"shared\" }", to: "one/main.tf")
    let empty = try place.run("apply", "--simulate", "--auto-approve", "one", environment: cloud)
    #expect(empty.status == 1)
    #expect(empty.errors.contains("Nothing would be left"))
    #expect(
      try place.run("apply", "--simulate", "--auto-approve", "--remove-everything", "one", environment: cloud).status
        == 0)
  }

  @Test(
    "a clone is the same origin however its remote is reached",
    arguments: [
      "https://user:token@example.org/team/infra.git", "git@example.org:team/infra.git",
      "ssh://git@example.org/team/infra",
    ])
  func clones(remote: String) throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    for (clone, url) in [("first", "https://example.org/team/infra"), ("second", remote)] {
      try place.write("[core]\n[remote \"origin\"]\n\turl = \(url)\n", to: "\(clone)/.git/config")
      try place.write(Self.spec, to: "\(clone)/env/main.tf")
      let apply = try place.run("apply", "--simulate", "--auto-approve", "\(clone)/env", environment: cloud)
      #expect(apply.status == 0, "\(apply.errors)")
    }
  }

  @Test("an environment is destroyed from its record alone, with no spec")
  func destroyWithoutSpec() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one", environment: cloud).status == 0)
    try place.write("nothing", to: "elsewhere/readme.txt")
    let destroy = try place.run(
      "destroy", "--simulate", "--auto-approve", "--environment", "shared", "elsewhere", environment: cloud)
    #expect(destroy.status == 0, "\(destroy.errors)")
    #expect(destroy.output.contains("Resources: 0 added, 0 changed, 2 destroyed."))
    let groups = try simulator.call(
      "GET", "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups?api-version=2021-04-01", in: place
    ).1
    #expect(groups["value"].array.isEmpty)
  }

  @Test("live resources that are nobody's are taken over after a listing, never unseen")
  func adoptAll() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-a"
    #expect(
      try simulator.call("PUT", "\(id)?api-version=2023-07-01", body: #"{"location": "centralus"}"#, in: place).0 == 201
    )
    try place.write(Self.spec, to: "one/main.tf")
    let refused = try place.run("apply", "--simulate", "--auto-approve", "one", environment: cloud)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("--adopt 'azurerm_resource_group.a'"), "\(refused.errors)")
    let unseen = try place.run("apply", "--simulate", "--adopt-all", "--auto-approve", "one", environment: cloud)
    #expect(unseen.status == 1 && unseen.errors.contains("Nobody would be asked"), "\(unseen.errors)")
    let piped = try place.run("apply", "--simulate", "--adopt-all", "one", environment: cloud, input: "yes\nyes\n")
    #expect(piped.status == 1 && piped.errors.contains("Nobody to ask"), "\(piped.errors)")
    #expect(piped.output.contains("azurerm_resource_group.a\n    \(id)"), "\(piped.output)")
    let plan = try place.run("plan", "--simulate", "--adopt-all", "--out", "p", "one", environment: cloud)
    #expect(plan.status == 0 && plan.output.contains("it was there already and is taken over"), "\(plan.output)")
    let apply = try place.run("apply", "--simulate", "p", environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(try place.run("plan", "--simulate", "--detailed-exitcode", "one", environment: cloud).status == 0)
  }

  @Test("at a terminal, what --adopt-all would take over is listed and asked for, and only yes takes it")
  func adoptAllAnswered() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let id = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-a"
    #expect(
      try simulator.call("PUT", "\(id)?api-version=2023-07-01", body: #"{"location": "centralus"}"#, in: place).0 == 201
    )
    try place.write(Self.spec, to: "one/main.tf")
    /// `script` gives a program a terminal, at which it types its own input.
    func answered(_ input: String) throws -> (status: Int32, words: String) {
      let result = try Program.run(
        "armature", ["apply", "--simulate", "--adopt-all", "one"], in: place.folder,
        environment: cloud.merging(["NO_COLOR": "1"]) { $1 }, input: input,
        through: ["sh", "-c", "exec script -qec \"$*\" /dev/null", "sh"])
      return (result.status, result.output.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
    let refused = try answered("no\n")
    #expect(refused.status == 1, "\(refused.words)")
    #expect(refused.words.contains("azurerm_resource_group.a"), "\(refused.words)")
    let nothing = try place.run("plan", "--simulate", "one", environment: cloud)
    #expect(nothing.status == 1 && nothing.errors.contains("--adopt 'azurerm_resource_group.a'"), "\(nothing.errors)")
    let taken = try answered("yes\nyes\n")
    #expect(taken.status == 0, "\(taken.words)")
    #expect(taken.words.contains("it was there already and is taken over"), "\(taken.words)")
    let owned = try place.run("state", "list", "--simulate", "one", environment: cloud).output
    #expect(owned.contains("azurerm_resource_group.a"), "\(owned)")
  }

  @Test("state lists what addresses name, and points to blocks where Terraform edits state")
  func stateWords() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one").status == 0)
    let one = try place.run("state", "list", "--simulate", "one", "terraform_data.b")
    #expect(one.output == "terraform_data.b\n", "\(one.errors)")
    let slip = try place.run("state", "list", "--simulate", "one", "terraform_data.c")
    #expect(slip.status == 1 && slip.errors.contains("did you mean `terraform_data.b`?"), "\(slip.errors)")
    let show = try place.run("show", "--simulate", "one")
    #expect(show.output.contains("# azurerm_resource_group.a:") && show.output.contains("# terraform_data.b:"))
    let rm = try place.run("state", "rm", "azurerm_resource_group.a")
    #expect(rm.status != 0 && rm.errors.contains("from = azurerm_resource_group.a"), "\(rm.errors)")
    let mv = try place.run("state", "mv", "terraform_data.b", "terraform_data.c")
    #expect(mv.status != 0 && mv.errors.contains("to   = terraform_data.c"), "\(mv.errors)")
    let taint = try place.run("taint", "terraform_data.b")
    #expect(taint.status != 0 && taint.errors.contains("--replace"), "\(taint.errors)")
  }
}
