import Values

/// PUT, PATCH and DELETE of resources.
extension SimulatedCloud {
  mutating func put(_ call: Call, _ target: ResourceTarget, _ type: ResourceType) throws(Refusal) -> Answer {
    let request = try call.object()
    return try write(call, target, type, request: request, isPatch: false)
  }

  mutating func patch(_ call: Call, _ target: ResourceTarget, _ type: ResourceType) throws(Refusal) -> Answer {
    let request = try call.object()
    _ = try found(target, type)
    return try write(call, target, type, request: request, isPatch: true)
  }

  private mutating func write(
    _ call: Call, _ target: ResourceTarget, _ type: ResourceType, request: Value, isPatch: Bool
  ) throws(Refusal) -> Answer {
    try checkScope(of: target)
    try checkPlace(target, type)
    try checkGroupIsWritable(target)
    let existing = state[target.key]
    if existing == nil { try checkName(target, type) }
    try ManagementLocks.check(target, call.method, self)
    try checkRegistration(type, target)
    try ResourceTags.check(request["tags"])
    try checkBody(request, type, call)
    try checkPreconditions(call, existing, type)
    if let refusal = type.hooks.busy(target, call.method, self) { throw refusal }
    if state.runningOperations(onOrBelow: target.key).contains(where: { $0.resource == target.key }) {
      throw Refusal(
        409, "Conflict", "Another operation on '\(target.typeAndName)' is in progress; try again when it is over.")
    }

    let id = existing?.id ?? canonicalID(of: target, type)
    var draft = Draft(
      type: type, target: target, id: id, key: target.key, existing: existing, request: request,
      body: initialBody(request, existing, type, isPatch: isPatch),
      uid: existing?.uid ?? Identifiers.guid(for: "\(target.key) \(state.serial) \(call.now.milliseconds)"), call: call)
    try settleLocation(&draft)
    try checkImmutable(draft)
    try type.hooks.prepare(&draft, &self)
    let schema = type.schema()
    if let violation = schema.missing(in: draft.body) { throw type.hooks.refusal(violation) }
    draft.body = schema.readable(draft.body)
    return accept(draft)
  }

  /// Stores the draft and says so.
  private mutating func accept(_ draft: Draft) -> Answer {
    let type = draft.type
    let work =
      if draft.isNew { type.create } else if draft.call.method == "PATCH" { type.patch ?? type.update } else {
        type.update
      }
    var resource =
      draft.existing
      ?? StoredResource(
        id: draft.id, type: type.name, uid: draft.uid, serial: state.nextSerial(), created: draft.call.now,
        changed: draft.call.now, body: draft.body)
    resource.body = draft.body
    for (name, value) in policyTags where resource.body["location"] != nil {
      resource.body["tags", name] = value.isNull ? nil : value
    }
    resource.changed = draft.call.now
    if !draft.isNew { resource.revision += 1 }
    tag(&resource, type)
    touchDocument(of: draft.target, type)
    let status = draft.isNew || type.alwaysAnswersCreated ? 201 : 200
    guard case .asynchronous(let duration, let poll) = work else {
      if type.hasState { resource.state = "Succeeded" }
      state[draft.key] = resource
      type.hooks.accepted(draft, &self)
      type.hooks.completed(&resource, &self)
      state[draft.key] = resource
      return Answer(
        status, shown(resource, draft.call), headers: tagHeaders(of: resource, type), delay: draft.delay)
    }
    if type.hasState { resource.state = draft.isNew ? "Creating" : "Updating" }
    state[draft.key] = resource
    type.hooks.accepted(draft, &self)
    let operation = start(.write, on: resource, lasting: duration, draft.call)
    if type.answersWithoutBody { return Answer(202, headers: pollHeaders(operation, poll, resource, type, draft.call)) }
    return Answer(
      status, shown(resource, draft.call),
      headers: pollHeaders(operation, poll, resource, type, draft.call) + tagHeaders(of: resource, type))
  }

  mutating func delete(_ call: Call, _ target: ResourceTarget, _ type: ResourceType) throws(Refusal) -> Answer {
    guard let resource = state[target.key] else {
      if type.key == "microsoft.resources/resourcegroups" { throw .noGroup(target.name) }
      if let name = target.group, let subscription = target.subscription, group(name, in: subscription) == nil {
        throw .noGroup(name)
      }
      return Answer(204)
    }
    if target.types != ["resourceGroups"] { try checkGroupIsWritable(target) }
    if type.onlyName != nil { throw .notAllowed(call.method, call.path) }
    try ManagementLocks.check(target, call.method, self)
    try checkPreconditions(call, resource, type)
    if let operation = state.runningOperations(onOrBelow: target.key).first(where: {
      $0.resource == target.key && $0.kind == .delete
    }), case .asynchronous(_, let poll) = type.delete {
      return Answer(202, headers: pollHeaders(operation, poll, resource, type, call))
    }
    if let refusal = type.hooks.busy(target, call.method, self) { throw refusal }
    try type.hooks.checkDeletion(resource, call, &self)
    guard case .asynchronous(let duration, let poll) = type.delete else {
      remove(resource)
      touchDocument(of: target, type)
      return Answer(200, type.showsDeleted ? shown(resource, call) : nil)
    }
    cancelOperations(onOrBelow: target.key, at: call.now)
    var deleting = resource
    if type.hasState { deleting.state = "Deleting" }
    state[target.key] = deleting
    touchDocument(of: target, type)
    type.hooks.deletionAccepted(deleting, &self)
    let operation = start(.delete, on: deleting, lasting: duration, call)
    return Answer(202, headers: pollHeaders(operation, poll, resource, type, call))
  }

