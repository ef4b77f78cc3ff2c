import Diagnostics
import Syntax
import Values

/// Reads the body of a block as a schema says: every argument evaluated and converted, nested blocks collected,
/// `dynamic` blocks expanded.
package struct BodyDecoder {
  /// A body as a value.
  package struct Decoded: Sendable {
    /// An object with every attribute of the schema (null where it is not written) and every nested block (an object
    /// or null, a list, a set or a map; unknown where a `dynamic` block does not know yet how many there are).
    package let value: Value
    /// Where the parts of the value are written.
    package let sources: BodySources
    package let diagnostics: [Diagnostic]
  }

  /// Decodes a body.
  /// - Parameter ignoring: arguments and blocks of this body that somebody else reads, such as `count` and `lifecycle`.
  package static func decode(
    _ body: SyntaxBody, as schema: BlockSchema, by evaluator: Evaluator, ignoring: Set<String> = []
  ) -> Decoded {
    var decoder = BodyDecoder()
    let value = decoder.object(body, as: schema, by: evaluator, ignoring: ignoring)
    return Decoded(value: value, sources: BodySources(body, schema), diagnostics: decoder.diagnostics)
  }

  private var diagnostics: [Diagnostic] = []

  private mutating func object(
    _ body: SyntaxBody, as schema: BlockSchema, by evaluator: Evaluator, ignoring: Set<String> = []
  ) -> Value {
    let names = SchemaNames(schema)
    var arguments: [String: Argument] = [:]
    var blocks: [String: BlockCollection] = [:]
    for item in body.items {
      switch item {
      case .argument(let argument):
        if ignoring.contains(argument.name) { continue }
        if let name = attribute(argument, names, arguments) { arguments[name] = argument }
      case .block(let block):
        if ignoring.contains(block.type) { continue }
        for (name, found) in instances(of: block, names, arguments: body, by: evaluator) {
          blocks[name, default: BlockCollection()].add(found)
        }
      }
    }
    var members: [(String, Value)] = []
    members.reserveCapacity(schema.attributes.count + schema.blocks.count)
    for (name, attribute) in schema.attributes.sorted(by: { $0.key.precedesInUTF8($1.key) }) {
      if let found = blocks[name], let blockType = attribute.blockType {
        members.append((name, collection(found, name, of: blockType, in: body)))
      } else {
        members.append((name, value(of: arguments[name], name, attribute, in: body, by: evaluator)))
      }
    }
    for (name, blockType) in schema.blocks.sorted(by: { $0.key.precedesInUTF8($1.key) }) {
      members.append((name, collection(blocks[name] ?? BlockCollection(), name, of: blockType, in: body)))
    }
    return .object(Members(members))
  }

  // MARK: - Arguments

  /// The attribute that an argument sets; nil, with a diagnostic, if it sets none.
  private mutating func attribute(
    _ argument: Argument, _ names: SchemaNames, _ earlier: [String: Argument]
  ) -> String? {
    guard let name = names.attribute(argument.name), let schema = names.schema.attributes[name] else {
      diagnostics.append(.unsupportedArgument(argument, names))
      return nil
    }
    guard schema.isSettable else {
      diagnostics.append(.unconfigurable(argument))
      return nil
    }
    if let first = earlier[name] {
      diagnostics.append(.argumentSetTwice(argument, first))
      return nil
    }
    if name != argument.name { diagnostics.append(.renamedArgument(argument, to: name)) }
    if let reason = schema.deprecation { diagnostics.append(.deprecatedArgument(argument, reason)) }
    return name
  }

  private mutating func value(
    of argument: Argument?, _ name: String, _ schema: AttributeSchema, in body: SyntaxBody, by evaluator: Evaluator
  ) -> Value {
    guard let argument else {
      if schema.isRequired { diagnostics.append(.missingArgument(name, in: body)) }
      return .null(schema.type.withoutOptional)
    }
    let (given, found) = evaluator.value(of: argument.expression)
    diagnostics += found
    if found.hasErrors { return .unknown(schema.type.withoutOptional) }
    do throws(ConversionError) {
      let value = try given.converted(to: schema.type)
      if schema.isRequired, value.isNull { diagnostics.append(.nullArgument(argument)) }
      return value
    } catch {
      diagnostics.append(.wrongType(of: argument, error))
      return .unknown(schema.type.withoutOptional)
    }
  }

  // MARK: - Blocks

  /// The blocks that one block in the source stands for (one, or what a `dynamic` block makes), by their type; empty,
  /// with a diagnostic, if it is out of place.
  private mutating func instances(
    of block: SyntaxBlock, _ names: SchemaNames, arguments body: SyntaxBody, by evaluator: Evaluator
  ) -> [(String, BlockCollection)] {
    let isDynamic = block.type == "dynamic" && names.schema.blocks["dynamic"] == nil
    if isDynamic, block.labels.count != 1 {
      diagnostics.append(.dynamicWithoutType(block))
      return []
    }
    let written = isDynamic ? block.labels[0].text : block.type
    let place = isDynamic ? block.labels[0].range : block.typeRange
    guard let (name, type) = names.block(written), body.argument(name) == nil || names.schema.blocks[name] != nil else {
      diagnostics.append(.unsupportedBlock(written, at: place, names))
      return []
    }
    if name != written { diagnostics.append(.renamedBlock(written, to: name, at: place)) }
    if let reason = type.deprecation { diagnostics.append(.deprecatedBlock(at: place, reason)) }
    if isDynamic {
      let expansion = DynamicBlock(block, evaluator).expanded()
      diagnostics += expansion.diagnostics
      return expansion.blocks.map { [(name, $0)] } ?? []
    }
    let labels = block.labels.map { BlockInstance.Label(text: $0.text, range: $0.range) }
    let instance = BlockInstance(labels: labels, body: block.body, range: block.headerRange, evaluator: evaluator)
    return [(name, BlockCollection(instances: [instance]))]
  }

  /// All blocks of a type as one value.
  private mutating func collection(
    _ blocks: BlockCollection, _ name: String, of type: BlockTypeSchema, in body: SyntaxBody
  ) -> Value {
    checkCount(blocks, name, of: type, in: body)
    var values: [(label: String, value: Value)] = []
    for instance in blocks.instances {
      let label = label(of: instance, name, type, among: values.map(\.label))
      let value = object(instance.body, as: type.schema, by: instance.evaluator)
      if let label { values.append((label, value)) }
    }
    for trial in blocks.trials { _ = object(trial.body, as: type.schema, by: trial.evaluator) }
    if !blocks.isKnown { return Value.unknown(type.impliedType).marked(blocks.marks) }
    let element = type.schema.impliedType
    let elements = values.map(\.value)
    let collection: Value =
      switch type.nesting {
      case .single: elements.first ?? .null(element)
      // Elements of a list are of one type; where the schema leaves types open that may not be so.
      case .list: element.hasDynamic ? .tuple(elements) : .list(elements, of: element)
      case .set: element.hasDynamic ? .tuple(elements) : .set(unordered: elements, of: element)
      case .map: element.hasDynamic ? .object(Members(values)) : .map(Members(values), of: element)
      }
    return collection.marked(blocks.marks)
  }

  private mutating func checkCount(
    _ blocks: BlockCollection, _ name: String, of type: BlockTypeSchema, in body: SyntaxBody
  ) {
    let count = blocks.instances.count
    if type.nesting == .single {
      if count > 1 {
        diagnostics.append(.duplicateBlock(name, blocks.instances[1].range, blocks.instances[0].range))
      } else if count == 0, type.min > 0, blocks.isKnown {
        diagnostics.append(.missingBlock(name, in: body))
      }
      return
    }
    if count < type.min, blocks.isKnown { diagnostics.append(.insufficientBlocks(name, type.min, in: body)) }
    if let max = type.max, count > max {
      diagnostics.append(.tooManyBlocks(name, max, at: blocks.instances[max].range))
    }
  }

  /// The label that tells a block of a map from the others (empty elsewhere); nil, with a diagnostic, if it is wrong.
  private mutating func label(
    of instance: BlockInstance, _ name: String, _ type: BlockTypeSchema, among earlier: [String]
  ) -> String? {
    let expected = type.nesting == .map ? 1 : 0
    if instance.labels.count > expected {
      diagnostics.append(.extraneousLabel(of: name, expected, at: instance.labels[expected].range))
    }
    guard expected == 1 else { return "" }
    guard let label = instance.labels.first else {
      diagnostics.append(.missingLabel(of: name, at: instance.range))
      return nil
    }
    if earlier.contains(label.text) {
      diagnostics.append(.duplicateLabel(of: name, label.text, at: label.range))
      return nil
    }
    return label.text
  }
}

