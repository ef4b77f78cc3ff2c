import Values

/// Something that goes wrong with requests on purpose, for tests of clients.
///
/// `POST /simulator/faults` adds one from a body such as
/// `{"method": "PUT", "path": "agentpools", "skip": 1, "times": 2, "effect": "answer", "status": 429, "code": "X"}`;
/// with `"contains": "Standard_NC24ads_A100_v4"` only requests are meant whose body has that text in it.
/// `{"seed": 7}` has a ``FaultSchedule`` decide, and a list of such bodies adds them all. `DELETE /simulator/faults` removes
/// all. `GET /simulator/held` is answered once a request is held.
struct Fault: Sendable, Hashable {
  enum Effect: Sendable, Hashable {
    /// An error in place of an answer; nothing has happened.
    case answer(status: Int, code: String, message: String, retryAfter: Int?)
    /// The assignment of a policy denies the request; nothing has happened.
    case denyByPolicy(assignment: String)
    /// The connection is closed before anything has happened.
    case drop
    /// The connection is closed once all has happened.
    case loseAnswer
    /// The operation that the request starts will fail.
    case failOperation(code: String, message: String)
    /// The connection is closed in the middle of the answer.
    case cutAnswer
    /// The operation that the request starts will be canceled.
    case cancelOperation
    /// The operation that the request starts won't end by itself.
    case hangOperation
    /// Somebody else changes the resource just before: its tag `changed-by` and its ETag.
    case changeBefore
    /// A policy with the effect `modify` gives what is written these tags, and takes those away that are null here.
    case modifyTags(Members)
    /// The simulator is restarted before or after everything has happened: what it stores is there again, what it only
    /// knew is gone, and every request under way is lost.
    case restart(isAfter: Bool)
    /// The request is held, before or after everything has happened, until the faults are removed; it is answered never.
    case hold(isAfter: Bool)

    /// Whether the connection is closed in place of an answer.
    var losesAnswer: Bool {
      switch self {
      case .drop, .loseAnswer, .restart: true
      case .answer, .denyByPolicy, .cutAnswer, .failOperation, .cancelOperation, .hangOperation, .changeBefore,
        .modifyTags, .hold:
        false
      }
    }
  }

  /// The method of the requests that it is for; nil for any.
  let method: String?
  /// What their path contains, in lower case.
  let path: String
  /// What their body contains; empty for any.
  let bodyText: String
  /// How many such requests go well first.
  var skip: Int
  /// How many go wrong then.
  var times: Int
  let effect: Effect

  init?(_ body: Value) {
    method = body["method"]?.stringValue?.uppercased()
    path = body["path"]?.stringValue?.lowercased() ?? ""
    bodyText = body["contains"]?.stringValue ?? ""
    skip = body["skip"]?.intValue ?? 0
    times = body["times"]?.intValue ?? 1
    let code = body["code"]?.stringValue ?? "InternalServerError"
    let message = body["message"]?.stringValue ?? "A fault that was asked for."
    switch body["effect"]?.stringValue {
    case "answer":
      guard let status = body["status"]?.intValue, (400...599).contains(status) else { return nil }
      effect = .answer(status: status, code: code, message: message, retryAfter: body["retryAfter"]?.intValue)
    case "denyByPolicy":
      guard let assignment = body["assignment"]?.stringValue else { return nil }
      effect = .denyByPolicy(assignment: assignment)
    case "drop": effect = .drop
    case "loseAnswer": effect = .loseAnswer
    case "hold": effect = .hold(isAfter: body["moment"]?.stringValue == "after")
    case "restart": effect = .restart(isAfter: body["moment"]?.stringValue == "after")
    case "cutAnswer": effect = .cutAnswer
    case "cancelOperation": effect = .cancelOperation
    case "hangOperation": effect = .hangOperation
    case "changeBefore": effect = .changeBefore
    case "modifyTags":
      guard let tags = body["tags"]?.members, tags.values.allSatisfy({ $0.isNull || $0.stringValue != nil }) else {
        return nil
      }
      effect = .modifyTags(tags)
    case "failOperation": effect = .failOperation(code: code, message: message)
    default: return nil
    }
  }

  fileprivate func matches(_ call: Call) -> Bool {
    (method == nil || method == call.method) && call.path.lowercased().contains(path)
      && (bodyText.isEmpty || String(decoding: call.body, as: UTF8.self).contains(bodyText))
  }
}

extension SimulatedCloud {
  /// Adds faults: one, a list of them, or a seed for a schedule; false, and nothing is added, if they are none.
  mutating func addFaults(_ body: Value) -> Bool {
    if let elements = body.elements {
      let found = elements.compactMap(Fault.init)
      guard found.count == elements.count else { return false }
      faults += found
      return true
    }
    if let seed = body["seed"]?.intValue {
      faultSchedule = FaultSchedule(seed: seed)
      return true
    }
    guard let fault = Fault(body) else { return false }
    faults.append(fault)
    return true
  }

  /// The fault that a request meets, which counts as met.
  mutating func fault(for call: Call) -> Fault.Effect? {
    for index in faults.indices where faults[index].matches(call) {
      if faults[index].skip > 0 {
        faults[index].skip -= 1
        continue
      }
      guard faults[index].times > 0 else { continue }
      faults[index].times -= 1
      return faults[index].effect
    }
    return faultSchedule?.effect(for: call)
  }
}

extension SimulatedCloud {
  /// Another client's change of the resource that a request is about.
  mutating func changeByAnother(_ call: Call) {
    guard let target = ResourceTarget(segments: call.segments), let resource = state[target.key] else { return }
    let watch = watch(call.segments)
    rewrite(target.key, at: call.now) { $0.body["tags", "changed-by"] = "another" }
    let noted = note(
      .another, "PATCH", "\(resource.type)/write", on: resource.id,
      correlation: Identifiers.guid(for: "another \(state.activity.next)"), status: 200)
    noteChanges(since: watch, by: ChangeLog.Author(noted), at: call.now)
  }
}
