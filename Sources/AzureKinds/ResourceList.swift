import Configuration
import Resources
import Values

extension AzureKind {
  /// The resources of the subscription, or of a group of it, of some type, name or tags.
  package static let resources = AzureKind(
    "azurerm_resources", .data, at: "/subscriptions/{subscription}/resources", apiVersion: "2021-04-01"
  ) {
    Argument("name", .string, .optional)
      .described("The name that they have.")
    Argument("resource_group_name", .string, .optional)
      .described("The group that they are in.")
    Argument("type", .string, .optional)
      .described("The type that they are of, such as `Microsoft.Network/virtualNetworks`.")
    Argument("required_tags", .map(.string), .optional)
      .described("Tags that they have, all of them.")
    Argument.block("resources", .list(), .computed, at: "/value") {
      Argument("id", .string, .computed, at: "/id").described("The id.")
      Argument("name", .string, .computed, at: "/name").described("The name.")
      Argument("type", .string, .computed, at: "/type").described("The type.")
      Argument("location", .string, .computed, at: "/location").described("The region.")
      Argument("resource_group_name", .string, .computed, at: "/id", as: .resourceGroupName).described("The group.")
      Argument("tags", .map(.string), .computed, at: "/tags").described("The tags.")
    }
    .described("What there is.")
  }
  .listing { arguments in
    func given(_ name: String) -> String? { arguments[member: name]?.stringValue }
    let terms = [("name", "name"), ("resourceGroup", "resource_group_name"), ("resourceType", "type")].compactMap {
      member, argument in given(argument).map { "\(member) eq '\($0.replacing("'", with: "''"))'" }
    }
    let tags = (arguments[member: "required_tags"]?.members ?? Members()).map { ($0, $1.stringValue ?? "") }
    return AzureKind.Listing(
      query: terms.isEmpty ? [] : [("$filter", terms.joined(separator: " and "))],
      isWanted: { resource in
        // Azure takes no filter by tags beside another one.
        tags.allSatisfy { name, value in
          (resource[member: "tags"]?.members ?? Members()).contains { key, its in
            key.lowercased() == name.lowercased() && its.stringValue == value
          }
        }
      }, what: "resource")
  }
  .checked { arguments in
    let names = ["name", "resource_group_name", "type", "required_tags"]
    guard names.allSatisfy({ arguments[member: $0]?.isNull != false }) else { return [] }
    return [
      ArgumentProblem(
        at: .argument("type"), "Missing required argument",
        detail: "At least one of \(names.map { "`\($0)`" }.joined(separator: ", ")) must say which resources are meant."
      )
    ]
  }
}

extension Codec {
  /// The name of the group in an id; only read.
  fileprivate static let resourceGroupName = Codec(
    encode: { $0 },
    decode: { id in
      let parts = (id.stringValue ?? "").split(separator: "/").map(String.init)
      guard parts.count > 3, parts[2].lowercased() == "resourcegroups" else { return .null(.string) }
      return .string(parts[3])
    })
}
