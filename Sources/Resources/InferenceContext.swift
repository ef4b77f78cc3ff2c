/// What a kind may make arguments of besides those that are written.
package struct InferenceContext: Sendable {
  package let environment: String
  /// The address of the instance.
  package let address: String
  /// The id that the environment's record has for this instance; nil where it has none.
  package let recordedID: String?

  package init(environment: String, address: String, recordedID: String? = nil) {
    self.environment = environment
    self.address = address
    self.recordedID = recordedID
  }
}
