internal import Diagnostics
internal import Values

extension Expression {
  /// The expression read as a reference and not evaluated, as `depends_on` and `ignore_changes` do; nil where it is
  /// more than a name with written-out steps. `null`, `true` and `false` are names here.
  package var asTraversal: Traversal? {
    switch self {
    case .traversal(let traversal): traversal
    case .literal(.null, let range): Traversal(root: "null", rootRange: range)
    case .literal(.bool(let bool), let range): Traversal(root: bool ? "true" : "false", rootRange: range)
    default: nil
    }
  }

  /// The bare word that the expression is, as type constraints (`string`) and `ignore_changes = all` use it.
  package var asKeyword: String? {
    asTraversal.flatMap { $0.steps.isEmpty ? $0.root : nil }
  }

  /// The text of a plain string.
  package var asString: String? {
    if case .literal(.string(let text), _) = self { text } else { nil }
  }

  /// The parts of a tuple that is written out.
  package var asTuple: [Expression]? {
    if case .tuple(let elements, _) = self { elements } else { nil }
  }

  /// The members of an object that is written out.
  package var asObject: [ObjectItem]? {
    if case .object(let items, _) = self { items } else { nil }
  }

  /// The call that the expression is, as type constraints (`list(string)`) use it.
  package var asCall: Call? {
    if case .call(let call) = self { call } else { nil }
  }
}
