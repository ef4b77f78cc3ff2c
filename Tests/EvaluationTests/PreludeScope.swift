import Diagnostics
import Evaluation
import Foundation
import Syntax
import Values

/// What `prelude.tf` declares, as the expressions of the cases see it.
struct PreludeScope: Scope {
  private static let locals: Value = {
    let sources = SourceMap()
    let bytes = FileManager.default.contents(atPath: ExpressionCase.directory + "/prelude.tf") ?? Data()
    let (body, _) = Parser.parse(file: sources.add(name: "prelude.tf", bytes: [UInt8](bytes)), in: sources)
    let evaluator = Evaluator(
      scope: ConstantScope(), functions: FunctionTable([]), context: FunctionContext(workingDirectory: "."))
    return .object(
      Members(
        body.blocks("locals").flatMap(\.body.arguments).map { ($0.name, evaluator.value(of: $0.expression).value) }))
  }()

  private static let variables: Value = {
    let people = ObjectType(["id": .number, "label": .string])
    return [
      "p_ls": .list(["pear", "apple", "fig"], of: .string),
      "p_set": .set(unordered: ["pear", "apple", "fig"], of: .string),
      "p_mn": .map(Members([("b", 2), ("a", 1), ("c", 3)]), of: .number),
      "p_obj": ["a": "alpha", "b": 7, "c": .null(.bool)],
      "p_lo": .list([["id": 3, "label": "none"], ["id": 1, "label": "first"]], of: .object(people)),
      "p_nullstr": .null(.string),
      "p_nullnum": .null(.number),
      "p_nulllist": .null(.list(.string)),
      "p_secret": Value.string("hunter2").marked(.sensitive),
      "p_flag": true,
    ]
  }()

  func resolve(_ traversal: Traversal) throws(DiagnosticsError) -> Resolution {
    let name = traversal.steps.first?.attributeName
    let known: Value? =
      switch (traversal.root, name) {
      case ("var", let name?): Self.variables[member: name]
      case ("local", let name?): Self.locals[member: name]
      case ("path", "module"), ("path", "root"): "."
      default: nil
      }
    if let known { return Resolution(known, steps: 1) }
    let first = traversal.root == "self" ? nil : traversal.steps.first
    let range = first.map { traversal.rootRange.joined(with: $0.range) } ?? traversal.rootRange
    throw DiagnosticsError(.error("Invalid reference", at: range))
  }
}
