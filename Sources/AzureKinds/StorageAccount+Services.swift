import Resources
import Values

/// The settings of an account's services, each of which is a resource beneath the account.
extension StorageAccount {
  static let blobService: [Argument] = [
    .block("blob_properties", .single, .optionalComputed, at: "/blobServices/default/properties") {
      cors
      Argument("versioning_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/isVersioningEnabled")
        .described("Whether earlier versions of blobs are kept.")
      Argument("change_feed_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/changeFeed/enabled")
        .described("Whether there is a log of changes.")
      Argument("change_feed_retention_in_days", .number, .optional, at: "/changeFeed/retentionInDays")
        .between(1...146000)
        .described("For how many days that is kept; for ever where nothing is said.")
      Argument("default_service_version", .string, .optionalComputed, at: "/defaultServiceVersion")
        .matching("must be a date, YYYY-MM-DD") { text in
          text.utf8.count == 10 && text.split(separator: "-").map(\.utf8.count) == [4, 2, 2]
            && text.allSatisfy { $0 == "-" || $0.isNumber }
        }
        .described("The version of the API for requests that name none.")
      Argument(
        "last_access_time_enabled", .bool, .optionalWithDefault(.bool(false)),
        at: "/lastAccessTimeTrackingPolicy/enable"
      )
      .described("Whether Azure notes when blobs are read.")
      Argument.block("delete_retention_policy", .single, .optional, at: "/deleteRetentionPolicy") {
        retentionDays
        Argument(
          "permanent_delete_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/allowPermanentDelete"
        )
        .described("Whether blobs can be deleted for good all the same.")
      }
      .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
      .described("For how long deleted blobs can be had back.")
      Argument.block("container_delete_retention_policy", .single, .optional, at: "/containerDeleteRetentionPolicy") {
        retentionDays
      }
      .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
      .described("For how long deleted containers can be had back.")
      Argument.block("restore_policy", .single, .optional, at: "/restorePolicy") {
        Argument("days", .number, .required, at: "/days").between(1...365)
          .described("How many days back.")
      }
      .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
      .described("How far back all blobs can be brought to what they were.")
    }
    .staying()
    .described("The settings of the blob service."),
    .block("static_website", .single, .optional, at: "/blobServices/default/properties/staticWebsite") {
      Argument("index_document", .string, .optional, at: "/indexDocument")
        .described("The name of the page of each directory.")
      Argument("error_404_document", .string, .optional, at: "/errorDocument404Path")
        .described("The path of the page for what isn't there.")
    }
    .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
    .described("A web site made of the blobs in `$web`."),
  ]

  static let otherServices: [Argument] = [
    .block("share_properties", .single, .optionalComputed, at: "/fileServices/default/properties") {
      cors
      Argument.block("retention_policy", .single, .optional, at: "/shareDeleteRetentionPolicy") { retentionDays }
        .marked(by: "/enabled", is: .bool(true), absent: .bool(false))
        .described("For how long deleted shares can be had back.")
      Argument.block("smb", .single, .optional, at: "/protocolSettings/smb") {
        choices("versions", "/versions", "The versions of SMB.", "SMB2.1", "SMB3.0", "SMB3.1.1")
        choices(
          "authentication_types", "/authenticationMethods", "How users prove who they are.", "Kerberos", "NTLMv2")
        choices(
          "kerberos_ticket_encryption_type", "/kerberosTicketEncryption", "How Kerberos tickets are encrypted.",
          "AES-256", "RC4-HMAC")
        choices(
          "channel_encryption_type", "/channelEncryption", "How what is transferred is encrypted.", "AES-128-CCM",
          "AES-128-GCM", "AES-256-GCM")
        Argument(
          "multichannel_enabled", .bool, .optionalWithDefault(.bool(false)), at: "/multichannel/enabled"
        )
        .described("Whether several connections are used at once.")
      }
      .described("What is taken of SMB.")
    }
    .staying()
    .described("The settings of the file service."),
    .block("queue_properties", .single, .optional) {
      cors
      Argument.block("logging", .single, .optional) {
        Argument("delete", .bool, .required).described("Whether deletions are logged.")
        Argument("read", .bool, .required).described("Whether reads are logged.")
        Argument("write", .bool, .required).described("Whether writes are logged.")
        Argument("version", .string, .required).described("The version of the log.")
        Argument("retention_policy_days", .number, .optional).described("For how many days it is kept.")
      }
      .described("What is logged.")
      metrics("minute_metrics", "What is counted each minute.")
      metrics("hour_metrics", "What is counted each hour.")
    }
    .unsent()
    .described("The settings of the queue service, which only that service itself takes: refused."),
  ]

  private static let retentionDays = Argument("days", .number, .optionalWithDefault(.number(7)), at: "/days")
    .between(1...365)
    .described("For how many days.")

  private static let cors = Argument.block("cors_rule", .list(max: 5), .optional, at: "/cors/corsRules") {
    Argument("allowed_headers", .list(.string), .required, at: "/allowedHeaders")
      .described("Which headers a request may have.")
    Argument("allowed_methods", .list(.string), .required, at: "/allowedMethods")
      .following(
        ValueRule("must have only methods of HTTP in it, such as \"GET\"") { value in
          (value.elements ?? []).allSatisfy { $0.stringValue.map(methods.contains) ?? true }
        }
      )
      .described("Which methods.")
    Argument("allowed_origins", .list(.string), .required, at: "/allowedOrigins")
      .described("From which sites.")
    Argument("exposed_headers", .list(.string), .required, at: "/exposedHeaders")
      .described("Which headers of an answer scripts see.")
    Argument("max_age_in_seconds", .number, .required, at: "/maxAgeInSeconds").between(0...2_000_000_000)
      .described("For how long a browser may rely on that.")
  }
  .described("Which web sites' scripts may use the service.")

  private static let methods: Set = [
    "DELETE", "GET", "HEAD", "MERGE", "POST", "OPTIONS", "PUT", "PATCH", "CONNECT", "TRACE",
  ]

  private static func choices(_ name: String, _ path: String, _ text: String, _ allowed: String...) -> Argument {
    let list = allowed.map { "\"\($0)\"" }.joined(separator: ", ")
    return Argument(name, .set(.string), .optional, at: path, as: .joined(by: ";"))
      .following(
        ValueRule("must have only \(list) in it") { value in
          (value.elements ?? []).allSatisfy { $0.stringValue.map(allowed.contains) ?? true }
        }
      )
      .described(text)
  }

  private static func metrics(_ name: String, _ text: String) -> Argument {
    .block(name, .single, .optional) {
      Argument("enabled", .bool, .optional).described("Whether anything is.")
      Argument("version", .string, .required).described("The version of the metrics.")
      Argument("include_apis", .bool, .optional).described("Whether by kind of request.")
      Argument("retention_policy_days", .number, .optional).described("For how many days it is kept.")
    }
    .described(text)
  }
}
