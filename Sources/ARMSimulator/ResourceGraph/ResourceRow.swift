import HTTP
import Values

/// A resource as Resource Graph's tables show it: the same columns for every type.
enum ResourceRow {
  /// The columns of every table, those that are texts first; the others hold what the resource has under that name.
  static let columns: [QueryTable.Column] =
    ["id", "name", "type", "tenantId", "kind", "location", "resourceGroup", "subscriptionId", "managedBy"]
    .map { QueryTable.Column(name: $0, type: .string) }
    + contents.map { QueryTable.Column(name: $0, type: .dynamic) }

  private static let contents = ["sku", "plan", "properties", "tags", "identity", "zones", "extendedLocation"]
  /// The columns in which a change shows.
  static let changing = ["kind", "location", "managedBy"] + contents

  /// What stands in the columns for an id, a type and a body.
  static func cells(id: String, name: String, type: String, body: Value) -> [Value] {
    let segments = id.split(separator: "/")
    let group = ResourceTarget(id: id)?.group ?? ""
    let texts = [
      id, name, type.lowercased(), Identifiers.tenant, body["kind"]?.stringValue ?? "",
      body["location"]?.stringValue ?? "", group.lowercased(), segments.count > 1 ? String(segments[1]) : "",
      body["managedBy"]?.stringValue ?? "",
    ]
    return texts.map { .string($0) } + contents.map { body[$0] ?? .null(.dynamic) }
  }
}

extension ResourceType {
  /// Whether a group's list of all its resources has it, and so Resource Graph.
  var isInGroup: Bool {
    isTracked && !name.hasPrefix("Microsoft.Features/") && name != "Microsoft.Resources/resourceGroups"
  }
}

extension SimulatedCloud {
  /// A resource's body as its newest api-version shows it, which is what Resource Graph reads.
  func graphBody(of resource: StoredResource) -> Value {
    guard let type = Catalogue.type(named: resource.type), let version = type.apiVersions.newest else {
      return resource.body
    }
    return type.hooks.shown(resource, resource.body, Call(reading: resource.id, version: version, now: now), self)
  }
}

extension APIVersions {
  /// The newest one that is no preview, if there is one.
  fileprivate var newest: String? { known.last { !$0.hasSuffix("preview") } ?? known.last }
}
