import Configuration
import JSON
import Syntax
import Values

/// The attributes of resources that others use, from which readers see what a change may spread to.
struct RelevantAttributes {
  private struct Use: Hashable {
    let resource: String
    let steps: [Value]

    /// The use in text form, for its order.
    var text: String { resource + steps.map { ".\($0.stringValue ?? HCLText.text($0))" }.joined() }
  }

  private var uses: Set<Use> = []

  init(_ program: Program) {
    for module in program.modules {
      let prefix = module.path.map { "module.\($0)." }.joined()
      for output in module.outputs { add(output.expression.variables, prefix) }
      for local in module.locals { add(local.expression.variables, prefix) }
      for resource in module.resources { add(resource.body.variables, prefix) }
      for call in module.calls { for argument in call.arguments { add(argument.expression.variables, prefix) } }
    }
  }

  /// One entry for each, by resource and attribute.
  var list: [OrderedJSON] {
    uses.sorted { $0.text.precedesInUTF8($1.text) }.map { use in
      ["resource": .string(use.resource), "attribute": .array(use.steps.map { .value($0) })]
    }
  }

  private mutating func add(_ traversals: [Traversal], _ prefix: String) {
    for traversal in traversals {
      guard let resolved = try? Reference.parse(traversal), case .resource(let name) = resolved.reference else {
        continue
      }
      var steps = resolved.remainingSteps
      var key = ""
      if case .index? = steps.first {
        key = String(
          ExpressionJSON.text(traversal, steps: resolved.stepCount + 1)
            .dropFirst(ExpressionJSON.text(traversal, steps: resolved.stepCount).count))
        steps = steps.dropFirst()
      }
      let path = steps.map { step -> Value in
        switch step {
        case .attribute(let name, _): .string(name)
        case .index(let key, _): key
        }
      }
      uses.insert(Use(resource: "\(prefix)\(name)\(key)", steps: path))
    }
  }
}
