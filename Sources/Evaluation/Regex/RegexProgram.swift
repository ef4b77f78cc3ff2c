/// A regular expression as instructions for ``RegexMatcher``.
struct RegexProgram: Sendable {
  enum Instruction: Sendable {
    case scalar(Unicode.Scalar)
    /// A scalar that folds to this one.
    case folded(Unicode.Scalar)
    case set(Int)
    case assertion(RegexAssertion)
    /// Notes the place: twice the group for its start, one more for its end.
    case save(Int)
    /// Two ways on, the preferred one first.
    case split(Int, Int)
    case jump(Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [ScalarSet] = []
  let slots: Int
  /// Whether a match can only be at the start of the text.
  let isAnchored: Bool

  /// Matching takes time for each of them at each scalar.
  private static let instructionsMax = 100_000

  init(_ node: RegexNode, groups: Int) throws(RegexError) {
    slots = 2 * (groups + 1)
    isAnchored =
      switch node {
      case .assertion(.startOfText): true
      case .sequence(let nodes): if case .assertion(.startOfText)? = nodes.first { true } else { false }
      default: false
      }
    try emit(.group(0, node))
    try append(.match)
  }

  private mutating func append(_ instruction: Instruction) throws(RegexError) {
    guard instructions.count < RegexProgram.instructionsMax else { throw RegexError("expression too large", []) }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: RegexNode) throws(RegexError) {
    switch node {
    case .empty: break
    case .scalar(let scalar, let ignoresCase):
      try append(ignoresCase ? .folded(CaseFolding.folded(scalar)) : .scalar(scalar))
    case .set(let set):
      sets.append(set)
      try append(.set(sets.count - 1))
    case .assertion(let assertion): try append(.assertion(assertion))
    case .group(let group, let node):
      try append(.save(2 * group))
      try emit(node)
      try append(.save(2 * group + 1))
    case .sequence(let nodes): for node in nodes { try emit(node) }
    case .alternatives(let nodes): try emit(alternatives: nodes)
    case .repeated(let node, let min, let max, let isGreedy):
      try emit(node, min: min, max: max, isGreedy: isGreedy)
    }
  }

  private mutating func emit(alternatives: [RegexNode]) throws(RegexError) {
    var jumps: [Int] = []
    for (index, node) in alternatives.enumerated() {
      if index == alternatives.count - 1 {
        try emit(node)
        break
      }
      let split = instructions.count
      try append(.match)
      try emit(node)
      jumps.append(instructions.count)
      try append(.match)
      instructions[split] = .split(split + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func emit(_ node: RegexNode, min: Int, max: Int?, isGreedy: Bool) throws(RegexError) {
    if let max {
      for _ in 0..<min { try emit(node) }
      var splits: [Int] = []
      for _ in min..<max {
        splits.append(instructions.count)
        try append(.match)
        try emit(node)
      }
      for split in splits { instructions[split] = choice(split + 1, over: instructions.count, isGreedy) }
    } else if min > 0 {
      for _ in 1..<min { try emit(node) }
      let start = instructions.count
      try emit(node)
      try append(choice(start, over: instructions.count + 1, isGreedy))
    } else if node.isNullable {
      // As "one or more, or none": a way through the loop that takes nothing keeps its preference so.
      try emit(.repeated(node, min: 1, max: nil, isGreedy: isGreedy), min: 0, max: 1, isGreedy: isGreedy)
    } else {
      let split = instructions.count
      try append(.match)
      try emit(node)
      try append(.jump(split))
      instructions[split] = choice(split + 1, over: instructions.count, isGreedy)
    }
  }

  /// Going in or passing by, in the order of preference.
  private func choice(_ inside: Int, over outside: Int, _ isGreedy: Bool) -> Instruction {
    isGreedy ? .split(inside, outside) : .split(outside, inside)
  }
}
