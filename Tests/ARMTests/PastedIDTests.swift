import ARM
import Testing

@Suite struct PastedIDTests {
  private static let id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/net"

  @Test(
    "an id is read as people paste it",
    arguments: [
      id, "  \(id)\n", "\"\(id)\"", "\(id)/", String(id.dropFirst()),
      "https://portal.azure.com/#@contoso.com/resource\(id)/overview", "https://portal.azure.com/#resource\(id)",
      "https://management.azure.com\(id)?api-version=2025-01-01",
      "https://portal.azure.com/#view/Blade/id/\(id.replacing("/", with: "%2F"))",
    ])
  func read(text: String) throws {
    #expect(try ResourceID(pasted: text).path == Self.id)
  }

  @Test(
    "what is no id isn't made one",
    arguments: ["", "rg", "https://portal.azure.com/#home", "/subscriptions/s/resourceGroups", "\(id)/overview", "%2"])
  func refused(text: String) {
    #expect(throws: ResourceIDError.self) { try ResourceID(pasted: text) }
  }
}
