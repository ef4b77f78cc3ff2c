import HTTP
import JSON
import Values

/// The simulated Azure Resource Manager as a value: a request and a time in, an answer and the next cloud out.
///
/// Nothing happens between requests: what was due by the time of a request happens just before it, in order.
struct SimulatedCloud: Sendable {
  var state = CloudState()
  let settings: SimulatorSettings
  var log = RequestLog()
  var faults: [Fault] = []
  var faultSchedule: FaultSchedule?
  /// How the operation will end that the present request may start.
  var operationEnd = SimulatedOperation.End()
  /// What a policy does to the tags of what the request that is being answered writes.
  var policyTags = Members()
  /// The first operation that the present request started.
  var startedOperation: String?
  /// The time of the request being answered.
  var now = Timestamp(milliseconds: 0)
  /// Until when others are kept out, by the key of an identity that is written under or of a name that was just freed.
  var heldNames: [String: Timestamp] = [:]

  private var tokens = TokenBuckets()
  /// How often the simulator was restarted on purpose.
  private(set) var restarts = 0

  var lists: ListLag
  /// How far the activity log is behind; Azure's is by 3 to 20 minutes.
  var activityLag: Duration
  /// The oldest minor version of Kubernetes 1 that AKS supports: `POST /simulator/kubernetes` moves it on.
  var oldestKubernetes = KubernetesVersion.minors[0]
  /// The limits that were set, by region and family.
  var quotas: [String: Int]

  init(_ settings: SimulatorSettings) {
    self.settings = settings
    quotas = settings.quotas
    lists = ListLag(settings.listLag)
    activityLag = settings.activityLag
  }

  /// Answers one request.
  mutating func answer(_ request: HTTPRequest, at now: Timestamp) -> Answer {
    let call = Call(request, now: now)
    self.now = now
    advance(to: now)
    if call.segments.first?.lowercased() == "simulator" { return answerAboutItself(call) }
    let fault = fault(for: call)
    var answer = answer(call, meeting: fault)
    if case .hold = fault { answer.isHeld = true }
    if case .restart = fault { answer.isRestart = true }
    answer.isLost = answer.isHeld || fault?.losesAnswer ?? false
    answer.isCut = fault == .cutAnswer
    addCommonHeaders(call, &answer)
    log.record(call, status: answer.status, metFault: fault != nil)
    return answer
  }

  private mutating func answer(_ call: Call, meeting fault: Fault.Effect?) -> Answer {
    operationEnd = SimulatedOperation.End()
    policyTags = Members()
    startedOperation = nil
    switch fault {
    case .answer(let status, let code, let message, let retryAfter):
      let headers = retryAfter.map { [("Retry-After", String($0))] } ?? []
      return Answer(status, Refusal(status, code, message).body, headers: headers)
    case .denyByPolicy(let assignment):
      return Answer(403, Refusal.disallowed(call, by: assignment).body)
    case .drop, .hold(isAfter: false), .restart(isAfter: false): return Answer(503)
    case .failOperation(let code, let message):
      operationEnd = SimulatedOperation.End(
        status: .failed, error: ["code": .string(code), "message": .string(message)])
    case .cancelOperation:
      operationEnd = SimulatedOperation.End(
        status: .canceled, error: ["code": "OperationCanceled", "message": "The operation was canceled."])
    case .hangOperation: operationEnd = SimulatedOperation.End(status: .running)
    case .changeBefore: changeByAnother(call)
    case .modifyTags(let tags): policyTags = tags
    case .loseAnswer, .cutAnswer, .hold(isAfter: true), .restart(isAfter: true), nil: break
    }
    let watch = call.method == "GET" ? nil : watch(call.segments)
    let answer: Answer
    do {
      answer = try routed(call)
    } catch {
      answer = Answer(error.status, error.body, headers: error.headers)
    }
    let noted = noteActivity(call, answer)
    noteChanges(since: watch, by: noted.map(ChangeLog.Author.init), at: now)
    return answer
  }

  /// Begins anew with what a store would hold, read from the text of its records.
  mutating func restart() {
    // What is written can be read; anything else would show as a cloud that has lost everything.
    state = CloudState(records: state.snapshot().lazy.map { try? JSON.parse(JSON.text($0)) }) ?? CloudState()
    lists = ListLag(lists.lag)
    heldNames = [:]
    restarts += 1
  }

  /// The id of the request that is being answered.
  func requestID(of call: Call) -> String {
    Identifiers.guid(for: "request \(log.total) \(call.now.milliseconds)")
  }

