import Diagnostics
import Resources
import Values

extension AzureKind {
  /// A Log Analytics workspace: where logs are kept and queried.
  package static let logAnalyticsWorkspace = AzureKind(
    "azurerm_log_analytics_workspace",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.OperationalInsights/workspaces/{name}",
    apiVersion: "2025-07-01"
  ) {
    Argument("name", .string, .required)
      .matching("must be 4 to 63 letters, digits and hyphens, and begin and end with a letter or digit") { name in
        (4...63).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-") && name.beginsWithLetterOrDigit
          && name.endsWithLetterOrDigit
      }
      .described("The name of the workspace.")
    Argument.resourceGroupName
    Argument.location
    Argument("sku", .string, .optionalComputed, at: "/properties/sku/name").compared(by: .ignoringCase)
      .oneOf(
        "CapacityReservation", "Free", "LACluster", "PerGB2018", "PerNode", "Premium", "Standalone", "Standard"
      )
      .described("How the workspace is paid for.")
    Argument(
      "reservation_capacity_in_gb_per_day", .number, .optional, at: "/properties/sku/capacityReservationLevel"
    )
    .following(
      ValueRule("must be a multiple of 100, at least 100") { value in
        value.intValue.map { $0 >= 100 && $0 % 100 == 0 } ?? true
      }
    )
    .described("How many GB a day are paid for in advance.")
    Argument("retention_in_days", .number, .optionalComputed, at: "/properties/retentionInDays")
      .following(
        ValueRule("must be 7 or between 30 and 730") { $0.intValue.map { $0 == 7 || (30...730).contains($0) } ?? true }
      )
      .described("For how many days logs are kept.")
    Argument(
      "daily_quota_gb", .number, .optionalWithDefault(.number(-1)), at: "/properties/workspaceCapping/dailyQuotaGb"
    )
    .following(
      ValueRule("must be -1, for no limit, or more than 0") { value in
        guard let number = value.numberValue else { return true }
        return number == -1 || number > 0
      }
    )
    .described("After how many GB no more is taken that day; -1 for no limit.")
    LogAnalyticsWorkspace.access
    Argument("cmk_for_query_forced", .bool, .optional, at: "/properties/forceCmkForQuery")
      .described("Whether queries are kept only under a key of one's own.")
    Argument("data_collection_rule_id", .string, .optional, at: "/properties/defaultDataCollectionRuleResourceId")
      .isResourceID()
      .described("The data collection rule for what names none.")
    Argument(
      "immediate_data_purge_on_30_days_enabled", .bool, .optional,
      at: "/properties/features/immediatePurgeDataOn30Days"
    )
    .described("Whether logs are gone after 30 days to the day.")
    Argument.identity(types: "SystemAssigned", "UserAssigned")
    Argument.tags
    Argument("workspace_id", .string, .computed, at: "/properties/customerId")
      .described("The GUID that agents and queries know the workspace by.")
    Argument("primary_shared_key", .string, .computed).from(action: "sharedKeys", at: "/primarySharedKey").sensitive()
      .described("A key that agents can send logs with.")
    Argument("secondary_shared_key", .string, .computed).from(action: "sharedKeys", at: "/secondarySharedKey")
      .sensitive()
      .described("Another one.")
  }
  .stripping(Argument.identityReadOnly)
  .stripping(
    [
      "provisioningState", "customerId", "sku/lastSkuUpdate", "workspaceCapping/quotaNextResetTime",
      "workspaceCapping/dataIngestionStatus", "createdDate", "modifiedDate", "privateLinkScopedResources",
      "features/unifiedSentinelBillingOnly", "features/associations", "replication/provisioningState",
      "replication/createdDate", "replication/lastModifiedDate", "failover",
    ].map { "/properties/\($0)" }
  )
  .deleting(with: ("force", "true"), ifSwitchedOnBy: "log_analytics_workspace.permanently_delete_on_destroy")
  .serialized(by: "{id}")
  .listed()
  .taking(seconds: 60)
  .inferring { arguments, _ in LogAnalyticsWorkspace.renewed(arguments) }
  .losing("the logs in it")
  .checked { LogAnalyticsWorkspace.problems(with: $0) }
  .refusing { _, planned in LogAnalyticsWorkspace.refusals(of: planned) }
}

