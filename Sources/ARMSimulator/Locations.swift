import Values

/// The regions of the simulated cloud.
enum Locations {
  static let all: Set<String> = [
    "australiacentral", "australiaeast", "australiasoutheast", "austriaeast", "belgiumcentral", "brazilsouth",
    "canadacentral", "canadaeast", "centralindia", "centralus", "chilecentral", "eastasia", "eastus", "eastus2",
    "francecentral", "germanywestcentral", "indonesiacentral", "israelcentral", "italynorth", "japaneast",
    "japanwest", "koreacentral", "koreasouth", "malaysiawest", "mexicocentral", "newzealandnorth", "northcentralus",
    "northeurope", "norwayeast", "polandcentral", "qatarcentral", "southafricanorth", "southcentralus",
    "southeastasia", "southindia", "spaincentral", "swedencentral", "switzerlandnorth", "uaenorth", "uksouth",
    "ukwest", "westcentralus", "westeurope", "westindia", "westus", "westus2", "westus3",
  ]

  /// `Central US` and `centralus` are the same region.
  static func normalized(_ location: String) -> String {
    location.lowercased().filter { $0 != " " }
  }

  static func unknown(_ location: String, _ draft: Draft) -> Refusal {
    let list = all.sorted().joined(separator: ",")
    if draft.target.types == ["resourceGroups"] {
      return Refusal(
        400, "LocationNotAvailableForResourceGroup",
        "The provided location '\(location)' is not available for resource group. "
          + "List of available regions is '\(list)'.")
    }
    return Refusal(
      400, "LocationNotAvailableForResourceType",
      "The provided location '\(location)' is not available for resource type '\(draft.type.name)'. "
        + "List of available regions for the resource type is '\(list)'.")
  }

  static func moved(_ draft: Draft, from old: String, to new: String) -> Refusal {
    if draft.target.types == ["resourceGroups"] {
      return Refusal(
        409, "InvalidResourceGroupLocation",
        "Invalid resource group location '\(new)'. The Resource group already exists in location '\(old)'.")
    }
    return Refusal(
      409, "InvalidResourceLocation",
      "The resource '\(draft.target.name)' already exists in location '\(old)' in resource group "
        + "'\(draft.target.group ?? "")'. A resource with the same name cannot be created in location '\(new)'. "
        + "Please select a new resource name.")
  }
}