  /// Takes a resource away, with everything below it and whatever its type takes along.
  mutating func remove(_ resource: StoredResource) {
    for inner in state.below(resource.key).reversed() where state[inner.key] != nil { remove(inner) }
    lists.noteRemoval(resource, at: now)
    state[resource.key] = nil
    Catalogue.type(named: resource.type)?.hooks.removed(resource, &self)
  }

  /// Puts a resource of the cloud's own making in place, such as the group of a cluster's nodes.
  mutating func place(id: String, type: String, body: Value, at now: Timestamp) {
    let key = ResourceIDs.key(id)
    guard state[key] == nil else { return }
    var resource = StoredResource(
      id: id, type: type, uid: Identifiers.guid(for: "\(key) \(state.serial) \(now.milliseconds)"),
      serial: state.nextSerial(), created: now, changed: now, body: body)
    if let type = Catalogue.type(named: type) { tag(&resource, type) }
    state[key] = resource
  }

  /// Changes a resource as one write of it would.
  mutating func rewrite(_ key: String, at now: Timestamp, _ change: (inout StoredResource) -> Void) {
    guard var resource = state[key], let type = Catalogue.type(named: resource.type) else { return }
    change(&resource)
    resource.changed = now
    resource.revision += 1
    tag(&resource, type)
    state[key] = resource
  }

  // MARK: - Checks

  private func checkGroupIsWritable(_ target: ResourceTarget) throws(Refusal) {
    guard let name = target.group, let subscription = target.subscription,
      let group = group(name, in: subscription)
    else { return }
    if group.state == "Deleting" { throw .beingDeleted(group: group.name) }
    // The node group of a cluster can be written to; that of a monitor account is under a deny assignment.
    if let owner = group.body["managedBy"]?.stringValue, ResourceIDs.isID(owner, of: "Microsoft.Monitor/accounts") {
      throw .denied("\(target.namespace)/\(target.types.joined(separator: "/"))/write", id: group.id, by: owner)
    }
  }

  /// Whether a resource of a type can be there: what groups list has to be in one.
  private func checkPlace(_ target: ResourceTarget, _ type: ResourceType) throws(Refusal) {
    if !type.isTracked || target.group != nil { return }
    guard target.subscription == nil else { throw .noRoute(target.key) }
    throw Refusal(
      404, "MissingSubscription",
      "The request did not have a subscription or a valid tenant level resource provider.")
  }

