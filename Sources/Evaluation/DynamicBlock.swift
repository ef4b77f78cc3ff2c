import Diagnostics
import Syntax
import Values

/// A `dynamic "type" { for_each, iterator, labels, content }` block, which stands for one block of that type for each
/// element of a collection.
struct DynamicBlock {
  private var block: SyntaxBlock
  private let evaluator: Evaluator
  private var diagnostics: [Diagnostic] = []

  init(_ block: SyntaxBlock, _ evaluator: Evaluator) {
    self.block = block
    self.evaluator = evaluator
  }

  /// The blocks that it stands for; nil if there is something wrong with it.
  consuming func expanded() -> (blocks: BlockCollection?, diagnostics: [Diagnostic]) {
    var dynamic = self
    let blocks = dynamic.blocks()
    return (blocks, dynamic.diagnostics)
  }

  private mutating func blocks() -> BlockCollection? {
    block = Self.resolvingJSON(block, diagnostics: &diagnostics)
    checkItems()
    let content = content()
    let iterator = iterator()
    guard let forEach = block.body.argument("for_each") else {
      diagnostics.append(.missingArgument("for_each", in: block.body))
      return nil
    }
    let (collection, found) = evaluator.value(of: forEach.expression)
    diagnostics += found
    guard let content, let iterator, !found.hasErrors, isIterable(collection, at: forEach.expression.range) else {
      return nil
    }
    guard let pairs = collection.unmarked.keyedElements else {
      let element = Value.object(Members([("key", .unknown(.dynamic)), ("value", .unknown(.dynamic))]))
      let trial = BlockInstance(
        labels: [], body: content.body, range: block.headerRange, evaluator: evaluator.binding([iterator: element]))
      return BlockCollection(trials: [trial], isKnown: false, marks: collection.marks)
    }
    var blocks = BlockCollection(marks: collection.marks)
    for (key, value) in pairs {
      let bound = evaluator.binding([iterator: .object(Members([("key", key), ("value", value)]))])
      guard let labels = labels(by: bound) else { return nil }
      blocks.instances.append(
        BlockInstance(labels: labels, body: content.body, range: block.headerRange, evaluator: bound))
    }
    return blocks
  }

  /// The block with what is written in the JSON form read as a `dynamic` block has it.
  static func resolvingJSON(_ block: SyntaxBlock, diagnostics: inout [Diagnostic]) -> SyntaxBlock {
    block.with(
      block.body.resolvingJSON(diagnostics: &diagnostics) { name in
        switch name {
        case "for_each", "labels": .argument(.template)
        case "iterator": .argument(.expression)
        case "content": .block([])
        default: .unexpected(among: ["content", "for_each", "iterator", "labels"])
        }
      })
  }

  private mutating func checkItems() {
    for argument in block.body.arguments where !["for_each", "iterator", "labels"].contains(argument.name) {
      diagnostics.append(
        .error(
          "Unsupported argument", detail: "An argument named \"\(argument.name)\" is not expected here.",
          at: argument.nameRange,
          hint: "arguments of the blocks to generate go into the `content` block"))
    }
    for inner in block.body.blocks where inner.type != "content" {
      diagnostics.append(
        .error(
          "Unsupported block type", detail: "Blocks of type \"\(inner.type)\" are not expected here.",
          at: inner.typeRange, hint: "blocks in the blocks to generate go into the `content` block"))
    }
  }

  private mutating func content() -> SyntaxBlock? {
    let contents = block.body.blocks("content")
    if contents.isEmpty {
      diagnostics.append(
        .error(
          "Missing dynamic content block",
          detail: "What each generated block is to hold stands in a nested block of type \"content\".",
          at: block.headerRange))
    } else if contents.count > 1 {
      diagnostics.append(
        .error(
          "Extraneous dynamic content block",
          detail: "All generated blocks have the same content, so it is given once.", at: contents[1].typeRange))
      return nil
    }
    return contents.first
  }

  /// The name that stands for the element in the content.
  private mutating func iterator() -> String? {
    guard let argument = block.body.argument("iterator") else { return block.labels[0].text }
    if let name = argument.expression.asKeyword { return name }
    diagnostics.append(
      .error(
        "Invalid expression", detail: "The iterator is a name, without quotes.",
        at: argument.expression.range))
    return nil
  }

  private mutating func isIterable(_ collection: Value, at range: SourceRange) -> Bool {
    func invalid(_ reason: String) -> Diagnostic {
      .error("Invalid dynamic for_each value", detail: reason, at: range)
    }
    if collection.isNull {
      diagnostics.append(invalid("A null value can't be iterated over."))
      return false
    }
    switch collection.type {
    case .dynamic, .list, .set, .map, .tuple, .object: return true
    case .bool, .number, .string:
      diagnostics.append(
        invalid("A collection is required, and this is \(collection.type.friendlyName)."))
      return false
    }
  }

  private mutating func labels(by evaluator: Evaluator) -> [BlockInstance.Label]? {
    guard let argument = block.body.argument("labels") else { return [] }
    guard let expressions = argument.expression.asTuple else {
      diagnostics.append(
        .error(
          "Invalid dynamic block label", detail: "Labels must be given as a list of strings, written out in brackets.",
          at: argument.expression.range))
      return nil
    }
    var labels: [BlockInstance.Label] = []
    for expression in expressions {
      let (value, found) = evaluator.value(of: expression, as: .string)
      diagnostics += found
      if found.hasErrors { return nil }
      guard let text = value.stringValue, value.marks.isEmpty else {
        let reason =
          value.isNull
          ? "A label can't be null."
          : value.isKnown
            ? "A label is shown, so it can't be made of sensitive or ephemeral values."
            : "A label has to be known when the plan is made."
        diagnostics.append(.error("Invalid dynamic block label", detail: reason, at: expression.range))
        return nil
      }
      labels.append(BlockInstance.Label(text: text, range: expression.range))
    }
    return labels
  }
}
