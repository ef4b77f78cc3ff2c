import Foundation
import Testing

/// `--target`, `--exclude` and `--replace` as a user says them.
@Suite(.timeLimit(.minutes(15))) struct PartTests {
  private static let spec = """
    armature { environment = "part" }
    resource "azurerm_resource_group" "a" {
      name     = "rg-a"
      location = "centralus"
    }
    resource "azurerm_resource_group" "b" {
      name     = "rg-b"
      location = "centralus"
    }
    output "b" { value = azurerm_resource_group.b.id }
    """

  @Test("a part is planned, saved, applied and destroyed, and each says what is left undone")
  func part() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "one/main.tf")
    let undone = "azurerm_resource_group.b: create"
    let plan = try place.run(
      "plan", "--simulate", "-target=azurerm_resource_group.a", "-out", "a.plan", "one")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("Plan: 1 to add, 0 to change, 0 to destroy. 1 left undone."))
    #expect(plan.errors.contains("Only a part is planned") && plan.errors.contains(undone))
    let json = try place.run("plan", "--simulate", "--json", "--exclude", "azurerm_resource_group.b", "one")
    let document = JSONValue(try JSONSerialization.jsonObject(with: Data(json.output.utf8)))
    #expect(document["complete"].int == 0)
    #expect(document["armature"]["undone"]["azurerm_resource_group.b"].string == "create")
    let apply = try place.run("apply", "--simulate", "a.plan")
    #expect(apply.status == 0, "\(apply.errors)")
    #expect(apply.output.contains("1 added"))
    #expect(apply.errors.contains(undone))
    let rest = try place.run("apply", "--simulate", "--auto-approve", "one")
    #expect(rest.output.contains("1 added"), "\(rest.errors)")
    let outputs = try place.run("output", "--simulate", "-raw", "b", "one")
    let destroy = try place.run(
      "destroy", "--simulate", "--auto-approve", "--exclude", "azurerm_resource_group.b", "one")
    #expect(destroy.output.contains("1 destroyed"), "\(destroy.errors)")
    #expect(destroy.errors.contains("azurerm_resource_group.b: delete"))
    #expect(try place.run("state", "list", "--simulate", "one").output == "azurerm_resource_group.b\n")
    #expect(try place.run("output", "--simulate", "-raw", "b", "one").output == outputs.output)
  }

  @Test("an address that means nothing is refused with the one that was probably meant")
  func unknown() throws {
    let place = try Workplace(copying: [])
    try place.write(Self.spec, to: "one/main.tf")
    for flag in ["--target", "--exclude", "--replace"] {
      let plan = try place.run("plan", "--simulate", flag, "azurerm_resource_group.aa", "one")
      #expect(plan.status == 1)
      #expect(plan.errors.contains("did you mean 'azurerm_resource_group.a'?"), "\(plan.errors)")
    }
  }
}
