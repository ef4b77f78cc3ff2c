import Resources
import Values

extension AzureKind {
  /// A lock: keeps what it is on, and all beneath, from being deleted or changed.
  package static let managementLock = AzureKind(
    "azurerm_management_lock", at: "{scope}/providers/Microsoft.Authorization/locks/{name}", apiVersion: "2020-05-01"
  ) {
    Argument("name", .string, .required)
      .matching("must be 1 to 260 letters, digits, '-' and '_'") { name in
        (1...260).contains(name.utf8.count) && name.isMadeOfLettersDigits(and: "-_")
      }
      .described("The name of the lock.")
    Argument("scope", .string, .required).compared(by: .resourceID)
      .described("The id of what is locked: a subscription, a resource group or a resource.")
    Argument("lock_level", .string, .required, at: "/properties/level").oneOf("CanNotDelete", "ReadOnly").replacing()
      .described("What nobody may do: delete it, or change it either.")
    Argument("notes", .string, .optional, at: "/properties/notes").replacing()
      .matching("must have at most 512 characters") { $0.count <= 512 }
      .described("Why it is locked.")
  }
  .ofType("Microsoft.Authorization/locks")
  .taking(seconds: 2)
  .neverUpdated()
}
