import Values

/// The contracts of peerings: a network's half of a connection with another network, which stands once both have theirs.
enum VirtualNetworkPeerings {
  static let peeringType = "Microsoft.Network/virtualNetworks/virtualNetworkPeerings"

  static let peering: ResourceType = {
    var type = NetworkProvider.childType(peeringType) { NetworkProvider.childSchema(properties) }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      guard cloud.state[draft.target.parentKey] != nil else { throw .noParent(draft.target) }
      var properties = draft.body["properties"] ?? [:]
      guard properties["remoteVirtualNetwork"]?.isNull == false else {
        throw Refusal(
          400, "InvalidRequestFormat", "The peering '\(draft.target.name)' needs a remote virtual network.",
          target: "properties.remoteVirtualNetwork")
      }
      try NetworkProvider.settleReference(
        &properties, "remoteVirtualNetwork", to: NetworkProvider.networkType, from: draft.id, cloud)
      properties.fill("allowVirtualNetworkAccess", with: true)
      for name in ["allowForwardedTraffic", "allowGatewayTransit", "useRemoteGateways"] {
        properties.fill(name, with: false)
      }
      draft.body = ["properties": properties]
    }
    type.hooks.shown = { peering, body, _, cloud in
      var body = body
      body["properties", "peeringState"] = isAnswered(peering, cloud) ? "Connected" : "Initiated"
      return body
    }
    return type
  }()

  /// Whether the other network has a peering with this one.
  private static func isAnswered(_ peering: StoredResource, _ cloud: SimulatedCloud) -> Bool {
    guard let own = ResourceTarget(id: peering.id)?.parentKey,
      let remote = peering.body["properties", "remoteVirtualNetwork", "id"]?.stringValue
    else { return false }
    return cloud.state.below(ResourceIDs.key(remote)).contains { other in
      other.type == peeringType
        && (other.body["properties", "remoteVirtualNetwork", "id"]?.stringValue).map(ResourceIDs.key) == own
    }
  }

  private static let properties = Schema(
    """
    remoteVirtualNetwork
      id: string
    allowVirtualNetworkAccess: bool
    allowForwardedTraffic: bool
    allowGatewayTransit: bool
    useRemoteGateways: bool
    doNotVerifyRemoteGateways: bool
    peerCompleteVnets: bool
    peeringState: any readOnly
    peeringSyncLevel: any readOnly
    provisioningState: any readOnly
    """)
}
