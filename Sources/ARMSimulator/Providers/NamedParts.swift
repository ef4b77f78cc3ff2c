import Values

/// Parts of a document that refer to each other by id: load balancers and application gateways are made of them.
enum NamedParts {
  /// Gives every part its id, type and state, and checks that all that is named by id is there.
  ///
  /// - Parameters:
  ///   - defaults: what the provider adds to parts that leave it out.
  ///   - others: the ids of parts that are resources of their own.
  static func settle(
    _ draft: inout Draft, _ lists: [String], adding defaults: [String: [(String, Value)]],
    besides others: [String] = [], _ cloud: SimulatedCloud
  ) throws(Refusal) {
    var known = Set(others.map(ResourceIDs.key))
    for list in lists {
      var settled: [Value] = []
      for var part in draft.body["properties", list]?.elements ?? [] {
        guard let name = part["name"]?.stringValue, !name.isEmpty else {
          throw Refusal(
            400, "InvalidRequestFormat", "Every element of '\(list)' needs a name.", target: "properties." + list)
        }
        let id = "\(draft.id)/\(list)/\(name)"
        guard known.insert(ResourceIDs.key(id)).inserted else {
          throw Refusal(
            400, "DuplicateResourceName",
            "Resource \(draft.id) has two child resources with the same name (\(name)).")
        }
        part["id"] = .string(id)
        part["type"] = .string("\(draft.type.name)/\(list)")
        part["properties", "provisioningState"] = "Succeeded"
        for (member, value) in defaults[list] ?? [] { part.fill("properties", member, with: value) }
        settled.append(part)
      }
      draft.body["properties", list] = .tuple(settled)
    }
    for list in lists {
      for part in draft.body["properties", list]?.elements ?? [] {
        try checkReferences(in: part["properties"] ?? [:], of: draft.id, known, cloud)
      }
    }
  }

  /// Checks that all that a value names by id is there: parts of the resource among those that are known.
  static func checkReferences(
    in value: Value, of resource: String, _ known: Set<String>, _ cloud: SimulatedCloud
  ) throws(Refusal) {
    for element in value.elements ?? [] { try checkReferences(in: element, of: resource, known, cloud) }
    guard let members = value.members else { return }
    if let id = members["id"]?.stringValue {
      let key = ResourceIDs.key(id)
      let isOwn = key.hasPrefix(ResourceIDs.key(resource) + "/")
      // Of other resources, only what is simulated can be looked for.
      let isForeign = !isOwn && ResourceTarget(id: id).flatMap { Catalogue.type(of: $0.typeKey) } == nil
      guard isForeign || (isOwn ? known.contains(key) : cloud.state[key] != nil) else {
        throw NetworkProvider.missing(id, from: resource)
      }
    }
    for inner in members.values { try checkReferences(in: inner, of: resource, known, cloud) }
  }
}
