import Resources
import Values

/// One line of a kind: an argument, an attribute or a block, and where it stands in the body.
package struct Argument: Sendable {
  /// Where a value comes from and goes to.
  package enum Place: Sendable {
    /// In the resource's id: the kind's route names it.
    case route
    /// In the body, seen from the enclosing block.
    case body(BodyPath, Codec)
    /// In the answer to a POST on the resource, fetched only when something needs it.
    case action(name: String, BodyPath, Codec)
    /// Made from the answer to such a POST and the resource's body.
    case answer(name: String, @Sendable (_ id: String, _ body: Value, _ answer: Value) -> Value)
    /// Made from the resource's id and other attributes.
    case derived(@Sendable (_ id: String, _ attributes: Members, _ body: Value) -> Value)
    /// Nowhere in Azure: it says how to go about a change.
    case engine
  }

  package enum Presence: Sendable {
    case required
    case optional
    /// Absent means this value, on create and afterwards.
    case optionalWithDefault(Value)
    case optionalComputed
    /// Absent means this value on create, and "as it is" afterwards.
    case optionalOnCreate(Value)
    case computed
  }

  package var schema: AttributeSchema
  package var place: Place
  /// What is inside a block.
  package private(set) var arguments: [Argument]
  /// The member that says whether a block is there, with its values for "yes" and "no"; without the first, every value but
  /// the second says yes.
  package var marker: (path: BodyPath, present: Value?, absent: Value?)?
  /// Which element a block is that is found by its name, where no name is known: `mode=System`.
  package var fallback: (key: String, value: String)?
  /// The member that says by being there that a block is.
  package var evidence: BodyPath?
  /// Where Azure answers a list that has one element, by itself, and whether it wants it there.
  package var alone: (path: BodyPath, isSent: Bool)?
  /// Where the elements of a repeated block stand for which a truth value holds, if not with the others.
  package var branch: (flag: String, path: BodyPath)?
  /// The member that the objects of a list have that are this argument's, where others have another one.
  package var share: String?
  /// The argument that tells the elements of a repeated block apart; it stands in the member of the same name.
  package var key: String?
  /// The path of the child resource, below this one, through which changes of a block are written.
  package var child: String?
  /// What it was to leave it out, in older versions of azurerm.
  package var former: [Former] = []
  /// How a data source reads from the body what the resource only sends in another form.
  var reading: (path: BodyPath, codec: Codec)?

  package init(_ name: String, _ type: Type, _ presence: Presence, at path: String? = nil, as codec: Codec = .same) {
    schema = AttributeSchema(name, .value(type), presence.inSchema)
    place = path.map { .body(BodyPath($0), codec) } ?? .engine
    arguments = []
    take(presence)
  }

  /// A nested block whose arguments' paths start at `path`; the codec is for the list of a repeated block's objects.
  package static func block(
    _ name: String, _ nesting: AttributeSchema.Nesting = .single, _ presence: Presence, at path: String = "",
    as codec: Codec = .same, @ArgumentBuilder _ arguments: () -> [Argument]
  ) -> Argument {
    Argument(name, nesting, presence, at: path, as: codec, arguments())
  }

  private init(
    _ name: String, _ nesting: AttributeSchema.Nesting, _ presence: Presence, at path: String, as codec: Codec,
    _ arguments: [Argument]
  ) {
    self.arguments = arguments
    schema = AttributeSchema(
      name, .block(nesting, ResourceSchema(arguments.map(\.schema))), presence.inSchema)
    place = .body(BodyPath(path), codec)
  }
}

extension Argument.Presence {
  fileprivate var inSchema: AttributeSchema.Presence {
    switch self {
    case .required: .required
    case .optional, .optionalWithDefault: .optional
    case .optionalComputed, .optionalOnCreate: .optionalComputed
    case .computed: .computed
    }
  }

  fileprivate var defaultValue: Value? {
    if case .optionalWithDefault(let value) = self { value } else { nil }
  }

  fileprivate var createDefault: Value? {
    if case .optionalOnCreate(let value) = self { value } else { nil }
  }
}

extension Argument {
  /// Says who gives the value, and what it is where nobody does.
  mutating func take(_ presence: Presence) {
    schema.presence = presence.inSchema
    schema.defaultValue = presence.defaultValue
    schema.createDefault = presence.createDefault
  }

  /// A block with other arguments in it.
  func holding(_ arguments: [Argument]) -> Argument {
    with {
      $0.arguments = arguments
      $0.schema = $0.schema.holding(ResourceSchema(arguments.map(\.schema)))
    }
  }

  func with(_ change: (inout Argument) -> Void) -> Argument {
    var copy = self
    change(&copy)
    return copy
  }

  /// Azure can't change it: the resource is replaced.
  package func replacing() -> Argument { with { $0.schema.replacement = .always } }

