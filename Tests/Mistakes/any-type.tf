# Resources of any type, by azapi.

resource "azapi_resource" "placeless" { # error 1: Missing required argument; error 1: Missing required argument
  type = "Microsoft.App/jobs@2025-01-01"
  body = "properties" # error 3: Invalid body
}

resource "azapi_resource" "child" {
  type      = "Microsoft.ContainerService/managedClusters/agentPools@2025-10-01"
  name      = "pool"
  location  = "westeurope"                         # error 3: Unsupported argument
  parent_id = "/subscriptions/s/resourceGroups/rg" # error 3: Invalid parent

  body = {
    properties = {
      osDiskSizeGB             = 4096                  # error 7: Invalid value for property
      enableAutoScaling        = "true"                # error 7: Wrong type of property
      upgradeSettings          = ["33%"]               # error 7: Wrong type of property
      count                    = "two"                 # error 7: Wrong type of property
      vmSize                   = 4                     # error 7: Wrong type of property
      nodeLabels               = ["gpu"]               # error 7: Wrong type of property
      nodeTaints               = "gpu=true:NoSchedule" # error 7: Wrong type of property
      kubeletConfig            = { enableFIPS = true } # error 36: Unknown property
      artifactStreamingProfile = { enabled = true }    # error 7: Unknown property
      provisioningState        = "Succeeded"           # error 7: Read-only property
    }
  }
}

resource "azapi_resource" "rootless" { # error 1: Missing required argument
  type = "Microsoft.App/jobs@2025-01-01"
  name = "job"
}

resource "azapi_resource" "lists" { # error 1: Invalid resource id
  type      = "Microsoft.App/jobs@2025-01-01"
  name      = "job"
  parent_id = "nowhere"

  identity {
    type = "UserAssigned" # error 5: Missing required argument
  }

  list_unique_id_property = {
    "properties..rules" = "key" # error 5: Invalid path in the body
    "properties.rules"  = ","   # error 5: Invalid path in the body
  }

  ignore_other_items_in_list = ["properties[rules"] # error 33: Invalid path in the body

  ignore_body_changes = ["properties.rules[0]"] # error 26: Invalid path in the body

  retry = {
    error_message_regexp = ["busy"] # error 5: Invalid retry
    error_message_regex  = ["("]    # error 29: Invalid retry
    interval_seconds     = 0        # error 5: Invalid retry
  }
}

resource "azapi_resource" "group" {
  type      = "Microsoft.Resources/resourceGroups@2024-03-01"
  name      = "rg"
  parent_id = "/subscriptions/s/resourceGroups/rg" # error 3: Invalid parent
  location  = "westeurope"
  retry     = "always" # error 3: Invalid retry

  response_export_values = ["properties provisioningState"] # error 29: Invalid path
}

resource "azapi_resource" "regionless" { # error 1: Missing required argument
  type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
  name      = "images"
  parent_id = "/subscriptions/s" # error 3: Invalid parent
  retry     = {}                 # error 3: Invalid retry

  identity {
    type         = "SystemAssigned"
    identity_ids = ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id"] # error 5: Invalid combination of arguments
  }

  body = {                # error 3: Missing required property
    name       = "images" # error 5: Property outside of the body
    systemData = {}       # error 5: Property outside of the body
    properties = { adminUserEnabled = true }
  }

  response_export_values = 5 # error 3: Invalid exports
}

resource "azapi_resource" "shapeless" {
  type      = "Microsoft.ContainerRegistry/registries@2025-11-01"
  name      = "images"
  location  = "westeurope"
  parent_id = "/subscriptions/s/resourceGroups/rg"

  body = {
    sku        = "Premium" # error 5: Wrong type of property
    properties = {}
  }
}

resource "azapi_resource" "identity" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30"
  name      = "id"
  parent_id = "/subscriptions/s/resourceGroups/rg"
  location  = "westeurope"

  body = {
    Properties = {} # error 5: Unknown property
    properties = {
      isolationScope = "regional" # warning 7: Unusual value for property
      anything       = true       # error 7: Unknown property
    }
  }
}