/// The parts of the workspace's declaration, by subject.
enum LogAnalyticsWorkspace {
  static let access: [Argument] = [
    Argument(
      "allow_resource_only_permissions", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/features/enableLogAccessUsingOnlyResourcePermissions"
    )
    .described("Whether who may see a resource may see its logs."),
    Argument(
      "local_authentication_enabled", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/features/disableLocalAuth", as: .inverted
    )
    .described("Whether logs may be sent with the workspace's keys."),
    access("internet_ingestion_access_type", "publicNetworkAccessForIngestion", "How logs come in over the internet."),
    access("internet_query_access_type", "publicNetworkAccessForQuery", "How queries come in over the internet."),
    Argument("local_authentication_disabled", .bool, .optional)
      .described("The older form of `local_authentication_enabled`."),
    Argument("internet_ingestion_enabled", .bool, .optional)
      .described("The older form of `internet_ingestion_access_type`."),
    Argument("internet_query_enabled", .bool, .optional)
      .described("The older form of `internet_query_access_type`."),
  ]

  private static func access(_ name: String, _ member: String, _ text: String) -> Argument {
    Argument(name, .string, .optionalWithDefault(.string("Enabled")), at: "/properties/\(member)")
      .oneOf("Disabled", "Enabled", "SecuredByPerimeter")
      .described(text)
  }

  /// Older forms of arguments, each with the one that took its place and what it says there.
  private static let older: [(name: String, newer: String, says: @Sendable (Bool) -> Value)] = [
    ("local_authentication_disabled", "local_authentication_enabled", { .bool(!$0) }),
    ("internet_ingestion_enabled", "internet_ingestion_access_type", { .string($0 ? "Enabled" : "Disabled") }),
    ("internet_query_enabled", "internet_query_access_type", { .string($0 ? "Enabled" : "Disabled") }),
  ]

  /// The arguments with what older forms say in the places of today's.
  static func renewed(_ arguments: Value) -> Value {
    guard var members = arguments.members else { return arguments }
    for form in older {
      guard let value = arguments[member: form.name], !value.isNull, arguments[member: form.newer]?.isNull == true,
        let type = members[form.newer]?.type
      else { continue }
      members[form.newer] = (value.boolValue.map(form.says) ?? .unknown(type)).marked(value.marks)
    }
    return Value.object(members).marked(arguments.marks)
  }

  static func problems(with workspace: Value) -> [ArgumentProblem] {
    var problems = Argument.identityProblems(with: workspace)
    for form in older where workspace.isGiven(form.name) {
      problems.append(
        ArgumentProblem(
          .warning, at: .argument(form.name), "Older form of an argument",
          detail: "`\(form.name)` is an older form of `\(form.newer)`.", hint: "say `\(form.newer)`"))
      if let value = workspace[member: form.name]?.boolValue, workspace[member: form.newer] != form.says(value) {
        problems.append(
          .combination(
            form.name, "`\(form.name)` and `\(form.newer)` say different things.", hint: "keep `\(form.newer)`"))
      }
    }
    let sku = workspace.text("sku")?.lowercased()
    if sku == "capacityreservation", !workspace.isGiven("reservation_capacity_in_gb_per_day") {
      problems.append(
        .missing("reservation_capacity_in_gb_per_day", "With the SKU CapacityReservation the capacity has to be said."))
    }
    let isOther = sku.map { $0 != "capacityreservation" } ?? (workspace[member: "sku"]?.isNull == true)
    if isOther, workspace.isSurelyGiven("reservation_capacity_in_gb_per_day") {
      problems.append(
        .combination(
          "reservation_capacity_in_gb_per_day", "Only the SKU CapacityReservation has a capacity.",
          hint: "set `sku = \"CapacityReservation\"`"))
    }
    problems += refusals(of: workspace)
    if workspace[member: "retention_in_days"]?.intValue == 7, sku != "free",
      sku != nil || workspace[member: "sku"]?.isNull == true
    {
      problems.append(.combination("retention_in_days", "Only the SKU Free keeps logs for less than 30 days."))
    }
    return problems
  }

  /// What Azure refuses whether the spec says it or it was so before.
  static func refusals(of workspace: Value) -> [ArgumentProblem] {
    guard workspace.text("sku")?.lowercased() == "free", let days = workspace[member: "retention_in_days"]?.intValue,
      days != 7
    else { return [] }
    return [
      .combination(
        "retention_in_days", "The SKU Free keeps logs for 7 days, not for \(days).",
        hint: "set `retention_in_days = 7`, or another `sku`")
    ]
  }
}
