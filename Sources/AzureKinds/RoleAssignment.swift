import Diagnostics
import Resources
import Values

extension AzureKind {
  /// A role assignment: what a principal may do at a scope and beneath it.
  ///
  /// Azure wants a UUID for its name. Where the spec says none, it follows from scope, role, environment and address; once
  /// the environment has the assignment, its name stays, wherever the block moves to.
  package static let roleAssignment = AzureKind(
    "azurerm_role_assignment", at: "{scope}/providers/Microsoft.Authorization/roleAssignments/{name}",
    apiVersion: "2022-04-01"
  ) {
    Argument("name", .string, .optionalComputed)
      .matching("must be a UUID") { NameUUID.isOne($0) }
      .described("The name of the assignment, a UUID; one that stays the same is made up where it is left out.")
    Argument("scope", .string, .required).compared(by: .resourceID)
      .described("The id of what the role is for: a resource, a resource group, a subscription, a management group.")
    Argument("role_definition_name", .string, .optional)
      .described(
        "The name of a role: a built-in one, such as `Contributor`, one of the spec, or one that Azure has for the scope."
      )
    Argument("role_definition_id", .string, .optionalComputed, at: "/properties/roleDefinitionId")
      .replacing().compared(by: .lastSegment)
      .described("The id of the role, in place of its name.")
    Argument("principal_id", .string, .required, at: "/properties/principalId")
      .replacing().compared(by: .ignoringCase).matching("must be a UUID") { NameUUID.isOne($0) }
      .described("The object id of the user, group or identity that gets the role.")
    Argument("principal_type", .string, .optionalComputed, at: "/properties/principalType")
      .oneOf("User", "Group", "ServicePrincipal").replacing()
      .described(
        "What the principal is. Say it of a new identity: then Azure doesn't look for it, which takes a while to be found."
      )
    Argument("skip_service_principal_aad_check", .bool, .optional)
      .described("Whether Azure is not to look for the principal: the same as `principal_type = \"ServicePrincipal\"`.")
    Argument(
      "delegated_managed_identity_resource_id", .string, .optional,
      at: "/properties/delegatedManagedIdentityResourceId"
    )
    .replacing().isResourceID()
    .described("The identity of another tenant that the assignment is for.")
    Argument("description", .string, .optional, at: "/properties/description")
      .described("Why the assignment is there.")
    Argument("condition", .string, .optional, at: "/properties/condition")
      .compared(by: .trimmingTrailingWhitespace)
      .described("A condition under which the role counts.")
    Argument("condition_version", .string, .optional, at: "/properties/conditionVersion")
      .oneOf("1.0", "2.0")
      .described("The version of the language of `condition`: 2.0 where it isn't said.")
  }
  .ofType("Microsoft.Authorization/roleAssignments")
  .stripping(
    "/properties/scope", "/properties/createdOn", "/properties/updatedOn", "/properties/createdBy",
    "/properties/updatedBy"
  )
  .listed(filter: "atScope()")
  .taking(seconds: 5)
  .checked { RoleAssignmentRules.problems(with: $0) }
  .calling { RoleAssignmentRules.role(calledBy: $0, $1) }
  .inferring { RoleAssignmentRules.inferred(from: $0, $1) }
  .preceded { RoleAssignmentRules.prerequisites($0) }
  .imported { RoleAssignmentRules.named($0) }
}

/// What holds between the arguments of a role assignment, and what follows from them.
enum RoleAssignmentRules {
  static func problems(with arguments: Value) -> [ArgumentProblem] {
    func given(_ name: String) -> Value? { arguments[member: name].flatMap { $0.isNull ? nil : $0 } }
    var problems: [ArgumentProblem] = []
    // The id of a role that is named has been filled in by now.
    if let name = given("role_definition_name")?.stringValue {
      if BuiltInRoles.guid(of: name) == nil {
        problems += unknownRole(name, arguments)
      } else if let id = given("role_definition_id")?.stringValue,
        !id.lowercased().hasSuffix(definition(of: name) ?? "")
      {
        problems.append(
          ArgumentProblem(
            at: .argument("role_definition_id"), "Invalid combination of arguments",
            detail: "`role_definition_id` and `role_definition_name` say which role it is, and they say two."))
      }
    } else if given("role_definition_name") == nil, given("role_definition_id") == nil {
      problems.append(
        ArgumentProblem(
          at: .argument("role_definition_name"), "Missing required argument",
          detail: "One of `role_definition_name` and `role_definition_id` must say which role it is."))
    }
    if given("condition_version") != nil, given("condition") == nil {
      problems.append(
        ArgumentProblem(
          at: .argument("condition_version"), "Invalid combination of arguments",
          detail: "`condition_version` is for a `condition`, and there is none."))
    }
    if given("skip_service_principal_aad_check")?.boolValue == true,
      let type = given("principal_type")?.stringValue, type != "ServicePrincipal"
    {
      problems.append(
        ArgumentProblem(
          at: .argument("skip_service_principal_aad_check"), "Invalid combination of arguments",
          detail: "Only a service principal isn't looked for, and `principal_type` is \"\(type)\"."))
    }
    return problems
  }

