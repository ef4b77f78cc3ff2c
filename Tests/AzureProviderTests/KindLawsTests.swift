import AzureKinds
import Foundation
import JSON
import Resources
import Testing
import Values

@testable import AzureProvider

/// What every kind owes, shown with bodies as Azure answers them.
@Suite("Laws of kinds")
struct KindLawsTests {
  struct Example: Sendable, CustomTestStringConvertible {
    let kind: AzureKind
    let body: String
    var testDescription: String { "\(kind.name) from \(body)" }

    func live() throws -> Value {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let data = try Data(contentsOf: folder.appending(path: "Bodies/\(body).json"))
      return try JSON.parse([UInt8](data))
    }
  }

  static let examples = [
    Example(kind: .containerRegistry, body: "containerRegistry.get"),
    Example(kind: .containerRegistry, body: "containerRegistry.premium.get"),
    Example(kind: .dashboardGrafana, body: "grafana.get"),
    Example(kind: .logAnalyticsWorkspace, body: "logAnalyticsWorkspace.get"),
    Example(kind: .postgreSQLServer, body: "flexibleServer.get"),
    Example(kind: .postgreSQLServer, body: "flexibleServer.private.get"),
    Example(kind: .postgreSQLConfiguration, body: "flexibleServer.configuration.get"),
    Example(kind: .postgreSQLDatabase, body: "flexibleServer.database.get"),
    Example(kind: .postgreSQLFirewallRule, body: "flexibleServer.firewallRule.get"),
    Example(kind: .postgreSQLAdministrator, body: "flexibleServer.administrator.get"),
    Example(kind: .storageAccount, body: "storageAccount.get"),
    Example(kind: .storageAccount, body: "storageAccount.accompanied.get"),
    Example(kind: .storageContainer, body: "blobContainer.get"),
    Example(kind: .resourceGroup, body: "resourceGroup.get"),
    Example(kind: .federatedIdentityCredential, body: "federatedIdentityCredential.get"),
    Example(kind: .roleAssignment, body: "roleAssignment.get"),
    Example(kind: .kubernetesCluster, body: "managedCluster.get"),
    Example(kind: .kubernetesClusterNodePool, body: "agentPool.get"),
    Example(kind: .kubernetesClusterNodePool, body: "agentPool.spot.get"),
    Example(kind: .karpenterNodeClaim, body: "agentPool.nodeClaim.get"),
    Example(kind: .karpenterNodeClaim, body: "agentPool.spot.get"),
    Example(kind: .monitorWorkspace, body: "monitorAccount.get"),
    Example(kind: .monitorDataCollectionEndpoint, body: "dataCollectionEndpoint.get"),
    Example(kind: .monitorDataCollectionRule, body: "dataCollectionRule.get"),
    Example(kind: .monitorDataCollectionRuleAssociation, body: "dataCollectionRuleAssociation.dce.get"),
    Example(kind: .monitorDataCollectionRuleAssociation, body: "dataCollectionRuleAssociation.dcr.get"),
    Example(kind: .monitorPrometheusRuleGroup, body: "prometheusRuleGroup.get"),
    Example(kind: .natGateway, body: "natGateway.get"),
    Example(kind: .networkSecurityGroup, body: "networkSecurityGroup.get"),
    Example(kind: .networkSecurityRule, body: "securityRule.get"),
    Example(kind: .publicIP, body: "publicIPAddress.get"),
    Example(kind: .resourceProviderRegistration, body: "provider.get"),
    Example(kind: .routeTable, body: "routeTable.get"),
    Example(kind: .subnet, body: "subnet.get"),
    Example(kind: .userAssignedIdentity, body: "userAssignedIdentity.get"),
    Example(kind: .virtualNetwork, body: "virtualNetwork.get"),
  ]

  private func attributes(_ example: Example, _ body: Value, arguments: Value? = nil) throws -> Value {
    let id = try #require(example.live()[member: "id"]?.stringValue)
    return AttributeDecoder(example.kind, id: id, body: body).attributes(arguments: arguments)
  }

  @Test("what is read is written again, and reads as the same", arguments: examples)
  func roundTrip(example: Example) throws {
    let read = try attributes(example, example.live())
    let written = BodyEncoder.creation(of: example.kind, planned: read)
    let again = try attributes(example, written)
    for attribute in example.kind.resourceKind.schema.attributes where attribute.isArgument {
      #expect(
        arguments(attribute, read[member: attribute.name]) == arguments(attribute, again[member: attribute.name]),
        "\(attribute.name)")
    }
  }

  @Test("a spec that says what is live plans nothing", arguments: examples)
  func noChange(example: Example) throws {
    let kind = example.kind.resourceKind
    let live = try attributes(example, example.live())
    let spec = specified(kind.schema, live)
    let difference = Difference(schema: kind.schema, arguments: spec, prior: live, recorded: nil) { planned in
      kind.refine?(spec, live, planned) ?? planned
    }
    #expect(difference.changes.map(\.path.text) == [])
  }

  @Test("a spec that says only what it must plans no more than defaults do", arguments: examples)
  func minimal(example: Example) throws {
    let kind = example.kind.resourceKind
    let live = try attributes(example, example.live())
    let spec = Value.object(
      Members(
        kind.schema.attributes.map { attribute in
          let value = live[member: attribute.name] ?? .null(attribute.type)
          return (attribute.name, attribute.presence == .required ? value : .null(attribute.type))
        }))
    let difference = Difference(schema: kind.schema, arguments: spec, prior: live, recorded: nil) { planned in
      kind.refine?(spec, live, planned) ?? planned
    }
    for change in difference.changes {
      guard case .member(let name)? = change.path.steps.first else { continue }
      #expect(kind.schema[name]?.defaultValue != nil || kind.schema[name]?.presence == .required, "\(name)")
    }
  }

  @Test("an update keeps what it isn't about, and sends nothing that Azure alone says", arguments: examples)
  func update(example: Example) throws {
    var live = try #require(example.live().members)
    live["unknownToUs"] = .object(Members([("kept", .bool(true))]))
    let read = try attributes(example, .object(live))
    let sent = BodyEncoder.update(of: example.kind, planned: read, changed: [], live: .object(live))
    #expect(sent[member: "unknownToUs"]?[member: "kept"]?.boolValue == true)
    for name in ["id", "type", "systemData", "etag", "eTag"] { #expect(sent[member: name] == nil, "\(name)") }
    #expect(sent[member: "properties"]?[member: "provisioningState"] == nil)
    #expect(sent[member: "properties"]?[member: "eTag"] == nil)
    for pool in sent[member: "properties"]?[member: "agentPoolProfiles"]?.elements ?? [] {
      #expect(pool[member: "eTag"] == nil)
      #expect(pool[member: "vmSize"] != nil)
    }
  }

  /// What a spec would say to have exactly this.
  private func specified(_ schema: ResourceSchema, _ live: Value) -> Value {
    guard live.members != nil else { return live }
    return .object(
      Members(
        schema.attributes.map { attribute in
          let value = live[member: attribute.name] ?? .null(attribute.type)
          return (attribute.name, attribute.isArgument ? arguments(attribute, value) : .null(attribute.type))
        }))
  }

  private func arguments(_ attribute: AttributeSchema, _ value: Value?) -> Value {
    guard let value, attribute.isArgument else { return .null(attribute.type) }
    guard case .block(let nesting, let inner) = attribute.content else { return value }
    let elements = (value.elements ?? []).map { specified(inner, $0) }
    if case .set = nesting { return .set(elements, of: inner.type) }
    return .list(elements, of: inner.type)
  }
}
