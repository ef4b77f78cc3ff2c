import Configuration
import JSON
import Planning
import Resources
import Values

/// A plan in the contract of `terraform show -json`, key for key; what is ours alone stands under `armature`.
///
/// Sensitive values are null throughout: the flags beside them say where.
package struct PlanJSON {
  private let program: Program?
  private let kinds: KindRegistry
  private let variables: [String: Value]
  private let subscription: String?
  private let timestamp: String

  /// - Parameters:
  ///   - program: what the plan was made from; nil for a destruction from the record alone.
  ///   - kinds: the kinds that the program may use: they say what of it is secret.
  ///   - variables: the root module's variables, by name.
  ///   - timestamp: the time to name, as RFC 3339 has it.
  package init(
    program: Program?, kinds: KindRegistry, variables: [String: Value], subscription: String?, timestamp: String
  ) {
    self.kinds = kinds
    self.program = program
    self.variables = variables
    self.subscription = subscription
    self.timestamp = timestamp
  }

  /// The document as text, indented, without a newline at its end.
  package func text(_ plan: Plan, isErrored: Bool = false) -> String { document(plan, isErrored: isErrored).text }

  package func document(_ plan: Plan, isErrored: Bool = false) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = [
      ("format_version", "1.2"), ("terraform_version", .string(languageVersion)),
    ]
    let variables = self.variables(of: program)
    if !variables.isEmpty { members.append(("variables", .object(variables))) }
    members.append(("planned_values", plannedValues(plan)))
    if !plan.drift.isEmpty {
      let drifted = Set(plan.drift.map(\.address))
      let changes = plan.changes.filter { drifted.contains($0.address) }.map { ($0.address, $0) }
      let found = Dictionary(changes) { first, _ in first }
      members.append(("resource_drift", .array(plan.drift.map { drift($0, of: found[$0.address]) })))
    }
    members.append(("resource_changes", .array(plan.changes.filter(isListed).map(change))))
    if !plan.outputs.isEmpty {
      members.append(("output_changes", .object(plan.outputs.map { ($0.name, output($0, in: plan)) })))
    }
    if let prior = priorState(plan) { members.append(("prior_state", prior)) }
    if let program {
      members.append(("configuration", ConfigurationJSON(kinds).document(program)))
      let relevant = RelevantAttributes(program).list
      if !relevant.isEmpty { members.append(("relevant_attributes", .array(relevant))) }
      let checks = ChecksJSON.list(plan.checks)
      if !checks.isEmpty { members.append(("checks", .array(checks))) }
    }
    members += [
      ("timestamp", .string(timestamp)), ("applyable", .bool(!isErrored && !plan.isEmpty)),
      ("complete", .bool(!isErrored && plan.undone.isEmpty)), ("errored", .bool(isErrored)),
      ("armature", CausesJSON(sources: program?.sources).document(plan, subscription: subscription)),
    ]
    return .object(members)
  }

  // MARK: Values

  private func variables(of program: Program?) -> [(String, OrderedJSON)] {
    let declared = (program?.root.variables ?? []).sorted { $0.name.precedesInUTF8($1.name) }
    return declared.map { declaration in
      let value = variables[declaration.name] ?? declaration.defaultValue ?? .null(.dynamic)
      let shown =
        declaration.isSensitive || declaration.isEphemeral ? OrderedJSON.null : FlaggedJSON.known(value) ?? .null
      return (declaration.name, ["value": shown])
    }
  }

  private func plannedValues(_ plan: Plan) -> OrderedJSON {
    var members: [(String, OrderedJSON)] = []
    let outputs = plan.outputs.filter { $0.after != nil }
    if !outputs.isEmpty {
      members.append(
        (
          "outputs",
          .object(
            outputs.map { output in
              var members: [(String, OrderedJSON)] = [("sensitive", .bool(output.isSensitive))]
              if let value = output.after, value.isWhollyKnown {
                members.append(("type", .value(KeptValue.type(value.unmarkedDeep.type))))
                members.append(("value", output.isSensitive ? .null : FlaggedJSON.known(value) ?? .null))
              }
              return (output.name, .object(members))
            })
        ))
    }
    let instances = plan.changes.filter { !$0.after.isNull && isListed($0) }.map { change in
      (address: change.address, json: ResourceJSON.instance(change, change.after))
    }
    members.append(("root_module", ResourceJSON.tree(instances)))
    return .object(members)
  }

  /// What is live, and what was read.
  private func priorState(_ plan: Plan) -> OrderedJSON? {
    let instances = plan.changes.compactMap { change -> (address: InstanceAddress, json: OrderedJSON)? in
      let value = change.address.mode == .data && change.action == .none ? change.after : change.before
      if value.isNull { return nil }
      return (change.address, ResourceJSON.instance(change, value, dependencies: change.dependencies))
    }
    let outputs = plan.outputs.compactMap { output -> (String, OrderedJSON)? in
      guard let value = output.before else { return nil }
      return (
        output.name,
        [
          "sensitive": .bool(output.isSensitive),
          "value": output.isSensitive ? .null : FlaggedJSON.known(value) ?? .null,
          "type": .value(KeptValue.type(value.unmarkedDeep.type)),
        ]
      )
    }
    if instances.isEmpty, outputs.isEmpty { return nil }
    var values: [(String, OrderedJSON)] = []
    if !outputs.isEmpty { values.append(("outputs", .object(outputs))) }
    values.append(("root_module", ResourceJSON.tree(instances)))
    return ["format_version": "1.0", "terraform_version": .string(languageVersion), "values": .object(values)]
  }

  // MARK: Changes

  /// A data source that has been read changes nothing.
  private func isListed(_ change: InstanceChange) -> Bool {
    change.address.mode == .managed || change.action == .read
  }

  private func change(_ change: InstanceChange) -> OrderedJSON {
    var members = header(change.address, previous: change.previousAddress)
    members.append(("provider_name", .string(change.kind.providerName)))
    var inner = self.inner(change, change.before, change.after, actions: actions(change.action))
    if case .replace = change.action, !change.replacementPaths.isEmpty {
      inner.append(("replace_paths", .array(change.replacementPaths.map(path))))
    }
    if change.reasons.contains(.adopted), let id = change.id { inner.append(("importing", ["id": .string(id)])) }
    members.append(("change", .object(inner)))
    if let reason = reason(change) { members.append(("action_reason", .string(reason))) }
    return .object(members)
  }

  private func header(_ address: InstanceAddress, previous: InstanceAddress? = nil) -> [(String, OrderedJSON)] {
    var members: [(String, OrderedJSON)] = [("address", .string("\(address.current)"))]
    if let previous { members.append(("previous_address", .string("\(previous)"))) }
    if !address.module.steps.isEmpty { members.append(("module_address", .string("\(address.module)"))) }
    members += ResourceJSON.names(address)
    if let deposed = address.deposed { members.append(("deposed", .string(deposed))) }
    return members
  }

  private func inner(
    _ change: InstanceChange, _ before: Value, _ after: Value, actions: [OrderedJSON]
  ) -> [(String, OrderedJSON)] {
    let before = change.kind.schema.marking(before)
    let after = change.kind.schema.marking(after)
    return [
      ("actions", .array(actions)), ("before", FlaggedJSON.known(before) ?? .null),
      ("after", FlaggedJSON.known(after) ?? .null),
      ("after_unknown", after.isWhollyKnown ? .object([]) : FlaggedJSON.unknown(after)),
      ("before_sensitive", FlaggedJSON.sensitive(before)), ("after_sensitive", FlaggedJSON.sensitive(after)),
    ]
  }

  /// From what was applied, as far as that is known, to what is live.
  private func drift(_ drift: InstanceDrift, of change: InstanceChange?) -> OrderedJSON {
    var members = header(drift.address)
    members.append(("provider_name", .string(drift.kind.providerName)))
    var (before, after) = (drift.before, drift.before)
    var action = "update"
    switch drift.finding {
    case .deleted:
      action = "delete"
      after = .null(drift.kind.schema.type)
    case .changed(let changes):
      for change in changes where change.cause == .drift { before = before.replacing(change.path, with: change.new) }
    case .failed: action = "no-op"
    }
    if let change {
      members.append(("change", .object(inner(change, before, after, actions: [.string(action)]))))
    }
    return .object(members)
  }

  private func actions(_ action: InstanceChange.Action) -> [OrderedJSON] {
    switch action {
    case .none: ["no-op"]
    case .create: ["create"]
    case .update: ["update"]
    case .replace(createFirst: false): ["delete", "create"]
    case .replace(createFirst: true): ["create", "delete"]
    case .delete: ["delete"]
    case .read: ["read"]
    case .forget: ["forget"]
    }
  }

  private func reason(_ change: InstanceChange) -> String? {
    switch (change.action, change.reasons.first) {
    case (.replace, .requested?): "replace_by_request"
    case (.replace, .triggered?): "replace_by_triggers"
    case (.replace, _): "replace_because_cannot_update"
    case (.forget, .released?) where change.previousAddress != nil: "delete_because_no_move_target"
    case (.delete, .removed?), (.forget, .removed?), (.forget, .released?):
      "delete_because_no_resource_config"
    case (.delete, .repeatedOtherwise?): "delete_because_wrong_repetition"
    case (.delete, .moduleRemoved?): "delete_because_no_module"
    case (.delete, .movedNowhere?): "delete_because_no_move_target"
    case (.delete, .countShrunk?): "delete_because_count_index"
    case (.delete, .keyRemoved?): "delete_because_each_key"
    case (.read, _):
      change.dependencies.isEmpty ? "read_because_config_unknown" : "read_because_dependency_pending"
    default: nil
    }
  }

  private func path(_ path: ValuePath) -> OrderedJSON {
    .array(
      path.steps.map { step in
        switch step {
        case .member(let name): .string(name)
        case .index(let index): .number(index)
        case .element(let element): FlaggedJSON.known(element) ?? .null
        }
      })
  }

  private func output(_ output: OutputChange, in plan: Plan) -> OrderedJSON {
    let isFirst = plan.outputs.allSatisfy { $0.before == nil }
    let action: OrderedJSON =
      if output.after == nil {
        // One that is declared still, and null, is as good as none.
        output.before == nil ? "no-op" : output.declaration == nil ? "delete" : "update"
      } else if output.before == nil {
        // Whether a sensitive output changes is not known, since the record doesn't keep it.
        output.isSensitive && !isFirst ? "no-op" : "create"
      } else {
        output.isChange ? "update" : "no-op"
      }
    var members: [(String, OrderedJSON)] = [("actions", [action])]
    let before = output.before ?? .null(.dynamic)
    let after = output.after ?? .null(.dynamic)
    members.append(("before", output.isSensitive ? .null : FlaggedJSON.known(before) ?? .null))
    if let known = FlaggedJSON.known(after) { members.append(("after", output.isSensitive ? .null : known)) }
    let unknown: OrderedJSON =
      after.isWhollyKnown ? .bool(false) : output.isSensitive ? .bool(true) : FlaggedJSON.unknown(after)
    members.append(("after_unknown", unknown))
    members.append(("before_sensitive", .bool(output.isSensitive)))
    members.append(("after_sensitive", .bool(output.isSensitive)))
    return .object(members)
  }
}
