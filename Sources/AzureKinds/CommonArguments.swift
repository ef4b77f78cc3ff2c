import Resources
import Values

/// Arguments that nearly every kind has.
extension Argument {
  package static let resourceGroupName = Argument("resource_group_name", .string, .required)
    .described("The resource group that the resource is in.")

  package static let location = Argument("location", .string, .required, at: "/location")
    .replacing().compared(by: .location)
    .described("The Azure region, such as `centralus`.")

  package static let tags = tags(at: "/tags")

  package static func tags(at path: String) -> Argument {
    Argument("tags", .map(.string), .optional, at: path)
      .described("Names with values that Azure keeps with the resource; at most 50.")
  }

  /// The identity that a resource acts with.
  package static func identity(
    _ presence: Presence = .optional, types: String..., separatedBy separator: String = ", "
  ) -> Argument {
    .block("identity", .single, presence, at: "/identity") {
      Argument("type", .string, .required, at: "/type", as: .words(separatedBy: separator))
        .oneOf(types)
        .described("Whose identity it is: the resource's own, or one made beside it.")
      Argument("identity_ids", .set(.string), .optional, at: "/userAssignedIdentities", as: .keys)
        .isResourceID()
        .described("The user-assigned identities.")
      Argument("principal_id", .string, .computed, at: "/principalId")
        .described("The object id of the resource's own identity, for role assignments.")
      Argument("tenant_id", .string, .computed, at: "/tenantId")
        .described("The tenant of the resource's own identity.")
    }
    .going(bySetting: "/type", to: .string("None"))
    .described("The identity that the resource acts with.")
  }

  /// What is wrong with an ``identity(_:types:)`` block: a user-assigned identity is one of those that are named.
  package static func identityProblems(with arguments: Value) -> [ArgumentProblem] {
    guard let identity = arguments[member: "identity"]?[0], let type = identity[member: "type"]?.stringValue,
      let ids = identity[member: "identity_ids"], ids.isKnown
    else { return [] }
    let place = ValuePath.argument("identity").appending(.index(0))
    let hasIDs = ids.elements?.isEmpty == false
    if type.contains("UserAssigned"), !hasIDs {
      return [
        ArgumentProblem(
          at: place.appending(.member("type")), "Missing required argument",
          detail: "An identity of the type \"\(type)\" needs `identity_ids`: the user-assigned identities.")
      ]
    }
    guard !type.contains("UserAssigned"), hasIDs else { return [] }
    return [
      ArgumentProblem(
        at: place.appending(.member("identity_ids")), "Invalid combination of arguments",
        detail: "`identity_ids` are for a user-assigned identity, and the type is \"\(type)\".",
        hint: "set `type = \"UserAssigned\"`, or leave `identity_ids` out")
    ]
  }

  /// Members of ``identity(_:types:)`` that Azure answers and doesn't take.
  package static let identityReadOnly = [
    "/identity/principalId", "/identity/tenantId", "/identity/userAssignedIdentities/*/principalId",
    "/identity/userAssignedIdentities/*/clientId",
  ]

  /// The identity of an add-on, made by Azure.
  static func addonIdentity(_ name: String, at path: String) -> Argument {
    .block(name, .single, .computed, at: path) {
      Argument("client_id", .string, .computed, at: "/clientId")
      Argument("object_id", .string, .computed, at: "/objectId")
      Argument("user_assigned_identity_id", .string, .computed, at: "/resourceId")
    }
    .described("The identity that Azure makes for it.")
  }
}

extension String {
  /// Whether the text consists of ASCII letters, digits and the given further characters.
  func isMadeOfLettersDigits(and others: String) -> Bool {
    unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9": true
      default: others.unicodeScalars.contains(scalar)
      }
    }
  }

  /// Whether the text begins with an ASCII letter or digit.
  var beginsWithLetterOrDigit: Bool { String(prefix(1)).isMadeOfLettersDigits(and: "") }

  /// Whether the text ends with an ASCII letter or digit.
  var endsWithLetterOrDigit: Bool { String(suffix(1)).isMadeOfLettersDigits(and: "") }
}
