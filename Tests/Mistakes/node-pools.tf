# What a node pool's arguments say together.

locals {
  cluster = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
}

resource "azurerm_kubernetes_cluster_node_pool" "name" {
  name                  = "GPU-pool" # error 3: Invalid value for argument
  kubernetes_cluster_id = local.cluster
  vm_size               = "Standard_NC6s_v3" # warning 3: VM size is retired
  mode                  = "user" # error 3: Invalid value for argument
  gpu_driver            = "Instal" # error 3: Invalid value for argument
  max_pods              = 5 # error 3: Invalid value for argument
}

resource "azurerm_kubernetes_cluster_node_pool" "unbounded" {
  name                  = "unbounded"
  kubernetes_cluster_id = local.cluster
  auto_scaling_enabled  = true # error 3: Missing required argument
  min_count             = 1
}

resource "azurerm_kubernetes_cluster_node_pool" "backwards" {
  name                  = "backwards"
  kubernetes_cluster_id = local.cluster
  auto_scaling_enabled  = true
  min_count             = 4 # error 3: Invalid value for argument
  max_count             = 3
}

resource "azurerm_kubernetes_cluster_node_pool" "outside" {
  name                  = "outside"
  kubernetes_cluster_id = local.cluster
  auto_scaling_enabled  = true
  min_count             = 2
  max_count             = 3
  node_count            = 1 # error 3: Invalid value for argument
}

resource "azurerm_kubernetes_cluster_node_pool" "fixed" {
  name                        = "fixed"
  kubernetes_cluster_id       = local.cluster
  temporary_name_for_rotation = "fixed" # error 3: Invalid combination of arguments
  min_count                   = 1 # error 3: Invalid combination of arguments
  node_count                  = 2000 # error 3: Invalid value for argument
  node_public_ip_prefix_id    = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/p" # error 3: Invalid combination of arguments
  zones                       = ["1", "4"] # error 3: Invalid value for argument
  os_sku                      = "Windows2022" # error 3: Invalid combination of arguments

  windows_profile { # error 3: Invalid combination of arguments
    outbound_nat_enabled = false
  }

  upgrade_settings {
    max_surge                = "1"
    max_unavailable          = "1" # error 5: Invalid combination of arguments
    drain_timeout_in_minutes = 0 # warning 5: Timeout that says nothing
  }

  kubelet_config {
    image_gc_low_threshold  = 80 # error 5: Invalid value for argument
    image_gc_high_threshold = 70
  }

  linux_os_config {
    sysctl_config {
      net_ipv4_ip_local_port_range_min = 2000 # error 7: Missing required argument
    }
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "still" {
  name                  = "still"
  kubernetes_cluster_id = local.cluster
  eviction_policy       = "Delete" # error 3: Invalid combination of arguments

  upgrade_settings {
    max_surge       = "0" # error 5: Invalid value for argument
    max_unavailable = "0"
  }

  linux_os_config {
    sysctl_config {
      net_ipv4_ip_local_port_range_min = 50000 # error 7: Invalid value for argument
      net_ipv4_ip_local_port_range_max = 40000
    }
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "spot" {
  name                  = "spot"
  kubernetes_cluster_id = local.cluster
  priority              = "Spot"
  spot_max_price        = -2 # error 3: Invalid value for argument
  mode                  = "System" # error 3: Invalid combination of arguments
  node_count            = 0 # error 3: Invalid value for argument

  upgrade_settings {
    max_surge = "10%" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "windows" {
  name                        = "windows" # error 3: Invalid value for argument
  kubernetes_cluster_id       = local.cluster
  temporary_name_for_rotation = "standin" # error 3: Invalid value for argument
  os_type                     = "Windows"
  os_sku                      = "Ubuntu" # error 3: Invalid combination of arguments
  mode                        = "System" # error 3: Invalid combination of arguments

  linux_os_config { # error 3: Invalid combination of arguments
    swap_file_size_mb = 1
  }
}

resource "karpenter_node_claim" "mixed" {
  name                  = "mixed"
  kubernetes_cluster_id = local.cluster
  manifest              = "apiVersion: karpenter.sh/v1\nkind: NodeClaim\nmetadata:\n  name: mixed\nspec:\n  requirement: []\n" # warning 3: Unknown member; error 3: Node claim without an owner; error 3: No instance type; error 3: Missing storage request

  requirement { # error 3: Invalid combination of arguments
    key      = "node.kubernetes.io/instance-type"
    operator = "In"
    values   = ["Standard_NC24ads_A100_v4"]
  }
}

resource "karpenter_node_claim" "several" {
  name                  = "several"
  kubernetes_cluster_id = local.cluster
  manifest              = "a: 1\n---\nb: 2\n" # error 3: Invalid manifest
}

resource "karpenter_node_claim" "broken" {
  name                  = "broken"
  kubernetes_cluster_id = local.cluster
  manifest              = "a: [1\n" # error 3: Invalid manifest
}