  /// Azure can't change it under a condition on the old and the new value.
  package func replacing(when reason: String, _ condition: @escaping @Sendable (Value, Value) -> Bool) -> Argument {
    with { $0.schema.replacement = .when(reason: reason, condition) }
  }

  /// It can't be changed once it is there, and replacing the resource for it would be worse: the plan stops, and says
  /// this.
  package func refusing(_ reason: String) -> Argument { with { $0.schema.refusal = reason } }

  /// Azure can't change it, of what is inside included, but can have something stand in while it is made anew: where the
  /// spec names that, it is rotated; else the change is refused for a reason, or the resource replaced where there is
  /// none.
  package func rotating(_ need: Replacement = .always, orRefusing refusal: String? = nil) -> Argument {
    with { $0.schema.rotation = Rotation(need: need, refusal: refusal) }
      .holding(arguments.map { $0.rotating(need, orRefusing: refusal) })
  }

  /// What counts where nobody says it, of what Azure doesn't keep: nothing that is live is compared with it.
  package func assumed(_ value: Value) -> Argument { with { $0.schema.assumedValue = value } }

  /// Azure keeps it when it is no longer sent and can't be told to give it up: the plan says that it stays.
  package func staying() -> Argument { with { $0.schema.staysWhenRemoved = true } }

  /// A block with nothing in it leaves no trace in Azure: it is as good as none.
  package func vanishingWhenEmpty() -> Argument { with { $0.schema.vanishesWhenEmpty = true } }

  /// A repeated block that may be written as one argument, too: `security_rule = []`.
  ///
  /// So it is where azurerm's schema has the mode `SchemaConfigModeAttr`.
  package func orValue() -> Argument { with { $0.schema.isValueToo = true } }

  /// It names what stands in during a rotation.
  package func namingStandIn() -> Argument { with { $0.schema.isRotationName = true } }

  /// It names what is rotated.
  package func namingRotated() -> Argument { with { $0.schema.isRotatedName = true } }

  package func compared(by comparison: Comparison) -> Argument { with { $0.schema.comparison = comparison } }

  /// The value, or each one in it, is the id of a resource, or one of a few words.
  package func isResourceID(or words: String...) -> Argument {
    let others = words.map { ", or \"\($0)\"" }.joined()
    return compared(by: .resourceID).following(
      ValueRule("must be the id of a resource, which begins with `/`\(others)", candidates: words) { value in
        (value.elements ?? [value]).allSatisfy { id in
          id.stringValue.map { $0.hasPrefix("/") || words.contains($0) } ?? true
        }
      })
  }

  package func sensitive() -> Argument { with { $0.schema.isSensitive = true } }

  /// Azure doesn't delete what it names while this resource is there: the two are replaced together.
  package func binding() -> Argument { with { $0.schema.isBound = true } }

  /// It may hold anything; what is in it stands in the body as it is.
  package func open(_ body: @escaping @Sendable (_ arguments: Value) -> OpenBody) -> Argument {
    with {
      $0.place = .body(BodyPath(""), .same)
      $0.schema.openBody = body
    }
  }

  /// Azure doesn't keep it: it counts as changed when it isn't what was applied.
  package func remembered() -> Argument { with { $0.schema.isRemembered = true } }

  /// An older form of its value, accepted with a warning.
  package func formerly(_ text: String, _ value: @escaping @Sendable (Value) -> Value?) -> Argument {
    with { $0.schema.formerForm = FormerForm(text, value) }
  }

  /// It says how a deletion is asked for: the record keeps it for when the spec no longer has the resource.
  package func forDeletion() -> Argument { with { $0.schema.isForDeletion = true } }

  /// Sent, and never answered.
  package func writeOnly() -> Argument { with { $0.schema.isWriteOnly = true } }

  package func formerly(_ names: String...) -> Argument { with { $0.schema.formerNames += names } }

  /// An older name by which it is written in another way.
  package func formerly(_ name: String, as reading: FormerReading) -> Argument {
    formerly(name).with { $0.schema.formerReadings[name] = reading }
  }

  /// It meant something in older versions, and doesn't any more: it is accepted with a warning.
  package func retired(_ reason: String) -> Argument { with { $0.schema.deprecation = reason } }

  package func described(_ text: String) -> Argument { with { $0.schema.documentation = text } }

  /// A computed attribute that becomes another when one of these arguments changes.
  package func changing(with arguments: String...) -> Argument { with { $0.schema.changesWith = arguments } }

  package func oneOf(_ values: String...) -> Argument { oneOf(values) }

  package func oneOf(_ values: [String]) -> Argument { with { $0.schema.rules.append(.oneOf(values)) } }

  package func following(_ rule: ValueRule) -> Argument { with { $0.schema.rules.append(rule) } }

  package func between(_ bounds: ClosedRange<Int>) -> Argument { with { $0.schema.rules.append(.between(bounds)) } }

