import Configuration
import Resources
import Values

extension AzureKind {
  /// Properties of a resource that is made by something else: each member of its body is set in that of the resource, and
  /// is then this one's affair, no longer the other's. When it goes, what it set stays.
  package static let anyUpdate = AzureKind("azapi_update_resource", at: "{resource_id}", apiVersion: "") {
    Argument.anyType
    Argument("resource_id", .string, .optionalComputed).compared(by: .resourceID)
      .described("The id of the resource, in place of `name` and `parent_id`.")
    Argument("name", .string, .optionalComputed)
      .derived { id, _, _ in .string(id.split(separator: "/").last.map(String.init) ?? "") }
      .compared(by: .ignoringCase).described("The name of the resource.")
    Argument("parent_id", .string, .optionalComputed)
      .derived { id, _, _ in .string(AnyUpdate.parent(of: id)) }
      .compared(by: .resourceID).described("The id of what the resource is in or beneath.")
    Argument.anyBody
    Argument.anySecrets
    Argument.anySecretVersions
    Argument.anyExports
    Argument.anyDefaultOutput
    Argument.anyValidation
    Argument.anyComparison
    Argument.anyHeaders(["update", "read"])
    Argument.anyLocks
    Argument.anyRetry
    Argument.anyReplacementTriggers
    Argument.anyOutput
  }
  .open()
  .owningMembers(of: "body")
  .checked { AnyResourceRules.problems(with: $0, isPart: true) }
  .inferring { AnyUpdate.inferred(from: $0, $1) }
}

enum AnyUpdate {
  /// The id of what a resource is in or beneath.
  static func parent(of id: String) -> String {
    let parts = id.split(separator: "/").dropLast(2)
    // A resource of its own stands behind `providers` and a namespace.
    let isOwn = parts.dropLast().last?.lowercased() == "providers" && parts.last?.contains(".") == true
    return "/" + (isOwn ? parts.dropLast(2) : parts).joined(separator: "/")
  }

  /// The arguments with the id that name and parent make, or the name and parent that the id has; what is in every
  /// subscription, and the subscription itself, is that of the provider where nobody says which.
  static func inferred(from arguments: Value, _ context: InferenceContext) -> Value {
    guard var members = arguments.members else { return arguments }
    func given(_ name: String) -> Value? { members[name].flatMap { $0.isNull ? nil : $0 } }
    if given("disable_default_output") == nil, let isEmpty = context.provider["disable_default_output"] {
      members["disable_default_output"] = isEmpty
    }
    let subscription: Value =
      context.subscription.isEmpty ? .unknown(.string) : .string("/subscriptions/\(context.subscription)")
    switch given("type")?.stringValue.flatMap({ RemoteType(text: $0) })?.type.lowercased() {
    case "microsoft.resources/resourcegroups" where given("name") != nil && given("parent_id") == nil:
      members["parent_id"] = subscription
    case "microsoft.resources/subscriptions" where given("name") == nil && given("resource_id") == nil:
      members["resource_id"] = subscription
    default: break
    }
    if let id = given("resource_id") {
      guard let text = id.stringValue else { return arguments }
      if given("name") == nil, given("parent_id") == nil {
        members["name"] = .string(text.split(separator: "/").last.map(String.init) ?? "")
        members["parent_id"] = .string(parent(of: text))
      }
    } else if let name = given("name"), let parent = given("parent_id") {
      let remote = given("type")?.stringValue.flatMap { RemoteType(text: $0) }
      if let name = name.stringValue, let parent = parent.stringValue, let remote {
        let route = ARMRoute(remote.routeTemplate, apiVersion: remote.apiVersion)
        members["resource_id"] = route.id { $0 == "name" ? name : parent }.map { .string($0) } ?? .null(.string)
      } else {
        members["resource_id"] = .unknown(.string)
      }
    }
    return Value.object(members).marked(arguments.marks)
  }
}
