import Diagnostics
import Resources
import Values

extension AzureKind {
  /// A container of blobs in a storage account.
  package static let storageContainer = AzureKind(
    "azurerm_storage_container", at: "{storage_account_id}/blobServices/default/containers/{name}",
    apiVersion: "2025-08-01"
  ) {
    Argument("name", .string, .required)
      .matching(
        "must be 3 to 63 lower-case letters, digits and single hyphens, and begin and end with a letter or digit",
        isContainerName
      )
      .described("The name of the container.")
    Argument("storage_account_id", .string, .optional).compared(by: .resourceID)
      .described("The storage account.")
    Argument("storage_account_name", .string, .optional)
      .described("The older form of `storage_account_id`, for an account that the spec itself describes.")
    Argument(
      "container_access_type", .string, .optionalWithDefault(.string("private")), at: "/properties/publicAccess",
      as: Codec(
        encode: { value in
          .string(["private": "None", "blob": "Blob", "container": "Container"][value.stringValue ?? ""] ?? "None")
        },
        decode: { value in
          let text = value.stringValue?.lowercased() ?? ""
          return .string(text == "none" ? "private" : text)
        })
    )
    .oneOf("blob", "container", "private")
    .described("What anybody may read: nothing, blobs whose names they know, or all that is in it.")
    Argument(
      "default_encryption_scope", .string, .optionalComputed, at: "/properties/defaultEncryptionScope"
    )
    .replacing()
    .described("The encryption scope of blobs that name none.")
    Argument(
      "encryption_scope_override_enabled", .bool, .optionalWithDefault(.bool(true)),
      at: "/properties/denyEncryptionScopeOverride", as: .inverted
    )
    .replacing()
    .described("Whether blobs may name another.")
    Argument("metadata", .map(.string), .optional, at: "/properties/metadata")
      .following(
        ValueRule("must have names that are made of letters, digits and '_' and begin with no digit") { value in
          (value.members?.keys ?? []).allSatisfy { name in
            name.isMadeOfLettersDigits(and: "_") && name.first?.isNumber == false
          }
        }
      )
      .described("Names with values that Azure keeps with the container.")
    Argument("has_immutability_policy", .bool, .computed, at: "/properties/hasImmutabilityPolicy")
      .described("Whether what is in it can't be changed for a time.")
    Argument("has_legal_hold", .bool, .computed, at: "/properties/hasLegalHold")
      .described("Whether what is in it is held for a court.")
    Argument("url", .string, .computed)
      .derived { id, _, _ in storageContainerURL(of: id).map { .string($0) } ?? .null(.string) }
      .described("The container's URL in Azure's public cloud.")
    Argument("resource_manager_id", .string, .computed).derived { id, _, _ in .string(id) }
      .described("The id, as `id` is.")
  }
  .ofType("Microsoft.Storage/storageAccounts/blobServices/containers")
  .stripping(
    [
      "version", "deleted", "deletedTime", "remainingRetentionDays", "lastModifiedTime", "leaseStatus", "leaseState",
      "leaseDuration", "immutabilityPolicy", "legalHold", "hasLegalHold", "hasImmutabilityPolicy",
      "immutableStorageWithVersioning/timeStamp", "immutableStorageWithVersioning/migrationState",
    ].map { "/properties/\($0)" }
  )
  .patched()
  .serialized(by: "{storage_account_id}")
  .listed()
  .taking(seconds: 2)
  .inferring { arguments, context in
    guard var members = arguments.members, arguments[member: "storage_account_id"]?.isNull == true,
      let name = arguments[member: "storage_account_name"], !name.isNull
    else { return arguments }
    let id = context.id(of: "azurerm_storage_account", named: name.unmarked)
    members["storage_account_id"] = id.marked(name.marks)
    return Value.object(members).marked(arguments.marks)
  }
  .losing("the blobs in it")
  .checked(storageContainerProblems)

  /// The URL in Azure's public cloud of the container with an id; nil for what is no id of one.
  static func storageContainerURL(of id: String) -> String? {
    let parts = id.split(separator: "/")
    guard parts.count > 7, let name = parts.last else { return nil }
    return "https://\(parts[7]).blob.core.windows.net/\(name)"
  }

  @Sendable private static func storageContainerProblems(_ arguments: Value) -> [ArgumentProblem] {
    guard let name = arguments[member: "storage_account_name"], !name.isNull else {
      return arguments.isGiven("storage_account_id")
        ? [] : [.missing("storage_account_id", "A container needs the storage account that it is in.")]
    }
    if !arguments.isGiven("storage_account_id") {
      return [
        ArgumentProblem(
          at: .argument("storage_account_name"), "Unknown storage account",
          detail:
            "The spec describes no storage account \"\(name.stringValue ?? "")\", and a name alone doesn't say which "
            + "resource group it is in.",
          hint: "say `storage_account_id`, with the account's whole id")
      ]
    }
    return [
      ArgumentProblem(
        .warning, at: .argument("storage_account_name"), "Older form of an argument",
        detail: "`storage_account_name` is an older form of `storage_account_id`.",
        hint: "say `storage_account_id`, with the account's `id`")
    ]
  }

  @Sendable private static func isContainerName(_ name: String) -> Bool {
    if ["$root", "$web", "$logs"].contains(name) { return true }
    return (3...63).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-") && name == name.lowercased()
      && name.beginsWithLetterOrDigit && name.endsWithLetterOrDigit && !name.contains("--")
  }
}