  private func checkName(_ target: ResourceTarget, _ type: ResourceType) throws(Refusal) {
    // An encoded slash would make one resource's id look like another's.
    let isText = target.name.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !"/\\?#%\u{7F}".unicodeScalars.contains($0)
    }
    guard isText, type.isValidName(target.name), type.onlyName.map({ $0 == target.name.lowercased() }) ?? true else {
      throw Refusal(400, "InvalidResourceName", "The resource name '\(target.name)' is invalid for '\(type.name)'.")
    }
    if let taken = type.nameTaken, isTaken(target.name, type.name) { throw taken(target.name) }
  }

  private func checkRegistration(_ type: ResourceType, _ target: ResourceTarget) throws(Refusal) {
    guard let subscription = target.subscription,
      Providers.state(of: type.namespace, in: subscription, self) != "Registered"
    else { return }
    throw .notRegistered(namespace: type.namespace)
  }

  private func checkBody(_ request: Value, _ type: ResourceType, _ call: Call) throws(Refusal) {
    let version = call.apiVersion ?? ""
    var own = request
    // What every resource has; a body that was read before comes back with it.
    for name in ["id", "name", "type", "systemData"] { own[name] = nil }
    let refuses = type.refusesUnknownSince.map { version.prefix(10) >= $0.prefix(10) } ?? false
    let violation = type.schema().violation(in: own, version: version, refusesUnknown: refuses)
    if let violation { throw type.hooks.refusal(violation) }
  }

  private func checkPreconditions(_ call: Call, _ existing: StoredResource?, _ type: ResourceType) throws(Refusal) {
    let current: String?
    switch type.etag {
    case .none, .quoted: return
    case .conditional: current = existing?.body["etag"]?.stringValue?.filter { $0 != "\"" }
    case .topLevel: current = existing?.body["eTag"]?.stringValue
    case .inProperties: current = existing?.body["properties", "eTag"]?.stringValue
    case .weak: current = existing.map(documentTag)
    }
    func matches(_ header: String) -> Bool {
      header.split(separator: ",").contains { part in
        let tag = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        let bare = String(String(tag).split(separator: "\"").last ?? "")
        return existing != nil && (bare == "*" || bare == current)
      }
    }
    if let wanted = call.headers["if-match"], !matches(wanted) {
      throw Refusal(
        412, "PreconditionFailed",
        "The condition of If-Match isn't met: the resource's eTag is '\(current ?? "none, as it doesn't exist")'.")
    }
    if let unwanted = call.headers["if-none-match"], matches(unwanted) {
      throw Refusal(412, "PreconditionFailed", "The condition of If-None-Match isn't met: the resource exists.")
    }
  }

  private func settleLocation(_ draft: inout Draft) throws(Refusal) {
    guard draft.type.location != .none else { return }
    if draft.type.location == .global {
      draft.body.fill("location", with: "global")
      guard draft.body["location"]?.stringValue?.lowercased() == "global" else {
        throw Locations.unknown(draft.body["location"]?.stringValue ?? "", draft)
      }
      draft.body["location"] = "global"
      return
    }
    guard let given = draft.body["location"]?.stringValue, !given.isEmpty else {
      throw Refusal(400, "LocationRequired", "The location property is required for this definition.")
    }
    let location = Locations.normalized(given)
    if let old = draft.existing?.body["location"]?.stringValue, old != location {
      throw Locations.moved(draft, from: old, to: location)
    }
    guard Locations.all.contains(location) else { throw Locations.unknown(given, draft) }
    draft.body["location"] = .string(location)
  }

  private func checkImmutable(_ draft: Draft) throws(Refusal) {
    guard let existing = draft.existing else { return }
    // Where a resource stands never changes, whatever its type.
    for path in draft.type.immutable + [["extendedLocation"]] {
      let old = existing.body[path: path[...]]
      let new = draft.body[path: path[...]]
      guard !old.isAbsent || !new.isAbsent, !(old?.isSame(as: new) ?? false) else { continue }
      // What a replaced body leaves out stays as it is when it can't be changed.
      if new.isAbsent, draft.request[path: path[...]] == nil { continue }
      throw draft.type.hooks.immutableRefusal(path.joined(separator: "."))
    }
  }

  // MARK: - Making

  private func initialBody(_ request: Value, _ existing: StoredResource?, _ type: ResourceType, isPatch: Bool)
    -> Value
  {
    let schema = type.schema()
    let writable = schema.writable(request)
    guard let existing else { return writable.withoutNulls }
    if isPatch || type.putMerges {
      var body = schema.merged(writable, onto: existing.body)
      // Tags are replaced as a whole; a PUT without them takes them away.
      if !isPatch, request[member: "tags"].isAbsent { body["tags"] = nil }
      return body
    }
    var body = schema.carried(from: existing.body, into: writable.withoutNulls)
    for path in type.immutable where body[path: path[...]].isAbsent {
      body[path: path[...]] = existing.body[path: path[...]]
    }
    return body
  }

  private func canonicalID(of target: ResourceTarget, _ type: ResourceType) -> String {
    let typeNames = type.name.split(separator: "/").dropFirst().map(String.init)
    if target.types == ["resourceGroups"] { return target.scope + "/resourceGroups/" + target.name }
    if target.isChild, let parent = state[target.parentKey] {
      return parent.id + "/" + (typeNames.last ?? "") + "/" + target.name
    }
    let scope = state[ResourceIDs.key(target.scope)]?.id ?? target.scope
    let names = zip(typeNames, target.names).map { "/" + $0 + "/" + $1 }.joined()
    return scope + "/providers/" + type.namespace + names
  }

  private func tag(_ resource: inout StoredResource, _ type: ResourceType) {
    let guid = resource.guid("etag \(resource.revision)")
    switch type.etag {
    case .none, .weak: break
    case .quoted, .conditional: resource.body["etag"] = .string("\"\(guid)\"")
    case .topLevel: resource.body["eTag"] = .string(guid)
    case .inProperties: resource.body["properties", "eTag"] = .string(guid)
    }
  }
}

extension Value {
  /// Whether two values are the same to a provider: texts without regard to case, lists in any order.
  func isSame(as other: Value?) -> Bool {
    guard let other else { return false }
    if let left = stringValue, let right = other.stringValue { return left.lowercased() == right.lowercased() }
    if let left = elements, let right = other.elements {
      return left.count == right.count && left.allSatisfy { element in right.contains { element.isSame(as: $0) } }
    }
    if let left = members, let right = other.members {
      return left.keys == right.keys && zip(left.values, right.values).allSatisfy { $0.isSame(as: $1) }
    }
    return self == other
  }
}
