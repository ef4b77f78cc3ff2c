import Values

/// Role assignments.
enum AuthorizationProvider {
  static let types = [roleAssignment, RoleDefinitions.type]

  static let questions: [String: Questions.Answering] = [
    // Whoever may ask about a scope may do everything there.
    "GET microsoft.authorization/permissions": { call, _, _ in
      Lists.page(call, [["actions": ["*"], "notActions": [], "dataActions": [], "notDataActions": []]])
    }
  ]

  static let assignmentType = "Microsoft.Authorization/roleAssignments"

  private static let roleAssignment: ResourceType = {
    var type = ResourceType(
      assignmentType, APIVersions("2015-07-01", "2020-04-01-preview", "2022-04-01"))
    type.schema = {
      Schema(
        """
        properties required
          scope: any readOnly
          roleDefinitionId: string required
          principalId: string required
          principalType: User|Group|ServicePrincipal|ForeignGroup|Device
          description: string
          condition: string
          conditionVersion: string
          createdOn: any readOnly
          updatedOn: any readOnly
          createdBy: any readOnly
          updatedBy: any readOnly
          delegatedManagedIdentityResourceId: string
        """)
    }
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.hasSystemData = false
    type.showsDeleted = true
    type.hooks.missing = { target in
      Refusal(404, "RoleAssignmentNotFound", "The role assignment '\(target.name)' is not found.")
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      try check(draft, cloud)
      try complete(&draft, cloud)
    }
    return type
  }()

  private static func check(_ draft: Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    guard Identifiers.isGUID(draft.target.name) else {
      throw Refusal(
        400, "InvalidRoleAssignmentId",
        "The role assignment ID '\(draft.target.name)' is not valid. The role assignment ID must be a GUID.")
    }
    let principal = draft.body["properties", "principalId"]?.stringValue ?? ""
    guard Identifiers.isGUID(principal) else {
      throw Refusal(400, "InvalidPrincipalId", "The principal ID '\(principal)' is not valid. It must be a GUID.")
    }
    let role = roleName(draft.body)
    guard RoleDefinitions.exists(role, cloud) else {
      throw Refusal(
        400, "RoleDefinitionDoesNotExist", "The specified role definition with ID '\(role)' does not exist.")
    }
    if let existing = draft.existing {
      for member in ["principalId", "roleDefinitionId"]
      where existing.body["properties", member] != draft.body["properties", member]
        && !(member == "roleDefinitionId" && roleName(existing.body) == role)
      {
        throw Refusal(
          400, "RoleAssignmentUpdateNotPermitted",
          "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.")
      }
      return
    }
    let scope = ResourceIDs.key(draft.target.scope)
    for other in cloud.state.all(of: draft.type.name) {
      guard ResourceTarget(id: other.id)?.scope.lowercased() == scope, roleName(other.body) == role,
        other.body["properties", "principalId"]?.stringValue?.lowercased() == principal.lowercased()
      else { continue }
      let compact = other.name.lowercased().filter { $0 != "-" }
      throw Refusal(
        409, "RoleAssignmentExists",
        "The role assignment already exists. The ID of the existing role assignment is \(compact).")
    }
  }

  private static func complete(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    let principal = (draft.body["properties", "principalId"]?.stringValue ?? "").lowercased()
    if draft.body["properties", "principalType"].isAbsent {
      let known = cloud.state.resources.values.first { resource in
        [["properties", "principalId"], ["identity", "principalId"]].contains { path in
          resource.type != draft.type.name && resource.body[path: path[...]]?.stringValue?.lowercased() == principal
        }
      }
      // A new identity takes a while to reach every copy of the directory.
      let replication = cloud.settings.speed.scaled(.seconds(30))
      if let known, known.created.advanced(by: replication) > draft.call.now {
        throw Refusal(
          400, "PrincipalNotFound",
          "Principal \(principal.filter { $0 != "-" }) does not exist in the directory \(Identifiers.tenant). "
            + "Check that you have the correct principal ID. If you are creating this principal and then immediately "
            + "assigning a role, this error might be related to a replication delay. In this case, set the role "
            + "assignment principalType property to a value, such as ServicePrincipal, User, or Group.  "
            + "See https://aka.ms/docs-principaltype")
      }
      draft.body["properties", "principalType"] = known == nil ? "User" : "ServicePrincipal"
    }
    let now = Value.string(draft.call.now.text(fractionDigits: 3))
    let scope = ResourceIDs.key(draft.target.scope)
    draft.body["properties", "scope"] = .string(
      cloud.state[scope]?.id ?? (draft.target.scope.isEmpty ? "/" : draft.target.scope))
    draft.body["properties", "roleDefinitionId"] = .string(
      RoleDefinitions.id(roleName(draft.body), subscription: draft.target.subscription))
    draft.body["properties", "createdOn"] = draft.existing?.body["properties", "createdOn"] ?? now
    draft.body["properties", "updatedOn"] = now
    draft.body["properties", "createdBy"] = .string(Identifiers.clientObject)
    draft.body["properties", "updatedBy"] = .string(Identifiers.clientObject)
    for member in ["condition", "conditionVersion", "delegatedManagedIdentityResourceId", "description"] {
      draft.body.fill("properties", member, with: .null(.dynamic))
    }
  }

  /// The GUID at the end of a role definition's id.
  static func roleName(_ body: Value) -> String {
    let id = body["properties", "roleDefinitionId"]?.stringValue ?? ""
    return String(id.split(separator: "/").last ?? "").lowercased()
  }
}
