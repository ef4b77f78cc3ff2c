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
    type.hooks.accepted = { draft, cloud in
      guard draft.call.method == "PUT" else { return }
      cloud.replaceChildren(of: draft, type: NetworkProvider.routeType, segment: "routes", state: "Updating")
    }
    type.hooks.completed = { table, cloud in
      NetworkProvider.completeChildren(of: table, type: NetworkProvider.routeType, &cloud)
    }
    type.hooks.checkDeletion = { table, _, cloud throws(Refusal) in
      let users = users(of: table, cloud)
      guard users.isEmpty else {
        throw NetworkProvider.inUse(
          "InUseRouteTableCannotBeDeleted", "Route table", table, by: users, link: "aka.ms/deleteroutetable")
      }
    }
    type.hooks.shown = { table, body, call, cloud in
      var body = body
      body["properties", "routes"] = NetworkProvider.shownChildren(
        of: table, type: NetworkProvider.routeType, call, cloud)
      body["properties", "subnets"] = NetworkProvider.backReferences(users(of: table, cloud))
      return body
    }
    return type
  }()

  static let route = NetworkProvider.childType(NetworkProvider.routeType) { routeSchema }

  private static func users(of table: StoredResource, _ cloud: SimulatedCloud) -> [StoredResource] {
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

  private static let routeSchema = Schema(
    """
    etag: any readOnly
    properties: @properties
    """, tables: ["properties": routeProperties])

  private static let tableSchema = Schema(
    """
    location: string required
    tags{}: string
    etag: any readOnly
    properties
      resourceGuid: any readOnly
      provisioningState: any readOnly
      disableBgpRoutePropagation: bool
      routes[]
        id: string
        name: string
        type: string
        etag: any readOnly
        properties: @properties
      subnets: any readOnly
    """, tables: ["properties": routeProperties])
}
