import Configuration
import Diagnostics
import Resources
import Values

/// Resources whose home is the record: what a plan knows of their values, and the secrets among them, which nobody keeps.
///
/// In the place of such a secret a plan has a stand-in of the same form, which follows from where the secret belongs and
/// from its generation. What is made of it carries its mark, so that it is never sent: an apply makes the secret, and
/// evaluates what is to be sent with it. The record has, for each argument that secrets are in, which generation it got.
extension Planner {
  /// Puts in what follows from the spec, and the stand-ins of secrets.
  ///
  /// - Parameter replacing: what is replaced, nil for what is new or stays.
  func withDerived(_ planned: Value, of instance: ResourceInstance, prior: Value?, replacing: Value?) -> Value {
    guard let home = instance.kind.home, let derive = home.derived, var members = planned.members,
      members["keepers"]?.isWhollyKnown != false
    else { return planned }
    if home.isSecret {
      // No two runs have one number, so no two secrets have one generation.
      let generation = prior?[member: "generation"]?.intValue ?? context.record.serial + 1
      let standIns = derived(members, by: derive, of: instance, salt: "stand-in \(generation)")
      members = members.merging(standIns.map { $1.hasSensitive ? $1.marked(.standIn) : $1 })
      members["generation"] = .number(generation)
      return Value.object(members).marked(planned.marks)
    }
    var found = derived(members, by: derive, of: instance, salt: "")
    if let replacing, found.allSatisfy({ replacing[member: $0]?.equalsIgnoringMarks($1) == true }) {
      // It is made anew though everything that it follows from is the same, so it is to be another all the same.
      found = derived(members, by: derive, of: instance, salt: CanonicalText.of(replacing.redacted))
    }
    // The record keeps nothing sensitive, so what was made of it is derived again.
    for (name, value) in found where prior == nil || members[name]?.isNull == true { members[name] = value }
    return Value.object(members).marked(planned.marks)
  }

  /// Puts in which generation of secrets comes of a call that is to be made.
  func withGeneration(_ planned: Value) -> Value {
    guard var members = planned.members, members["generation"]?.isKnown == false else { return planned }
    members["generation"] = .number(context.record.serial + 1)
    return Value.object(members).marked(planned.marks)
  }

  private func derived(
    _ members: Members, by derive: (Members, RandomSource) -> Members, of instance: ResourceInstance, salt: String
  ) -> Members {
    let keepers = members["keepers"] ?? .null(.dynamic)
    let source = RandomSource([
      context.subscription, context.environment, instance.address.description, CanonicalText.of(keepers.redacted), salt,
    ])
    // What is made of something sensitive is sensitive; keepers are not in it.
    let marks = members.filter { $0.0 != "keepers" && instance.kind.schema[$0.0]?.isArgument == true }
      .reduce(into: Marks.none) { $0.formUnion($1.1.deepMarks) }
    return derive(members.map { $1.unmarkedDeep }, source).map { $1.marked(marks) }
  }

  /// What an `import` block says of a resource whose home is the record; reports what can't be taken over.
  func imported(_ instance: ResourceInstance, as request: ImportRequest) -> Observation.Live? {
    guard let members = instance.kind.home?.imported(request.id) else {
      evaluator.report(PlanningDiagnostics.notImportable(request, kind: instance.kind, address: instance.address))
      return nil
    }
    let body = instance.kind.schema.attributes.map { ($0.name, members[$0.name] ?? .null($0.type)) }
    return Observation.Live(id: members["id"]?.stringValue ?? request.id, body: .object(Members(body)))
  }

  // MARK: Secrets

