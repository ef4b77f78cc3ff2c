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
    /// The end of the id of what is a part of the body.
    var part = ""
    /// The bodies of what is read along, by the members that they show as.
    var attached: [String: String] = [:]
    var testDescription: String { "\(kind.name) from \(body)" }

    func live() throws -> Value {
      guard var members = try Self.read(body).members else { return .null(.dynamic) }
      for attachment in kind.attachments {
        guard let name = attached[attachment.member] else { continue }
        let document = try Self.read(name)
        if case .children = attachment.source {
          members[attachment.member] = [document]
        } else {
          members[attachment.member] = document
        }
      }
      return .object(members)
    }

    func id() throws -> String { try #require(live()[member: "id"]?.stringValue) + part }

    private static func read(_ name: String) throws -> Value {
      let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      let data = try Data(contentsOf: folder.appending(path: "Bodies/\(name).json"))
      return try JSON.parse([UInt8](data))
    }
  }

  static let examples = [
    Example(kind: .applicationGateway, body: "applicationGateway.get"),
    Example(kind: .applicationGateway, body: "applicationGateway.all.get"),
    Example(kind: .managementLock, body: "lock.get"),
    Example(kind: .roleDefinition, body: "roleDefinition.get"),
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
    Example(kind: .kubernetesCluster, body: "managedCluster.full.get"),
    Example(kind: .kubernetesClusterNodePool, body: "agentPool.get"),
    Example(kind: .kubernetesClusterNodePool, body: "agentPool.full.get"),
    Example(kind: .kubernetesClusterNodePool, body: "agentPool.windows.get"),
    Example(kind: .kubernetesClusterNodePool, body: "agentPool.spot.get"),
    Example(kind: .karpenterNodeClaim, body: "agentPool.nodeClaim.get"),
    Example(kind: .karpenterNodeClaim, body: "agentPool.spot.get"),
    Example(kind: .loadBalancer, body: "loadBalancer.get"),
    Example(kind: .loadBalancerBackendAddressPool, body: "loadBalancer.backendAddressPool.get"),
    Example(kind: .loadBalancerNATRule, body: "loadBalancer.inboundNatRule.get"),
    Example(kind: .loadBalancerOutboundRule, body: "loadBalancer.get", part: "/outboundRules/out"),
    Example(kind: .loadBalancerProbe, body: "loadBalancer.get", part: "/probes/health"),
    Example(kind: .loadBalancerRule, body: "loadBalancer.get", part: "/loadBalancingRules/http"),
    Example(kind: .monitorWorkspace, body: "monitorAccount.get"),
    Example(kind: .monitorDataCollectionEndpoint, body: "dataCollectionEndpoint.get"),
    Example(kind: .monitorDataCollectionRule, body: "dataCollectionRule.get"),
    Example(kind: .monitorDataCollectionRuleAssociation, body: "dataCollectionRuleAssociation.dce.get"),
    Example(kind: .monitorDataCollectionRuleAssociation, body: "dataCollectionRuleAssociation.dcr.get"),
    Example(kind: .monitorPrometheusRuleGroup, body: "prometheusRuleGroup.get"),
    Example(kind: .natGateway, body: "natGateway.get"),
    Example(kind: .networkSecurityGroup, body: "networkSecurityGroup.get"),
    Example(kind: .networkSecurityRule, body: "securityRule.get"),
    Example(kind: .privateDNSZone, body: "privateDnsZone.get", attached: ["+SOA": "privateDnsZone.SOA.get"]),
    Example(kind: .privateDNSZoneVirtualNetworkLink, body: "privateDnsZone.virtualNetworkLink.get"),
    Example(
      kind: .privateEndpoint, body: "privateEndpoint.get",
      attached: [
        "+privateDnsZoneGroups": "privateEndpoint.privateDnsZoneGroup.get", "+networkInterface": "networkInterface.get",
      ]),
    Example(kind: .publicIP, body: "publicIPAddress.get"),
    Example(kind: .resourceProviderRegistration, body: "provider.get"),
    Example(kind: .routeTable, body: "routeTable.get"),
    Example(kind: .subnet, body: "subnet.get"),
    Example(kind: .userAssignedIdentity, body: "userAssignedIdentity.get"),
    Example(kind: .virtualNetwork, body: "virtualNetwork.get"),
  ]

  private func attributes(_ example: Example, _ body: Value, arguments: Value? = nil) throws -> Value {
    AttributeDecoder(example.kind, id: try example.id(), body: body).attributes(arguments: arguments)
  }

  /// Where a kind is that is no resource of its own.
  private func path(_ example: Example) throws -> [BodyPath.Segment]? {
    guard example.kind.place?.isAll == true else { return nil }
    return try #require(example.kind.place(of: example.id())).path
  }

  @Test("what is read is written again, and reads as the same", arguments: examples)
  func roundTrip(example: Example) throws {
    let read = try attributes(example, example.live())
    let written: Value
    if let path = try path(example) {
      var others = BodyTree(try example.live())
      others.set(nil, at: path)
      written = BodyEncoder.placing(example.kind, planned: read, at: path, in: .loadBalancer, live: others.root)
    } else {
      written = BodyEncoder.creation(of: example.kind, id: try example.id(), planned: read)
    }
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
    let sent =
      if let path = try path(example) {
        BodyEncoder.placing(example.kind, planned: read, at: path, in: .loadBalancer, live: .object(live))
      } else {
        BodyEncoder.update(of: example.kind, planned: read, changed: [], live: .object(live))
      }
    #expect(sent[member: "unknownToUs"]?[member: "kept"]?.boolValue == true)
    for name in ["id", "type", "systemData", "etag", "eTag"] { #expect(sent[member: name] == nil, "\(name)") }
    #expect(sent[member: "properties"]?[member: "provisioningState"] == nil)
    #expect(sent[member: "properties"]?[member: "eTag"] == nil)
    // AKS takes an image that it is sent for one to go back to.
    #expect(sent[member: "properties"]?[member: "nodeImageVersion"] == nil)
    #expect(!hasNulls(sent))
    for pool in sent[member: "properties"]?[member: "agentPoolProfiles"]?.elements ?? [] {
      #expect(pool[member: "eTag"] == nil)
      #expect(pool[member: "nodeImageVersion"] == nil)
      #expect(pool[member: "vmSize"] != nil)
    }
  }

  private func hasNulls(_ value: Value) -> Bool {
    if let elements = value.elements { return elements.contains { hasNulls($0) } }
    return value.members?.contains { hasNulls($0.1) } ?? value.isNull
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
