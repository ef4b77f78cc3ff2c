import Configuration
import Diagnostics
import JSON
import Resources
import Values

/// What a Terraform state names: addresses and ids. Nothing else is read from it, since it holds secrets.
package struct TerraformState: Sendable {
  /// One instance of a resource.
  package struct Instance: Sendable {
    package let address: InstanceAddress
    /// Nil where the state has none, or where it is not a text.
    package let id: String?
    /// The provider's name, as people write it: `hashicorp/azurerm`.
    package let provider: String
  }

  package let instances: [Instance]

  /// Reads the text of a state.
  ///
  /// - Parameter path: what the file is called, for messages.
  package init(_ bytes: [UInt8], path: String) throws(DiagnosticsError) {
    let state: Value
    do throws(JSONError) {
      state = try JSON.parse(bytes)
    } catch {
      throw Self.failure(
        "\(path) is no JSON: \(error).", hint: "`terraform state pull > \(path)` writes the state to a file")
    }
    if state[member: "format_version"] != nil {
      throw Self.failure(
        "\(path) is what `terraform show -json` says of a state or a plan, and not the state itself.",
        hint: "`terraform state pull > \(path)` writes it to a file")
    }
    if state[member: "encrypted_data"] != nil {
      throw Self.failure("\(path) is encrypted.", hint: "`tofu state pull > \(path)` writes it to a file as it is")
    }
    guard let version = state[member: "version"]?.intValue, let resources = state[member: "resources"]?.elements else {
      throw Self.failure(
        "\(path) is JSON, and no Terraform state: it has no version, or no resources.",
        hint: "`terraform state pull > \(path)` writes the state to a file")
    }
    guard version == 4 else {
      throw Self.failure(
        "\(path) is a state of version \(version), and only version 4 can be read.",
        hint: "Terraform 0.12 and later write version 4: have it write the state anew, for example with "
          + "`terraform apply -refresh-only`")
    }
    var instances: [Instance] = []
    for resource in resources {
      guard let found = Self.instances(of: resource) else {
        throw Self.failure("\(path) is damaged: a resource in it has no type, no name or no address.", hint: nil)
      }
      instances += found
    }
    self.instances = instances.sorted { $0.address < $1.address }
  }

  /// The id in ARM of an instance. What older versions of azurerm know by its URL, a container of blobs, is found by its
  /// account, if the state has that, too.
  package func resourceID(of instance: Instance) -> String? {
    guard let id = instance.id, id.hasPrefix("https://"), instance.address.type == "azurerm_storage_container" else {
      return instance.id
    }
    let parts = id.dropFirst("https://".count).split(separator: "/")
    guard parts.count == 2, let account = parts[0].split(separator: ".").first else { return id }
    let owner = instances.first { other in
      other.address.type == "azurerm_storage_account" && other.id?.lowercased().hasSuffix("/\(account)") == true
    }
    return owner?.id.map { "\($0)/blobServices/default/containers/\(parts[1])" } ?? id
  }

  private static func failure(_ detail: String, hint: String?) -> DiagnosticsError {
    DiagnosticsError(.error("Unreadable Terraform state", detail: detail, hint: hint))
  }

  private static func instances(of resource: Value) -> [Instance]? {
    func text(_ name: String) -> String? { resource[member: name]?.stringValue }
    guard let type = text("type"), let name = text("name"), let mode = text("mode"),
      let elements = resource[member: "instances"]?.elements
    else { return nil }
    let prefix = text("module").map { "\($0)." } ?? ""
    let base = prefix + (mode == "data" ? "data." : "") + "\(type).\(name)"
    var found: [Instance] = []
    for element in elements {
      // What waits for its deletion is no longer what the address names.
      if element[member: "deposed"]?.isNull == false { continue }
      let index = element[member: "index_key"]
      let key: InstanceKey =
        index?.stringValue.map { .name($0) } ?? index?.intValue.map { .index($0) } ?? InstanceKey.none
      guard let address = InstanceAddress(base + key.description) else { return nil }
      found.append(
        Instance(
          address: address, id: element[member: "attributes"]?[member: "id"]?.stringValue,
          provider: provider(text("provider") ?? "")))
    }
    return found
  }

  /// `provider["registry.terraform.io/hashicorp/azurerm"].west` as people write it.
  private static func provider(_ text: String) -> String {
    let parts = text.split(separator: "\"")
    guard parts.count > 1 else { return text }
    let path = parts[1].split(separator: "/")
    return path.suffix(2).joined(separator: "/")
  }

  /// The blocks that let Terraform forget resources and leave them as they are: one for each resource, since Terraform
  /// takes no keys of instances there.
  package static func removedBlocks(_ addresses: some Sequence<InstanceAddress>) -> String {
    var seen: Set<String> = []
    return addresses.sorted().compactMap { address -> String? in
      let steps = address.module.steps.map { "module.\($0.name)." }.joined()
      let target = "\(steps)\(address.type).\(address.name)"
      guard seen.insert(target).inserted else { return nil }
      return """
        removed {
          from = \(target)

          lifecycle {
            destroy = false
          }
        }

        """
    }.joined(separator: "\n")
  }
}
