internal import Diagnostics
internal import Syntax

/// What holds for the places in every tree: a part lies within the whole.
enum TreeLaws {
  static func violations(of body: SyntaxBody) -> [String] {
    body.items.flatMap { item -> [String] in
      let inside = body.range.contains(item.range) ? [] : ["an item lies outside its body: \(item.range)"]
      return switch item {
      case .argument(let argument): inside + violations(of: argument.expression)
      case .block(let block): inside + violations(of: block.body)
      case .json: inside
      }
    }
  }

  static func violations(of expression: Expression) -> [String] {
    let whole = expression.range
    return expression.parts.flatMap { part in
      (whole.contains(part.range) ? [] : ["a part lies outside the whole: \(part.range) and \(whole)"])
        + violations(of: part)
    }
  }
}

extension SourceRange {
  fileprivate func contains(_ other: SourceRange) -> Bool {
    file == other.file && lower <= other.lower && other.upper <= upper
  }
}

extension Expression {
  /// The expressions that this one is made of.
  fileprivate var parts: [Expression] {
    switch self {
    case .literal, .traversal, .element, .invalid: []
    case .template(let template): template.parts.flatMap(\.expressions)
    case .relative(let source, _): [source]
    case .index(let index): [index.collection, index.key]
    case .splat(let splat): [splat.source, splat.each]
    case .call(let call): call.arguments
    case .conditional(let conditional): [conditional.condition, conditional.then, conditional.otherwise]
    case .unary(let unary): [unary.operand]
    case .binary(let binary): [binary.left, binary.right]
    case .tuple(let elements, _): elements
    case .object(let items, _): items.flatMap { [$0.keyExpression, $0.value].compactMap { $0 } }
    case .for(let loop): [loop.collection] + loop.result.expressions + [loop.condition].compactMap { $0 }
    case .parenthesized(let inner, _): [inner]
    }
  }
}

extension ObjectItem {
  fileprivate var keyExpression: Expression? {
    if case .expression(let expression) = key { expression } else { nil }
  }
}

extension For.Result {
  fileprivate var expressions: [Expression] {
    switch self {
    case .tuple(let value): [value]
    case .object(let key, let value, isGrouped: _): [key, value]
    }
  }
}

extension Template.Part {
  fileprivate var expressions: [Expression] {
    switch self {
    case .literal: []
    case .interpolation(let expression, _): [expression]
    case .if(let directive): [directive.condition] + (directive.then + directive.otherwise).flatMap(\.expressions)
    case .for(let directive): [directive.collection] + directive.body.flatMap(\.expressions)
    }
  }
}
