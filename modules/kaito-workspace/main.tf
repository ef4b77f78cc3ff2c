# The node claims that KAITO makes for a Workspace, made beforehand: once nodes with the Workspace's labels are there, KAITO
# takes them and claims none of its own.

locals {
  # Keys that KAITO keeps for itself: it drops them from a Workspace's matchLabels.
  reserved_labels = [
    "kaito.sh/workspace", "kaito.sh/workspacenamespace", "kaito.sh/ragengine", "kaito.sh/ragenginenamespace",
    "karpenter.kaito.sh/workspace-name", "karpenter.kaito.sh/workspace-namespace",
    "karpenter.kaito.sh/inferenceset", "karpenter.kaito.sh/inferenceset-namespace",
  ]

  labels = merge(
    {
      "karpenter.sh/nodepool"       = "kaito"
      "kaito.sh/workspace"          = var.name
      "kaito.sh/workspacenamespace" = var.namespace
    },
    { for key, value in var.labels : key => value if !contains(local.reserved_labels, key) },
  )

  # KAITO hashes the time, too, so that each claim is another one. Here the same spec has to mean the same claims.
  names = [for index in range(var.node_count) : "ws${substr(sha256("${var.namespace}/${var.name}/${index}"), 0, 9)}"]
}

resource "karpenter_node_claim" "this" {
  count = var.node_count

  name                  = local.names[count.index]
  kubernetes_cluster_id = var.kubernetes_cluster_id
  labels                = local.labels

  annotations = {
    "karpenter.sh/do-not-disrupt" = "true"
    "kaito.sh/node-image-family"  = lower(trimspace(var.image_family))
  }

  requirement {
    key      = "karpenter.sh/nodepool"
    operator = "In"
    values   = ["kaito"]
  }

  requirement {
    key      = "node.kubernetes.io/instance-type"
    operator = "In"
    values   = [var.instance_type]
  }

  requirement {
    key      = "kubernetes.io/os"
    operator = "In"
    values   = ["linux"]
  }

  requirement {
    key      = "karpenter.azure.com/sku-name"
    operator = "In"
    values   = [var.instance_type]
  }

  taint {
    key    = "sku"
    value  = "gpu"
    effect = "NoSchedule"
  }

  resources {
    requests = { storage = var.storage }
  }
}
