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
    name    = "system"
    vm_size = "Standard_D4s_v5"
  }
}

resource "azurerm_log_analytics_workspace" "a" {
  name                = "logs"
  resource_group_name = azurerm_resource_group.a.name
  location            = azurerm_resource_group.a.location
  retention_in_days   = 60
}

resource "azurerm_postgresql_flexible_server" "a" {
  name                   = "armature-mistake"
  resource_group_name    = azurerm_resource_group.a.name
  location               = azurerm_resource_group.a.location
  sku_name               = "GP_Standard_D2ds_v5"
  version                = "17"
  zone                   = "1"
  administrator_login    = "postgres_admin"
  administrator_password = "Secret-of-old-1"
}
