import Values

/// Collections of resources, page by page.
enum Lists {
  /// The resources of one type in a subscription, a group, under a parent or on another resource.
  static func collection(_ call: Call, _ target: ResourceTarget, _ type: ResourceType, _ cloud: SimulatedCloud)
    throws(Refusal) -> Answer
  {
    try cloud.checkScope(of: target)
    let filter = try ListFilter(call)
    let container = container(of: target)
    let isAuthorization = type.namespace == "Microsoft.Authorization"
    // Of the other providers, only groups can be filtered.
    let isFiltered = isAuthorization || type.key == "microsoft.resources/resourcegroups"
    var all = cloud.listed(below: container)
    if isAuthorization, filter?.isAtScope ?? false { all = cloud.atOrAbove(container, type) }
    let found = all.filter { resource in
      guard resource.type == type.name, let inner = ResourceTarget(id: resource.id) else { return false }
      if isFiltered, !(filter?.keeps(resource) ?? true) { return false }
      // Children belong to the parent that was asked for, extensions to what they are on.
      if target.types.count > 1 { return inner.parentKey == container }
      return type.isTracked || inner.scope.lowercased() == target.scope.lowercased()
        || isAuthorization
    }
    return page(call, found.map { cloud.shown($0, call) })
  }

  private static func container(of target: ResourceTarget) -> String {
    target.types.count > 1 ? target.parentKey : ResourceIDs.key(target.scope)
  }

  /// ARM's own list of the resources in a subscription or a group, without their properties.
  static func generic(_ call: Call, subscription: String, group: String?, _ cloud: SimulatedCloud)
    throws(Refusal) -> Answer
  {
    var scope = "/subscriptions/\(subscription)".lowercased()
    if let group { scope += "/resourcegroups/\(group)" }
    let filter = try ListFilter(call)
    let expanded = Set((call.parameter("$expand") ?? "").lowercased().split(separator: ",").map(String.init))
    let rows = cloud.listed(below: scope).compactMap { resource -> Value? in
      guard let type = Catalogue.type(named: resource.type), type.isInGroup, filter?.keeps(resource) ?? true else {
        return nil
      }
      var row: Value = [
        "id": .string(resource.id), "name": .string(resource.name), "type": .string(type.name),
        "location": resource.body["location"] ?? .null(.dynamic),
      ]
      for name in ["tags", "sku", "kind", "identity", "managedBy"] {
        if let value = resource.body[name] { row[name] = value }
      }
      if expanded.contains("createdtime") { row["createdTime"] = .string(resource.created.text()) }
      if expanded.contains("changedtime") { row["changedTime"] = .string(resource.changed.text()) }
      if expanded.contains("provisioningstate") {
        row["provisioningState"] = .string(resource.state ?? "Succeeded")
      }
      return row
    }
    return page(call, rows, rowsMax: 1000)
  }

  /// A page of a list: all of it, or `$top` of it with a link to the rest, or as much as the provider puts on one.
  static func page(_ call: Call, _ rows: [Value], rowsMax: Int = .max) -> Answer {
    let start = call.parameter("$skiptoken").flatMap { Int($0) } ?? 0
    let rest = rows.dropFirst(max(0, start))
    let asked = call.parameter("$top").flatMap { Int($0) } ?? rowsMax
    let top = min(asked > 0 ? asked : rowsMax, rowsMax)
    guard top < rest.count else {
      return Answer(200, ["value": .tuple(Array(rest))])
    }
    return Answer(
      200, ["value": .tuple(Array(rest.prefix(top))), "nextLink": nextLink(call, after: String(start + top))])
  }

  /// The address of what comes after a place in a list.
  static func nextLink(_ call: Call, after place: String) -> Value {
    let kept = call.query.filter { $0.name.lowercased() != "$skiptoken" }
      .map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    return .string("\(call.origin)\(call.path)?\(kept)&$skiptoken=\(place)")
  }

  private static func encoded(_ text: String) -> String {
    text.map { $0 == " " ? "%20" : $0 == "&" ? "%26" : $0 == "%" ? "%25" : $0 == "+" ? "%2B" : String($0) }.joined()
  }
}

extension SimulatedCloud {
  /// The extensions of a type on a scope and on all scopes above it, in the order of creation.
  fileprivate func atOrAbove(_ scope: String, _ type: ResourceType) -> [StoredResource] {
    state.all(of: type.name).filter { resource in
      let own = ResourceTarget(id: resource.id).map { ResourceIDs.key($0.scope) } ?? ""
      return scope == own || scope.hasPrefix(own + "/") || own == "/"
    }
  }
}
