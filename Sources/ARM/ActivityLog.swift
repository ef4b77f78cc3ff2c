package import Values

/// A stage of a request that changes something, as Azure's activity log has it (Microsoft Learn, "Azure activity log event
/// schema").
///
/// The log has the claims of the caller's token, which are personal: of them the ids of the application and of the principal
/// are kept, and nothing else.
package struct ActivityEvent: Sendable, Hashable {
  package let resourceID: String
  /// `Microsoft.ContainerService/managedClusters/write`.
  package let operation: String
  /// `Started`, `Accepted`, `Succeeded`, `Failed` or another word.
  package let status: String
  /// RFC 3339 in UTC.
  package let time: String
  /// The name of a user, or the object id of anybody else; nil where the log doesn't say.
  package let caller: String?
  package let application: String?
  package let correlationID: String

  /// Nil for what isn't an event of one resource.
  package init?(_ event: Value) {
    func text(_ names: String...) -> String? {
      let value = names.reduce(event as Value?) { $0?[member: $1] }?.stringValue
      return value?.isEmpty == false ? value : nil
    }
    guard let resourceID = text("resourceId"), let operation = text("operationName", "value"),
      let status = text("status", "value"), let time = text("eventTimestamp")
    else { return nil }
    self.resourceID = resourceID
    self.operation = operation
    self.status = status
    self.time = time
    caller = text("caller") ?? text("claims", "http://schemas.microsoft.com/identity/claims/objectidentifier")
    application = text("claims", "appid")
    correlationID = text("correlationId") ?? ""
  }
}

extension ARMClient {
  /// What the events of an answer are about.
  package enum ActivityScope: Sendable, Hashable {
    /// Everything in a resource group.
    case group(String)
    /// The id of one resource.
    case resource(String)
  }

  /// The events of a time that is not over, the newest first. They come 3 to 20 minutes late, and Azure keeps them for 90
  /// days.
  ///
  /// - Parameters:
  ///   - start: RFC 3339 in UTC, not more than 90 days ago.
  ///   - pagesMax: How many pages are read of a list that is longer; the oldest events are missing then.
  package func activity(
    of scope: ActivityScope, subscription: String, since start: String, pagesMax: Int = 50
  ) async throws(ARMError) -> [ActivityEvent] {
    let condition =
      switch scope {
      case .group(let name): "resourceGroupName eq '\(name.replacing("'", with: "''"))'"
      case .resource(let id): "resourceUri eq '\(id.replacing("'", with: "''"))'"
      }
    // Without `$select`, as the documentation doesn't name `caller` among what that takes.
    return try await list(
      "/subscriptions/\(subscription)/providers/Microsoft.Insights/eventtypes/management/values",
      apiVersion: "2015-04-01",
      query: [ARMRequest.QueryItem("$filter", "eventTimestamp ge '\(start)' and \(condition)")], pagesMax: pagesMax
    ).compactMap(ActivityEvent.init)
  }
}
