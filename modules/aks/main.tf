locals {
  # Azure wants "nodes=[agentpool],pods=[app,team]". Built from a map, since a plain string lets "true" pass for "all".
  labels_allowed      = join(",", [for kind, labels in var.metric_labels : "${kind}=[${join(",", labels)}]"])
  annotations_allowed = join(",", [for kind, annotations in var.metric_annotations : "${kind}=[${join(",", annotations)}]"])
}

resource "azurerm_kubernetes_cluster" "this" {
  name                = var.name
  resource_group_name = var.resource_group_name
  location            = var.location
  dns_prefix          = coalesce(var.dns_prefix, var.name)
  kubernetes_version  = var.kubernetes_version
  sku_tier            = var.sku_tier
  node_resource_group = var.node_resource_group

  oidc_issuer_enabled           = var.oidc_issuer_enabled
  workload_identity_enabled     = var.workload_identity_enabled
  ai_toolchain_operator_enabled = var.settings.ai_toolchain_operator_enabled

  identity {
    type         = var.identity_id == null ? "SystemAssigned" : "UserAssigned"
    identity_ids = var.identity_id == null ? null : [var.identity_id]
  }

  default_node_pool {
    name                         = var.default_node_pool.name
    vm_size                      = var.default_node_pool.vm_size
    type                         = "VirtualMachineScaleSets"
    zones                        = var.default_node_pool.zones
    vnet_subnet_id               = one(var.network[*].subnet_id)
    orchestrator_version         = var.kubernetes_version
    only_critical_addons_enabled = var.default_node_pool.only_critical_addons_enabled
    temporary_name_for_rotation  = "temp"
    tags                         = var.tags

    # No node_count: the autoscaler moves it, and a fixed number would fight with it at every apply.
    auto_scaling_enabled = true
    min_count            = var.default_node_pool.min_count
    max_count            = var.default_node_pool.max_count

    upgrade_settings {
      max_surge = "10%"
      # At least 1: Azure stores no 0, so a 0 here would show up as a change for ever.
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }

  # Pods have addresses of their own, which need none of the subnet's.
  dynamic "network_profile" {
    for_each = var.network[*]

    content {
      network_plugin      = "azure"
      network_plugin_mode = "overlay"
      network_data_plane  = "cilium"
      network_policy      = "cilium"
      outbound_type       = network_profile.value.outbound_type
      pod_cidr            = network_profile.value.pod_cidr
      service_cidr        = network_profile.value.service_cidr
      dns_service_ip      = cidrhost(network_profile.value.service_cidr, 10)
    }
  }

  dynamic "ingress_application_gateway" {
    for_each = var.application_gateway_id[*]

    content {
      gateway_id = ingress_application_gateway.value
    }
  }

  monitor_metrics {
    labels_allowed      = local.labels_allowed == "" ? null : local.labels_allowed
    annotations_allowed = local.annotations_allowed == "" ? null : local.annotations_allowed
  }

  dynamic "service_mesh_profile" {
    for_each = var.settings.service_mesh_profile[*]

    content {
      mode                             = "Istio"
      revisions                        = service_mesh_profile.value.revisions
      external_ingress_gateway_enabled = service_mesh_profile.value.external_ingress_gateway_enabled
      internal_ingress_gateway_enabled = service_mesh_profile.value.internal_ingress_gateway_enabled
    }
  }

  dynamic "ingress_profile" {
    for_each = var.settings.gateway_api[*]

    content {
      gateway_api {
        installation = ingress_profile.value.installation
      }
    }
  }

  tags = var.tags

  lifecycle {
    precondition {
      condition     = !var.settings.ai_toolchain_operator_enabled || var.oidc_issuer_enabled
      error_message = "The AI toolchain operator (KAITO) needs the OIDC issuer: set oidc_issuer_enabled."
    }

    precondition {
      condition     = !var.workload_identity_enabled || var.oidc_issuer_enabled
      error_message = "Workload identity needs the OIDC issuer: set oidc_issuer_enabled."
    }

    precondition {
      # AKS installs the definitions only beside something that implements them.
      condition     = var.settings.gateway_api == null || var.settings.service_mesh_profile != null
      error_message = "The Gateway API needs an implementation: add the settings of modules/istio."
    }
  }
}
