import Configuration
import Resources

/// Where a kind stands in the body of another resource.
extension AzureKind {
  package struct Place: Sendable {
    /// The kind of that resource.
    package let kind: String
    /// The path in its body; arguments of the id stand in braces.
    package let path: BodyPath
    /// Whether the place is all there is of it.
    package let isAll: Bool
  }

  /// The id of the resource whose body a resource of this kind shows in, and the path there; nil for most kinds.
  package func place(of id: String) -> (owner: String, path: [BodyPath.Segment])? {
    guard let place, let values = route.arguments(of: id), let owner = ownerID(of: id, place, values) else {
      return nil
    }
    let path = place.path.segments.map { segment -> BodyPath.Segment in
      guard case .element(let list, let key, let value?) = segment, value.hasPrefix("{"), value.hasSuffix("}") else {
        return segment
      }
      return .element(list: list, key: key, value: values[String(value.dropFirst().dropLast())])
    }
    return (owner, path)
  }

  private func ownerID(of id: String, _ place: Place, _ values: [String: String]) -> String? {
    if place.isAll { return route.arguments.first.flatMap { values[$0] } }
    let parts = id.split(separator: "/")
    return parts.count > 2 ? parts.dropLast(2).map { "/\($0)" }.joined() : nil
  }

  /// For a kind that is no resource of its own: where it is.
  var ownedPath: OwnedPath? {
    guard mode == .managed else { return nil }
    if let membersOwned { return OwnedPath(text: membersOwned, argument: membersOwned) { $0 } }
    guard let place, place.isAll else { return nil }
    let kind = self
    return OwnedPath(text: place.path.names.joined(separator: ".")) { kind.place(of: $0)?.owner }
  }
}
