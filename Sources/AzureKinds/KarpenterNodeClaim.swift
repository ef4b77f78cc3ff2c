import Resources
import Values

extension AzureKind {
  /// A node claim: one node with an accelerator, asked for as KAITO asks for it, and made as an agent pool of its own.
  ///
  /// Users say what a NodeClaim of Kubernetes says, in blocks or as a document. What the agent pool is like follows from
  /// that (``NodeClaimMapping``) and stands in arguments of its own, which nobody writes: these are compared with what is
  /// live, and sent.
  package static let karpenterNodeClaim = AzureKind(
    "karpenter_node_claim", at: "{kubernetes_cluster_id}/agentPools/{name}", apiVersion: "2026-04-01"
  ) {
    Argument("name", .string, .optional)
      .described(
        "The name of the claim and of its agent pool: 1 to 11 lower-case letters and digits, a letter first. Overrides the "
          + "manifest's.")
    Argument("kubernetes_cluster_id", .string, .required).compared(by: .resourceID)
      .described("The cluster that gets the node.")
    Argument("manifest", .string, .optional)
      .described("The claim as a NodeClaim document of `karpenter.sh/v1`, in YAML or JSON, in place of the blocks.")
    Argument("labels", .map(.string), .optional)
      .described(
        "Labels of the claim, which its node gets, over those of the manifest. `kaito.sh/workspace` or `kaito.sh/ragengine` "
          + "must be among them; `kaito.sh/node-image-family` chooses between Ubuntu and AzureLinux.")
    Argument("annotations", .map(.string), .optional)
      .described(
        "Annotations of the claim, over those of the manifest. Only `kaito.sh/node-image-family` matters, where no label "
          + "says it.")
    Argument.block("requirement", .list(max: 100), .optional) {
      Argument("key", .string, .required)
        .described(
          "The label that it is about. `node.kubernetes.io/instance-type` and `karpenter.sh/capacity-type` matter.")
      Argument("operator", .string, .required)
        .described("How the label and the values compare: In, NotIn, Exists, DoesNotExist, Gt or Lt.")
      Argument("values", .list(.string), .optional)
        .described(
          "The values. Instance types are in the order of preference: each further one is taken where Azure has no room "
            + "for those before it.")
    }
    .unsent()
    .described("A condition on the node.")
    Argument.block("taint", .list(), .optional) {
      Argument("key", .string, .required).described("The key of the taint, such as `sku`.")
      Argument("value", .string, .optional).described("The value of the taint.")
      Argument("effect", .string, .required)
        .described("What happens to pods that don't tolerate it: NoSchedule, PreferNoSchedule or NoExecute.")
    }
    .unsent()
    .described("What keeps pods away from the node that don't tolerate it.")
    Argument.block("resources", .single, .optional) {
      Argument("requests", .map(.string), .optional)
        .described("Amounts by resource. `storage` is the size of the system disk, such as `120Gi`.")
    }
    .unsent()
    .described("What the node must have.")
    agentPool
  }
  .ofType("Microsoft.ContainerService/managedClusters/agentPools")
  .always(sending: .string("VirtualMachineScaleSets"), at: "/properties/type")
  .always(sending: .string("Linux"), at: "/properties/osType")
  // Zero is the size that AKS chooses; a claim that asks for more says so.
  .always(sending: .number(0), at: "/properties/osDiskSizeGB")
  // An image that is sent is one to go back to, even if the version or the system of the nodes changes.
  .stripping(
    "/properties/nodeImageVersion", "/properties/eTag", "/properties/currentOrchestratorVersion",
    "/properties/provisioningState",
    "/properties/status", "/properties/localDNSProfile/state"
  )
  .serialized(by: "{kubernetes_cluster_id}")
  .withETags()
  .listed()
  .taking(seconds: 240)
  .waiting(create: 60, update: 60, delete: 60)
  .checked { NodeClaimMapping.problems(with: $0) }
  .inferring { arguments, _ in NodeClaimMapping.inferred(from: arguments) }
  .refined { arguments, prior, planned in NodeClaimMapping.refined(planned, prior: prior, arguments: arguments) }
  .stamped { NodeClaimMapping.stamped($0, secondsSince1970: $1) }
  .fallingBack { NodeClaimMapping.alternatives(to: $0) }
  .recognized { NodeClaimMapping.isClaim($0) }
  .imported { NodeClaimMapping.claim(from: $0) }

  /// What the claim comes to in AKS.
  @ArgumentBuilder private static var agentPool: [Argument] {
    Argument("vm_size", .string, .optional, at: "/properties/vmSize")
      .compared(by: .ignoringCase).replacing().inferred(from: "requirement", "manifest")
      .described("The size of the node: the first instance type, or one of the others where that was to be had.")
    Argument("fallback_vm_sizes", .list(.string), .optional).inferred(from: "requirement", "manifest")
      .described("What is tried in this order where Azure has no room for `vm_size`; each is as good once it is live.")
    Argument("os_sku", .string, .optional, at: "/properties/osSKU").inferred(from: "labels", "annotations", "manifest")
      .described("The distribution of the node: Ubuntu or AzureLinux.")
    Argument("os_disk_size_gb", .number, .optional, at: "/properties/osDiskSizeGB")
      .replacing().inferred(from: "resources", "manifest")
      .described("The size of the system disk, in gigabytes; AKS chooses where less than one is asked for.")
    Argument("node_count", .number, .optionalWithDefault(.number(1)), at: "/properties/count")
      .inferred(from: "kubernetes_cluster_id")
      .described("The number of nodes: a claim is for one.")
    Argument("node_labels", .map(.string), .optional, at: "/properties/nodeLabels")
      .compared(by: .leavingOut(NodeClaimMapping.othersLabels)).inferred(from: "labels", "requirement", "manifest")
      .described("The labels of the node: those of the claim, and what the provisioner adds.")
    Argument("node_taints", .list(.string), .optional, at: "/properties/nodeTaints")
      .compared(by: .leavingOut(NodeClaimMapping.othersTaints)).inferred(from: "taint", "manifest")
      .described("The taints of the node, as `key=value:effect`.")
    // Azure answers nothing for regular pools, and wants nothing of the like sent.
    Argument(
      "priority", .string, .optionalWithDefault(.string("Regular")), at: "/properties/scaleSetPriority",
      as: .absent(for: .string("Regular"))
    )
    .replacing().inferred(from: "requirement", "manifest")
    .described("Spot where the claim allows no other capacity type: then Azure may take the node away.")
    Argument("eviction_policy", .string, .optional, at: "/properties/scaleSetEvictionPolicy")
      .replacing().inferred(from: "requirement", "manifest")
      .described("What happens to a spot node that Azure takes away.")
    Argument("spot_max_price", .number, .optional, at: "/properties/spotMaxPrice")
      .replacing().inferred(from: "requirement", "manifest")
      .described("The most to pay for a spot node; -1 is the usual price.")
    Argument("node_image_version", .string, .computed, at: "/properties/nodeImageVersion").changing(with: "os_sku")
      .described("The image that the node runs.")
  }
}
