terraform {
  required_providers {
    azapi = {
      source  = "Azure/azapi"
      version = "~> 2.8"
    }
  }
}

provider "azapi" {
  default_location = "centralus"
}

resource "azapi_resource" "group" {
  type = "Microsoft.Resources/resourceGroups@2023-07-01"
  name = "rg-any"
}

resource "azapi_resource" "registry" {
  type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
  name      = "anyregistry01"
  parent_id = azapi_resource.group.id

  body = {
    sku = { name = "Premium" }
    properties = {
      adminUserEnabled    = false
      publicNetworkAccess = "Enabled"
    }
  }

  response_export_values = { server = "properties.loginServer" }
}

resource "azapi_resource" "identity" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  name      = "id-any"
  parent_id = azapi_resource.group.id
}

resource "azurerm_virtual_network" "network" {
  name                = "vnet-any"
  resource_group_name = azapi_resource.group.name
  location            = "centralus"
  address_space       = ["10.0.0.0/16"]
}

resource "azapi_update_resource" "timeout" {
  type        = "Microsoft.Network/virtualNetworks@2025-01-01"
  resource_id = azurerm_virtual_network.network.id

  body = {
    properties = {
      flowTimeoutInMinutes = 10
    }
  }
}

resource "azapi_resource_action" "feature" {
  type        = "Microsoft.Features/featureProviders/subscriptionFeatureRegistrations@2021-07-01"
  resource_id = "/subscriptions/00000000-0000-4000-8000-000000000001/providers/Microsoft.Features/featureProviders/Microsoft.ContainerService/subscriptionFeatureRegistrations/ManagedGatewayAPIPreview"
  method      = "PUT"
  body        = {}

  response_export_values = ["properties.state"]
}

output "server" {
  value = azapi_resource.registry.output.server
}

output "feature" {
  value = azapi_resource_action.feature.output.properties.state
}
