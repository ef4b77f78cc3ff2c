internal import HTTP

/// A limit on how fast calls may follow each other: a bucket of tokens, of which each call takes one.
struct RateLimit: Sendable, Hashable {
  /// What the calls that share a bucket have in common.
  enum Scope: Sendable, Hashable {
    case subscription
    case resourceGroup
    case resource
  }

  let name: String
  /// How many calls may be made at once after a rest.
  let burst: Double
  let perSecond: Double
  let scope: Scope

  /// The limits that apply to a call, each with the bucket that it means for the call.
  ///
  /// - Parameter path: of the URL; it may be of an operation or of a list.
  static func limits(of method: HTTPMethod, _ path: String) -> [(limit: RateLimit, bucket: BucketKey)] {
    let call = CallShape(method, path)
    return [manager(call), provider(call)].compactMap(\.self).map { limit in
      (limit, BucketKey(limit: limit.name, place: call.place(limit.scope)))
    }
  }

  /// ARM's own, per subscription (or tenant), principal and region (Microsoft Learn, "Understand how Azure Resource
  /// Manager throttles requests").
  private static func manager(_ call: CallShape) -> RateLimit? {
    switch call.kind {
    case .read: RateLimit(name: "reads", burst: 250, perSecond: 25, scope: .subscription)
    case .write: RateLimit(name: "writes", burst: 200, perSecond: 10, scope: .subscription)
    case .delete: RateLimit(name: "deletes", burst: 200, perSecond: 10, scope: .subscription)
    }
  }

  /// Those of resource providers, where they are so low that a large plan runs into them.
  private static func provider(_ call: CallShape) -> RateLimit? {
    switch call.namespace {
    case "microsoft.containerservice": cluster(call)
    case "microsoft.network":
      call.kind == .read
        ? RateLimit(name: "network reads", burst: 10_000, perSecond: 10_000 / 300, scope: .subscription)
        : RateLimit(name: "network writes", burst: 1000, perSecond: 1000 / 300, scope: .subscription)
    case "microsoft.storage":
      switch (call.kind, call.isList) {
      case (.read, true): RateLimit(name: "storage lists", burst: 100, perSecond: 100 / 300, scope: .subscription)
      case (.read, false): RateLimit(name: "storage reads", burst: 800, perSecond: 800 / 300, scope: .subscription)
      default: RateLimit(name: "storage writes", burst: 10, perSecond: 10, scope: .subscription)
      }
    case "microsoft.resourcegraph": RateLimit(name: "graph queries", burst: 15, perSecond: 3, scope: .subscription)
    default: nil
    }
  }

  /// AKS's (Microsoft Learn, "Limits for resources, SKUs, and regions in AKS").
  private static func cluster(_ call: CallShape) -> RateLimit {
    switch (call.method, call.type, call.isList) {
    case (.get, "managedclusters", true):
      call.group == nil
        ? RateLimit(name: "cluster lists", burst: 500, perSecond: 1, scope: .subscription)
        : RateLimit(name: "cluster lists of a group", burst: 60, perSecond: 1, scope: .resourceGroup)
    case (.get, "managedclusters", false):
      RateLimit(name: "cluster reads", burst: 60, perSecond: 1, scope: .resource)
    case (.put, "managedclusters", false):
      RateLimit(name: "cluster writes", burst: 20, perSecond: 1 / 60, scope: .resource)
    case (.put, "managedclusters/agentpools", false):
      RateLimit(name: "pool writes", burst: 20, perSecond: 1 / 60, scope: .resource)
    case (.get, "locations/operations", false), (.get, "locations/operationresults", false):
      RateLimit(name: "cluster operations", burst: 200, perSecond: 2, scope: .subscription)
    default: RateLimit(name: "other cluster calls", burst: 60, perSecond: 1, scope: .subscription)
    }
  }
}

/// Which bucket of a limit: that of one subscription, of one group or of one resource.
struct BucketKey: Sendable, Hashable {
  let limit: String
  let place: String
}

/// What limits look at in a call.
private struct CallShape {
  enum Kind {
    case read
    case write
    case delete
  }

  let method: HTTPMethod
  let kind: Kind
  /// In lower case, as all of the following; empty where the call is about none.
  let subscription: String
  let group: String?
  /// Of the last resource provider in the path.
  let namespace: String
  /// The types behind the namespace, without the names between them.
  let type: String
  let isList: Bool
  private let path: String

  init(_ method: HTTPMethod, _ path: String) {
    self.method = method
    self.path = path.asciiLowercased
    kind =
      switch method {
      case .get, .head, .options: .read
      case .put, .patch, .post: .write
      case .delete: .delete
      }
    let segments = self.path.split(separator: "/").map(String.init)
    func value(after name: String) -> String? {
      segments.firstIndex(of: name).flatMap { $0 + 1 < segments.count ? segments[$0 + 1] : nil }
    }
    subscription = value(after: "subscriptions") ?? ""
    group = value(after: "resourcegroups")
    let providers = segments.lastIndex(of: "providers").map { segments[($0 + 1)...] } ?? []
    namespace = providers.first ?? ""
    let rest = Array(providers.dropFirst())
    type = stride(from: 0, to: rest.count, by: 2).map { rest[$0] }.joined(separator: "/")
    isList = rest.count % 2 == 1
  }

  func place(_ scope: RateLimit.Scope) -> String {
    switch scope {
    case .subscription: subscription
    case .resourceGroup: "\(subscription)/\(group ?? "")"
    case .resource: path
    }
  }
}
