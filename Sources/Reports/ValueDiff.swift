import Values

/// How one value becomes another, as a tree that can be shown; it holds no secret.
struct ValueDiff: Sendable {
  enum Action: Int, Sendable, CaseIterable {
    case none
    case create
    case update
    case delete
  }

  indirect enum Shape: Sendable {
    /// A string, number or bool, or nothing.
    case scalar(before: Value?, after: Value?)
    /// What can't be shown.
    case sensitive
    /// What is not known yet, with what is there now.
    case unknown(before: ValueDiff?)
    /// A value of another shape than before.
    case reshaped(before: ValueDiff, after: ValueDiff)
    case object([Member])
    case map([Member])
    case list([ValueDiff])
    case set([ValueDiff])
    case block(attributes: [Member], blocks: [(name: String, elements: [ValueDiff])])
  }

  struct Member: Sendable {
    let name: String
    let diff: ValueDiff
  }

  let action: Action
  let shape: Shape
  let forcesReplacement: Bool
}

extension ValueDiff {
  /// The action of something whose parts have these.
  static func action<Parts: Sequence<Action>>(of parts: Parts, hadBefore: Bool, hasAfter: Bool) -> Action {
    if !hadBefore { return .create }
    if !hasAfter { return .delete }
    return parts.allSatisfy { $0 == .none } ? .none : .update
  }
}
