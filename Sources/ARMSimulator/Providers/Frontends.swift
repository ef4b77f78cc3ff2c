import Values

/// The places of load balancers and application gateways in the network: what they name can't go while they are there.
enum Frontends {
  private static let lists = ["frontendIPConfigurations", "gatewayIPConfigurations"]

  /// The ids of those that name the resource `key` as a `publicIPAddress` or `subnet`.
  static func ids(naming key: String, as member: String, _ cloud: SimulatedCloud) -> [String] {
    [LoadBalancers.balancerType, ApplicationGateways.type.name].flatMap { type in
      cloud.state.all(of: type).flatMap { user in
        lists.flatMap { list in
          (user.body["properties", list]?.elements ?? []).filter { place in
            place["properties", member, "id"]?.stringValue.map { ResourceIDs.key($0) == key } ?? false
          }
          .map { "\(user.id)/\(list)/\($0["name"]?.stringValue ?? "")" }
        }
      }
    }
  }
}
