# Storage accounts, containers and registries.

resource "azurerm_storage_account" "long" {
  name                     = "anaccountwithmuchtoolonganame" # error 3: Invalid value for argument
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Premium"
  account_replication_type = "GRS"    # error 3: Invalid combination of arguments
  min_tls_version          = "TLS1_0" # warning 3: Outdated TLS version
}

resource "azurerm_storage_account" "blocks" {
  name                              = "blocks"
  resource_group_name               = "rg"
  location                          = "westeurope"
  account_tier                      = "Standard"
  account_replication_type          = "LRS"
  account_kind                      = "BlockBlobStorage" # error 3: Invalid combination of arguments
  access_tier                       = "Hot"              # error 3: Invalid combination of arguments
  provisioned_billing_model_version = "V2"               # error 3: Invalid combination of arguments

  share_properties { # error 3: Invalid combination of arguments
  }
}

resource "azurerm_storage_account" "files" {
  name                     = "files"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Premium"
  account_replication_type = "LRS"
  account_kind             = "FileStorage"

  blob_properties { # error 3: Invalid combination of arguments
  }

  azure_files_authentication { # error 3: Invalid combination of arguments
    directory_type = "AD"
  }
}

resource "azurerm_storage_account" "features" {
  name                     = "features"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
  sftp_enabled             = true # error 3: Invalid combination of arguments

  blob_properties {
    restore_policy { # error 5: Invalid combination of arguments; error 5: Invalid combination of arguments; error 5: Invalid combination of arguments
      days = 7
    }

    delete_retention_policy {
      days = 5
    }
  }

  customer_managed_key { # error 3: Invalid combination of arguments
    key_vault_key_id          = "https://vault.vault.azure.net/keys/key"
    user_assigned_identity_id = "/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"
  }

  queue_properties { # error 3: Not available through Azure Resource Manager
  }
}

resource "azurerm_storage_account" "directories" {
  name                     = "directories"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Standrad" # error 3: Invalid value for argument
  account_replication_type = "LRS"
  is_hns_enabled           = true

  blob_properties {
    versioning_enabled = true # error 5: Invalid combination of arguments
  }

  identity {
    type         = "SystemAssigned"
    identity_ids = ["/subscriptions/s/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i"] # error 5: Invalid combination of arguments
  }
}

resource "azurerm_storage_container" "nowhere" { # error 1: Missing required argument
  name = "nowhere"
}

resource "azurerm_storage_container" "unknown" {
  name                 = "unknown"
  storage_account_name = "elsewhere" # warning 3: Older form of an argument
}

resource "azurerm_storage_container" "older" {
  name                 = "older"
  storage_account_name = azurerm_storage_account.known.name # warning 3: Older form of an argument
}

resource "azurerm_storage_account" "known" {
  name                     = "known"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"
}

resource "azurerm_container_registry" "basic" {
  name                   = "basicregistry"
  resource_group_name    = "rg"
  location               = "westeurope"
  sku                    = "Basic"
  anonymous_pull_enabled = true # error 3: Invalid combination of arguments

  georeplications { # error 3: Invalid combination of arguments
    location = "northeurope"
  }
}

resource "azurerm_container_registry" "spread" {
  name                  = "spreadregistry"
  resource_group_name   = "rg"
  location              = "West Europe"
  sku                   = "Premium"
  export_policy_enabled = false # error 3: Invalid combination of arguments

  georeplications { # error 3: Invalid combination of arguments; error 3: Invalid combination of arguments
    location = "westeurope"
  }

  georeplications {
    location = "northeurope"
  }

  georeplications {
    location = "North Europe"
  }

  encryption { # error 3: Invalid combination of arguments
    key_vault_key_id   = "https://vault.vault.azure.net/keys/key"
    identity_client_id = "11111111-1111-4111-8111-111111111111"
  }
}

resource "azurerm_storage_account" "inside" {
  name                     = "inside"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"

  network_rules {
    default_action = "Deny"
    ip_rules       = ["203.0.113.0/24", "10.0.0.4"] # error 5: Invalid value for argument
  }
}

resource "azurerm_storage_account" "pair" {
  name                     = "pair"
  resource_group_name      = "rg"
  location                 = "westeurope"
  account_tier             = "Standard"
  account_replication_type = "LRS"

  network_rules {
    default_action             = "Deny"
    ip_rules                   = ["203.0.113.0/31"] # error 5: Invalid value for argument
    virtual_network_subnet_ids = ["nodes"]          # error 5: Invalid value for argument
  }
}

resource "azurerm_container_registry" "former" {
  name                     = "formerregistry"
  resource_group_name      = "rg"
  location                 = "westeurope"
  sku                      = "Premium"
  retention_policy_in_days = 7

  retention_policy { # error 3: Invalid combination of arguments; warning 3: Block is deprecated
    enabled = true
  }
}
