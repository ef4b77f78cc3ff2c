# What a cluster's arguments say together: names, versions, add-ons and windows.

resource "azurerm_kubernetes_cluster" "bare" { # error 1: Invalid combination of arguments; error 1: Missing required argument
  name                = "bare_"                # error 3: Invalid value for argument
  resource_group_name = "rg"
  location            = "westeurope"
  kubernetes_version  = "v1.34" # error 3: Invalid value for argument
  sku_tier            = "Paid"  # error 3: Invalid value for argument

  default_node_pool {
    name                        = "system"
    vm_size                     = "Standard_D4s_v5"
    node_count                  = 0        # error 5: Invalid value for argument
    temporary_name_for_rotation = "system" # error 5: Invalid combination of arguments
  }
}

resource "azurerm_kubernetes_cluster" "long" {
  name                = "a-cluster-with-a-name-of-some-length" # error 3: Name too long
  resource_group_name = "a-resource-group-with-a-name-of-some-length"
  location            = "West Europe"
  dns_prefix          = "long"

  identity {
    type         = "SystemAssigned"
    identity_ids = ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"] # error 5: Invalid combination of arguments
  }

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    auto_scaling_enabled = true # error 5: Missing required argument
    max_count            = 3
  }
}

resource "azurerm_kubernetes_cluster" "versions" {
  name                      = "versions"
  resource_group_name       = "rg"
  location                  = "westeurope"
  dns_prefix                = "versions"
  kubernetes_version        = "1.34"
  sku_tier                  = "Premium" # error 3: Invalid combination of arguments
  automatic_upgrade_channel = "node-image"
  node_os_upgrade_channel   = "SecurityPatch" # error 3: Invalid combination of arguments

  identity { # error 3: Missing required argument
    type = "UserAssigned"
  }

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    orchestrator_version = "1.35" # error 5: Kubernetes versions too far apart
  }

  maintenance_window_auto_upgrade { # error 3: Missing required argument; error 3: Missing required argument
    frequency  = "Weekly"
    interval   = 5 # error 5: Invalid value for argument
    duration   = 4
    week_index = "First" # error 5: Invalid combination of arguments
    utc_offset = "+00:00"
  }
}

resource "azurerm_kubernetes_cluster" "behind" {
  name                = "behind"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "behind"
  kubernetes_version  = "1.34.2"
  support_plan        = "AKSLongTermSupport" # error 3: Invalid combination of arguments

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    orchestrator_version = "1.30" # error 5: Kubernetes versions too far apart
  }
}

resource "azurerm_kubernetes_cluster" "add_ons" {
  name                                = "add-ons"
  resource_group_name                 = "rg"
  location                            = "westeurope"
  dns_prefix                          = "add-ons"
  workload_identity_enabled           = true # error 3: Invalid combination of arguments
  oidc_issuer_enabled                 = false
  cost_analysis_enabled               = true                                                              # error 3: Invalid combination of arguments
  custom_ca_trust_certificates_base64 = [for number in range(11) : base64encode("certificate ${number}")] # error 3: Invalid value for argument

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    auto_scaling_enabled = true
    min_count            = 1
    max_count            = 3
  }

  ingress_profile { # error 3: Invalid combination of arguments
    gateway_api {
      installation = "Standard"
    }
  }

  ingress_application_gateway { # error 3: Missing required argument
    gateway_name = "gateway"
  }

  bootstrap_profile {
    artifact_source       = "Direct"
    container_registry_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerRegistry/registries/r" # error 5: Invalid combination of arguments
  }

  node_provisioning_profile {
    mode = "Auto" # error 5: Invalid combination of arguments; error 5: Invalid combination of arguments
  }
}

resource "azurerm_kubernetes_cluster" "mesh" {
  name                = "mesh"
  resource_group_name = "rg"
  location            = "westeurope"
  dns_prefix          = "mesh"

  identity {
    type         = "UserAssigned"
    identity_ids = [for name in ["a", "b"] : "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}"] # error 5: Invalid value for argument
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }

  service_mesh_profile {
    mode      = "Istio"
    revisions = ["asm-1-26", "asm-1-27", "asm-1-28"] # error 5: Invalid value for argument
  }

  ingress_application_gateway {
    gateway_id  = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/applicationGateways/g"
    subnet_cidr = "10.1.0.0/24" # error 5: Invalid combination of arguments
  }

  web_app_routing {
    dns_zone_ids = ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet"] # error 5: Invalid value for argument
  }

  node_provisioning_profile {
    mode = "Auto" # error 5: Invalid combination of arguments
  }

  network_profile {
    network_plugin = "kubenet"
  }
}

resource "azurerm_kubernetes_cluster" "former" {
  name                = "former"
  location            = "westeurope"
  resource_group_name = "rg"
  dns_prefix          = "former"

  api_server_authorized_ip_ranges = ["203.0.113.0/24"] # error 3: Invalid combination of arguments; warning 3: Argument is deprecated

  default_node_pool {
    name                         = "system"
    vm_size                      = "Standard_D4s_v5"
    only_critical_addons_enabled = true
    node_taints                  = ["team=ai:NoSchedule"] # error 5: Invalid combination of arguments; warning 5: Argument is deprecated
  }

  api_server_access_profile {
    authorized_ip_ranges = ["198.51.100.0/24"]
  }

  identity {
    type = "SystemAssigned"
  }
}
