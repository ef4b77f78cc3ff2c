import Configuration
import Resources
import Values

extension AzureKind {
  /// A role of one's own: what may be done by whom it is assigned to.
  ///
  /// Azure wants a UUID for its name. Where the spec says none, it follows from scope, environment and address; once the
  /// environment has the role, its name stays, wherever the block moves to.
  package static let roleDefinition = AzureKind(
    "azurerm_role_definition",
    at: "{scope}/providers/Microsoft.Authorization/roleDefinitions/{role_definition_id}", apiVersion: "2022-04-01"
  ) {
    Argument("role_definition_id", .string, .optionalComputed)
      .matching("must be a UUID") { NameUUID.isOne($0) }
      .described("The UUID of the role; one that stays the same is made up where it is left out.")
    Argument("name", .string, .required, at: "/properties/roleName")
      .matching("must not be empty") { !$0.isEmpty }
      .described("The name of the role, which no other role of the tenant has.")
    Argument("scope", .string, .required).compared(by: .resourceID)
      .described("Where the role is kept.")
    Argument("description", .string, .optional, at: "/properties/description")
      .described("What the role is for.")
    Argument.block("permissions", .list(), .optional, at: "/properties/permissions") {
      for (name, type, member, text) in RoleDefinitionArguments.lists {
        Argument(name, type, .optional, at: "/\(member)", as: .unlessEmpty)
          .described(text)
      }
    }
    .described("What may be done.")
    Argument("assignable_scopes", .list(.string), .optionalComputed, at: "/properties/assignableScopes")
      .compared(by: .unordered(ignoringCase: true))
      .described("Where the role can be assigned; `scope` where nothing is said.")
    Argument("role_definition_resource_id", .string, .computed).derived { id, _, _ in .string(id) }
      .described("The id of the role, for role assignments.")
  }
  .ofType("Microsoft.Authorization/roleDefinitions")
  .always(sending: "CustomRole", at: "/properties/type")
  .stripping(
    "/properties/createdOn", "/properties/updatedOn", "/properties/createdBy", "/properties/updatedBy"
  )
  .serialized(by: "{id}")
  .taking(seconds: 5)
  .waiting(update: 60)
  .inferring { RoleDefinitionArguments.inferred(from: $0, $1) }
  .uniquelyNamed()

  /// A role, built in or one's own, by its name or its UUID.
  package static let roleDefinitionData = AzureKind(
    "azurerm_role_definition", .data,
    at: "{scope}/providers/Microsoft.Authorization/roleDefinitions", apiVersion: "2022-04-01"
  ) {
    Argument(
      "name", .string, .optionalComputed, at: "/value", as: RoleDefinitionArguments.first("properties", "roleName")
    )
    .described("The name of the role, such as `Contributor`.")
    Argument("role_definition_id", .string, .optionalComputed, at: "/value", as: RoleDefinitionArguments.first("name"))
      .matching("must be a UUID") { NameUUID.isOne($0) }
      .described("The UUID of the role.")
    Argument("scope", .string, .optional).compared(by: .resourceID)
      .described("Where the role can be assigned; the subscription where nothing is said.")
    for (name, path, text) in [
      ("role_definition_resource_id", ["id"], "The id of the role, for role assignments."),
      ("description", ["properties", "description"], "What the role is for."),
      ("type", ["properties", "type"], "Whether it is built in: `BuiltInRole` or `CustomRole`."),
    ] {
      Argument(name, .string, .computed, at: "/value", as: RoleDefinitionArguments.first(path))
        .described(text)
    }
    Argument.block(
      "permissions", .list(), .computed, at: "/value", as: RoleDefinitionArguments.first("properties", "permissions")
    ) {
      for (name, type, member, text) in RoleDefinitionArguments.lists {
        Argument(name, type, .computed, at: "/\(member)")
          .described(text)
      }
      Argument("condition", .string, .computed, at: "/condition").described("When it may be done.")
      Argument("condition_version", .string, .computed, at: "/conditionVersion")
        .described("The version of the language of that.")
    }
    .described("What may be done.")
    Argument(
      "assignable_scopes", .list(.string), .computed, at: "/value",
      as: RoleDefinitionArguments.first("properties", "assignableScopes")
    )
    .described("Where the role can be assigned.")
  }
  .listing { arguments in
    let name = arguments[member: "name"]?.stringValue?.replacing("'", with: "''")
    return AzureKind.Listing(
      query: name.map { [("$filter", "roleName eq '\($0)'")] } ?? [],
      isWanted: { role in
        guard let id = arguments[member: "role_definition_id"]?.stringValue else { return true }
        return role[member: "name"]?.stringValue?.lowercased() == id.lowercased()
      }, what: "role", isOne: true)
  }
  .inferring { arguments, context in
    guard var members = arguments.members, members["scope"]?.isNull == true else { return arguments }
    members["scope"] =
      context.subscription.isEmpty ? .unknown(.string) : .string("/subscriptions/\(context.subscription)")
    return Value.object(members).marked(arguments.marks)
  }
  .checked { arguments in
    func isGiven(_ name: String) -> Bool { arguments[member: name]?.isNull == false }
    guard isGiven("name") == isGiven("role_definition_id") else { return [] }
    return [
      ArgumentProblem(
        at: .argument(isGiven("name") ? "role_definition_id" : "name"),
        isGiven("name") ? "Invalid combination of arguments" : "Missing required argument",
        detail: "Exactly one of `name` and `role_definition_id` must say which role it is.")
    ]
  }
}

/// What roles are made of.
private enum RoleDefinitionArguments {
  static let lists: [(name: String, type: Type, member: String, text: String)] = [
    ("actions", .list(.string), "actions", "Operations that are allowed, with `*` for any part."),
    ("not_actions", .list(.string), "notActions", "Operations that are not among them."),
    ("data_actions", .set(.string), "dataActions", "Operations on data that are allowed."),
    ("not_data_actions", .set(.string), "notDataActions", "Operations on data that are not among them."),
  ]

  static func first(_ path: String...) -> Codec { first(path) }

  /// What stands at a path of the first element of a list.
  static func first(_ path: [String]) -> Codec {
    Codec(encode: { $0 }, decode: { list in path.reduce(list[0]) { $0?[member: $1] } ?? .null(.dynamic) })
  }

  /// The name and the scopes of a role that says none.
  static func inferred(from arguments: Value, _ context: InferenceContext) -> Value {
    guard var members = arguments.members, let scope = members["scope"] else { return arguments }
    if members["assignable_scopes"]?.isNull == true {
      members["assignable_scopes"] =
        scope.isKnown ? Value.list([scope.unmarked], of: .string).marked(scope.marks) : .unknown(.list(.string))
    }
    if members["role_definition_id"]?.isNull == true {
      members["role_definition_id"] = name(at: scope, context)
    }
    return Value.object(members).marked(arguments.marks)
  }

  private static func name(at scope: Value, _ context: InferenceContext) -> Value {
    guard let place = scope.stringValue?.lowercased() else { return .unknown(.string) }
    if let present = context.presentID?.split(separator: "/").map(String.init), let name = present.last,
      present.dropLast(4).map({ "/" + $0.lowercased() }).joined() == place
    {
      return .string(name)
    }
    return .string(NameUUID.text(of: [place, context.environment, context.address].joined(separator: "\n")))
  }
}
