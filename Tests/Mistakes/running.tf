# Found by a plan: changes that can't be made to what is there.

armature {
  environment = "test"
}

resource "azurerm_resource_group" "a" {
  name     = "rg"
  location = "westeurope"
}

resource "azurerm_kubernetes_cluster" "a" {
  name                = "aks"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  dns_prefix          = "aks"

  identity {
    type = "SystemAssigned"
  }

  default_node_pool {
    name             = "system"
    vm_size          = "Standard_D8s_v5" # error 5: Change can't be made
    workload_runtime = "KataVmIsolation" # error 5: Change can't be made
  }
}

resource "azurerm_log_analytics_workspace" "a" { # warning 1: No longer set, and stays as it is; error 1: Invalid combination of arguments
  name                = "logs"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  sku                 = "Free"
}

resource "azurerm_postgresql_flexible_server" "a" {
  name                   = "armature-mistake"
  resource_group_name    = azurerm_resource_group.a.name
  location               = azurerm_resource_group.a.location
  sku_name               = "GP_Standard_D2ds_v5"
  version                = "17"
  zone                   = "2" # error 3: Change can't be made
  administrator_login    = "postgres_admin"
  administrator_password = "Secret-of-old-1"
}
