import Values

/// The contracts of route tables and their routes.
enum RouteTables {
  static let table: ResourceType = {
    var type = NetworkProvider.type(NetworkProvider.tableType) { tableSchema }
    type.hooks.prepare = { draft, _ throws(Refusal) in
      if NetworkProvider.keepingAllButTags(&draft) { return }
      draft.children = try NetworkProvider.takeChildren("routes", of: &draft)
      draft.body.fill("properties", "resourceGuid", with: .string(draft.guid("table")))
      draft.body.fill("properties", "disableBgpRoutePropagation", with: false)
    }
    NetworkProvider.hold(.init(segment: "routes", type: NetworkProvider.routeType), in: &type) { table, body, cloud in
      body["properties", "subnets"] = NetworkProvider.backReferences(users(of: table, cloud))
    }
    NetworkProvider.keep(
      &type, "Route table", "InUseRouteTableCannotBeDeleted", link: "aka.ms/deleteroutetable", whileUsedBy: users)
    return type
  }()

  static let route = NetworkProvider.childType(NetworkProvider.routeType) {
    NetworkProvider.childSchema(routeProperties)
  }

  @Sendable private static func users(of table: StoredResource, _ cloud: SimulatedCloud) -> [StoredResource] {
    cloud.resources(of: NetworkProvider.subnetType, naming: table.key, at: "properties", "routeTable")
  }

  private static let routeProperties = Schema(
    """
    addressPrefix: string required
    nextHopType: VirtualNetworkGateway|VnetLocal|Internet|VirtualAppliance|None required
    nextHopIpAddress: string
    hasBgpOverride: any readOnly
    provisioningState: any readOnly
    """)

  private static let tableSchema = Schema(
    """
    location: string required
    tags{}: string
    etag: any readOnly
    properties
      resourceGuid: any readOnly
      provisioningState: any readOnly
      disableBgpRoutePropagation: bool
      routes[]: @route
      subnets: any readOnly
    """, tables: ["route": NetworkProvider.partSchema(routeProperties)])
}
