/// A regular expression as a tree.
indirect enum RegexNode: Sendable {
  case empty
  case scalar(Unicode.Scalar, ignoresCase: Bool)
  case set(ScalarSet)
  case assertion(RegexAssertion)
  case group(Int, RegexNode)
  case sequence([RegexNode])
  case alternatives([RegexNode])
  /// At most `max` times, or any number of them.
  case repeated(RegexNode, min: Int, max: Int?, isGreedy: Bool)

  /// Whether the empty text matches.
  var isNullable: Bool {
    switch self {
    case .empty, .assertion: true
    case .scalar, .set: false
    case .group(_, let node): node.isNullable
    case .sequence(let nodes): nodes.allSatisfy(\.isNullable)
    case .alternatives(let nodes): nodes.contains(where: \.isNullable)
    case .repeated(let node, let min, _, _): min == 0 || node.isNullable
    }
  }

  /// How many copies repeats make of what they repeat, at worst.
  var copies: Int {
    switch self {
    case .empty, .scalar, .set, .assertion: 1
    case .group(_, let node): node.copies
    case .sequence(let nodes), .alternatives(let nodes): nodes.map(\.copies).max() ?? 1
    case .repeated(let node, let min, let max, _): Swift.max(1, max ?? min) * node.copies
    }
  }
}

/// A condition on a place between two scalars.
enum RegexAssertion: Sendable {
  case startOfText
  case endOfText
  case startOfLine
  case endOfLine
  case wordBoundary
  case noWordBoundary

  func holds(at place: Int, in text: [Unicode.Scalar]) -> Bool {
    switch self {
    case .startOfText: place == 0
    case .endOfText: place == text.count
    case .startOfLine: place == 0 || text[place - 1] == "\n"
    case .endOfLine: place == text.count || text[place] == "\n"
    case .wordBoundary: isWordBoundary(place, text)
    case .noWordBoundary: !isWordBoundary(place, text)
    }
  }

  private func isWordBoundary(_ place: Int, _ text: [Unicode.Scalar]) -> Bool {
    let before = place > 0 && ScalarSet.isWord(text[place - 1])
    let after = place < text.count && ScalarSet.isWord(text[place])
    return before != after
  }
}
