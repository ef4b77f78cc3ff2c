import Diagnostics
import Resources
import Values

/// The settings of PostgreSQL servers: which there are, and what each takes.
///
/// Only a server itself tells that of all of its settings, some four hundred that go by its version; the names here are
/// those that specs have, for whoever mistypes one. They are in Azure's documentation of server parameters, as is the form
/// in which a live setting says what it takes.
enum PostgreSQLSettings {
  static let names = """
    array_nulls auto_explain.log_analyze auto_explain.log_buffers auto_explain.log_format auto_explain.log_level
    auto_explain.log_min_duration auto_explain.log_nested_statements auto_explain.log_settings auto_explain.log_timing
    auto_explain.log_triggers auto_explain.log_verbose auto_explain.log_wal auto_explain.sample_rate autovacuum
    autovacuum_analyze_scale_factor autovacuum_analyze_threshold autovacuum_freeze_max_age autovacuum_max_workers
    autovacuum_multixact_freeze_max_age autovacuum_naptime autovacuum_vacuum_cost_delay autovacuum_vacuum_cost_limit
    autovacuum_vacuum_insert_scale_factor autovacuum_vacuum_insert_threshold autovacuum_vacuum_scale_factor
    autovacuum_vacuum_threshold autovacuum_work_mem azure.accepted_password_auth_method azure.extensions
    azure_storage.allow_network_access backend_flush_after backslash_quote bgwriter_delay bgwriter_flush_after
    bgwriter_lru_maxpages bgwriter_lru_multiplier bytea_output check_function_bodies checkpoint_completion_target
    checkpoint_flush_after checkpoint_timeout checkpoint_warning client_connection_check_interval client_encoding
    client_min_messages commit_delay commit_siblings compute_query_id connection_throttle.bucket_limit
    connection_throttle.enable connection_throttle.factor_bias connection_throttle.hash_entries_max
    connection_throttle.reset_time connection_throttle.restore_factor connection_throttle.update_time
    constraint_exclusion cpu_index_tuple_cost cpu_operator_cost cpu_tuple_cost cron.database_name cron.log_run
    cron.log_statement cron.max_running_jobs cursor_tuple_fraction datestyle deadlock_timeout debug_pretty_print
    debug_print_parse debug_print_plan debug_print_rewritten default_statistics_target default_text_search_config
    default_toast_compression default_transaction_deferrable default_transaction_isolation
    default_transaction_read_only effective_cache_size effective_io_concurrency enable_async_append enable_bitmapscan
    enable_gathermerge enable_hashagg enable_hashjoin enable_incremental_sort enable_indexonlyscan enable_indexscan
    enable_material enable_memoize enable_mergejoin enable_nestloop enable_parallel_append enable_parallel_hash
    enable_partition_pruning enable_partitionwise_aggregate enable_partitionwise_join enable_seqscan enable_sort
    enable_tidscan escape_string_warning exit_on_error extra_float_digits from_collapse_limit geqo geqo_effort
    geqo_generations geqo_pool_size geqo_seed geqo_selection_bias geqo_threshold gin_fuzzy_search_limit
    gin_pending_list_limit hash_mem_multiplier huge_pages idle_in_transaction_session_timeout idle_session_timeout
    index_tuning.analysis_interval index_tuning.max_columns_per_index index_tuning.max_index_count
    index_tuning.max_indexes_per_table index_tuning.max_queries_per_database index_tuning.min_improvement_factor
    index_tuning.mode intelligent_tuning intelligent_tuning.metric_targets intervalstyle jit jit_above_cost
    jit_inline_above_cost jit_optimize_above_cost join_collapse_limit lc_messages lc_monetary lc_numeric lc_time
    lo_compat_privileges lock_timeout log_autovacuum_min_duration log_checkpoints log_connections log_disconnections
    log_duration log_error_verbosity log_executor_stats log_line_prefix log_lock_waits log_min_duration_sample
    log_min_duration_statement log_min_error_statement log_min_messages log_parameter_max_length
    log_parameter_max_length_on_error log_parser_stats log_planner_stats log_recovery_conflict_waits
    log_replication_commands log_rotation_age log_rotation_size log_startup_progress_interval log_statement
    log_statement_sample_rate log_statement_stats log_temp_files log_transaction_sample_rate logfiles.download_enable
    logfiles.retention_days logical_decoding_work_mem maintenance_io_concurrency maintenance_work_mem max_connections
    max_files_per_process max_locks_per_transaction max_logical_replication_workers max_parallel_maintenance_workers
    max_parallel_workers max_parallel_workers_per_gather max_pred_locks_per_page max_pred_locks_per_relation
    max_pred_locks_per_transaction max_prepared_transactions max_replication_slots max_slot_wal_keep_size
    max_stack_depth max_standby_archive_delay max_standby_streaming_delay max_sync_workers_per_subscription
    max_wal_senders max_wal_size max_worker_processes metrics.autovacuum_diagnostics
    metrics.collector_database_activity metrics.pgbouncer_diagnostics min_parallel_index_scan_size
    min_parallel_table_scan_size min_wal_size old_snapshot_threshold parallel_leader_participation
    parallel_setup_cost parallel_tuple_cost password_encryption pg_partman_bgw.analyze pg_partman_bgw.dbname
    pg_partman_bgw.interval pg_partman_bgw.jobmon pg_partman_bgw.role pg_prewarm.autoprewarm
    pg_prewarm.autoprewarm_interval pg_qs.interval_length_minutes pg_qs.max_captured_queries pg_qs.max_plan_size
    pg_qs.max_query_text_length pg_qs.parameters_capture_mode pg_qs.query_capture_mode
    pg_qs.retention_period_in_days pg_qs.store_query_plans pg_qs.track_utility pg_stat_statements.max
    pg_stat_statements.save pg_stat_statements.track pg_stat_statements.track_utility pgaudit.log pgaudit.log_catalog
    pgaudit.log_client pgaudit.log_level pgaudit.log_parameter pgaudit.log_relation pgaudit.log_statement_once
    pgaudit.role pgbouncer.default_pool_size pgbouncer.enabled pgbouncer.ignore_startup_parameters
    pgbouncer.max_client_conn pgbouncer.max_prepared_statements pgbouncer.min_pool_size pgbouncer.pool_mode
    pgbouncer.query_wait_timeout pgbouncer.server_idle_timeout pgbouncer.stats_users pglogical.batch_inserts
    pglogical.conflict_log_level pglogical.conflict_resolution pglogical.use_spi pgms_stats.is_enabled_fs
    pgms_wait_sampling.history_period pgms_wait_sampling.query_capture_mode plan_cache_mode
    postgis.gdal_enabled_drivers quote_all_identifiers random_page_cost recovery_prefetch recursive_worktable_factor
    require_secure_transport row_security search_path seq_page_cost session_replication_role shared_buffers
    shared_preload_libraries squeeze.max_xlock_time squeeze.worker_autostart squeeze.worker_role
    ssl_max_protocol_version ssl_min_protocol_version standard_conforming_strings statement_timeout stats_fetch_consistency
    synchronize_seqscans synchronous_commit tcp_keepalives_count tcp_keepalives_idle tcp_keepalives_interval
    tcp_user_timeout temp_buffers temp_file_limit temp_tablespaces timescaledb.max_background_workers timezone
    timezone_abbreviations track_activities track_activity_query_size track_commit_timestamp track_counts
    track_functions track_io_timing track_wal_io_timing transaction_timeout transform_null_equals vacuum_cost_delay
    vacuum_cost_limit vacuum_cost_page_dirty vacuum_cost_page_hit vacuum_cost_page_miss vacuum_failsafe_age
    vacuum_freeze_min_age vacuum_freeze_table_age vacuum_multixact_failsafe_age vacuum_multixact_freeze_min_age
    vacuum_multixact_freeze_table_age wal_buffers wal_compression wal_keep_size wal_level wal_receiver_status_interval
    wal_receiver_timeout wal_sender_timeout wal_writer_delay wal_writer_flush_after work_mem xmlbinary xmloption
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  /// A name that is hardly meant: near to that of a setting, and none that is known.
  static func problems(with arguments: Value) -> [ArgumentProblem] {
    guard let name = arguments.text("name"), let meant = suggestion(for: name.lowercased(), among: names),
      !names.contains(name.lowercased())
    else { return [] }
    return [
      ArgumentProblem(
        .warning, at: .argument("name"), "Unknown setting",
        detail: "`name` is \"\(name)\", and Armature knows of no such setting; it may be newer than this version.",
        hint: "did you mean \"\(meant)\"?")
    ]
  }

  /// What a server says to a setting that it doesn't have.
  ///
  /// - Parameter id: the id that the setting would have.
  static func absence(of id: String) -> ArgumentProblem {
    let parts = id.split(separator: "/").map(String.init)
    let name = parts.last ?? ""
    let server = parts.dropLast(2).last ?? ""
    return ArgumentProblem(
      at: .argument("name"), "Unknown setting",
      detail: "The server \(server) has no setting \"\(name)\". Which it has goes by its version of PostgreSQL.",
      hint: suggestion(for: name.lowercased(), among: names).map { "did you mean \"\($0)\"?" }
        ?? "`az postgres flexible-server parameter list` names all that a server has")
  }

  /// What a server wouldn't take, by what its live setting says of itself.
  static func problems(with arguments: Value, live body: Value) -> [ArgumentProblem] {
    guard let setting = body[member: "properties"], let value = arguments.text("value"),
      value != setting.text("value")
    else { return [] }
    let name = arguments.text("name") ?? ""
    if setting.isTrue("isReadOnly") {
      return [
        ArgumentProblem(
          at: .argument("name"), "Unchangeable setting", detail: "Azure decides what \"\(name)\" is on a server.",
          hint: "leave it out of the spec")
      ]
    }
    let allowed = setting.text("allowedValues") ?? ""
    guard !allowed.isEmpty, !isTaken(value, as: setting.text("dataType")?.lowercased() ?? "", of: allowed) else {
      return []
    }
    let choices = elements(of: allowed)
    return [
      ArgumentProblem(
        at: .argument("value"), "Invalid value", detail: "The setting \"\(name)\" can't be \"\(value)\".",
        hint: suggestion(for: value, among: choices).map { "did you mean \"\($0)\"?" } ?? "it takes \(allowed)")
    ]
  }

  /// Whether a value is among those that are allowed: `on,off`, or `-1-2147483647` for a number.
  private static func isTaken(_ value: String, as type: String, of allowed: String) -> Bool {
    switch type {
    case "boolean", "enumeration": return elements(of: allowed).contains(value.lowercased())
    case "set": return Set(elements(of: value)).isSubset(of: elements(of: allowed))
    case "integer", "numeric":
      // The lower bound may have a sign of its own.
      guard let end = allowed.dropFirst().firstIndex(of: "-"), let low = Double(allowed[..<end]),
        let high = Double(allowed[end...].dropFirst())
      else { return true }
      return Double(value).map { (low...high).contains($0) } ?? false
    // What a text has to be like, an expression says that Azure doesn't promise the form of.
    default: return true
    }
  }

  private static func elements(of list: String) -> [String] {
    list.lowercased().split(separator: ",").map { element in
      var rest = element.drop { $0 == " " }
      while rest.last == " " { rest.removeLast() }
      return String(rest)
    }
  }
}
