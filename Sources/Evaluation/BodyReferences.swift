import Diagnostics
import Syntax

extension BodyDecoder {
  /// Every reference in a body, nested and `dynamic` blocks included, to a name from outside it, in source order.
  package static func staticReferences(_ body: SyntaxBody, ignoring: Set<String> = []) -> [Traversal] {
    references(in: body, ignoring: ignoring, bound: [])
  }

  private static func references(
    in body: SyntaxBody, ignoring: Set<String>, bound: Set<String>
  ) -> [Traversal] {
    body.items.flatMap { item -> [Traversal] in
      switch item {
      case .argument(let argument):
        ignoring.contains(argument.name) ? [] : argument.expression.variables.filter { !bound.contains($0.root) }
      case .block(let block):
        if ignoring.contains(block.type) {
          []
        } else if block.type == "dynamic", let type = block.labels.first?.text {
          references(in: block, type, bound: bound)
        } else {
          references(in: block.body, ignoring: [], bound: bound)
        }
      case .json(let property):
        ignoring.contains(property.name) ? [] : references(in: property, bound: bound)
      }
    }
  }

  /// The references in a property of the JSON form, which may be an argument as well as blocks.
  private static func references(in property: JSONProperty, bound: Set<String>) -> [Traversal] {
    if property.name == "dynamic" {
      var diagnostics: [Diagnostic] = []
      let blocks = property.blocks(labels: ["type"], diagnostics: &diagnostics)
      if !diagnostics.hasErrors {
        return blocks.flatMap { references(in: $0, $0.labels.first?.text ?? "", bound: bound) }
      }
    }
    return references(in: property.value, bound: bound)
  }

  private static func references(in node: JSONNode, bound: Set<String>) -> [Traversal] {
    switch node {
    case .object(let properties, _):
      properties.flatMap { property in
        property.key.variables.filter { !bound.contains($0.root) } + references(in: property, bound: bound)
      }
    case .array(let elements, _): elements.flatMap { references(in: $0, bound: bound) }
    default: node.expression.variables.filter { !bound.contains($0.root) }
    }
  }

  /// The references in a `dynamic` block, whose iterator is bound in its labels and its content.
  private static func references(in dynamic: SyntaxBlock, _ type: String, bound: Set<String>) -> [Traversal] {
    var diagnostics: [Diagnostic] = []
    let dynamic = DynamicBlock.resolvingJSON(dynamic, diagnostics: &diagnostics)
    let iterator = dynamic.body.argument("iterator")?.expression.asKeyword ?? type
    let inside = bound.union([iterator])
    return dynamic.body.items.flatMap { item -> [Traversal] in
      switch item {
      case .argument(let argument):
        switch argument.name {
        case "iterator": []
        case "labels": argument.expression.variables.filter { !inside.contains($0.root) }
        default: argument.expression.variables.filter { !bound.contains($0.root) }
        }
      case .block(let block): references(in: block.body, ignoring: [], bound: inside)
      case .json: []
      }
    }
  }
}
