# A platform for training and serving models: a cluster with pools for all kinds of work in a network of one's own, a
# registry for its images, and what MLflow keeps its runs and artifacts in.

locals {
  cluster_name = "${var.prefix}-${var.location}"

  # Registries have names that no one else in the world has: the same one each time, for this subscription.
  suffix        = substr(sha256("${data.azurerm_client_config.current.subscription_id}/${local.cluster_name}"), 0, 10)
  registry_name = coalesce(var.registry_name, "mlops${local.suffix}")

  has_application_gateway = var.ingress == "application_gateway"

  private_link = var.private_link ? {
    subnet_id          = module.network.subnet_ids["endpoints"]
    virtual_network_id = module.network.id
  } : null

  tags = {
    ManagedBy = "Armature"
    Purpose   = "MLOps"
  }
}

data "azurerm_client_config" "current" {}

resource "azurerm_resource_group" "this" {
  name     = "rg-${local.cluster_name}"
  location = var.location
  tags     = local.tags
}

module "network" {
  source = "../../modules/network"

  name                = "vnet-${local.cluster_name}"
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  address_space       = [var.address_space]
  tags                = local.tags

  subnets = {
    nodes     = { address_prefix = cidrsubnet(var.address_space, 4, 0), nat_gateway = true }
    gateway   = { address_prefix = cidrsubnet(var.address_space, 8, 16) }
    endpoints = { address_prefix = cidrsubnet(var.address_space, 8, 17) }
  }
}

# The control plane joins nodes to a subnet that isn't its own, so it needs an identity that may do so before it is made.
resource "azurerm_user_assigned_identity" "control_plane" {
  name                = "id-${local.cluster_name}"
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  tags                = local.tags
}

resource "azurerm_role_assignment" "control_plane" {
  scope                = module.network.subnet_ids["nodes"]
  role_definition_name = "Network Contributor"
  principal_id         = azurerm_user_assigned_identity.control_plane.principal_id
  principal_type       = "ServicePrincipal"
  description          = "AKS joins nodes and load balancers to the subnet."
}

module "aks" {
  source = "../../modules/aks"

  name                = local.cluster_name
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  kubernetes_version  = var.kubernetes_version
  sku_tier            = "Standard"
  node_resource_group = "MC_${local.cluster_name}"
  identity_id         = azurerm_user_assigned_identity.control_plane.id
  default_node_pool   = { name = "system" }
  node_pools          = var.node_pools
  tags                = local.tags

  network = {
    subnet_id     = module.network.subnet_ids["nodes"]
    outbound_type = "userAssignedNATGateway"
  }

  application_gateway_id = one(azurerm_application_gateway.this[*].id)

  depends_on = [azurerm_role_assignment.control_plane]
}

module "registry" {
  source = "../../modules/registry"

  name                = local.registry_name
  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  sku                 = var.private_link ? "Premium" : "Standard"
  pull_principal_ids  = { kubelet = module.aks.kubelet_object_id }
  private_link        = local.private_link
  tags                = local.tags
}

module "mlflow" {
  source = "../../modules/mlflow"

  resource_group_name = azurerm_resource_group.this.name
  location            = var.location
  oidc_issuer_url     = module.aks.oidc_issuer_url
  private_link        = local.private_link
  tags                = local.tags
}
