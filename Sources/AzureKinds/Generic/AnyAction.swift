import Configuration
import Resources
import Values

extension AzureKind {
  /// A call that is made once: when the block is new and when it changes, or, if `when` says so, when it goes. What came of
  /// it lives in the environment record.
  package static let anyAction = AzureKind("azapi_resource_action", at: "{resource_id}", apiVersion: "") {
    Argument.actionType
    Argument("resource_id", .string, .required).compared(by: .resourceID)
      .described("The id of the resource that the call is made on.")
    Argument("action", .string, .optional).replacing()
      .described("What is called on it, such as `start`; without it, the call is made on the resource itself.")
    Argument.actionMethod.oneOf("POST", "PUT", "PATCH", "GET", "DELETE", "HEAD")
    Argument("body", .dynamic, .optional).jsonText().typed()
      .described("What the call sends.")
    Argument("sensitive_body", .dynamic, .optional).sensitive().writeOnly().remembered()
      .described("More of what the call sends, which is kept nowhere.")
    Argument("sensitive_body_version", .map(.string), .optional)
      .described(
        "A version for each path in `sensitive_body`: with another version the call is made again, with what has it. "
          + "Without any, all of it goes along with every call.")
    Argument("when", .string, .optionalWithDefault("apply")).oneOf("apply", "destroy")
      .described("Whether the call is made when the block is new, or when it goes.")
    Argument.anyExports.typed()
    Argument("sensitive_response_export_values", .dynamic, .optional).typed()
      .described(
        "The same for `sensitive_output`, which is kept nowhere: all that use it get it from the run that makes the call, "
          + "and what comes to use it later has the call made again.")
    Argument("headers", .map(.string), .optional).described("Headers for the call.")
    Argument("query_parameters", .map(.list(.string)), .optional).described("Query parameters for the call.")
    Argument("ignore_not_found", .bool, .optional)
      .described("Whether a call on what isn't there is no failure: `exist` says which it was.")
    Argument.anyLocks
    Argument.anyRetry
    Argument("exist", .bool, .computed)
      .described("Whether there was something to make the call on; null until it is made.")
    Argument("output", .dynamic, .computed).described("What `response_export_values` asks for.")
    Argument("sensitive_output", .dynamic, .computed).sensitive()
      .described("What `sensitive_response_export_values` asks for.")
    Argument("generation", .number, .computed)
      .described(
        "The number of the run that made the call, where `sensitive_response_export_values` asks for something: another "
          + "one each time, for a `_wo_version`.")
  }
  .open()
  .performed()
  .checked { AnyResourceRules.problemsOfAction(with: $0, isData: false) }
  .refined { AnyAction.refined(arguments: $0, prior: $1, planned: $2) }

  /// A call that only asks, such as `listKeys`: it is made with every plan.
  package static let anyActionData = AzureKind("azapi_resource_action", .data, at: "{resource_id}", apiVersion: "") {
    Argument.actionType
    Argument("resource_id", .string, .required)
      .described("The id of the resource that the call is made on.")
    Argument("action", .string, .optional)
      .described("What is called on it, such as `listKeys`; without it, the call is made on the resource itself.")
    // What a plan does must not change anything.
    Argument.actionMethod.oneOf("POST", "GET")
    Argument("body", .dynamic, .optional).jsonText()
      .described("What the call sends.")
    Argument.anyExports
    Argument("sensitive_response_export_values", .dynamic, .optional)
      .described("The same for `sensitive_output`.")
    Argument("headers", .map(.string), .optional).described("Headers for the call.")
    Argument("query_parameters", .map(.list(.string)), .optional).described("Query parameters for the call.")
    Argument.anyRetry
    Argument("output", .dynamic, .computed).described("What `response_export_values` asks for.")
    Argument("sensitive_output", .dynamic, .computed).sensitive()
      .described("What `sensitive_response_export_values` asks for.")
  }
  .open(from: .action)
  .checked { AnyResourceRules.problemsOfAction(with: $0, isData: true) }
}

extension Argument {
  fileprivate static let actionType = Argument("type", .string, .required)
    .matching("must be a type with its api-version, such as `Microsoft.App/jobs@2025-01-01`") {
      RemoteType(text: $0) != nil
    }
    .described("The type of the resource and the api-version to speak to it with.")

  fileprivate static let actionMethod = Argument("method", .string, .optional)
    .described("The method of the call: POST by default.")
}

enum AnyAction {
  /// What only the call tells.
  private static let told: Set = ["id", "output", "exist", "sensitive_output", "generation"]

  /// Absent arguments are null, not "as they are", and what only the call tells is unknown while it is still to be made.
  static func refined(arguments: Value, prior: Value?, planned: Value) -> Value {
    guard var members = planned.members else { return planned }
    for (name, value) in arguments.members ?? Members()
    where value.isNull && name != "when" && !told.contains(name) {
      members[name] = value
    }
    let isMade = arguments[member: "when"]?.stringValue != "destroy"
    let asks = arguments.isGiven("response_export_values")
    let asksForSecrets = arguments.isGiven("sensitive_response_export_values")
    let isSame = prior.map { prior in
      members.allSatisfy { name, value in
        told.contains(name) || name == "retry" || (prior[member: name] ?? .null(.dynamic)).isNull && value.isNull
          || CanonicalText.of(prior[member: name] ?? .null(.dynamic)) == CanonicalText.of(value)
      }
    }
    // What only says how to go about a call is no reason for another one.
    if isSame == true { members["retry"] = prior?[member: "retry"] }
    if isSame != true {
      members["output"] = isMade && asks ? .unknown(.dynamic) : .null(.dynamic)
      members["exist"] = isMade ? .unknown(.bool) : .null(.bool)
    }
    // Nobody keeps secrets: what stands in for them is never sent.
    members["sensitive_output"] =
      isMade && asksForSecrets ? .unknown(.dynamic).marked([.sensitive, .standIn]) : .null(.dynamic)
    if !(isMade && asksForSecrets) {
      members["generation"] = .null(.number)
    } else if isSame != true {
      members["generation"] = .unknown(.number)
    }
    return Value.object(members).marked(planned.marks)
  }
}
