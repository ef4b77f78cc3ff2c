import Values

/// What the `features` block of the provider block says: azurerm's switches, each in a block of its own.
package struct ProviderFeatures: Sendable {
  private let blocks: Value

  /// - Parameter arguments: of the provider block.
  package init(provider arguments: Members = Members()) {
    blocks = arguments["features"] ?? .null(.dynamic)
  }

  /// Whether a switch such as `resource_group.prevent_deletion_if_contains_resources` is on.
  func isOn(_ name: String, byDefault: Bool) -> Bool {
    let parts = name.split(separator: ".").map(String.init)
    return parts.reduce(blocks) { $0[member: $1] ?? .null(.dynamic) }.boolValue ?? byDefault
  }

  /// Whether a resource group is deleted although it holds what this environment doesn't own.
  var deletesNonEmptyGroups: Bool { !isOn("resource_group.prevent_deletion_if_contains_resources", byDefault: true) }
}
