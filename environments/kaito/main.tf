# A cluster for KAITO: the identity under which its GPU provisioner makes agent pools, what that may do, and the trust of
# Entra ID in the provisioner's service account. The charts themselves are Helm's; their values are outputs.

locals {
  cluster_name = "${var.prefix}-${var.location}"
  is_managed   = var.provisioner == "managed"

  # Who the provisioner is inside the cluster.
  service_account = local.is_managed ? "system:serviceaccount:kube-system:kaito-gpu-provisioner" : "system:serviceaccount:${var.namespace}:gpu-provisioner"

  # Who it is in Azure. The identity of the add-on is made by AKS, beside the nodes, and there once the cluster is.
  identity = one(concat(azurerm_user_assigned_identity.provisioner, data.azurerm_user_assigned_identity.addon))

  tags = {
    ManagedBy = "Armature"
    Purpose   = "KAITO"
  }
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = "rg-${local.cluster_name}"
  location = var.location
  tags     = local.tags
}

module "kaito" {
  source = "../../modules/kaito"

  enabled = local.is_managed
}

# With its OIDC issuer and workload identity, which modules/aks has on.
module "aks" {
  source = "../../modules/aks"

  name                = local.cluster_name
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  kubernetes_version  = var.kubernetes_version
  node_resource_group = "MC_${local.cluster_name}"
  settings            = module.kaito.settings
  tags                = local.tags
}

resource "azurerm_user_assigned_identity" "provisioner" {
  count = local.is_managed ? 0 : 1

  name                = "kaitoprovisioner"
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
}

data "azurerm_user_assigned_identity" "addon" {
  count = local.is_managed ? 1 : 0

  name                = "ai-toolchain-operator-${local.cluster_name}"
  resource_group_name = module.aks.node_resource_group

  depends_on = [module.aks]
}

# Agent pools are part of the cluster, and the provisioner makes nothing else: the cluster is scope enough.
resource "azurerm_role_assignment" "provisioner" {
  scope                = module.aks.id
  role_definition_name = "Contributor"
  principal_id         = local.identity.principal_id
  # Or Azure would look for an identity that the directory doesn't show yet.
  principal_type = "ServicePrincipal"
  description    = "KAITO's GPU provisioner makes agent pools."
}

resource "azurerm_federated_identity_credential" "provisioner" {
  name                      = "kaito-federatedcredential"
  user_assigned_identity_id = local.identity.id
  issuer                    = module.aks.oidc_issuer_url
  subject                   = local.service_account
  audience                  = ["api://AzureADTokenExchange"]
}
