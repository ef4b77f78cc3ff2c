import Values

/// What may be written in a block: arguments and nested blocks.
package struct BlockSchema: Sendable {
  package var attributes: [String: AttributeSchema] {
    didSet { lazyLayout = LazyLayout() }
  }
  package var blocks: [String: BlockTypeSchema] {
    didSet { lazyLayout = LazyLayout() }
  }
  /// Shared by all copies, so that a schema is laid out once however many bodies are decoded.
  private var lazyLayout = LazyLayout()

  package init(attributes: [String: AttributeSchema] = [:], blocks: [String: BlockTypeSchema] = [:]) {
    self.attributes = attributes
    self.blocks = blocks
  }

  var layout: SchemaLayout { lazyLayout.layout(of: self) }

  /// The type of the object that a block of this schema becomes: every attribute and every nested block is in it.
  package var impliedType: Type { layout.impliedType }
}

extension BlockSchema: Hashable {
  package static func == (left: BlockSchema, right: BlockSchema) -> Bool {
    left.attributes == right.attributes && left.blocks == right.blocks
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(attributes)
    hasher.combine(blocks)
  }
}

/// One attribute of a block: an argument that may be set, or a result that may only be read, or both.
package struct AttributeSchema: Sendable, Hashable {
  package var type: Type
  /// Has to be written.
  package var isRequired: Bool
  /// May be written.
  package var isOptional: Bool
  /// Gets its value from elsewhere if it is not written.
  package var isComputed: Bool
  /// Has a value that is never shown.
  package var isSensitive: Bool
  /// What to do instead of using it, as full sentences.
  package var deprecation: String?
  /// Names that it used to have; they are taken as this one, with a warning.
  package var formerNames: [String]
  /// Those of them by which it is written in another way.
  package var formerReadings: [String: FormerReading]
  /// Outlives the run, so that nothing ephemeral may be in it.
  package var isPersisted: Bool
  /// Why it has to be written, as a full sentence, where that isn't plain.
  package var requirement: String?

  package init(
    _ type: Type, isRequired: Bool = false, isOptional: Bool = false, isComputed: Bool = false,
    isSensitive: Bool = false, deprecation: String? = nil, formerNames: [String] = [],
    formerReadings: [String: FormerReading] = [:], isPersisted: Bool = false, requirement: String? = nil
  ) {
    self.type = type
    self.isRequired = isRequired
    self.isOptional = isOptional
    self.isComputed = isComputed
    self.isSensitive = isSensitive
    self.deprecation = deprecation
    self.formerNames = formerNames
    self.formerReadings = formerReadings
    self.isPersisted = isPersisted
    self.requirement = requirement
  }

  /// The same attribute that may also be written by an old name.
  package func renamed(from name: String) -> AttributeSchema {
    var renamed = self
    renamed.formerNames.append(name)
    return renamed
  }

  package var isSettable: Bool { isRequired || isOptional }
}

/// One kind of nested block.
package struct BlockTypeSchema: Sendable, Hashable {
  package enum Nesting: Sendable, Hashable {
    /// At most one; an object, or null.
    case single
    /// Any number, in the order they are written.
    case list
    /// Any number, in no order, equal ones counted once.
    case set
    /// Any number, each with a label that nothing else has.
    case map
  }

  package var nesting: Nesting
  /// The fewest there may be; 0 for any.
  package var min: Int
  /// The most there may be; nil for any.
  package var max: Int?
  package var schema: BlockSchema
  package var deprecation: String?
  /// Names that it used to have; they are taken as this one, with a warning.
  package var formerNames: [String]
  /// Why the fewest have to be there, as a full sentence, where that isn't plain.
  package var requirement: String?
  /// Whether all of them may be written as one argument instead, a list of objects.
  package var isValueToo = false

  package init(
    _ nesting: Nesting, min: Int = 0, max: Int? = nil, _ schema: BlockSchema, deprecation: String? = nil,
    formerNames: [String] = []
  ) {
    self.nesting = nesting
    self.min = min
    self.max = max
    self.schema = schema
    self.deprecation = deprecation
    self.formerNames = formerNames
  }

  package var impliedType: Type {
    let element = schema.impliedType
    return switch nesting {
    case .single: element
    case .list: .list(element)
    case .set: .set(element)
    case .map: .map(element)
    }
  }

  /// The value of such an argument as if it had been written in blocks: where an object says nothing of a nested block,
  /// there is none; and since objects have to have all members with the provider that they are written for, what may be
  /// left out in a block is an empty text there.
  func completed(_ value: Value) -> Value {
    switch value {
    case .list(let elements, of: let type): .list(elements.map(completedElement), of: type)
    case .set(let elements, of: let type): .set(unordered: elements.map(completedElement), of: type)
    default: value
    }
  }

  private func completedElement(_ element: Value) -> Value {
    guard case .object(let members) = element else { return element }
    return .object(
      Members(
        members.map { name, value in
          if let block = schema.blocks[name] {
            return (name, value.isNull ? schema.layout.absent(name) ?? value : block.completed(value))
          }
          let isLeftOut = value.stringValue == "" && schema.attributes[name]?.isRequired == false
          return (name, isLeftOut ? .null(.string).marked(value.marks) : value)
        }))
  }

  /// What the argument takes that may be written instead of the blocks: an object lacks what a block need not say.
  var valueType: Type {
    let optional = Set(schema.attributes.filter { !$1.isRequired }.keys).union(
      schema.blocks.filter { $1.min == 0 }.keys)
    var types = schema.attributes.mapValues(\.type)
    for (name, block) in schema.blocks { types[name] = block.valueType }
    let element = Type.object(ObjectType(types, optional: optional))
    return switch nesting {
    case .single: element
    case .list: .list(element)
    case .set: .set(element)
    case .map: .map(element)
    }
  }
}
