import JSON
import Resources
import Values

extension AzureKind {
  /// A data collection rule: which data is collected, how it is changed on the way, and where it goes.
  package static let monitorDataCollectionRule = AzureKind(
    "azurerm_monitor_data_collection_rule",
    at: "/subscriptions/{subscription}/resourceGroups/{resource_group_name}"
      + "/providers/Microsoft.Insights/dataCollectionRules/{name}",
    apiVersion: "2023-03-11"
  ) {
    Argument("name", .string, .required)
      .matching("must be 3 to 64 letters, digits, '-', '_' and '.', and begin and end with a letter or digit") { name in
        (3...64).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-_.") && name.beginsWithLetterOrDigit
          && name.endsWithLetterOrDigit
      }
      .described("The name of the rule.")
    Argument.resourceGroupName
    Argument.location
    Argument("kind", .string, .optional, at: "/kind")
      .oneOf("Linux", "Windows", "AgentDirectToStore", "WorkspaceTransforms")
      .described("Which agents it is for; for Prometheus `Linux`.")
    Argument("description", .string, .optional, at: "/properties/description")
      .described("What it is for.")
    Argument("data_collection_endpoint_id", .string, .optional, at: "/properties/dataCollectionEndpointId")
      .isResourceID().binding()
      .described("The endpoint that agents use; Prometheus needs one.")
    dataSources
    destinations
    Argument.block("data_flow", .list(min: 1), .required, at: "/properties/dataFlows") {
      Argument("streams", .list(.string), .required, at: "/streams").following(DataCollectionRuleRules.streams)
        .described("What is sent.")
      Argument("destinations", .list(.string), .required, at: "/destinations")
        .described("The names of the destinations that it is sent to.")
      Argument("output_stream", .string, .optional, at: "/outputStream")
        .described("The stream that the transformation writes.")
      Argument("transform_kql", .string, .optional, at: "/transformKql")
        .compared(by: .trimmingTrailingWhitespace)
        .described("The KQL query that transforms what is sent.")
      Argument("built_in_transform", .string, .optional, at: "/builtInTransform")
        .described("A transformation that Azure brings.")
    }
    .described("Which streams go to which destinations.")
    Argument.block(
      "stream_declaration", .set(), .optional, at: "/properties/streamDeclarations", as: .keyed(by: "streamName")
    ) {
      Argument("stream_name", .string, .required, at: "/streamName")
        .matching("must begin with `\(DataCollectionRuleRules.ownPrefix)`") {
          $0.hasPrefix(DataCollectionRuleRules.ownPrefix)
        }
        .described("The name of the stream.")
      Argument.block("column", .list(min: 1), .required, at: "/columns") {
        Argument("name", .string, .required, at: "/name")
          .described("The name of the column.")
        Argument("type", .string, .required, at: "/type")
          .oneOf("string", "int", "long", "real", "boolean", "datetime", "dynamic")
          .described("The type of its values.")
      }
      .described("The stream's columns.")
    }
    .described("A stream of one's own.")
    Argument.identity(types: "SystemAssigned", "UserAssigned")
    Argument.tags
    Argument("immutable_id", .string, .computed, at: "/properties/immutableId")
      .described("The id that agents know it by.")
  }
  .stripping(
    "/properties/immutableId", "/properties/provisioningState", "/properties/metadata", "/properties/endpoints",
    "/properties/destinations/monitoringAccounts/*/accountId", "/properties/destinations/logAnalytics/*/workspaceId"
  )
  .stripping(Argument.identityReadOnly)
  .listed()
  .taking(seconds: 5)
  .checked { DataCollectionRuleRules.problems(with: $0) }

