import Values

/// The contracts of NAT gateways and public IP addresses.
enum NATGateways {
  static let gateway: ResourceType = {
    var type = NetworkProvider.type(NetworkProvider.gatewayType) { gatewaySchema }
    type.immutable = [["sku", "name"], ["zones"]]
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      try checkAddresses(&draft, cloud)
      draft.body.fill("sku", "name", with: "Standard")
      draft.body.fill("sku", "tier", with: "Regional")
      draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("gateway")))
      draft.body.fill("properties", "idleTimeoutInMinutes", with: 4)
    }
    type.hooks.checkDeletion = { gateway, _, cloud throws(Refusal) in
      let users = users(of: gateway, cloud)
      guard users.isEmpty else {
        throw NetworkProvider.inUse(
          "InUseNatGatewayCannotBeDeleted", "Nat gateway", gateway, by: users, link: "aka.ms/natgateway")
      }
    }
    type.hooks.shown = { gateway, body, _, cloud in
      var body = body
      body["properties", "subnets"] = NetworkProvider.backReferences(users(of: gateway, cloud))
      return body
    }
    return type
  }()

  static let address: ResourceType = {
    var type = NetworkProvider.type(NetworkProvider.addressType) { addressSchema }
    type.immutable = [
      ["sku", "name"], ["sku", "tier"], ["zones"], ["properties", "publicIPAddressVersion"],
      ["properties", "publicIPPrefix"], ["properties", "ipTags"],
    ]
    type.hooks.prepare = { draft, _ throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      try prepareAddress(&draft)
    }
    type.hooks.completed = { address, _ in
      // The order in which a client's parallel requests come is chance, so it must not show.
      let number = (Int(Identifiers.hex(for: "address \(address.key)", count: 4), radix: 16) ?? 0) % 250 + 1
      address.body.fill("properties", "ipAddress", with: .string("203.0.113.\(number)"))
    }
    type.hooks.checkDeletion = { address, _, cloud throws(Refusal) in
      let frontends = Frontends.ids(naming: address.key, as: "publicIPAddress", cloud)
      guard let user = (gateways(of: address.key, cloud).map(\.id) + frontends).first else { return }
      throw Refusal(
        400, "PublicIPAddressCannotBeDeleted",
        "Public IP address \(address.id) can not be deleted since it is still allocated to resource \(user). In order "
          + "to delete the public IP, disassociate/detach the Public IP address from the resource. To learn how to do "
          + "this, see aka.ms/deletepublicip.")
    }
    type.hooks.shown = { address, body, _, cloud in
      var body = body
      body["properties", "natGateway"] = gateways(of: address.key, cloud).first.map { ["id": .string($0.id)] }
      body["properties", "ipConfiguration"] =
        Frontends.ids(naming: address.key, as: "publicIPAddress", cloud).first.map { ["id": .string($0)] }
      return body
    }
    return type
  }()

  private static func users(of gateway: StoredResource, _ cloud: SimulatedCloud) -> [StoredResource] {
    cloud.resources(of: NetworkProvider.subnetType, naming: gateway.key, at: "properties", "natGateway")
  }

  private static func gateways(of key: String, _ cloud: SimulatedCloud) -> [StoredResource] {
    cloud.resources(of: NetworkProvider.gatewayType, naming: key, at: "properties", "publicIpAddresses")
  }

  private static func checkAddresses(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    guard let addresses = draft.body["properties", "publicIpAddresses"]?.elements else { return }
    var settled: [Value] = []
    for address in addresses {
      let id = address["id"]?.stringValue ?? ""
      guard let found = cloud.state[ResourceIDs.key(id)], found.type == NetworkProvider.addressType else {
        throw NetworkProvider.missing(id, from: draft.id)
      }
      if let other = gateways(of: found.key, cloud).first(where: { $0.key != draft.key }) {
        throw Refusal(
          400, "PublicIPAddressInUse",
          "Resource \(draft.id) is referencing public IP address \(found.id) that is already allocated to resource "
            + "\(other.id).")
      }
      settled.append(["id": .string(found.id)])
    }
    draft.body["properties", "publicIpAddresses"] = settled.isEmpty ? nil : .tuple(settled)
  }

  private static func prepareAddress(_ draft: inout Draft) throws(Refusal) {
    draft.body.fill("sku", "name", with: "Standard")
    draft.body.fill("sku", "tier", with: "Regional")
    draft.body.fill("properties", "publicIPAllocationMethod", with: "Dynamic")
    guard draft.body["properties", "publicIPAllocationMethod"]?.stringValue?.lowercased() == "static" else {
      throw Refusal(
        400, "PublicIPAddressWithStandardSkuMustUseStaticAllocation",
        "Standard sku publicIp \(draft.id) must have AllocationMethod set to Static.")
    }
    draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("address")))
    draft.body.fill("properties", "publicIPAddressVersion", with: "IPv4")
    draft.body.fill("properties", "idleTimeoutInMinutes", with: 4)
    draft.body.fill("properties", "ipTags", with: [])
    draft.body.fill("properties", "ddosSettings", with: ["protectionMode": "VirtualNetworkInherited"])
    // What the provider once gave is its own, and a body without it doesn't take it away.
    draft.body["properties", "ipAddress"] = draft.existing?.body["properties", "ipAddress"]
    if let label = draft.body["properties", "dnsSettings", "domainNameLabel"]?.stringValue {
      let location = draft.body["location"]?.stringValue ?? ""
      draft.body["properties", "dnsSettings", "fqdn"] = .string("\(label).\(location).cloudapp.azure.com")
    }
  }

  // MARK: - Bodies

  private static let gatewaySchema = Schema(
    """
    location: string required
    tags{}: string
    etag: any readOnly
    zones[]: string
    sku
      name: Standard|StandardV2
      tier: any
    properties
      resourceGuid: any readOnly
      provisioningState: any readOnly
      idleTimeoutInMinutes: int 4...120
      publicIpAddresses[]
        id: string
      publicIpAddressesV6[]
        id: string
      publicIpPrefixes[]
        id: string
      publicIpPrefixesV6[]
        id: string
      sourceVirtualNetwork: any
      subnets: any readOnly
    """)

  private static let addressSchema = Schema(
    """
    location: string required
    tags{}: string
    etag: any readOnly
    extendedLocation: any
    zones[]: string
    sku
      name: Basic|Standard|StandardV2
      tier: Regional|Global
    properties
      resourceGuid: any readOnly
      provisioningState: any readOnly
      publicIPAllocationMethod: Static|Dynamic
      publicIPAddressVersion: IPv4|IPv6
      ipAddress: any
      idleTimeoutInMinutes: int 4...30
      ipTags[]
        ipTagType: string
        tag: string
      dnsSettings
        domainNameLabel: string
        domainNameLabelScope: TenantReuse|SubscriptionReuse|ResourceGroupReuse|NoReuse
        fqdn: any
        reverseFqdn: string
      ddosSettings
        protectionMode: VirtualNetworkInherited|Enabled|Disabled
        ddosProtectionPlan
          id: string
      publicIPPrefix
        id: string
      natGateway: any readOnly
      ipConfiguration: any readOnly
      deleteOption: Delete|Detach
    """)
}
