import Values

/// An error answer of ARM or of a resource provider.
struct Refusal: Error {
  var status: Int
  var code: String
  var message: String
  var target: String?
  var details: [Value] = []
  var additionalInfo: [Value] = []
  /// AKS sends some of its errors without the `error` member around them.
  var isWrapped = true
  var headers: [(String, String)] = []

  init(_ status: Int, _ code: String, _ message: String, target: String? = nil) {
    self.status = status
    self.code = code
    self.message = message
    self.target = target
  }

  var body: Value {
    guard isWrapped else {
      var body: Value = [
        "code": .string(code), "details": .null(.dynamic), "message": .string(message), "subcode": "",
      ]
      if let target { body["target"] = .string(target) }
      return body
    }
    var error: Value = ["code": .string(code), "message": .string(message)]
    if let target { error["target"] = .string(target) }
    if !details.isEmpty { error["details"] = .tuple(details) }
    if !additionalInfo.isEmpty { error["additionalInfo"] = .tuple(additionalInfo) }
    return ["error": error]
  }

  /// The same as AKS sends it, without the `error` member around it.
  var unwrapped: Refusal {
    var copy = self
    copy.isWrapped = false
    return copy
  }
}

/// The refusals that ARM itself makes.
extension Refusal {
  static func unauthenticated(_ message: String, code: String) -> Refusal {
    var refusal = Refusal(401, code, message)
    refusal.headers = [
      (
        "WWW-Authenticate",
        #"Bearer authorization_uri="https://login.microsoftonline.com/\#(Identifiers.tenant)", error="invalid_token", "#
          + #"error_description="\#(message)""#
      )
    ]
    return refusal
  }

  static let noToken = unauthenticated(
    "Authentication failed. The 'Authorization' header is missing.", code: "AuthenticationFailed")
  static let badToken = unauthenticated(
    "The access token is invalid: 'Authorization' must hold the scheme 'Bearer' and a token.",
    code: "InvalidAuthenticationToken")

  static let noVersion = Refusal(
    400, "MissingApiVersionParameter",
    "The api-version query parameter (?api-version=) is required for all requests.")

  static func badVersion(_ version: String, type: ResourceType) -> Refusal {
    Refusal(
      400, "NoRegisteredProviderFound",
      "No registered resource provider found for API version '\(version)' and type '\(type.name)'. "
        + "The supported api-versions are '\(type.apiVersions.description)'.")
  }

  static func noSubscription(_ subscription: String) -> Refusal {
    Refusal(404, "SubscriptionNotFound", "The subscription '\(subscription)' could not be found.")
  }

  static func noGroup(_ group: String) -> Refusal {
    Refusal(404, "ResourceGroupNotFound", "Resource group '\(group)' could not be found.")
  }

  static func noResource(_ target: ResourceTarget) -> Refusal {
    let place = target.group.map { " under resource group '\($0)'" } ?? ""
    return Refusal(
      404, "ResourceNotFound",
      "The Resource '\(target.namespace)/\(target.typeAndName)'\(place) was not found. "
        + "For more details please go to https://aka.ms/ARMResourceNotFoundFix")
  }

  static func noParent(_ target: ResourceTarget) -> Refusal {
    let parent = target.parentTypeAndName ?? target.scope
    return Refusal(
      404, "ParentResourceNotFound",
      "Failed to perform the operation on nested resource '\(target.namespace)/\(target.typeAndName)': "
        + "its parent '\(parent)' was not found.")
  }

  static func noType(_ target: ResourceTarget, version: String) -> Refusal {
    Refusal(
      404, "InvalidResourceType",
      "The resource type '\(target.types.joined(separator: "/"))' could not be found in the namespace "
        + "'\(target.namespace)' for api version '\(version)'." + isOnlyLackingHere("type"))
  }

  static func noNamespace(_ namespace: String) -> Refusal {
    Refusal(
      404, "InvalidResourceNamespace",
      "The resource namespace '\(namespace)' is invalid." + isOnlyLackingHere("namespace"))
  }

