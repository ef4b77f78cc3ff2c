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
    let layout = schema.layout
    let body = body.resolvingJSON(diagnostics: &diagnostics) { name in
      ignoring.contains(name) ? .other : layout.role(of: name)
    }
    var members = layout.absent
    var written: [(member: Int, range: SourceRange)] = []
    var blocks: [(member: Int, found: BlockCollection)] = []
    for item in body.items {
      switch item {
      case .argument(let argument):
        if ignoring.contains(argument.name) { continue }
        guard let member = member(of: argument, layout, written) else { continue }
        written.append((member, argument.nameRange))
        members[member] = value(of: argument, layout.entries[member], by: evaluator)
      case .block(let block):
        if ignoring.contains(block.type) { continue }
        guard let (member, found) = instances(of: block, layout, in: body, by: evaluator) else { continue }
        if let index = blocks.firstIndex(where: { $0.member == member }) {
          blocks[index].found.add(found)
        } else {
          blocks.append((member, found))
        }
      // Somebody else reads it.
      case .json: continue
      }
    }
    for (member, found) in blocks { members[member] = collection(found, layout.entries[member], in: body) }
    for member in layout.demanded
    where !written.contains(where: { $0.member == member }) && !blocks.contains(where: { $0.member == member }) {
      missing(layout.entries[member], in: body)
    }
    return .object(Members(sortedKeys: layout.names, values: members))
  }

  private mutating func missing(_ entry: SchemaLayout.Entry, in body: SyntaxBody) {
    if let attribute = entry.attribute, !entry.isBlock {
      diagnostics.append(.missingArgument(entry.name, attribute.requirement, in: body))
    } else {
      _ = collection(BlockCollection(), entry, in: body)
    }
  }

  // MARK: - Arguments

  /// The member that an argument sets; nil, with a diagnostic, if it sets none.
  private mutating func member(
    of argument: Argument, _ layout: SchemaLayout, _ written: [(member: Int, range: SourceRange)]
  ) -> Int? {
    guard let member = layout.attribute(argument.name), let schema = layout.entries[member].attribute else {
      diagnostics.append(.unsupportedArgument(argument, layout))
      return nil
    }
    let name = layout.entries[member].name
    guard schema.isSettable else {
      diagnostics.append(.unconfigurable(argument))
      return nil
    }
    if !schema.formerNames.isEmpty, let first = written.first(where: { $0.member == member }) {
      diagnostics.append(.argumentSetTwice(argument, name, first.range))
      return nil
    }
    if name != argument.name, schema.formerReadings[argument.name] == nil {
      diagnostics.append(.renamedArgument(argument, to: name))
    }
    if let reason = schema.deprecation { diagnostics.append(.deprecatedArgument(argument, reason)) }
    return member
  }

  private mutating func value(
    of argument: Argument, _ entry: SchemaLayout.Entry, by evaluator: Evaluator
  ) -> Value {
    let (given, found) = evaluator.value(of: argument.expression)
    diagnostics += found
    if found.hasErrors { return .unknown(entry.type) }
    let type = entry.attribute?.type ?? entry.type
    let reading = entry.name == argument.name ? nil : entry.attribute?.formerReadings[argument.name]
    do throws(ConversionError) {
      var value = try given.converted(to: reading?.type(for: type) ?? type)
      if let reading {
        value = reading.value(of: value, as: type)
        diagnostics.append(.reshapedArgument(argument, to: entry.name, value))
      }
      if entry.isBlock, let block = entry.block { value = value.isNull ? entry.absent : block.completed(value) }
      if entry.attribute?.isRequired == true, value.isNull {
        diagnostics.append(.nullArgument(argument, entry.attribute?.requirement))
      }
      if entry.attribute?.isPersisted == true, value.deepMarks.contains(.ephemeral) {
        diagnostics.append(.ephemeralArgument(argument, entry.name))
        return .unknown(entry.type)
      }
      return value
    } catch {
      diagnostics.append(.wrongType(of: argument, error))
      return .unknown(entry.type)
    }
  }

  // MARK: - Blocks

  /// The blocks that one block in the source stands for (one, or what a `dynamic` block makes), and the member that
  /// they go into; nil, with a diagnostic, if it is out of place.
  private mutating func instances(
    of block: SyntaxBlock, _ layout: SchemaLayout, in body: SyntaxBody, by evaluator: Evaluator
  ) -> (Int, BlockCollection)? {
    let isDynamic = block.type == "dynamic" && layout.block("dynamic") == nil
    if isDynamic, block.labels.count != 1 {
      diagnostics.append(.dynamicWithoutType(block))
      return nil
    }
    let written = isDynamic ? block.labels[0].text : block.type
    let place = isDynamic ? block.labels[0].range : block.typeRange
    guard let member = layout.block(written), let type = layout.entries[member].block,
      layout.entries[member].attribute == nil || body.argument(written) == nil
    else {
      diagnostics.append(.unsupportedBlock(written, at: place, layout))
      return nil
    }
    let name = layout.entries[member].name
    if name != written { diagnostics.append(.renamedBlock(written, to: name, at: place)) }
    if let reason = type.deprecation { diagnostics.append(.deprecatedBlock(at: place, reason)) }
    if isDynamic {
      let expansion = DynamicBlock(block, evaluator).expanded()
      diagnostics += expansion.diagnostics
      // With a mistake in it, it is not known which blocks there will be.
      return (member, expansion.blocks ?? BlockCollection(isKnown: false))
    }
    let labels = block.labels.map { BlockInstance.Label(text: $0.text, range: $0.range) }
    let instance = BlockInstance(labels: labels, body: block.body, range: block.headerRange, evaluator: evaluator)
    return (member, BlockCollection(instances: [instance]))
  }

  /// All blocks of a type as one value.
  private mutating func collection(
    _ blocks: BlockCollection, _ entry: SchemaLayout.Entry, in body: SyntaxBody
  ) -> Value {
    guard let type = entry.block else { return entry.absent }
    checkCount(blocks, entry.name, of: type, in: body)
    var values: [(label: String, value: Value)] = []
    for instance in blocks.instances {
      let label = label(of: instance, entry.name, type, among: values.map(\.label))
      let value = object(instance.body, as: type.schema, by: instance.evaluator)
      if let label { values.append((label, value)) }
    }
    for trial in blocks.trials { _ = object(trial.body, as: type.schema, by: trial.evaluator) }
    let collection =
      blocks.isKnown ? type.value(of: values, entry.blockType, isOpen: entry.isOpen) : .unknown(entry.type)
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
    if count < type.min, blocks.isKnown {
      diagnostics.append(.insufficientBlocks(name, type.min, type.requirement, in: body))
    }
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
