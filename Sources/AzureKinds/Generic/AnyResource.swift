import Configuration
import Resources
import Values

extension AzureKind {
  /// A resource of any type, by the name of its type and the body that Azure documents for it.
  ///
  /// What is known of the type, from a kind of its own or from its schema, goes for it too.
  package static let anyResource = AzureKind("azapi_resource", at: "{parent_id}/{name}", apiVersion: "") {
    Argument.anyType
    Argument("name", .string, .optionalComputed)
      .described("The name of the resource; without it, `default_name` of the provider block.")
    Argument("parent_id", .string, .optionalComputed).compared(by: .resourceID)
      .described(
        "The id of what it is in or beneath: a resource group, a subscription, another resource. Of a resource group it is "
          + "the subscription, and needn't be said.")
    Argument("location", .string, .optionalComputed, at: "/location").replacing().compared(by: .location)
      .described("The Azure region; without it, `default_location` of the provider block where the type has one.")
    Argument.identity(types: "SystemAssigned", "UserAssigned", "SystemAssigned, UserAssigned", "None")
    Argument.anyBody
    Argument.anySecrets
    Argument.anySecretVersions
    Argument.tags
    Argument.anyExports
    Argument.anyDefaultOutput
    Argument.anyValidation
    Argument.anyComparison
    Argument("ignore_body_changes", .list(.string), .optional)
      .described(
        "Paths in the body that stay as they are in Azure, as with `ignore_changes`, which takes no variables; `tags` is "
          + "the argument, too.")
    Argument("create_method", .string, .optional).oneOf("PUT", "POST", "PATCH")
      .described("The method that makes it: PUT by default.")
    Argument("update_method", .string, .optional).oneOf("PUT", "PATCH")
      .described("The method that changes it: PUT by default, which sends all of the body, or PATCH for what changed.")
    Argument.anyHeaders(["create", "update", "read", "delete"])
    Argument.anyLocks
    Argument.anyRetry
    Argument("removing_special_chars", .bool, .optional)
      .described("Whether the name is used without what isn't a letter or a digit.")
    Argument.anyReplacementTriggers
    Argument("replace_triggers_refs", .list(.string), .optional)
      .described("Paths in the body whose change replaces the resource.")
    Argument.anyOutput
  }
  .open()
  .checked { AnyResourceRules.problems(with: $0, isPart: false) }
  .inferring { AnyResource.inferred(from: $0, $1) }
  .ignoringChanges(at: AnyResource.ignoredPaths)
  .imported { AnyResource.arguments(importing: $0) }
}

/// What the kinds for any type do with their arguments.
package enum AnyResource {
  /// How the body is gone about, as the arguments around it say.
  @Sendable static func openBody(_ arguments: Value) -> OpenBody {
    var open = OpenBody()
    open.ignoresCase = arguments[member: "ignore_casing"]?.boolValue ?? false
    open.trustsSilence = arguments[member: "ignore_missing_property"]?.boolValue ?? true
    open.replacing = (arguments[member: "replace_triggers_refs"]?.elements ?? []).compactMap {
      $0.stringValue.flatMap { ValuePath(text: $0) }
    }
    for (text, fields) in arguments[member: "list_unique_id_property"]?.members ?? Members() {
      guard let path = ValuePath(text: text), let fields = fields.stringValue else { continue }
      open.lists[path, default: OpenBody.ListRule()].key = AnyResourceRules.fields(of: fields)
    }
    for text in (arguments[member: "ignore_other_items_in_list"]?.elements ?? []).compactMap(\.stringValue) {
      guard let path = ValuePath(text: text) else { continue }
      open.lists[path, default: OpenBody.ListRule()].isPartial = true
    }
    return open
  }

  /// What of the body, and of the tags around it, is to stay as it is.
  @Sendable static func ignoredPaths(_ arguments: Value) -> [ValuePath] {
    (arguments[member: "ignore_body_changes"]?.elements ?? [])
      .compactMap { $0.stringValue.flatMap { ValuePath(text: $0) } }
      .flatMap { path in
        [ValuePath([.member("body")] + path.steps)] + (path.steps.first == .member("tags") ? [path] : [])
      }
  }

  /// The arguments with what the provider block says where they say nothing.
  static func inferred(from arguments: Value, _ context: InferenceContext) -> Value {
    guard var members = arguments.members else { return arguments }
    func fill(_ name: String, from default: String) {
      if members[name]?.isNull == true, let value = context.provider[`default`], !value.isNull { members[name] = value }
    }
    fill("name", from: "default_name")
    let schema = members["type"]?.stringValue.flatMap { RemoteType(text: $0) }.flatMap {
      BodySchemas.schema(of: $0.type)
    }
    // Of a type that isn't known, nobody knows whether it takes them; nearly all with a body of their own do.
    func takes(_ name: String) -> Bool { schema.map { $0.members.contains { $0.name == name } } ?? true }
    if takes("location"), members["body"]?[member: "location"] == nil { fill("location", from: "default_location") }
    if takes("tags"), members["body"]?[member: "tags"] == nil { fill("tags", from: "default_tags") }
    fill("disable_default_output", from: "disable_default_output")
    // It says that there is none.
    if let identity = members["identity"], identity[0]?[member: "type"]?.stringValue == "None" {
      members["identity"] = .null(identity.type)
    }
    if members["removing_special_chars"]?.boolValue == true, let name = members["name"]?.stringValue {
      members["name"] = .string(name.filter { $0.isLetter || $0.isNumber })
    }
    return Value.object(members).marked(arguments.marks)
  }
}
