internal import HTTP
internal import JSON
internal import Values

/// Reads the errors that ARM and the providers behind it write, in all the shapes that they do.
enum ARMErrorBody {
  /// The error of an answer with a status that is no success.
  static func error(_ response: HTTPResponse) -> ARMError {
    let body = try? JSON.parse(response.body)
    var error = body.flatMap(error(in:)) ?? ARMError(.invalid, message: fallback(response, isJSON: body != nil))
    error.status = response.status
    error.kind = kind(error, status: response.status)
    error.requestID = response.headers["x-ms-request-id"]
    error.correlationID = response.headers["x-ms-correlation-request-id"]
    return error
  }

  /// The error of an operation that ended as `status`, from the body that says so.
  static func operationError(_ body: Value, status: String) -> ARMError {
    var error =
      error(in: body)
      ?? ARMError(.operationFailed, message: "The operation ended as \(status), and Azure gave no reason.")
    error.kind = kind(error, status: nil)
    return error
  }

  /// `{"error":{…}}`, the inner object alone (AKS), OAuth's `{"error":"…","error_description":"…"}`, or `{"Message":"…"}`.
  private static func error(in body: Value) -> ARMError? {
    if let code = body[member: "error"]?.stringValue {
      return ARMError(.invalid, code: code, message: body[member: "error_description"]?.stringValue ?? "")
    }
    let inner = body[member: "error"].flatMap { $0.members == nil ? nil : $0 } ?? body
    let code = (inner[member: "code"] ?? inner[member: "Code"])?.stringValue
    let message = (inner[member: "message"] ?? inner[member: "Message"])?.stringValue
    guard code != nil || message != nil else { return nil }
    var error = ARMError(.invalid, code: code ?? "", message: message ?? "")
    error.target = inner[member: "target"]?.stringValue
    if let nested = nested(in: message, depth: 0) {
      error.message = nested.message.isEmpty ? error.message : nested.message
      error.details.append(nested)
    }
    collect(inner, into: &error.details, depth: 0)
    return error
  }

  private static func collect(_ value: Value, into details: inout [ARMError.Detail], depth: Int) {
    guard depth < 8 else { return }
    for element in value[member: "details"]?.elements ?? [] {
      let message = element[member: "message"]?.stringValue
      let nested = nested(in: message, depth: depth)
      details.append(
        nested
          ?? ARMError.Detail(
            code: element[member: "code"]?.stringValue ?? "", message: message ?? "",
            target: element[member: "target"]?.stringValue))
      collect(element, into: &details, depth: depth + 1)
    }
    for element in value[member: "additionalInfo"]?.elements ?? []
    where element[member: "type"]?.stringValue == "PolicyViolation" {
      if let info = element[member: "info"] { details += policyDetails(info) }
    }
  }

  /// Which policy it was, by which assignment it counts here, and which properties it looks at. What these are is left
  /// out: it may be a secret.
  private static func policyDetails(_ info: Value) -> [ARMError.Detail] {
    func text(_ names: String...) -> String? {
      names.lazy.compactMap { info[member: $0]?.stringValue }.first { !$0.isEmpty }
    }
    let definition = text("policyDefinitionDisplayName", "policyDefinitionName")
    let assignment = text("policyAssignmentDisplayName", "policyAssignmentName")
    let place = text("policyAssignmentId", "policyAssignmentScope").map { " (\($0))" } ?? ""
    var sentences: [String] = []
    if let definition { sentences.append("The policy is \"\(definition)\".") }
    if let assignment { sentences.append("It is assigned as \"\(assignment)\"\(place).") }
    let expressions = info[member: "evaluationDetails"]?[member: "evaluatedExpressions"]?.elements ?? []
    var seen: Set<String> = []
    let paths = expressions.compactMap { $0[member: "path"]?.stringValue }.filter { seen.insert($0).inserted }
    if !paths.isEmpty { sentences.append("It looks at \(paths.map { "`\($0)`" }.joined(separator: ", ")).") }
    return sentences.map { ARMError.Detail(code: "PolicyViolation", message: $0) }
  }

  /// The error in a message that is itself JSON, as some providers put them.
  private static func nested(in message: String?, depth: Int) -> ARMError.Detail? {
    guard let message, message.utf8.first == UInt8(ascii: "{"), let value = try? JSON.parse(message) else { return nil }
    let inner = value[member: "error"].flatMap { $0.members == nil ? nil : $0 } ?? value
    guard let text = (inner[member: "message"] ?? inner[member: "Message"])?.stringValue else { return nil }
    return ARMError.Detail(
      code: (inner[member: "code"] ?? inner[member: "Code"])?.stringValue ?? "", message: text,
      target: inner[member: "target"]?.stringValue)
  }

