# A cluster's network: plugins, ranges and the way out.

resource "azurerm_kubernetes_cluster" "kubenet" {
  name                = "kubenet"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "kubenet"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  network_profile {
    network_plugin      = "kubenet"
    network_plugin_mode = "overlay" # error 5: Invalid combination of arguments
    network_mode        = "transparent" # error 5: Invalid combination of arguments
    network_policy      = "azure" # error 5: Invalid combination of arguments; error 5: Invalid combination of arguments
    network_data_plane  = "cilium" # error 5: Invalid combination of arguments
    service_cidr        = "10.100.0.0/16" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_kubernetes_cluster" "cilium" {
  name                = "cilium"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "cilium"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  network_profile {
    network_plugin     = "azure"
    network_data_plane = "cilium" # error 5: Invalid combination of arguments
    network_policy     = "calico" # error 5: Invalid combination of arguments
    dns_service_ip     = "10.100.0.10" # error 5: Invalid combination of arguments
    outbound_type      = "userDefinedRouting" # error 5: Invalid combination of arguments
    pod_cidr           = "10.244.0.0/16" # error 5: Invalid combination of arguments

    load_balancer_profile { # error 5: Invalid combination of arguments
      managed_outbound_ip_count = 1
    }

    nat_gateway_profile { # error 5: Invalid combination of arguments
      managed_outbound_ip_count = 1
    }

    advanced_networking {
      observability_enabled = false # error 7: Missing required argument
    }
  }
}

resource "azurerm_kubernetes_cluster" "policy" {
  name                = "policy"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "policy"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    network_policy      = "cilium" # error 5: Invalid combination of arguments
    load_balancer_sku   = "basic"
    service_cidr        = "10.100.0.0/16"
    dns_service_ip      = "10.200.0.10" # error 5: Invalid value for argument

    load_balancer_profile { # error 5: Invalid combination of arguments
      managed_outbound_ip_count = 1
      outbound_ip_prefix_ids    = ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/p"] # error 7: Invalid combination of arguments
    }

    advanced_networking {
      security_enabled = true # error 7: Invalid combination of arguments
    }
  }
}

resource "azurerm_kubernetes_cluster" "first" {
  name                = "first"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "first"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    service_cidr        = "10.100.0.0/16"
    dns_service_ip      = "10.100.0.1" # error 5: Invalid value for argument
    pod_cidr            = "10.100.128.0/17" # error 5: Invalid combination of arguments
    outbound_type       = "none" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_kubernetes_cluster" "reserved" {
  name                = "reserved"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "reserved"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standart_D4s_v5" # warning 5: Unknown VM size
  }

  network_profile {
    network_plugin = "azure"
    service_cidr   = "172.30.4.0/24" # error 5: Invalid value for argument
    dns_service_ip = "172.30.4.10"
  }
}

resource "azurerm_kubernetes_cluster" "ranges" {
  name                = "ranges"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "ranges"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    service_cidrs       = ["10.100.0.0/16", "fd12:3456:789a::/108"] # error 5: Invalid combination of arguments
    pod_cidrs           = ["10.244.0.1/16"]                         # error 5: Invalid value for argument
  }
}
