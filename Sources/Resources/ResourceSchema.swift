import Values

/// The arguments and attributes of a resource kind or of a block in it, in the order to document them.
///
/// Never changed once made, and shared by reference: thousands of instances of a kind ask for it.
package final class ResourceSchema: Sendable {
  package let attributes: [AttributeSchema]
  /// The same in the order of the names in ``type``, which is that of a value's members.
  package let sortedAttributes: [AttributeSchema]
  /// The type of the kind's values: every attribute by name, blocks as objects, lists or sets of objects.
  package let type: Type

  package init(_ attributes: [AttributeSchema]) {
    self.attributes = attributes
    sortedAttributes = attributes.sorted { $0.name.precedesInUTF8($1.name) }
    names = sortedAttributes.map(\.name)
    boxes = sortedAttributes.map(Box.init)
    rotationName = attributes.first(where: \.isRotationName)?.name
    type = .object(ObjectType(sortedNames: names, types: sortedAttributes.map(\.type)))
    hasFollowers = attributes.contains { !$0.changesWith.isEmpty }
    hasOpenBodies = attributes.contains { $0.openBody != nil || $0.isRemembered }
    ruledArguments = attributes.filter { attribute in
      if case .block(_, let inner) = attribute.content { return attribute.isArgument && !inner.ruledArguments.isEmpty }
      return attribute.isArgument && !attribute.rules.isEmpty
    }
    reformedArguments = attributes.filter { $0.formerForm != nil }
    hiddenArguments = attributes.filter { $0.openBody != nil && $0.isWriteOnly }.map(\.name)
  }

  /// The arguments that nothing can refer to.
  private let hiddenArguments: [String]

  /// A value of the schema as references see it: what may hold anything and is never answered is null there.
  package func visible(_ value: Value) -> Value {
    if hiddenArguments.isEmpty { return value }
    return hiddenArguments.reduce(value) { $0.replacing(ValuePath([.member($1)]), with: .null(.dynamic)) }
  }

  /// Those of the arguments that have rules, in themselves or in what is in them.
  package let ruledArguments: [AttributeSchema]
  /// Those of the arguments that have an older form.
  package let reformedArguments: [AttributeSchema]

  private let names: [String]
  /// The sorted attributes once more, each behind a reference: to copy one takes longer than to make most values.
  private let boxes: [Box]

  private final class Box: Sendable {
    let attribute: AttributeSchema

    init(_ attribute: AttributeSchema) {
      self.attribute = attribute
    }
  }

  /// Whether a change of an argument makes something that Azure says another one.
  let hasFollowers: Bool
  /// Whether what is live has to be limited to what is ours.
  let hasOpenBodies: Bool

  /// The argument that names what stands in during a rotation; nil where there is none.
  package let rotationName: String?

  /// An object with a value for each attribute; all objects of a schema share their names.
  package func object(_ value: (AttributeSchema) -> Value) -> Value {
    .object(Members(sortedKeys: names, values: boxes.map { value($0.attribute) }))
  }

  /// The attribute that a path leads to or into; nil where it leads to none.
  package func attribute(at path: ValuePath) -> AttributeSchema? {
    var schema = self
    var found: AttributeSchema?
    for case .member(let name) in path.steps {
      guard let attribute = schema[name] else { return found }
      found = attribute
      guard case .block(_, let inner) = attribute.content else { return found }
      schema = inner
    }
    return found
  }

  package subscript(name: String) -> AttributeSchema? {
    attributes.first { $0.name == name || $0.formerNames.contains(name) }
  }

  /// A value of the schema of which nothing is known but what is sensitive, and that there is an id.
  package var unknown: Value {
    object { attribute in
      let value = Value.unknown(attribute.type, Refinement(isNotNull: attribute.name == "id"))
      return attribute.isSensitive ? value.marked(.sensitive) : value
    }
  }
}