  /// A rule on a text; `requirement` completes the sentence "NAME ...".
  package func matching(_ requirement: String, _ holds: @escaping @Sendable (String) -> Bool) -> Argument {
    with { $0.schema.rules.append(ValueRule(requirement) { $0.stringValue.map(holds) ?? true }) }
  }

  /// The block is there if the member at `path` has the value `present`, and goes by setting it to `absent`. Each element
  /// of a repeated block has the member.
  package func marked(by path: String, is present: Value, absent: Value? = nil) -> Argument {
    with { $0.marker = (BodyPath(path), present, absent) }
  }

  /// The block goes by setting the member at `path`, and nothing else in it, to a value; with any other it is there.
  package func going(bySetting path: String, to value: Value) -> Argument {
    with { $0.marker = (BodyPath(path), nil, value) }
  }

  /// The list that its values stand in holds others', too: its own have the member `member`.
  package func sharing(by member: String) -> Argument { with { $0.share = member } }

  /// The block is there if the member at `path` is.
  package func there(with path: String) -> Argument { with { $0.evidence = BodyPath(path) } }

  /// Azure answers a list of one element as that element, at another path; it may want it there, too.
  package func orAlone(at path: String, isSent: Bool = false) -> Argument {
    with { $0.alone = (BodyPath(path), isSent) }
  }

  /// The elements of a repeated block for which the argument `flag` is true stand in another list; the flag itself stands
  /// nowhere.
  package func elsewhere(at path: String, where flag: String) -> Argument {
    with { $0.branch = (flag, BodyPath(path)) }
  }

  /// The elements of a repeated block are told apart by one of their arguments, so that a write leaves alone those that
  /// it isn't about.
  package func named(by key: String) -> Argument { with { $0.key = key } }

  /// The element that a block named by its own argument is while that isn't known.
  package func elseFirst(_ key: String, is value: String) -> Argument { with { $0.fallback = (key, value) } }

  /// Changes of the block are written through a child resource: `agentPools/{name}`.
  package func written(throughChild path: String) -> Argument { with { $0.child = path } }

  /// From the answer of a POST action: `listClusterUserCredential`.
  package func from(action: String, at path: String, as codec: Codec = .same) -> Argument {
    with {
      $0.place = .action(name: action, BodyPath(path), codec)
      $0.schema.isFetched = true
    }
  }

  /// Made from the answer of a POST action, the id and the body.
  package func from(
    action: String, _ make: @escaping @Sendable (_ id: String, _ body: Value, _ answer: Value) -> Value
  ) -> Argument {
    with {
      $0.place = .answer(name: action, make)
      $0.schema.isFetched = true
    }
  }

  /// It counts the versions of arguments that Azure never answers: with another one they are sent again.
  package func counting(_ arguments: String...) -> Argument { with { $0.schema.counts = arguments } }

  /// Nobody writes it: the kind infers it from these arguments.
  package func inferred(from arguments: String...) -> Argument { with { $0.schema.inferredFrom = arguments } }

  /// Nothing of it stands in the body by itself: others are inferred from it.
  package func unsent() -> Argument { with { $0.place = .engine } }

  /// Made from the id, the other attributes and the body.
  package func derived(_ make: @escaping @Sendable (String, Members, Value) -> Value) -> Argument {
    with { $0.place = .derived(make) }
  }

  /// A data source reads it from the body, where the resource only sends it in another form.
  package func read(at path: String, as codec: Codec) -> Argument { with { $0.reading = (BodyPath(path), codec) } }

  /// Whether it can be read: what Azure keeps nowhere, or never answers, can't.
  var isAnswered: Bool {
    if reading != nil { return true }
    if case .engine = place { return false }
    return !schema.isWriteOnly
  }

  /// The argument as a data source has it: what was to be given is answered.
  func answered(except given: Set<String>) -> Argument {
    with { copy in
      guard !given.contains(copy.schema.name) else { return }
      copy.take(.computed)
      if let reading { copy.place = .body(reading.path, reading.codec) }
      copy.former = []
      copy.schema.deprecation = nil
      copy.schema.successor = nil
      copy.schema.rules = []
      copy.arguments = copy.arguments.filter(\.isAnswered).map { $0.answered(except: []) }
      copy.schema = copy.schema.holding(ResourceSchema(copy.arguments.map(\.schema)))
    }
  }
}

/// Lets a kind list its arguments one below another.
@resultBuilder
package enum ArgumentBuilder {
  package static func buildExpression(_ argument: Argument) -> [Argument] { [argument] }
  package static func buildExpression(_ arguments: [Argument]) -> [Argument] { arguments }
  package static func buildBlock(_ parts: [Argument]...) -> [Argument] { parts.flatMap { $0 } }
  package static func buildArray(_ parts: [[Argument]]) -> [Argument] { parts.flatMap { $0 } }
  package static func buildOptional(_ part: [Argument]?) -> [Argument] { part ?? [] }
}
