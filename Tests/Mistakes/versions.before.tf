armature {
  environment = "test"
}

resource "azurerm_resource_group" "a" {
  name     = "rg"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "down" {
  name                = "down"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "down"
  kubernetes_version  = "1.34.2"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    orchestrator_version = "1.34.2"
  }
}

resource "azurerm_kubernetes_cluster" "skip" {
  name                = "skip"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "skip"
  kubernetes_version  = "1.33"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}

resource "azurerm_kubernetes_cluster" "behind" {
  name                = "behind"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "behind"
  kubernetes_version  = "1.34.2"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "behind" {
  name                  = "old"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.behind.id
  vm_size               = "Standard_D4s_v5"
  orchestrator_version  = "1.31"
}

resource "azurerm_kubernetes_cluster" "system_behind" {
  name                = "system-behind"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "system-behind"
  kubernetes_version  = "1.34.2"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name                 = "system"
    vm_size              = "Standard_D4s_v5"
    orchestrator_version = "1.31"
  }
}

resource "azurerm_kubernetes_cluster" "pools" {
  name                = "pools"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "pools"
  kubernetes_version  = "1.34.2"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}

resource "azurerm_kubernetes_cluster_node_pool" "down" {
  name                  = "down"
  kubernetes_cluster_id = azurerm_kubernetes_cluster.pools.id
  vm_size               = "Standard_D4s_v5"
  orchestrator_version  = "1.34.1"
}

resource "azurerm_kubernetes_cluster" "channel" {
  name                      = "channel"
  resource_group_name       = azurerm_resource_group.a.name
  location                  = azurerm_resource_group.a.location
  dns_prefix                = "channel"
  kubernetes_version        = "1.34.2"
  automatic_upgrade_channel = "patch"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}
