import Configuration
import Resources

extension AzureKind {
  /// Where ARM lists resources of a kind that lie beneath others.
  package struct Collection: Sendable, Hashable {
    /// The type of what they lie beneath; nil for extensions, which lie beneath anything.
    package let parentType: String?
    /// The rest of the list's path: `/subnets`.
    package let path: String
  }

  /// The type in Azure.
  package var type: String { childType ?? route.type }

  /// Where resources of this kind are listed; nil for what a resource group or a subscription lists, and for what is no
  /// resource of its own.
  package var collection: Collection? {
    guard mode == .managed, ownership == .owned, place?.isAll != true, case .argument? = route.segments.last,
      route.second == nil
    else { return nil }
    let before = route.segments.dropLast()
    guard let parent = before.lastIndex(where: { if case .argument = $0 { true } else { false } }) else { return nil }
    let literals = before[(parent + 1)...].compactMap { if case .literal(let text) = $0 { text } else { nil } }
    guard !literals.isEmpty else { return nil }
    let path = literals.map { "/\($0)" }.joined()
    if literals.first?.lowercased() == "providers" {
      return route.isBeneathAnother ? Collection(parentType: nil, path: path) : nil
    }
    // Of `blobServices/default/containers` two levels of the type are this kind's own.
    let types = type.split(separator: "/")
    let levels = (literals.count + 1) / 2
    guard types.count > levels + 1 else { return nil }
    return Collection(parentType: types.dropLast(levels).joined(separator: "/"), path: path)
  }
}
