import Values

/// Virtual networks, security groups, route tables, NAT gateways and public IP addresses.
enum NetworkProvider {
  static let types = [
    VirtualNetworks.network, VirtualNetworks.subnet, VirtualNetworkPeerings.peering, SecurityGroups.group,
    SecurityGroups.rule, RouteTables.table,
    RouteTables.route, NATGateways.gateway, NATGateways.address,
  ]

  static let networkType = "Microsoft.Network/virtualNetworks"
  static let subnetType = "Microsoft.Network/virtualNetworks/subnets"
  static let groupType = "Microsoft.Network/networkSecurityGroups"
  static let ruleType = "Microsoft.Network/networkSecurityGroups/securityRules"
  static let tableType = "Microsoft.Network/routeTables"
  static let routeType = "Microsoft.Network/routeTables/routes"
  static let gatewayType = "Microsoft.Network/natGateways"
  static let addressType = "Microsoft.Network/publicIPAddresses"

  private static let versions = APIVersions(
    "2015-06-15", "2018-11-01", "2020-11-01", "2022-07-01", "2023-11-01", "2024-05-01", "2024-07-01", "2025-01-01",
    "2025-07-01",
    "2026-07-01")

  /// What all types of the provider have in common.
  static func type(_ name: String, lengths: ClosedRange<Int> = 1...80, _ schema: @escaping @Sendable () -> Schema)
    -> ResourceType
  {
    var type = ResourceType(name, versions)
    type.schema = schema
    type.refusesUnknownSince = "2015-06-15"
    type.isValidName = { isValidName($0, lengths) }
    type.create = .asynchronous(.seconds(5), .operation)
    type.update = .asynchronous(.seconds(4), .operation)
    type.delete = .asynchronous(.seconds(10), .both)
    // A PATCH changes tags alone, and its answer is the end of it.
    type.patch = .synchronous
    type.etag = .weak
    type.hasSystemData = false
    type.hooks.busy = { target, _, cloud in busy(target.isChild ? target.parentKey : target.key, cloud) }
    type.hooks.refusal = refusal
    return type
  }

  /// A type whose resources are parts of another's document.
  static func childType(_ name: String, _ schema: @escaping @Sendable () -> Schema) -> ResourceType {
    var type = type(name, schema)
    type.location = .none
    type.isTracked = false
    type.hooks.removed = { child, cloud in
      guard let parent = ResourceTarget(id: child.id)?.parentKey else { return }
      cloud.state[parent]?.revision += 1
    }
    return type
  }

  // MARK: - Documents with children

  /// Children of a document: the list that its body shows them in, and their type.
  struct Children: Sendable {
    let segment: String
    let type: String
    /// Whether a write of the document makes them what it lists, and takes the others away.
    var isWritten = true
  }

  /// Lets a document have children: a PUT of it makes them what it lists, and its body shows them; `more` is what else it
  /// shows.
  static func hold(
    _ children: Children..., in type: inout ResourceType,
    showing more: @escaping @Sendable (StoredResource, inout Value, SimulatedCloud) -> Void = { _, _, _ in }
  ) {
    type.hooks.accepted = { draft, cloud in
      guard draft.call.method == "PUT" else { return }
      for child in children where child.isWritten {
        cloud.replaceChildren(of: draft, type: child.type, segment: child.segment, state: "Updating")
      }
    }
    type.hooks.completed = { resource, cloud in
      for child in children { completeChildren(of: resource, type: child.type, &cloud) }
    }
    type.hooks.shown = { resource, body, call, cloud in
      var body = body
      for child in children {
        body["properties", child.segment] = shownChildren(of: resource, type: child.type, call, cloud)
      }
      more(resource, &body, cloud)
      return body
    }
  }

  /// Refuses to delete what others name.
  static func keep(
    _ type: inout ResourceType, _ what: String, _ code: String, link: String,
    whileUsedBy users: @escaping @Sendable (StoredResource, SimulatedCloud) -> [StoredResource]
  ) {
    type.hooks.checkDeletion = { resource, _, cloud throws(Refusal) in
      let users = users(resource, cloud)
      if !users.isEmpty { throw inUse(code, what, resource, by: users, link: link) }
    }
  }

  /// The body of a child by itself, from its properties.
  static func childSchema(_ properties: Schema) -> Schema {
    Schema(
      """
      etag: any readOnly
      properties: @properties
      """, tables: ["properties": properties])
  }

  /// The same in the list of its document.
  static func partSchema(_ properties: Schema) -> Schema {
    Schema(
      """
      id: string
      name: string
      type: string
      etag: any readOnly
      properties: @properties
      """, tables: ["properties": properties])
  }

