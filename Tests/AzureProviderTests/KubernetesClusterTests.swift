import AzureKinds
import JSON
import Resources
import Testing
import Values

@testable import AzureProvider

@Suite("azurerm_kubernetes_cluster")
struct KubernetesClusterTests {
  private static let id =
    "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"

  private static func object(_ pairs: KeyValuePairs<String, Value>) -> Value {
    .object(Members(pairs.map { ($0.key, $0.value) }))
  }

  private static let spec = object([
    "name": .string("aks"), "resource_group_name": .string("rg"), "location": .string("centralus"),
    "dns_prefix": .string("aks"), "kubernetes_version": .string("1.34.2"), "oidc_issuer_enabled": .bool(true),
    "workload_identity_enabled": .bool(true), "ai_toolchain_operator_enabled": .bool(true),
    "identity": .tuple([object(["type": .string("SystemAssigned")])]),
    "default_node_pool": .tuple([
      object([
        "name": .string("default"), "vm_size": .string("Standard_D2s_v3"), "auto_scaling_enabled": .bool(true),
        "min_count": .number(2), "max_count": .number(5),
        "zones": .tuple([.string("1"), .string("2"), .string("3")]), "only_critical_addons_enabled": .bool(true),
        "upgrade_settings": .tuple([
          object(["max_surge": .string("10%"), "drain_timeout_in_minutes": .number(0)])
        ]),
      ])
    ]),
    "monitor_metrics": .tuple([object(["labels_allowed": .string("pods=[app]")])]),
    "service_mesh_profile": .tuple([
      object([
        "mode": .string("Istio"), "revisions": .tuple([.string("asm-1-28")]),
        "external_ingress_gateway_enabled": .bool(true),
      ])
    ]),
    "ingress_profile": .tuple([object(["gateway_api": .tuple([object(["installation": .string("Standard")])])])]),
  ])

  private static func planned(_ spec: Value, live: Value? = nil) throws -> (Value, [Difference.Change]) {
    let kind = AzureKind.kubernetesCluster.resourceKind
    let arguments = try spec.completed(kind.schema)
    let prior = live.map {
      AttributeDecoder(.kubernetesCluster, id: id, body: $0).attributes(arguments: arguments)
    }
    let difference = Difference(schema: kind.schema, arguments: arguments, prior: prior, recorded: nil) { planned in
      kind.refine?(arguments, prior, planned) ?? planned
    }
    return (difference.planned, difference.changes)
  }

  @Test("the conformant cluster is written as AKS takes it")
  func creation() throws {
    let (planned, _) = try Self.planned(Self.spec)
    let body = BodyEncoder.creation(of: .kubernetesCluster, planned: planned)
    let properties = try #require(body[member: "properties"])
    #expect(JSON.string(body[member: "sku"] ?? .null(.dynamic)) == #"{"name":"Base","tier":"Free"}"#)
    #expect(
      JSON.string(properties[member: "serviceMeshProfile"] ?? .null(.dynamic))
        == #"{"istio":{"components":{"ingressGateways":[{"enabled":false,"mode":"Internal"},"#
        + #"{"enabled":true,"mode":"External"}]},"revisions":["asm-1-28"]},"mode":"Istio"}"#)
    #expect(
      JSON.string(properties[member: "azureMonitorProfile"] ?? .null(.dynamic))
        == #"{"metrics":{"enabled":true,"kubeStateMetrics":{"metricLabelsAllowlist":"pods=[app]"}}}"#)
    #expect(
      JSON.string(properties[member: "ingressProfile"] ?? .null(.dynamic))
        == #"{"gatewayAPI":{"installation":"Standard"}}"#)
    let pool = try #require(properties[member: "agentPoolProfiles"]?[0])
    #expect(pool[member: "name"]?.stringValue == "default")
    #expect(pool[member: "mode"]?.stringValue == "System")
    #expect(pool[member: "count"]?.intValue == 2)
    #expect(pool[member: "nodeTaints"]?.elements == [.string("CriticalAddonsOnly=true:NoSchedule")])
    #expect(JSON.string(pool[member: "upgradeSettings"] ?? .null(.dynamic)) == #"{"maxSurge":"10%"}"#)
  }

  @Test("what is made as planned plans nothing, wherever the autoscaler has moved it")
  func settled() throws {
    let (planned, _) = try Self.planned(Self.spec)
    var body = BodyTree(BodyEncoder.creation(of: .kubernetesCluster, planned: planned))
    let count = BodyPath("/properties/agentPoolProfiles[name=default]/count")
    body.set(.number(4), at: count.segments)
    body.set(.string("https://issuer/"), at: BodyPath("/properties/oidcIssuerProfile/issuerURL").segments)
    let (again, changes) = try Self.planned(Self.spec, live: body.root)
    #expect(changes.map(\.path.text) == [])
    #expect(again[member: "default_node_pool"]?[0]?[member: "node_count"]?.intValue == 4)
    #expect(again[member: "oidc_issuer_url"]?.stringValue == "https://issuer/")
  }

  @Test("switching off the Gateway API or the mesh is said, not left out")
  func switchingOff() throws {
    let (planned, _) = try Self.planned(Self.spec)
    let live = BodyEncoder.creation(of: .kubernetesCluster, planned: planned)
    var without = try #require(planned.members)
    for name in ["ingress_profile", "service_mesh_profile", "monitor_metrics"] { without[name] = .tuple([]) }
    let changed = ["ingress_profile", "service_mesh_profile", "monitor_metrics"].map {
      ValuePath([.member($0)])
    }
    let body = BodyEncoder.update(
      of: .kubernetesCluster, planned: .object(without), changed: changed, live: live)
    let properties = try #require(body[member: "properties"])
    #expect(
      properties[member: "ingressProfile"]?[member: "gatewayAPI"]?[member: "installation"]?.stringValue == "Disabled")
    #expect(properties[member: "serviceMeshProfile"]?[member: "mode"]?.stringValue == "Disabled")
    #expect(
      properties[member: "azureMonitorProfile"]?[member: "metrics"]?[member: "enabled"]?.boolValue == false)
  }

  @Test("the OIDC issuer can be switched on in place, and off only by replacement")
  func issuer() throws {
    let kind = AzureKind.kubernetesCluster.resourceKind
    let issuer = try #require(kind.schema["oidc_issuer_enabled"])
    #expect(!issuer.replacement.applies(from: .bool(false), to: .bool(true)))
    #expect(issuer.replacement.applies(from: .bool(true), to: .bool(false)))
  }
}

extension Value {
  /// The arguments with every other attribute null, as the language decodes a block.
  func completed(_ schema: ResourceSchema) throws -> Value {
    .object(
      Members(
        try schema.attributes.map { attribute in
          guard let value = self[member: attribute.name] else { return (attribute.name, .null(attribute.type)) }
          guard case .block(_, let inner) = attribute.content else {
            return (attribute.name, try value.converted(to: attribute.type))
          }
          let elements = try (value.elements ?? []).map { try $0.completed(inner) }
          return (attribute.name, .list(elements, of: inner.type))
        }))
  }
}
