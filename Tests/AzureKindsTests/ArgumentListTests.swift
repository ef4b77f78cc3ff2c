import AzureKinds
import Configuration
import Foundation
import Resources
import Testing

/// Kinds beside what azurerm has: every argument of a list in `Arguments` is there, what makes a new resource there does
/// so here but for what is listed with its reason, and what Azure alone says there, it says here.
///
/// A list holds what azurerm 5.2.0 has, an argument a line, with `ForceNew` among the flags of those that are marked so.
@Suite("Argument lists")
struct ArgumentListTests {
  /// A line of a list: `sku | String Optional ForceNew default="Standard"`.
  private struct Line {
    let path: String
    let flags: Set<Substring>

    var isForcing: Bool { flags.contains("ForceNew") }
    var isAzures: Bool { flags.contains("Computed") && !flags.contains("Optional") }
  }

  private static let whole =
    "Azure decides where the block isn't there, so that the mark never acts in azurerm; a cluster isn't replaced for it"
  private static let edgeZone = "azurerm's shared declaration of edge zones has the mark, which the list doesn't show"
  private static let zones = "azurerm's shared declaration of zones has the mark, which the list doesn't show"
  private static let group = "azurerm's shared declaration of resource groups has the mark, which the list doesn't show"
  private static let write = "one write of the subnet leads it from one to the other, so that it is never without"
  private static let block = "the block as a whole is forcing"
  private static let values = "azurerm's own code forces it for some values"

  /// What differs from a list for a reason, by the path of the argument.
  private static let deviations: [String: [String: String]] = [
    "azurerm_application_gateway": ["zones": zones],
    "azurerm_container_registry": [
      "georeplications.location": "a replication in another region is another one, and the registry stays"
    ],
    "azurerm_kubernetes_cluster": [
      "network_profile.network_data_plane": values, "network_profile.network_plugin": values,
      "network_profile.network_plugin_mode": values, "network_profile.network_policy": values,
      "oidc_issuer_enabled": values, "network_profile": whole, "network_profile.load_balancer_profile": whole,
      "network_profile.nat_gateway_profile": whole, "edge_zone": edgeZone,
      "network_profile.pod_cidr": "azurerm decides while it plans: a range that is there can't be changed",
      "network_profile.pod_cidrs": "azurerm decides while it plans: a range that is there can't be changed",
      "default_node_pool.name": "azurerm decides while it plans: a new resource, but for a rotation that was cut off",
    ],
    "azurerm_kubernetes_cluster_node_pool": [
      "node_network_profile.node_public_ip_tags": "the list has the block only; see the default pool"
    ],
    "azurerm_postgresql_flexible_server": [
      "administrator_login": "azurerm's own code forces it once there is one",
      "cluster.size": "nodes can be added to a cluster, and not taken away",
      "customer_managed_key.key_vault_key_id": block,
      "customer_managed_key.primary_user_assigned_identity_id": block,
      "customer_managed_key.geo_backup_key_vault_key_id": block,
      "customer_managed_key.geo_backup_user_assigned_identity_id": block,
      "storage_mb": "azurerm's own code forces it where the disk is to shrink",
      "version": "azurerm's own code forces it where the version is to go down",
    ],
    "azurerm_private_dns_zone": [
      "resource_group_name": group, "soa_record": "Azure changes the record of a zone in place",
    ],
    "azurerm_private_endpoint": [
      "resource_group_name": group, "edge_zone": edgeZone,
      "ip_configuration": "all that is in it makes a new endpoint, and so does one more or less of it",
    ],
    "azurerm_public_ip": ["edge_zone": edgeZone, "zones": zones],
    "azurerm_storage_account": [
      "account_kind": "azurerm's own code forces it unless it is an upgrade to StorageV2",
      "account_replication_type": "azurerm's own code forces it between zones and none",
      "edge_zone": "the list leaves out what it says of it",
      "immutability_policy.allow_protected_append_writes": block,
      "immutability_policy.period_since_creation_in_days": block,
      "immutability_policy.state": block,
      "large_file_share_enabled": "Azure can't switch it off",
    ],
    "azurerm_subnet_nat_gateway_association": ["nat_gateway_id": write],
    "azurerm_subnet_network_security_group_association": ["network_security_group_id": write],
    "azurerm_virtual_network": ["edge_zone": edgeZone],
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Arguments")

  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
  }()

  private func lines(_ name: String) throws -> [Line] {
    let text = String(decoding: try Data(contentsOf: Self.folder.appending(path: "\(name).txt")), as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: "|", maxSplits: 1)
      return Line(
        path: parts[0].filter { $0 != " " }, flags: Set(parts.count > 1 ? parts[1].split(separator: " ") : []))
    }
  }

  @Test(
    "every argument is there, forces a new resource where azurerm's does, and is the user's where it is there",
    arguments: names)
  func list(name: String) throws {
    let kind = try #require(AzureKind.all.first { $0.mode == .managed && $0.name == name })
    let lines = try lines(name)
    #expect(lines.count >= 2)
    let described = Dictionary(
      kind.describedArguments.map { ($0.path, $0.argument.schema) }, uniquingKeysWith: { first, _ in first })
    // The members of kubeconfigs are those of one value.
    let missing = lines.map(\.path).filter { path in
      described[path] == nil && !path.hasPrefix("kube_config.") && !path.hasPrefix("kube_admin_config.")
    }
    #expect(missing == [])
    let forcing = Set(
      described.filter { _, schema in
        if case .never = schema.replacement { false } else { schema.isArgument }
      }.keys)
    let deviations = Self.deviations[name] ?? [:]
    #expect(
      forcing.symmetricDifference(lines.filter(\.isForcing).map(\.path)).sorted() == deviations.keys.sorted())
    for line in lines where line.isAzures { #expect(described[line.path]?.isArgument != true, "\(line.path)") }
  }
}
