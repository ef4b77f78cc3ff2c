import Resources

extension AzureKind {
  /// A list in a resource's body that shows what lies beneath it.
  package struct Holding: Sendable {
    /// The part of the children's ids before their names: `agentPools`.
    package let type: String
    package let list: BodyPath
  }

  /// The blocks whose elements stand in a list of the body: through them a resource's own arguments say what is in it.
  package func blocks(in list: BodyPath) -> [Argument] {
    arguments.filter { argument in
      guard case .body(let path, _) = argument.place, case .block = argument.schema.content else { return false }
      return path.names == list.names
    }
  }
}
