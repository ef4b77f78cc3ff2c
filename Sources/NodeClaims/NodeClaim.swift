/// A NodeClaim of `karpenter.sh`, as far as it says what nodes are wanted.
///
/// What it says comes from a document (``NodeClaimDocument``) or from a spec; what it comes to in AKS is in
/// `NodeClaim+AgentPool.swift`, and what is wrong with it in `NodeClaim+Problems.swift`.
package struct NodeClaim: Sendable, Hashable {
  /// A condition on the labels of the nodes.
  package struct Requirement: Sendable, Hashable {
    package var key: String
    /// `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt` or `Lt`.
    package var comparison: String
    package var values: [String]

    package init(key: String, comparison: String, values: [String]) {
      self.key = key
      self.comparison = comparison
      self.values = values
    }
  }

  /// What keeps pods away that don't tolerate it.
  package struct Taint: Sendable, Hashable {
    package var key: String
    package var value: String
    package var effect: String

    package init(key: String, value: String, effect: String) {
      self.key = key
      self.value = value
      self.effect = effect
    }
  }

  /// The name of the claim, of its agent pool and, with a number, of its node; empty where none is given.
  package var name = ""
  /// Whether the cluster was to make up the name (`generateName`).
  package var isNameGenerated = false
  package var labels: [String: String] = [:]
  package var annotations: [String: String] = [:]
  /// When the claim was made, in the form of RFC 3339.
  package var creationTime: String?
  package var requirements: [Requirement] = []
  package var taints: [Taint] = []
  /// How many taints there are that only a controller inside the cluster could take away again.
  package var startupTaintCount = 0
  /// What `resources.requests.storage` says, a Kubernetes quantity.
  package var storage: String?

  package init() {}
}

extension NodeClaim {
  /// Which part of a claim something is about.
  package enum Part: Sendable, Hashable {
    case claim
    case name
    case labels
    case label(String)
    case annotation(String)
    case creationTime
    case requirements
    /// By its place, from 0.
    case requirement(Int)
    case taint(Int)
    case startupTaints
    case storage
    /// A member of the spec that means nothing.
    case member(String)
  }

  /// A label key, or an annotation's.
  package enum Key {
    package static let workspace = "kaito.sh/workspace"
    package static let ragEngine = "kaito.sh/ragengine"
    package static let imageFamily = "kaito.sh/node-image-family"
    package static let machineType = "kaito.sh/machine-type"
    package static let creationTimestamp = "kaito.sh/creation-timestamp"
    package static let nodePool = "karpenter.sh/nodepool"
    package static let capacityType = "karpenter.sh/capacity-type"
    package static let instanceType = "node.kubernetes.io/instance-type"
    package static let oldInstanceType = "beta.kubernetes.io/instance-type"
    package static let zone = "topology.kubernetes.io/zone"
  }
}
