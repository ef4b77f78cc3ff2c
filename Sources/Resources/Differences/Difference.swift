import Values

/// What it takes to bring one resource from what is live to what the spec says: pure, and never surprised by what
/// Azure adds on its own.
package struct Difference: Sendable {
  /// One argument or attribute that will be another.
  package struct Change: Sendable {
    package let path: ValuePath
    package let old: Value
    package let new: Value
    /// Whether this one can't be made in place.
    package let forcesReplacement: Bool
    /// Whether this one is made by having something stand in for a while.
    package let isRotation: Bool
    /// Why it is there.
    package let cause: Cause
    /// Why it can't be made at all; nil where it can.
    package let refusal: String?
    /// What the argument names that is made anew under the id it had.
    package let replaced: [InstanceAddress]

    package init(
      path: ValuePath, old: Value, new: Value, forcesReplacement: Bool, isRotation: Bool = false, cause: Cause,
      refusal: String? = nil, replaced: [InstanceAddress] = []
    ) {
      self.isRotation = isRotation
      self.refusal = refusal
      self.replaced = replaced
      self.path = path
      self.old = old
      self.new = new
      self.forcesReplacement = forcesReplacement
      self.cause = cause
    }
  }

  /// Why an argument changes.
  package enum Cause: Sendable, Hashable {
    /// The spec says something else than at the last apply.
    case spec
    /// Azure has something else than what was applied.
    case drift
    /// Both the spec and Azure moved.
    case specAndDrift
    /// It was set once and the spec no longer has it.
    case removed
    /// There is no memory of what was applied.
    case unrecorded
    /// It follows from something that is known only after another change.
    case dependency
    /// It names something that is made anew under the id it had.
    case replacement
  }

  /// The whole value afterwards; unknown where Azure has yet to say.
  package let planned: Value
  package let changes: [Change]
  /// What was set once, is no longer in the spec and stays as it is, since Azure has no value of its own to go back to.
  package let kept: [ValuePath]

  /// The paths that can't be changed in place.
  package var replacementPaths: [ValuePath] {
    changes.filter(\.forcesReplacement).map(\.path)
  }

  /// Compares the arguments of the spec with what is live.
  ///
  /// - Parameters:
  ///   - arguments: an object of the schema's type, null where the spec says nothing.
  ///   - prior: what is live, of the same type; nil where nothing is.
  ///   - recorded: what was applied last; nil without a memory of it.
  ///   - replaced: what is made anew: an argument that names it counts as changed though its text is the same.
  ///   - refine: says what the schema can't, between planning and comparing.
  package init(
    schema: ResourceSchema, arguments: Value, prior: Value?, recorded: RecordedArguments?,
    replaced: ReplacedResources = .none, refine: (Value) -> Value = { $0 }
  ) {
    var builder = DifferenceBuilder(recorded: recorded, replaced: replaced)
    let planned = refine(builder.object(schema, arguments: arguments, prior: prior, at: ValuePath()))
    if prior != nil { builder.compare(schema, prior: prior, planned: planned, arguments: arguments, at: ValuePath()) }
    self.planned = builder.settled(planned, schema: schema)
    changes = builder.changes
    kept = prior == nil ? [] : builder.kept(schema, arguments: arguments, planned: planned, at: ValuePath())
  }
}

extension Difference {
  /// Other plans for the same changes: a replacement makes everything anew that an update would keep.
  package init(planned: Value, changes: [Change]) {
    self.planned = planned
    self.changes = changes
    kept = []
  }
}