  private static let dataSources = Argument.block("data_sources", .single, .optional, at: "/properties/dataSources") {
    Argument.block("prometheus_forwarder", .list(), .optional, at: "/prometheusForwarder") {
      sourceName
      streams(following: .only(["Microsoft-PrometheusMetrics"]))
      Argument.block(
        "label_include_filter", .set(max: 1), .optional, at: "/labelIncludeFilter",
        as: .keyed(by: "label", holding: "value")
      ) {
        Argument("label", .string, .required, at: "/label").oneOf("microsoft_metrics_include_label")
          .described("The label to filter by.")
        Argument("value", .string, .required, at: "/value")
          .described("The value of the label that lets a metric through.")
      }
      .described("Which metrics are let through; all if there is none.")
    }
    .described("Metrics that the Prometheus add-on of a cluster scrapes.")
    Argument.block("syslog", .list(), .optional, at: "/syslog") {
      sourceName
      streams.before(.four, .optionalWithDefault(.list([.string("Microsoft-Syslog")], of: .string)))
      Argument("facility_names", .list(.string), .required, at: "/facilityNames").following(.only(facilities))
        .described("The facilities, `*` for all.")
      Argument("log_levels", .list(.string), .required, at: "/logLevels")
        .following(
          .only(["*", "Debug", "Info", "Notice", "Warning", "Error", "Critical", "Alert", "Emergency"])
        )
        .described("The levels, `*` for all.")
    }
    .described("Messages of Linux machines.")
    Argument.block("extension", .list(), .optional, at: "/extensions") {
      sourceName
      streams
      Argument("extension_name", .string, .required, at: "/extensionName")
        .described("The extension, such as `ContainerInsights`.")
      Argument("extension_json", .string, .optional, at: "/extensionSettings", as: .json)
        .matching("must be JSON") { (try? JSON.parse(Array($0.utf8))) != nil }
        .described("The extension's settings as JSON.")
      Argument("input_data_sources", .list(.string), .optional, at: "/inputDataSources")
        .described("Names of data sources that the extension needs.")
    }
    .described("What an extension of the agent collects.")
    Argument.block("performance_counter", .list(), .optional, at: "/performanceCounters") {
      sourceName
      streams
      Argument("sampling_frequency_in_seconds", .number, .required, at: "/samplingFrequencyInSeconds")
        .between(1...1800)
        .described("How often the counters are read.")
      Argument("counter_specifiers", .list(.string), .required, at: "/counterSpecifiers")
        .described("The counters.")
    }
    .described("Performance counters of machines.")
    Argument.block("log_file", .list(), .optional, at: "/logFiles") {
      sourceName
      streams
      Argument("file_patterns", .list(.string), .required, at: "/filePatterns")
        .described("Where the files lie.")
      Argument("format", .string, .required, at: "/format").oneOf("text", "json")
        .described("The format of the files.")
      Argument.block("settings", .single, .optional, at: "/settings") {
        Argument.block("text", .single, .required, at: "/text") {
          Argument("record_start_timestamp_format", .string, .required, at: "/recordStartTimestampFormat")
            .oneOf(
              "ISO 8601", "YYYY-MM-DD HH:MM:SS", "M/D/YYYY HH:MM:SS AM/PM", "Mon DD, YYYY HH:MM:SS",
              "yyMMdd HH:mm:ss", "ddMMyy HH:mm:ss", "MMM d hh:mm:ss", "dd/MMM/yyyy:HH:mm:ss zzz", "yyyy-MM-ddTHH:mm:ssK"
            )
            .described("The format of the time at the start of each record.")
        }
        .described("Settings for text files.")
      }
      .described("Settings for the format.")
    }
    .described("Log files of machines.")
    Argument.block("iis_log", .list(), .optional, at: "/iisLogs") {
      sourceName
      streams
      Argument("log_directories", .list(.string), .optional, at: "/logDirectories")
        .described("Where the files lie, if not at the usual place.")
    }
    .described("Log files of Internet Information Services.")
    Argument.block("windows_event_log", .list(), .optional, at: "/windowsEventLogs") {
      sourceName
      streams
      Argument("x_path_queries", .list(.string), .required, at: "/xPathQueries")
        .described("Which events, as XPath queries.")
    }
    .described("Events of Windows machines.")
    Argument.block("windows_firewall_log", .list(), .optional, at: "/windowsFirewallLogs") {
      sourceName
      streams
    }
    .described("Firewall logs of Windows machines.")
    Argument.block("platform_telemetry", .list(), .optional, at: "/platformTelemetry") {
      sourceName
      streams
    }
    .described("What Azure resources tell about themselves.")
    Argument.block("data_import", .single, .optional, at: "/dataImports") {
      Argument.block("event_hub_data_source", .single, .required, at: "/eventHub") {
        sourceName
        Argument("stream", .string, .required, at: "/stream")
          .described("The stream that events are sent as.")
        Argument("consumer_group", .string, .optional, at: "/consumerGroup")
          .described("The consumer group that reads.")
      }
      .described("An event hub.")
    }
    .described("Data that is fetched from elsewhere.")
  }
  .described("What is collected.")

