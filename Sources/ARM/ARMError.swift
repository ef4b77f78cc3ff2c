package import Diagnostics
internal import HTTP

/// Why a call of Azure Resource Manager, or an operation that it started, did not succeed.
package struct ARMError: Error, Sendable, Hashable {
  /// What an error means for whoever made the call.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The server had a passing problem.
    case transient
    /// Too many calls.
    case throttled
    /// Something else is being done to the resource.
    case busy
    case notFound
    /// The subscription is not there for this caller, which says nothing about what may be in it.
    case unknownSubscription
    /// The resource is, in its present state, not to be changed so.
    case conflict
    /// The resource is not the version that was named, or exists although it must not.
    case preconditionFailed
    /// The name is taken.
    case alreadyExists
    case unauthenticated
    case permission
    case policy
    /// A management lock.
    case locked
    case quota
    /// The region has no machines of the size now.
    case capacity
    case missingRegistration
    case featureNotRegistered
    /// A principal that the directory doesn't show yet.
    case principalNotFound
    /// Something still uses the resource.
    case inUse
    case invalid
    /// An accepted operation that failed for a reason of its own.
    case operationFailed
    /// It isn't known whether the call did anything: read back before deciding.
    case outcomeUnknown
    /// There was no answer, and nothing was changed by this call.
    case unreachable
    /// An answer that can't be understood.
    case malformed
    /// An operation that goes on although nobody waits for it any more.
    case stillRunning
    case cancelled
  }

  /// An error within an error.
  package struct Detail: Sendable, Hashable {
    package var code: String
    package var message: String
    package var target: String?

    package init(code: String, message: String, target: String? = nil) {
      self.code = code
      self.message = message
      self.target = target
    }
  }

  package var kind: Kind
  /// The HTTP status; nil where there was no answer and for failed operations.
  package var status: Int?
  /// ARM's code, such as `AuthorizationFailed`; empty where it gave none.
  package var code: String
  package var message: String
  package var target: String?
  /// Every error within, those nested deeper included, outermost first.
  package var details: [Detail] = []
  /// The call, as `PUT /subscriptions/…`.
  package var call: String?
  /// The ids that Azure's support asks for.
  package var requestID: String?
  package var correlationID: String?
  /// How long the server asked to wait.
  package var retryAfter: Duration?
  /// What a new token would have to say of itself, as JSON, for ARM to accept it.
  var demandedClaims: String?

  package init(_ kind: Kind, status: Int? = nil, code: String = "", message: String, details: [Detail] = []) {
    self.kind = kind
    self.status = status
    self.code = code
    self.message = message
    self.details = details
  }

  /// The error of a call that got no answer. Whether it may have done something depends on the method.
  init(_ error: HTTPError, of request: ARMRequest) {
    let kind: Kind =
      switch error {
      case .cancelled: .cancelled
      case .malformedResponse where request.method.isRead, .responseTooLarge where request.method.isRead: .malformed
      case _ where error.mayHaveArrived && !request.method.isRead && request.method != .delete: .outcomeUnknown
      default: .unreachable
      }
    self.init(kind, message: error.message)
    hint = error.hint
    call = request.description
  }

  /// The hint of the cause, where that knows better than the kind.
  package var hint: String?

  /// Whether it is what a server answered, as against an answer that didn't come.
  var isAnswer: Bool { status != nil }

  /// The message with those of the errors within, each on a line of its own.
  package var fullMessage: String {
    var lines = [message.isEmpty ? "Azure gave no reason." : message]
    var seen = Set([message])
    for detail in details where !detail.message.isEmpty && seen.insert(detail.message).inserted {
      let target = detail.target.map { " (\($0))" } ?? ""
      lines.append("  - \(detail.code.isEmpty ? "" : "\(detail.code)\(target): ")\(detail.message)")
    }
    return lines.joined(separator: "\n")
  }
}

extension ARMError: CustomStringConvertible {
  package var description: String {
    let head = [call, status.map(String.init), code.isEmpty ? nil : code].compactMap(\.self).joined(separator: ": ")
    return head.isEmpty ? fullMessage : "\(head): \(fullMessage)"
  }
}

// MARK: - For users

extension ARMError {
  /// The error as a diagnostic about a resource instance.
  package func diagnostic(at range: SourceRange? = nil, address: String? = nil) -> Diagnostic {
    var detail = fullMessage
    let code = [self.code.isEmpty ? nil : self.code, status.map { "HTTP \($0)" }].compactMap(\.self)
    if !code.isEmpty { detail += "\nAzure's code: \(code.joined(separator: ", "))." }
    if let call { detail += "\nThe call: \(call)" }
    let ids = [requestID.map { "request \($0)" }, correlationID.map { "correlation \($0)" }].compactMap(\.self)
    if !ids.isEmpty, kind != .unreachable { detail += "\nFor Azure's support: \(ids.joined(separator: ", "))." }
    return .error(summary, detail: detail, at: range, hint: hint ?? factualHint ?? standardHint, address: address)
  }

  private var summary: String {
    switch kind {
    case .transient: "Azure had a passing problem for too long"
    case .throttled: "Azure throttles the calls"
    case .busy: "Another operation is under way"
    case .notFound: "Not found in Azure"
    case .unknownSubscription: "Subscription not found"
    case .conflict: "Azure refused the change in the present state"
    case .preconditionFailed: "The resource was changed by someone else"
    case .alreadyExists: "The name is taken"
    case .unauthenticated: "Azure did not accept the credentials"
    case .permission: "Not permitted"
    case .policy: "Forbidden by an Azure policy"
    case .locked: "Forbidden by a management lock"
    case .quota: "The quota is not enough"
    case .capacity: "Not available in this region now"
    case .missingRegistration: "Resource provider not registered"
    case .featureNotRegistered: "Preview feature not registered"
    case .principalNotFound: "Principal not found"
    case .inUse: "The resource is still in use"
    case .invalid: "Azure refused the request"
    case .operationFailed: "The operation failed"
    case .outcomeUnknown: "The outcome is not known"
    case .unreachable: "Azure could not be reached"
    case .malformed: "The answer could not be understood"
    case .stillRunning: "The operation is still running"
    case .cancelled: "Cancelled"
    }
  }

  private var standardHint: String? {
    switch kind {
    case .transient, .throttled, .outcomeUnknown: "run the command again; it goes on from what Azure has"
    case .busy, .stillRunning: "wait until the operation has ended, then run the command again"
    case .unknownSubscription:
      "check `subscription_id` or ARM_SUBSCRIPTION_ID, and that the credentials belong to the subscription's tenant"
    case .preconditionFailed: "plan again, so that the plan rests on what is there now"
    case .alreadyExists: "choose another name, or take the existing resource over with an `import` block"
    case .unauthenticated: "sign in again with `az login`, or check the service principal's settings"
    case .permission: "ask for a role that permits this action at this scope; a new role takes some minutes to count"
    case .policy: "change the argument that the policy names, or ask its owner for an exemption"
    case .locked: "remove the lock, if it is meant to go"
    case .quota: "ask for more quota in the portal under Quotas, or choose another size or region"
    case .capacity: "choose another size, zone or region"
    case .missingRegistration: "register the provider: az provider register --namespace NAMESPACE --wait"
    case .featureNotRegistered: "add an `azurerm_resource_provider_feature_registration` that this resource depends on"
    case .principalNotFound: "a new identity takes a minute to appear; set `principal_type` on the role assignment"
    case .notFound, .conflict, .inUse, .invalid, .operationFailed, .unreachable, .malformed, .cancelled:
      nil
    }
  }
}
