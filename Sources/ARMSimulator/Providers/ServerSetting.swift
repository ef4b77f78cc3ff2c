import Values

/// A setting that every server has, with its default.
struct ServerSetting: Sendable {
  let name: String
  let value: String
  let kind: String
  let allowed: String
  let isDynamic: Bool

  /// Name, default, kind, what is allowed, and whether it counts without a restart.
  private static let table = """
    autovacuum|on|Boolean|on,off|true
    azure.extensions||Set||true
    backslash_quote|safe_encoding|Enumeration|safe_encoding,on,off|true
    connection_throttle.enable|off|Boolean|on,off|true
    effective_cache_size|524288|Integer|1-2147483647|true
    idle_in_transaction_session_timeout|0|Integer|0-2147483647|true
    log_checkpoints|on|Boolean|on,off|true
    log_connections|off|Boolean|on,off|true
    log_disconnections|off|Boolean|on,off|true
    log_min_duration_statement|-1|Integer||true
    log_statement|none|Enumeration|none,ddl,mod,all|true
    maintenance_work_mem|216064|Integer|1024-2097151|true
    max_connections|50|Integer|25-5000|false
    max_wal_size|2048|Integer|32-65536|true
    pgaudit.log|none|Set|none,read,write,function,role,ddl,misc,all|true
    pgbouncer.enabled|false|Boolean|true,false|true
    require_secure_transport|on|Boolean|on,off|true
    shared_buffers|32768|Integer|16-1073741823|false
    shared_preload_libraries|pg_cron,pg_stat_statements|Set||false
    statement_timeout|0|Integer|0-2147483647|true
    timezone|UTC|String||true
    wal_level|replica|Enumeration|replica,logical|false
    work_mem|4096|Integer|4096-2097151|true
    """

  static let all = table.split(separator: "\n").map { line in
    let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    return ServerSetting(
      name: cells[0], value: cells[1], kind: cells[2], allowed: cells[3], isDynamic: cells[4] == "true")
  }

  var properties: Value {
    [
      "value": .string(value), "defaultValue": .string(value), "dataType": .string(kind),
      "allowedValues": .string(allowed), "source": "system-default", "isDynamicConfig": .bool(isDynamic),
      "isReadOnly": false, "isConfigPendingRestart": false, "unit": "",
      "description": .string("The setting \(name) of PostgreSQL."),
      "documentationLink": "https://www.postgresql.org/docs/current/runtime-config.html",
    ]
  }
}
