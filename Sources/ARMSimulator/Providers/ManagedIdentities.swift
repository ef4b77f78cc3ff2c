import Values

/// The `identity` member that resources of many providers have.
enum ManagedIdentities {
  /// Its shape, for the schemas that name it.
  static let tables = [
    "identity": Schema(
      """
      type: string required
      principalId: any readOnly
      tenantId: any readOnly
      userAssignedIdentities{}: any
      """)
  ]

  /// Fills what the directory adds to the identities that a body asks for, all of which must be there.
  static func settle(_ draft: inout Draft, _ cloud: SimulatedCloud) throws(Refusal) {
    guard let identity = draft.body["identity"], !identity.isNull else { return }
    let type = identity["type"]?.stringValue ?? "None"
    let kinds = Set(type.lowercased().split(separator: ",").map { String($0.filter { $0 != " " }) })
    guard kinds.isSubset(of: ["none", "systemassigned", "userassigned"]) else {
      throw Refusal(400, "InvalidIdentityType", "The identity type '\(type)' is invalid.", target: "identity.type")
    }
    if kinds == ["none"] {
      draft.body["identity"] = nil
      return
    }
    var settled: Value = ["type": .string(type)]
    if kinds.contains("systemassigned") {
      settled["principalId"] = .string(draft.guid("principal"))
      settled["tenantId"] = .string(Identifiers.tenant)
    }
    if kinds.contains("userassigned") {
      var found = Members()
      for (id, value) in identity["userAssignedIdentities"]?.members ?? Members() where !value.isNull {
        guard let known = cloud.state[ResourceIDs.key(id)], known.type == ManagedIdentityProvider.identityType else {
          throw Refusal(
            400, "FailedIdentityOperation",
            "Identity operation for resource '\(draft.id)' failed with error 'Failed to perform resource identity "
              + "operation. Status: 'BadRequest'. Response: the resource '\(id)' was not found.'.", target: "identity")
        }
        found[id] = [
          "principalId": known.body["properties", "principalId"] ?? .null(.dynamic),
          "clientId": known.body["properties", "clientId"] ?? .null(.dynamic),
        ]
      }
      guard !found.isEmpty else {
        throw Refusal(
          400, "InvalidUserAssignedIdentities", "The user assigned identities are missing.", target: "identity")
      }
      settled["userAssignedIdentities"] = .object(found)
    }
    draft.body["identity"] = settled
  }
}

/// Rules for names that many providers share.
enum NameRules {
  /// ASCII letters and digits, and the given others but at the ends; lower case only where asked for.
  static func plain(_ lengths: ClosedRange<Int>, others: String = "", isLower: Bool = false)
    -> @Sendable (String) -> Bool
  {
    { name in
      func isPlain(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter && !(isLower && character.isUppercase) || character.isNumber)
      }
      return lengths.contains(name.count) && name.first.map(isPlain) ?? false && name.last.map(isPlain) ?? false
        && name.allSatisfy { isPlain($0) || others.contains($0) }
    }
  }
}
