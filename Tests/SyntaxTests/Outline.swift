import Diagnostics
import Syntax
import Values

/// The structure of an expression as one line of text, for comparing: `(+ 1 (* 2 3))`.
func outline(_ expression: Expression) -> String {
  switch expression {
  case .literal(let value, _): outline(value)
  case .template(let template):
    "(\(template.isWrapper ? "wrap" : "template") \(outline(template.parts)))"
  case .traversal(let traversal): traversal.root + outline(traversal.steps)
  case .relative(let source, let steps): "(\(outline(source)))" + outline(steps)
  case .index(let index): "(index \(outline(index.collection)) \(outline(index.key)))"
  case .splat(let splat):
    "(\(splat.kind == .full ? "[*]" : ".*") \(outline(splat.source)) \(outline(splat.each)))"
  case .element: "@"
  case .call(let call):
    "(\(([call.name] + call.arguments.map(outline)).joined(separator: " "))\(call.expandsFinal ? "..." : ""))"
  case .conditional(let conditional):
    "(? \(outline(conditional.condition)) \(outline(conditional.then)) \(outline(conditional.otherwise)))"
  case .unary(let unary): "(\(unary.operator.rawValue) \(outline(unary.operand)))"
  case .binary(let binary): "(\(binary.operator.rawValue) \(outline(binary.left)) \(outline(binary.right)))"
  case .tuple(let elements, _): "[\(elements.map(outline).joined(separator: " "))]"
  case .object(let items, _): "{\(items.map(outline).joined(separator: " "))}"
  case .for(let loop): outline(loop)
  case .parenthesized(let inner, _): "(\(outline(inner)))"
  case .invalid: "INVALID"
  }
}

private func outline(_ value: Value) -> String {
  switch value {
  case .string(let text): "\"" + text.replacing("\n", with: "\\n") + "\""
  case .bool(let bool): "\(bool)"
  case .number(let number): number.int.map(String.init) ?? "number"
  default: "null"
  }
}

private func outline(_ steps: [TraversalStep]) -> String {
  steps.map { step in
    switch step {
    case .attribute(let name, _): ".\(name)"
    case .index(let key, _): "[\(outline(key))]"
    }
  }.joined()
}

private func outline(_ item: ObjectItem) -> String {
  switch item.key {
  case .name(let name, _): "\(name)=\(outline(item.value))"
  case .expression(let key): "\(outline(key))=\(outline(item.value))"
  }
}

private func outline(_ loop: For) -> String {
  let names = [loop.keyName?.text, loop.valueName.text].compactMap { $0 }.joined(separator: ",")
  let condition = loop.condition.map { " if \(outline($0))" } ?? ""
  switch loop.result {
  case .tuple(let value):
    return "(for \(names) \(outline(loop.collection)) \(outline(value))\(condition))"
  case .object(let key, let value, let isGrouped):
    let dots = isGrouped ? "..." : ""
    return "(for \(names) \(outline(loop.collection)) \(outline(key))=>\(outline(value))\(dots)\(condition))"
  }
}

private func outline(_ parts: [Template.Part]) -> String {
  parts.map { part in
    switch part {
    case .literal(let text, _): outline(Value.string(text))
    case .interpolation(let expression, _): "$\(outline(expression))"
    case .if(let directive):
      "(if \(outline(directive.condition)) [\(outline(directive.then))] [\(outline(directive.otherwise))])"
    case .for(let directive):
      "(for \([directive.keyName?.text, directive.valueName.text].compactMap { $0 }.joined(separator: ",")) "
        + "\(outline(directive.collection)) [\(outline(directive.body))])"
    }
  }.joined(separator: " ")
}

/// The structure of a body, an item in each element.
func outline(_ body: SyntaxBody) -> [String] {
  body.items.map { item in
    switch item {
    case .argument(let argument): "\(argument.name) = \(outline(argument.expression))"
    case .block(let block):
      "\(([block.type] + block.labels.map(\.text)).joined(separator: " ")) { "
        + "\(outline(block.body).joined(separator: "; ")) }"
    case .json(let property): "\(property.name): \(outline(property.value.expression))"
    }
  }
}

/// An error as its summary and the place that it is about, `line:column-line:column`.
func outline(_ diagnostic: Diagnostic, in sources: SourceMap, from first: (line: Int, column: Int) = (1, 1)) -> String {
  guard let subject = diagnostic.subject else { return diagnostic.summary }
  let file = sources[subject.file]
  func place(_ offset: Int, isEmptyEnd: Bool = false) -> String {
    let position = file.position(at: offset)
    let column = position.line == first.line ? position.column - first.column + 1 : position.column
    return "\(position.line - first.line + 1):\(column + (isEmptyEnd ? 1 : 0))"
  }
  // Terraform shows an empty place as one column wide.
  let isEmpty = subject.lower == subject.upper
  return "\(diagnostic.summary) \(place(Int(subject.lower)))-\(place(Int(subject.upper), isEmptyEnd: isEmpty))"
}

/// A text parsed as a file.
func parsed(_ text: String) -> (body: SyntaxBody, errors: [String]) {
  parsed(Array(text.utf8))
}

func parsed(_ bytes: [UInt8]) -> (body: SyntaxBody, errors: [String]) {
  let sources = SourceMap()
  let (body, diagnostics) = Parser.parse(file: sources.add(name: "main.tf", bytes: bytes), in: sources)
  return (body, diagnostics.map { outline($0, in: sources) })
}

/// The structure of a text parsed as an expression, or what is wrong with it.
func parsedExpression(_ text: String) -> String {
  let sources = SourceMap()
  let file = sources.add(name: "expression", bytes: Array(text.utf8))
  let (expression, diagnostics) = Parser.parseExpression(file: file, in: sources)
  return diagnostics.isEmpty
    ? outline(expression) : diagnostics.map { outline($0, in: sources) }.joined(separator: "; ")
}