resource "azapi_resource" "elder" {
  type      = "Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31"
  name      = "id"
  parent_id = "/subscriptions/s/resourceGroups/rg"
  location  = "westeurope"

  body = {
    scope = "x" # warning 5: Unknown property
  }
}

resource "azapi_update_resource" "cluster" {
  type        = "Microsoft.ContainerService/managedClusters@2026-04-01"
  resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
  name        = "other" # error 3: Invalid combination of arguments

  body = {
    properties = {
      networkProfile    = { gatewayAPIEnabled = true } # error 29: Unknown property
      agentPoolProfiles = [{ name = "Pool-1" }]        # error 30: Invalid value for property
    }
    identity = {
      delegatedResources = {
        other  = { tenantId = "contoso" }             # error 20: Invalid value for property
        hidden = { tenantId = sensitive("fabrikam") } # error 20: Invalid value for property
      }
    }
  }
}

resource "azapi_update_resource" "older" {
  type        = "Microsoft.ContainerService/managedClusters@2024-09-01"
  resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/old"

  body = {
    properties = {
      networkProfile = { gatewayAPIEnabled = true } # error 26: Unknown property
    }
  }
}

resource "azapi_update_resource" "nothing" { # error 1: Missing required argument
  type = "Microsoft.ContainerService/managedClusters@2026-04-01"
}

resource "azapi_resource_action" "secret" {
  type        = "Microsoft.Storage/storageAccounts@2025-08-01"
  resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/st"
  action      = "listKeys"

  sensitive_response_export_values = ["keys..0"] # error 39: Invalid path
}

resource "azapi_resource_action" "last" {
  type           = "Microsoft.ContainerService/managedClusters@2026-04-01"
  resource_id    = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
  action         = "stop"
  when           = "destroy"
  sensitive_body = { reason = "over" } # error 3: Invalid combination of arguments

  response_export_values           = ["*"]    # error 3: Invalid combination of arguments
  sensitive_response_export_values = ["keys"] # error 3: Invalid combination of arguments
}

data "azapi_resource_action" "write" {
  type        = "Microsoft.ContainerService/managedClusters@2026-04-01"
  resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
  method      = "DELETE" # error 3: Invalid value for argument
}

data "azapi_resource" "other" {
  type        = "Microsoft.Storage/storageAccounts@2025-08-01"
  resource_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet" # error 3: Id of another type

  response_export_values = {
    number     = "items[-]"                                      # error 5: Invalid JMESPath expression
    character  = "items#"                                        # error 5: Invalid JMESPath expression
    json       = "items[?size == `{`]"                           # error 5: Invalid JMESPath expression
    quote      = "'items"                                        # error 5: Invalid JMESPath expression
    nothing    = ""                                              # error 5: Invalid JMESPath expression
    early      = "items |"                                       # error 5: Invalid JMESPath expression
    argument   = "length(&items)"                                # error 5: Invalid JMESPath expression
    dot        = "items."                                        # error 5: Invalid JMESPath expression
    projection = "items[*] !done"                                # error 5: Invalid JMESPath expression
    brace      = "{"                                             # error 5: Invalid JMESPath expression
    function   = "size(items)"                                   # error 5: Invalid JMESPath expression
    count      = "length(items, items)"                          # error 5: Invalid JMESPath expression
    bracket    = "items[0"                                       # error 5: Invalid JMESPath expression
    other      = "items[0)"                                      # error 5: Invalid JMESPath expression
    slice      = "items[1:2]"                                    # error 5: Invalid JMESPath expression
    place      = "items items"                                   # error 5: Invalid JMESPath expression
    depth      = "${join("", [for _ in range(200) : "("])}items" # error 5: Invalid JMESPath expression
  }
}

data "azapi_resource_id" "none" {
  type        = "Microsoft.Storage/storageAccounts@2025-08-01"
  resource_id = "stlife" # error 3: Id of another type
}
