package import Diagnostics
internal import Evaluation
package import Syntax
internal import Values

/// A world without files in which expressions have values.
package enum LanguageWorld {
  /// What came of an expression. Which mistakes there are is part of it, but not where: texts move.
  package struct Outcome: Hashable {
    let value: Value
    let mistakes: [String]
  }

  package static func value(of expression: Expression, in sources: SourceMap) -> Outcome {
    let evaluator = Evaluator(
      scope: ConstantScope(names), functions: .standard,
      context: FunctionContext(workingDirectory: "/", sources: sources))
    let (value, diagnostics) = evaluator.value(of: expression)
    return Outcome(value: value, mistakes: diagnostics.map(\.summary))
  }

  /// A value of each kind, under names that the cases use.
  private static let names: [String: Value] = [
    "var": [
      "s": "text", "n": 5, "b": true, "list": .list(["a", "b", "c"], of: .string),
      "map": .map(Members([("k", "v"), ("l", "w")]), of: .string), "set": .set(["x", "y"], of: .string),
      "obj": ["name": "n", "list": [1, 2, ["a": true]]], "null": .null(.dynamic),
      "secret": Value.string("secret").marked(.sensitive), "unknown": .unknown(.string),
    ],
    "local": ["a": 1, "b": "two", "c": [1, 2, 3], "d": ["k": "v"], "e": .unknown(.dynamic)],
    "each": ["key": "k", "value": ["a": 1]], "count": ["index": 2], "path": ["module": ".", "root": "."],
  ]
}