  private static func isValidName(_ name: String, _ lengths: ClosedRange<Int>) -> Bool {
    func isPlain(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber)
    }
    return lengths.contains(name.count) && name.first.map(isPlain) ?? false
      && name.last.map { isPlain($0) || $0 == "_" } ?? false && name.allSatisfy { isPlain($0) || "._-".contains($0) }
  }

  // MARK: - Contracts of all

  /// A document is written by one operation at a time.
  static func busy(_ key: String, _ cloud: SimulatedCloud) -> Refusal? {
    guard let operation = cloud.state.runningOperations(onOrBelow: key).first else { return nil }
    var refusal = Refusal(
      429, "AnotherOperationInProgress",
      "Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: "
        + "https://management.azure.com/subscriptions/\(operation.subscription)/providers/Microsoft.Network/locations/"
        + "centralus/operations/\(operation.id)?api-version=2025-01-01.")
    refusal.headers = cloud.retryAfter(operation, cloud.now)
    return refusal
  }

  private static func refusal(_ violation: Schema.Violation) -> Refusal {
    switch violation {
    case .unknown(let name, let path):
      var refusal = Refusal(400, "InvalidRequestFormat", "Cannot parse the request.")
      refusal.details = [
        [
          "code": "InvalidJson",
          "message": .string(
            "Could not find member '\(name)' on object of type '\(path.isEmpty ? "resource" : path)'."),
        ]
      ]
      return refusal
    default: return Refusal.standard(violation)
    }
  }

  /// Leaves of a reference only its id, and checks that what it names is there.
  static func settleReference(
    _ body: inout Value, _ name: String, to type: String, from id: String, _ cloud: SimulatedCloud
  ) throws(Refusal) {
    guard let reference = body[name], !reference.isNull else {
      body[name] = nil
      return
    }
    guard let target = reference["id"]?.stringValue, let found = cloud.state[ResourceIDs.key(target)],
      found.type == type
    else { throw missing(reference["id"]?.stringValue ?? "", from: id) }
    body[name] = ["id": .string(found.id)]
  }

  static func missing(_ target: String, from id: String) -> Refusal {
    Refusal(
      400, "InvalidResourceReference",
      "Resource \(target) referenced by resource \(id) was not found. Please make sure that the referenced resource "
        + "exists, and that both resources are in the same region.")
  }

  /// What a resource is named by, as its body shows it: `[{"id": ...}]`.
  static func backReferences(_ resources: [StoredResource]) -> Value? {
    resources.isEmpty ? nil : .tuple(resources.map { ["id": .string($0.id)] })
  }

  static func inUse(
    _ code: String, _ what: String, _ resource: StoredResource, by users: [StoredResource], link: String
  )
    -> Refusal
  {
    Refusal(
      400, code,
      "\(what) \(resource.id) cannot be deleted because it is in use by the following resources: "
        + users.map(\.id).joined(separator: ", ")
        + ". In order to delete the \(what), remove the association with the resource(s). To learn how to do this, see "
        + "\(link).")
  }

  /// What a PATCH may change: tags, which it replaces.
  static func keepingAllButTags(_ draft: inout Draft) -> Bool {
    guard draft.call.method == "PATCH", let existing = draft.existing else { return false }
    let tags = draft.request["tags"]
    draft.body = existing.body
    draft.body["tags"] = tags
    return true
  }

  /// The members of a list of named children in a body, taken out of it.
  static func takeChildren(_ list: String, of draft: inout Draft) throws(Refusal) -> [Draft.Child] {
    let elements = draft.body["properties", list]?.elements ?? []
    draft.body["properties", list] = nil
    var children: [Draft.Child] = []
    for element in elements {
      guard let name = element["name"]?.stringValue, isValidName(name, 1...80) else {
        throw Refusal(
          400, "InvalidRequestFormat", "Every element of '\(list)' needs a valid name.", target: "properties.\(list)")
      }
      if children.contains(where: { $0.name.lowercased() == name.lowercased() }) {
        throw Refusal(
          400, "DuplicateResourceName", "Resource \(draft.id) has two child resources with the same name (\(name)).")
      }
      children.append(Draft.Child(name: name, properties: element["properties"] ?? [:]))
    }
    return children
  }

  /// The children of a document as its own body shows them.
  static func shownChildren(of resource: StoredResource, type: String, _ call: Call, _ cloud: SimulatedCloud) -> Value {
    .tuple(cloud.state.below(resource.key).filter { $0.type == type }.map { cloud.shown($0, call) })
  }

  /// Ends the work on the children that were written with their parent.
  static func completeChildren(of resource: StoredResource, type: String, _ cloud: inout SimulatedCloud) {
    for var child in cloud.state.below(resource.key) where child.type == type && child.state != "Succeeded" {
      child.state = "Succeeded"
      cloud.state[child.key] = child
    }
  }
}
