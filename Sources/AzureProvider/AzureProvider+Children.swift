import AzureKinds
import Configuration
import Resources
import Values

/// What lies beneath a resource and goes with it, as its body shows.
extension AzureProvider {
  package func children(
    of kind: ResourceKind, id: String, body: Value, arguments: Value?, recorded: RecordedArguments?
  ) -> [String] {
    guard kind.mode == .managed, let declaration = declaration(of: kind, id: id, apiVersion: nil) else { return [] }
    return declaration.holdings.flatMap { holding -> [String] in
      let blocks = declaration.blocks(in: holding.list)
      return (BodyTree(body)[holding.list.segments]?.elements ?? []).compactMap { element in
        guard let name = element[member: "name"]?.stringValue else { return nil }
        if declaration.isOpen, isInBody(name, holding, arguments, recorded) { return nil }
        let isOwn = blocks.contains { block in
          isNamed(name, in: arguments, by: block) ?? isRemembered(name, in: recorded, by: block)
            ?? isNamed(name, in: attributes(of: kind, id: id, body: body, arguments: nil), by: block) ?? false
        }
        return isOwn ? nil : element[member: "id"]?.stringValue ?? "\(id)/\(holding.type)/\(name)"
      }
    }
  }

  /// Whether the body that a spec writes out has the element with a name, or had it when it was applied.
  private func isInBody(
    _ name: String, _ holding: AzureKind.Holding, _ arguments: Value?, _ recorded: RecordedArguments?
  ) -> Bool {
    let body = arguments?[member: "body"] ?? .null(.dynamic)
    let elements = BodyTree(body)[holding.list.segments]?.elements
    if let elements, elements.contains(where: { $0[member: "name"]?.stringValue?.lowercased() == name.lowercased() }) {
      return true
    }
    let steps = ["body"] + holding.list.names
    return recorded?.has(ValuePath(steps.map { .member($0) })) ?? false
  }

  /// Whether a block of the arguments, as the spec has them, describes the element with a name.
  private func isNamed(_ name: String, in arguments: Value?, by block: Argument) -> Bool? {
    guard let elements = arguments?[member: block.schema.name]?.elements else { return nil }
    if elements.contains(where: { $0[member: "name"]?.stringValue?.lowercased() == name.lowercased() }) { return true }
    // A single block may have named another element when it was applied.
    return isRepeated(block) ? false : nil
  }

  /// Whether a block described the element with a name when it was applied; nil where nothing is remembered.
  private func isRemembered(_ name: String, in recorded: RecordedArguments?, by block: Argument) -> Bool? {
    let place = ValuePath([.member(block.schema.name)])
    guard let recorded, recorded.hasAny(under: place) else { return isRepeated(block) ? false : nil }
    // Of a repeated block the record has only that it was there.
    if isRepeated(block) { return true }
    return recorded.matches(
      .string(name), at: place.appending(.index(0)).appending(.member("name")), comparison: .exact)
  }

  private func isRepeated(_ block: Argument) -> Bool {
    if case .block(.single, _) = block.schema.content { false } else { true }
  }
}
