import Values

/// ETags of resources that are one document with their children.
extension SimulatedCloud {
  /// The tag of the document that a resource is, or is part of.
  func documentTag(of resource: StoredResource) -> String {
    let root = ResourceTarget(id: resource.id).flatMap { $0.isChild ? state[$0.parentKey] : nil } ?? resource
    return Identifiers.guid(for: "\(root.uid) document \(root.revision)")
  }

  /// Notes that the document of a resource is another now; the resource's own write counts already.
  mutating func touchDocument(of target: ResourceTarget, _ type: ResourceType) {
    guard case .weak = type.etag, target.isChild else { return }
    state[target.parentKey]?.revision += 1
  }

  /// The header that goes with a body that has such a tag.
  func tagHeaders(of resource: StoredResource, _ type: ResourceType) -> [(String, String)] {
    guard case .weak = type.etag else { return [] }
    return [("ETag", "W/\"\(documentTag(of: resource))\"")]
  }

  /// Makes the children of a resource what the body of its PUT lists: others go.
  mutating func replaceChildren(of draft: Draft, type: String, segment: String, state childState: String) {
    let children = draft.children.filter { $0.segment == nil || $0.segment == segment }
    let wanted = Dictionary(
      children.map { ($0.name.lowercased(), $0.properties) }, uniquingKeysWith: { first, _ in first })
    for child in state.below(draft.key) where child.type == type && wanted[child.name.lowercased()] == nil {
      remove(child)
    }
    for child in children {
      let id = "\(draft.id)/\(segment)/\(child.name)"
      place(id: id, type: type, body: ["properties": child.properties], at: draft.call.now)
      let key = ResourceIDs.key(id)
      guard var resource = state[key] else { continue }
      resource.body["properties"] = child.properties
      resource.state = childState
      resource.changed = draft.call.now
      state[key] = resource
    }
  }

  /// The resources of a type that name another at a path of their bodies, in the order of creation.
  func resources(of type: String, naming key: String, at path: String...) -> [StoredResource] {
    state.all(of: type).filter { $0.body[path: path[...]].map { Self.names($0, key) } ?? false }
  }

  private static func names(_ value: Value, _ key: String) -> Bool {
    if let elements = value.elements { return elements.contains { names($0, key) } }
    return (value["id"] ?? value).stringValue.map { ResourceIDs.key($0) == key } ?? false
  }
}
