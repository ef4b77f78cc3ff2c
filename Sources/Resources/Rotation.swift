/// Which changes of an argument Azure makes only by having something stand in under another name while what is there
/// goes and comes back.
package struct Rotation: Sendable {
  /// The changes that need it.
  package let need: Replacement
  /// Why such a change isn't planned where the spec names nothing that stands in, in full sentences; nil where the
  /// resource is replaced then.
  package let refusal: String?

  package init(need: Replacement, refusal: String?) {
    self.need = need
    self.refusal = refusal
  }
}

/// What stands in for a resource, or for a part of one, while that is made anew under the name it has.
package struct StandIn: Sendable {
  /// What it is, as a resource of its own.
  package let kind: ResourceKind
  package let id: String
  /// The id of what it stands in for.
  package let original: String
  /// What its time means for those who use the original: fragments of sentences.
  package let hazards: [String]
  /// Whether it is there already, from a rotation that was not finished.
  package var isThere = false

  package init(kind: ResourceKind, id: String, original: String, hazards: [String]) {
    self.kind = kind
    self.id = id
    self.original = original
    self.hazards = hazards
  }

  /// What a rotation does, in order, as far as nothing of it is done yet.
  package var steps: [String] {
    let original = Self.name(original)
    return [
      "create \(name) with the new settings", "delete \(original)", "create \(original) anew", "delete \(name)",
    ]
  }

  /// What it is called.
  package var name: String { Self.name(id) }

  private static func name(_ id: String) -> String { id.split(separator: "/").last.map(String.init) ?? id }
}
