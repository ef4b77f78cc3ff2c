internal import HTTP

/// The id of something that Azure Resource Manager knows: a subscription, a resource group, a resource, a child or an
/// extension of a resource, or a resource provider in a scope.
///
/// Ids are equal whatever their case, as ARM has it, and keep the case in which they were given.
package struct ResourceID: Sendable {
  /// The id as it was given.
  package let path: String
  /// What equality, hashing and order go by.
  private let key: String
  private let segments: [String]
  /// The segment `providers` that the type and the name stand behind; nil for a subscription or a resource group.
  private let providersIndex: Int?

  package init(_ text: String) throws(ResourceIDError) {
    guard text.utf8.first == UInt8(ascii: "/") else {
      throw ResourceIDError(text, "it does not start with `/`")
    }
    let segments = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    guard let providersIndex = try Self.providersIndex(in: segments, of: text) else {
      self.init(path: text, segments: segments, providersIndex: nil)
      return
    }
    self.init(path: text, segments: segments, providersIndex: providersIndex)
  }

  private init(path: String, segments: [String], providersIndex: Int?) {
    self.path = path
    self.segments = segments
    self.providersIndex = providersIndex
    key = path.asciiLowercased
  }

  /// Checks the form of an id and returns where its last `providers` is.
  private static func providersIndex(in segments: [String], of text: String) throws(ResourceIDError) -> Int? {
    for segment in segments {
      if segment.isEmpty { throw ResourceIDError(text, "it has an empty segment") }
      if segment == "." || segment == ".." { throw ResourceIDError(text, "`\(segment)` can't be a segment") }
      for byte in segment.utf8 where byte < 0x20 || byte == 0x7F || "?#\\".utf8.contains(byte) {
        throw ResourceIDError(text, "the segment `\(segment)` has a character that no name has")
      }
    }
    var index = 0
    if segments[0].isEqualIgnoringASCIICase(to: "subscriptions") {
      guard segments.count >= 2 else { throw ResourceIDError(text, "the subscription is missing") }
      index = 2
      if segments.count > 2, segments[2].isEqualIgnoringASCIICase(to: "resourceGroups") {
        guard segments.count >= 4 else { throw ResourceIDError(text, "the name of the resource group is missing") }
        index = 4
      }
    }
    var providersIndex: Int?
    while index < segments.count {
      guard segments[index].isEqualIgnoringASCIICase(to: "providers") else {
        throw ResourceIDError(text, "`\(segments[index])` stands where `providers` is expected")
      }
      guard index + 1 < segments.count else { throw ResourceIDError(text, "the resource provider is missing") }
      providersIndex = index
      let namespace = segments[index + 1]
      index += 2
      // The feature API has the type `Microsoft.Features/providers/features`: there `providers` opens no extension.
      let hasTypeProviders = namespace.isEqualIgnoringASCIICase(to: "Microsoft.Features")
      while index < segments.count, hasTypeProviders || !segments[index].isEqualIgnoringASCIICase(to: "providers") {
        guard index + 1 < segments.count else {
          throw ResourceIDError(text, "the name after `\(segments[index])` is missing")
        }
        index += 2
      }
    }
    return providersIndex
  }

  // MARK: - Parts

  /// The namespace of the resource provider; `Microsoft.Resources` for subscriptions, groups and providers.
  package var namespace: String {
    guard let providersIndex, segments.count > providersIndex + 2 else { return "Microsoft.Resources" }
    return segments[providersIndex + 1]
  }

  /// The full type, such as `Microsoft.ContainerService/managedClusters/agentPools`, in the case of this id.
  package var type: String {
    guard let providersIndex else {
      return segments.count == 2 ? "Microsoft.Resources/subscriptions" : "Microsoft.Resources/resourceGroups"
    }
    guard segments.count > providersIndex + 2 else { return "Microsoft.Resources/providers" }
    let types = stride(from: providersIndex + 2, to: segments.count, by: 2).map { segments[$0] }
    return ([segments[providersIndex + 1]] + types).joined(separator: "/")
  }

  package func isType(_ type: String) -> Bool {
    self.type.isEqualIgnoringASCIICase(to: type)
  }

  /// The last segment: the resource's own name.
  package var name: String { segments[segments.count - 1] }

  /// The names along the type, outermost first: of an agent pool the cluster's and its own.
  package var names: [String] {
    guard let providersIndex, segments.count > providersIndex + 2 else { return [name] }
    return stride(from: providersIndex + 3, to: segments.count, by: 2).map { segments[$0] }
  }

  package var subscription: String? {
    segments[0].isEqualIgnoringASCIICase(to: "subscriptions") ? segments[1] : nil
  }

  package var resourceGroup: String? {
    guard subscription != nil, segments.count >= 4, segments[2].isEqualIgnoringASCIICase(to: "resourceGroups") else {
      return nil
    }
    return segments[3]
  }

  /// The id of the subscription that this lies in.
  package var subscriptionID: ResourceID? {
    subscription == nil ? nil : prefix(2)
  }

  /// The id of the resource group that this lies in or is.
  package var resourceGroupID: ResourceID? {
    resourceGroup == nil ? nil : prefix(4)
  }

  /// What this is part of: the parent resource of a child, the resource that an extension extends, the group or
  /// subscription of a resource, the subscription of a group; nil for what belongs to the tenant, and subscriptions.
  package var parent: ResourceID? {
    guard let providersIndex, segments.count > providersIndex + 4 else { return scope }
    return prefix(segments.count - 2)
  }

  /// What stands before the resource provider: the place that the resource, with its parents, is deployed to.
  package var scope: ResourceID? {
    guard let providersIndex else { return segments.count == 4 ? prefix(2) : nil }
    return providersIndex == 0 ? nil : prefix(providersIndex)
  }

  /// Whether this resource extends another resource, as a role assignment on a cluster does.
  package var isExtension: Bool { scope?.providersIndex != nil }

  /// Whether this lies below another id, as a child, an extension or anything in a group or subscription.
  package func isBeneath(_ other: ResourceID) -> Bool {
    key.utf8.count > other.key.utf8.count && key.hasPrefix(other.key + "/")
  }

  /// The id with `subscriptions`, `resourceGroups` and `providers` in the case that ARM documents; names and types
  /// stay as they are.
  package var normalized: ResourceID {
    var segments = segments
    if subscription != nil { segments[0] = "subscriptions" }
    if resourceGroup != nil { segments[2] = "resourceGroups" }
    for index in segments.indices.dropLast() where segments[index].isEqualIgnoringASCIICase(to: "providers") {
      // A name may be `providers` too: names stand at odd places.
      if index.isMultiple(of: 2) { segments[index] = "providers" }
    }
    return ResourceID(
      path: "/" + segments.joined(separator: "/"), segments: segments, providersIndex: providersIndex)
  }

  /// The id with every segment percent-encoded for the path of a URL.
  package var urlPath: String {
    "/" + segments.map { HTTPURL.encoded($0, keeping: "$!'()*,;:@&=+") }.joined(separator: "/")
  }

  private func prefix(_ count: Int) -> ResourceID {
    let kept = Array(segments.prefix(count))
    var last: Int?
    var index = subscription == nil ? 0 : resourceGroup == nil || count < 4 ? 2 : 4
    while index + 1 < count {
      if kept[index].isEqualIgnoringASCIICase(to: "providers"),
        last.map({ !kept[$0 + 1].isEqualIgnoringASCIICase(to: "Microsoft.Features") }) ?? true
      {
        last = index
      }
      index += 2
    }
    return ResourceID(path: "/" + kept.joined(separator: "/"), segments: kept, providersIndex: last)
  }
}

