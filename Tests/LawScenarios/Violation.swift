/// A law of the design that a scenario broke.
package struct Violation: Error, Sendable, Hashable {
  /// `L4`, for example.
  package let law: String
  /// What happened, in lines.
  package let account: String

  init(_ law: String, _ account: String) {
    self.law = law
    self.account = account
  }
}
