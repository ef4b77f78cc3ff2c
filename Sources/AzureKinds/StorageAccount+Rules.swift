import Diagnostics
import Resources
import Values

/// What holds between an account's arguments.
extension StorageAccount {
  static func problems(with account: Value) -> [ArgumentProblem] {
    kindProblems(with: account) + featureProblems(with: account) + protectionProblems(with: account)
      + Argument.identityProblems(with: account) + dataPlaneProblems(with: account)
  }

  private static func kindProblems(with account: Value) -> [ArgumentProblem] {
    let kind = account[member: "account_kind"]?.isNull ?? true ? "StorageV2" : account.text("account_kind")
    let tier = account.text("account_tier")
    var problems: [ArgumentProblem] = []
    if let replication = account.text("account_replication_type") {
      if tier == "Premium", !["LRS", "ZRS"].contains(replication) {
        problems.append(
          .combination(
            "account_replication_type",
            "A Premium account can't be replicated to another region: \(replication) is for "
              + "Standard ones.", hint: "set `account_replication_type` to \"LRS\" or \"ZRS\""))
      }
    }
    if let kind, tier == "Standard", kind == "BlockBlobStorage" {
      problems.append(
        .combination(
          "account_kind", "An account of the kind \(kind) is Premium.", hint: "set `account_tier = \"Premium\"`"))
    }
    if account.isSurelyGiven("access_tier"), let kind, !["BlobStorage", "FileStorage", "StorageV2"].contains(kind) {
      problems.append(
        .combination("access_tier", "An account of the kind \(kind) has no access tier.", hint: "leave it out"))
    }
    if account.isSurelyGiven("share_properties"), let kind, ["BlobStorage", "BlockBlobStorage"].contains(kind) {
      problems.append(.combination("share_properties", "An account of the kind \(kind) has no file service."))
    }
    if let kind, kind == "FileStorage" {
      for name in ["blob_properties", "static_website"] where account.isSurelyGiven(name) {
        problems.append(.combination(name, "An account of the kind \(kind) has no blob service."))
      }
    }
    if account.isSurelyGiven("provisioned_billing_model_version"), let kind, kind != "FileStorage" {
      problems.append(
        .combination("provisioned_billing_model_version", "Only accounts of the kind FileStorage have it."))
    }
    return problems
  }

  private static func featureProblems(with account: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    for name in ["nfsv3_enabled", "sftp_enabled"] where account.isTrue(name) && account.isFalse("is_hns_enabled") {
      problems.append(
        .combination(name, "`\(name)` needs blobs in directories.", hint: "set `is_hns_enabled = true`"))
    }
    let blob = account.block("blob_properties") ?? .null(.dynamic)
    if account.isTrue("is_hns_enabled"), blob.isTrue("versioning_enabled") {
      problems.append(
        .combination(
          ValuePath.argument("blob_properties").appending(.index(0)).appending(.member("versioning_enabled")),
          "An account with blobs in directories keeps no versions of them."))
    }
    guard let restore = blob.block("restore_policy") else { return problems }
    let place = ValuePath.argument("blob_properties").appending(.index(0)).appending(.member("restore_policy"))
    for name in ["versioning_enabled", "change_feed_enabled"] where blob.isFalse(name) {
      problems.append(
        .combination(place, "`restore_policy` needs `\(name)`.", hint: "set `\(name) = true` in `blob_properties`"))
    }
    if let days = restore[member: "days"]?.intValue {
      let kept = blob.block("delete_retention_policy").map { $0[member: "days"]?.intValue ?? 7 }
      if !blob.isGiven("delete_retention_policy") || kept.map({ $0 <= days }) == true {
        problems.append(
          .combination(
            place, "`restore_policy` goes back \(days) days, and deleted blobs have to be kept for longer than that.",
            hint: "set `days` of `delete_retention_policy` to more than \(days)"))
      }
    }
    return problems
  }

  private static func protectionProblems(with account: Value) -> [ArgumentProblem] {
    var problems: [ArgumentProblem] = []
    if account.isSurelyGiven("customer_managed_key") {
      let identity = account.block("identity")
      let isWithout = account[member: "identity"].map { $0.isNull || $0.elements?.isEmpty == true } ?? true
      if isWithout || identity?.text("type").map({ !$0.contains("UserAssigned") }) == true {
        problems.append(
          .combination(
            "customer_managed_key", "`customer_managed_key` needs a user-assigned identity that reads the key.",
            hint: "add an `identity` block of the type \"UserAssigned\""))
      }
    }
    if let version = account.text("min_tls_version"), ["TLS1_0", "TLS1_1"].contains(version) {
      problems.append(
        ArgumentProblem(
          .warning, at: .argument("min_tls_version"), "Outdated TLS version",
          detail: "`min_tls_version` is \"\(version)\", and Azure Storage takes no connection older than TLS 1.2.",
          hint: "set `min_tls_version = \"TLS1_2\"`"))
    }
    if let type = account.block("azure_files_authentication")?.text("directory_type"), type == "AD",
      account.block("azure_files_authentication")?.isGiven("active_directory") == false
    {
      problems.append(
        .combination(
          "azure_files_authentication", "With `directory_type = \"AD\"` the domain has to be said.",
          hint: "add an `active_directory` block"))
    }
    return problems
  }

  private static func dataPlaneProblems(with account: Value) -> [ArgumentProblem] {
    guard account.isSurelyGiven("queue_properties") else { return [] }
    return [
      ArgumentProblem(
        at: .argument("queue_properties"), "Not available through Azure Resource Manager",
        detail:
          "Logging and metrics of queues are set by requests to the queue service itself, which Armature doesn't send: "
          + "it speaks to Azure Resource Manager alone.",
        hint: "leave the block out, and set them with `az storage logging` and `az storage metrics`")
    ]
  }
}
