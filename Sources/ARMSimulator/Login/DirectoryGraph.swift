import Values

/// What clients ask the directory about the principals of role assignments: Microsoft Graph, as far as that goes.
///
/// The directory has an application for the caller, and one for each user-assigned identity; it has no users and groups.
enum DirectoryGraph {
  static func answer(_ call: Call, _ lowered: [String], _ cloud: SimulatedCloud) throws(Refusal) -> Answer {
    switch (call.method, lowered.dropFirst().joined(separator: "/")) {
    case ("GET", "serviceprincipals"): return list(try principals(matching: call.parameter("$filter"), cloud))
    case ("GET", "users"), ("GET", "groups"): return list([])
    case ("POST", "directoryobjects/getbyids"):
      let ids = Set((try call.object()["ids"]?.elements ?? []).compactMap { $0.stringValue?.lowercased() })
      return list(principals(cloud).filter { $0["id"]?.stringValue.map(ids.contains) ?? false })
    case ("GET", let path) where path.hasPrefix("serviceprincipals/") && lowered.count == 3:
      guard let found = principals(cloud).first(where: { $0["id"]?.stringValue == lowered[2] }) else {
        throw noObject(lowered[2])
      }
      return Answer(200, found)
    case ("GET", let path) where lowered.count == 3 && (path.hasPrefix("users/") || path.hasPrefix("groups/")):
      throw noObject(lowered[2])
    default: throw .noRoute(call.path)
    }
  }

  private static func list(_ objects: [Value]) -> Answer { Answer(200, ["value": .tuple(objects)]) }

  private static func noObject(_ id: String) -> Refusal {
    Refusal(
      404, "Request_ResourceNotFound",
      "Resource '\(id)' does not exist or one of its queried reference-property objects are not present.")
  }

  private static func principals(_ cloud: SimulatedCloud) -> [Value] {
    let identities = cloud.state.all(of: ManagedIdentityProvider.identityType).compactMap { identity -> Value? in
      guard let id = identity.body["properties", "principalId"]?.stringValue,
        let client = identity.body["properties", "clientId"]?.stringValue
      else { return nil }
      return principal(id, client, name: identity.name, type: "ManagedIdentity")
    }
    return [principal(Identifiers.clientObject, Identifiers.client, name: "caller", type: "Application")] + identities
  }

  private static func principal(_ id: String, _ client: String, name: String, type: String) -> Value {
    [
      "@odata.type": "#microsoft.graph.servicePrincipal", "id": .string(id), "appId": .string(client),
      "displayName": .string(name), "servicePrincipalType": .string(type), "servicePrincipalNames": [.string(client)],
    ]
  }

  /// The principals that a filter keeps; of those that Graph knows, the two by an application's id.
  private static func principals(matching filter: String?, _ cloud: SimulatedCloud) throws(Refusal) -> [Value] {
    guard let filter else { return principals(cloud) }
    let parts = filter.split(separator: "'", omittingEmptySubsequences: false)
    guard parts.count == 3, ["appId eq ", "servicePrincipalNames/any(c:c eq "].contains(parts[0]) else {
      throw Refusal(400, "Request_UnsupportedQuery", "The filter '\(filter)' is not supported.")
    }
    return principals(cloud).filter { $0["appId"]?.stringValue == parts[1].lowercased() }
  }
}
