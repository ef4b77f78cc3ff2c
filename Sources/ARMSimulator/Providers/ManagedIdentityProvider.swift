import Values

/// User-assigned identities and their federated credentials.
enum ManagedIdentityProvider {
  static let types = [identity, credential]

  static let identityType = "Microsoft.ManagedIdentity/userAssignedIdentities"

  private static let versions = APIVersions(
    "2018-11-30", "2022-01-31-preview", "2023-01-31", "2024-11-30", "2025-01-31-preview", "2025-05-31-preview")

  private static let identity: ResourceType = {
    var type = ResourceType(identityType, versions)
    type.schema = {
      Schema(
        """
        location: string required
        tags{}: string
        properties
          tenantId: any readOnly
          principalId: any readOnly
          clientId: any readOnly
          isolationScope: None|Regional
        """)
    }
    type.hasState = false
    type.hasSystemData = false
    type.isValidName = { name in
      (3...128).contains(name.count) && name.first.map { $0.isLetter || $0.isNumber } ?? false
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }
    type.hooks.prepare = { draft, _ throws(Refusal) in
      draft.body = identityBody(draft.body, uid: draft.uid)
    }
    return type
  }()

  /// The body of an identity with what the directory adds to it.
  static func identityBody(_ given: Value, uid: String) -> Value {
    var body = given
    body.fill("tags", with: [:])
    body.fill("properties", "isolationScope", with: "None")
    body.fill("properties", "tenantId", with: .string(Identifiers.tenant))
    body.fill("properties", "principalId", with: .string(Identifiers.guid(for: uid + "principal")))
    body.fill("properties", "clientId", with: .string(Identifiers.guid(for: uid + "client")))
    return body
  }

  private static let credential: ResourceType = {
    var type = ResourceType(
      "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials",
      APIVersions(
        "2022-01-31-preview", "2023-01-31", "2024-11-30", "2025-01-31-preview", "2025-05-31-preview"))
    type.schema = {
      Schema(
        """
        properties required
          issuer: string required
          subject: string required
          audiences[]: string required
        """)
    }
    type.location = .none
    type.isTracked = false
    type.hasState = false
    type.hasSystemData = false
    type.isValidName = { name in
      (3...120).contains(name.count) && name.first.map { $0.isLetter || $0.isNumber } ?? false
        && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_".contains($0)) }
    }
    type.hooks.busy = { target, _, cloud in
      guard let until = cloud.heldNames[target.parentKey], until > cloud.now else { return nil }
      return Refusal(
        409, "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
        "Too many Federated Identity Credentials are written concurrently for the managed identity "
          + "'\(target.parentKey)'. Concurrent Federated Identity Credentials writes under the same managed identity "
          + "are not supported.")
    }
    type.hooks.prepare = { draft, cloud throws(Refusal) in
      let audiences = draft.body["properties", "audiences"]?.elements ?? []
      guard audiences.count == 1 else {
        throw Refusal(400, "BadRequest", "A federated identity credential has exactly one audience.")
      }
      let others = cloud.state.below(draft.target.parentKey).filter { $0.key != draft.key }
      if others.contains(where: { other in
        ["issuer", "subject"].allSatisfy { other.body["properties", $0] == draft.body["properties", $0] }
      }) {
        throw Refusal(
          409, "Conflict",
          "Issuer and subject combination already exists for this Managed Identity.")
      }
      if draft.isNew, others.count >= 20 {
        throw Refusal(400, "BadRequest", "Too many Federated Identity Credentials: an identity can have 20 at most.")
      }
      // The answer takes its time, and until it is out no other write gets through.
      draft.delay = cloud.settings.speed.scaled(.seconds(1))
      cloud.heldNames[draft.target.parentKey] = draft.call.now.advanced(by: draft.delay)
    }
    return type
  }()
}
