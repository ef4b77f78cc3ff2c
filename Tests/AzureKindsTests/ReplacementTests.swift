import AzureKinds
import Foundation
import Resources
import Testing

/// Which arguments azurerm has, and which of them make a new resource: our declarations say the same, but for what is
/// listed here with its reason.
///
/// `Tests/Arguments` holds what azurerm 5.2.0 has, an argument a line, with `ForceNew` behind those that are marked so.
@Suite("Arguments of azurerm")
struct ReplacementTests {
  struct Subject: Sendable, CustomTestStringConvertible {
    let kind: AzureKind
    /// What differs, by path, with the reason.
    let deviations: [String: String]
    var testDescription: String { kind.name }
  }

  private static let whole =
    "Azure decides where the block isn't there, so that the mark never acts in azurerm; a cluster isn't replaced for it"
  private static let shared = "azurerm's shared declaration of edge zones has the mark, which the list doesn't show"

  private static let group = "azurerm's shared declaration of resource groups has the mark, which the list doesn't show"
  private static let write = "one write of the subnet leads it from one to the other, so that it is never without"

  static let subjects = [
    Subject(
      kind: .applicationGateway,
      deviations: ["zones": "azurerm's shared declaration of zones has the mark, which the list doesn't show"]),
    Subject(kind: .natGateway, deviations: [:]),
    Subject(kind: .natGatewayPublicIPAssociation, deviations: [:]),
    Subject(kind: .networkSecurityGroup, deviations: [:]),
    Subject(kind: .networkSecurityRule, deviations: [:]),
    Subject(
      kind: .privateDNSZone,
      deviations: ["resource_group_name": group, "soa_record": "Azure changes the record of a zone in place"]),
    Subject(kind: .privateDNSZoneVirtualNetworkLink, deviations: [:]),
    Subject(
      kind: .privateEndpoint,
      deviations: [
        "resource_group_name": group, "edge_zone": shared,
        "ip_configuration": "all that is in it makes a new endpoint, and so does one more or less of it",
      ]),
    Subject(
      kind: .publicIP,
      deviations: [
        "edge_zone": shared, "zones": "azurerm's shared declaration of zones has the mark, which the list doesn't show",
      ]),
    Subject(kind: .resourceGroup, deviations: [:]),
    Subject(kind: .subnet, deviations: [:]),
    Subject(kind: .subnetNATGatewayAssociation, deviations: ["nat_gateway_id": write]),
    Subject(kind: .subnetNetworkSecurityGroupAssociation, deviations: ["network_security_group_id": write]),
    Subject(kind: .virtualNetwork, deviations: ["edge_zone": shared]),
    Subject(
      kind: .kubernetesCluster,
      deviations: [
        "network_profile": whole, "network_profile.load_balancer_profile": whole,
        "network_profile.nat_gateway_profile": whole, "edge_zone": shared,
        "network_profile.pod_cidr": "azurerm decides while it plans: a range that is there can't be changed",
        "network_profile.pod_cidrs": "azurerm decides while it plans: a range that is there can't be changed",
        "default_node_pool.name": "azurerm decides while it plans: a new resource, but for a rotation that was cut off",
      ]),
    Subject(
      kind: .kubernetesClusterNodePool,
      deviations: [
        "node_network_profile.node_public_ip_tags":
          "the list has the block only; see the default pool"
      ]),
  ]

  private struct Line {
    let path: String
    let flags: [String]
  }

  private func lines(_ kind: AzureKind) throws -> [Line] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Arguments")
    let text = String(decoding: try Data(contentsOf: folder.appending(path: "\(kind.name).txt")), as: UTF8.self)
    return text.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      return Line(path: words[0], flags: Array(words.dropFirst()))
    }
  }

  @Test("every argument is there", arguments: subjects)
  func complete(subject: Subject) throws {
    let own = Set(subject.kind.describedArguments.map(\.path))
    // The members of kubeconfigs are those of one value.
    let missing = try lines(subject.kind).map(\.path).filter { path in
      !own.contains(path) && !path.hasPrefix("kube_config.") && !path.hasPrefix("kube_admin_config.")
    }
    #expect(missing == [])
  }

  @Test("what makes a new resource there does here", arguments: subjects)
  func flags(subject: Subject) throws {
    let theirs = Set(try lines(subject.kind).filter { $0.flags.contains("ForceNew") }.map(\.path))
    let ours = Set(
      subject.kind.describedArguments.filter { _, argument in
        if case .always = argument.schema.replacement { argument.schema.isArgument } else { false }
      }.map(\.path))
    #expect(theirs.symmetricDifference(ours) == Set(subject.deviations.keys))
  }

  @Test("what Azure alone says there, it says here", arguments: subjects)
  func computed(subject: Subject) throws {
    let own = Dictionary(uniqueKeysWithValues: subject.kind.describedArguments.map { ($0.path, $0.argument.schema) })
    for line in try lines(subject.kind) where line.flags.contains("computed") {
      #expect(own[line.path]?.isArgument != true, "\(line.path)")
    }
  }
}