  static func noRoute(_ path: String) -> Refusal {
    Refusal(404, "NotFound", "No route matches '\(path)'." + isOnlyLackingHere("route"))
  }

  /// Follows ARM's words, which alone would read as if Azure had said them.
  private static func isOnlyLackingHere(_ what: String) -> String {
    " This is a simulator of Azure that has no such \(what); Azure itself may have it."
  }

  static func notAllowed(_ method: String, _ path: String) -> Refusal {
    Refusal(405, "MethodNotAllowed", "The method '\(method)' isn't supported for '\(path)'.")
  }

  static func badBody(_ reason: String) -> Refusal {
    Refusal(
      400, "InvalidRequestContent", "The request content was invalid and could not be deserialized: '\(reason)'.")
  }

  static func beingDeleted(group: String) -> Refusal {
    Refusal(
      409, "ResourceGroupBeingDeleted",
      "The resource group '\(group)' is in deprovisioning state and cannot perform this operation.")
  }

  static func notRegistered(namespace: String) -> Refusal {
    let message =
      "The subscription is not registered to use namespace '\(namespace)'. "
      + "See https://aka.ms/rps-not-found for how to register subscriptions."
    var refusal = Refusal(409, "MissingSubscriptionRegistration", message)
    refusal.details = [
      ["code": "MissingSubscriptionRegistration", "target": .string(namespace), "message": .string(message)]
    ]
    return refusal
  }

  static func notPermitted(_ call: Call) -> Refusal {
    let verb = ["GET": "read", "HEAD": "read", "DELETE": "delete", "POST": "action"][call.method] ?? "write"
    let type = ResourceTarget(segments: call.segments).map { "\($0.namespace)/\($0.types.joined(separator: "/"))" }
    return Refusal(
      403, "AuthorizationFailed",
      "The client '\(Identifiers.client)' with object id '\(Identifiers.clientObject)' does not have authorization to "
        + "perform action '\(type ?? "Microsoft.Resources/subscriptions")/\(verb)' over scope '\(call.path)' or the scope is "
        + "invalid. If access was recently granted, please refresh your credentials.")
  }

  /// What Azure Policy says where the assignment of a policy denies a write.
  static func disallowed(_ call: Call, by assignment: String) -> Refusal {
    let target = ResourceTarget(segments: call.segments)
    let name = target?.name ?? ""
    let scope = target?.subscription.map { "/subscriptions/" + $0 } ?? ""
    let id = "\(scope)/providers/Microsoft.Authorization/policyAssignments/\(assignment)"
    let definition =
      "/providers/Microsoft.Authorization/policyDefinitions/" + Identifiers.guid(for: "policy \(assignment)")
    var refusal = Refusal(
      403, "RequestDisallowedByPolicy",
      "Resource '\(name)' was disallowed by policy. Policy identifiers: "
        + #"'[{"policyAssignment":{"name":"\#(assignment)","id":"\#(id)"},"policyDefinition":{"id":"\#(definition)"}}]'."#,
      target: name)
    refusal.additionalInfo = [
      [
        "type": "PolicyViolation",
        "info": [
          "policyAssignmentName": .string(assignment), "policyAssignmentDisplayName": .string(assignment),
          "policyAssignmentId": .string(id), "policyAssignmentScope": .string(scope),
          "policyDefinitionId": .string(definition), "policyDefinitionEffect": "deny",
        ],
      ]
    ]
    return refusal
  }

  static func denied(_ action: String, id: String, by owner: String) -> Refusal {
    Refusal(
      403, "DenyAssignmentAuthorizationFailed",
      "The client '\(Identifiers.client)' with object id '\(Identifiers.clientObject)' has permission to perform action "
        + "'\(action)' on scope '\(id)'; however, the access is denied because of the deny assignment of '\(owner)', "
        + "which manages this scope.")
  }
}
