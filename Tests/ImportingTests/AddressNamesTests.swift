import Importing
import Resources
import Testing

@Suite struct AddressNamesTests {
  private static let kind = ResourceKind(
    name: "azurerm_subnet", schema: ResourceSchema([]), providerName: "registry.terraform.io/hashicorp/azurerm")

  private func lineage(_ parts: String...) -> [(argument: String, id: String)] {
    parts.map { ("name", "/subscriptions/s/x/\($0)") }
  }

  @Test(
    "a name becomes an identifier",
    arguments: [
      ("rg-made", "rg_made"), ("Nodes.1", "nodes_1"), ("1st", "r_1st"), ("(x)", "x"), ("é", "this"), ("a--b", "a_b"),
    ])
  func identifier(name: String, expected: String) {
    var names = AddressNames(taken: [])
    #expect(names.address(of: Self.kind, lineage: lineage(name)).name == expected)
  }

  @Test("of two that have one name, one is called after what it lies beneath, and a third gets a number")
  func clash() {
    var names = AddressNames(taken: [InstanceAddress(type: "azurerm_subnet", name: "default", key: .index(0))])
    #expect(names.address(of: Self.kind, lineage: lineage("net-1", "default")).name == "net_1_default")
    #expect(names.address(of: Self.kind, lineage: lineage("net-1", "default")).name == "default_2")
    #expect(names.address(of: Self.kind, lineage: lineage("net-1", "default")).name == "default_3")
  }

  @Test("nothing is called after a UUID that stands for it")
  func uuid() {
    var names = AddressNames(taken: [])
    let found = names.address(of: Self.kind, lineage: lineage("vault", "5f2a0c5e-5f0c-4b8c-9f4e-0a3a5a1f3b11"))
    #expect(found.name == "vault")
  }
}