/// One argument, attribute or nested block of a kind.
package struct AttributeSchema: Sendable {
  /// What an attribute holds.
  package enum Content: Sendable {
    case value(Type)
    /// A nested block, written without `=`.
    case block(Nesting, ResourceSchema)
  }

  /// How often a block may stand, and what its values are.
  package enum Nesting: Sendable, Hashable {
    /// At most once. Its value is a list of at most one object, since references say `identity[0].principal_id`.
    case single
    case list(min: Int = 0, max: Int = .max)
    case set(min: Int = 0, max: Int = .max)
  }

  /// Who gives the value.
  package enum Presence: Sendable, Hashable {
    case required
    case optional
    /// The user may; where they don't, Azure does.
    case optionalComputed
    /// Only Azure.
    case computed
  }

  package let name: String
  package private(set) var content: Content
  package var presence: Presence
  /// Why it is required, as a full sentence, where it isn't in every version of what people know it from.
  package var requirement: String?
  /// What counts when the argument is absent, on create and afterwards.
  package var defaultValue: Value?
  /// Whether that is another in other versions of the provider that a spec may be written for.
  package var variesByVersion = false
  package var isSensitive = false
  /// Sent but never answered by Azure.
  package var isWriteOnly = false
  package var replacement: Replacement = .never
  /// Which changes are made by rotation; nil where none is.
  package var rotation: Rotation?
  /// Whether Azure keeps it when it is no longer sent, and can't be told to give it up.
  package var staysWhenRemoved = false
  /// Whether a block in which nothing is said is as good as none: no trace of it is left in Azure.
  package var vanishesWhenEmpty = false
  /// Whether a repeated block may be written as one argument, too, with a list of objects.
  package var isValueToo = false
  /// Whether it names what stands in during a rotation of what it is an argument of.
  package var isRotationName = false
  /// Whether it is the name of what is rotated: a rotation that was not finished shows by another one.
  package var isRotatedName = false
  /// Why a change of it is not planned at all, in full sentences.
  package var refusal: String?
  package var comparison: Comparison = .exact
  package var rules: [ValueRule] = []
  /// Older names of the same argument, accepted with a warning.
  package var formerNames: [String] = []
  /// Those of them by which it is written in another way.
  package var formerReadings: [String: FormerReading] = [:]
  /// Why it need not be written any more, in full sentences: it is accepted with a warning, and means nothing.
  package var deprecation: String?
  /// The argument that is written in its place, where it still means something.
  package var successor: String?
  package var documentation = ""
  /// What is sent on create where the argument is absent; on a live resource absent means "as it is".
  package var createDefault: Value?
  /// What counts where the argument is absent, of what nothing live is compared with.
  package var assumedValue: Value?
  /// Whether Azure tells it only when asked separately: it is, as soon as something uses it.
  package var isFetched = false
  /// Whether what the argument names can't go while this resource is there: it is replaced along with it.
  package var isBound = false
  /// The arguments whose change makes a computed value unknown until after the update.
  package var changesWith: [String] = []
  /// The arguments that Azure never answers and that are sent again when this one, which counts their versions, changes.
  package var counts: [String] = []
  /// How it is gone about if it may hold anything, by the arguments around it; nil for every other. Only a kind's own
  /// arguments can be so, not those of a block.
  package var openBody: (@Sendable (_ arguments: Value) -> OpenBody)?
  /// Whether Azure doesn't keep it: it counts as changed when it is not what was applied.
  package var isRemembered = false
  /// Whether it says how a deletion is asked for, so that the record keeps it for when the spec no longer has it.
  package var isForDeletion = false
  /// An older form of its value, accepted with a warning.
  package var formerForm: FormerForm?
  /// The arguments that it follows from, as the kind's `infer` says; empty for what users write themselves. It is planned,
  /// compared, sent and recorded as if it were written.
  package var inferredFrom: [String] = []

  package init(_ name: String, _ content: Content, _ presence: Presence) {
    self.name = name
    self.content = content
    self.presence = presence
  }

  /// A block with other arguments in it.
  package func holding(_ schema: ResourceSchema) -> AttributeSchema {
    guard case .block(let nesting, _) = content else { return self }
    var copy = self
    copy.content = .block(nesting, schema)
    return copy
  }

  /// The type of the attribute's value.
  package var type: Type {
    switch content {
    case .value(let type): type
    case .block(.single, let schema), .block(.list, let schema): .list(schema.type)
    case .block(.set, let schema): .set(schema.type)
    }
  }

  /// Whether the user may write it.
  package var isArgument: Bool { presence != .computed }

  /// Whether it follows from other arguments, so that nobody may write it.
  package var isInferred: Bool { !inferredFrom.isEmpty }

  /// Whether no answer of Azure's says what it is, so that it is compared with what was applied last.
  package var isNeverAnswered: Bool { isWriteOnly || !counts.isEmpty }

  /// Whether what was set once stays when nobody sets it any more. A block goes, for Azure to decide again.
  package var isKept: Bool { staysWhenRemoved || presence == .optionalComputed && createDefault == nil && !isBlock }

  package var isBlock: Bool {
    if case .block = content { true } else { false }
  }
}

/// An older form of an argument's value.
package struct FormerForm: Sendable {
  /// What it is: `a JSON text`.
  package let text: String
  /// The value in the form that counts; nil for what isn't in the older form.
  package let value: @Sendable (Value) -> Value?

  package init(_ text: String, _ value: @escaping @Sendable (Value) -> Value?) {
    self.text = text
    self.value = value
  }
}

/// Whether a change of an argument can be made in place.
package enum Replacement: Sendable {
  case never
  /// Azure can't change it: the resource is replaced.
  case always
  /// It depends on the old and the new value; `reason` says when, for the documentation.
  case when(reason: String, @Sendable (_ old: Value, _ new: Value) -> Bool)

  package func applies(from old: Value, to new: Value) -> Bool {
    switch self {
    case .never: false
    case .always: true
    case .when(_, let condition): condition(old, new)
    }
  }
}

/// A rule that an argument's value has to meet, with the words for the user who breaks it.
package struct ValueRule: Sendable {
  /// What is allowed: `must be 1 to 63 letters, digits, hyphens and underscores`.
  package let requirement: String
  package let holds: @Sendable (Value) -> Bool
  /// Texts that are allowed, in one of which a wrong one is likely misspelt.
  package let candidates: [String]
  /// The least and the greatest number that is allowed, where it is about a number.
  package let bounds: ClosedRange<Int>?

  package init(
    _ requirement: String, candidates: [String] = [], bounds: ClosedRange<Int>? = nil,
    _ holds: @escaping @Sendable (Value) -> Bool
  ) {
    self.requirement = requirement
    self.holds = holds
    self.candidates = candidates
    self.bounds = bounds
  }

  /// One of a few strings.
  package static func oneOf(_ allowed: [String]) -> ValueRule {
    let list = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
    return ValueRule("must be one of \(list)", candidates: allowed) { value in
      value.stringValue.map(allowed.contains) ?? true
    }
  }

  /// A list or set that has only a few strings in it.
  package static func only(_ allowed: [String]) -> ValueRule {
    let list = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
    return ValueRule("must have only \(list) in it", candidates: allowed) { value in
      (value.elements ?? []).allSatisfy { $0.stringValue.map(allowed.contains) ?? true }
    }
  }

  /// A number within bounds.
  package static func between(_ bounds: ClosedRange<Int>) -> ValueRule {
    ValueRule("must be between \(bounds.lowerBound) and \(bounds.upperBound)", bounds: bounds) { value in
      value.intValue.map(bounds.contains) ?? true
    }
  }
}
