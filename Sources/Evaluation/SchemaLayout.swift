import Synchronization
import Syntax
import Values

/// A schema made ready for decoding many bodies: what doesn't depend on the body is computed once.
final class SchemaLayout: Sendable {
  /// What one member of the decoded object comes from.
  struct Entry: Sendable {
    let name: String
    let attribute: AttributeSchema?
    /// How the member is written as blocks; an attribute may be, if it is a list or a set of objects.
    let block: BlockTypeSchema?
    /// Whether it is meant to be written as blocks, and as an argument only besides.
    let isBlock: Bool
    /// The type of the member.
    let type: Type
    /// The type of one block.
    let blockType: Type
    /// Whether the type of a block is open, so that blocks of one kind may differ in it.
    let isOpen: Bool
    /// What the member is if nothing is written.
    let absent: Value
  }

  /// The members of the decoded object, sorted by name, and where each comes from.
  let names: [String]
  let entries: [Entry]
  /// The decoded object with nothing written.
  let absent: [Value]
  /// Members that are missed if nothing is written.
  let demanded: [Int]
  let impliedType: Type
  private let attributes: [String: Int]
  private let blocks: [String: Int]

  init(_ schema: BlockSchema) {
    names = (Array(schema.attributes.keys) + Array(schema.blocks.keys)).sorted { $0.precedesInUTF8($1) }
    entries = names.map { name in
      if let block = schema.blocks[name] { return Entry(name, block) }
      return Entry(name, schema.attributes[name] ?? AttributeSchema(.dynamic))
    }
    absent = entries.map(\.absent)
    demanded = entries.indices.filter { [entries] in
      entries[$0].isBlock ? (entries[$0].block?.min ?? 0) > 0 : entries[$0].attribute?.isRequired == true
    }
    impliedType = .object(
      ObjectType(Dictionary(zip(names, entries.map(\.type)), uniquingKeysWith: { first, _ in first })))
    var attributes: [String: Int] = [:]
    var blocks: [String: Int] = [:]
    for (index, entry) in entries.enumerated() {
      if entry.attribute != nil { attributes[entry.name] = index }
      if entry.block != nil { blocks[entry.name] = index }
    }
    // A present name goes before a former one.
    for (index, entry) in entries.enumerated() {
      for former in entry.attribute?.formerNames ?? entry.block?.formerNames ?? [] {
        if entry.attribute != nil, attributes[former] == nil { attributes[former] = index }
        if entry.block != nil, blocks[former] == nil { blocks[former] = index }
      }
    }
    self.attributes = attributes
    self.blocks = blocks
  }

  /// The member that an argument of a name sets.
  func attribute(_ name: String) -> Int? { attributes[name] }

  /// What a member is if nothing is written.
  func absent(_ name: String) -> Value? {
    names.firstIndex(of: name).map { absent[$0] }
  }

  /// The member that blocks of a type go into.
  func block(_ type: String) -> Int? { blocks[type] }

  var settableAttributes: [String] {
    entries.filter { $0.attribute?.isSettable == true }.map(\.name)
  }

  var blockTypes: [String] {
    entries.filter(\.isBlock).map(\.name)
  }
}

extension SchemaLayout.Entry {
  fileprivate init(_ name: String, _ block: BlockTypeSchema) {
    let argument = block.isValueToo ? AttributeSchema(block.valueType, isOptional: true) : nil
    self.init(name, argument, block, block.impliedType, isBlock: true)
  }

  fileprivate init(_ name: String, _ attribute: AttributeSchema) {
    self.init(
      name, attribute, attribute.isSettable ? attribute.blockType : nil, attribute.type.withoutOptional, isBlock: false)
  }

  private init(
    _ name: String, _ attribute: AttributeSchema?, _ block: BlockTypeSchema?, _ type: Type, isBlock: Bool
  ) {
    self.name = name
    self.attribute = attribute
    self.block = block
    self.isBlock = isBlock
    self.type = type
    blockType = block?.schema.impliedType ?? .dynamic
    isOpen = blockType.hasDynamic
    absent =
      if isBlock, let block {
        block.value(of: [], blockType, isOpen: isOpen)
      } else {
        .null(type)
      }
  }
}

extension BlockTypeSchema {
  /// The blocks of a type as one value; the labels count in a map only.
  func value(of blocks: [(label: String, value: Value)], _ type: Type, isOpen: Bool) -> Value {
    let elements = blocks.map(\.value)
    // Elements of a collection are of one type; where the schema leaves types open that may not be so.
    switch nesting {
    case .single: return elements.first ?? .null(type)
    case .list: return isOpen ? .tuple(elements) : .list(elements, of: type)
    case .set: return isOpen ? .tuple(elements) : .set(unordered: elements, of: type)
    case .map: return isOpen ? .object(Members(blocks)) : .map(Members(blocks), of: type)
    }
  }
}

extension AttributeSchema {
  /// The blocks that an attribute may be written as: one that is a list or a set of objects.
  var blockType: BlockTypeSchema? {
    switch type {
    case .list(.object(let object)): BlockTypeSchema(.list, BlockSchema(object))
    case .set(.object(let object)): BlockTypeSchema(.set, BlockSchema(object))
    default: nil
    }
  }
}

extension BlockSchema {
  /// The schema of blocks that stand for objects of a type.
  fileprivate init(_ object: ObjectType) {
    self.init(
      attributes: Dictionary(
        uniqueKeysWithValues: zip(object.names, object.types).map { ($0, AttributeSchema($1, isOptional: true)) }))
  }
}

/// A layout that is made when it is first asked for.
final class LazyLayout: Sendable {
  private let layout = Mutex<SchemaLayout?>(nil)

  func layout(of schema: BlockSchema) -> SchemaLayout {
    if let layout = layout.withLock({ $0 }) { return layout }
    // Two threads may both make it; either will do.
    let made = SchemaLayout(schema)
    layout.withLock { $0 = made }
    return made
  }
}

extension SchemaLayout {
  /// What a name is in the JSON form.
  func role(of name: String) -> SyntaxBody.PropertyRole {
    if let member = attribute(name), !entries[member].isBlock { return .argument(.template) }
    if let member = block(name), let type = entries[member].block {
      return .block(type.nesting == .map ? ["name"] : [])
    }
    return name == "dynamic" ? .block(["type"]) : .unexpected(among: names)
  }
}
