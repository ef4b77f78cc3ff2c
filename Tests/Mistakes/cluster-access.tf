# Whom a cluster acts as, and who gets in.

resource "azurerm_kubernetes_cluster" "kubelet" {
  name                   = "kubelet"
  resource_group_name    = "rg"
  location               = "westeurope"
  dns_prefix             = "kubelet"
  local_account_disabled = true # error 3: Invalid combination of arguments

  identity {
    type = "SystemAssigned"
  }

  kubelet_identity { # error 3: Missing required argument; error 3: Missing required argument; error 3: Invalid combination of arguments
    client_id = "AzureADTokenExchange"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}

resource "azurerm_kubernetes_cluster" "both" {
  name                                = "both"
  resource_group_name                 = "rg"
  location                            = "westeurope"
  dns_prefix                          = "both"
  role_based_access_control_enabled   = false
  private_cluster_public_fqdn_enabled = true # error 3: Invalid combination of arguments
  private_dns_zone_id                 = "System" # error 3: Invalid combination of arguments

  identity {
    type = "SystemAssigned"
  }

  service_principal { # error 3: Invalid combination of arguments
    client_id     = "11111111-1111-4111-8111-111111111111"
    client_secret = "secret"
  }

  azure_active_directory_role_based_access_control { # error 3: Invalid combination of arguments
    azure_rbac_enabled = true
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  api_server_access_profile {
    subnet_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets/api" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_kubernetes_cluster" "private" {
  name                       = "private"
  resource_group_name        = "rg"
  location                   = "westeurope"
  dns_prefix_private_cluster = "private" # error 3: Invalid combination of arguments
  private_cluster_enabled    = true

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  api_server_access_profile {
    authorized_ip_ranges = ["203.0.113.0/24"] # error 5: Invalid combination of arguments
  }
}

resource "azurerm_kubernetes_cluster" "zone" {
  name                    = "zone"
  resource_group_name     = "rg"
  location                = "westeurope"
  dns_prefix              = "zone"
  private_cluster_enabled = true
  private_dns_zone_id     = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io" # error 3: Invalid combination of arguments

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}
