resource "azurerm_kubernetes_cluster_node_pool" "this" {
  name                  = var.name
  kubernetes_cluster_id = var.kubernetes_cluster_id
  vm_size               = var.vm_size
  zones                 = var.zones

  # Pools follow the control plane, never the other way round.
  orchestrator_version        = var.kubernetes_version
  temporary_name_for_rotation = "gpunptemp"

  # No node_count: the autoscaler moves it, and a fixed number would fight with it at every apply.
  auto_scaling_enabled = true
  min_count            = var.min_count
  max_count            = var.max_count

  upgrade_settings {
    max_surge = "10%"
    # At least 1: Azure stores no 0, so a 0 here would show up as a change for ever.
    drain_timeout_in_minutes      = 30
    node_soak_duration_in_minutes = 0
  }

  # AKS reads this tag from the scale set. On a size without a GPU it has no effect.
  tags = merge(var.tags, var.managed_gpu_experience ? { EnableManagedGPUExperience = "true" } : {})

  lifecycle {
    precondition {
      condition     = var.min_count >= 0 && var.min_count <= var.max_count
      error_message = "The pool needs 0 <= min_count <= max_count."
    }
  }
}