  /// What can be said of a body without an error in it. Pages of proxies are long and say little.
  private static func fallback(_ response: HTTPResponse, isJSON: Bool) -> String {
    let what = response.body.isEmpty ? "no body" : isJSON ? "no reason" : "a body that is not JSON"
    return "The server answered with HTTP status \(response.status) and \(what)."
  }

  // MARK: - What it means

  static func kind(_ error: ARMError, status: Int?) -> ARMError.Kind {
    for code in [error.code] + error.details.map(\.code) {
      guard let kind = kinds[code.asciiLowercased] else { continue }
      // Compute says OperationNotAllowed for want of quota, and AKS while another operation runs.
      if kind == .busy, isAboutQuota(error) { return .quota }
      if kind == .busy, status == 429 { return .throttled }
      if kind == .busy, status == 400 { return .invalid }
      return kind
    }
    if status == 409, isAboutOperation(error) { return .busy }
    guard let status else { return .operationFailed }
    return switch status {
    case 401: .unauthenticated
    case 403: .permission
    case 404, 410: .notFound
    case 408: .transient
    case 409: .conflict
    case 412: .preconditionFailed
    case 423: .locked
    case 429: .throttled
    case 501, 505: .invalid
    case 500...: .transient
    default: .invalid
    }
  }

  /// Some providers say no more than `Conflict` while something else is being done to a resource.
  private static func isAboutOperation(_ error: ARMError) -> Bool {
    ([error.message] + error.details.map(\.message)).contains { message in
      let text = message.asciiLowercased
      return text.contains("in progress") || text.contains("another operation")
    }
  }

  private static func isAboutQuota(_ error: ARMError) -> Bool {
    ([error.message] + error.details.map(\.message)).contains { $0.asciiLowercased.contains("quota") }
  }

  private static let kinds: [String: ARMError.Kind] = [
    "operationnotallowed": .busy, "anotheroperationinprogress": .busy, "serverisbusy": .busy,
    "retryableerrorduetoanotheroperation": .busy, "storageaccountoperationinprogress": .busy,
    "concurrentfederatedidentitycredentialswritesforsinglemanagedidentity": .busy,
    "referencedresourcenotprovisioned": .busy, "resourcegroupbeingdeleted": .busy,
    "containerbeingdeleted": .busy,
    "retryableerror": .transient, "internalservererror": .transient, "serviceunavailable": .transient,
    "gatewaytimeout": .transient, "servertimeout": .transient,
    "toomanyrequests": .throttled, "subscriptionrequeststhrottled": .throttled, "ratelimiting": .throttled,
    "etagmismatch": .preconditionFailed, "preconditionfailed": .preconditionFailed,
    "conditionnotmet": .preconditionFailed,
    "invalidauthenticationtoken": .unauthenticated, "expiredauthenticationtoken": .unauthenticated,
    "invalidauthenticationtokentenant": .unauthenticated, "authenticationfailed": .unauthenticated,
    "authorizationfailed": .permission, "linkedauthorizationfailed": .permission,
    "denyassignmentauthorizationfailed": .permission,
    "requestdisallowedbypolicy": .policy, "requestdisallowedbyazure": .policy,
    "scopelocked": .locked,
    "quotaexceeded": .quota, "insufficientvcpuquota": .quota, "insufficientquota": .quota,
    "errcode_insufficientvcpuquota": .quota, "resourcequotaexceeded": .quota, "publicipcountlimitreached": .quota,
    "roleassignmentlimitexceeded": .quota,
    "skunotavailable": .capacity, "allocationfailed": .capacity, "zonalallocationfailed": .capacity,
    "notavailableforsubscription": .capacity,
    "overconstrainedallocationrequest": .capacity, "overconstrainedzonalallocationrequest": .capacity,
    "missingsubscriptionregistration": .missingRegistration, "featurenotregistered": .featureNotRegistered,
    "subscriptionnotenabledforfeature": .featureNotRegistered,
    "principalnotfound": .principalNotFound,
    "roleassignmentexists": .alreadyExists, "storageaccountalreadytaken": .alreadyExists,
    "inusesubnetcannotbedeleted": .inUse, "subnetisinuse": .inUse,
    "inusenetworksecuritygroupcannotbedeleted": .inUse, "inuseroutetablecannotbedeleted": .inUse,
    "inusenatgatewaycannotbedeleted": .inUse, "natgatewayinuse": .inUse,
    "publicipaddresscannotbedeleted": .inUse,
    "resourcenotfound": .notFound, "resourcegroupnotfound": .notFound, "parentresourcenotfound": .notFound,
    "notfound": .notFound,
    "subscriptionnotfound": .unknownSubscription, "invalidsubscriptionid": .unknownSubscription,
  ]
}
