/// A request that changed or deleted a resource and that no run of its environment made, as Azure's activity log has it.
package struct ForeignWrite: Sendable, Hashable {
  /// The name of a user, or the object id of a service principal or a managed identity.
  package let principal: String
  /// The id of the application that the principal came with, or is; nil where the log doesn't say.
  package let application: String?
  /// `Microsoft.ContainerService/managedClusters/write`.
  package let operation: String
  /// When it was asked for: RFC 3339 in UTC.
  package let time: String
  package let correlationID: String

  package init(principal: String, application: String?, operation: String, time: String, correlationID: String) {
    self.principal = principal
    self.application = application
    self.operation = operation
    self.time = time
    self.correlationID = correlationID
  }

  /// The application's name, for those of Microsoft's own that people change things with (Microsoft Learn, "Verify
  /// first-party Microsoft applications in sign-in reports").
  package var applicationName: String? {
    switch application?.lowercased() {
    case "04b07795-8ddb-461a-bbee-02f9e1bf7b46": "Azure CLI"
    case "1950a258-227b-4e31-a9cf-717495945fc2": "Azure PowerShell"
    case "c44b4083-3bb0-49c1-b47d-974e53cbdf3c": "Azure Portal"
    default: nil
    }
  }
}
