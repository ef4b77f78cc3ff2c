import Foundation
import Testing

/// Saved plans: what is in them, when they are still true, and what is said when not.
@Suite(.timeLimit(.minutes(5))) struct PlanFileTests {
  private static let spec = """
    armature { environment = "shared" }
    variable "team" { default = "ml" }
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
      tags     = { team = var.team, at = plantimestamp() }
    }
    resource "terraform_data" "b" { input = "x" }
    """
  private static let group = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg-a"

  @Test("a saved plan is carried out where the spec no longer is")
  func withoutSpec() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    try place.write(Self.spec, to: "one/main.tf")
    let plan = try place.run("plan", "--simulate", "--var", "team=ops", "--out", "p", "one", environment: cloud)
    #expect(plan.status == 0, "\(plan.errors)")
    try FileManager.default.removeItem(at: place.folder.appendingPathComponent("one/main.tf"))
    let apply = try place.run("apply", "--simulate", "p", environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    let live = try simulator.call("GET", "\(Self.group)?api-version=2023-07-01", in: place).1
    #expect(live["tags"]["team"].string == "ops")
    let again = try place.run("apply", "--simulate", "p", environment: cloud)
    #expect(again.status == 1)
    #expect(again.errors.contains("The plan is stale"))
    #expect(again.errors.contains("run 1 by "), "\(again.errors)")
  }

  @Test("a stale plan names the runs since, and none that it knows")
  func runsSince() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one", environment: cloud).status == 0)
    _ = try place.run("plan", "--simulate", "--var", "team=ops", "--out", "p", "one", environment: cloud)
    #expect(try place.run("apply", "--simulate", "p", environment: cloud).status == 0)
    let again = try place.run("apply", "--simulate", "p", environment: cloud)
    #expect(again.errors.contains("run 2 by "), "\(again.errors)")
    #expect(!again.errors.contains("run 1 by "), "\(again.errors)")
  }

  @Test("a stale plan names what has moved, by argument, and never a value")
  func stale() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url]
    let spec = Self.spec.replacingOccurrences(of: ", at = plantimestamp()", with: "")
    try place.write(spec, to: "one/main.tf")
    #expect(try place.run("apply", "--simulate", "--auto-approve", "one", environment: cloud).status == 0)
    _ = try place.run("plan", "--simulate", "--var", "team=ops", "--out", "p", "one", environment: cloud)
    let body = #"{"location": "centralus", "tags": {"team": "ml", "owner": "MOVED-VALUE"}}"#
    #expect(try simulator.call("PUT", "\(Self.group)?api-version=2023-07-01", body: body, in: place).0 == 200)
    let changed = try place.run("apply", "--simulate", "p", environment: cloud)
    #expect(changed.status == 1)
    #expect(changed.errors.contains("azurerm_resource_group.a: tags.owner changed since"), "\(changed.errors)")
    #expect(!changed.errors.contains("MOVED-VALUE"))
    #expect(try simulator.call("DELETE", "\(Self.group)?api-version=2023-07-01", in: place).0 == 202)
    _ = try simulator.call("GET", "\(Self.group)?api-version=2023-07-01", in: place)
    let gone = try place.run("apply", "--simulate", "p", environment: cloud)
    #expect(gone.errors.contains("azurerm_resource_group.a: deleted since"), "\(gone.errors)")
  }

  @Test("a plan is for one Azure, one environment and one subscription, and has its own values and flags")
  func elsewhere() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("plan", "--simulate", "--out", "p", "one").status == 0)
    for (arguments, message) in [
      (["p"], "Plan for another Azure"),
      (["--simulate", "--environment", "other", "p"], "Plan for another environment"),
      (
        ["--simulate", "--subscription", "00000000-0000-4000-8000-000000000009", "p"], "Plan for another subscription"
      ),
      (["--simulate", "--var", "team=x", "p"], "Can't set variables when applying a saved plan"),
      (["--simulate", "--destroy", "p"], "A saved plan says it all"),
    ] {
      let result = try Program.run("armature", ["apply"] + arguments, in: place.folder)
      #expect(result.status == 1)
      #expect(result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test("what isn't a plan as it was saved is refused, wherever it is damaged")
  func damage() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "one/main.tf")
    #expect(try place.run("plan", "--simulate", "--out", "p", "one").status == 0)
    let whole = try Data(contentsOf: place.folder.appendingPathComponent("p"))
    var damaged: [Data] = [whole.prefix(whole.count / 2), whole.prefix(20), whole + Data("x".utf8)]
    for position in [0, 10, 14, 40, 77, 78, 79, 200, whole.count / 3, whole.count - 1] {
      var bytes = whole
      bytes[position] ^= 1
      damaged.append(bytes)
    }
    for bytes in damaged {
      try bytes.write(to: place.folder.appendingPathComponent("q"))
      let show = try place.run("show", "q")
      #expect(show.status == 1 && show.errors.contains("Damaged plan"), "\(show.errors)")
    }
    for (text, words) in [
      ("PK\u{3}\u{4}rest", "as Terraform's plans are"), ("", "an empty file"), ("hello", "a file of another kind"),
    ] {
      try place.write(text, to: "q")
      for command in [["show", "q"], ["apply", "--simulate", "q"]] {
        let result = try Program.run("armature", command, in: place.folder)
        #expect(result.status == 1 && result.errors.contains("Not a saved plan"), "\(result.errors)")
        #expect(result.errors.contains(words), "\(result.errors)")
      }
    }
    let file = try place.run("apply", "--simulate", "one/main.tf")
    #expect(file.errors.contains("name the directory that the file is in"), "\(file.errors)")
  }

  @Test("no secret is in a saved plan, wherever it comes from")
  func secrets() throws {
    let place = try Workplace(copying: [])
    let simulator = try Simulator(in: place)
    let cloud = ["ARMATURE_ARM_ENDPOINT": simulator.url, "TF_VAR_given": "CANARY-given"]
    try place.write(
      """
      armature { environment = "shared" }
      variable "given" { sensitive = true }
      variable "filed" { sensitive = true }
      locals {
        literal = sensitive("CANARY-literal")
        read    = sensitive(file("${path.module}/secret.txt"))
        open    = nonsensitive(length(var.given))
      }
      resource "terraform_data" "a" { input = [var.given, var.filed, local.literal, local.read] }
      resource "terraform_data" "b" { input = local.open }
      """, to: "one/main.tf")
    try place.write("CANARY-read\n", to: "one/secret.txt")
    try place.write("filed = \"CANARY-filed\"\n", to: "secret.tfvars")
    let plan = try place.run(
      "plan", "--simulate", "--var-file", "secret.tfvars", "--out", "p", "one", environment: cloud)
    #expect(plan.status == 0, "\(plan.errors)")
    let file = try Data(contentsOf: place.folder.appendingPathComponent("p"))
    for canary in ["CANARY", Data("CANARY".utf8).map { String(format: "%02x", $0) }.joined()] {
      #expect(file.range(of: Data(canary.utf8)) == nil)
    }
    let without = try place.run("apply", "--simulate", "p", environment: cloud)
    #expect(without.status == 1 && without.errors.contains("No value for sensitive variable"), "\(without.errors)")
    let apply = try place.run("apply", "--simulate", "--var-file", "secret.tfvars", "p", environment: cloud)
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.output.contains("CANARY") == false)
  }
}
