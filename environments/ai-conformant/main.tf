# An AKS cluster that meets the CNCF Kubernetes AI Conformance requirements: Gateway API, a service mesh, KAITO,
# workload identity, an accelerator pool, and Prometheus metrics with their recording rules.

locals {
  cluster_name = "${var.prefix}-${var.location}"

  tags = merge(var.tags, {
    ManagedBy = "Armature"
    Purpose   = "AI-Conformant-AKS"
  })

  resource_group = one(concat(azurerm_resource_group.this, data.azurerm_resource_group.existing))
}

resource "azurerm_resource_group" "this" {
  count = var.resource_group_name == null ? 1 : 0

  name     = "rg-${local.cluster_name}"
  location = var.location
  tags     = local.tags
}

data "azurerm_resource_group" "existing" {
  count = var.resource_group_name == null ? 0 : 1

  name = var.resource_group_name
}

# Preview features take from two minutes to a quarter of an hour to register. What needs them depends on the
# registration itself, which is done when Azure says Registered: a fixed sleep of a minute is too short on one day and
# too long on the next. Destroying the environment leaves them registered, since they belong to the subscription.

resource "azurerm_resource_provider_feature_registration" "managed_gateway_api" {
  provider_name = "Microsoft.ContainerService"
  name          = "ManagedGatewayAPIPreview"
}

resource "azurerm_resource_provider_feature_registration" "managed_gpu_experience" {
  provider_name = "Microsoft.ContainerService"
  name          = "ManagedGPUExperiencePreview"
}

module "istio" {
  source = "../../modules/istio"

  revisions                        = var.istio_revisions
  external_ingress_gateway_enabled = true
}

module "gateway_api" {
  source = "../../modules/gateway-api"
}

module "kaito" {
  source = "../../modules/kaito"
}

module "aks" {
  source = "../../modules/aks"

  name                = local.cluster_name
  resource_group_name = local.resource_group.name
  location            = var.location
  kubernetes_version  = var.kubernetes_version
  # Azure's own name for it, MC_group_cluster_location, is too long in most regions: 80 characters at the most.
  node_resource_group = "MC_${local.cluster_name}"
  default_node_pool   = var.system_pool
  metric_labels       = var.metric_labels
  settings            = merge(module.istio.settings, module.gateway_api.settings, module.kaito.settings)
  tags                = local.tags

  depends_on = [azurerm_resource_provider_feature_registration.managed_gateway_api]
}

module "gpunp" {
  source = "../../modules/gpunp"

  kubernetes_cluster_id = module.aks.id
  kubernetes_version    = var.kubernetes_version
  vm_size               = var.gpu_pool.vm_size
  min_count             = var.gpu_pool.min_count
  max_count             = var.gpu_pool.max_count
  tags                  = local.tags

  depends_on = [azurerm_resource_provider_feature_registration.managed_gpu_experience]
}

module "prometheus" {
  source = "../../modules/prometheus"

  prefix              = var.prefix
  resource_group_name = local.resource_group.name
  location            = var.location
  cluster_id          = module.aks.id
  cluster_name        = module.aks.name
  tags                = local.tags
}