/// One nested block, written or made by a `dynamic` block.
struct BlockInstance {
  struct Label {
    let text: String
    let range: SourceRange
  }

  let labels: [Label]
  let body: SyntaxBody
  let range: SourceRange
  /// Knows the names that `dynamic` blocks around have bound.
  let evaluator: Evaluator
}

/// The blocks of one type in a body.
struct BlockCollection {
  var instances: [BlockInstance] = []
  /// Blocks that may come to be: what is certainly wrong with them is reported already.
  var trials: [BlockInstance] = []
  /// Whether these are all there will be.
  var isKnown = true
  /// What is known of the collections that `dynamic` blocks made the blocks of.
  var marks: Marks = []

  mutating func add(_ other: BlockCollection) {
    instances += other.instances
    trials += other.trials
    isKnown = isKnown && other.isKnown
    marks.formUnion(other.marks)
  }
}

/// A schema with the former names of what is in it.
struct SchemaNames {
  let schema: BlockSchema
  private let formerAttributes: [String: String]
  private let formerBlocks: [String: String]

  init(_ schema: BlockSchema) {
    self.schema = schema
    var attributes: [String: String] = [:]
    for (name, attribute) in schema.attributes {
      for former in attribute.formerNames { attributes[former] = name }
    }
    var blocks: [String: String] = [:]
    for (name, block) in schema.blocks {
      for former in block.formerNames { blocks[former] = name }
    }
    formerAttributes = attributes
    formerBlocks = blocks
  }

  /// The attribute of a name, present or former.
  func attribute(_ name: String) -> String? {
    schema.attributes[name] == nil ? formerAttributes[name] : name
  }

  /// The nested block of a name, present or former; an attribute that may be written as blocks is one too.
  func block(_ name: String) -> (String, BlockTypeSchema)? {
    if let type = schema.blocks[name] { return (name, type) }
    if let current = formerBlocks[name], let type = schema.blocks[current] { return (current, type) }
    if let current = attribute(name), let attribute = schema.attributes[current], attribute.isSettable,
      let type = attribute.blockType
    {
      return (current, type)
    }
    return nil
  }

  var settableAttributes: [String] {
    schema.attributes.filter { $0.value.isSettable }.keys.sorted()
  }

  var blockTypes: [String] { schema.blocks.keys.sorted() }
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