  private static let destinations = Argument.block("destinations", .single, .required, at: "/properties/destinations") {
    Argument.block("monitor_account", .list(), .optional, at: "/monitoringAccounts") {
      destinationName
      Argument("monitor_account_id", .string, .required, at: "/accountResourceId").isResourceID()
        .described("The Azure Monitor workspace.")
    }
    .described("Azure Monitor workspaces, for Prometheus metrics.")
    Argument.block("log_analytics", .list(), .optional, at: "/logAnalytics") {
      destinationName
      Argument("workspace_resource_id", .string, .required, at: "/workspaceResourceId").isResourceID()
        .described("The Log Analytics workspace.")
    }
    .described("Log Analytics workspaces.")
    Argument.block("azure_monitor_metrics", .single, .optional, at: "/azureMonitorMetrics") { destinationName }
      .described("Azure Monitor's own metrics.")
    Argument.block("event_hub", .list(max: 1), .optional, at: "/eventHubs") {
      destinationName
      Argument("event_hub_id", .string, .required, at: "/eventHubResourceId").isResourceID()
        .described("The event hub.")
    }
    .described("An event hub.")
    Argument.block("event_hub_direct", .list(max: 1), .optional, at: "/eventHubsDirect") {
      destinationName
      Argument("event_hub_id", .string, .required, at: "/eventHubResourceId").isResourceID()
        .described("The event hub.")
    }
    .described("An event hub that agents send to directly.")
    Argument.block("storage_blob", .list(), .optional, at: "/storageAccounts") { blobContainer }
      .described("Containers of storage accounts.")
    Argument.block("storage_blob_direct", .list(), .optional, at: "/storageBlobsDirect") { blobContainer }
      .described("Containers that agents send to directly.")
    Argument.block("storage_table_direct", .list(), .optional, at: "/storageTablesDirect") {
      destinationName
      Argument("table_name", .string, .required, at: "/tableName")
        .described("The table.")
      Argument("storage_account_id", .string, .required, at: "/storageAccountResourceId").isResourceID()
        .described("The storage account.")
    }
    .described("Tables that agents send to directly.")
  }
  .described("Where data goes.")

  private static let sourceName = Argument("name", .string, .required, at: "/name")
    .matching("must be 1 to 32 characters") { (1...32).contains($0.count) }
    .described("The name of the data source, unique in the rule.")

  private static let facilities = [
    "*", "alert", "audit", "auth", "authpriv", "clock", "cron", "daemon", "ftp", "kern", "local0", "local1", "local2",
    "local3", "local4", "local5", "local6", "local7", "lpr", "mail", "mark", "news", "nopri", "ntp", "syslog", "user",
    "uucp",
  ]

  private static let streams = streams(following: DataCollectionRuleRules.streams)

  private static func streams(following rule: ValueRule) -> Argument {
    Argument("streams", .list(.string), .required, at: "/streams").following(rule)
      .described("The streams that the data is sent as, such as `Microsoft-PrometheusMetrics`.")
  }

  private static let destinationName = Argument("name", .string, .required, at: "/name")
    .described("The name that `data_flow` uses.")

  private static let blobContainer = [
    destinationName,
    Argument("container_name", .string, .required, at: "/containerName")
      .described("The container."),
    Argument("storage_account_id", .string, .required, at: "/storageAccountResourceId").isResourceID()
      .described("The storage account."),
  ]
}
