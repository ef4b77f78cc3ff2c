/// What a path of ARM points at: a resource, a collection of them, or an action on one.
struct ResourceTarget: Sendable {
  /// The scope before the last `/providers/`: nothing for the tenant, a subscription, a group or another resource.
  let scope: String
  let namespace: String
  /// The type segments after the namespace, and the name after each; one more type than names for a collection or an
  /// action.
  let types: [String]
  let names: [String]
  let subscription: String?
  let group: String?
  /// The whole path in lower case, by which resources are kept.
  let key: String

  /// Nil when the path isn't that of a resource or a collection, in a place where there can be one.
  init?(segments: [String]) {
    var segments = segments
    let lowered = segments.map { $0.lowercased() }
    subscription = lowered.count >= 2 && lowered[0] == "subscriptions" ? segments[1] : nil
    let inGroup = subscription != nil && lowered.count >= 3 && lowered[2] == "resourcegroups"
    group = inGroup && segments.count >= 4 ? segments[3] : nil
    if inGroup { segments[2] = "resourceGroups" }
    key = "/" + segments.map { $0.lowercased() }.joined(separator: "/")

    if let providers = lowered.lastIndex(of: "providers"), providers % 2 == 0 {
      guard segments.count >= providers + 3, Self.isScope(segments[..<providers]) else { return nil }
      scope = segments[..<providers].map { "/" + $0 }.joined()
      namespace = segments[providers + 1]
      let rest = Array(segments[(providers + 2)...])
      types = stride(from: 0, to: rest.count, by: 2).map { rest[$0] }
      names = stride(from: 1, to: rest.count, by: 2).map { rest[$0] }
    } else if inGroup, segments.count <= 5 {
      scope = "/subscriptions/" + segments[1]
      namespace = "Microsoft.Resources"
      types = ["resourceGroups"] + segments.dropFirst(4)
      names = segments.count > 3 ? [segments[3]] : []
    } else {
      return nil
    }
  }

  /// Whether there can be resources in a place: the tenant, a subscription, a group, or another resource.
  private static func isScope(_ segments: ArraySlice<String>) -> Bool {
    switch segments.count {
    case 0: true
    case 2: segments[0].lowercased() == "subscriptions"
    case 4 where segments[2].lowercased() == "resourcegroups": segments[0].lowercased() == "subscriptions"
    default: ResourceTarget(segments: Array(segments)).map { !$0.isCollection } ?? false
    }
  }

  init?(id: String) {
    self.init(segments: id.split(separator: "/").map(String.init))
  }

  var name: String { names.last ?? "" }
  var isCollection: Bool { types.count > names.count }
  var isChild: Bool { !isCollection && types.count > 1 }

  /// `managedClusters/x`, as in ARM's messages.
  var typeAndName: String {
    zip(types, names).map { $0 + "/" + $1 }.joined(separator: "/")
  }

  var parentTypeAndName: String? {
    names.count < 2 ? nil : zip(types, names).dropLast().map { $0 + "/" + $1 }.joined(separator: "/")
  }

  /// The key without its last segment pair, or without its last segment for a collection or an action.
  var parentKey: String {
    let segments = key.split(separator: "/")
    return segments.dropLast(isCollection ? 1 : 2).map { "/" + $0 }.joined()
  }

  /// The type as the catalogue knows it: `microsoft.insights/datacollectionrules`, in lower case.
  var typeKey: String {
    ([namespace] + types).joined(separator: "/").lowercased()
  }
}

/// Resource ids as text.
enum ResourceIDs {
  /// Ids are the same when they differ only in case or in a slash at the end.
  static func key(_ id: String) -> String {
    "/" + id.lowercased().split(separator: "/").joined(separator: "/")
  }

  /// Whether a text has the form of a resource id of a type, `Microsoft.Monitor/accounts` for instance.
  static func isID(_ id: String, of type: String) -> Bool {
    ResourceTarget(id: id).map { !$0.isCollection && $0.typeKey == type.lowercased() } ?? false
  }
}
