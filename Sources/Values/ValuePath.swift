/// The way from a value to a part of it.
package struct ValuePath: Hashable, Sendable {
  package enum Step: Hashable, Sendable {
    /// An attribute of an object, or a key of a map.
    case member(String)
    /// A place in a list or tuple.
    case index(Int)
    /// The element of a set that equals this value.
    case element(Value)
  }

  package var steps: [Step]

  package init(_ steps: [Step] = []) {
    self.steps = steps
  }

  /// The path without its first steps.
  package func dropping(_ count: Int) -> ValuePath {
    ValuePath(Array(steps.dropFirst(count)))
  }

  package func appending(_ step: Step) -> ValuePath {
    ValuePath(steps + [step])
  }
}
