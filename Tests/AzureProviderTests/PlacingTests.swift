import AzureKinds
import Foundation
import JSON
import Resources
import Testing
import Values

@testable import AzureProvider

/// What kinds owe that are only a path of another's body, shown with bodies as Azure answers them.
@Suite("Laws of paths")
struct PlacingTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let kind: AzureKind
    let owner: AzureKind
    let body: String
    /// The second id of two.
    var second = ""
    var testDescription: String { kind.name }

    func live() throws -> Value {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let data = try Data(contentsOf: folder.appending(path: "Bodies/\(body).json"))
      return try JSON.parse([UInt8](data))
    }
  }

  private static let address =
    "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-ai-dev/providers/Microsoft.Network"
    + "/publicIPAddresses/pip1"

  static let examples = [
    Example(kind: .subnetNetworkSecurityGroupAssociation, owner: .subnet, body: "subnet.get"),
    Example(kind: .subnetNATGatewayAssociation, owner: .subnet, body: "subnet.get"),
    Example(
      kind: .natGatewayPublicIPAssociation, owner: .natGateway, body: "natGateway.get", second: "|" + address),
  ]

  @Test("what is cleared and set again is what it was, and all else stays", arguments: examples)
  func clearing(example: Example) throws {
    let live = try example.live()
    let ownerID = try #require(live[member: "id"]?.stringValue)
    let id = ownerID + example.second
    let place = try #require(example.kind.place(of: id))
    #expect(place.owner == ownerID)
    #expect(BodyTree(live)[place.path] != nil)
    let arguments = AttributeDecoder(example.kind, id: id, body: live).attributes(arguments: nil)
    for name in example.kind.route.arguments { #expect(arguments[member: name]?.stringValue != nil, "\(name)") }
    let cleared = BodyEncoder.placing(example.kind, planned: nil, at: place.path, in: example.owner, live: live)
    #expect(BodyTree(cleared)[place.path] == nil)
    let set = BodyEncoder.placing(
      example.kind, planned: arguments, at: place.path, in: example.owner, live: cleared)
    #expect(BodyTree(set)[place.path] == BodyTree(live)[place.path])
    for name in ["id", "name", "type", "etag"] { #expect(set[member: name] == nil, "\(name)") }
    #expect(set[member: "properties"]?[member: "provisioningState"] == nil)
    let untouched = BodyEncoder.update(of: example.owner, planned: arguments, changed: [], live: live)
    #expect(CanonicalText.of(set) == CanonicalText.of(untouched))
  }

  @Test("the id is the owner's, and read back into the same arguments", arguments: examples)
  func identity(example: Example) throws {
    let id = try #require(example.live()[member: "id"]?.stringValue) + example.second
    let values = try #require(example.kind.route.arguments(of: id))
    #expect(example.kind.route.id { values[$0] } == id)
    #expect(example.kind.resourceKind.ownedPath?.owner(id) == example.kind.place(of: id)?.owner)
    if !example.second.isEmpty { #expect(example.kind.route.arguments(of: String(id.split(separator: "|")[0])) == nil) }
  }
}
