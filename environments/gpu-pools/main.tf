# Nodes with accelerators as node claims, the way that KAITO and its GPU provisioner ask for them: Ubuntu and Azure Linux,
# chosen by label and by annotation, regular and spot, in blocks and as documents of Kubernetes.

locals {
  cluster_name = "${var.prefix}-${var.location}"

  tags = {
    ManagedBy = "Armature"
    Purpose   = "GPU-Pools"
  }

  # The documents as their authors wrote them, by the names of their files.
  documents = { for name in fileset("${path.module}/claims", "*.yaml") : trimsuffix(name, ".yaml") => file("${path.module}/claims/${name}") }
}

resource "azurerm_resource_group" "this" {
  name     = "rg-${local.cluster_name}"
  location = var.location
  tags     = local.tags
}

module "aks" {
  source = "../../modules/aks"

  name                = local.cluster_name
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  kubernetes_version  = var.kubernetes_version
  node_resource_group = "MC_${local.cluster_name}"
  tags                = local.tags
}

# Ubuntu or Azure Linux by label. One node for training, of whichever of the sizes is to be had.
resource "karpenter_node_claim" "training" {
  name                  = "training"
  kubernetes_cluster_id = module.aks.id

  labels = {
    "kaito.sh/workspace"         = "training"
    "kaito.sh/node-image-family" = var.training_image_family
  }

  requirement {
    key      = "node.kubernetes.io/instance-type"
    operator = "In"
    values   = var.instance_types
  }

  taint {
    key    = "sku"
    value  = "gpu"
    effect = "NoSchedule"
  }

  resources {
    requests = { storage = "512Gi" }
  }
}

# Azure Linux by annotation.
resource "karpenter_node_claim" "inference" {
  name                  = "inference"
  kubernetes_cluster_id = module.aks.id

  labels      = { "kaito.sh/workspace" = "inference" }
  annotations = { "kaito.sh/node-image-family" = "AzureLinux" }

  requirement {
    key      = "node.kubernetes.io/instance-type"
    operator = "In"
    values   = var.instance_types
  }

  taint {
    key    = "sku"
    value  = "gpu"
    effect = "NoSchedule"
  }

  resources {
    requests = { storage = "256Gi" }
  }
}

# Cheaper, and gone when Azure wants it back: what runs here has to save its work.
resource "karpenter_node_claim" "spot" {
  name                  = "spot"
  kubernetes_cluster_id = module.aks.id

  labels = { "kaito.sh/workspace" = "batch" }

  requirement {
    key      = "node.kubernetes.io/instance-type"
    operator = "In"
    values   = var.instance_types
  }

  requirement {
    key      = "karpenter.sh/capacity-type"
    operator = "In"
    values   = ["spot"]
  }

  taint {
    key    = "sku"
    value  = "gpu"
    effect = "NoSchedule"
  }

  resources {
    requests = { storage = "256Gi" }
  }
}

# What KAITO would claim for a Workspace of two nodes.
module "phi" {
  source = "../../modules/kaito-workspace"

  kubernetes_cluster_id = module.aks.id
  name                  = "workspace-phi-4-mini"
  instance_type         = "Standard_NC24ads_A100_v4"
  node_count            = 2
  labels                = { apps = "phi-4-mini" }
  storage               = "90Gi"
}

# Documents as they are published. Names that are no agent pool's, and labels that are missing, are given here; what the
# documents say in their other parts stays as it is, sizes that Azure has retired among it.
resource "karpenter_node_claim" "document" {
  for_each = local.documents

  kubernetes_cluster_id = module.aks.id
  manifest              = each.value
  name                  = substr(replace(lower(each.key), "/[^a-z0-9]/", ""), 0, 11)
  labels                = { "kaito.sh/workspace" = try(yamldecode(each.value).metadata.labels["kaito.sh/workspace"], "my-workspace") }
}
