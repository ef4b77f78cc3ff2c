import Resources
import Values

extension AzureKind {
  /// A resource group: what lives and dies together.
  package static let resourceGroup = AzureKind(
    "azurerm_resource_group", at: "/subscriptions/{subscription}/resourceGroups/{name}", apiVersion: "2023-07-01"
  ) {
    Argument("name", .string, .required)
      .matching("must be 1 to 90 letters, digits, '.', '_', '-', '(' or ')', and not end with '.'") { name in
        (1...90).contains(name.count) && !name.hasSuffix(".")
          && name.allSatisfy { $0.isLetter || $0.isNumber || "._-()".contains($0) }
      }
      .described("The name of the group, unique in the subscription without regard to case.")
    Argument("location", .string, .required, at: "/location").replacing().compared(by: .location)
      .described("The Azure region that keeps the group's metadata.")
    Argument("managed_by", .string, .optional, at: "/managedBy").isResourceID()
      .described("The id of the resource that manages the group.")
    Argument("tags", .map(.string), .optional, at: "/tags")
      .described("Tags of the group.")
  }
  .stripping("/properties/provisioningState")
  .listed()
  .deletedEmpty(listing: "/resources", apiVersion: "2021-04-01")
  .taking(seconds: 2)
  .waiting(create: 90, update: 90, delete: 90)
}
