# Found by a plan: resources of one spec that don't go together.

armature {
  environment = "test"
}

resource "azurerm_resource_group" "a" {
  name     = "rg"
  location = "westeurope"
}

resource "azurerm_virtual_network" "a" {
  name                = "vnet"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  address_space       = ["10.0.0.0/16", "10.244.0.0/16"]
}

resource "azurerm_subnet" "nodes" {
  name                 = "nodes"
  resource_group_name  = azurerm_resource_group.a.name
  virtual_network_name = azurerm_virtual_network.a.name
  address_prefixes     = ["10.0.0.0/20"]
}

resource "azurerm_subnet" "inside" {
  name                 = "inside"
  resource_group_name  = azurerm_resource_group.a.name
  virtual_network_name = azurerm_virtual_network.a.name
  address_prefixes     = ["10.0.4.0/24"] # error 3: Address ranges overlap
}

resource "azurerm_subnet" "outside" {
  name                 = "outside"
  resource_group_name  = azurerm_resource_group.a.name
  virtual_network_name = azurerm_virtual_network.a.name
  address_prefixes     = ["10.1.0.0/24"] # error 3: Addresses outside of the network
}

resource "azurerm_subnet" "pods" {
  name                 = "pods"
  resource_group_name  = azurerm_resource_group.a.name
  virtual_network_name = azurerm_virtual_network.a.name
  address_prefixes     = ["10.244.0.0/24"]
}

resource "azurerm_kubernetes_cluster" "usual" { # error 1: Address ranges overlap; error 1: Address ranges overlap
  name                = "usual"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "usual"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }
}

resource "azurerm_kubernetes_cluster" "said" {
  name                = "said"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "said"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }

  network_profile {
    network_plugin = "azure"
    service_cidr   = "10.0.8.0/24" # error 5: Address ranges overlap
    dns_service_ip = "10.0.8.10"
    outbound_type  = "userAssignedNATGateway" # error 5: Missing required argument
  }
}

resource "azurerm_kubernetes_cluster" "routed" {
  name                = "routed"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "routed"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name           = "system"
    vm_size        = "Standard_D4s_v5"
    vnet_subnet_id = azurerm_subnet.nodes.id
  }

  network_profile {
    network_plugin      = "azure"
    network_plugin_mode = "overlay"
    service_cidr        = "10.100.0.0/16"
    dns_service_ip      = "10.100.0.10"
    pod_cidr            = "10.200.0.0/16"
    outbound_type       = "userDefinedRouting" # error 5: Missing required argument
  }
}

resource "azurerm_storage_container" "unknown" {
  name                 = "unknown"
  storage_account_name = "elsewhere" # error 3: Unknown storage account
}
