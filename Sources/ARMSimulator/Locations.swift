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

  /// The words that the names of regions are made of, for the form in which people read them.
  private static let words = [
    "australia", "austria", "belgium", "brazil", "canada", "chile", "france", "germany", "indonesia", "israel", "italy",
    "japan", "korea", "malaysia", "mexico", "newzealand", "norway", "poland", "qatar", "southafrica", "spain", "sweden",
    "switzerland", "uae", "uk", "asia", "europe", "india", "us", "north", "southeast", "south", "east", "west",
    "central",
  ]

  /// `Central US` for `centralus`.
  static func displayName(_ location: String) -> String {
    var rest = location[...]
    var found: [String] = []
    while let word = words.first(where: { rest.hasPrefix($0) }) {
      found.append(
        word.count == 2 || word == "uae" ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst())
      rest = rest.dropFirst(word.count)
    }
    if !rest.isEmpty { found.append(String(rest)) }
    return found.joined(separator: " ").replacing("Newzealand", with: "New Zealand")
      .replacing("Southafrica", with: "South Africa")
  }

  /// The regions as a subscription lists them.
  static func bodies(in subscription: String) -> [Value] {
    all.sorted().map { location in
      [
        "id": .string("/subscriptions/\(subscription)/locations/\(location)"), "name": .string(location),
        "type": "Region", "displayName": .string(displayName(location)),
        "regionalDisplayName": .string(displayName(location)),
        "metadata": ["regionType": "Physical", "regionCategory": "Recommended", "pairedRegion": []],
      ]
    }
  }

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
