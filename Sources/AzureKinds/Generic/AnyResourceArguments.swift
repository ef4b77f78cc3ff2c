import JSON
import Resources
import Values

/// What the kinds for any type of Azure have in common.
extension Argument {
  /// The type with its api-version: the type can't change, what it is spoken to with can.
  static let anyType = Argument("type", .string, .required)
    .derived { id, _, body in
      guard let type = RemoteType.type(of: id), let version = body[member: "apiVersion"]?.stringValue else {
        return .null(.string)
      }
      return .string(RemoteType(type: type, apiVersion: version).text)
    }
    .replacing(when: "the type before the `@` changes") { old, new in
      func type(_ value: Value) -> String? { value.stringValue.flatMap { RemoteType(text: $0) }?.type.lowercased() }
      return type(old) != type(new)
    }
    .compared(by: .ignoringCase)
    .matching("must be a type with its api-version, such as `Microsoft.App/jobs@2025-01-01`") {
      RemoteType(text: $0) != nil
    }
    .described("The type of Azure and the api-version to speak to it with: `Microsoft.App/jobs@2025-01-01`.")

  /// The body: whatever the type takes.
  static let anyBody = Argument("body", .dynamic, .optional)
    .open(AnyResource.openBody).jsonText()
    .described(
      "What the resource is to be, as an object: only what stands in it is managed, and all else stays as it is in Azure."
    )

  static let anySecrets = Argument("sensitive_body", .dynamic, .optional)
    .open(AnyResource.openBody).sensitive().writeOnly()
    .described("More of the body, which is sent and kept nowhere.")

  static let anySecretVersions = Argument("sensitive_body_version", .map(.string), .optional).remembered()
    .described(
      "A version for each path in `sensitive_body`: another version sends it again. Without any, it goes along with every "
        + "change.")

  static let anyExports = Argument("response_export_values", .dynamic, .optional)
    .described(
      "What `output` is to have of Azure's answer: a list of paths, or an object of names with JMESPath expressions.")

  static let anyDefaultOutput = Argument("disable_default_output", .bool, .optional)
    .described(
      "Whether `output` is empty where `response_export_values` asks for nothing; without it, what the provider block "
        + "says.")

  static let anyOutput = Argument("output", .dynamic, .computed)
    .derived { id, attributes, body in
      body.isNull
        ? .null(.dynamic)
        : Exports.value(
          of: body, by: attributes["response_export_values"], id: id,
          isEmptyByDefault: attributes["disable_default_output"]?.boolValue ?? false)
    }
    .changing(with: "body", "sensitive_body_version", "tags", "location", "identity")
    .described(
      "What `response_export_values` asks for; without that, what is read-only in Azure's answer.")

  static let anyReplacementTriggers = Argument("replace_triggers_external_values", .dynamic, .optional).remembered()
    .replacing(when: "it had a value before") { _, new in !new.isNull }
    .described("Any value: another one replaces the resource.")

  static let anyLocks = Argument("locks", .list(.string), .optional).forDeletion()
    .described("Ids of what must not be written at the same time.")

  static let anyRetry = Argument("retry", .dynamic, .optional).forDeletion()
    .described(
      "Errors after which it is tried again: `error_message_regex`, a list, with `interval_seconds`, "
        + "`max_interval_seconds`, `multiplier` and `randomization_factor`.")

  static let anyValidation = Argument("schema_validation_enabled", .bool, .optional).assumed(.bool(true))
    .described("Whether the body is checked against what is known of its type before anything is sent.")

  /// How live values are told from those of the body.
  static let anyComparison: [Argument] = [
    Argument("ignore_casing", .bool, .optional)
      .described("Whether texts that differ only in the case of their letters count as the same."),
    Argument("ignore_missing_property", .bool, .optional).assumed(.bool(true))
      .described("Whether what Azure doesn't answer counts as being as it was sent."),
    Argument("ignore_null_property", .bool, .optional)
      .described("Whether what is null in the body is left out of what is sent."),
    Argument("list_unique_id_property", .map(.string), .optional)
      .described(
        "By which of their members elements of lists are told apart, by the paths of the lists in the body, as "
          + "`\"properties.rules\" = \"key\"`; several have commas between them. It is `name` for lists that aren't here."
      ),
    Argument("ignore_other_items_in_list", .list(.string), .optional)
      .described("Paths of lists in the body whose elements that the spec doesn't have are nobody's, and stay."),
  ]

  /// A JSON text is taken for what it says, as it had to be written once.
  func jsonText() -> Argument {
    formerly("a JSON text") { value in
      value.stringValue.flatMap { text in try? JSON.parse(Array(text.utf8)) }
    }
  }

  /// What is compared with what the record keeps of it.
  func typed() -> Argument { compared(by: .typed) }

  /// What goes along with requests.
  static func anyHeaders(_ calls: [String]) -> [Argument] {
    calls.flatMap { call in
      [
        Argument("\(call)_headers", .map(.string), .optional)
          .described("Headers for the request to \(call)."),
        Argument("\(call)_query_parameters", .map(.list(.string)), .optional)
          .described("Query parameters for the request to \(call)."),
      ].map { call == "delete" ? $0.forDeletion() : $0 }
    }
  }
}