  /// What there is to say of a role that is none of the built-in ones.
  private static func unknownRole(_ name: String, _ arguments: Value) -> [ArgumentProblem] {
    let meant = suggestion(for: name, among: BuiltInRoles.names).map { "did you mean \"\($0)\"?" }
    if arguments[member: "role_definition_id"]?.isNull == true {
      return [
        ArgumentProblem(
          at: .argument("role_definition_name"), "Unknown role",
          detail: "Neither the spec nor Azure has a role that is called \"\(name)\" and can be assigned at this scope.",
          hint: meant ?? "define it with `azurerm_role_definition`")
      ]
    }
    // Whether Azure has it isn't known yet.
    guard let meant, arguments[member: "role_definition_id"]?.isKnown == false else { return [] }
    return [
      ArgumentProblem(
        .warning, at: .argument("role_definition_name"), "Unknown role",
        detail: "\"\(name)\" is none of the built-in roles that Armature knows, though it is nearly one.", hint: meant)
    ]
  }

  /// The role that is called by a name which tells no id.
  static func role(calledBy arguments: Value, _ subscription: String) -> NamedResource? {
    guard let name = arguments.text("role_definition_name"), arguments[member: "role_definition_id"]?.isNull == true,
      BuiltInRoles.guid(of: name) == nil
    else { return nil }
    return NamedResource(
      kind: "azurerm_role_definition", name: name, scope: arguments.text("scope") ?? "/subscriptions/\(subscription)")
  }

  /// A role of the spec has to be there before it is assigned, be it called by its name.
  static func prerequisites(_ resources: PlannedResources) -> [Prerequisite] {
    let roles = Dictionary(
      resources[kind: "azurerm_role_definition"].map { (guid(in: $0.id), $0.address) },
      uniquingKeysWith: { first, _ in first })
    return resources[kind: "azurerm_role_assignment"].compactMap { assignment in
      assignment.arguments.text("role_definition_id").flatMap { roles[guid(in: $0)] }
        .map { Prerequisite($0, before: assignment.address) }
    }
  }

  /// The end of the id of a role, in lower case.
  private static func guid(in id: String) -> String { id.split(separator: "/").last.map { $0.lowercased() } ?? "" }

  /// The assignment with its role by name, where that is a built-in one.
  static func named(_ attributes: Value) -> Value {
    guard var members = attributes.members,
      let guid = members["role_definition_id"]?.stringValue?.split(separator: "/").last,
      let name = BuiltInRoles.name(of: String(guid))
    else { return attributes }
    members["role_definition_name"] = .string(name)
    members["role_definition_id"] = .null(.string)
    return .object(members)
  }

  /// The end of the id of a role by its name, in lower case.
  private static func definition(of name: String) -> String? {
    BuiltInRoles.guid(of: name).map { "/providers/microsoft.authorization/roledefinitions/\($0)" }
  }

  static func inferred(from arguments: Value, _ context: InferenceContext) -> Value {
    guard var members = arguments.members else { return arguments }
    if let role = members["role_definition_name"], members["role_definition_id"]?.isNull == true {
      if !role.isKnown {
        members["role_definition_id"] = .unknown(.string).marked(role.marks)
      } else if let name = role.stringValue {
        members["role_definition_id"] =
          BuiltInRoles.guid(of: name).map { .string("/providers/Microsoft.Authorization/roleDefinitions/\($0)") }
          ?? context.calledID
      }
    }
    if members["principal_type"]?.isNull == true, members["skip_service_principal_aad_check"]?.boolValue == true {
      members["principal_type"] = .string("ServicePrincipal")
    }
    if members["condition_version"]?.isNull == true, members["condition"]?.isNull == false {
      members["condition_version"] = .string("2.0")
    }
    if members["name"]?.isNull == true, let scope = members["scope"], let role = members["role_definition_id"] {
      members["name"] = name(at: scope, role: role, context)
    }
    return Value.object(members).marked(arguments.marks)
  }

  /// The name of an assignment that has none in the spec.
  private static func name(at scope: Value, role: Value, _ context: InferenceContext) -> Value {
    guard let place = scope.stringValue?.lowercased(),
      let role = role.stringValue?.lowercased().split(separator: "/").last
    else { return .unknown(.string) }
    if let present = context.presentID?.split(separator: "/").map(String.init), let name = present.last,
      present.dropLast(4).map({ "/" + $0.lowercased() }).joined() == place
    {
      return .string(name)
    }
    return .string(
      NameUUID.text(of: [place, String(role), context.environment, context.address].joined(separator: "\n")))
  }
}
