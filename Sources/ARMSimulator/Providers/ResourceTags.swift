import Values

/// The tags of a subscription, a group or a resource as a resource of their own, which needs no other right on it.
enum ResourceTags {
  /// A type that only keeps the tags of subscriptions, which have no body here.
  static let type: ResourceType = {
    var type = ResourceType(
      "Microsoft.Resources/tags", APIVersions("2019-10-01", "2021-04-01", "2023-07-01", "2025-04-01"))
    type.isTracked = false
    type.hasState = false
    type.hasSystemData = false
    return type
  }()

  static func answer(_ call: Call, _ target: ResourceTarget, _ cloud: inout SimulatedCloud) throws(Refusal) -> Answer {
    guard type.apiVersions.contains(call.apiVersion ?? "") else { throw .badVersion(call.apiVersion ?? "", type: type) }
    guard target.name.lowercased() == "default" else {
      throw Refusal(404, "NotFound", "The only set of tags that a scope has is named 'default'.")
    }
    try cloud.checkScope(of: target)
    let before = tags(of: target, cloud)
    switch call.method {
    case "GET": return Answer(200, body(target, before))
    case "PUT":
      let tags = try sent(call)
      try set(tags, on: target, call, &cloud)
      return Answer(200, body(target, tags))
    case "PATCH":
      let sent = try sent(call)
      let operation = try call.object()["operation"]?.stringValue ?? ""
      var tags = before
      switch operation.lowercased() {
      case "merge": for (name, value) in sent { tags.set(name, value) }
      case "replace": tags = sent
      case "delete": for (name, value) in sent { tags.remove(name, ifIs: value) }
      default:
        throw Refusal(
          400, "InvalidRequestContent", "The operation '\(operation)' is none of Merge, Replace and Delete.")
      }
      try set(tags, on: target, call, &cloud)
      return Answer(200, body(target, tags))
    case "DELETE":
      try set(Members(), on: target, call, &cloud)
      return Answer(200)
    default: throw .notAllowed(call.method, call.path)
    }
  }

  private static func sent(_ call: Call) throws(Refusal) -> Members {
    guard let tags = try call.object()["properties", "tags"]?.members else {
      throw .badBody("properties.tags must be an object")
    }
    return tags
  }

  private static func tags(of target: ResourceTarget, _ cloud: SimulatedCloud) -> Members {
    let key = ResourceIDs.key(target.scope)
    let owner = cloud.state[key] ?? cloud.state[target.key]
    return owner?.body["tags"]?.members ?? Members()
  }

  private static func set(_ tags: Members, on target: ResourceTarget, _ call: Call, _ cloud: inout SimulatedCloud)
    throws(Refusal)
  {
    try check(.object(tags))
    let key = ResourceIDs.key(target.scope)
    if let owner = ResourceTarget(id: target.scope) { try ManagementLocks.check(owner, "PATCH", cloud) }
    if cloud.state[key] != nil {
      cloud.rewrite(key, at: call.now) { $0.body["tags"] = .object(tags) }
    } else {
      cloud.place(id: body(target, tags)["id"]?.stringValue ?? target.key, type: type.name, body: [:], at: call.now)
      cloud.rewrite(target.key, at: call.now) { $0.body["tags"] = .object(tags) }
    }
  }

  private static func body(_ target: ResourceTarget, _ tags: Members) -> Value {
    [
      "id": .string(target.scope + "/providers/Microsoft.Resources/tags/default"), "name": "default",
      "type": .string(type.name), "properties": ["tags": .object(tags)],
    ]
  }

  /// The limits that hold for the tags of everything.
  static func check(_ tags: Value?) throws(Refusal) {
    guard let tags = tags?.members else { return }
    guard tags.count <= 50 else {
      throw Refusal(400, "InvalidTags", "The number of tags, \(tags.count), exceeds the maximum of 50.")
    }
    for (name, value) in tags {
      if name.isEmpty || name.count > 512 || name.contains(where: { #"<>%&\?/"#.contains($0) }) {
        throw Refusal(
          400, "InvalidTagNameCharacters",
          #"The tag name '\#(name)' is invalid: it has 1 to 512 characters, none of which is one of <,>,%,&,\,?,/."#)
      }
      if (value.stringValue?.count ?? 0) > 256 {
        throw Refusal(
          400, "InvalidTagValueLength", "The value of the tag '\(name)' has more than 256 characters.")
      }
    }
  }
}

/// Names of tags are the same when they differ only in case.
extension Members {
  fileprivate mutating func set(_ name: String, _ value: Value) {
    self[keys.first { $0.lowercased() == name.lowercased() } ?? name] = value
  }

  fileprivate mutating func remove(_ name: String, ifIs value: Value) {
    guard let key = keys.first(where: { $0.lowercased() == name.lowercased() }), self[key] == value else { return }
    self[key] = nil
  }
}
