import AzureKinds
import Configuration
import Foundation
import Resources
import Testing

/// Kinds beside what azurerm has: every argument of a list in `Arguments` is there, and what makes a new resource there
/// does so here.
@Suite("Argument lists")
struct ArgumentListTests {
  /// A line of a list: `sku | String Optional ForceNew default="Standard"`.
  private struct Line {
    let path: String
    let isForcing: Bool
  }

  /// What differs from a list for a reason, by the path of the argument.
  private static let deviations: [String: [String: String]] = [
    "azurerm_container_registry": [
      "georeplications.location": "a replication in another region is another one, and the registry stays"
    ],
    "azurerm_postgresql_flexible_server": [
      "administrator_login": "azurerm's own code forces it once there is one",
      "cluster.size": "nodes can be added to a cluster, and not taken away",
      "customer_managed_key.key_vault_key_id": "the block as a whole is forcing",
      "customer_managed_key.primary_user_assigned_identity_id": "the block as a whole is forcing",
      "customer_managed_key.geo_backup_key_vault_key_id": "the block as a whole is forcing",
      "customer_managed_key.geo_backup_user_assigned_identity_id": "the block as a whole is forcing",
      "storage_mb": "azurerm's own code forces it where the disk is to shrink",
      "version": "azurerm's own code forces it where the version is to go down",
    ],
    "azurerm_storage_account": [
      "account_kind": "azurerm's own code forces it unless it is an upgrade to StorageV2",
      "account_replication_type": "azurerm's own code forces it between zones and none",
      "edge_zone": "the list leaves out what it says of it",
      "immutability_policy.allow_protected_append_writes": "the block as a whole is forcing",
      "immutability_policy.period_since_creation_in_days": "the block as a whole is forcing",
      "immutability_policy.state": "the block as a whole is forcing",
      "large_file_share_enabled": "Azure can't switch it off",
    ],
  ]

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Arguments")

  private static let names: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
  }()

  private func lines(_ name: String) throws -> [Line] {
    let text = String(decoding: try Data(contentsOf: Self.folder.appending(path: "\(name).txt")), as: UTF8.self)
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
      guard let bar = line.firstRange(of: " | ") else { return nil }
      let flags = line[bar.upperBound...].split(separator: " ")
      return Line(path: String(line[..<bar.lowerBound]), isForcing: flags.contains("ForceNew"))
    }
  }

  @Test("every argument is there, and forces a new resource where azurerm's does", arguments: names)
  func list(name: String) throws {
    let kind = try #require(AzureKind.all.first { $0.mode == .managed && $0.name == name })
    let lines = try lines(name)
    #expect(lines.count >= 3)
    let described = Dictionary(
      kind.describedArguments.map { ($0.path, $0.argument) }, uniquingKeysWith: { first, _ in first })
    #expect(lines.map(\.path).filter { described[$0] == nil } == [])
    let forcing = Set(
      described.filter { _, argument in
        if case .never = argument.schema.replacement { false } else { argument.schema.isArgument }
      }.keys)
    let deviations = Self.deviations[name] ?? [:]
    #expect(
      forcing.symmetricDifference(lines.filter(\.isForcing).map(\.path)).sorted() == deviations.keys.sorted())
  }
}
