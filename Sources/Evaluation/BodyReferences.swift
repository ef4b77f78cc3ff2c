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
      }
    }
  }

  /// The references in a `dynamic` block, whose iterator is bound in its labels and its content.
  private static func references(in dynamic: SyntaxBlock, _ type: String, bound: Set<String>) -> [Traversal] {
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
      }
    }
  }
}
