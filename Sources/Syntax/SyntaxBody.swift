package import Diagnostics

/// The content of a file or of a block: arguments and nested blocks in the order they are written.
package struct SyntaxBody: Sendable {
  package enum Item: Sendable {
    case argument(Argument)
    /// Apart from the others, which would otherwise take as much room as a block does.
    indirect case block(SyntaxBlock)
    /// In the JSON form: an argument or blocks, which only the reader of the body can tell.
    case json(JSONProperty)

    package var range: SourceRange {
      switch self {
      case .argument(let argument): argument.range
      case .block(let block): block.range
      case .json(let property): property.range
      }
    }
  }

  package let items: [Item]
  /// The whole file, or from the opening to the closing brace.
  package let range: SourceRange
  /// The empty place where a missing item could be added: the end of the file, or just before the closing brace.
  package let endRange: SourceRange
  /// Whether it is written as the body of a block on one line.
  package let isOneLine: Bool

  package init(items: [Item], range: SourceRange, endRange: SourceRange, isOneLine: Bool = false) {
    self.items = items
    self.range = range
    self.endRange = endRange
    self.isOneLine = isOneLine
  }

  /// The arguments in source order. A name occurs once: of duplicates the first stays, the others are reported.
  package var arguments: [Argument] {
    items.compactMap { if case .argument(let argument) = $0 { argument } else { nil } }
  }

  /// The nested blocks in source order.
  package var blocks: [SyntaxBlock] {
    items.compactMap { if case .block(let block) = $0 { block } else { nil } }
  }

  /// Whether something of a name is written in it, as an argument or as blocks, be they repeated by `dynamic`.
  package func mentions(_ name: String) -> Bool {
    items.contains { item in
      switch item {
      case .argument(let argument): argument.name == name
      case .block(let block): block.type == name || block.type == "dynamic" && block.labels.first?.text == name
      // In the JSON form `dynamic` holds the names that it repeats.
      case .json(let property): property.name == name || property.name == "dynamic"
      }
    }
  }

  /// The argument of a name, if it is there.
  package func argument(_ name: String) -> Argument? {
    for case .argument(let argument) in items where argument.name == name { return argument }
    return nil
  }

  /// The nested blocks of a type, in source order.
  package func blocks(_ type: String) -> [SyntaxBlock] {
    blocks.filter { $0.type == type }
  }
}

/// One `name = expression` in a body.
package struct Argument: Sendable {
  package let name: String
  package let nameRange: SourceRange
  package let equalsRange: SourceRange
  package let expression: Expression

  package init(name: String, nameRange: SourceRange, equalsRange: SourceRange, expression: Expression) {
    self.name = name
    self.nameRange = nameRange
    self.equalsRange = equalsRange
    self.expression = expression
  }

  /// From the name to the end of the expression.
  package var range: SourceRange { nameRange.joined(with: expression.range) }
}

/// One `type "label" ... { ... }` in a body.
package struct SyntaxBlock: Sendable {
  /// A name written after the type, in quotes or bare.
  package struct Label: Sendable {
    package let text: String
    /// With the quotes, if there are any.
    package let range: SourceRange

    package init(text: String, range: SourceRange) {
      self.text = text
      self.range = range
    }
  }

  package let type: String
  package let typeRange: SourceRange
  package let labels: [Label]
  package let body: SyntaxBody
  /// The opening brace; after an error in the header, the place where it should be.
  package let openRange: SourceRange
  /// The closing brace; where it is missing, the place where it should be.
  package let closeRange: SourceRange
  /// The type and the labels; in the JSON form, where these may be far apart, the brace that opens the innermost object.
  package let headerRange: SourceRange

  package init(
    type: String, typeRange: SourceRange, labels: [Label], body: SyntaxBody, openRange: SourceRange,
    closeRange: SourceRange, headerRange: SourceRange? = nil
  ) {
    self.headerRange = headerRange ?? labels.last.map { typeRange.joined(with: $0.range) } ?? typeRange
    self.type = type
    self.typeRange = typeRange
    self.labels = labels
    self.body = body
    self.openRange = openRange
    self.closeRange = closeRange
  }

  /// The block with another body.
  package func with(_ body: SyntaxBody) -> SyntaxBlock {
    SyntaxBlock(
      type: type, typeRange: typeRange, labels: labels, body: body, openRange: openRange, closeRange: closeRange,
      headerRange: headerRange)
  }

  /// Where an argument that should be in the block is missed: at the only argument of a block on one line, else at the
  /// opening brace.
  package var missingRange: SourceRange {
    guard body.isOneLine, case .argument(let argument)? = body.items.first else { return openRange }
    return SourceRange(
      file: argument.nameRange.file, lower: Int(argument.nameRange.lower), upper: Int(argument.nameRange.lower))
  }

  /// From the type to the closing brace.
  package var range: SourceRange { typeRange.joined(with: closeRange) }
}