  private func addCommonHeaders(_ call: Call, _ answer: inout Answer) {
    let requestID = requestID(of: call)
    answer.headers.append(("x-ms-request-id", requestID))
    answer.headers.append(
      ("x-ms-correlation-request-id", call.headers["x-ms-correlation-request-id"] ?? requestID))
    if call.headers["x-ms-return-client-request-id"]?.lowercased() == "true",
      let sent = call.headers["x-ms-client-request-id"]
    {
      answer.headers.append(("x-ms-client-request-id", sent))
    }
    let time = call.now.text(fractionDigits: 0).filter { $0 != "-" && $0 != ":" }
    answer.headers += [
      ("x-ms-routing-request-id", "CENTRALUS:\(time):\(requestID)"), ("Cache-Control", "no-cache"),
      ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"), ("X-Content-Type-Options", "nosniff"),
    ]
  }

  // MARK: - Routes

  private mutating func routed(_ call: Call) throws(Refusal) -> Answer {
    let lowered = call.segments.map { $0.lowercased() }
    if lowered.first != "subscriptions", let answer = LoginEndpoint.answer(call, self) { return answer }
    try BearerTokens.check(call, settings)
    let remaining = settings.throttles ? try tokens.take(call, speed: settings.speed) : []
    do {
      var answer = try answered(call, lowered)
      answer.headers += remaining
      return answer
    } catch {
      var refusal = error
      refusal.headers += remaining
      throw refusal
    }
  }

  /// Answers a caller who is known and hasn't called too often.
  private mutating func answered(_ call: Call, _ lowered: [String]) throws(Refusal) -> Answer {
    if lowered.first == "v1.0" { return try DirectoryGraph.answer(call, lowered, self) }
    guard let version = call.apiVersion, !version.isEmpty else { throw .noVersion }

    // Whoever asks finds what they can read.
    if lowered == ResourceGraph.path { return try ResourceGraph.answer(call, self) }
    if !settings.permits(lowered) { throw .notPermitted(call) }
    if lowered == ["tenants"] { return Tenant.tenants() }
    if lowered == ["subscriptions"] { return Tenant.subscriptions(self) }
    if lowered == ["providers"] { return Providers.ofTenant(call, self) }
    if lowered.first == "subscriptions", lowered.count >= 2 {
      let subscription = call.segments[1]
      guard settings.knows(subscription: subscription) else { throw .noSubscription(subscription) }
      if lowered.count == 2 { return try Tenant.subscription(subscription, call) }
      if let answer = try subscriptionRoute(call, lowered, subscription) { return answer }
    }
    guard let target = ResourceTarget(segments: call.segments) else { throw .noRoute(call.path) }
    if target.typeKey == RoleDefinitions.type.key, let answer = try RoleDefinitions.answer(call, target, self) {
      return answer
    }
    if target.typeKey == ResourceTags.type.key { return try ResourceTags.answer(call, target, &self) }
    if let answer = try Questions.answer(call, target, self) { return answer }
    return try resourceRoute(call, target, version)
  }

  /// What belongs to a subscription but isn't a resource.
  private mutating func subscriptionRoute(_ call: Call, _ lowered: [String], _ subscription: String)
    throws(Refusal) -> Answer?
  {
    switch lowered[2] {
    case "locations" where lowered.count == 3:
      return Lists.page(call, Locations.bodies(in: subscription))
    case "resources" where lowered.count == 3:
      return try Lists.generic(call, subscription: subscription, group: nil, self)
    case "operationresults" where lowered.count == 4:
      return try operationResult(call, lowered[3])
    case "resourcegroups" where lowered.count == 5 && lowered[4] == "resources":
      guard group(lowered[3], in: subscription) != nil else { throw .noGroup(call.segments[3]) }
      return try Lists.generic(call, subscription: subscription, group: lowered[3], self)
    case "providers":
      return try providerRoute(call, lowered, subscription)
    default:
      return nil
    }
  }

  private mutating func providerRoute(_ call: Call, _ lowered: [String], _ subscription: String)
    throws(Refusal) -> Answer?
  {
    if lowered.count == 8, lowered[4] == "locations" {
      if ["operations", "operationstatuses"].contains(lowered[6]) { return try operationStatus(call, lowered[7]) }
      if lowered[6] == "operationresults" { return try operationResult(call, lowered[7]) }
    }
    if lowered.count > 3, lowered[3] == "microsoft.features",
      let answer = try Features.answer(call, subscription, &self)
    {
      return answer
    }
    if lowered.count <= 4 || (lowered.count == 5 && call.method == "POST") {
      return try Providers.answer(call, subscription, &self)
    }
    return nil
  }

