import Foundation
import JSON
import Testing
import Values

/// `armature kinds`, run as a user would run it.
@Suite(.timeLimit(.minutes(15))) struct KindsTests {
  @Test("all kinds are listed with what Azure calls them, data sources after resources")
  func list() throws {
    let result = try Workplace(copying: []).run("kinds")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(result.status == 0)
    #expect(lines.contains("azurerm_subnet  Microsoft.Network/virtualNetworks/subnets 2025-01-01"))
    #expect(lines.contains("random_id  hashicorp/random"))
    #expect(lines.contains("data.azurerm_subscription  Microsoft.Resources/subscriptions 2022-12-01"))
    let isData = lines.map { $0.hasPrefix("data.") }
    #expect(isData == isData.sorted { !$0 && $1 })
  }

  @Test("a kind is told by its arguments; a name alone means a resource and a data source")
  func one() throws {
    let place = try Workplace(copying: [])
    let text = try place.run("kinds", "azurerm_resource_group").output
    #expect(text.hasPrefix("A resource for Microsoft.Resources/resourceGroups with api-version 2023-07-01\n"))
    #expect(text.contains("A data source for Microsoft.Resources/resourceGroups"))
    #expect(text.contains("  location  string, required\n"))
    let data = try place.run("kinds", "data.azurerm_resource_group").output
    #expect(data.hasPrefix("A data source") && data.contains("  location  string, computed\n"))
  }

  @Test("programs get everything as JSON")
  func json() throws {
    let output = try Workplace(copying: []).run("kinds", "-json", "random_string").output
    let kinds = try #require(try JSON.parse(output).elements)
    #expect(kinds.map { $0[member: "name"] } == ["random_string"])
    let length = kinds[0][member: "attributes"]?.elements?.first { $0[member: "path"] == "length" }
    #expect(length?[member: "presence"] == "required" && length?[member: "replaces"] == true)
  }

  @Test("a name that is nearly right gets a suggestion, another one the way to the list")
  func unknown() throws {
    let place = try Workplace(copying: [])
    let near = try place.run("kinds", "azurerm_subnt")
    #expect(near.status == 64 && near.errors.contains("Did you mean 'azurerm_subnet'?"))
    let far = try place.run("kinds", "aws_instance")
    #expect(far.status == 64 && far.errors.contains("`armature kinds` lists all that there are."))
  }
}
