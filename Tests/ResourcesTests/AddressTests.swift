import Resources
import Testing

@Suite struct AddressTests {
  @Test(
    "an address reads as it writes",
    arguments: [
      "azurerm_resource_group.a", "azurerm_resource_group.a[0]", "data.azurerm_subscription.current",
      "module.a.module.b[1].azurerm_x.y[\"k\"]", "module.a[\"x.y\"].data.azurerm_x.y[\"quoted \\\"key\\\"\"]",
    ])
  func roundTrip(text: String) throws {
    #expect(try #require(InstanceAddress(text)).description == text)
  }

  @Test(
    "what is no address is none", arguments: ["", "a", "a.b.c", "module.x", "a.b[", "a.b[\"x]", "a.b[x]", "data.a"])
  func nonsense(text: String) {
    #expect(InstanceAddress(text) == nil)
  }

  @Test("addresses sort by module, data first, then type, name and key, numbers by size")
  func order() throws {
    let sorted = [
      "data.z.a", "a.a[2]", "a.a[10]", "a.b", "b.a", "module.a.a.a", "module.a.module.a.a.a", "module.b.a.a",
    ]
    #expect(try sorted.shuffled().map { try #require(InstanceAddress($0)) }.sorted().map(\.description) == sorted)
  }
}
