import Synchronization

/// The work that the evaluation of one expression has done, the templates that it renders included.
///
/// One step is some nanoseconds. Loops, functions and regular expressions in one another soon take longer than anyone
/// waits, or more memory than there is; no real configuration comes near to the limit.
package final class Effort: Sendable {
  /// One or two seconds.
  static let stepsMax = 500_000_000

  private let steps = Atomic<Int>(0)

  package init() {}

  /// Counts some steps; whether there may be more.
  @discardableResult
  func spend(_ count: Int) -> Bool {
    // Counted no further than makes a difference, so that the sum stays a number.
    steps.add(min(count, Self.stepsMax + 1), ordering: .relaxed).newValue <= Self.stepsMax
  }

  var isExhausted: Bool { rest < 0 }

  /// How many steps there may be still.
  var rest: Int { Self.stepsMax - steps.load(ordering: .relaxed) }
}

extension FunctionContext {
  /// Counts some steps of work that a function is about to do.
  func spend(_ count: Int) throws(FunctionError) {
    if let effort, !effort.spend(count) { throw .tooMuchWork }
  }
}

extension FunctionError {
  static let tooMuchWork = FunctionError("there is more to compute for this expression than can be done in time")
}
