import Diagnostics
import Syntax
import Values

/// One nested block, written or made by a `dynamic` block.
struct BlockInstance {
  struct Label {
    let text: String
    let range: SourceRange
  }

  let labels: [Label]
  let body: SyntaxBody
  let range: SourceRange
  /// Knows the names that `dynamic` blocks around have bound.
  let evaluator: Evaluator
}

/// The blocks of one type in a body.
struct BlockCollection {
  var instances: [BlockInstance] = []
  /// Blocks that may come to be: what is certainly wrong with them is reported already.
  var trials: [BlockInstance] = []
  /// Whether these are all there will be.
  var isKnown = true
  /// What is known of the collections that `dynamic` blocks made the blocks of.
  var marks = Marks.none

  mutating func add(_ other: BlockCollection) {
    instances += other.instances
    trials += other.trials
    isKnown = isKnown && other.isKnown
    marks.formUnion(other.marks)
  }
}
