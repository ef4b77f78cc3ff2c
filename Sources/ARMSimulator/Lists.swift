import Values

/// Collections of resources, page by page.
enum Lists {
  /// The resources of one type in a subscription, a group, under a parent or on another resource.
  static func collection(_ call: Call, _ target: ResourceTarget, _ type: ResourceType, _ cloud: SimulatedCloud)
    throws(Refusal) -> Answer
  {
    try cloud.checkScope(of: target)
    let container = container(of: target)
    let found = cloud.listed(below: container).filter { resource in
      guard resource.type == type.name, let inner = ResourceTarget(id: resource.id) else { return false }
      // Children belong to the parent that was asked for, extensions to what they are on.
      if target.types.count > 1 { return inner.parentKey == container }
      return type.isTracked || inner.scope.lowercased() == target.scope.lowercased()
        || type.namespace == "Microsoft.Authorization"
    }
    return page(call, found.map { cloud.shown($0, call) })
  }

  private static func container(of target: ResourceTarget) -> String {
    target.types.count > 1 ? target.parentKey : ResourceIDs.key(target.scope)
  }

  /// ARM's own list of the resources in a subscription or a group, without their properties.
  static func generic(_ call: Call, subscription: String, group: String?, _ cloud: SimulatedCloud) -> Answer {
    var scope = "/subscriptions/\(subscription)".lowercased()
    if let group { scope += "/resourcegroups/\(group)" }
    let filter = call.parameter("$filter").map(Filter.init)
    let expanded = Set((call.parameter("$expand") ?? "").lowercased().split(separator: ",").map(String.init))
    let rows = cloud.listed(below: scope).compactMap { resource -> Value? in
      guard let type = Catalogue.type(named: resource.type), type.isTracked, type.namespace != "Microsoft.Features",
        type.name != "Microsoft.Resources/resourceGroups", filter?.keeps(resource) ?? true
      else { return nil }
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
    return page(call, rows)
  }

  /// A page of a list: all of it, or `$top` of it with a link to the rest.
  static func page(_ call: Call, _ rows: [Value]) -> Answer {
    let start = call.parameter("$skiptoken").flatMap { Int($0) } ?? 0
    let rest = rows.dropFirst(max(0, start))
    guard let top = call.parameter("$top").flatMap({ Int($0) }), top > 0, top < rest.count else {
      return Answer(200, ["value": .tuple(Array(rest))])
    }
    let kept = call.query.filter { $0.name.lowercased() != "$skiptoken" }
      .map { "\($0.name)=\(encoded($0.value))" }.joined(separator: "&")
    let link = "\(call.origin)\(call.path)?\(kept)&$skiptoken=\(start + top)"
    return Answer(200, ["value": .tuple(Array(rest.prefix(top))), "nextLink": .string(link)])
  }

  private static func encoded(_ text: String) -> String {
    text.map { $0 == " " ? "%20" : $0 == "&" ? "%26" : $0 == "%" ? "%25" : $0 == "+" ? "%2B" : String($0) }.joined()
  }

  /// The few filters that clients send: `resourceType eq 'x' and tagName eq 'y' and resourceGroup eq 'z'`.
  struct Filter {
    private let conditions: [(name: String, value: String)]

    init(_ text: String) {
      var conditions: [(String, String)] = []
      var words = text.split(separator: " ")[...]
      while words.count >= 3 {
        let value = words[words.startIndex + 2]
        if words[words.startIndex + 1].lowercased() == "eq" {
          conditions.append((words[words.startIndex].lowercased(), value.filter { $0 != "'" }.lowercased()))
        }
        words = words.dropFirst(4)
      }
      self.conditions = conditions
    }

    func keeps(_ resource: StoredResource) -> Bool {
      conditions.allSatisfy { name, value in
        switch name {
        case "resourcetype": resource.type.lowercased() == value
        case "resourcegroup": ResourceTarget(id: resource.id)?.group?.lowercased() == value
        case "name": resource.name.lowercased() == value
        case "location": resource.body["location"]?.stringValue == value
        case "tagname": resource.body["tags"]?.names.contains { $0.lowercased() == value } ?? false
        case "tagvalue":
          resource.body["tags"]?.members?.values.contains { $0.stringValue?.lowercased() == value } ?? false
        default: true
        }
      }
    }
  }
}
