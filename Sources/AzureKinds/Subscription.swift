import Configuration
import Resources
import Values

extension AzureKind {
  /// A subscription; the one in use, if none is named.
  package static let subscription = AzureKind(
    "azurerm_subscription", .data, at: "/subscriptions/{subscription_id}", apiVersion: "2022-12-01"
  ) {
    Argument("subscription_id", .string, .optionalComputed)
      .described("The subscription's id, a GUID.")
    SubscriptionArguments.attributes
  }
}

/// What Azure says of a subscription.
enum SubscriptionArguments {
  static let attributes: [Argument] = [
    Argument("display_name", .string, .computed, at: "/displayName")
      .described("The name that people know it by."),
    Argument("tenant_id", .string, .computed, at: "/tenantId")
      .described("The tenant that it belongs to."),
    Argument("state", .string, .computed, at: "/state")
      .described("Whether it can be used: `Enabled`, `Warned`, `PastDue`, `Disabled` or `Deleted`."),
    Argument("location_placement_id", .string, .computed, at: "/subscriptionPolicies/locationPlacementId")
      .described("Which regions it may use."),
    Argument("quota_id", .string, .computed, at: "/subscriptionPolicies/quotaId")
      .described("Which offer it comes from."),
    Argument("spending_limit", .string, .computed, at: "/subscriptionPolicies/spendingLimit")
      .described("Whether it has a spending limit."),
    Argument("tags", .map(.string), .computed, at: "/tags")
      .described("The subscription's tags."),
  ]
}
