import AzureKinds
import Configuration
import Resources
import Values

/// Resources that show in the bodies of others: subnets in that of their network, and what is nothing but a path of
/// another's body.
extension AzureProvider {
  package func attributes(
    of kind: ResourceKind, id: String, body: Value, arguments: Value?, parts: [ResourcePart]
  ) -> Value {
    guard let declaration = declaration(of: kind, id: id, apiVersion: body[member: "apiVersion"]?.stringValue) else {
      return .unknown(kind.schema.type)
    }
    let paths = parts.flatMap { self.paths(of: $0, inBodyOf: id) }
    return AttributeDecoder(declaration, id: id, body: body, without: paths).attributes(arguments: arguments)
  }

  package func wholes(of kind: ResourceKind, id: String) -> [String] {
    guard kind.mode == .managed else { return [] }
    return kind.isKnownByAddress ? [id.lowercased()] : places(of: kind.name, id: id).map(\.owner)
  }

  package func overlaps(of kind: ResourceKind, id: String, arguments: Value, parts: [ResourcePart])
    -> [ResourcePart]
  {
    guard !parts.isEmpty, let declaration = declaration(of: kind) else { return [] }
    let body = BodyTree(BodyEncoder.creation(of: declaration, planned: arguments))
    return parts.filter { part in paths(of: part, inBodyOf: id).contains { body[$0] != nil } }
  }

  private func paths(of part: ResourcePart, inBodyOf id: String) -> [[BodyPath.Segment]] {
    let id = id.lowercased()
    if !part.paths.isEmpty { return part.id == id ? part.paths.map(BodyTree.segments(of:)) : [] }
    return places(of: part.kind, id: part.id).filter { $0.owner == id }.prefix(1).map(\.path)
  }

  /// Where a resource shows: in the body of the one above it, and through that perhaps in that of a further one.
  private func places(of kind: String, id: String) -> [(owner: String, path: [BodyPath.Segment])] {
    var places: [(owner: String, path: [BodyPath.Segment])] = []
    var next = (kind: kind, id: id)
    while let declaration = declaration(named: next.kind, id: next.id), let place = declaration.place(of: next.id) {
      places.append((place.owner.lowercased(), place.path + (places.last?.path ?? [])))
      next = (declaration.place?.kind ?? "", place.owner)
    }
    return places
  }
}
