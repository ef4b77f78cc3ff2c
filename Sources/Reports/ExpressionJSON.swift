import Configuration
import JSON
import Syntax
import Values

/// Expressions as Terraform's JSON sums them up: a constant, or what they refer to.
enum ExpressionJSON {
  /// - Parameter isSensitive: whether a constant is left out, since it is a secret.
  static func expression(_ expression: Expression, isSensitive: Bool = false) -> OrderedJSON {
    if let constant = constant(expression) {
      return ["constant_value": isSensitive ? .null : .value(constant)]
    }
    let references = expression.variables.flatMap(names)
    return references.isEmpty ? .object([]) : ["references": .array(references.map { .string($0) })]
  }

  /// The value of an expression that is written out.
  static func constant(_ expression: Expression) -> Value? {
    switch expression {
    case .literal(let value, _): return value
    case .parenthesized(let inner, _): return constant(inner)
    case .tuple(let elements, _):
      let values = elements.compactMap(constant)
      return values.count == elements.count ? .tuple(values) : nil
    case .object(let items, _):
      let members = items.compactMap { item in
        item.literalKey.flatMap { key in constant(item.value).map { (key, $0) } }
      }
      return members.count == items.count ? .object(Members(members)) : nil
    case .unary(let unary):
      guard unary.operator == .negate, let number = constant(unary.operand)?.numberValue else { return nil }
      return Number(decimal: "-\(number)").map { .number($0) }
    default: return nil
    }
  }

  /// What a traversal refers to: all of it, then with fewer and fewer steps down to the thing itself.
  static func names(_ traversal: Traversal) -> [String] {
    guard let resolved = try? Reference.parse(traversal) else { return [] }
    var subject = resolved.stepCount
    var tail: [Int] = []
    switch resolved.reference {
    case .resource:
      if case .index? = resolved.remainingSteps.first {
        tail = [subject]
        subject += 1
      }
    case .module:
      let call = subject
      if case .index? = resolved.remainingSteps.first { subject += 1 }
      if subject < traversal.steps.count, traversal.steps[subject].attributeName != nil {
        tail = [subject]
        subject += 1
      } else if subject > call {
        tail = [call]
      }
    default: break
    }
    let counts = (subject...max(traversal.steps.count, subject)).reversed() + tail
    return counts.map { text(traversal, steps: $0) }
  }

  /// The text of a traversal up to a number of steps.
  static func text(_ traversal: Traversal, steps: Int) -> String {
    traversal.root
      + traversal.steps.prefix(steps).map { step in
        switch step {
        case .attribute(let name, _): ".\(name)"
        case .index(let key, _): key.stringValue.map { "[\(HCLText.quoted($0))]" } ?? "[\(HCLText.text(key))]"
        }
      }.joined()
  }
}
