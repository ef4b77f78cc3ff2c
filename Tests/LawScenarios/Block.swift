import TestWorld

/// One block of a random spec: a resource, maybe repeated, maybe in a module of its own.
///
/// A block is known by its number, which it keeps through edits; what it rests on it names by number.
struct Block: Sendable, Hashable {
  enum Kind: String, Sendable, CaseIterable {
    case group = "azurerm_resource_group"
    case workspace = "azurerm_monitor_workspace"
    case endpoint = "azurerm_monitor_data_collection_endpoint"
    case rule = "azurerm_monitor_data_collection_rule"
    case cluster = "azurerm_kubernetes_cluster"
    case pool = "azurerm_kubernetes_cluster_node_pool"
    case association = "azurerm_monitor_data_collection_rule_association"
    case ruleGroup = "azurerm_monitor_alert_prometheus_rule_group"
    case registration = "azurerm_resource_provider_feature_registration"
    case value = "terraform_data"

    /// What a block of this kind rests on, in the order in which it names them; the simulated types of `value` vary.
    var parents: [Kind] {
      switch self {
      case .group, .registration, .value: []
      case .workspace, .endpoint, .cluster: [.group]
      case .rule: [.group, .workspace]
      case .pool: [.cluster]
      case .association: [.cluster, .rule]
      case .ruleGroup: [.group, .workspace]
      }
    }
  }

  enum Repetition: Sendable, Hashable {
    case none
    case count(Int)
    /// A prefix of `a`, `b`, `c`: the first is always there, since others refer to it.
    case keys(Int)
  }

  let number: Int
  let kind: Kind
  /// The numbers of what it rests on: first what its kind needs, in order, then what only its `depends_on` or, for a
  /// value, its input names.
  var parents: [Int]
  /// Its name in the spec.
  var label: String
  /// Its name in Azure, or the beginning of it.
  var name: String
  /// Something that is changed in place.
  var text = "one"
  /// Something whose change replaces it, or, for a pool, changes it in place.
  var variant = 0
  var repetition = Repetition.none
  var isInModule = false
  var createsFirst = false
  var ignoresText = false

  init(_ number: Int, _ kind: Kind, parents: [Int]) {
    self.number = number
    self.kind = kind
    self.parents = parents
    label = "b\(number)"
    name = kind == .pool ? "pool\(number)" : "name\(number)"
  }

  /// The address without keys, as plans spell it.
  var address: String { isInModule ? "module.\(label).\(kind.rawValue).this" : "\(kind.rawValue).\(label)" }

  /// What follows the name in Azure of each instance, the first one first.
  var suffixes: [String] {
    switch repetition {
    case .none: [""]
    case .count(let count): (0..<count).map { "\($0)" }
    case .keys(let count): Array(["a", "b", "c"].prefix(count))
    }
  }
}

/// A random spec: blocks in an order in which each rests only on earlier ones.
struct Spec: Sendable, Hashable {
  var blocks: [Block]

  subscript(number: Int) -> Block? { blocks.first { $0.number == number } }

  func parent(of block: Block, _ kind: Block.Kind) -> Block? {
    block.parents.lazy.compactMap { self[$0] }.first { $0.kind == kind }
  }

  /// The block without whatever rests on it.
  func removing(_ number: Int) -> Spec {
    var gone: Set = [number]
    var rest: [Block] = []
    for block in blocks {
      let needed = block.parents.prefix(block.kind.parents.count)
      if gone.contains(block.number) || needed.contains(where: gone.contains) {
        gone.insert(block.number)
        continue
      }
      var block = block
      block.parents.removeAll { gone.contains($0) }
      rest.append(block)
    }
    return Spec(blocks: rest)
  }

  /// The id in Azure of an instance of a block, as ARM documents it; nil for what lives in no cloud.
  func id(of block: Block, suffix: String) -> String? {
    let name = block.name + suffix
    func first(_ kind: Block.Kind) -> String? {
      parent(of: block, kind).flatMap { id(of: $0, suffix: $0.suffixes.first ?? "") }
    }
    func inGroup(_ type: String) -> String? { first(.group).map { "\($0)/providers/\(type)/\(name)" } }
    switch block.kind {
    case .group: return World.id("resourceGroups/\(name)")
    case .workspace: return inGroup("Microsoft.Monitor/accounts")
    case .endpoint: return inGroup("Microsoft.Insights/dataCollectionEndpoints")
    case .rule: return inGroup("Microsoft.Insights/dataCollectionRules")
    case .cluster: return inGroup("Microsoft.ContainerService/managedClusters")
    case .pool: return first(.cluster).map { "\($0)/agentPools/\(name)" }
    case .association:
      return first(.cluster).map { "\($0)/providers/Microsoft.Insights/dataCollectionRuleAssociations/\(name)" }
    case .ruleGroup: return inGroup("Microsoft.AlertsManagement/prometheusRuleGroups")
    case .registration, .value: return nil
    }
  }
}
