import ARMSimulator
import Applying
import AzureKinds
import AzureProvider
import Diagnostics
import HTTP
import JSON
import Planning
import Reports
import Resources
import TestWorld
import Values

/// What came of one configuration.
package enum KindOutcome: Sendable {
  case held
  /// Azure, as the simulator has it, or the plan didn't take it.
  case refused(String)
  case broken([String])
}

/// The life of one configuration in a cloud of its own, held against the laws for kinds.
///
/// It is made at once, or out of the example by an update; then either it is taken back to the example and destroyed, or
/// taken over by another environment from its id alone.
package struct KindCourse: Sendable {
  let configuration: KindConfiguration
  private let beginsWithExample: Bool
  private let world: World
  private let hands: OtherHands
  private let schemas: [String: RequestSchema]
  /// The attributes of the example as it is made.
  private let baseline: Value

  package init(
    _ configuration: KindConfiguration, beginsWithExample: Bool, baseline: Value, schemas: [String: RequestSchema]
  ) {
    self.baseline = baseline
    self.configuration = configuration
    self.beginsWithExample = beginsWithExample
    self.schemas = schemas
    var wire: OtherHands?
    world = World(environment: "laws") { simulator in
      let hands = OtherHands(to: simulator)
      wire = hands
      return hands
    }
    hands = wire ?? OtherHands(to: world.simulator)
  }

  private var kind: ResourceKind { configuration.example.kind.resourceKind }
  private var address: InstanceAddress { configuration.example.address }
  /// Whether there are ids of it alone, by which it can be taken over.
  private var isTakenOver: Bool {
    kind.remote != nil && !KindReference(configuration.example.kind).importForm.isEmpty
  }
  private var example: String { KindConfiguration(configuration.example).spec }

  /// Why a course ended before its end.
  private enum Stop: Error {
    case refused(String)
    case broken(String)
  }

  package func go() async -> KindOutcome {
    var violations: [String] = []
    do {
      try await begin(&violations)
      let id = try await checkSettled(configuration.spec, "the configuration", &violations)
      try await checkSecrets(&violations)
      try await checkDefaults(&violations)
      if beginsWithExample, isTakenOver {
        if let id { violations += try await Importation(configuration, id: id, world: world).violations() }
      } else {
        try await takeBack(&violations)
      }
    } catch let stop as Stop {
      switch stop {
      case .refused(let reason): return .refused(reason)
      case .broken(let reason): violations.append(reason)
      }
    } catch {
      violations.append("thrown: \(Self.text(error))")
    }
    violations += sentViolations()
    return violations.isEmpty ? .held : .broken(violations)
  }

  static func text(_ error: any Error) -> String {
    (error as? DiagnosticsError).map { text($0.diagnostics) } ?? "\(error)"
  }

  static func text(_ diagnostics: [Diagnostic]) -> String {
    diagnostics.map { "\($0.summary): \($0.detail)" }.joined(separator: "; ")
  }

  // MARK: Steps

  /// Makes the configuration, be it out of the example.
  private func begin(_ violations: inout [String]) async throws {
    try await world.neighbour(environment: "others").apply(Neighbourhood.spec)
    guard beginsWithExample else {
      try await apply(configuration.spec, refusing: { .refused($0) })
      return
    }
    try await apply(example, refusing: { .broken("the example is refused: \($0)") })
    let change = try await apply(configuration.spec, refusing: { .refused($0) })
    guard let change, case .replace = change.action, change.causes.isEmpty, let id = change.id?.lowercased(),
      let put = lastPut(of: id)
    else { return }
    // What takes a replacement can't be had in place.
    // What can't be undone is refused with a reason.
    let back = try await apply(
      example, refusing: { $0.hasPrefix("plan: ") ? .refused($0) : .broken("the example is refused: \($0)") })
    guard case .replace? = back?.action else {
      // What stays when nobody says it any more can't be had another way.
      try await apply(configuration.spec, refusing: { .broken("the second apply is refused: \($0)") })
      return
    }
    let paths = change.replacementPaths.map(\.text)
    if try await status(of: put) < 400, !Self.changesInPlace(change) {
      violations.append("replacing: \(paths) is planned as a replacement, and the simulator changes it in place")
    }
    try await apply(configuration.spec, refusing: { .broken("the second replacement is refused: \($0)") })
  }

  /// Whether Azure changes in place what azurerm, and so we, replace a resource for.
  private static func changesInPlace(_ change: InstanceChange) -> Bool {
    let names = change.replacementPaths.map { "\(change.address.type).\($0.text)" }
    return names.contains { name in inPlace.contains { name.hasPrefix($0) } }
  }

  private static let inPlace = [
    // A lock is written over.
    "azurerm_management_lock.",
    // An administrator is known by the object id alone; the rest is what is shown.
    "azurerm_postgresql_flexible_server_active_directory_administrator.",
    // Azure's documentation doesn't say that it has to be so.
    "azurerm_lb_backend_address_pool.synchronous_mode",
    // What may not change of an assignment is who may do what where.
    "azurerm_role_assignment.principal_type",
    // Azure decides by what is in the parts, which the simulator doesn't look into.
    "azurerm_lb.frontend_ip_configuration", "azurerm_private_endpoint.ip_configuration",
    "azurerm_private_endpoint.private_service_connection",
    "azurerm_postgresql_flexible_server.cluster",
    // A policy is locked or not; only a locked one can't be had otherwise.
    "azurerm_storage_account.immutability_policy",
  ]

  /// The last body that made or changed the resource itself.
  private func lastPut(of id: String) -> OtherHands.Write? {
    hands.writes.last { $0.method == "PUT" && $0.path == id && $0.status < 300 }
  }

  private func status(of write: OtherHands.Write) async throws -> Int {
    guard let url = HTTPURL("http://localhost\(write.path)?api-version=\(kind.remote?.apiVersion ?? "")") else {
      return 400
    }
    let headers: HTTPHeaders = ["Content-Type": "application/json", "Authorization": "Bearer simulator"]
    return try await world.simulator.send(
      HTTPRequest(.put, url, headers: headers, body: JSON.text(write.body))
    ).status
  }

  /// Applies a spec; the change of the resource itself.
  @discardableResult
  private func apply(_ spec: String, refusing: (String) -> Stop) async throws -> InstanceChange? {
    let (planner, context) = try await world.planner(spec)
    let (plan, diagnostics) = await planner.plan()
    if diagnostics.hasErrors { throw refusing("plan: " + Self.text(DiagnosticsError(diagnostics))) }
    let result = try await world.carryOut(plan, planner, context)
    if !result.isComplete {
      let failures = result.failures.map { "\($0.address): \($0.failure.summary): \($0.failure.detail)" }
      throw refusing("apply: " + failures.joined(separator: "\n"))
    }
    return plan.changes.first { $0.address == address }
  }

  /// Whether what was applied leaves nothing to do, and a second apply does nothing; its id.
  private func checkSettled(_ spec: String, _ what: String, _ violations: inout [String]) async throws -> String? {
    let before = hands.writes.count
    let plan = try await world.plan(spec)
    if !plan.isEmpty { violations.append("not settled: after \(what) there is more to do: \(Self.changes(plan))") }
    let result = try await world.apply(spec)
    if !result.isComplete { violations.append("not settled: \(what) can't be applied again") }
    if plan.isEmpty, hands.writes.count != before {
      violations.append("second apply: \(hands.writes.dropFirst(before).map { "\($0.method) \($0.path)" })")
    }
    let change = plan.changes.first { $0.address == address }
    return change?.priorID ?? change?.id
  }

  static func changes(_ plan: Plan) -> String {
    plan.changes.filter { $0.action != .none || !$0.reasons.isEmpty }.map { change in
      let parts = change.differences.map { "\($0.path.text) \(HCLText.text($0.old)) -> \(HCLText.text($0.new))" }
      return "\(change.action) \(change.address) \(parts.isEmpty ? "\(change.reasons)" : parts.joined(separator: ", "))"
    }.joined(separator: "; ")
  }

  /// Whether a default that is written down is what it is where nothing is.
  private func checkDefaults(_ violations: inout [String]) async throws {
    var explicit = configuration
    explicit.arguments = Self.filled(configuration.schema, configuration.arguments)
    let (planner, _) = try await world.planner(explicit.spec)
    let (plan, diagnostics) = await planner.plan()
    // Some arguments may not stand beside others, be it with their defaults.
    if diagnostics.hasErrors { return }
    if !plan.isEmpty { violations.append("defaults: written down they change: \(Self.changes(plan))") }
  }

  private static func filled(_ schema: ResourceSchema, _ values: Value) -> Value {
    schema.object { attribute in
      let value = values[member: attribute.name] ?? .nothing(attribute)
      if case .block(_, let inner) = attribute.content {
        return .list((value.elements ?? []).map { filled(inner, $0) }, of: inner.type)
      }
      return value.isNull && ArgumentValues.isWritable(attribute) ? attribute.defaultValue ?? value : value
    }
  }

  /// Takes what was varied out of the spec again, then destroys everything.
  private func takeBack(_ violations: inout [String]) async throws {
    let (planner, context) = try await world.planner(example)
    let (plan, diagnostics) = await planner.plan()
    if diagnostics.hasErrors {
      // What can't be undone is refused with a reason.
      return try await destroy(configuration.spec, &violations)
    }
    let change = plan.changes.first { $0.address == address }
    let result = try await world.carryOut(plan, planner, context)
    guard result.isComplete else {
      let failures = result.failures.map { "\($0.address): \($0.failure.summary): \($0.failure.detail)" }
      throw Stop.broken("taken back: \(failures.joined(separator: "\n"))")
    }
    _ = try await checkSettled(example, "the example again", &violations)
    // What goes is what it would be had it never been there.
    let after = try await world.plan(example).changes.first { $0.address == address }?.before ?? .null(.dynamic)
    let notes = plan.warnings.map(\.detail).joined()
    for name in configuration.varied.sorted() where !notes.contains("`\(name)") {
      // What follows from another argument stays with that one.
      if let leader = Self.followers["\(address.type).\(name)"], notes.contains("`\(leader)`") { continue }
      guard let attribute = kind.schema[name] else { continue }
      let left = (after[member: name] ?? .null(.dynamic)).said(attribute)
      let usual = (baseline[member: name] ?? .null(.dynamic)).said(attribute)
      let before = (change?.before[member: name] ?? .null(.dynamic)).said(attribute)
      // What changed away from what it was is as good as gone, if Azure has another way of saying nothing.
      guard !Self.answeredOnceSaid.contains("\(address.type).\(name)"), left != usual, !(left.saysNo && usual.saysNo),
        attribute.isBlock || left == before
      else { continue }
      let said = change?.differences.filter { $0.path.steps.first == .member(name) }.map { "\($0.path.text)" } ?? []
      violations.append(
        "removed: \(name) is \(HCLText.text(left)) afterwards, and \(HCLText.text(usual)) where it never was; the plan names "
          + "\(said)")
    }
    try await destroy(example, &violations)
  }

  /// Arguments in which something follows another one, which a plan may say to stay: the version of the first pool is the
  /// cluster's.
  private static let followers = ["azurerm_kubernetes_cluster.default_node_pool": "kubernetes_version"]

  /// What Azure answers only once somebody has said it, with the value that it has anyway.
  private static let answeredOnceSaid: Set = ["azurerm_kubernetes_cluster.public_network_access_enabled"]

  private func destroy(_ spec: String, _ violations: inout [String]) async throws {
    let result = try await world.destroy(spec)
    let failures = result.failures.map { "\($0.address): \($0.failure.summary): \($0.failure.detail)" }
    if !result.isComplete { violations.append("destroyed: \(failures.joined(separator: "\n"))") }
  }

  // MARK: What was said and sent

  private func checkSecrets(_ violations: inout [String]) async throws {
    let (planner, context) = try await world.neighbour(environment: "strangers").planner(configuration.spec)
    let (plan, diagnostics) = await planner.plan()
    let record = try await world.record()
    let said = [
      ("the plan", PlanText(sources: world.sources).text(plan)),
      (
        "the plan as JSON",
        PlanJSON(program: context.program, kinds: context.kinds, variables: [:], subscription: nil, timestamp: "").text(
          plan)
      ),
      ("a diagnostic", Self.text(diagnostics)),
      ("the record", record.map { JSON.string($0.encoded) } ?? ""),
    ]
    violations += Secrets.shown(in: said).map { "secret: \($0)" }
  }

  /// What is wrong with what was written.
  private func sentViolations() -> [String] {
    var found: [String] = []
    for write in hands.writes where !write.path.contains("/rg-others/") {
      if write.losesMember { found.append("lost: PUT \(write.path) drops what this version of Azure doesn't know") }
      guard write.method == "PUT", let schema = schemas[Self.type(of: write.path)] else { continue }
      found += schema.violations(in: write.body).map { "sent: \(schema.type): \($0)" }
    }
    return Array(Set(found)).sorted()
  }

  /// The type of a resource's path, in lower case.
  static func type(of path: String) -> String {
    let ranges = path.ranges(of: "/providers/")
    guard let start = ranges.last else { return "microsoft.resources/resourcegroups" }
    let parts = path[start.upperBound...].split(separator: "/")
    return ([parts[0]] + parts.dropFirst().enumerated().filter { $0.offset % 2 == 0 }.map(\.element)).joined(
      separator: "/")
  }
}

extension Value {
  /// What of an attribute's value a spec could say.
  fileprivate func said(_ attribute: AttributeSchema) -> Value {
    guard case .block(_, let inner) = attribute.content, let elements else { return unmarkedDeep }
    return .list(
      elements.map { element in
        inner.object { attribute in
          attribute.isArgument
            ? (element[member: attribute.name] ?? .null(.dynamic)).said(attribute) : .null(attribute.type)
        }
      }, of: inner.type)
  }

  /// Whether it is one of the ways of saying no.
  fileprivate var saysNo: Bool {
    isNull || boolValue == false || ["", "none", "None", "Disabled"].contains(stringValue)
      || elements?.allSatisfy(\.saysNo) == true
      || members?.values.allSatisfy(\.saysNo) == true
  }
}
