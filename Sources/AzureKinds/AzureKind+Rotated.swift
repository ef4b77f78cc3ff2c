import Resources
import Values

extension AzureKind {
  /// What of a kind can be made anew under the name it has, while something stands in for it.
  package struct Rotated: Sendable {
    /// The block that describes it; nil for the whole resource.
    package let block: String?
    /// The kind of what stands in.
    package let kind: String
    let hazards: @Sendable (_ planned: Value) -> [String]
  }

  /// The object that describes what is rotated; nil where there is none.
  package func rotatedPart(of value: Value) -> Value? {
    guard let block = rotated?.block else { return value }
    return value[member: block]?[0]
  }

  /// The arguments that ``rotatedPart(of:)`` is made of.
  package var rotatedSchema: ResourceSchema {
    if let block = rotatedBlock, case .block(_, let schema) = block.schema.content { return schema }
    return resourceKind.schema
  }

  /// The block that describes what is rotated; nil where that is the whole resource.
  package var rotatedBlock: Argument? {
    rotated?.block.flatMap { name in arguments.first { $0.schema.name == name } }
  }

  /// What could stand in for what a resource is to be, or for the part of it that can be rotated.
  ///
  /// - Parameter standInKind: the kind that ``Rotated/kind`` names.
  package func standIn(of id: String, planned: Value, kind standInKind: ResourceKind) -> StandIn? {
    guard let rotated, let part = rotatedPart(of: planned),
      let argument = (rotatedBlock?.arguments ?? arguments).first(where: \.schema.isRotationName),
      let name = part[member: argument.schema.name]?.stringValue,
      let original = rotatedBlock.map({ childID(of: $0, in: id, described: part) }) ?? id
    else { return nil }
    let place = original.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    return StandIn(
      kind: standInKind, id: "\(place)/\(name)", original: original, hazards: rotated.hazards(part))
  }

  /// The id of the child resource that a block is; nil where it isn't one, or its name isn't known.
  package func childID(of block: Argument, in id: String, described: Value?) -> String? {
    guard let template = block.child, let described else { return nil }
    let parts = template.split(separator: "/").map { part -> String? in
      guard part.hasPrefix("{"), part.hasSuffix("}") else { return String(part) }
      return described[member: String(part.dropFirst().dropLast())]?.stringValue
    }
    guard !parts.contains(nil) else { return nil }
    return "\(id)/\(parts.compactMap { $0 }.joined(separator: "/"))"
  }
}
