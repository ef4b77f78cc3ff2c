locals {
  # What AKS puts on spot nodes by itself, so that only those come here who want to.
  spot_label = "kubernetes.azure.com/scalesetpriority"
}

resource "azurerm_kubernetes_cluster_node_pool" "this" {
  for_each = var.node_pools

  name                  = each.key
  kubernetes_cluster_id = azurerm_kubernetes_cluster.this.id
  vm_size               = each.value.vm_size
  vnet_subnet_id        = one(var.network[*].subnet_id)
  zones                 = each.value.zones
  os_disk_size_gb       = each.value.os_disk_size_gb
  tags                  = var.tags

  # Pools follow the control plane, never the other way round.
  orchestrator_version        = var.kubernetes_version
  temporary_name_for_rotation = "${substr(each.key, 0, 8)}temp"

  # No node_count: the autoscaler moves it, and a fixed number would fight with it at every apply.
  auto_scaling_enabled = true
  min_count            = each.value.min_count
  max_count            = each.value.max_count

  priority        = each.value.spot ? "Spot" : "Regular"
  eviction_policy = each.value.spot ? "Delete" : null
  spot_max_price  = each.value.spot ? -1 : null
  node_labels     = merge(each.value.labels, each.value.spot ? { (local.spot_label) = "spot" } : {})
  node_taints     = concat(each.value.taints, each.value.spot ? ["${local.spot_label}=spot:NoSchedule"] : [])

  # Nodes that may go at any moment are not drained for an upgrade either.
  dynamic "upgrade_settings" {
    for_each = each.value.spot ? [] : [1]

    content {
      max_surge = "10%"
      # At least 1: Azure stores no 0, so a 0 here would show up as a change for ever.
      drain_timeout_in_minutes      = 30
      node_soak_duration_in_minutes = 0
    }
  }
}
