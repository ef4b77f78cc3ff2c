/// What a kind may make arguments of besides those that are written.
package struct InferenceContext: Sendable {
  package let environment: String
  /// The address of the instance.
  package let address: String
  /// The id that the environment's record has for this instance; nil where it has none.
  package let recordedID: String?
  /// The subscription that resources live in; empty where nobody speaks to Azure.
  package let subscription: String

  package init(environment: String, address: String, recordedID: String? = nil, subscription: String = "") {
    self.subscription = subscription
    self.environment = environment
    self.address = address
    self.recordedID = recordedID
  }
}