  /// The secrets that an instance's arguments are made of.
  func secrets(of instance: ResourceInstance) -> [ResourceInstance] {
    guard instance.arguments.hasStandIn else { return [] }
    let found = instance.dependencies.flatMap { evaluator.instances(of: $0) }.filter {
      $0.kind.home?.isSecret == true || $0.kind.home?.answersSecrets == true
    }
    return Dictionary(found.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first }).values
      .sorted { $0.address < $1.address }
  }

  /// What the record remembers of an instance, with what it would say of the secrets in it now.
  func recorded(_ entry: EnvironmentRecord.Entry?, of instance: ResourceInstance) -> RecordedArguments? {
    guard let entry, var recorded = context.record.arguments(of: entry.address, kind: instance.kind) else { return nil }
    let secrets = secrets(of: instance)
    if !secrets.isEmpty {
      // A secret that has moved is the same.
      recorded.generations = [
        Self.generations(secrets.map { ($0.address, $0.value) }),
        Self.generations(secrets.map { ($0.decision?.previousAddress ?? $0.address, $0.value) }),
      ]
    }
    return recorded
  }

  /// Which generations of which secrets an instance's arguments are made of, as the record notes it; nil for none.
  func generations(of instance: ResourceInstance) -> String? {
    let secrets = secrets(of: instance)
    return secrets.isEmpty ? nil : Self.generations(secrets.map { ($0.address, $0.value) })
  }

  private static func generations(_ secrets: [(address: InstanceAddress, value: Value)]) -> String {
    let texts = secrets.map { "\($0.address) \($0.value[member: "generation"]?.intValue ?? 0)" }.sorted()
    return RecordedArguments.generationPrefix + CanonicalDigest.of(.tuple(texts.map { .string($0) })).prefix(16)
  }

  /// Has secrets made anew that something needs and that nobody has any more; whether there are any. All that use them
  /// get the new ones.
  func remakeSecrets() -> Bool {
    var isNew = false
    for instance in evaluator.resourceInstances.filter(sendsSecrets).sorted(by: { $0.address < $1.address }) {
      for secret in secrets(of: instance)
      where secret.action == InstanceChange.Action.none && forced[secret.address] == nil
        && !isLeftOut(secret)
      {
        forced[secret.address] = .needed(by: instance.address)
        isNew = true
      }
    }
    return isNew
  }

  /// Whether the change of an instance sends something that secrets are in.
  private func sendsSecrets(_ instance: ResourceInstance) -> Bool {
    let isRecorded = instance.kind.ownership == .recorded
    // Looked at last, since that goes through the whole value.
    guard !isRecorded || instance.kind.home?.performs != nil, instance.arguments.hasStandIn,
      let decision = instance.decision,
      !isRecorded || instance.kind.isPerformed(decision.difference?.planned ?? .null(.dynamic), isDeletion: false)
    else { return false }
    switch decision.action {
    case .create, .replace: return true
    case .update: return decision.difference?.changes.contains { $0.new.hasStandIn } == true
    case .none, .delete, .read, .forget: return false
    }
  }

  /// Reports an instance that can't be given the secrets which its arguments are made of.
  func checkSecrets(of instance: ResourceInstance) {
    guard instance.kind.ownership != .recorded, instance.arguments.hasStandIn else { return }
    if instance.kind.mode == .data {
      evaluator.report(PlanningDiagnostics.secretForData(instance.address, at: instance.declaration.headerRange))
    } else if secrets(of: instance).isEmpty {
      evaluator.report(PlanningDiagnostics.secretHandedOn(instance.address, at: instance.declaration.headerRange))
    }
  }
}

extension PlanningDiagnostics {
  static func notImportable(_ request: ImportRequest, kind: ResourceKind, address: InstanceAddress) -> Diagnostic {
    let form = kind.home?.importForm ?? ""
    return .error(
      "Invalid import id",
      detail: form.isEmpty
        ? "A `\(kind.name)` can't be taken over from elsewhere: "
          + (kind.home?.isSecret == true ? "nothing keeps secrets." : "there is nothing that an id could name.")
        : "\"\(request.id)\" is no id that a `\(kind.name)` is imported by, which is \(form).",
      at: request.range, hint: form.isEmpty ? "remove the import block, and have it made anew" : nil,
      address: address.description)
  }

  static func secretForData(_ address: InstanceAddress, at range: SourceRange) -> Diagnostic {
    .error(
      "Secret that is kept nowhere",
      detail:
        "An argument of \(address) is made of a secret, which nobody has after the apply that made it, so that a later "
        + "plan could not read this.",
      at: range, hint: "use a variable for the secret, or leave it out", address: address.description)
  }

  static func secretHandedOn(_ address: InstanceAddress, at range: SourceRange) -> Diagnostic {
    .error(
      "Secret by way of another resource",
      detail: "An argument of \(address) is made of a secret that comes from the attributes of another resource, and "
        + "what these have is kept without its secrets.",
      at: range, hint: "refer to what makes the secret itself", address: address.description)
  }
}