// MARK: - Making ids

extension ResourceID {
  package static func subscription(_ id: String) throws(ResourceIDError) -> ResourceID {
    try ResourceID("/subscriptions/\(try checked(id))")
  }

  package static func resourceGroup(_ name: String, subscription: String) throws(ResourceIDError) -> ResourceID {
    try ResourceID("/subscriptions/\(try checked(subscription))/resourceGroups/\(try checked(name))")
  }

  /// A resource of a full type in this scope; an extension if this is a resource. The type has one part after its
  /// namespace for each name: `group.resource("Microsoft.ContainerService/managedClusters", "c1")`.
  package func resource(_ type: String, _ names: String...) throws(ResourceIDError) -> ResourceID {
    try ResourceID(path + (try Self.tail(type, names)))
  }

  /// A resource of a full type that belongs to the tenant.
  package static func tenantResource(_ type: String, _ names: String...) throws(ResourceIDError) -> ResourceID {
    try ResourceID(try tail(type, names))
  }

  /// A child of this resource: `cluster.child("agentPools", "gpunp")`.
  package func child(_ type: String, _ name: String) throws(ResourceIDError) -> ResourceID {
    try ResourceID("\(path)/\(type)/\(try Self.checked(name))")
  }

  private static func tail(_ type: String, _ names: [String]) throws(ResourceIDError) -> String {
    let types = type.split(separator: "/")
    guard types.count == names.count + 1, let namespace = types.first else {
      throw ResourceIDError(type, "it takes \(types.count - 1) names and has \(names.count)")
    }
    var text = "/providers/\(namespace)"
    for (type, name) in zip(types.dropFirst(), names) {
      text += "/\(type)/\(try checked(name))"
    }
    return text
  }

  private static func checked(_ name: String) throws(ResourceIDError) -> String {
    if name.isEmpty { throw ResourceIDError(name, "a name can't be empty") }
    if name.utf8.contains(UInt8(ascii: "/")) { throw ResourceIDError(name, "a name can't contain `/`") }
    return name
  }
}

extension ResourceID: Hashable, Comparable, CustomStringConvertible {
  package static func == (left: ResourceID, right: ResourceID) -> Bool { left.key == right.key }
  package static func < (left: ResourceID, right: ResourceID) -> Bool {
    left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
  package var description: String { path }
}

/// Why a text is not the id of an Azure resource.
package struct ResourceIDError: Error, Sendable, Hashable, CustomStringConvertible {
  package let text: String
  package let reason: String

  package init(_ text: String, _ reason: String) {
    self.text = text
    self.reason = reason
  }

  package var description: String {
    "`\(text)` is not the id of an Azure resource: \(reason)."
  }

  /// What an id looks like, as a hint.
  package static let form =
    "an id reads /subscriptions/SUBSCRIPTION/resourceGroups/GROUP/providers/NAMESPACE/TYPE/NAME"
}