  private mutating func resourceRoute(_ call: Call, _ target: ResourceTarget, _ version: String)
    throws(Refusal) -> Answer
  {
    if target.isCollection, call.method == "POST", let type = Catalogue.type(of: target.typeKey.droppingLastSegment) {
      return try act(call, target, type)
    }
    guard let type = Catalogue.type(of: target.typeKey) else {
      guard Catalogue.namespaces[target.namespace.lowercased()] != nil else {
        throw .noNamespace(target.namespace)
      }
      throw .noType(target, version: version)
    }
    guard type.apiVersions.contains(version) else { throw .badVersion(version, type: type) }
    if target.isCollection {
      guard call.method == "GET" else { throw .notAllowed(call.method, call.path) }
      return try Lists.collection(call, target, type, self)
    }
    switch call.method {
    case "GET":
      let resource = try found(target, type)
      return Answer(200, shown(resource, call), headers: tagHeaders(of: resource, type))
    case "HEAD":
      let isThere = state[target.key] != nil
      return Answer(isThere ? 204 : 404)
    case "PUT": return try put(call, target, type)
    case "PATCH": return try patch(call, target, type)
    case "DELETE": return try delete(call, target, type)
    default: throw .notAllowed(call.method, call.path)
    }
  }

  private mutating func act(_ call: Call, _ target: ResourceTarget, _ type: ResourceType) throws(Refusal) -> Answer {
    guard let owner = ResourceTarget(segments: call.segments.dropLast()) else { throw .noRoute(call.path) }
    let version = call.apiVersion ?? ""
    guard type.apiVersions.contains(version) else { throw .badVersion(version, type: type) }
    let resource = try found(owner, type)
    try ManagementLocks.check(owner, call.method, self)
    guard let action = type.hooks.actions[(target.types.last ?? "").lowercased()] else { throw .noRoute(call.path) }
    return try action(resource, call, &self)
  }

  // MARK: - Finding

  func group(_ name: String, in subscription: String) -> StoredResource? {
    state["/subscriptions/\(subscription)/resourcegroups/\(name)".lowercased()]
  }

  /// The resource itself, or ARM's reason why there is none.
  func found(_ target: ResourceTarget, _ type: ResourceType) throws(Refusal) -> StoredResource {
    if let resource = state[target.key] { return resource }
    if type.key == "microsoft.resources/resourcegroups" { throw .noGroup(target.name) }
    try checkScope(of: target)
    throw type.hooks.missing(target)
  }

  /// Whether the group, the resource that an extension is on and the parent are there.
  func checkScope(of target: ResourceTarget) throws(Refusal) {
    if let name = target.group, let subscription = target.subscription, target.types != ["resourceGroups"],
      group(name, in: subscription) == nil
    {
      throw .noGroup(name)
    }
    if let scope = ResourceTarget(id: target.scope), scope.key != target.key, scope.group == nil || !scope.isGroup,
      state[scope.key] == nil
    {
      throw scope.isChild && state[scope.parentKey] == nil ? .noParent(scope) : .noResource(scope)
    }
    if target.names.count > (target.isCollection ? 0 : 1), state[target.parentKey] == nil { throw .noParent(target) }
  }

  /// The body of a resource as a client of one api-version sees it.
  func shown(_ resource: StoredResource, _ call: Call) -> Value {
    guard let type = Catalogue.type(named: resource.type) else { return resource.body }
    var body = type.hooks.shown(resource, resource.body, call, self)
    body["id"] = .string(resource.id)
    body["name"] = .string(resource.name)
    body["type"] = .string(type.shownType ?? type.name)
    if case .weak = type.etag { body["etag"] = .string("W/\"\(documentTag(of: resource))\"") }
    if type.hasSystemData {
      body["systemData"] = [
        "createdBy": .string(Identifiers.client), "createdByType": "Application",
        "createdAt": .string(resource.created.text()), "lastModifiedBy": .string(Identifiers.client),
        "lastModifiedByType": "Application", "lastModifiedAt": .string(resource.changed.text()),
      ]
    }
    return body
  }
}

extension ResourceTarget {
  fileprivate var isGroup: Bool { types == ["resourceGroups"] }
}

extension String {
  fileprivate var droppingLastSegment: String {
    split(separator: "/").dropLast().joined(separator: "/")
  }
}
