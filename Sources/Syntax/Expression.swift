package import Diagnostics
package import Values

/// The syntax of something that has a value, with the place of every part.
package indirect enum Expression: Sendable {
  /// A number, `true`, `false`, `null`, or a quoted or heredoc template that is nothing but text.
  case literal(Value, SourceRange)
  /// Text with interpolations or directives in it.
  case template(Template)
  /// A name followed by attributes and literal indices only: `var.a["k"][0]`.
  case traversal(Traversal)
  /// Attributes and literal indices of something that is not a plain name: `f(x).a[0]`.
  case relative(Expression, [TraversalStep])
  /// An index that has to be computed: `a[i + 1]`.
  case index(Index)
  /// Something applied to each element: `a[*].b`, `a.*.b`.
  case splat(Splat)
  /// Inside ``Splat/each``: the element that the innermost splat around is at. The range is that of the splat marker.
  case element(SourceRange)
  case call(Call)
  case conditional(Conditional)
  case unary(Unary)
  case binary(Binary)
  case tuple([Expression], SourceRange)
  case object([ObjectItem], SourceRange)
  case `for`(For)
  case parenthesized(Expression, SourceRange)
  /// What could not be read; a diagnostic has said so already, so the value is unknown and nothing more is reported.
  case invalid(SourceRange)

  /// The text that the expression takes up.
  package var range: SourceRange {
    switch self {
    case .literal(_, let range), .element(let range), .tuple(_, let range), .object(_, let range),
      .parenthesized(_, let range), .invalid(let range):
      range
    case .template(let template): template.range
    case .traversal(let traversal): traversal.range
    case .relative(let source, let steps): steps.last.map { source.range.joined(with: $0.range) } ?? source.range
    case .index(let index): index.collection.range.joined(with: index.bracketRange)
    case .splat(let splat): splat.range
    case .call(let call): call.range
    case .conditional(let conditional): conditional.condition.range.joined(with: conditional.otherwise.range)
    case .unary(let unary): unary.operatorRange.joined(with: unary.operand.range)
    case .binary(let binary): binary.left.range.joined(with: binary.right.range)
    case .for(let loop): loop.range
    }
  }
}

/// A name and the way from there to a part of what it stands for.
package struct Traversal: Sendable {
  package let root: String
  package let rootRange: SourceRange
  package let steps: [TraversalStep]

  package init(root: String, rootRange: SourceRange, steps: [TraversalStep] = []) {
    self.root = root
    self.rootRange = rootRange
    self.steps = steps
  }

  package var range: SourceRange {
    steps.last.map { rootRange.joined(with: $0.range) } ?? rootRange
  }
}

/// One step from a value to a part of it that is written out in the source.
package enum TraversalStep: Sendable {
  /// `.name`; the range has the dot in it.
  case attribute(String, SourceRange)
  /// `[0]`, `["k"]` or the old form `.0`; the range has the brackets or the dot in it.
  case index(Value, SourceRange)

  package var range: SourceRange {
    switch self {
    case .attribute(_, let range), .index(_, let range): range
    }
  }

  /// The name of an attribute step.
  package var attributeName: String? {
    if case .attribute(let name, _) = self { name } else { nil }
  }
}

/// `collection[key]` with a key that has to be computed.
package struct Index: Sendable {
  package let collection: Expression
  package let key: Expression
  /// From the opening to the closing bracket.
  package let bracketRange: SourceRange
}

/// `source[*]` or `source.*` and what is applied to each element.
package struct Splat: Sendable {
  package enum Kind: Sendable {
    /// `.*`, which only attribute steps (and `.0`) follow into the elements.
    case attribute
    /// `[*]`, which everything follows into the elements.
    case full
  }

  package let source: Expression
  package let kind: Kind
  /// What is made of each element, which is ``Expression/element(_:)`` in it.
  package let each: Expression
  /// `[*]` or `.*`.
  package let markerRange: SourceRange

  package var range: SourceRange {
    source.range.joined(with: markerRange).joined(with: each.range)
  }
}

/// `name(arguments)`.
package struct Call: Sendable {
  /// With its namespaces, if any: `provider::azurerm::parse`.
  package let name: String
  package let nameRange: SourceRange
  package let arguments: [Expression]
  /// The `...` after the last argument, which spreads that one over the remaining parameters.
  package let expansionRange: SourceRange?
  package let openRange: SourceRange
  package let closeRange: SourceRange

  package var expandsFinal: Bool { expansionRange != nil }
  package var range: SourceRange { nameRange.joined(with: closeRange) }
}

/// `condition ? then : otherwise`.
package struct Conditional: Sendable {
  package let condition: Expression
  package let then: Expression
  package let otherwise: Expression
}

/// An operator in front of its only operand.
package struct Unary: Sendable {
  package enum Operator: String, Sendable {
    case negate = "-"
    case not = "!"
  }

  package let `operator`: Operator
  package let operatorRange: SourceRange
  package let operand: Expression
}

/// An operator between two operands.
package struct Binary: Sendable {
  package enum Operator: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case notEqual = "!="
    case greater = ">"
    case greaterOrEqual = ">="
    case less = "<"
    case lessOrEqual = "<="
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
  }

  package let `operator`: Operator
  package let operatorRange: SourceRange
  package let left: Expression
  package let right: Expression
}

/// One member in an object that is written out.
package struct ObjectItem: Sendable {
  package enum Key: Sendable {
    /// A bare word, which stands for itself; `null` and `true` too.
    case name(String, SourceRange)
    /// Anything else: a template, a number, `(expression)`. A traversal with steps is nearly always a mistake for
    /// either a quoted or a parenthesised key.
    case expression(Expression)

    package var range: SourceRange {
      switch self {
      case .name(_, let range): range
      case .expression(let expression): expression.range
      }
    }
  }

  package let key: Key
  package let value: Expression

  package init(key: Key, value: Expression) {
    self.key = key
    self.value = value
  }

  /// The key if it is written out: a bare word, a plain string, or neither.
  package var literalKey: String? {
    switch key {
    case .name(let name, _): name
    case .expression(.literal(let value, _)): value.stringValue
    case .expression: nil
    }
  }
}

/// `[for ...]` or `{for ...}`.
package struct For: Sendable {
  package enum Result: Sendable {
    case tuple(Expression)
    /// `isGrouped`: with `...`, values under one key come together in a tuple.
    case object(key: Expression, value: Expression, isGrouped: Bool)
  }

  /// The name for the key or index, if there are two names.
  package let keyName: Name?
  package let valueName: Name
  package let collection: Expression
  package let result: Result
  /// What follows `if`.
  package let condition: Expression?
  package let openRange: SourceRange
  package let closeRange: SourceRange

  package var range: SourceRange { openRange.joined(with: closeRange) }
}

/// A name that the source introduces.
package struct Name: Sendable {
  package let text: String
  package let range: SourceRange
}
