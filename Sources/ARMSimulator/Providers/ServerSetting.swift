import Values

/// A setting that every server has, with its default.
struct ServerSetting: Sendable {
  let name: String
  let value: String
  let kind: String
  let allowed: String
  let use: Use

  /// What comes of setting it.
  enum Use: String {
    /// It counts at once.
    case dynamic
    /// It counts after a restart.
    case `static`
    /// Azure refuses.
    case readOnly = "read-only"
  }

  /// Name, default, kind, what is allowed, and what comes of setting it.
  private static let table = """
    autovacuum|on|Boolean|on,off|dynamic
    azure.extensions||Set||dynamic
    backslash_quote|safe_encoding|Enumeration|safe_encoding,on,off|dynamic
    connection_throttle.enable|off|Boolean|on,off|dynamic
    effective_cache_size|524288|Integer|1-2147483647|dynamic
    idle_in_transaction_session_timeout|0|Integer|0-2147483647|dynamic
    log_checkpoints|on|Boolean|on,off|dynamic
    log_connections|off|Boolean|on,off|dynamic
    log_disconnections|off|Boolean|on,off|dynamic
    log_min_duration_statement|-1|Integer|-1-2147483647|dynamic
    log_statement|none|Enumeration|none,ddl,mod,all|dynamic
    maintenance_work_mem|216064|Integer|1024-2097151|dynamic
    max_connections|50|Integer|25-5000|static
    max_wal_size|2048|Integer|32-65536|dynamic
    pgaudit.log|none|Set|none,read,write,function,role,ddl,misc,all|dynamic
    pgbouncer.enabled|false|Boolean|true,false|dynamic
    require_secure_transport|on|Boolean|on,off|dynamic
    shared_buffers|32768|Integer|16-1073741823|static
    shared_preload_libraries|pg_cron,pg_stat_statements|Set||static
    statement_timeout|0|Integer|0-2147483647|dynamic
    timezone|UTC|String||dynamic
    wal_level|replica|Enumeration|replica,logical|static
    wal_block_size|8192|Integer|8192|read-only
    work_mem|4096|Integer|4096-2097151|dynamic
    """

  static let all = table.split(separator: "\n").map { line in
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    return ServerSetting(
      name: cells[0], value: cells[1], kind: cells[2], allowed: cells[3],
      use: Use(rawValue: cells[4]) ?? .readOnly)
  }

  var properties: Value {
    [
      "value": .string(value), "defaultValue": .string(value), "dataType": .string(kind),
      "allowedValues": .string(allowed), "source": "system-default", "isDynamicConfig": .bool(use == .dynamic),
      "isReadOnly": .bool(use == .readOnly), "isConfigPendingRestart": false, "unit": "",
      "description": .string("The setting \(name) of PostgreSQL."),
      "documentationLink": "https://www.postgresql.org/docs/current/runtime-config.html",
    ]
  }

  /// Whether a setting whose live properties these are takes a value.
  static func takes(_ value: String, _ properties: Value) -> Bool {
    if properties["isReadOnly"] == true { return false }
    let allowed = properties["allowedValues"]?.stringValue ?? ""
    if allowed.isEmpty { return true }
    let choices = allowed.split(separator: ",")
    switch properties["dataType"]?.stringValue {
    case "Boolean", "Enumeration": return choices.contains { $0 == value.lowercased() }
    case "Set": return value.lowercased().split(separator: ",").allSatisfy { choices.contains($0) }
    case "Integer":
      // The lower bound may be negative.
      guard let end = allowed.dropFirst().firstIndex(of: "-"), let low = Int(allowed[..<end]),
        let high = Int(allowed[end...].dropFirst())
      else { return value == allowed }
      return Int(value).map { (low...high).contains($0) } ?? false
    default: return true
    }
  }
}
