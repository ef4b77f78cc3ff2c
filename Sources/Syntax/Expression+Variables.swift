extension Expression {
  /// Every reference in the expression to a name from outside it, in source order; names that a `for` introduces are
  /// not among them where they hold.
  package var variables: [Traversal] {
    var collector = ReferenceCollector()
    collector.visit(self)
    return collector.variables
  }

  /// Every function call in the expression, outer ones first.
  package var calls: [Call] {
    var collector = ReferenceCollector()
    collector.visit(self)
    return collector.calls
  }
}

extension SyntaxBody {
  /// Every reference in the arguments of this body and of the blocks in it, in source order.
  package var variables: [Traversal] {
    items.flatMap { item in
      switch item {
      case .argument(let argument): argument.expression.variables
      case .block(let block): block.body.variables
      case .json(let property): property.value.expression.variables
      }
    }
  }
}

/// Walks an expression and keeps the references that lead outside it.
private struct ReferenceCollector {
  var variables: [Traversal] = []
  var calls: [Call] = []
  /// The names that the `for`s around introduce.
  private var bound: [String] = []

  mutating func visit(_ expression: Expression) {
    switch expression {
    case .literal, .element, .invalid: break
    case .template(let template): visit(template.parts)
    case .traversal(let traversal):
      if !bound.contains(traversal.root) { variables.append(traversal) }
    case .relative(let source, _): visit(source)
    case .index(let index):
      visit(index.collection)
      visit(index.key)
    case .splat(let splat):
      visit(splat.source)
      visit(splat.each)
    case .call(let call):
      calls.append(call)
      for argument in call.arguments { visit(argument) }
    case .conditional(let conditional):
      visit(conditional.condition)
      visit(conditional.then)
      visit(conditional.otherwise)
    case .unary(let unary): visit(unary.operand)
    case .binary(let binary):
      visit(binary.left)
      visit(binary.right)
    case .tuple(let elements, _):
      for element in elements { visit(element) }
    case .object(let items, _):
      for item in items {
        if case .expression(let key) = item.key { visit(key) }
        visit(item.value)
      }
    case .for(let loop): visit(loop)
    case .parenthesized(let inner, _): visit(inner)
    }
  }

  private mutating func visit(_ loop: For) {
    visit(loop.collection)
    binding([loop.keyName, loop.valueName]) { collector in
      switch loop.result {
      case .tuple(let value): collector.visit(value)
      case .object(let key, let value, isGrouped: _):
        collector.visit(key)
        collector.visit(value)
      }
      if let condition = loop.condition { collector.visit(condition) }
    }
  }

  private mutating func visit(_ parts: [Template.Part]) {
    for part in parts {
      switch part {
      case .literal: break
      case .interpolation(let expression, _): visit(expression)
      case .if(let directive):
        visit(directive.condition)
        visit(directive.then)
        visit(directive.otherwise)
      case .for(let directive):
        visit(directive.collection)
        binding([directive.keyName, directive.valueName]) { $0.visit(directive.body) }
      }
    }
  }

  private mutating func binding(_ names: [Name?], _ body: (inout ReferenceCollector) -> Void) {
    let count = bound.count
    bound += names.compactMap { $0?.text }
    body(&self)
    bound.removeLast(bound.count - count)
  }
}
